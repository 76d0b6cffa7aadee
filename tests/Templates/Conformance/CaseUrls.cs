using System.Text.Json;
using System.Text.RegularExpressions;
using Quintet;

namespace TemplatesTests.Conformance;

/// <summary>Reverses the few URL patterns that the cases use: one argument per group, the last pattern of a name first, as Django tries them.</summary>
internal sealed partial class CaseUrls : IUrlReverser
{
    private readonly List<(string Name, string Prefix, string Regex)> _patterns = [];
    private readonly List<(string Namespace, string App)> _namespaces = [];

    public CaseUrls(JsonElement patterns) => Add(patterns, "", "");

    public string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null)
    {
        foreach (var (candidate, prefix, regex) in Enumerable.Reverse(_patterns))
        {
            if (candidate == Qualify(name, currentApp) && Fill(regex, args, kwargs) is { } path)
            {
                return "/" + prefix + string.Concat(path.Select(c => c < 128 ? c.ToString() : Uri.EscapeDataString(c.ToString())));
            }
        }

        throw new NoReverseMatchException($"Reverse for '{name}' not found.");
    }

    private void Add(JsonElement patterns, string prefix, string space)
    {
        foreach (var pattern in patterns.EnumerateArray())
        {
            var route = pattern.TryGetProperty("route", out var r) ? r.GetString()! : "";
            if (pattern.TryGetProperty("patterns", out var inner))
            {
                var name = pattern.GetProperty("namespace").GetString()!;
                _namespaces.Add((name, pattern.GetProperty("app_name").GetString()!));
                Add(inner, prefix + route, space + name + ":");
            }
            else
            {
                _patterns.Add((space + pattern.GetProperty("name").GetString(), prefix, pattern.TryGetProperty("regex", out var regex) ? regex.GetString()!.Trim('^', '$') : route));
            }
        }
    }

    /// <summary>An app's name means its instance: the current one, else the one named like the app.</summary>
    private string Qualify(string name, string? currentApp)
    {
        var colon = name.IndexOf(':');
        if (colon < 0) return name;
        var instances = _namespaces.Where(n => n.App == name[..colon]).Select(n => n.Namespace).ToList();
        return currentApp is not null && instances.Contains(currentApp) ? currentApp + name[colon..] : name;
    }

    private static string? Fill(string regex, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        var groups = Group().Matches(regex);
        var names = groups.Select(g => g.Groups["name"].Value).ToList();
        if (kwargs.Count > 0 ? names.Count != kwargs.Count || !names.All(kwargs.ContainsKey) : names.Count != args.Count) return null;
        var fits = true;
        var i = 0;
        var path = Group().Replace(regex, group =>
        {
            var value = Convert.ToString(kwargs.Count > 0 ? kwargs[group.Groups["name"].Value] : args[i++], System.Globalization.CultureInfo.InvariantCulture)!;
            fits &= Regex.IsMatch(value, $"^(?:{group.Groups["inner"].Value})$");
            return value;
        });
        return fits ? path : null;
    }

    [GeneratedRegex(@"\((?:\?P<(?<name>\w+)>)?(?<inner>[^)]*)\)")]
    private static partial Regex Group();
}
