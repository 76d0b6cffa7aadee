using System.Text;
using FsCheck.Xunit;
using Quintet;
using Quintet.Routing;

namespace RoutingTests;

/// <summary>A prepared URL writes what <see cref="UrlReverser.Reverse"/> gives, or nothing.</summary>
public sealed class PreparedUrlTests
{
    private static readonly UrlReverser Reverser = new UrlTree(
    [
        new UrlLeaf(RoutePattern.Parse("page/<slug:a>/"), "slug", "page"),
        new UrlLeaf(RoutePattern.Parse("page/<int:a>/"), "int", "page"),
        new UrlLeaf(RoutePattern.Parse("<path:a>"), "path", "any"),
        new UrlLeaf(RoutePattern.Parse("é/<str:b>/<str:a>"), "two", "two"),
        new UrlBranch(RoutePattern.Parse("shop/"), [new UrlLeaf(RoutePattern.Parse("<int:a>"), "item", "item")], "shop", "first"),
        new UrlBranch(RoutePattern.Parse("more/"), [new UrlLeaf(RoutePattern.Parse("<int:a>"), "item", "item")], "shop", "second"),
        new UrlLeaf(RoutePattern.Parse("fixed/"), "fixed", "fixed", new Dictionary<string, object?> { ["a"] = 1 }),
    ]).Reverser;

    [Property(MaxTest = 2000)]
    public void WritesWhatReverseGives(string? text, long number, bool isNumber, int which, bool positional, string? currentApp)
    {
        var name = new[] { "page", "any", "shop:item" }[(uint)which % 3];
        object value = isNumber ? number : text ?? "";
        string? expected = null;
        try
        {
            expected = positional
                ? Reverser.Reverse(name, [value], new Dictionary<string, object?>(), currentApp)
                : Reverser.Reverse(name, [], new Dictionary<string, object?> { ["a"] = value }, currentApp);
        }
        catch (NoReverseMatchException)
        {
        }

        var prepared = Reverser.Prepare(name, positional ? 1 : 0, positional ? [] : ["a"], currentApp)!;
        var space = new byte[10_000];
        if (prepared.TryWrite([isNumber ? new(number) : new(text ?? "")], space, out var written)) Assert.Equal(expected, Encoding.ASCII.GetString(space, 0, written));
        // What is left to the other way is what fails there, and a path that looks like a host.
        else Assert.True(expected is null || expected.StartsWith("/%2F", StringComparison.Ordinal), $"Nothing was written for {expected}.");
    }

    [Fact]
    public void KeywordsComeInAnyOrder() => Assert.Equal("/%C3%A9/y/x", Write(Reverser.Prepare("two", 0, ["a", "b"]), new("x"), new("y")));

    [Fact]
    public void TheCurrentInstanceCounts() => Assert.Equal("/shop/5", Write(Reverser.Prepare("shop:item", 1, [], "first"), new UrlArgument(5)));

    [Fact]
    public void ARouteWithExtraArgumentsIsLeftToReverse() => Assert.Null(Reverser.Prepare("fixed", 0, []));

    [Fact]
    public void AnUnknownNameIsLeftToReverse() => Assert.Null(Reverser.Prepare("nothing", 0, []));

    [Fact]
    public void SpaceThatIsTooSmallIsNotOverrun()
    {
        var url = Reverser.Prepare("two", 2, [])!;
        for (var size = 0; size < 11; size++) Assert.False(url.TryWrite([new("x"), new("y")], new byte[size], out _));
        Assert.True(url.TryWrite([new("x"), new("y")], new byte[11], out var written));
        Assert.Equal(11, written);
    }

    private static string Write(PreparedUrl? url, params UrlArgument[] arguments)
    {
        var space = new byte[100];
        Assert.True(url!.TryWrite(arguments, space, out var written));
        return Encoding.ASCII.GetString(space, 0, written);
    }
}
