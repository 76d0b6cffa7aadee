using BenchmarkDotNet.Attributes;
using Quintet.Routing;

namespace Benchmarks.Urls;

/// <summary>Resolving and reversing in a site of 20 or 2,000 routes: the first one, the last one, one of an app behind two prefixes, and a path that nothing matches.</summary>
public class UrlBenchmarks
{
    private static readonly Dictionary<string, object?> Arguments = new() { ["id"] = 17L };

    private UrlTree _tree = null!;
    private string _last = "";
    private string _lastName = "";

    [Params(20, 2000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void MakeTree()
    {
        var count = Routes / 2;
        List<UrlNode> nodes = [.. Enumerable.Range(0, count).Select(i => new UrlLeaf(RoutePattern.Parse($"section{i}/<int:id>/"), "view", $"section{i}"))];
        var inner = Enumerable.Range(0, count).Select(i => (UrlNode)new UrlLeaf(RoutePattern.Parse($"page{i}/<slug:slug>/"), "view", $"page{i}")).ToList();
        nodes.Add(new UrlBranch(RoutePattern.Parse("shop/"), [new UrlBranch(RoutePattern.Parse("<slug:lang>/"), inner, "pages")], "shop"));
        _tree = new(nodes);
        (_last, _lastName) = ($"section{count - 1}/17/", $"section{count - 1}");
        // What is made when it is first asked for is no part of the time.
        if (First() is null || Last() is null || Deep() is null || Nothing() is not null) throw new InvalidOperationException("The routes do not resolve as they should.");
        ReverseLast();
    }

    [Benchmark]
    public object? First() => _tree.Resolve("section0/17/");

    [Benchmark]
    public object? Last() => _tree.Resolve(_last);

    [Benchmark]
    public object? Deep() => _tree.Resolve("shop/en/page1/a-slug/");

    [Benchmark]
    public object? Nothing() => _tree.Resolve("nothing/here/");

    [Benchmark]
    public string ReverseLast() => _tree.Reverser.Reverse(_lastName, [], Arguments);
}
