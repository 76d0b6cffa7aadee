using Quintet.Reading;
using Quintet.Routing;

namespace Quintet.Ide;

/// <summary>A place in the order in which the resolver tries routes: an entry that leads to a view, with the routes of the includes around it.</summary>
/// <param name="Conf">The class with the entry.</param>
/// <param name="Entry">The <c>Path(…)</c>.</param>
/// <param name="Routes">The routes, the entry's own last.</param>
/// <param name="Shown">The whole route, for people.</param>
/// <param name="IsLoose">Whether its place in the order, or its route, is not known: it is reached as far as anybody can tell, and takes nothing from others.</param>
/// <param name="View">What decides which view it is, and with which arguments; null where that cannot be compared.</param>
internal sealed record ResolvedRoute(DeclaredType Conf, UrlEntry Entry, IReadOnlyList<UrlRoute> Routes, string Shown, bool IsLoose, string? View);

/// <summary>
/// The routes that no path reaches, as one before takes all of theirs. Only what is proven: literal text, and the framework's own converters, of which one takes what another does; a line's end in a path aside.
/// </summary>
internal static class ShadowedRoutes
{
    /// <summary>Each entry that is shadowed wherever it stands, with the route that does it.</summary>
    /// <param name="order">All routes, in the order in which they are tried.</param>
    public static Dictionary<(string Path, Microsoft.CodeAnalysis.Text.TextSpan Span), ResolvedRoute> Find(IReadOnlyList<ResolvedRoute> order)
    {
        var shadowed = new Dictionary<(string, Microsoft.CodeAnalysis.Text.TextSpan), ResolvedRoute>();
        var reached = new HashSet<(string, Microsoft.CodeAnalysis.Text.TextSpan)>();
        var same = new Dictionary<string, ResolvedRoute>(StringComparer.Ordinal);
        var texts = new Dictionary<string, ResolvedRoute>(StringComparer.Ordinal);
        // By the text that stands before the first parameter, up to a slash: only under one of its own beginnings can a route be covered.
        var before = new Dictionary<string, List<(ResolvedRoute Route, List<Token> Tokens)>>(StringComparer.Ordinal);
        foreach (var route in order)
        {
            var place = (route.Conf.Path, route.Entry.Span);
            if (route.IsLoose || route.Routes.Any(part => part.Errors.Count > 0))
            {
                reached.Add(place);
                continue;
            }

            var exact = string.Join('\n', route.Routes.Select(part => (part is RoutePattern ? "p" : "r") + WithoutNames(part)));
            var provable = IsProvable(route.Routes) ? route.Routes : null;
            // Plain text takes nothing but itself, however it is put together.
            var plain = provable is not null && !provable.Any(part => part.Values.Count > 0) ? LiteralStart(provable) : null;
            if ((same.GetValueOrDefault(exact) ?? (plain is null ? null : texts.GetValueOrDefault(plain)) ?? (provable is null ? null : Covering(provable, before))) is not { } first) reached.Add(place);
            // Another name for the same page is meant so.
            else if (first.View is not null && first.View == route.View) reached.Add(place);
            else shadowed.TryAdd(place, first);
            same.TryAdd(exact, route);
            if (plain is not null) texts.TryAdd(plain, route);
            if (provable is null || plain is not null || !IsTakenWhole(provable)) continue;
            var key = Beginnings(provable).Last();
            if (!before.TryGetValue(key, out var list)) before[key] = list = [];
            list.Add((route, Tokens(provable)));
        }

        foreach (var place in reached) shadowed.Remove(place);
        return shadowed;
    }

    /// <summary>A piece of a route: a character, or a value.</summary>
    private readonly record struct Token(char Character, string? Converter);

    /// <summary>Whether something can be proven of a route: not of a regular expression, nor of an own converter.</summary>
    private static bool IsProvable(IReadOnlyList<UrlRoute> routes) => routes.All(route => route is RoutePattern pattern && pattern.Parameters.All(parameter =>
        parameter.ConverterName is "int" or "str" or "slug" or "uuid" or "path" && ConverterSet.Default.Find(parameter.ConverterName) == parameter.Converter));

    /// <summary>A route of which something can be proven, in pieces.</summary>
    private static List<Token> Tokens(IReadOnlyList<UrlRoute> routes)
    {
        var tokens = new List<Token>();
        foreach (var segment in routes.Cast<RoutePattern>().SelectMany(pattern => pattern.Segments))
        {
            if (segment is LiteralSegment literal) tokens.AddRange(literal.Text.Select(c => new Token(c, null)));
            else tokens.Add(new('\0', ((ParameterSegment)segment).ConverterName));
        }

        return tokens;
    }

    /// <summary>
    /// Whether a route takes what its pieces say put together. A prefix is matched alone, and takes as much as it can; so it is only where nothing else can be where each of its values ends: before a slash, which the value cannot hold.
    /// </summary>
    private static bool IsTakenWhole(IReadOnlyList<UrlRoute> routes) => routes.SkipLast(1).Cast<RoutePattern>().All(prefix =>
    {
        for (var i = 0; i < prefix.Segments.Count; i++)
        {
            if (prefix.Segments[i] is ParameterSegment parameter && (parameter.ConverterName == "path" || i + 1 == prefix.Segments.Count || prefix.Segments[i + 1] is not LiteralSegment { Text: ['/', ..] })) return false;
        }

        return true;
    });

    private static ResolvedRoute? Covering(IReadOnlyList<UrlRoute> routes, Dictionary<string, List<(ResolvedRoute Route, List<Token> Tokens)>> before)
    {
        List<Token>? tokens = null;
        foreach (var beginning in Beginnings(routes))
        {
            if (!before.TryGetValue(beginning, out var earlier)) continue;
            tokens ??= Tokens(routes);
            if (earlier.FirstOrDefault(candidate => Covers(candidate.Tokens, 0, tokens, 0)).Route is { } covering) return covering;
        }

        return null;
    }

    /// <summary>The beginnings of a route that are plain text and end with a slash, the shortest first: that with nothing.</summary>
    private static IEnumerable<string> Beginnings(IReadOnlyList<UrlRoute> routes)
    {
        yield return "";
        var text = LiteralStart(routes);
        for (var slash = text.IndexOf('/'); slash >= 0; slash = text.IndexOf('/', slash + 1)) yield return text[..(slash + 1)];
    }

    private static string LiteralStart(IReadOnlyList<UrlRoute> routes) => string.Concat(routes.Cast<RoutePattern>().SelectMany(pattern => pattern.Segments).TakeWhile(segment => segment is LiteralSegment).Select(segment => ((LiteralSegment)segment).Text));

    /// <summary>Whether each text that one route takes from a piece on is taken by another from one of its own on.</summary>
    private static bool Covers(List<Token> wide, int i, List<Token> narrow, int j)
    {
        while (i < wide.Count && wide[i].Converter is null)
        {
            if (j == narrow.Count || narrow[j] != wide[i]) return false;
            (i, j) = (i + 1, j + 1);
        }

        if (i == wide.Count) return j == narrow.Count;
        for (; j < narrow.Count && Takes(wide[i].Converter!, narrow[j]); j++)
        {
            if (Covers(wide, i + 1, narrow, j + 1)) return true;
            // A UUID is one whole.
            if (wide[i].Converter == "uuid") return false;
        }

        return false;
    }

    /// <summary>Whether a converter takes all that a piece may be.</summary>
    private static bool Takes(string converter, Token token) => converter switch
    {
        "int" => token.Converter is "int" || (token.Converter is null && char.IsAsciiDigit(token.Character)),
        "slug" => token.Converter is "int" or "slug" or "uuid" || (token.Converter is null && (char.IsAsciiLetterOrDigit(token.Character) || token.Character is '-' or '_')),
        "str" => token.Converter is "int" or "slug" or "uuid" or "str" || (token.Converter is null && token.Character != '/'),
        "path" => token.Converter is not null || token.Character != '\n',
        _ => token.Converter == converter,
    };

    /// <summary>A route without the names of its values, which decide nothing.</summary>
    private static string WithoutNames(UrlRoute route) => route is RoutePattern pattern
        ? string.Concat(pattern.Segments.Select(segment => segment is ParameterSegment parameter ? $"\0{parameter.ConverterName}\0" : ((LiteralSegment)segment).Text))
        : route.Route;
}
