using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>
/// Gives a variable another name wherever it has one: in the C# that gives it, the tags that declare it and the templates that show it. Refused where somebody gives it whose name cannot be changed or read, and where the C# would not compile.
/// </summary>
internal static class VariableRename
{
    /// <exception cref="RenameException">The name cannot be one, is taken, or not all places can be changed.</exception>
    public static IReadOnlyList<FileEdit> Edits(Snapshot snapshot, Project project, VariableFamily family, string newName)
    {
        if (newName.Length == 0 || !newName.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || !char.IsAsciiLetter(newName[0])) throw new RenameException($"'{newName}' cannot be a variable's name: it has letters, digits and underscores, and begins with a letter.");
        if (family.Obstacles.Count > 0) throw new RenameException($"'{family.Name}' keeps its name. {family.Obstacles[0]}");
        if (family.TemplateWith(newName) is { } taken) throw new RenameException($"There is a variable '{newName}' in {Shown(project, taken)} already, where '{family.Name}' is one.");
        var keys = Keys(family, project).ToList();
        if (family.Origins.FirstOrDefault(origin => keys.TrueForAll(key => key.Origin != origin)) is { } member)
            throw new RenameException($"'{family.Name}' is a member that {project.Shown(member.Path)} declares. Rename it there, in C#, and then in the templates.");

        var edits = family.Uses.Select(use => new FileEdit(use.Place.Path, use.Place.Span, Spelled(use.Name, family.Name, newName))).ToList();
        edits.AddRange(InCSharp(snapshot, project, family, keys, newName));
        edits = [.. edits.Distinct()];
        var sources = edits.Where(edit => project.Sources.ContainsKey(edit.Path)).GroupBy(edit => edit.Path, Paths.Comparer)
            .ToDictionary(file => file.Key, file => FileEdit.Apply(file, snapshot.GetDocument(file.Key)!.Text), Paths.Comparer);
        if (sources.Count > 0 && project.Compilation.Types.ErrorOf(sources) is { } error) throw new RenameException($"With '{newName}' the C# would not compile: {error}");
        return edits;
    }

    /// <summary>The name at a cursor.</summary>
    public static TextSpan NameAt(VariableFamily family, Project project, Document document, int offset) =>
        Places(family, project).Select(named => named.Place).First(place => Paths.Comparer.Equals(place.Path, document.Path) && place.Span.Touches(offset)).Span;

    /// <summary>Every place that names the variable, and whether it gives or declares it.</summary>
    public static IEnumerable<(Reference Place, bool IsDeclaration)> Places(VariableFamily family, Project project) =>
        family.Uses.Select(use => (use.Place, use.IsDeclaration)).Concat(Keys(family, project).Select(key => (new Reference(key.Origin.Path, key.Key.Span), true)));

    /// <summary>The names by which C# gives the variable.</summary>
    private static IEnumerable<(ContextOrigin Origin, ContextKey Key)> Keys(VariableFamily family, Project project) =>
        family.Origins.Select(origin => (origin, Key: ContextKey.Of(project.Compilation.Types.TreeOf(origin.Path), origin.Span)!)).Where(pair => pair.Key is not null);

    private static IEnumerable<FileEdit> InCSharp(Snapshot snapshot, Project project, VariableFamily family, IReadOnlyList<(ContextOrigin Origin, ContextKey Key)> keys, string newName)
    {
        var types = project.Compilation.Types;
        foreach (var (origin, key) in keys)
        {
            if (key.Form == ContextKeyForm.Text)
            {
                yield return new(origin.Path, key.Span, newName);
                continue;
            }

            var name = Escaped(Spelled(key.Name, family.Name, newName));
            yield return new(origin.Path, key.Span, key.Form == ContextKeyForm.Member ? name : $"{name} = {key.Span.Of(snapshot.GetDocument(origin.Path)!.Text)}");
            foreach (var read in types.ReadsOf(origin, key.Name)) yield return new(origin.Path, CSharpMentions.SpanOf(read), name);
        }

        // A class reads again what it or its bases put into the context.
        var classes = family.Classes.Select(type => (type.Path, type.Fact.Span)).Concat(keys.Select(key => (key.Origin.Path, key.Origin.Span))).Distinct();
        foreach (var (path, span) in classes)
        {
            if (types.TreeOf(path)?.GetRoot().FindNode(span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) continue;
            foreach (var literal in ContextReader.NamesIn(type).Where(literal => literal.Value == family.Name && literal.IsExact)) yield return new(path, CSharpMentions.SpanOf(literal.Content), newName);
        }
    }

    /// <summary>A new name as C# or a template writes the old one there: <c>PageTitle</c> stays in capitals.</summary>
    private static string Spelled(string written, string oldName, string newName)
    {
        if (written == oldName) return newName;
        var joined = string.Concat(newName.Split('_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var spelled = char.IsAsciiLetterLower(written[0]) ? char.ToLowerInvariant(joined[0]) + joined[1..] : joined;
        return Names.ToSnakeCase(spelled) == newName ? spelled : newName;
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Shown(Project project, string template) => project.Model.Templates.Find(template) is { } file ? project.Shown(file.Path) : template;
}
