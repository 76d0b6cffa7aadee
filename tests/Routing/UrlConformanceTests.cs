using System.Text;
using System.Text.Json;
using Quintet;
using Quintet.Routing;
using Quintet.Tests;

namespace RoutingTests;

/// <summary>Django's own resolving and reversing, recorded from its test-suite, for every configuration that is written with routes alone.</summary>
public sealed class UrlConformanceTests
{
    /// <summary>Where we differ, and why.</summary>
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["own.own.converters#7"] = "an int that does not fit into 64 bits is no match here: C#'s integers end where Python's do not",
    };

    [ConformanceFact]
    public void Resolves_and_reverses_as_Django_does()
    {
        using var patterns = JsonDocument.Parse(File.ReadAllText(ConformanceFactAttribute.File("url-patterns.json")));
        var failures = new List<string>();
        var executed = 0;
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("urls-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var test = document.RootElement;
            var id = test.GetProperty("id").GetString()!;
            var conf = patterns.RootElement.GetProperty(test.GetProperty("urlconf").GetString()!);
            if (HasRegex(conf) || !IsInScope(test) || Differences.ContainsKey(id)) continue;
            executed++;
            var actual = test.GetProperty("kind").GetString() == "resolve" ? Resolve(test, Tree(conf)) : Reverse(test, Tree(conf));
            var expected = Expected(test);
            if (actual != expected) failures.Add($"{id}: expected {expected}, got {actual}");
        }

        Assert.True(executed > 80, $"Only {executed} cases ran.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {executed} cases differ from Django:\n{string.Join('\n', failures)}");
    }

    private static bool HasRegex(JsonElement conf) => conf.GetRawText().Contains("\"regex\"", StringComparison.Ordinal) || conf.GetRawText().Contains("\"root\"", StringComparison.Ordinal);

    /// <summary>A view itself as the name, and a script prefix, belong to the web layer.</summary>
    private static bool IsInScope(JsonElement test) =>
        !test.TryGetProperty("script_prefix", out _) && (!test.TryGetProperty("viewname", out var name) || name.ValueKind == JsonValueKind.String);

    private static UrlTree Tree(JsonElement conf)
    {
        var converters = ConverterSet.Default;
        if (conf.TryGetProperty("converters", out var own))
        {
            foreach (var converter in own.EnumerateObject()) converters = converters.With(converter.Name, new Base64Converter());
        }

        return new(Nodes(conf.GetProperty("patterns"), converters));
    }

    private static List<UrlNode> Nodes(JsonElement patterns, ConverterSet converters)
    {
        var nodes = new List<UrlNode>();
        foreach (var item in patterns.EnumerateArray())
        {
            var route = RoutePattern.Parse(item.GetProperty("route").GetString()!, converters);
            Assert.Empty(route.Errors);
            var kwargs = item.TryGetProperty("kwargs", out var extra) ? extra.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)) : null;
            nodes.Add(item.TryGetProperty("patterns", out var children)
                ? new UrlBranch(route, Nodes(children, converters), Text(item, "app_name"), Text(item, "namespace"), kwargs)
                : new UrlLeaf(route, item.GetProperty("view").GetString()!, Text(item, "name"), kwargs));
        }

        return nodes;
    }

    private static string Resolve(JsonElement test, UrlTree tree)
    {
        var path = test.GetProperty("path").GetString()!;
        if (!path.StartsWith('/') || tree.Resolve(path[1..]) is not { } match) return "Resolver404";
        return Show((string)match.Leaf.Target, match.Leaf.Name, match.ViewName, match.Route, match.AppNames, match.Namespaces, match.Kwargs);
    }

    private static string Reverse(JsonElement test, UrlTree tree)
    {
        var args = test.TryGetProperty("args", out var list) ? list.EnumerateArray().Select(Value).ToArray() : [];
        var kwargs = test.TryGetProperty("kwargs", out var map) ? map.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)) : [];
        try
        {
            return tree.Reverser.Reverse(test.GetProperty("viewname").GetString()!, args, kwargs, Text(test, "current_app"));
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
            Strings(expect.GetProperty("app_names")), Strings(expect.GetProperty("namespaces")),
            expect.GetProperty("kwargs").EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)));
    }

    /// <summary>An entry without a name has the view's own name as its view_name in Django; here it has none.</summary>
    private static string Show(string view, string? urlName, string? viewName, string route, IReadOnlyList<string> appNames, IReadOnlyList<string> namespaces, IReadOnlyDictionary<string, object?> kwargs)
    {
        var values = kwargs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}");
        return $"{view} {urlName} {(urlName is null ? "" : viewName)} {route} [{string.Join(' ', appNames)}] [{string.Join(' ', namespaces)}] {string.Join(' ', values)}";
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
        JsonValueKind.Number => element.TryGetInt64(out var number) ? (object)number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object when element.GetProperty("$t").GetString() == "bytes" => element.GetProperty("v").GetBytesFromBase64(),
        JsonValueKind.Object when element.GetProperty("$t").GetString() == "uuid" => Guid.Parse(element.GetProperty("v").GetString()!),
        _ => element.GetRawText(),
    };

    private sealed class Base64Converter : RegexConverter
    {
        public override string Regex => "[a-zA-Z0-9+/]*={0,2}";

        public override Type ValueType => typeof(byte[]);

        public override bool TryParse(ReadOnlySpan<char> text, out object? value)
        {
            var buffer = new byte[text.Length];
            var valid = Convert.TryFromBase64Chars(text, buffer, out var length);
            value = valid ? buffer[..length] : null;
            return valid;
        }

        public override string? ToUrl(object? value) => value is byte[] bytes ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString([]);
    }
}
