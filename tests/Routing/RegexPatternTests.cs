using System.Diagnostics;
using Quintet.Routing;

namespace RoutingTests;

public sealed class RegexPatternTests
{
    private static readonly Dictionary<string, object?> None = [];

    [Theory]
    [InlineData("^(?<year>[0-9]{4})/$", "2024/", "year=2024")]
    [InlineData("^(?P<year>[0-9]{4})/$", "2024/", "year=2024")]
    [InlineData(@"^(?P<a>\w+)-(?P=a)\Z", "x-x", "a=x")]
    [InlineData("^page/(?:(?<n>[0-9]+)/)?$", "page/", "")]
    [InlineData("^([a-z]+)/([0-9]+)/$", "ab/12/", "ab,12")]
    [InlineData("^([a-z]+)/(?<n>[0-9]+)/$", "ab/12/", "n=12")]
    [InlineData("^(?<a>x)(?!y)", "xz", "a=x")]
    public void Groups_become_values(string regex, string path, string expected)
    {
        Assert.True(RegexPattern.Parse(regex).TryMatch(path, 0, isEndpoint: true, out var match));
        Assert.Equal(expected, string.Join(',', match.Args.Concat(match.Kwargs.Select(pair => $"{pair.Key}={pair.Value}"))));
    }

    [Theory]
    [InlineData("^(?<v>[a-z]+)$", "abc\n")]
    [InlineData(@"^(?<v>[a-z]+)\Z", "abc\n")]
    [InlineData("^abcd?/$", "abx/")]
    public void What_does_not_match(string regex, string path) => Assert.False(RegexPattern.Parse(regex).TryMatch(path, 0, isEndpoint: true, out _));

    [Theory]
    [InlineData("^(?<year>[0-9]{4}/$", ". Not enough )'s.")]
    [InlineData("^[z-a]$", ". [x-y] range in reverse order.")]
    public void A_wrong_expression_is_an_error_with_its_place(string regex, string message)
    {
        var error = Assert.Single(RegexPattern.Parse(regex).Errors);
        Assert.Contains(message, error.Message);
        Assert.InRange(error.Span.End, 1, regex.Length);
    }

    /// <summary>The expressions with which a single path can occupy a server for years, where nothing is done against it.</summary>
    [Theory]
    [InlineData("^(?<v>(a+)+)b$")]
    [InlineData(@"^(?<v>(a|a)*)\k<v>b$")]
    public void No_path_makes_it_slow(string regex)
    {
        var pattern = RegexPattern.Parse(regex);
        var clock = Stopwatch.StartNew();

        Assert.False(pattern.TryMatch(new string('a', 4000), 0, isEndpoint: true, out _));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, RegexPattern.Patience + TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("^a(?>b)c$", "(?>")]
    [InlineData("^case/(?i:abc)/$", "(?i")]
    public void What_cannot_be_turned_round_says_so(string regex, string portion)
    {
        var tree = new UrlTree([new UrlLeaf(RegexPattern.Parse(regex), "view", "name"), new UrlLeaf(RoutePattern.Parse("other/"), "view", "other")]);

        Assert.Contains($"Non-reversible reg-exp portion: '{portion}'", Assert.Throws<ArgumentException>(() => tree.Reverser.Reverse("name", [], None)).Message);
        Assert.Equal("/other/", tree.Reverser.Reverse("other", [], None));
    }

    [Fact]
    public void A_namespace_that_is_taken_means_the_first()
    {
        UrlBranch Branch(string prefix) => new(RoutePattern.Parse(prefix), [new UrlLeaf(RoutePattern.Parse("x/"), "view", "x")], "shop");
        var tree = new UrlTree([Branch("one/"), Branch("two/")]);

        Assert.Equal("/one/x/", tree.Reverser.Reverse("shop:x", [], None));
    }

    /// <summary>Many routes that begin alike, tried in the order in which they are written whatever the index does.</summary>
    [Fact]
    public void The_first_that_matches_is_taken_among_many()
    {
        string[] routes = ["", "a", "<slug:any>", "abc", "ab<str:rest>", "abcd", "ab", "<path:all>"];
        var tree = new UrlTree([.. routes.Select(route => new UrlLeaf(RoutePattern.Parse(route), route))]);

        foreach (var (path, route) in new[] { ("", ""), ("a", "a"), ("b", "<slug:any>"), ("abc", "<slug:any>"), ("ab!", "ab<str:rest>"), ("ab/c", "<path:all>"), ("abcd!", "ab<str:rest>") })
        {
            Assert.Equal(route, tree.Resolve(path)!.Leaf.Target);
            Assert.Equal(route, routes.First(one => RoutePattern.Parse(one).TryMatch(path, 0, isEndpoint: true, out _)));
        }
    }
}
