using System.Text;
using System.Text.RegularExpressions;

namespace Quintet.Routing;

/// <summary>One route that a name may mean, with the prefixes before it.</summary>
/// <param name="routes">From the outside in; the last one leads to the view.</param>
/// <param name="defaults">The extra arguments of all of them.</param>
internal abstract class UrlCandidate(IReadOnlyList<UrlRoute> routes, IReadOnlyDictionary<string, object?> defaults)
{
    public static UrlCandidate Of(IReadOnlyList<UrlRoute> routes, IReadOnlyDictionary<string, object?> defaults) =>
        routes.All(route => route is RoutePattern { IsSimple: true }) ? new RouteCandidate(routes, defaults) : new RegexCandidate(routes, defaults);

    /// <summary>For messages: the regular expression that is tried, as Django writes it.</summary>
    public string Regex => Joined().Replace("(?<", "(?P<", StringComparison.Ordinal).Replace("(?P<=", "(?<=", StringComparison.Ordinal).Replace("(?P<!", "(?<!", StringComparison.Ordinal).Replace("\\z", "\\Z", StringComparison.Ordinal);

    protected IReadOnlyDictionary<string, object?> Defaults => defaults;

    protected string Joined() => string.Concat(routes.Select((route, index) => route.ToRegex(isEndpoint: index == routes.Count - 1)));

    /// <summary>The path from its first slash on, percent-encoded; null where the arguments are none for this route.</summary>
    public abstract string? TryBuild(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs);

    /// <summary>True with a route where arguments of these names fit; false where they never do; null where only <see cref="TryBuild"/> can tell.</summary>
    public virtual bool? Prepare(int positional, IReadOnlyList<string> keywords, out PreparedRoute? route)
    {
        route = null;
        return null;
    }

    /// <summary>Every parameter is given and nothing else, but that an extra argument may repeat its own value.</summary>
    protected bool Fits(IReadOnlyList<string> parameters, IReadOnlyDictionary<string, object?> kwargs)
    {
        var used = 0;
        foreach (var parameter in parameters)
        {
            if (kwargs.ContainsKey(parameter)) used++;
            else if (!defaults.ContainsKey(parameter)) return false;
        }

        if (used == kwargs.Count && defaults.Count == 0) return true;
        foreach (var (key, value) in kwargs)
        {
            if (parameters.Contains(key)) continue;
            if (!defaults.TryGetValue(key, out var expected) || !IsSame(expected, value)) return false;
        }

        return true;
    }

    protected object? ValueOf(string parameter, int position, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs) =>
        args.Count > 0 ? args[position] : kwargs.TryGetValue(parameter, out var given) ? given : defaults.GetValueOrDefault(parameter);

    protected static string Finish(StringBuilder builder)
    {
        // A path that begins with two slashes would be read as a host.
        if (builder.Length > 1 && builder[1] == '/') builder.Remove(1, 1).Insert(1, "%2F");
        return builder.ToString();
    }

    /// <summary>One number is another of another type, as in Python.</summary>
    private static bool IsSame(object? expected, object? value) => Equals(expected, value) ||
        (expected is not (string or bool or char) && value is not (string or bool or char) && expected is IConvertible && value is IConvertible && Convert.ToDecimal(expected, null) == Convert.ToDecimal(value, null));
}

/// <summary>Routes without regular expressions: written and checked piece by piece.</summary>
internal sealed class RouteCandidate : UrlCandidate
{
    private readonly RouteSegment[] _segments;
    private readonly ParameterSegment[] _parameters;
    private readonly string[] _names;

    public RouteCandidate(IReadOnlyList<UrlRoute> routes, IReadOnlyDictionary<string, object?> defaults)
        : base(routes, defaults)
    {
        _segments = [.. routes.SelectMany(route => ((RoutePattern)route).Segments)];
        _parameters = [.. _segments.OfType<ParameterSegment>()];
        _names = [.. _parameters.Select(parameter => parameter.Name)];
    }

    public override string? TryBuild(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        if (args.Count > 0 ? args.Count != _names.Length : !Fits(_names, kwargs)) return null;
        var builder = new StringBuilder("/", 64);
        var position = 0;
        foreach (var segment in _segments)
        {
            if (segment is LiteralSegment literal)
            {
                UrlEncoding.AppendPath(builder, literal.Text);
                continue;
            }

            var parameter = (ParameterSegment)segment;
            var value = ValueOf(parameter.Name, position++, args, kwargs);
            if (parameter.Converter.TextOf(value) is not { } text || !((BuiltinConverter)parameter.Converter).IsMatch(text)) return null;
            UrlEncoding.AppendPath(builder, text);
        }

        return Finish(builder);
    }

    public override bool? Prepare(int positional, IReadOnlyList<string> keywords, out PreparedRoute? route)
    {
        route = null;
        if (Defaults.Count > 0) return null;
        if (_parameters.Length != positional + keywords.Count) return false;
        var places = new int[_parameters.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = positional > 0 ? i : IndexOf(keywords, _names[i]);
            if (places[i] < 0) return false;
        }

        route = new(_segments, places);
        return true;

        static int IndexOf(IReadOnlyList<string> names, string name)
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i] == name) return i;
            }

            return -1;
        }
    }
}

/// <summary>Routes with a regular expression or a converter of the app's own among them: the expression is turned into ways to write the path, and what they give must match it.</summary>
internal sealed class RegexCandidate : UrlCandidate
{
    private readonly Lazy<(IReadOnlyList<UrlTemplate> Templates, Regex Whole)> _parts;
    private readonly Dictionary<string, PathConverter> _converters = new(StringComparer.Ordinal);

    public RegexCandidate(IReadOnlyList<UrlRoute> routes, IReadOnlyDictionary<string, object?> defaults)
        : base(routes, defaults)
    {
        foreach (var parameter in routes.OfType<RoutePattern>().SelectMany(route => route.Parameters)) _converters[parameter.Name] = parameter.Converter;
        _parts = new(() => (RegexTemplates.Of(Joined()), RegexPattern.Make($"^/{Joined()}")));
    }

    public override string? TryBuild(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        var (templates, whole) = _parts.Value;
        foreach (var template in templates)
        {
            if (args.Count > 0 ? args.Count != template.Parameters.Count : !Fits(template.Parameters, kwargs)) continue;
            if (TextsOf(template, args, kwargs) is not { } texts) continue;
            var path = "/" + template.Fill(texts);
            if (!IsMatch(whole, path)) continue;
            var builder = new StringBuilder(64);
            UrlEncoding.AppendPath(builder, path);
            return Finish(builder);
        }

        return null;
    }

    private Dictionary<string, string>? TextsOf(UrlTemplate template, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < template.Parameters.Count; i++)
        {
            var name = template.Parameters[i];
            var value = ValueOf(name, i, args, kwargs);
            if ((_converters.TryGetValue(name, out var converter) ? converter.TextOf(value) : Texts.Of(value)) is not { } text) return null;
            texts[name] = text;
        }

        return texts;
    }

    private static bool IsMatch(Regex whole, string path)
    {
        try
        {
            return whole.IsMatch(path);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
