using Quintet.Management;
using Quintet.StaticFiles;
using Quintet.Testing;
using Sites.Shop;

namespace WebTests;

/// <summary>The static files of an app that is a package: they are in its assembly (tests/Fixtures/Sites), and nowhere in the project's folder.</summary>
public sealed class PackagedStaticTests : IDisposable
{
    private const string Name = "Quintet.Fixtures.Sites!Shop/static/shop/shelf.css";
    private const string Text = ".shelf { background: url(\"shelf.svg\") }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-packaged-").FullName;

    private string Root => Path.Combine(_folder, "collected");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task They_are_found()
    {
        Assert.Equal((0, $"Found 'shop/shelf.css' here:\n  {Name}\n", ""), await Run("findstatic", "shop/shelf.css"));
        var (code, _, error) = await Run("findstatic", "shop/none.css");
        Assert.Equal(1, code);
        Assert.Contains("Quintet.Fixtures.Sites!Shop/static\n", error + "\n");

        // What the project has under that name comes first.
        var own = Path.Combine(_folder, "Shop", "static", "shop", "shelf.css");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        File.WriteAllText(own, "own");
        Assert.Equal((0, $"Found 'shop/shelf.css' here:\n  {own}\n  {Name}\n", ""), await Run("findstatic", "shop/shelf.css"));
        Assert.Equal("own", new Client(Settings(debug: true)).Get("/static/shop/shelf.css").Content);
    }

    [Theory]
    [InlineData("../templates/shop/about.html")]
    [InlineData("")]
    [InlineData("shop")]
    [InlineData("/shop/shelf.css")]
    [InlineData("shop//shelf.css")]
    [InlineData("shop/./shelf.css")]
    public void No_path_leads_elsewhere(string path) => Assert.Null(new EmbeddedFinder(typeof(ShopApp).Assembly, "Shop/static").Find(path));

    [Fact]
    public void They_are_served_while_developing()
    {
        var client = new Client(Settings(debug: true));
        var response = client.Get("/static/shop/shelf.css");

        Assert.Equal((200, "text/css", "no-cache", "nosniff"), (response.StatusCode, response["Content-Type"]!.Split(';')[0], response["Cache-Control"], response["X-Content-Type-Options"]));
        Assert.Equal(Text, Sent(response));
        Assert.Equal(304, client.Get("/static/shop/shelf.css", new Dictionary<string, string> { ["If-None-Match"] = response["ETag"]! }).StatusCode);
        Assert.Equal(304, client.Get("/static/shop/shelf.css", new Dictionary<string, string> { ["If-Modified-Since"] = response["Last-Modified"]! }).StatusCode);
        var part = client.Get("/static/shop/shelf.css", new Dictionary<string, string> { ["Range"] = "bytes=1-5" });
        Assert.Equal((206, "shelf"), (part.StatusCode, Sent(part)));
        Assert.Equal(404, client.Get("/static/shop/none.css").StatusCode);
    }

    [Fact]
    public async Task They_are_collected_and_served_in_production()
    {
        Assert.Equal((0, $"Pretending to copy '{Name}'\nPretending to copy 'Quintet.Fixtures.Sites!Shop/static/shop/shelf.svg'\n\n(pretending) 2 static files copied to '{Root}'.\n", ""), await Run("collectstatic", "--noinput", "--dry-run"));
        Assert.Equal((0, $"\n2 static files copied to '{Root}', 2 post-processed.\n", ""), await Run("collectstatic", "--noinput"));
        Assert.Equal(Text, File.ReadAllText(Path.Combine(Root, "shop", "shelf.css")));
        Assert.Equal((0, $"\n0 static files copied to '{Root}', 2 unmodified, 2 post-processed.\n", ""), await Run("collectstatic", "--noinput"));
        // There is no file on the disk that a link could lead to.
        File.Delete(Path.Combine(Root, "shop", "shelf.css"));
        Assert.Equal((0, $"\n1 static file symlinked to '{Root}', 1 unmodified.\n", ""), await Run("collectstatic", "--noinput", "--link", "--no-post-process"));
        Assert.Null(new FileInfo(Path.Combine(Root, "shop", "shelf.css")).LinkTarget);

        var settings = Settings(debug: false);
        settings.ServeStaticFiles = true;
        var application = Quintet.Application.Load(settings);
        var address = application.StaticUrls.Url("shop/shelf.css");
        Assert.Matches(@"^/static/shop/shelf\.[0-9a-f]{12}\.css$", address);
        Assert.Contains("url(\"shelf.", new Client(application).Get(address).Content);
    }

    private static string Sent(ClientResponse response) => response.Content;

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ManagementUtility.Execute(() => Settings(debug: true), arguments, output, error);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    private Sites.Settings Settings(bool debug) => new() { BaseDir = _folder, Debug = debug, SecretKey = "of a test, long enough for what production wants of one", AllowedHosts = ["*"], StaticRoot = new(Root), RootUrlConf = typeof(GenericUrls) };
}
