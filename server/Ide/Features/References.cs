using Quintet.Ide.Types;
using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A place in a file.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Span">Where in it.</param>
public sealed record Reference(string Path, TextSpan Span);

/// <summary>
/// Where the thing under the cursor is used, in templates and C#: a URL name, a template, a static file, a tag, a filter or a library; a block in the family of templates that extend one another; a variable in all templates that see the same.
/// </summary>
public static class References
{
    /// <param name="snapshot">All files.</param>
    /// <param name="path">The file with the cursor.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="withDeclarations">Whether the places that declare it are among them: a route's name, the file itself does not count.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<Reference> At(Snapshot snapshot, string path, int offset, bool withDeclarations = true, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return [];
        offset = Math.Clamp(offset, 0, document.Text.Length);
        IEnumerable<Reference> found = [];
        if (document.Kind == DocumentKind.Template && TemplateBlocks.NameAt(Mention.TreeOf(document), offset) is { } block)
        {
            found = project.Model.Templates.NameOf(path) is { } name ? new TemplateFamilies(snapshot, project).BlocksOf(name, block) : [];
        }
        else if (UrlNamesAt(project.Model, document, offset) is { Count: > 0 } urlNames)
        {
            found = All(snapshot, project, MentionKind.UrlName, urlNames, cancellation);
            if (withDeclarations) found = found.Concat(Declarations(project.Model, urlNames));
        }
        else if (Mention.At(document, offset) is { } mention)
        {
            found = All(snapshot, project, mention.Kind, [mention.Name], cancellation);
        }
        else if (VariableFamily.At(snapshot, document, offset) is { } family)
        {
            found = VariableRename.Places(family, project).Where(named => withDeclarations || !named.IsDeclaration).Select(named => named.Place);
        }

        return [.. found.Where(reference => !project.Model.IsInPackage(reference.Path)).Distinct().OrderBy(reference => reference.Path, StringComparer.Ordinal).ThenBy(reference => reference.Span.Start)];
    }

    /// <summary>
    /// The full names that the URL name at a cursor goes by, where it is used or where a route gets it: several where its configuration is included several times, or by the namespaces of app and instance. Empty where there is no such name.
    /// </summary>
    internal static HashSet<string> UrlNamesAt(ProjectModel model, Document document, int offset)
    {
        var urls = Mention.At(document, offset) is { } mention
            ? IsUrl(mention.Kind) ? model.Urls.Find(mention.Name) : []
            : document.Kind == DocumentKind.CSharp ? model.Urls.Routes.Where(url => Paths.Comparer.Equals(url.Conf.Path, document.Path) && url.Entry.Name is { } name && CSharpMentions.SpanOf(name.Content).Touches(offset)) : [];
        var entries = urls.Select(url => (url.Conf.Path, url.Entry)).ToHashSet();
        return entries.Count == 0 ? [] : [.. model.Urls.Names.Where(name => model.Urls.Find(name).Any(url => entries.Contains((url.Conf.Path, url.Entry))))];
    }

    /// <summary>Where routes get these names.</summary>
    internal static IEnumerable<Reference> Declarations(ProjectModel model, IEnumerable<string> names) =>
        names.SelectMany(model.Urls.Find).Where(url => url.Entry.Name is not null).Select(url => new Reference(url.Conf.Path, CSharpMentions.SpanOf(url.Entry.Name!.Content))).Distinct();

    private static bool IsUrl(MentionKind kind) => kind is MentionKind.UrlName or MentionKind.UrlNameOrPath;

    internal static IEnumerable<Reference> All(Snapshot snapshot, Project project, MentionKind kind, HashSet<string> names, CancellationToken cancellation)
    {
        foreach (var path in project.Sources.Keys.Concat(project.Assets.Keys))
        {
            cancellation.ThrowIfCancellationRequested();
            if (project.Model.KindOf(path) == DocumentKind.Other || snapshot.GetDocument(path) is not { } document) continue;
            var mentions = kind is MentionKind.Tag or MentionKind.Filter or MentionKind.Library
                ? document.Kind == DocumentKind.Template ? TemplateMentions.OfLanguage(Mention.TreeOf(document)) : []
                : Mention.All(document);
            foreach (var mention in mentions)
            {
                if ((mention.Kind == kind || (IsUrl(mention.Kind) && IsUrl(kind))) && names.Contains(mention.Name)) yield return new(document.Path, mention.Span);
            }
        }
    }
}

/// <summary>The blocks of one template.</summary>
internal static class TemplateBlocks
{
    /// <summary>The name of the block whose name, before its content or behind its end, is at a cursor.</summary>
    public static string? NameAt(TemplateTree tree, int offset) => Names(tree).FirstOrDefault(name => name.Span.Touches(offset)).Name;

    /// <summary>Each block's name where it is written.</summary>
    public static IEnumerable<(string Name, TextSpan Span)> Names(TemplateTree tree)
    {
        foreach (var block in tree.Descendants().OfType<BlockNode>())
        {
            if (block.Info.FirstArgument != ArgumentRole.BlockName || block.Open.Arguments is not [var first, ..]) continue;
            yield return (first.Text, first.Span);
            if (block.End is { Arguments: [var last] } && last.Text == first.Text) yield return (last.Text, last.Span);
        }
    }

    /// <summary>The partial of a name; null where there is none.</summary>
    public static BlockNode? Partial(TemplateTree tree, string name) =>
        tree.Descendants().OfType<BlockNode>().FirstOrDefault(block => block.Info.FirstArgument == ArgumentRole.PartialDefinition && block.Open.Arguments is [var first, ..] && first.Text == name);

    /// <summary>The name of the template that another extends; null where it extends none, or one that is computed.</summary>
    /// <param name="template">The other one's name; null where it has none.</param>
    /// <param name="tree">The other one.</param>
    public static string? Parent(string? template, TemplateTree tree) =>
        tree.Descendants().OfType<TagNode>().FirstOrDefault(tag => tag.Name == "extends") is { } tag ? TemplateLink.Of(tag)?.TargetFrom(template) : null;
}

/// <summary>Who extends whom among the templates of a project.</summary>
internal sealed class TemplateFamilies(Snapshot snapshot, Project project)
{
    /// <summary>The template's ancestors, the nearest first.</summary>
    public IEnumerable<(string Name, string Path, TemplateTree Tree)> Ancestors(string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        while (Find(name) is { } own && TemplateBlocks.Parent(name, own.Tree) is { } parent && seen.Add(parent) && Find(parent) is { } above)
        {
            yield return (parent, above.Path, above.Tree);
            name = parent;
        }
    }

    /// <summary>Where a block stands in all templates of the family: that which extends nothing, and whoever extends it at any distance.</summary>
    public IEnumerable<Reference> BlocksOf(string template, string block)
    {
        var root = RootOf(template);
        return project.Model.Templates.All.Where(file => RootOf(file.Name) == root).Select(file => Find(file.Name)).SelectMany(found => found is var (path, tree) ? Places(path, tree, block) : []);
    }

    /// <summary>Where the templates that extend one, at any distance, open a block of their own of a name that it has.</summary>
    public IEnumerable<Reference> OverridesOf(string template, string block) =>
        project.Model.Templates.All.Where(file => Ancestors(file.Name).Any(above => above.Name == template)).OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Find(file.Name) is var (path, tree) ? Places(path, tree, block).FirstOrDefault() : null).OfType<Reference>();

    /// <summary>Where the nearest ancestor that has a block has it.</summary>
    public Reference? BlockAbove(string template, string block) => Ancestors(template).SelectMany(above => Places(above.Path, above.Tree, block)).FirstOrDefault();

    private static IEnumerable<Reference> Places(string path, TemplateTree tree, string block) =>
        TemplateBlocks.Names(tree).Where(name => name.Name == block).Select(name => new Reference(path, name.Span));

    /// <summary>A template by its name; its tree is kept with its text.</summary>
    public (string Path, TemplateTree Tree)? Find(string name) =>
        project.Model.Templates.Find(name) is not { } file ? null
            : file.Package is not null ? project.Packages.Find(file.Path) is { } embedded ? (file.Path, embedded.Tree(project.Model.ParseOptionsOf(file.Path))) : null
            : snapshot.GetDocument(file.Path) is { Kind: DocumentKind.Template } document ? (document.Path, Mention.TreeOf(document)) : null;

    private string RootOf(string name) => Ancestors(name).Select(ancestor => ancestor.Name).LastOrDefault(name);
}
