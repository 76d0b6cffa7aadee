using System.Text.Json;
using System.Text.RegularExpressions;
using Quintet;
using Quintet.Routing;

namespace TemplatesTests.Conformance;

/// <summary>
/// The URL patterns of the cases as routes. Those that are regular expressions become routes as well: the text between the groups
/// is literal in all of them, and each group is a parameter with a converter that accepts what the group does.
/// </summary>
internal static partial class CaseUrls
{
    public static IUrlReverser Of(JsonElement patterns) => new UrlTree(Nodes(patterns)).Reverser;

    private static List<UrlNode> Nodes(JsonElement patterns)
    {
        var nodes = new List<UrlNode>();
        foreach (var item in patterns.EnumerateArray())
        {
            var route = item.TryGetProperty("regex", out var regex) ? OfRegex(regex.GetString()!) : RoutePattern.Parse(item.GetProperty("route").GetString()!);
            Assert.Empty(route.Errors);
            nodes.Add(item.TryGetProperty("patterns", out var children)
                ? new UrlBranch(route, Nodes(children), item.GetProperty("app_name").GetString(), item.GetProperty("namespace").GetString())
                : new UrlLeaf(route, "view", item.GetProperty("name").GetString()));
        }

        return nodes;
    }

    private static RoutePattern OfRegex(string regex)
    {
        var converters = ConverterSet.Default;
        var count = 0;
        var route = Group().Replace(regex.TrimStart('^').TrimEnd('$'), group =>
        {
            var converter = $"group{count++}";
            converters = converters.With(converter, new GroupConverter(group.Groups["inner"].Value));
            return $"<{converter}:{(group.Groups["name"].Success ? group.Groups["name"].Value : converter)}>";
        });
        return RoutePattern.Parse(route, converters);
    }

    [GeneratedRegex(@"\((?:\?P<(?<name>\w+)>)?(?<inner>[^)]*)\)")]
    private static partial Regex Group();

    private sealed class GroupConverter(string regex) : RegexConverter
    {
        public override string Regex => regex;
    }
}
