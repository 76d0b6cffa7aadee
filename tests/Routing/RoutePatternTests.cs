using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Quintet.Routing;

namespace RoutingTests;

public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("book/<int:id>/", "book/7/", "id=7")]
    [InlineData("book/<slug:name>", "book/the-sea_1", "name=the-sea_1")]
    [InlineData("<a>-<b>/", "x-y-z/", "a=x-y b=z")]
    [InlineData("files/<path:rest>", "files/a/b.txt", "rest=a/b.txt")]
    [InlineData("book/<int:id>/", "book/99999999999999999999/", "id=99999999999999999999")]
    [InlineData("<path:a>/<path:b>/x", "1/2/3/x", "a=1/2 b=3")]
    [InlineData("<str:a><int:b>", "x12", "a=x1 b=2")]
    [InlineData("u/<uuid:u>/", "u/123e4567-e89b-12d3-a456-426614174000/", "u=123e4567-e89b-12d3-a456-426614174000")]
    public void Matches_and_converts(string route, string path, string expected)
    {
        Assert.True(RoutePattern.Parse(route).TryMatch(path, 0, isEndpoint: true, out var match));
        Assert.Equal(expected, string.Join(' ', match.Kwargs.OrderBy(v => v.Key).Select(v => $"{v.Key}={v.Value}")));
    }

    [Theory]
    [InlineData("book/<int:id>/", "book/x/")]
    [InlineData("book/<int:id>/", "book//")]
    [InlineData("book/<int:id>/", "book/7")]
    [InlineData("book/<int:id>/", "book/7/\n")]
    [InlineData("<s>/", "a/b/")]
    [InlineData("u/<uuid:u>-x/", "u/123e4567-e89b-12d3-a456-426614174000y-x/")]
    public void Does_not_match(string route, string path) => Assert.False(RoutePattern.Parse(route).TryMatch(path, 0, isEndpoint: true, out _));

    [Theory]
    [InlineData("a/<int:id", 2, "opens a parameter with '<' that no '>' closes")]
    [InlineData("a/<int :id>/", 2, "cannot contain whitespace in angle brackets")]
    [InlineData("a/<int:1d>/", 7, "which isn't a valid identifier")]
    [InlineData("a/<int:>/", 2, "which isn't a valid identifier")]
    [InlineData("<int:id>/<slug:id>/", 15, "more than once")]
    [InlineData("a/<itn:id>/", 3, "uses invalid converter 'itn'. Did you mean 'int'?")]
    public void An_error_names_its_place(string route, int start, string message)
    {
        var error = Assert.Single(RoutePattern.Parse(route).Errors);
        Assert.Equal(start, error.Span.Start);
        Assert.Contains(message, error.Message);
    }

    [Property]
    public void Segments_cover_the_route_whatever_it_is(NonNull<string> text)
    {
        var route = RoutePattern.Parse(text.Get);
        Assert.Equal(text.Get, string.Concat(route.Segments.Select(segment => segment.Span.Of(text.Get))));
    }

    [Property]
    public Property What_was_reversed_resolves_to_the_same_values()
    {
        var cases = from id in Gen.Choose(0, int.MaxValue)
                    from slug in Gen.Elements("a", "b-c", "D_9").NonEmptyListOf()
                    from free in ArbMap.Default.GeneratorFor<NonEmptyString>()
                    select (id: (long)id, slug: string.Concat(slug), free: free.Get.Replace("/", "|").ReplaceLineEndings("|"));
        return Prop.ForAll(cases.ToArbitrary(), values =>
        {
            // A lone surrogate has no percent-encoded form to come back from.
            if (values.free.Any(char.IsSurrogate)) return;
            var tree = new UrlTree([new UrlBranch(RoutePattern.Parse("x/<int:id>/"), [new UrlLeaf(RoutePattern.Parse("<slug:slug>/<free>"), "view", "name")], "app")]);
            var path = tree.Reverser.Reverse("app:name", [], new Dictionary<string, object?> { ["id"] = values.id, ["slug"] = values.slug, ["free"] = values.free });
            var match = tree.Resolve(Uri.UnescapeDataString(path)[1..]);
            Assert.NotNull(match);
            Assert.Equal("app:name", match.ViewName);
            Assert.Equal((values.id, values.slug, values.free), ((long)match.Kwargs["id"]!, (string)match.Kwargs["slug"]!, (string)match.Kwargs["free"]!));
        });
    }
}
