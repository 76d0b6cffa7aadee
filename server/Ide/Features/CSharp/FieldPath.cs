using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;
using TextSpan = Quintet.Text.TextSpan;

namespace Quintet.Ide;

/// <summary>One word of a name like <c>author__name__icontains</c>.</summary>
/// <param name="Text">The word.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Model">The label of the model whose name it is; null behind a value, where a lookup stands, and where nobody knows.</param>
/// <param name="Name">What it names; null: nothing.</param>
internal sealed record PathWord(string Text, TextSpan Span, string? Model, FieldName? Name)
{
    /// <summary>The field that a lookup here is asked of; null: a name stands here.</summary>
    public FieldName? Asked { get; init; }
}

/// <summary>A string of C# that names fields of a model, read hop by hop.</summary>
internal sealed class FieldPath
{
    private const string Separator = "__";

    private FieldPath(FieldPathUse use, string model, IReadOnlyList<PathWord> words) => (Use, Model, Words) = (use, model, words);

    public FieldPathUse Use { get; }

    /// <summary>The label of the model that it begins at.</summary>
    public string Model { get; }

    public IReadOnlyList<PathWord> Words { get; }

    /// <summary>The one at a cursor; null where there is none, or its model is not the project's.</summary>
    public static FieldPath? At(Document document, int offset) => Read(document, use => CSharpMentions.SpanOf(use.Literal.Content).Touches(offset)).FirstOrDefault();

    /// <summary>All of a file whose model is known.</summary>
    public static IEnumerable<FieldPath> All(Document document) => Read(document, _ => true);

    /// <summary>The word at a cursor.</summary>
    public PathWord? WordAt(int offset) => Words.FirstOrDefault(word => word.Span.Touches(offset));

    private static IEnumerable<FieldPath> Read(Document document, Func<FieldPathUse, bool> wanted)
    {
        var uses = document.File.Facts.FieldPaths.Items.Where(use => use is { Literal.IsExact: true, Role: not FieldPathRole.DeclaredLookup } && wanted(use)).ToList();
        if (uses.Count == 0 || document.Project is not { } project) yield break;
        if (project.Compilation.Types.TreeOf(document.Path) is not { } tree) yield break;
        var (root, semantics) = (tree.GetRoot(), project.Compilation.Whole.GetSemanticModel(tree));
        foreach (var use in uses)
        {
            var place = root.FindToken(use.Literal.Span.Start).Parent;
            if (place is not null && ModelAt(place, semantics) is { } type && project.Model.Migrations.States.LabelOfClass(TypeNames.FullName(type)) is { } label) yield return new(use, label, [.. Split(project.Model.Fields, use, label, document.Text)]);
        }
    }

    /// <summary>The model whose fields a literal names: of the queryset whose method it is given to, of a <c>Q&lt;T&gt;</c>, of the class that an attribute is on.</summary>
    private static INamedTypeSymbol? ModelAt(SyntaxNode literal, SemanticModel semantics)
    {
        foreach (var node in literal.Ancestors())
        {
            switch (node)
            {
                case AttributeSyntax attribute:
                    return attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? semantics.GetDeclaredSymbol(type) : null;
                case ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "Q", TypeArgumentList.Arguments: [var argument] } }:
                    return semantics.GetTypeInfo(argument).Type as INamedTypeSymbol;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } when RowsOf(semantics.GetTypeInfo(receiver).Type) is { } model:
                    return model;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The model of a queryset, a manager or a relation to many.</summary>
    private static INamedTypeSymbol? RowsOf(ITypeSymbol? type)
    {
        for (; type is INamedTypeSymbol named; type = named.BaseType)
        {
            if (named is { TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Class } model] } && named.ContainingNamespace.ToDisplayString().StartsWith("Quintet.", StringComparison.Ordinal)) return model;
        }

        return null;
    }

    private static IEnumerable<PathWord> Split(FieldInventory fields, FieldPathUse use, string label, string text)
    {
        var content = CSharpMentions.SpanOf(use.Literal.Content);
        // Without a closing quote the literal runs to the end of the line; what is meant ends at the first character that no name has.
        var end = use.Literal.IsClosed ? content.End : content.Start;
        while (!use.Literal.IsClosed && end < content.End && (char.IsLetterOrDigit(text[end]) || text[end] == '_' || (end == content.Start && text[end] is '-' or '+'))) end++;
        var start = content.Start < end && use.Role is FieldPathRole.Order or FieldPathRole.Own && content.Start < content.End && text[content.Start] is '-' or '+' ? content.Start + 1 : content.Start;
        var (model, asked, isOpen) = ((string?)label, (FieldName?)null, false);
        while (true)
        {
            var next = text.IndexOf(Separator, start, Math.Max(0, end - start), StringComparison.Ordinal);
            var span = TextSpan.FromBounds(start, next < 0 ? end : next);
            var word = span.Of(text);
            // A word behind a relation is a field of its target, or a lookup of its key.
            var name = model is null ? null : fields.Find(model, word, use.Role == FieldPathRole.Prefetch);
            yield return new(word, span, isOpen ? null : model, name) { Asked = isOpen ? null : asked };
            if (next < 0) yield break;
            start = next + Separator.Length;
            if (name?.Target is { } target) (model, asked, isOpen) = (fields.NamesOf(target).Count > 0 ? target : null, name, fields.NamesOf(target).Count == 0);
            else if (name is not null) (model, asked, isOpen) = (null, name, name.Field is not (Db.CharField or Db.TextField or Db.IntegerField or Db.FloatField or Db.DecimalField or Db.BooleanField or Db.DateField or Db.DurationField or Db.UuidField or Db.ForeignKey));
            // Behind an unknown name nothing is known; behind a lookup there may be another, of a part of a date.
            else if (model is not null && !(asked is not null && FieldInventory.Lookups.Contains(word))) (model, asked, isOpen) = (null, null, true);
            else model = null;
        }
    }
}
