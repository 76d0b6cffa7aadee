using AngleSharp.Html.Parser;
using Quintet.Conf;
using Quintet.Templates;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>What the debug page and the console say about an error in a template.</summary>
public class TemplateErrorTests
{
    private static readonly Dictionary<string, string> Templates = new()
    {
        ["base.html"] = "<title>x</title>\n{% block content %}{% endblock %}\n",
        ["page.html"] = "{% extends 'base.html' %}\n{% block content %}\n  {% for x in 'ab' %}\n    {% include 'part.html' %}\n  {% endfor %}\n{% endblock %}\n",
        ["part.html"] = "<p>\n  <b>{{ x|date:missing }}</b>\n</p>\n",
        ["wrong.html"] = "{{ x|uper }}\n{% if %}\n{% nope %}",
        ["loop.html"] = "\n{% include 'loop2.html' %}",
        ["loop2.html"] = "{% include 'loop.html' %}",
    };

    private static Quintet.Testing.Client Client(bool debug = true, List<string>? errors = null)
    {
        var settings = new SiteSettings { Debug = debug, AllowedHosts = ["localhost"], RootUrlConf = typeof(PageUrls), Templates = [new QuintetTemplates { Loaders = [new MemoryLoader(Templates)] }] };
        return new(Quintet.Application.Load(settings, (message, exception) => errors?.Add(exception is null ? message : $"{message}\n{Quintet.Views.Technical.ErrorText.Of(exception)}")));
    }

    [Fact]
    public void The_page_shows_the_place_and_the_whole_way_there()
    {
        var page = new HtmlParser().ParseDocument(Client().Get("/page.html/").Content);
        var section = page.QuerySelector("section.template")!;

        Assert.Equal("In template part.html, error at line 2, column 6", section.QuerySelector("p")!.TextContent);
        Assert.Contains("There is no variable 'missing' here.", section.QuerySelector(".message")!.TextContent);
        Assert.Equal(["1 <p>", "2   <b>{{ x|date:missing }}</b>", "       ^^^^^^^^^^^^^^^^^^^^", "3 </p>", "4 "], section.QuerySelector("pre")!.QuerySelectorAll(".line").Select(line => line.TextContent));
        Assert.Equal(
            ["included by page.html, line 4", "inside of for in page.html, line 3", "in a block of base.html, line 2", "extended by page.html, line 1"],
            section.QuerySelectorAll("ol.way .frame").Select(frame => frame.TextContent));
        Assert.Equal("4     {% include 'part.html' %}", section.QuerySelector("ol.way .marked")!.TextContent);
    }

    [Fact]
    public void All_that_is_wrong_with_a_template_is_listed()
    {
        var section = new HtmlParser().ParseDocument(Client().Get("/wrong.html/").Content).QuerySelector("section.template")!;
        Assert.Equal("Invalid filter: 'uper'. Did you mean 'upper'?", section.QuerySelector(".message")!.TextContent);
        Assert.Equal(["line 2", "line 2", "line 3"], section.QuerySelectorAll("ul .place").Select(place => place.TextContent).Order());
    }

    [Fact]
    public void Templates_that_include_one_another_without_end_make_no_endless_page()
    {
        var page = Client().Get("/loop.html/").Content;
        Assert.Contains("Templates include one another more than 100 deep", page);
        Assert.Contains("and 88 more", page);
    }

    [Fact]
    public void The_console_shows_the_place_with_a_caret()
    {
        var errors = new List<string>();
        Client(errors: errors).Get("/page.html/");
        Assert.Contains("part.html:2:6\n      <b>{{ x|date:missing }}</b>\n         ^^^^^^^^^^^^^^^^^^^^\n  from page.html:4:5\n  from page.html:3:3\n  from base.html:2:1\n  from page.html:1:1\n", Assert.Single(errors));
        Assert.DoesNotContain("NodeList", errors[0]);
        errors.Clear();
        Client(errors: errors).Get("/wrong.html/");
        Assert.Contains("TemplateSyntaxException: Invalid filter: 'uper'. Did you mean 'upper'?\n  at wrong.html:1:6\n    {{ x|uper }}\n         ^^^^", Assert.Single(errors));
    }

    [Theory]
    [InlineData("/page.html/")]
    [InlineData("/wrong.html/")]
    [InlineData("/none.html/")]
    public void Outside_of_debug_nothing_of_it_is_shown(string path)
    {
        var response = Client(debug: false).Get(path);
        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain(".html", response.Content);
        Assert.DoesNotContain("missing", response.Content);
        Assert.DoesNotContain("uper", response.Content);
    }

    public class PageUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [.. Templates.Keys.Append("none.html").Select(name => Path(name + "/", Page))];

        private static Quintet.Http.HttpResponse Page(Quintet.Http.HttpRequest request) => Render(request, request.Path.Trim('/'), new { x = "x" });
    }
}
