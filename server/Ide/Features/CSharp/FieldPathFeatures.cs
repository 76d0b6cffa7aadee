using Quintet.Reading;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What an editor asks about a string that names fields: completion, the property, what is wrong.</summary>
internal static class FieldPathFeatures
{
    /// <summary>The names that fit at the cursor, hop by hop; null where no string names fields there.</summary>
    public static CompletionResult? Complete(ProjectModel project, Document document, int offset)
    {
        if (FieldPath.At(document, offset) is not { } path || path.WordAt(offset) is not { } word) return null;
        var role = path.Use.Role;
        var items = new List<CompletionItem>();
        // Whoever follows a relation goes on typing; else an open quote is closed.
        string Text(string name, bool goesOn) => name + (path.Use.Literal.IsClosed || goesOn || word != path.Words[^1] ? "" : "\"");
        if (word.Model is { } model)
        {
            var place = 0;
            foreach (var name in project.Fields.NamesOf(model).Where(name => FitsIn(role, name)))
            {
                var text = role == FieldPathRole.Prefetch ? name.PrefetchName : name.Name;
                // In the order of the model; what leads back to it behind its own.
                items.Add(new(text, CompletionKind.Field, word.Span, Text(text, name.Target is not null && role != FieldPathRole.Own)) { Detail = name.Describe(), SortText = $"{(name.IsBack ? 1 : 0)}{place++:000}" });
            }

            if (role is FieldPathRole.Lookup or FieldPathRole.Path or FieldPathRole.Order) items.Add(new("pk", CompletionKind.Field, word.Span, Text("pk", false)) { Detail = "the key", SortText = "0999" });
        }

        if (word.Asked is { } asked && role is FieldPathRole.Lookup)
        {
            var place = 0;
            foreach (var lookup in FieldInventory.LookupsOf(asked.Field))
                items.Add(new(lookup, CompletionKind.Lookup, word.Span, Text(lookup, false)) { Detail = "lookup", SortText = $"{(FieldInventory.Fits(asked.Field, lookup) ? 2 : 3)}{place++:000}" });
        }

        return new(items);
    }

    /// <summary>The properties that a word names.</summary>
    public static IReadOnlyList<DefinitionLink> Definition(ProjectModel project, Document document, int offset) =>
        FieldPath.At(document, offset)?.WordAt(offset) is { Name: { } name } word && PropertyOf(project, name) is var (path, property)
            ? [new(word.Span, path, CSharpMentions.SpanOf(property.Span), CSharpMentions.SpanOf(property.NameSpan))]
            : [];

    public static Hover? Hover(ProjectModel project, Document document, int offset)
    {
        if (FieldPath.At(document, offset)?.WordAt(offset) is not { } word) return null;
        if (word.Name is not { } name) return word.Asked is { } asked && FieldInventory.Lookups.Contains(word.Text) ? new(word.Span, $"Lookup `{word.Text}` of `{asked.Name}`, a {asked.Field.ClassName}") : null;
        var property = PropertyOf(project, name) is var (_, fact) ? $"\n\n```csharp\n{fact.Type} {fact.Name}\n```" : "";
        return new(word.Span, $"`{word.Model}.{name.Name}`: {name.Describe()}{property}");
    }

    /// <summary>The names that lead nowhere. Nothing is said where a model could not be read, or where an app's own lookups may be meant.</summary>
    public static IEnumerable<(DiagnosticRule Rule, TextSpan Span, string Message)> Diagnose(ProjectModel project, Document document)
    {
        foreach (var path in FieldPath.All(document))
        {
            // What an attribute names is checked by the build.
            if (path.Use.Role == FieldPathRole.Own || !path.Use.Literal.IsClosed || path.Use.Callee == "Meta") continue;
            foreach (var word in path.Words)
            {
                if (word.Name is not null || word.Model is null || !project.Fields.IsWhole(word.Model)) continue;
                if (path.Use.Role == FieldPathRole.Order && word.Text == "?") continue;
                // A lookup of a relation's key stands where a field of its target could.
                if (word.Asked is not null && (FieldInventory.Lookups.Contains(word.Text) || project.DeclaresLookup(word.Text))) break;
                yield return (DiagnosticTable.UnknownFieldName, word.Span, Unknown(project, path, word));
                break;
            }
        }
    }

    /// <summary>A name that may have been meant.</summary>
    public static string? Nearest(ProjectModel project, FieldPath path, PathWord word) => word.Model is null ? null : DidYouMean.Find(word.Text, Choices(project, path, word.Model));

    private static IEnumerable<string> Choices(ProjectModel project, FieldPath path, string model) =>
        project.Fields.NamesOf(model).Where(name => FitsIn(path.Use.Role, name)).Select(name => path.Use.Role == FieldPathRole.Prefetch ? name.PrefetchName : name.Name);

    private static string Unknown(ProjectModel project, FieldPath path, PathWord word)
    {
        var choices = Choices(project, path, word.Model!).Order(StringComparer.Ordinal).ToList();
        return $"Cannot resolve keyword '{word.Text}' into field of {word.Model}.{DidYouMean.Sentence(word.Text, choices)} Choices are: {string.Join(", ", choices)}";
    }

    private static bool FitsIn(FieldPathRole role, FieldName name) => role switch
    {
        FieldPathRole.Relation => name.Target is not null && name.IsSingle,
        FieldPathRole.Prefetch => name.Target is not null,
        FieldPathRole.Own => name is { IsBack: false, Field.HasColumn: true },
        _ => true,
    };

    /// <summary>The property of a field where it is declared: in the class, or in one that it derives from.</summary>
    private static (string Path, PropertyFact Property)? PropertyOf(ProjectModel project, FieldName name)
    {
        foreach (var declared in project.Types.Ancestors(name.Declarer).SelectMany(project.Types.Find))
        {
            if (MigrationDiagnostics.PropertyOf(declared.Fact, name.DeclaredName) is { } property && !project.IsInPackage(declared.Path)) return (declared.Path, property);
        }

        return null;
    }
}
