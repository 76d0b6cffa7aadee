using AngleSharp.Html.Parser;

namespace WebTests;

public class DebugPageTests
{
    [Fact]
    public void The_error_page_shows_the_failing_line()
    {
        var response = Site.Client().Get("/fails/");

        Assert.Equal(500, response.StatusCode);
        var page = new HtmlParser().ParseDocument(response.Content);
        Assert.Equal("InvalidOperationException at /fails/", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("broken", page.QuerySelector(".message")!.TextContent);
        Assert.Contains("// the line that fails", page.QuerySelector("pre.source .marked")!.TextContent);
        Assert.Contains("WebTests.SiteViews.Fails", page.QuerySelector(".frame:not(.theirs)")!.TextContent);
    }

    [Fact]
    public void What_the_generator_wrote_is_not_the_projects()
    {
        var page = new HtmlParser().ParseDocument(new Quintet.Testing.Client(new Sites.Settings { AllowedHosts = ["*"] }).Get("/broken/3/").Content);

        Assert.Equal("item 3 is broken", page.QuerySelector(".message")!.TextContent);
        Assert.Contains("Sites.Views.Broken", Assert.Single(page.QuerySelectorAll(".frame:not(.theirs)")).TextContent);
        Assert.Contains(page.QuerySelectorAll(".frame.theirs"), frame => frame.TextContent.StartsWith("Quintet.Generated.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_error_page_escapes_what_came_from_outside()
    {
        const string attack = "<script>alert(1)</script>";
        var encoded = Uri.EscapeDataString(attack);

        var response = Site.Client().Get($"/fails/?html={encoded}&{encoded}={encoded}", new Dictionary<string, string> { ["X-Evil"] = attack, ["Cookie"] = $"a={encoded}" });

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain("<script", response.Content);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", response.Content);
    }

    [Theory]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/static/%3Cscript%3Ealert(1)%3C/script%3E")]
    public void The_404_page_escapes_the_path(string path)
    {
        var response = Site.Client().Get(path);

        Assert.Equal(404, response.StatusCode);
        Assert.DoesNotContain("<script", response.Content);
        Assert.Contains("&lt;script&gt;", response.Content);
    }

    [Fact]
    public void Secrets_are_hidden()
    {
        var response = Site.Client().Post("/fails/?api_key=query-key", [new("password", "form-secret"), new("name", "shown-value")]);

        Assert.DoesNotContain("a key that must not be shown", response.Content);
        Assert.DoesNotContain("form-secret", response.Content);
        Assert.Contains("shown-value", response.Content);
        var page = new HtmlParser().ParseDocument(response.Content);
        var secretKey = page.QuerySelectorAll("th").Single(cell => cell.TextContent == "SecretKey");
        Assert.Equal("********************", secretKey.NextElementSibling!.TextContent);
    }

    [Fact]
    public void The_404_page_lists_the_routes_that_were_tried()
    {
        var response = Site.Client().Get("/nothing/here/");

        Assert.Equal(404, response.StatusCode);
        var page = new HtmlParser().ParseDocument(response.Content);
        var routes = page.QuerySelectorAll("ol li").Select(item => item.TextContent.Trim()).ToList();
        Assert.Contains("book/<int:id>/  [name='book_detail']", routes);
        Assert.Contains("inner/   [name='inner:where']", routes);
        Assert.Contains("nothing/here/", page.Body!.TextContent);
    }

    [Fact]
    public void A_project_without_routes_is_welcomed_in_debug_only()
    {
        var response = Site.Client(settings => settings.RootUrlConf = typeof(NoRoutes)).Get("/");

        Assert.Equal(200, response.StatusCode);
        Assert.Contains("The install worked successfully!", response.Content);
        Assert.Contains("Path(&quot;blog/&quot;, Include&lt;Blog.Urls&gt;())", response.Content);
        Assert.Equal(404, Site.Client(settings => settings.RootUrlConf = typeof(NoRoutes)).Get("/x/").StatusCode);
        Assert.Equal(404, Site.Client(settings => (settings.RootUrlConf, settings.Debug, settings.AllowedHosts) = (typeof(NoRoutes), false, ["*"])).Get("/").StatusCode);
    }

    public class NoRoutes : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [];
    }

    [Fact]
    public void A_404_of_a_view_says_what_the_view_said()
    {
        var response = Site.Client().Get("/fails-later/");

        Assert.Equal(404, response.StatusCode);
        Assert.Contains("No such thing", response.Content);
    }

    [Theory]
    [InlineData("/fails/", 500, "Server Error (500)")]
    [InlineData("/fails-later/", 404, "Not Found")]
    [InlineData("/nothing/", 404, "Not Found")]
    public void Outside_debug_nothing_of_the_inside_is_shown(string path, int status, string title)
    {
        var errors = new List<string>();
        var client = Site.Client(
            settings =>
            {
                settings.Debug = false;
                settings.AllowedHosts = ["localhost"];
            },
            errors);

        var response = client.Get(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", response.Content);
        Assert.DoesNotContain("WebTests", response.Content);
        Assert.DoesNotContain("broken", response.Content);
        Assert.DoesNotContain("No such thing", response.Content);
        Assert.Equal(status == 500, errors.Contains("Internal Server Error: /fails/"));
    }
}
