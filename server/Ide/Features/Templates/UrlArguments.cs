using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Whether the arguments of a <c>url</c> tag fit a route of its name, by the rules of <c>reverse</c>.</summary>
internal static class UrlArguments
{
    /// <summary>Where and what is wrong; null where a route takes the arguments, or may.</summary>
    public static (TextSpan Span, string Message)? Check(UrlInventory urls, TagNode tag)
    {
        if (tag is not { Name: "url", IsClosed: true } || tag.Arguments.Count == 0) return null;
        var name = tag.Arguments[0].Value;
        if (name.Operand is not { Kind: OperandKind.String, IsClosed: true } || name.Filters.Count > 0) return null;
        var routes = urls.Find(name.Operand.Text);
        if (routes.Count == 0 || routes.Any(route => !route.IsSignatureKnown)) return null;

        var given = tag.Arguments.Skip(1).ToList();
        // "as name" asks whether there is such a URL.
        if (given.Count >= 2 && given[^2].Text == "as") return null;
        var keys = given.Where(argument => argument.Key is not null).ToList();
        var positional = given.Count - keys.Count;
        if (positional > 0 && keys.Count > 0) return null;
        if (routes.Any(route => Fits(route, keys, positional))) return null;

        var problems = routes.Select(route => $"'{route.Route}' {Problem(route, keys, positional)}").Distinct();
        var extra = keys.Find(key => routes.All(route => !Takes(route, key.Key!)));
        return (extra?.KeySpan ?? name.Operand.ContentSpan, DiagnosticTable.UrlArgumentsDoNotFit.Format(name.Operand.Text, string.Join("; ", problems)));
    }

    private static bool Fits(UrlName route, List<TagArgument> keys, int positional) =>
        positional > 0
            ? positional == route.Parameters.Count
            : Missing(route, keys).Count == 0 && keys.TrueForAll(key => Takes(route, key.Key!));

    /// <summary>An extra argument may be repeated with its own value; which that is, only running tells.</summary>
    private static bool Takes(UrlName route, string key) => route.Parameters.Any(parameter => parameter.Name == key) || route.Defaults.Contains(key);

    private static List<string> Missing(UrlName route, List<TagArgument> keys) =>
        [.. route.Parameters.Select(parameter => parameter.Name).Where(name => !route.Defaults.Contains(name) && keys.TrueForAll(key => key.Key != name))];

    private static string Problem(UrlName route, List<TagArgument> keys, int positional)
    {
        if (positional > 0) return $"takes {route.Parameters.Count}, not {positional}";
        var missing = Missing(route, keys);
        if (missing.Count > 0) return $"needs {string.Join(", ", missing.Select(name => $"'{name}'"))}";
        return $"has no {string.Join(", ", keys.Where(key => !Takes(route, key.Key!)).Select(key => $"'{key.Key}'"))}";
    }
}
