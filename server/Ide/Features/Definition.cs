using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>
/// Where the thing under the cursor is defined: of a URL name the view, so that one key leads from a template to its code. The
/// <c>Path(…)</c> that names it is its <see cref="Declaration"/>.
/// </summary>
public static class Definition
{
    public static IReadOnlyList<DefinitionLink> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default) =>
        Links.At(snapshot, path, offset, url => Links.ToView(url) ?? Links.ToEntry(url), cancellation);
}

/// <summary>Where the thing under the cursor is declared: of a URL name the <c>Path(…)</c> with that name.</summary>
public static class Declaration
{
    public static IReadOnlyList<DefinitionLink> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default) =>
        Links.At(snapshot, path, offset, Links.ToEntry, cancellation);
}

internal static class Links
{
    internal sealed record Target(string Path, TextSpan Span, TextSpan NameSpan);

    public static IReadOnlyList<DefinitionLink> At(Snapshot snapshot, string path, int offset, Func<UrlName, Target> urlTarget, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return [];
        if (Mention.At(document, offset) is not { } mention)
        {
            return document.Kind switch
            {
                DocumentKind.Template => InTemplate(snapshot, project, document, Math.Clamp(offset, 0, document.Text.Length)),
                DocumentKind.CSharp => FieldPathFeatures.Definition(project.Model, document, offset),
                _ => [],
            };
        }

        IEnumerable<Target> targets = mention.Kind switch
        {
            MentionKind.UrlName or MentionKind.UrlNameOrPath => project.Model.Urls.Find(mention.Name).Select(urlTarget),
            MentionKind.TemplateName => ToFile(project.Model.Templates.Find(mention.Name)),
            MentionKind.StaticFile => ToFile(project.Model.StaticFiles.Find(mention.Name)),
            MentionKind.Tag => ToMethod(project.Model.Tags, mention.Name, isFilter: false),
            MentionKind.Filter => ToMethod(project.Model.Tags, mention.Name, isFilter: true),
            MentionKind.Library => project.Model.Tags.FindClass(mention.Name) is { } type ? [new(type.Path, CSharpMentions.SpanOf(type.Fact.Span), CSharpMentions.SpanOf(type.Fact.NameSpan))] : [],
            _ => [],
        };
        return [.. targets.Distinct().Select(target => project.Model.IsInPackage(target.Path) ? InSource(snapshot, project, target) : target).OfType<Target>().Select(target => new DefinitionLink(mention.Span, target.Path, target.Span, target.NameSpan))];
    }

    /// <summary>What is in a package, in the source of the project that it was built from: found there by its name. Null where there is no source, or it has changed since.</summary>
    private static Target? InSource(Snapshot snapshot, Project project, Target target)
    {
        if (project.SourceOf(target.Path) is not { } path) return null;
        if (target.Span.IsEmpty) return target with { Path = path };
        if (project.Packages.Of(target.Path)!.Sources.FirstOrDefault(source => Paths.Comparer.Equals(source.Path, target.Path)).Text is not { } outline || project.TextOf(snapshot, path) is not { } text) return null;
        var name = target.NameSpan.Of(outline);
        return SourceReader.Read(text).Types.Items.SelectMany(Named).FirstOrDefault(place => place.NameSpan.Of(text) == name);

        IEnumerable<Target> Named(TypeFact type) => type.Methods.Items.Select(method => (method.Span, method.NameSpan)).Prepend((type.Span, type.NameSpan))
            .Concat((type.UrlPatterns?.Entries.Items ?? []).Select(entry => (entry.Span, NameSpan: entry.Name?.Content ?? entry.Span)))
            .Select(place => new Target(path, CSharpMentions.SpanOf(place.Item1), CSharpMentions.SpanOf(place.Item2)));
    }

    /// <summary>Of a block that of the template above, of a variable the C# that gives it, of a member its property; a variable of a loop leads to the loop.</summary>
    private static IReadOnlyList<DefinitionLink> InTemplate(Snapshot snapshot, Project project, Document document, int offset)
    {
        var tree = Mention.TreeOf(document);
        var name = project.Model.Templates.NameOf(document.Path);
        if (TemplateBlocks.NameAt(tree, offset) is { } block)
        {
            if (name is null || new TemplateFamilies(snapshot, project).BlockAbove(name, block) is not { } above || project.Model.IsInPackage(above.Path)) return [];
            return [new(TemplateBlocks.Names(tree).First(own => own.Span.Touches(offset)).Span, above.Path, above.Span, above.Span)];
        }

        var location = tree.FindAt(offset);
        if (location is { Kind: LocationKind.Variable, PartIndex: 0 } && Highlights.VariablesLike(tree, offset) is var uses && uses.FirstOrDefault(use => use.IsDeclaration) is { } declared)
            return [new(location.Replace, document.Path, declared.Span, declared.Span)];
        if (VariableCompletion.Meaning(snapshot, project, tree, name, location) is not { } meaning || (meaning.Variable?.Origin ?? meaning.Member?.Origin) is not { } origin) return [];
        var span = CSharpMentions.SpanOf(origin.Span);
        return [new(location.Replace, origin.Path, span, span)];
    }

    /// <summary>The view's method or class; null where it is not in the project's source.</summary>
    public static Target? ToView(UrlName url)
    {
        if (url.Method is { } method) return new(method.Path, CSharpMentions.SpanOf(method.Method.Span), CSharpMentions.SpanOf(method.Method.NameSpan));
        if (url.Class is { } type) return new(type.Path, CSharpMentions.SpanOf(type.Fact.Span), CSharpMentions.SpanOf(type.Fact.NameSpan));
        return url.Entry.View is { Kind: ViewKind.Lambda } lambda ? new(url.Conf.Path, CSharpMentions.SpanOf(lambda.Span), CSharpMentions.SpanOf(lambda.Span)) : null;
    }

    public static Target ToEntry(UrlName url) =>
        new(url.Conf.Path, CSharpMentions.SpanOf(url.Entry.Span), CSharpMentions.SpanOf(url.Entry.Name?.Content ?? url.Entry.Span));

    /// <summary>The method of a tag or filter of the project's own; an end tag leads there as well.</summary>
    private static IEnumerable<Target> ToMethod(TagInventory tags, string name, bool isFilter) =>
        (tags.Find(name, isFilter) ?? (isFilter ? null : tags.FindByEnd(name))) is { } declared
            ? [new(declared.Path, CSharpMentions.SpanOf(declared.Fact.Span), CSharpMentions.SpanOf(declared.Fact.NameSpan))]
            : [];

    private static IEnumerable<Target> ToFile(NamedFile? file) => file is null ? [] : [new(file.Path, default, default)];
}
