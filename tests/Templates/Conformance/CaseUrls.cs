using System.Text.Json;
using Quintet;
using Quintet.Routing;

namespace TemplatesTests.Conformance;

/// <summary>The URL patterns of the cases.</summary>
internal static class CaseUrls
{
    public static IUrlReverser Of(JsonElement patterns) => new UrlTree(Nodes(patterns)).Reverser;

    private static List<UrlNode> Nodes(JsonElement patterns)
    {
        var nodes = new List<UrlNode>();
        foreach (var item in patterns.EnumerateArray())
        {
            UrlRoute route = item.TryGetProperty("regex", out var regex) ? RegexPattern.Parse(regex.GetString()!) : RoutePattern.Parse(item.GetProperty("route").GetString()!);
            Assert.Empty(route.Errors);
            nodes.Add(item.TryGetProperty("patterns", out var children)
                ? new UrlBranch(route, Nodes(children), item.GetProperty("app_name").GetString(), item.GetProperty("namespace").GetString())
                : new UrlLeaf(route, "view", item.GetProperty("name").GetString()));
        }

        return nodes;
    }
}
