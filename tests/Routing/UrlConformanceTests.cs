using System.Text.Json;
using Quintet;
using Quintet.Routing;
using Quintet.Tests;
using Quintet.Urls;

namespace RoutingTests;

/// <summary>Django's own resolving and reversing, recorded from its test-suite: all cases.</summary>
public sealed class UrlConformanceTests
{
    [ConformanceFact]
    [Trait("Category", "Conformance")]
    public void Resolves_and_reverses_as_Django_does()
    {
        using var patterns = JsonDocument.Parse(File.ReadAllText(ConformanceFactAttribute.File("url-patterns.json")));
        var failures = new List<string>();
        var executed = 0;
        var trees = new Dictionary<string, UrlTree>();
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("urls-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var test = document.RootElement;
            var id = test.GetProperty("id").GetString()!;
            var conf = patterns.RootElement.GetProperty(test.GetProperty("urlconf").GetString()!);
            executed++;
            var key = test.GetProperty("urlconf").GetString()!;
            if (!trees.TryGetValue(key, out var tree)) trees[key] = tree = Tree(conf);
            var actual = test.GetProperty("kind").GetString() == "resolve" ? Resolve(test, tree) : Reverse(test, tree);
            var expected = Expected(test);
            if (actual != expected) failures.Add($"{id}: expected {expected}, got {actual}");
        }

        Assert.True(executed >= 273, $"Only {executed} cases ran.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {executed} cases differ from Django:\n{string.Join('\n', failures)}");
    }

    private static UrlTree Tree(JsonElement conf)
    {
        var converters = ConverterSet.Default;
        if (conf.TryGetProperty("converters", out var own))
        {
            foreach (var converter in own.EnumerateObject()) converters = converters.With(converter.Name, new Base64Converter());
        }

        // An include of the whole configuration is in its own list.
        List<UrlNode> root = [];
        root.AddRange(Nodes(conf.GetProperty("patterns"), converters, () => root));
        return new(root);
    }

    private static List<UrlNode> Nodes(JsonElement patterns, ConverterSet converters, Func<IReadOnlyList<UrlNode>> root)
    {
        var nodes = new List<UrlNode>();
        foreach (var item in patterns.EnumerateArray())
        {
            UrlRoute route = item.TryGetProperty("regex", out var regex) ? RegexPattern.Parse(regex.GetString()!) : RoutePattern.Parse(item.GetProperty("route").GetString()!, converters);
            Assert.Empty(route.Errors);
            var kwargs = item.TryGetProperty("kwargs", out var extra) ? extra.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)) : null;
            if (item.TryGetProperty("patterns", out var children))
            {
                var inner = children.ValueKind == JsonValueKind.Array ? Nodes(children, converters, root) : null;
                nodes.Add(new UrlBranch(route, inner is null ? root : () => inner, Text(item, "app_name"), Text(item, "namespace"), kwargs));
            }
            else
            {
                var view = item.GetProperty("view").GetString()!;
                nodes.Add(new UrlLeaf(route, view, Text(item, "name"), kwargs) { Key = view });
            }
        }

        return nodes;
    }

    private static string Resolve(JsonElement test, UrlTree tree)
    {
        var path = test.GetProperty("path").GetString()!;
        if (!path.StartsWith('/') || tree.Resolve(path[1..]) is not { } match) return "Resolver404";
        return Show((string)match.Leaf.Target, match.Leaf.Name, match.ViewName, match.Route, match.AppNames, match.Namespaces, match.Args, match.Kwargs);
    }

    private static string Reverse(JsonElement test, UrlTree tree)
    {
        var args = test.TryGetProperty("args", out var list) ? list.EnumerateArray().Select(Value).ToArray() : [];
        var kwargs = test.TryGetProperty("kwargs", out var map) ? map.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)) : [];
        try
        {
            var name = test.GetProperty("viewname");
            var path = name.ValueKind == JsonValueKind.String
                ? tree.Reverser.Reverse(name.GetString()!, args, kwargs, Text(test, "current_app"))
                : tree.Reverser.ReverseView(name.GetProperty("v").GetString()!, "view", args, kwargs);
            return UrlEncoding.Prepend(Text(test, "script_prefix") ?? "/", path);
        }
        catch (NoReverseMatchException)
        {
            return "NoReverseMatch";
        }
        catch (ArgumentException)
        {
            return "ValueError";
        }
    }

    private static string Expected(JsonElement test)
    {
        if (test.TryGetProperty("expect_error", out var error)) return error.GetString()!;
        var expect = test.GetProperty("expect");
        if (expect.ValueKind == JsonValueKind.String) return expect.GetString()!;
        return Show(
            expect.GetProperty("view").GetString()!, Text(expect, "url_name"), Text(expect, "view_name"), expect.GetProperty("route").GetString()!,
            Strings(expect.GetProperty("app_names")), Strings(expect.GetProperty("namespaces")), [.. expect.GetProperty("args").EnumerateArray().Select(Value)],
            expect.GetProperty("kwargs").EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)));
    }

    /// <summary>An entry without a name has the view's own name as its view_name in Django; here it has none.</summary>
    private static string Show(string view, string? urlName, string? viewName, string route, IReadOnlyList<string> appNames, IReadOnlyList<string> namespaces, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        var values = kwargs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}");
        return $"{view} {urlName} {(urlName is null ? "" : viewName)} {route} [{string.Join(' ', appNames)}] [{string.Join(' ', namespaces)}] ({string.Join(' ', args.Select(Text))}) {string.Join(' ', values)}";
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? (object)number : element.GetRawText().Contains('.') || element.GetRawText().Contains('e') ? element.GetDouble() : System.Numerics.BigInteger.Parse(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object when element.GetProperty("$t").GetString() == "bytes" => element.GetProperty("v").GetBytesFromBase64(),
        JsonValueKind.Object when element.GetProperty("$t").GetString() == "uuid" => Guid.Parse(element.GetProperty("v").GetString()!),
        _ => element.GetRawText(),
    };

    private sealed class Base64Converter : PathConverter<byte[]>
    {
        public override string Regex => "[a-zA-Z0-9+/]*={0,2}";

        public override byte[] ToValue(string text) => Convert.FromBase64String(text);

        public override string ToUrl(byte[] value) => Convert.ToBase64String(value);
    }
}
