using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A change that makes a diagnostic go away.</summary>
/// <param name="Title">What is done, as a menu says it.</param>
/// <param name="Diagnostic">What goes away.</param>
/// <param name="Edits">In the file of the diagnostic.</param>
/// <param name="Create">A file that is made, empty; null for none.</param>
/// <param name="Command">A management command that is run instead of an edit; null for none.</param>
public sealed record Fix(string Title, Diagnostic Diagnostic, IReadOnlyList<CompletionEdit> Edits, string? Create = null, ManageCommand? Command = null);

/// <summary>What can be done about the diagnostics at a place: a near name, a <c>load</c>, an end tag, a template that is missing.</summary>
public static class Fixes
{
    /// <param name="snapshot">All files.</param>
    /// <param name="path">The file.</param>
    /// <param name="span">The place: of the diagnostics that touch it.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<Fix> At(Snapshot snapshot, string path, TextSpan span, CancellationToken cancellation = default)
    {
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return [];
        var found = Diagnostics.Of(snapshot, path, cancellation).Where(diagnostic => diagnostic.Span.Start <= span.End && span.Start <= diagnostic.Span.End);
        return [.. found.SelectMany(diagnostic => Of(project.Model, document, diagnostic).Concat(OfTypes(snapshot, project, document, diagnostic)))];
    }

    private static IEnumerable<Fix> Of(ProjectModel model, Document document, Diagnostic diagnostic)
    {
        var text = diagnostic.Span.Of(document.Text);
        var tree = document.Kind == DocumentKind.Template ? Mention.TreeOf(document) : null;
        switch (diagnostic.Id)
        {
            case "QT2001": return Near(diagnostic, text, model.Urls.Names);
            case "QT4001": return Near(diagnostic, text, model.StaticFiles.Names);
            case ErrorIds.TemplateNotFound:
                var name = Mention.At(document, diagnostic.Span.Start)?.Name ?? text;
                return [.. Near(diagnostic, name, model.Templates.Names), .. Created(model, diagnostic, name)];
            case ErrorIds.UnknownLibrary: return Near(diagnostic, text, model.Tags.Libraries.Select(library => library.Name).Where(name => name.Length > 0));
            case ErrorIds.UnknownTag when tree is not null: return NameOfLanguage(model, tree, diagnostic, text, library => library.Tags.Select(tag => tag.Name));
            case ErrorIds.UnknownFilter when tree is not null: return NameOfLanguage(model, tree, diagnostic, text, library => library.Filters.Select(filter => filter.Name));
            case ErrorIds.TagNotClosed or ErrorIds.VariableNotClosed when tree is not null: return Closed(tree, diagnostic);
            case ErrorIds.BlockNotClosed when tree is not null: return Ended(tree, diagnostic);
            case "QT3088": return FieldPath.At(document, diagnostic.Span.Start) is { } way && way.WordAt(diagnostic.Span.Start) is { } word && FieldPathFeatures.Nearest(model, way, word) is { } meant ? [new($"Change to '{meant}'", diagnostic, [new(diagnostic.Span, meant)])] : [];
            case "QT5002" or "QT5003": return Migrated(model, document, diagnostic);
            default: return [];
        }
    }

    private static IEnumerable<Fix> Migrated(ProjectModel model, Document document, Diagnostic diagnostic)
    {
        if (SchemaClass.In(model, document.File.Facts).FirstOrDefault(place => CSharpMentions.SpanOf(place.Type.NameSpan) == diagnostic.Span) is not { } place) return [];
        // Who takes the fix has said yes already, and where there is no terminal nobody could; what cannot be merged is refused all the same.
        return place.Migration is { } last
            ? [new("Make the migration that merges them", diagnostic, [], Command: new("makemigrations", "--merge", "--noinput", last.AppLabel))]
            : [new("Make the migration", diagnostic, [], Command: new("makemigrations", place.App?.Label ?? place.Label![..place.Label!.IndexOf('.')]))];
    }

    private static IEnumerable<Fix> OfTypes(Snapshot snapshot, Project project, Document document, Diagnostic diagnostic)
    {
        if (document.Kind != DocumentKind.Template) return [];
        var (tree, text) = (Mention.TreeOf(document), diagnostic.Span.Of(document.Text));
        var scopes = snapshot.ScopesOf(project);
        var name = project.Model.Templates.NameOf(document.Path);
        switch (diagnostic.Id)
        {
            case "QT1014":
                return Near(diagnostic, text, scopes.At(name, tree, diagnostic.Span.Start).All.Select(variable => variable.Name));
            case "QT1015" when tree.FindAt(diagnostic.Span.Start) is { Operand: { } operand, PartIndex: > 0 and var part } location && scopes.Find([.. operand.Parts.Take(part).Select(before => before.Name)], scopes.At(name, tree, location.Node.Span.Start)) is var (type, _, _):
                return Near(diagnostic, text, scopes.Binder.MembersOf(type).Select(member => member.TemplateName));
            case "QT1017" when name is not null && scopes.BlocksAbove(name) is { } above:
                return Near(diagnostic, text, above);
            case "QT1018":
                var opener = document.Text.Contains("{%", StringComparison.Ordinal) && !document.Text.Contains("<%", StringComparison.Ordinal) ? "{% csrf_token %}" : "<% csrf_token %>";
                var start = diagnostic.Span.Start - document.Lines.GetPosition(diagnostic.Span.Start).Column;
                var indent = document.Text[start..diagnostic.Span.Start];
                var isAlone = indent.All(char.IsWhiteSpace) && diagnostic.Span.End < document.Text.Length && document.Text[diagnostic.Span.End] is '\r' or '\n';
                return [new($"Add {opener}", diagnostic, [new(new(diagnostic.Span.End, 0), isAlone ? $"\n{indent}  {opener}" : opener)])];
            default:
                return [];
        }
    }

    private static IEnumerable<Fix> Near(Diagnostic diagnostic, string name, IEnumerable<string> names) =>
        DidYouMean.Find(name, names) is { } near ? [new($"Change to '{near}'", diagnostic, [new(diagnostic.Span, near)])] : [];

    /// <summary>An empty template: in the app whose folder its name begins with, else in the first folder of the settings.</summary>
    private static IEnumerable<Fix> Created(ProjectModel model, Diagnostic diagnostic, string name)
    {
        if (name.Length == 0 || name.Split('/').Any(part => part is "" or "." or "..") || name.IndexOfAny(Path.GetInvalidPathChars()) >= 0) return [];
        var folders = model.Settings.TemplateFolders.Items.Where(folder => !model.IsInPackage(folder.Path)).ToList();
        var folder = folders.FirstOrDefault(folder => folder.App is { } app && name.StartsWith(app.Label + "/", StringComparison.Ordinal)) ?? folders.FirstOrDefault(folder => folder.App is null) ?? folders.FirstOrDefault();
        return folder is null ? [] : [new($"Create the template '{name}'", diagnostic, [], Path.Combine(folder.Path, name.Replace('/', Path.DirectorySeparatorChar)))];
    }

    /// <summary>The library that has the tag or filter, or a near name of one that is there already.</summary>
    private static IEnumerable<Fix> NameOfLanguage(ProjectModel model, TemplateTree tree, Diagnostic diagnostic, string name, Func<TagLibrary, IEnumerable<string>> names)
    {
        var loaded = TagCompletion.Loaded(tree);
        var place = tree.FindAt(diagnostic.Span.Start).Node;
        foreach (var library in model.Tags.Libraries.Where(library => library.Name.Length > 0 && !loaded.Contains(library.Name) && names(library).Contains(name)))
        {
            var load = TagCompletion.LoadEdit(tree, place, library.Name);
            yield return new($"Add {load.Text.Trim()}", diagnostic, [load]);
        }

        foreach (var fix in Near(diagnostic, name, model.Tags.Libraries.Where(library => library.Name.Length == 0 || loaded.Contains(library.Name)).SelectMany(names).Where(known => known != name))) yield return fix;
    }

    private static IEnumerable<Fix> Closed(TemplateTree tree, Diagnostic diagnostic)
    {
        var (content, closer) = tree.Descendants().FirstOrDefault(node => node.Children.Count == 0 && node.Span == diagnostic.Span) switch
        {
            TagNode { ClosesLater: false } tag => (tag.ContentSpan, new TagText(tree, tag).Closer),
            VariableNode { ClosesLater: false } variable => (variable.ContentSpan, "}}"),
            _ => (default, ""),
        };
        if (closer.Length == 0) return [];
        var end = content.End;
        while (end > content.Start && char.IsWhiteSpace(tree.Text[end - 1])) end--;
        return [new($"Close it with {closer}", diagnostic, [new(new(end, 0), " " + closer)])];
    }

    private static IEnumerable<Fix> Ended(TemplateTree tree, Diagnostic diagnostic)
    {
        if (tree.Descendants().OfType<BlockNode>().FirstOrDefault(block => block.End is null && block.Open.Span == diagnostic.Span) is not { Info.EndTag: { } name } block) return [];
        var around = new TagText(tree, block.Open);
        // What is between "verbatim x" and its end is not read, so only "endverbatim x" ends it.
        if (name == "endverbatim") name = "end" + block.Open.ContentSpan.Of(tree.Text).Trim();
        var tag = $"{around.Opener} {name} {around.Closer}";
        // Below content of several lines it gets a line of its own.
        var isOnOneLine = tree.Lines.GetPosition(block.Open.Span.Start).Line == tree.Lines.GetPosition(block.Span.End).Line;
        var newLine = tree.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var before = isOnOneLine || (block.Span.End > 0 && tree.Text[block.Span.End - 1] == '\n') ? "" : newLine;
        return [new($"Add {tag}", diagnostic, [new(new(block.Span.End, 0), before + tag + (isOnOneLine ? "" : newLine))])];
    }
}
