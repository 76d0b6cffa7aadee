using Quintet.Http;
using Quintet.StaticFiles;

namespace WebTests;

public class AttackTests
{
    [Theory]
    [InlineData("/static/../outside.txt")]
    [InlineData("/static/%2e%2e/outside.txt")]
    [InlineData("/static/..%2foutside.txt")]
    [InlineData("/static/css/../../outside.txt")]
    [InlineData("/static/css/..%5c..%5coutside.txt")]
    [InlineData("/static//etc/passwd")]
    [InlineData("/static/css%00/site.css")]
    [InlineData("/static/C:/windows/win.ini")]
    [InlineData("/static/../Files-secret/x")]
    [InlineData("/static/")]
    [InlineData("/static/css")]
    public void Static_files_stay_in_their_folders(string path)
    {
        var client = Site.Client();

        Assert.Equal(200, client.Get("/static/css/site.css").StatusCode);
        var response = client.Get(path);
        Assert.Equal(404, response.StatusCode);
        Assert.DoesNotContain("outside\n", response.Content);
    }

    [Fact]
    public void A_sibling_folder_that_begins_alike_is_outside()
    {
        Assert.NotNull(SafePath.Join("/srv/static", "css/a.css"));
        Assert.Null(SafePath.Join("/srv/static", "../static-secret/a.css"));
        Assert.Null(SafePath.Join("/srv/static", "/etc/passwd"));
        Assert.Null(SafePath.Join("/srv/static", ".."));
        Assert.Null(SafePath.Join("/srv/static", "."));
    }

    [Theory]
    [InlineData("example.com", 200)]
    [InlineData("example.com:8080", 200)]
    [InlineData("EXAMPLE.com.", 200)]
    [InlineData("a.shop.example", 200)]
    [InlineData("shop.example", 200)]
    [InlineData("evil.com", 400)]
    [InlineData("example.com.evil.com", 400)]
    [InlineData("badshop.example", 400)]
    [InlineData("example.com@evil.com", 400)]
    [InlineData("example.com:80@evil.com", 400)]
    [InlineData("example.com/evil", 400)]
    [InlineData("[::1", 400)]
    [InlineData("", 400)]
    [InlineData("localhost", 400)]
    public void Only_allowed_hosts_are_answered(string host, int status)
    {
        var client = Site.Client(settings =>
        {
            settings.Debug = false;
            settings.AllowedHosts = ["example.com", ".shop.example"];
        });

        Assert.Equal(status, client.Get("/", new Dictionary<string, string> { ["Host"] = host }).StatusCode);
    }

    [Theory]
    [InlineData("localhost:8000", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:8000", 200)]
    [InlineData("sub.localhost", 200)]
    [InlineData("evil.com", 400)]
    public void In_debug_this_machine_is_allowed_without_settings(string host, int status) =>
        Assert.Equal(status, Site.Client().Get("/", new Dictionary<string, string> { ["Host"] = host }).StatusCode);

    [Fact]
    public void A_forwarded_host_is_believed_only_where_the_settings_say_so()
    {
        var headers = new Dictionary<string, string> { ["Host"] = "localhost", ["X-Forwarded-Host"] = "evil.com" };

        Assert.Equal(200, Site.Client().Get("/", headers).StatusCode);
        Assert.Equal(400, Site.Client(settings => settings.UseXForwardedHost = true).Get("/", headers).StatusCode);
    }

    [Theory]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("/x\nSet-Cookie: a=b")]
    [InlineData("https://example.com/\r\n\r\n<script>")]
    [InlineData("/x\0")]
    public void A_redirect_cannot_carry_a_header(string target)
    {
        Assert.Throws<BadHeaderException>(() => new HttpResponseRedirect(target));
        var response = Site.Client().Get("/go/?to=" + Uri.EscapeDataString(target));
        Assert.Equal(500, response.StatusCode);
        Assert.Null(response["Location"]);
        Assert.Empty(response.SetCookies);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("JavaScript:alert(1)//x.")]
    public void A_redirect_leads_only_to_schemes_of_the_web(string target) => Assert.Throws<DisallowedRedirect>(() => new HttpResponseRedirect(target));

    [Theory]
    [InlineData("/a b/ü", "/a%20b/%C3%BC")]
    [InlineData("/x?y=1&z=%20#f", "/x?y=1&z=%20#f")]
    [InlineData("https://example.com/", "https://example.com/")]
    [InlineData("/path:with/colon", "/path:with/colon")]
    [InlineData("?next=http://x", "?next=http://x")]
    public void A_redirect_is_written_in_ascii(string target, string location) => Assert.Equal(location, new HttpResponseRedirect(target)["Location"]);

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\nb")]
    [InlineData("a\u0001b")]
    public void Headers_and_cookies_cannot_be_broken_out_of(string value)
    {
        var response = new HttpResponse();

        Assert.Throws<BadHeaderException>(() => response["X-Test"] = value);
        Assert.Throws<BadHeaderException>(() => response.ContentType = value);
        Assert.Throws<BadHeaderException>(() => response.SetCookie("a", "b", path: value));
        Assert.Throws<ArgumentException>(() => response.SetCookie("a;b", "c"));
    }

    [Fact]
    public void A_path_of_two_slashes_does_not_redirect_to_another_host()
    {
        var client = Site.Client(settings => settings.RootUrlConf = typeof(AnyPathUrls));

        var location = client.Get("//evil.com/x")["Location"];

        Assert.Equal("/%2Fevil.com/x/", location);
    }

    public class AnyPathUrls : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [Quintet.Urls.UrlHelpers.Path("<path:slug>/", SiteViews.Slow)];
    }
}
