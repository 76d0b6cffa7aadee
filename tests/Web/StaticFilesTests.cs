namespace WebTests;

public class StaticFilesTests
{
    private const string Css = "body { color: #123; }\n";

    [Fact]
    public void A_file_comes_with_its_type_and_validators()
    {
        var response = Site.Client().Get("/static/css/site.css");

        Assert.Equal(Css, response.Content);
        Assert.Equal("text/css; charset=utf-8", response["Content-Type"]);
        Assert.Equal(Css.Length.ToString(), response["Content-Length"]);
        Assert.Equal("nosniff", response["X-Content-Type-Options"]);
        Assert.NotNull(response["Last-Modified"]);
    }

    [Fact]
    public void What_the_browser_has_is_not_sent_again()
    {
        var client = Site.Client();
        var first = client.Get("/static/css/site.css");

        var byTag = client.Get("/static/css/site.css", new Dictionary<string, string> { ["If-None-Match"] = first["ETag"]! });
        var byTime = client.Get("/static/css/site.css", new Dictionary<string, string> { ["If-Modified-Since"] = first["Last-Modified"]! });
        var other = client.Get("/static/css/site.css", new Dictionary<string, string> { ["If-None-Match"] = "\"other\"", ["If-Modified-Since"] = first["Last-Modified"]! });

        Assert.Equal((304, 0), (byTag.StatusCode, byTag.Body.Length));
        Assert.Equal(304, byTime.StatusCode);
        Assert.Equal(200, other.StatusCode);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "body", "bytes 0-3/22")]
    [InlineData("bytes=5-", 206, "{ color: #123; }\n", "bytes 5-21/22")]
    [InlineData("bytes=-3", 206, " }\n", "bytes 19-21/22")]
    [InlineData("bytes=5-999", 206, "{ color: #123; }\n", "bytes 5-21/22")]
    [InlineData("bytes=99-", 416, "", "bytes */22")]
    [InlineData("lines=1-2", 200, Css, null)]
    public void Ranges(string range, int status, string body, string? contentRange)
    {
        var response = Site.Client().Get("/static/css/site.css", new Dictionary<string, string> { ["Range"] = range });

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, response.Content);
        Assert.Equal(contentRange, response["Content-Range"]);
    }

    [Fact]
    public void Only_get_and_head_are_answered()
    {
        Assert.Equal(405, Site.Client().Post("/static/css/site.css").StatusCode);
        var head = Site.Client().Head("/static/css/site.css");
        Assert.Equal((200, 0, "22"), (head.StatusCode, head.Body.Length, head["Content-Length"]));
    }

    [Fact]
    public void Outside_debug_they_are_served_by_others() => Assert.Equal(
        404,
        Site.Client(settings =>
        {
            settings.Debug = false;
            settings.AllowedHosts = ["*"];
        }).Get("/static/css/site.css").StatusCode);
}
