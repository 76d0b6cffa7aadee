using System.Text.RegularExpressions;
using Quintet.Ide.Types;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>How something is written, with its arguments.</summary>
/// <param name="Label">All of it: <c>url 'shop:book_detail' id=int</c>.</param>
/// <param name="Parameters">Where the arguments stand in the label.</param>
/// <param name="Markdown">What it does; null where nobody says.</param>
/// <param name="Active">The argument that the cursor is in; null for none of them.</param>
public sealed record Signature(string Label, IReadOnlyList<TextSpan> Parameters, string? Markdown, int? Active);

/// <summary>The ways to write what is at a cursor.</summary>
/// <param name="Ways">Several where a URL name has several routes.</param>
/// <param name="Active">The one that fits what is written.</param>
public sealed record SignatureResult(IReadOnlyList<Signature> Ways, int Active);

/// <summary>The arguments of the tag or filter around the cursor: of <c>url</c> those of the route that it names, of <c>include</c> the variables that its part wants.</summary>
public static partial class Signatures
{
    public static SignatureResult? At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template, Project: { } project } document) return null;
        var tree = Mention.TreeOf(document);
        var location = tree.FindAt(Math.Clamp(offset, 0, document.Text.Length));
        if (location.Filter is { Argument: not null, Name: var filter } && location.Kind != LocationKind.FilterName) return OfFilter(project.Model, filter);
        if (location is not { Tag: { } tag, ArgumentIndex: >= 0 }) return null;
        var own = location.ArgumentIndex == 0 ? null : tag.Name switch
        {
            "url" => OfUrl(project.Model, tag, location),
            "include" => OfInclude(snapshot, project, document, tag, location),
            _ => null,
        };
        return own ?? OfTag(tree, tag, location);
    }

    private static SignatureResult? OfFilter(ProjectModel model, string name)
    {
        if (model.Tags.Libraries.SelectMany(library => library.Filters).LastOrDefault(filter => filter.Name == name) is not { } info) return null;
        var colon = info.Signature.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new([new(info.Signature, [TextSpan.FromBounds(colon + 1, info.Signature.Length)], info.Documentation, 0)], 0);
    }

    private static SignatureResult? OfTag(TemplateTree tree, TagNode tag, TemplateLocation location)
    {
        if (tree.Options.Tags.Find(tag.Name) is not { } info) return null;
        List<TextSpan> parameters = [.. Words().Matches(info.Signature).Skip(1).Select(word => new TextSpan(word.Index, word.Length))];
        if (parameters.Count == 0) return null;
        // A name that is written says which one; else the place does, and the last one may stand for many.
        var byName = location.Argument?.Key is { } key ? parameters.FindIndex(span => NameOf(span.Of(info.Signature)) == key) : -1;
        return new([new(info.Signature, parameters, info.Documentation, byName >= 0 ? byName : Math.Min(location.ArgumentIndex, parameters.Count - 1))], 0);
    }

    private static SignatureResult? OfUrl(ProjectModel model, TagNode tag, TemplateLocation location)
    {
        if (tag.Arguments.Count == 0 || tag.Arguments[0].Value.Operand is not { Kind: OperandKind.String } name || model.Urls.Find(name.Text) is not { Count: > 0 } routes) return null;
        var given = tag.Arguments.Skip(1).Where(argument => argument.Key is not null).Select(argument => argument.Key!).ToList();
        var ways = routes.Select(url => OfRoute(url, name.Text, location, given)).ToList();
        var fits = ways.FindIndex(way => way.Active is not null);
        return new(ways, Math.Max(0, fits));
    }

    private static Signature OfRoute(UrlName url, string name, TemplateLocation location, List<string> given)
    {
        var label = $"url '{name}'";
        var parameters = new List<TextSpan>();
        var names = new List<string>();
        foreach (var parameter in url.Parameters.Where(parameter => !url.Defaults.Contains(parameter.Name)))
        {
            parameters.Add(new(label.Length + 1, parameter.Name.Length + 1 + parameter.Kind.Length));
            names.Add(parameter.Name);
            label += $" {parameter.Name}={parameter.Kind}";
        }

        // A name counts where it is written; a value without one by its place; and what is not begun yet is the first that is missing.
        var index = location.Argument switch
        {
            { Key: { } key } => names.IndexOf(key),
            null when given.Count > 0 => names.FindIndex(candidate => !given.Contains(candidate)),
            _ => location.ArgumentIndex - 1 < names.Count ? location.ArgumentIndex - 1 : -1,
        };
        return new(label, parameters, $"`{url.Route}`{(url.ViewName is { } view ? $" → `{view}`" : "")}", index < 0 ? null : index);
    }

    private static SignatureResult? OfInclude(Snapshot snapshot, Project project, Document document, TagNode tag, TemplateLocation location)
    {
        if (TemplateLink.Of(tag) is not { } link) return null;
        var variables = new PartSignatures(snapshot.ScopesOf(project)).Of(link.TargetFrom(project.Model.Templates.NameOf(document.Path)), link.Part).Where(variable => !variable.IsEverywhere).ToList();
        if (variables.Count == 0) return null;
        var label = $"include \"{link.Name}\" with ";
        var parameters = new List<TextSpan>();
        foreach (var variable in variables)
        {
            if (parameters.Count > 0) label += ", ";
            parameters.Add(new(label.Length, variable.ToString().Length));
            label += variable;
        }

        // Before "with" nothing is given; behind it what is not begun yet is the first that is missing.
        var words = tag.Arguments.Take(location.ArgumentIndex).Select(argument => argument.Text).ToList();
        var given = link.With.Where(argument => argument != location.Argument).Select(argument => argument.Key).ToHashSet();
        var index = location.Argument?.Key is { } key ? variables.FindIndex(variable => variable.Name == key)
            : words.Contains("with") && !words.Contains("only") && location.Argument?.Text != "only" ? variables.FindIndex(variable => !given.Contains(variable.Name)) : -1;
        return new([new(label, parameters, null, index < 0 ? null : index)], 0);
    }

    private static string NameOf(string parameter) => Name().Match(parameter).Value;

    // What stands in brackets may be left out as a whole.
    [GeneratedRegex(@"\[[^\]]*\]|\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Name();
}
