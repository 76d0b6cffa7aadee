using System.IO.Compression;
using System.Text.Json;
using Quintet;
using Quintet.Management;
using Quintet.StaticFiles;
using Quintet.Testing;

namespace WebTests;

/// <summary><c>collectstatic</c>, <c>findstatic</c>, and the collected files served in production.</summary>
public sealed class CollectStaticTests : IDisposable
{
    private static readonly string LongCss = string.Concat(Enumerable.Repeat("body { color: #123; }\n", 100));

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-static-").FullName;

    private string Root => Path.Combine(_folder, "collected");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_get_names_by_their_content_and_refer_to_each_other_by_them()
    {
        Write("one/css/site.css", """
            @import "base.css"; @import url('print.css?v=1#a');
            /* url(missing.png) */
            a { background: url( "../img/a b.png" ); b: URL(../img/x.png#?iefix); c: url(/static/img/x.png); }
            d { e: url(data:image/png;base64,AA==); f: url(https://example.com/x.png); g: url(//example.com/x.png); h: url(#part); i: url(/other/x.png); }
            /*# sourceMappingURL=site.css.map */
            """);
        Write("one/css/base.css", "b { color: red }");
        Write("one/css/print.css", "@import './base.css';");
        Write("one/css/site.css.map", "{}");
        Write("one/img/a b.png", "space");
        Write("one/img/x.png", "x");
        Write("one/js/app.js", "var x = 'url(missing.png)';\n//# sourceMappingURL=app.js.map");
        Write("one/js/app.js.map", "{}");
        Write("one/noextension", "n");

        Assert.Equal((0, $"\n9 static files copied to '{Root}', 9 post-processed.\n", ""), await Run("collectstatic", "--noinput"));

        var names = Names();
        Assert.Equal(9, names.Count);
        // As Django names it: the beginning of the MD5 of the content.
        Assert.Equal("css/base.0705471ca9cf.css", names["css/base.css"]);
        Assert.Equal("noextension.7b8b965ad4bc", names["noextension"]);
        string Name(string path) => names[path][(names[path].LastIndexOf('/') + 1)..];
        Assert.Equal($$"""
            @import "{{Name("css/base.css")}}"; @import url('{{Name("css/print.css")}}?v=1#a');
            /* url(missing.png) */
            a { background: url( "../img/{{Name("img/a b.png").Replace(" ", "%20")}}" ); b: URL(../img/{{Name("img/x.png")}}#?iefix); c: url(/static/img/{{Name("img/x.png")}}); }
            d { e: url(data:image/png;base64,AA==); f: url(https://example.com/x.png); g: url(//example.com/x.png); h: url(#part); i: url(/other/x.png); }
            /*# sourceMappingURL={{Name("css/site.css.map")}} */
            """, File.ReadAllText(Path.Combine(Root, names["css/site.css"])));
        Assert.Equal($"@import './{Name("css/base.css")}';", File.ReadAllText(Path.Combine(Root, names["css/print.css"])));
        Assert.Equal($"var x = 'url(missing.png)';\n//# sourceMappingURL={Name("js/app.js.map")}", File.ReadAllText(Path.Combine(Root, names["js/app.js"])));

        // A change in a file changes the names of those that refer to it, and of no other.
        File.SetLastWriteTimeUtc(Write("one/css/base.css", "b { color: blue }"), DateTime.UtcNow.AddSeconds(5));
        Assert.Equal((0, $"\n1 static file copied to '{Root}', 8 unmodified, 9 post-processed.\n", ""), await Run("collectstatic", "--noinput"));
        Assert.Equal(["css/base.css", "css/print.css", "css/site.css"], Names().Where(pair => names[pair.Key] != pair.Value).Select(pair => pair.Key).Order());
    }

    [Fact]
    public async Task Text_is_compressed_beforehand()
    {
        Write("one/css/site.css", LongCss);
        Write("one/css/small.css", "a{}");
        Write("one/img/x.png", LongCss);
        await Run("collectstatic", "--noinput");

        var name = Names()["css/site.css"];
        Assert.Equal(LongCss, Unpacked(new BrotliStream(File.OpenRead(Path.Combine(Root, name + ".br")), CompressionMode.Decompress)));
        Assert.Equal(LongCss, Unpacked(new GZipStream(File.OpenRead(Path.Combine(Root, "css/site.css.gz")), CompressionMode.Decompress)));
        Assert.False(File.Exists(Path.Combine(Root, "css/small.css.gz")));
        Assert.False(File.Exists(Path.Combine(Root, "img/x.png.gz")));
        // Once more: what was made is not collected, and stays.
        Assert.Equal((0, $"\n0 static files copied to '{Root}', 3 unmodified, 3 post-processed.\n", ""), await Run("collectstatic", "--noinput"));
        Assert.True(File.Exists(Path.Combine(Root, name + ".br")));
    }

    [Fact]
    public async Task In_production_the_app_serves_them_itself_where_it_is_asked_to()
    {
        Write("one/css/site.css", LongCss);
        Write("one/font.woff2", "font");
        await Run("collectstatic", "--noinput");
        Write("collected/secret.txt", "not ours");
        var client = new Client(Settings(debug: false, serve: true));
        var name = Names()["css/site.css"];

        var page = client.Get("/styles/");
        Assert.Equal($"/static/{name} /static/missing.css /static/{name}#part", page.Content);
        var forEver = client.Get($"/static/{name}");
        Assert.Equal(LongCss, forEver.Content);
        Assert.Equal("max-age=315360000, public, immutable", forEver["Cache-Control"]);
        Assert.Equal("Accept-Encoding", forEver["Vary"]);
        Assert.Equal("text/css; charset=utf-8", forEver["Content-Type"]);
        Assert.Null(forEver["Content-Encoding"]);
        Assert.Equal("max-age=60, public", client.Get("/static/css/site.css")["Cache-Control"]);

        var brotli = client.Get($"/static/{name}", new Dictionary<string, string> { ["Accept-Encoding"] = "gzip, br" });
        Assert.Equal("br", brotli["Content-Encoding"]);
        Assert.Equal("text/css; charset=utf-8", brotli["Content-Type"]);
        Assert.Equal(LongCss, Unpacked(new BrotliStream(new MemoryStream(brotli.Body.ToArray()), CompressionMode.Decompress)));
        Assert.Equal("gzip", client.Get($"/static/{name}", new Dictionary<string, string> { ["Accept-Encoding"] = "gzip" })["Content-Encoding"]);
        Assert.Null(client.Get($"/static/{name}", new Dictionary<string, string> { ["Accept-Encoding"] = "br;q=0, gzip;q=0" })["Content-Encoding"]);
        Assert.NotEqual(forEver["ETag"], brotli["ETag"]);
        Assert.Equal(304, client.Get($"/static/{name}", new Dictionary<string, string> { ["If-None-Match"] = forEver["ETag"]! }).StatusCode);
        Assert.Null(client.Get("/static/font.woff2")["Vary"]);

        foreach (var path in new[] { "../secret", "%2e%2e/db.sqlite3", "..%2fdb.sqlite3", "css/../../collected/secret.txt", "/etc/passwd", "css//site.css", "css", "", "css\\site.css", "missing.css", "%00" })
        {
            Assert.Equal(404, client.Get("/static/" + path).StatusCode);
        }

        Assert.Equal(405, client.Post($"/static/{name}").StatusCode);
        Assert.Equal(404, new Client(Settings(debug: false)).Get($"/static/{name}").StatusCode);
        Assert.Equal("/static/css/site.css /static/missing.css /static/css/site.css%23part", new Client(Settings(debug: true)).Get("/styles/").Content);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_and_by_whom()
    {
        Write("one/css/site.css", "a { b: url(../img/missing.png) }");
        Assert.Equal("CommandError: Post-processing 'css/site.css' failed: the file 'img/missing.png' could not be found, to which it refers by '../img/missing.png'.\n", (await Run("collectstatic", "--noinput")).Error);
        Write("one/css/site.css", "a { b: url(../../../etc/passwd) }");
        Assert.Contains("leads out of the static files", (await Run("collectstatic", "--noinput")).Error);
        Write("one/css/site.css", "@import 'other.css'");
        Write("one/css/other.css", "@import 'site.css'");
        Assert.Contains("refers to itself", (await Run("collectstatic", "--noinput")).Error);
        Assert.Equal(0, (await Run("collectstatic", "--noinput", "--no-post-process")).Code);
    }

    [Fact]
    public async Task The_first_place_wins_and_the_others_are_told()
    {
        Write("one/site.css", "one");
        Write("two/site.css", "two");
        Write("three/guide.txt", "guide");
        Write("one/.hidden", "x");
        Write("one/backup~", "x");
        Write("one/CVS/x", "x");
        Write("one/drafts/a.txt", "x");

        Assert.Equal((0, $"Pretending to copy '{Path.Combine(_folder, "three", "guide.txt")}'\nPretending to copy '{Path.Combine(_folder, "one", "site.css")}'\n\n(pretending) 2 static files copied to '{Root}'.\n",
            $"Found another file with the destination path 'site.css': {Path.Combine(_folder, "two", "site.css")}. It will be ignored since only the first encountered file is collected. If this is not what you want, make sure every static file has a unique path.\n"),
            await Run("collectstatic", "--dry-run", "--ignore", "drafts"));
        Assert.False(Directory.Exists(Root));
        await Run("collectstatic", "--noinput");
        Assert.Equal("one", File.ReadAllText(Path.Combine(Root, "site.css")));
        Assert.Equal("guide", File.ReadAllText(Path.Combine(Root, "downloads", "guide.txt")));
        Assert.False(File.Exists(Path.Combine(Root, ".hidden")));
        await Run("collectstatic", "--noinput", "--no-default-ignore");
        Assert.True(File.Exists(Path.Combine(Root, ".hidden")));

        Assert.Equal((0, $"Found 'site.css' here:\n  {Path.Combine(_folder, "one", "site.css")}\n  {Path.Combine(_folder, "two", "site.css")}\n", ""), await Run("findstatic", "site.css"));
        Assert.Equal((0, $"Found 'site.css' here:\n  {Path.Combine(_folder, "one", "site.css")}\nFound 'downloads/guide.txt' here:\n  {Path.Combine(_folder, "three", "guide.txt")}\n", ""), await Run("findstatic", "--first", "site.css", "downloads/guide.txt"));
        Write("secret.css", "secret");
        var (code, _, error) = await Run("findstatic", "../secret.css");
        Assert.Equal(1, code);
        Assert.StartsWith("No matching file found for '../secret.css'.\n\nLooking in the following locations:\n  " + Path.Combine(_folder, "one"), error);
    }

    [Fact]
    public async Task Links_instead_of_copies()
    {
        var file = Write("one/site.css", "one");
        Assert.Equal((0, $"\n1 static file symlinked to '{Root}', 1 post-processed.\n", ""), await Run("collectstatic", "--noinput", "--link"));
        Assert.Equal(file, new FileInfo(Path.Combine(Root, "site.css")).LinkTarget);
        Assert.Equal((0, $"\n0 static files symlinked to '{Root}', 1 unmodified, 1 post-processed.\n", ""), await Run("collectstatic", "--noinput", "--link"));
        // A copy takes the place of the link, and does not go through it.
        Assert.Equal((0, $"\n1 static file copied to '{Root}', 1 post-processed.\n", ""), await Run("collectstatic", "--noinput"));
        Assert.Null(new FileInfo(Path.Combine(Root, "site.css")).LinkTarget);
    }

    [Fact]
    public async Task It_asks_before_it_writes_or_clears()
    {
        Write("one/site.css", "one");
        Write("collected/old.css", "old");

        Assert.Equal(1, (await Answer("no\n", "collectstatic")).Code);
        Assert.False(File.Exists(Path.Combine(Root, "site.css")));
        var (code, output, _) = await Answer("yes\n", "collectstatic");
        Assert.Equal(0, code);
        Assert.Contains($"location as specified in your settings:\n\n    {Root}\n\nThis will overwrite existing files!\nAre you sure you want to do this?", output);
        Assert.True(File.Exists(Path.Combine(Root, "old.css")));
        Assert.Contains("This will DELETE ALL FILES in this location!", (await Answer("no\n", "collectstatic", "--clear")).Output);
        Assert.Contains("Pretending to delete 'old.css'", (await Run("collectstatic", "--clear", "--dry-run")).Output);
        Assert.Equal(0, (await Run("collectstatic", "--clear", "--noinput")).Code);
        Assert.False(File.Exists(Path.Combine(Root, "old.css")));
        Assert.Contains("Say --noinput", (await Run("collectstatic")).Error);
        var settings = Settings(debug: true);
        settings.StaticRoot = null;
        var error = new StringWriter();
        Assert.Equal(1, await ManagementUtility.Execute(() => settings, ["collectstatic", "--noinput"], TextWriter.Null, error));
        Assert.Contains("without having set StaticRoot", error.ToString());
    }

    [Fact]
    public void Uploaded_files_are_served_while_developing()
    {
        Write("media/avatars/ada.txt", "ada");
        Write("secret.txt", "secret");
        Client Client(bool debug)
        {
            var settings = Settings(debug);
            settings.MediaRoot = new(Path.Combine(_folder, "media"));
            return new(settings);
        }

        var client = Client(debug: true);
        var response = client.Get("/media/avatars/ada.txt");
        Assert.Equal(("ada", "nosniff"), (response.Content, response["X-Content-Type-Options"]));
        foreach (var path in new[] { "../secret.txt", "..%2fsecret.txt", "avatars", "", "avatars/eve.txt", "%2fetc/passwd" }) Assert.Equal(404, client.Get("/media/" + path).StatusCode);
        Assert.Equal(405, client.Post("/media/avatars/ada.txt").StatusCode);
        Assert.Equal(404, Client(debug: false).Get("/media/avatars/ada.txt").StatusCode);
    }

    [Fact]
    public void A_broken_manifest_is_said()
    {
        Write("collected/staticfiles.json", "{");
        var error = Assert.Throws<Quintet.Conf.ImproperlyConfigured>(() => Application.Load(Settings(debug: false)).StaticUrls.Url("a"));
        Assert.Contains("Run collectstatic again", error.Message);
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => Answer(null, arguments);

    private async Task<(int Code, string Output, string Error)> Answer(string? input, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ManagementUtility.Execute(() => Settings(debug: true), arguments, output, error, input: input is null ? null : new StringReader(input));
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    private StaticSettings Settings(bool debug, bool serve = false) => new()
    {
        Debug = debug,
        ServeStaticFiles = serve,
        StaticFilesDirs = [new(Directory.CreateDirectory(Path.Combine(_folder, "one")).FullName), new(Directory.CreateDirectory(Path.Combine(_folder, "two")).FullName)],
        StaticFilesFinders = [new FolderFinder(Path.Combine(_folder, "three"), "downloads")],
        StaticRoot = new(Root),
        Templates = [new Quintet.Conf.QuintetTemplates { Loaders = [new Quintet.Templates.MemoryLoader(new Dictionary<string, string> { ["styles.html"] = "<% load static %><% static 'css/site.css' %> <% static 'missing.css' %> <% static 'css/site.css#part' %>" })] }],
    };

    private string Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    private Dictionary<string, string> Names()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "staticfiles.json")));
        Assert.Equal("1.1", manifest.RootElement.GetProperty("version").GetString());
        return manifest.RootElement.GetProperty("paths").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
    }

    private static string Unpacked(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class StaticSettings : SessionSettings
    {
        public StaticSettings() => (RootUrlConf, Middleware) = (typeof(StaticUrlConf), []);
    }

    public class StaticUrlConf : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns =>
            [Quintet.Urls.UrlHelpers.Path("styles/", (Quintet.Http.HttpRequest request) => Shortcuts.Render(request, "styles.html"))];
    }
}
