using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>Routes that no path reaches: each rule with a case that fires and with what is near to it and does not.</summary>
public class ShadowedRouteTests
{
    private static IReadOnlyList<(string Text, string Message, RelatedPlace? Related)> Found(string entries, string more = "", string of = "UrlConf")
    {
        var fixture = Fixture.Of($$"""
            // file: Shop/Views.cs
            namespace Shop;
            public static class Views
            {
                public static HttpResponse Index(HttpRequest request) => new("");
                public static HttpResponse A(HttpRequest request, string x = "", string y = "") => new("");
                public static HttpResponse B(HttpRequest request, string x = "", string y = "") => new("");
            }
            // file: Year.cs
            [PathConverter("yyyy")] public class Year : PathConverter<string> { public override string Regex => "[0-9]{4}"; public override string ToValue(string text) => text; }
            {{more}}
            // file: Urls.cs
            using static Quintet.Urls.UrlHelpers;
            using static Shop.Views;
            public class Urls : {{of}} { public override IEnumerable<UrlPattern> UrlPatterns => [{{entries}}]; }
            """ + "\n// file: templates/x.html\n$0");
        return [.. Diagnostics.OfProject(fixture.Snapshot, fixture.Project).SelectMany(file => file.Items.Where(item => item.Id == "QT2010").Select(item => (item.Span.Of(fixture.Files[file.Path]), item.Message, item.Related)))];
    }

    [Theory]
    [InlineData("Path(\"a/\", A), Path(\"a/\", B)", "\"a/\"")]
    [InlineData("Path(\"<str:x>/\", A), Path(\"new/\", B)", "\"new/\"")]
    [InlineData("Path(\"<x>/\", A), Path(\"<int:x>/\", B), Path(\"<slug:x>/\", B), Path(\"<uuid:x>/\", B), Path(\"<str:y>/\", B)", "\"<int:x>/\" \"<slug:x>/\" \"<uuid:x>/\" \"<str:y>/\"")]
    [InlineData("Path(\"<slug:x>/\", A), Path(\"a-<int:x>/\", B), Path(\"a.<int:x>/\", B)", "\"a-<int:x>/\"")]
    [InlineData("Path(\"<path:x>\", A), Path(\"a/<int:x>/b/\", B)", "\"a/<int:x>/b/\"")]
    [InlineData("Path(\"<path:x>/edit/\", A), Path(\"a/<str:x>/edit/\", B)", "\"a/<str:x>/edit/\"")]
    [InlineData("Path(\"<int:x>/\", A), Path(\"12/\", B)", "\"12/\"")]
    [InlineData("Path(\"a/\", Include([Path(\"<str:x>/\", A)])), Path(\"a/b/\", B)", "\"a/b/\"")]
    [InlineData("Path(\"a/b/\", A), Path(\"a/\", Include([Path(\"b/\", B), Path(\"c/\", B)]))", "\"b/\"")]
    [InlineData("Path(\"<slug:x>/\", Include([Path(\"<str:y>/\", A)])), Path(\"a/b/\", B)", "\"a/b/\"")]
    [InlineData("RePath(\"^a/$\", A), RePath(\"^a/$\", B)", "\"^a/$\"")]
    [InlineData("Path(\"<yyyy:x>/\", A), Path(\"<yyyy:y>/\", B)", "\"<yyyy:y>/\"")]
    [InlineData("Path(\"<str:x>/\", A), ..Pages]; static readonly UrlPattern[] Pages = [Path(\"b/\", B)", "\"b/\"")]
    public void One_before_takes_every_path(string entries, string expected) => Assert.Equal(expected, string.Join(' ', Found(entries).Select(found => found.Text)));

    [Theory]
    // What is narrower stands first, or is not narrower.
    [InlineData("Path(\"new/\", A), Path(\"<str:x>/\", B)")]
    [InlineData("Path(\"<int:x>/\", A), Path(\"<slug:x>/\", B), Path(\"<str:x>/\", B)")]
    [InlineData("Path(\"<str:x>/\", A), Path(\"a/b/\", B), Path(\"a\", B), Path(\"\", B), Path(\"<path:x>/\", B)")]
    [InlineData("Path(\"<uuid:x>/\", A), Path(\"<slug:x>/\", B), Path(\"12/\", B)")]
    [InlineData("Path(\"<slug:x>/\", A), Path(\"a b/\", B)")]
    [InlineData("Path(\"a-<int:x>/\", A), Path(\"a-<slug:x>/\", B), Path(\"<slug:x>/\", B)")]
    [InlineData("Path(\"<str:x>/<str:y>/\", A), Path(\"<path:x>/\", B)")]
    // An include that does not match is left again.
    [InlineData("Path(\"a/\", Include([Path(\"b/\", A)])), Path(\"a/c/\", B), Path(\"a/\", B)")]
    [InlineData("Path(\"\", Include([Path(\"b/\", A)])), Path(\"<str:x>/\", B)")]
    // A prefix takes as much as it can, and what is behind it may be missing then.
    [InlineData("Path(\"<path:x>/\", Include([Path(\"edit/\", A)])), Path(\"a/edit/\", B)")]
    [InlineData("Path(\"<slug:x>\", Include([Path(\"-b/\", A)])), Path(\"a-b/\", B)")]
    // Nothing is proven of expressions and of converters of one's own.
    [InlineData("RePath(\"^.*$\", A), Path(\"a/\", B)")]
    [InlineData("Path(\"<str:x>/\", A), Path(\"<yyyy:x>/\", B), RePath(\"^a/$\", B)")]
    [InlineData("Path(\"<yyyy:x>/\", A), Path(\"2020/\", B)")]
    // Another name of the same page.
    [InlineData("Path(\"a/\", A, name: \"one\"), Path(\"a/\", A, name: \"two\")")]
    [InlineData("Path(\"b/\", Include<Blog.Urls>(ns: \"one\")), Path(\"b/\", Include<Blog.Urls>(ns: \"two\"))")]
    public void What_some_path_reaches_is_silent(string entries) => Assert.Empty(Found(entries));

    [Theory]
    [InlineData("Path(\"a/\", B), ..base.UrlPatterns")]
    [InlineData("..base.UrlPatterns, Path(\"a/\", B)")]
    public void What_stands_before_or_behind_a_bases_routes_is_not_known(string entries) =>
        Assert.Empty(Found(entries, "// file: Base.cs\nusing static Quintet.Urls.UrlHelpers;\npublic class Base : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Shop.Views.A)]; }", "Base"));

    [Fact]
    public void What_is_reached_where_it_is_included_a_second_time_is_silent()
    {
        const string Blog = """
            // file: Blog/Urls.cs
            using static Quintet.Urls.UrlHelpers;
            namespace Blog;
            public class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("x/", Shop.Views.B)]; }
            """;
        Assert.Equal("\"x/\"", Assert.Single(Found("Path(\"b/<str:x>/\", A), Path(\"b/\", Include<Blog.Urls>())", Blog)).Text);
        Assert.Empty(Found("Path(\"b/<str:x>/\", A), Path(\"b/\", Include<Blog.Urls>(\"one\")), Path(\"c/\", Include<Blog.Urls>(\"two\"))", Blog));
        // It may be included by what nobody can read.
        Assert.Empty(Found("Path(\"b/<str:x>/\", A), Path(\"b/\", Include<Blog.Urls>()), ..Others()", Blog));
        Assert.Single(Found("Path(\"b/<str:x>/\", A), Path(\"b/x/\", B), ..Others()", Blog));
    }

    [Fact]
    public void The_other_route_is_named_with_its_place()
    {
        var (text, message, related) = Assert.Single(Found("Path(\"b/<str:x>/\", A),\n    Path(\"b/new/\", B)"));
        Assert.Equal("No path reaches the route 'b/new/': '/b/<str:x>/' (Urls.cs:3) stands before it and takes each of them. Put the narrower one first.", message);
        Assert.Equal("\"b/new/\"", text);
        Assert.Equal((Fixture.At("Urls.cs"), "The route '/b/<str:x>/', which is tried first."), (related!.Path, related.Message));
    }
}
