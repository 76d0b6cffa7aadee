using Quintet.Ide.Types;
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
        if (routes.Count == 0 || routes.Any(route => route.Ways is null)) return null;

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

    /// <summary>Where and what is given that no converter of the route takes, whatever it is at the moment; null where it may be taken.</summary>
    public static (TextSpan Span, string Message)? WrongType(UrlInventory urls, TemplateScopes scopes, TagNode tag, Scope scope)
    {
        if (tag is not { Name: "url", IsClosed: true } || tag.Arguments is not [{ Value: { Operand: { Kind: OperandKind.String } name, Filters.Count: 0 } }, ..]) return null;
        var given = tag.Arguments.Skip(1).ToList();
        if (urls.Find(name.Text) is not [{ Ways: [var way] } url] || Check(urls, tag) is not null) return null;
        for (var i = 0; i < given.Count && given[i].Text != "as"; i++)
        {
            var parameter = given[i].Key ?? (i < way.Count ? way[i] : "");
            if (url.Parameters.FirstOrDefault(value => value.Name == parameter) is not { } route || scopes.TypeOf(given[i].Value, scope) is not { Form: TypeForm.Named } type || Takes(route.Kind, type, given[i].Value)) continue;
            return (given[i].ValueSpan, DiagnosticTable.UrlArgumentOfWrongType.Format(parameter, name.Text, route.Kind, type.Display));
        }

        return null;
    }

    /// <summary>Whether a converter may take a value of a type. A text may hold anything.</summary>
    private static bool Takes(string converter, TemplateType type, FilterExpression value)
    {
        var isWhole = type.Name is "System.Int32" or "System.Int64" or "System.Int16" or "System.Byte" or "System.UInt32" or "System.UInt64" or "System.UInt16";
        return converter switch
        {
            "int" => isWhole || (type.Name == "System.String" && (value.Operand.Kind != OperandKind.String || value.Filters.Count > 0 || value.Operand.Text.All(char.IsAsciiDigit))),
            "uuid" => type.Name is "System.Guid" or "System.String",
            "slug" => isWhole || type.Name is "System.String" or "System.Guid" or "System.Boolean",
            _ => true,
        };
    }

    private static bool Fits(UrlName route, List<TagArgument> keys, int positional) => route.Ways!.Any(way =>
        positional > 0 ? positional == way.Count : Missing(route, way, keys).Count == 0 && keys.TrueForAll(key => way.Contains(key.Key!) || route.Defaults.Contains(key.Key!)));

    /// <summary>An extra argument may be repeated with its own value; which that is, only running tells.</summary>
    private static bool Takes(UrlName route, string key) => route.Ways!.Any(way => way.Contains(key)) || route.Defaults.Contains(key);

    private static List<string> Missing(UrlName route, IReadOnlyList<string> way, List<TagArgument> keys) =>
        [.. way.Where(name => !route.Defaults.Contains(name) && keys.TrueForAll(key => key.Key != name))];

    private static string Problem(UrlName route, List<TagArgument> keys, int positional)
    {
        if (positional > 0) return $"takes {string.Join(" or ", route.Ways!.Select(way => way.Count).Distinct().Order())}, not {positional}";
        var missing = route.Ways!.Select(way => Missing(route, way, keys)).MinBy(names => names.Count) ?? [];
        // A group without a name can only be given by its place.
        if (missing.Exists(name => name.StartsWith('_') && name.Length > 1 && char.IsAsciiDigit(name[1]))) return $"takes {missing.Count} without a name";
        if (missing.Count > 0) return $"needs {string.Join(", ", missing.Select(name => $"'{name}'"))}";
        return $"has no {string.Join(", ", keys.Where(key => !Takes(route, key.Key!)).Select(key => $"'{key.Key}'"))}";
    }
}
