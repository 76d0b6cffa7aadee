using Quintet.Ide.Types;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A text in place of another, in any file.</summary>
public sealed record FileEdit(string Path, TextSpan Span, string NewText)
{
    /// <summary>A file's text with its edits, which do not overlap.</summary>
    public static string Apply(IEnumerable<FileEdit> edits, string text) =>
        edits.OrderByDescending(edit => edit.Span.Start).Aggregate(text, (changed, edit) => changed[..edit.Span.Start] + edit.NewText + changed[edit.Span.End..]);
}

/// <summary>What a new name changes.</summary>
/// <param name="Edits">In files as they are before <paramref name="Move"/>.</param>
/// <param name="Move">The template that gets another place; null where none does.</param>
public sealed record RenameResult(IReadOnlyList<FileEdit> Edits, FileMove? Move);

/// <summary>A file that goes to another place. Both absolute.</summary>
public sealed record FileMove(string From, string To);

/// <summary>What may be renamed at a cursor.</summary>
/// <param name="Span">The name.</param>
/// <param name="Name">As it is now.</param>
public sealed record RenameTarget(TextSpan Span, string Name);

/// <summary>A name that cannot be given; the message is for people.</summary>
public sealed class RenameException(string message) : Exception(message);

/// <summary>
/// Gives URL names, templates, blocks and variables another name, everywhere at once: in templates and in C#. What would change the meaning of something else is refused.
/// </summary>
public static class Rename
{
    /// <summary>What would be renamed; null where nothing can be.</summary>
    public static RenameTarget? Prepare(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return null;
        offset = Math.Clamp(offset, 0, document.Text.Length);
        return Find(snapshot, project, document, offset) is { } found ? new(found.Span, found.Name) : null;
    }

    /// <exception cref="RenameException">Nothing can be renamed there, or the name is taken or cannot be one.</exception>
    public static RenameResult At(Snapshot snapshot, string path, int offset, string newName, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) throw new RenameException("The file belongs to no Quintet project.");
        offset = Math.Clamp(offset, 0, document.Text.Length);
        var found = Find(snapshot, project, document, offset) ?? throw new RenameException("Here is nothing that can be renamed: URL names, templates, blocks and variables can.");
        if (newName == found.Name) return new([], null);
        return found.Kind switch
        {
            Kind.Url => OfUrl(snapshot, project, document, offset, newName, cancellation),
            Kind.Block => new(OfBlock(snapshot, project, document, found.Name, newName), null),
            Kind.Variable => new(VariableRename.Edits(snapshot, project, found.Family!, newName), null),
            _ => OfTemplate(snapshot, project, found.Name, newName, cancellation),
        };
    }

    /// <summary>What has to change when files get other places: the templates that name them.</summary>
    public static IReadOnlyList<FileEdit> ForMoves(Snapshot snapshot, IEnumerable<FileMove> moves, CancellationToken cancellation = default)
    {
        var edits = new List<FileEdit>();
        foreach (var move in moves)
        {
            cancellation.ThrowIfCancellationRequested();
            if (snapshot.FindOwner(Paths.Normalize(move.From)) is not { IsQuintet: true } project) continue;
            edits.AddRange(OfMove(snapshot, project, project.Model.Templates, MentionKind.TemplateName, move, cancellation));
            edits.AddRange(OfMove(snapshot, project, project.Model.StaticFiles, MentionKind.StaticFile, move, cancellation));
        }

        return [.. edits.Distinct()];
    }

    private enum Kind
    {
        Url,
        Template,
        Block,
        Variable,
    }

    /// <summary>What can be renamed.</summary>
    /// <param name="Family">Of a variable: it is worked out from all templates, so once.</param>
    private sealed record Found(Kind Kind, TextSpan Span, string Name, VariableFamily? Family = null);

    private static Found? Find(Snapshot snapshot, Project project, Document document, int offset)
    {
        var tree = document.Kind == DocumentKind.Template ? Mention.TreeOf(document) : null;
        if (tree is not null && TemplateBlocks.NameAt(tree, offset) is { } block) return new(Kind.Block, TemplateBlocks.Names(tree).First(name => name.Span.Touches(offset)).Span, block);
        if (References.UrlNamesAt(project.Model, document, offset) is { Count: > 0 } names)
        {
            // Of a full name only the last part is the route's own.
            var span = Mention.At(document, offset)?.Span ?? References.Declarations(project.Model, names).First(place => place.Path == document.Path && place.Span.Touches(offset)).Span;
            var own = OwnName(span.Of(document.Text));
            return new(Kind.Url, TextSpan.FromBounds(span.End - own.Length, span.End), own);
        }

        if (Mention.At(document, offset) is { } mention) return mention.Kind == MentionKind.TemplateName && project.Model.Templates.Find(mention.Name) is not null ? new(Kind.Template, mention.Span, mention.Name) : null;
        return VariableFamily.At(snapshot, document, offset) is { HasDeclaration: true } family ? new(Kind.Variable, VariableRename.NameAt(family, project, document, offset), family.Name, family) : null;
    }

    private static RenameResult OfUrl(Snapshot snapshot, Project project, Document document, int offset, string newName, CancellationToken cancellation)
    {
        if (newName.Length == 0 || newName.IndexOfAny([':', '\'', '"', '\\', '\n', '\r']) >= 0) throw new RenameException($"'{newName}' cannot be a URL name: it holds a colon, a quote, a backslash or a line's end, or nothing.");
        var names = References.UrlNamesAt(project.Model, document, offset);
        if (names.Select(name => name[..^OwnName(name).Length] + newName).FirstOrDefault(name => project.Model.Urls.Find(name).Count > 0) is { } taken) throw new RenameException($"There is a URL name '{taken}' already.");
        RefusePackages(project, References.Declarations(project.Model, names), "The route");
        var edits = References.Declarations(project.Model, names).Concat(References.All(snapshot, project, MentionKind.UrlName, names, cancellation)).Distinct().Select(place =>
        {
            var own = OwnName(place.Span.Of(snapshot.GetDocument(place.Path)!.Text));
            return new FileEdit(place.Path, TextSpan.FromBounds(place.Span.End - own.Length, place.Span.End), newName);
        });
        return new([.. edits], null);
    }

    private static List<FileEdit> OfBlock(Snapshot snapshot, Project project, Document document, string name, string newName)
    {
        if (newName.Length == 0 || newName.Any(c => char.IsWhiteSpace(c) || c is '%' or '}' or '\'' or '"')) throw new RenameException($"'{newName}' cannot be a block's name: it holds blanks, quotes or a delimiter, or nothing.");
        if (project.Model.Templates.NameOf(document.Path) is not { } template) throw new RenameException("The template is in none of the project's template folders.");
        var families = new TemplateFamilies(snapshot, project);
        if (families.BlocksOf(template, newName).FirstOrDefault() is { } taken) throw new RenameException($"There is a block '{newName}' already, in {project.Shown(taken.Path)}.");
        var places = families.BlocksOf(template, name).ToList();
        RefusePackages(project, places, "The block");
        return [.. places.Select(place => new FileEdit(place.Path, place.Span, newName))];
    }

    private static void RefusePackages(Project project, IEnumerable<Reference> places, string what)
    {
        if (places.Select(place => project.Packages.Of(place.Path)).FirstOrDefault(package => package is not null) is { } package) throw new RenameException($"{what} is declared in the package {package.Name}, which cannot be changed from here.");
    }

    private static RenameResult OfTemplate(Snapshot snapshot, Project project, string name, string newName, CancellationToken cancellation)
    {
        if (newName.Length == 0 || newName.Contains('\\') || newName.IndexOfAny(['\'', '"', '#', '\n', '\r']) >= 0 || newName.Split('/').Any(part => part is "" or "." or ".."))
            throw new RenameException($"'{newName}' cannot be a template's name: it is a path like shop/book_list.html, with slashes, without quotes and dots alone.");
        if (project.Model.Templates.Find(newName) is { } taken) throw new RenameException($"There is a template '{newName}' already: {project.Shown(taken.Path)}.");
        if (project.Model.Contexts.NamedByModel.Contains(name)) throw new RenameException($"A generic view finds '{name}' by the name of its model. Say TemplateName in the view first.");
        var file = project.Model.Templates.Find(name)!;
        if (file.Package is { } package) throw new RenameException($"The template is in the package {package}, which cannot be changed from here.");
        var move = new FileMove(file.Path, file.Path[..^name.Length] + newName.Replace('/', Path.DirectorySeparatorChar));
        return new([.. OfMove(snapshot, project, project.Model.Templates, MentionKind.TemplateName, move, cancellation)], move);
    }

    private static IEnumerable<FileEdit> OfMove(Snapshot snapshot, Project project, FileInventory inventory, MentionKind kind, FileMove move, CancellationToken cancellation)
    {
        // Of two files with one name the other is meant. What leaves all folders has no name any more; the diagnostics tell of it.
        if (inventory.NameOf(move.From) is not { } name || inventory.Find(name) is not { } found || !Paths.Comparer.Equals(found.Path, Paths.Normalize(move.From)) || inventory.NameOf(move.To) is not { } newName || newName == name) yield break;
        foreach (var place in References.All(snapshot, project, kind, [name], cancellation)) yield return new(place.Path, place.Span, newName);
        if (kind != MentionKind.TemplateName || snapshot.GetDocument(found.Path) is not { Kind: DocumentKind.Template } moved) yield break;
        // What it names from where it stands is named in full, as it will stand elsewhere.
        foreach (var mention in Mention.All(moved).Where(mention => mention.Kind == kind && mention.Name != name && mention.Span.Of(moved.Text).StartsWith('.') && !mention.Name.StartsWith('.')))
            yield return new(moved.Path, mention.Span, mention.Name);
    }

    private static string OwnName(string fullName) => fullName[(fullName.LastIndexOf(':') + 1)..];
}
