using Quintet.Db.Migrations;
using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A line of text above a place.</summary>
/// <param name="Span">The place.</param>
/// <param name="Title">What it says.</param>
public sealed record CodeLens(TextSpan Span, string Title)
{
    /// <summary>The management command that it runs: its name and arguments; null for none.</summary>
    public ManageCommand? Command { get; init; }

    /// <summary>The place that it leads to; null for none.</summary>
    public Reference? Target { get; init; }

    /// <summary>What it counts, for <see cref="CodeLenses.Count"/>, once it is seen; null where its title says all.</summary>
    public CountedUses? Counts { get; init; }
}

/// <summary>What a lens counts.</summary>
public enum CountedUses
{
    /// <summary>The uses of a URL name.</summary>
    UrlName,

    /// <summary>The templates that include or extend one.</summary>
    Template,

    /// <summary>The templates that override a block.</summary>
    Block,
}

/// <summary>A management command of <see cref="ManageCommands"/>, to be run for the project of the file.</summary>
public sealed record ManageCommand(string Name, params IReadOnlyList<string> Arguments);

/// <summary>
/// What stands above the classes and methods of a C# file, of a model the changes that are in no migration, or its last migration, of a view its routes and templates; and above a template the views that
/// render it. The uses of URL names, templates and blocks are counted when a lens is seen.
/// </summary>
public static class CodeLenses
{
    public static IReadOnlyList<CodeLens> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return [];
        return document.Kind switch
        {
            DocumentKind.CSharp => [.. SchemaClass.In(project.Model, document.File.Facts).Select(place => OfModel(project.Model, place)).OfType<CodeLens>().Concat(OfViews(project.Model, document)).Concat(OfUrlNames(project.Model, document)).OrderBy(lens => lens.Span.Start)],
            DocumentKind.Template when project.Model.Templates.NameOf(document.Path) is { } name => [.. OfTemplate(project, name), .. OfUsers(snapshot, project, document, name)],
            _ => [],
        };
    }

    /// <summary>The title of a lens that counts, and what it counted.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="path">The file of the lens.</param>
    /// <param name="offset">Where the lens begins.</param>
    /// <param name="uses">What it counts.</param>
    /// <param name="cancellation">Ends it.</param>
    public static (string Title, IReadOnlyList<Reference> References) Count(Snapshot snapshot, string path, int offset, CountedUses uses, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (uses == CountedUses.UrlName)
        {
            var found = References.At(snapshot, path, offset, withDeclarations: false, cancellation);
            return (Number(found.Count, "use"), found);
        }

        // Where the text changed meanwhile the editor asks for the lenses again.
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template, Project: { } project } document || project.Model.Templates.NameOf(document.Path) is not { } name) return (Number(0, "use"), []);
        if (uses == CountedUses.Block)
        {
            var overrides = TemplateBlocks.NameAt(Mention.TreeOf(document), offset) is { } block ? new TemplateFamilies(snapshot, project).OverridesOf(name, block).ToList() : [];
            return (overrides.Count == 0 ? "not overridden" : $"overridden in {Number(overrides.Count, "template")}", overrides);
        }

        var users = snapshot.ScopesOf(project).UsersOf(name).Where(user => project.Model.Templates.Find(user.User) is not null).ToList();
        var (extended, included) = (users.Where(user => user.Link.IsExtends).DistinctBy(user => user.User).Count(), users.Where(user => !user.Link.IsExtends).DistinctBy(user => user.User).Count());
        var places = users.Select(user => new Reference(project.Model.Templates.Find(user.User)!.Path, user.Link.Tag.Arguments[0].Span)).OrderBy(place => place.Path, StringComparer.Ordinal).ThenBy(place => place.Span.Start);
        string[] parts = [.. included > 0 ? [$"included by {included}"] : Array.Empty<string>(), .. extended > 0 ? [$"extended by {extended}"] : Array.Empty<string>()];
        return (parts.Length > 0 ? string.Join(", ", parts) : Number(0, "use"), [.. places]);
    }

    private static string Number(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static IEnumerable<CodeLens> OfUrlNames(ProjectModel project, Document document) =>
        project.Urls.Routes.Where(url => url.Entry.Name is not null && Paths.Comparer.Equals(url.Conf.Path, document.Path)).Select(url => CSharpMentions.SpanOf(url.Entry.Name!.Content)).Distinct()
            .Select(span => new CodeLens(span, "") { Counts = CountedUses.UrlName });

    /// <summary>Of a template that nobody includes or extends nothing is counted: it is a page.</summary>
    private static IEnumerable<CodeLens> OfUsers(Snapshot snapshot, Project project, Document document, string name)
    {
        var users = snapshot.ScopesOf(project).UsersOf(name).ToList();
        if (users.Count > 0) yield return new(new(0, 0), "") { Counts = CountedUses.Template };
        if (!users.Exists(user => user.Link.IsExtends)) yield break;
        foreach (var block in Mention.TreeOf(document).Descendants().OfType<BlockNode>())
        {
            if (block.Open is { Name: "block", Arguments: [var own, ..] }) yield return new(own.Span, "") { Counts = CountedUses.Block };
        }
    }

    private static CodeLens? OfModel(ProjectModel project, SchemaClass place)
    {
        if (place.Migration is not null) return null;
        var (span, migrations) = (CSharpMentions.SpanOf(place.Type.NameSpan), project.Migrations);
        var changes = place.Label is { } label ? migrations.ChangesOf(label) : migrations.ChangesWithoutModel(place.App!.Label);
        if (changes.Count > 0) return new(span, $"{MigrationDiagnostics.Count(changes.Count)} {(changes.Count == 1 ? "is" : "are")} not in a migration: make it") { Command = new("makemigrations", changes[0].AppLabel) };
        return place.Label is not null && migrations.LastOf(place.Label) is { } last ? new(span, $"migrations: {last.Name}") { Target = PlaceOf(project, last) } : null;
    }

    private static Reference? PlaceOf(ProjectModel project, Dependency migration) =>
        project.Migrations.States.ClassOfMigration(migration) is { } name && project.Types.Find(name) is [var declared, ..] ? new(declared.Path, CSharpMentions.SpanOf(declared.Fact.NameSpan)) : null;

    private static IEnumerable<CodeLens> OfViews(ProjectModel project, Document document)
    {
        foreach (var (at, around) in Views(document.File.Facts))
        {
            var span = CSharpMentions.SpanOf(at);
            foreach (var url in project.Urls.Routes.Where(url => (url.Method is { } method && method.Method.NameSpan == at && Paths.Comparer.Equals(method.Path, document.Path)) || (url.Class is { } type && type.Fact.NameSpan == at && Paths.Comparer.Equals(type.Path, document.Path))).DistinctBy(url => (url.Conf.Path, url.Entry.Span)))
                yield return new(span, $"route: {url.Route}") { Target = new(url.Conf.Path, CSharpMentions.SpanOf(url.Entry.Name?.Content ?? url.Entry.Span)) };
            foreach (var file in document.File.Facts.Literals.Where(use => use.Role == LiteralRole.TemplateName && around.Contains(use.Literal.Span)).Select(use => project.Templates.Find(use.Literal.Value)).OfType<NamedFile>().Where(file => file.Package is null).Distinct())
                yield return new(span, $"template: {file.Name}") { Target = new(file.Path, default) };
        }

        foreach (var implied in project.Contexts.ImpliedIn(document.Path).DistinctBy(rendering => (rendering.Template, PlaceOf(rendering))))
        {
            if (project.Templates.Find(implied.Template) is { Package: null } file) yield return new(PlaceOf(implied).Span, $"template: {file.Name}") { Target = new(file.Path, default) };
        }
    }

    private static IEnumerable<CodeLens> OfTemplate(Project project, string name)
    {
        foreach (var (by, place) in project.Model.Contexts.Of(name).Where(rendering => rendering.IsImplied).Select(rendering => (rendering.By, PlaceOf(rendering))).Where(view => !project.Model.IsInPackage(view.Item2.Path)).Distinct())
            yield return new(new(0, 0), $"view: {by}") { Target = place };
        foreach (var (path, file) in project.Sources.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var use in file.Facts.Literals.Where(use => use.Role == LiteralRole.TemplateName && use.Literal.Value == name))
            {
                if (Views(file.Facts).LastOrDefault(view => view.Around.Contains(use.Literal.Span)) is { Name: { Length: > 0 } view } found) yield return new(new(0, 0), $"view: {view}") { Target = new(path, CSharpMentions.SpanOf(found.At)) };
            }
        }
    }

    /// <summary>Where a view stands that renders a template: its class, else the entry with it.</summary>
    private static Reference PlaceOf(Rendering rendering) =>
        rendering.Class is { } type ? new(type.Path, CSharpMentions.SpanOf(type.Fact.NameSpan)) : new(rendering.Place.Path, CSharpMentions.SpanOf(rendering.Place.Span));

    /// <summary>What may be a view: the static methods, and the classes where no method is around.</summary>
    private static IEnumerable<View> Views(SourceFacts facts)
    {
        foreach (var type in facts.Types)
        {
            if (type.Bases.Count > 0) yield return new(type.NameSpan, type.Span, type.FullName);
            foreach (var method in type.Methods.Items.Where(method => method.IsStatic)) yield return new(method.NameSpan, method.Span, $"{type.FullName}.{method.Name}");
        }
    }

    private sealed record View(Microsoft.CodeAnalysis.Text.TextSpan At, Microsoft.CodeAnalysis.Text.TextSpan Around, string Name)
    {
        public void Deconstruct(out Microsoft.CodeAnalysis.Text.TextSpan at, out Microsoft.CodeAnalysis.Text.TextSpan around) => (at, around) = (At, Around);
    }
}
