using Quintet;
using Quintet.Routing;

namespace RoutingTests;

public sealed class UrlReverserTests
{
    private static readonly UrlTree Tree = new(
    [
        new UrlLeaf(RoutePattern.Parse(""), "home", "home"),
        new UrlBranch(RoutePattern.Parse("blog/"),
        [
            new UrlLeaf(RoutePattern.Parse("<int:id>/"), "post", "post_detail"),
            new UrlLeaf(RoutePattern.Parse("tag/<str:tag>/"), "tag", "tag"),
        ], "blog"),
        new UrlLeaf(RoutePattern.Parse("<str:first>/<str:rest>"), "wild", "wild"),
    ]);

    private static string Reverse(string name, params (string Key, object? Value)[] kwargs) =>
        Tree.Reverser.Reverse(name, [], kwargs.ToDictionary(pair => pair.Key, pair => pair.Value));

    [Fact]
    public void Gives_the_path() => Assert.Equal("/blog/7/", Reverse("blog:post_detail", ("id", 7)));

    [Fact]
    public void Names_are_listed_with_their_namespaces() => Assert.Equal(["blog:post_detail", "blog:tag", "home", "wild"], Tree.Reverser.Names);

    [Theory]
    [InlineData("hoem", "Reverse for 'hoem' not found. 'hoem' is not a valid view function or pattern name. Did you mean 'home'?")]
    [InlineData("blgo:tag", "'blgo' is not a registered namespace. Did you mean 'blog'?")]
    public void A_name_that_is_not_there_is_explained(string name, string message) =>
        Assert.Equal(message, Assert.Throws<NoReverseMatchException>(() => Reverse(name)).Message);

    [Fact]
    public void Arguments_that_do_not_fit_are_shown()
    {
        var error = Assert.Throws<NoReverseMatchException>(() => Reverse("blog:post_detail", ("id", "x")));
        Assert.Equal("Reverse for 'post_detail' with keyword arguments '{'id': 'x'}' not found. 1 pattern(s) tried: ['blog/(?P<id>[0-9]+)/\\Z']", error.Message);
    }

    /// <summary>Two leading slashes would send the browser to another host.</summary>
    [Fact]
    public void A_value_cannot_make_the_path_a_host() => Assert.Equal("/%2Fevil.example", new UrlTree([new UrlLeaf(RoutePattern.Parse("<path:p>"), "v", "n")])
        .Reverser.Reverse("n", ["/evil.example"], new Dictionary<string, object?>()));

    [Fact]
    public void Values_are_percent_encoded() => Assert.Equal("/blog/tag/caf%C3%A9%20%22%3F%23/", Reverse("blog:tag", ("tag", "café \"?#")));
}
