using Quintet.Apps;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Files;
using Quintet.Http;
using Quintet.Testing;
using Quintet.Urls;
using Uploads;

namespace WebTests.Http;

/// <summary>A file of a form goes into a model's file field, under a name that leads nowhere else.</summary>
public sealed class UploadedModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quintet-uploads-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("plan.txt", "reports/Emma/plan.txt")]
    [InlineData("a b(1).txt", "reports/Emma/a_b1.txt")]
    [InlineData("../../../evil.txt", "reports/Emma/evil.txt")]
    [InlineData("..%2f..%2fevil.txt", "reports/Emma/..2f..2fevil.txt")]
    [InlineData("C:\\\\windows\\\\evil.txt", "reports/Emma/evil.txt")]
    [InlineData("C:evil.txt", "reports/Emma/Cevil.txt")]
    [InlineData("\\\\\\\\server\\\\share\\\\evil.txt", "reports/Emma/evil.txt")]
    [InlineData("ev\0il.txt", "reports/Emma/evil.txt")]
    public void It_is_stored_in_its_folder(string name, string expected)
    {
        foreach (var mode in (string[])["save", "assign"])
        {
            foreach (var memory in (long[])[0, 1000])
            {
                var client = new Client(Quintet.Application.Load(new UploadSettings(_folder.FullName) { FileUploadMaxMemorySize = memory }, (_, _) => { }));
                var body = $"--sep\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"{name}\"\r\n\r\ncontent\r\n--sep--\r\n";

                var response = client.Post($"/?mode={mode}", body, "multipart/form-data; boundary=sep");

                Assert.Equal((200, expected), (response.StatusCode, response.Content));
                var file = Path.Combine(_folder.FullName, "media", expected);
                Assert.Equal("content", File.ReadAllText(file));
                if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
                File.Delete(file);
            }
        }

        Assert.Equal(["media"], _folder.EnumerateFileSystemInfos().Select(entry => entry.Name));
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_name_that_does_not_fit_the_column_is_shortened_and_one_that_cannot_be_is_a_bad_request()
    {
        var client = new Client(Quintet.Application.Load(new UploadSettings(_folder.FullName), (_, _) => { }));

        Assert.Equal("60 .txt", Post(new string('a', 300) + ".txt"));
        Assert.Equal("400", Post("a." + new string('b', 250)));

        string Post(string name)
        {
            var response = client.Post("/?length", $"--sep\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"{name}\"\r\n\r\ncontent\r\n--sep--\r\n", "multipart/form-data; boundary=sep");
            return response.StatusCode == 200 ? response.Content : $"{response.StatusCode}";
        }
    }

    public sealed class UploadSettings : Settings
    {
        public UploadSettings(string folder)
        {
            SecretKey = "key";
            AllowedHosts = ["localhost"];
            RootUrlConf = typeof(Urls);
            Middleware = [];
            InstalledApps = [typeof(UploadsApp)];
            Databases["default"] = new Sqlite(Path.Combine(folder, "db.sqlite3"));
            MediaRoot = new(Path.Combine(folder, "media"));
            Storages["vault"] = new FileSystemStorage(Path.Combine(folder, "vault"));
            FileUploadPermissions = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        public override Manifest Manifest => Manifest.Empty;
    }

    public class Urls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [UrlHelpers.Path("", Store)];

        public static HttpResponse Store(HttpRequest request)
        {
            var report = new Report { Title = "Emma" };
            var file = request.FILES["doc"]!;
            if (request.GET["mode"] == "assign")
            {
                report.Document = file;
                report.Document.Save(report.Document.Name, file, save: false);
            }
            else
            {
                report.Document.Save(file.Name, file, save: false);
            }

            return new(request.GET.ContainsKey("length") ? $"{report.Document.Name.Length} {Path.GetExtension(report.Document.Name)}" : report.Document.Name);
        }
    }
}
