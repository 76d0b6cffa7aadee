using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Finds the string literals that name fields: in the methods of querysets, by their names, and in the attributes of models.</summary>
public static class FieldPathReader
{
    // From the argument at a place on; a list counts with what is in it.
    private sealed record Entry(string Callee, FieldPathRole Role, int First = 0, bool Many = true);

    private static readonly Entry[] Methods =
    [
        new("Filter", FieldPathRole.Lookup, Many: false), new("Exclude", FieldPathRole.Lookup, Many: false),
        new("OrderBy", FieldPathRole.Order), new("Earliest", FieldPathRole.Order), new("Latest", FieldPathRole.Order), new("EarliestAsync", FieldPathRole.Order, Many: false), new("LatestAsync", FieldPathRole.Order, Many: false),
        new("Values", FieldPathRole.Path), new("ValuesList", FieldPathRole.Path), new("Only", FieldPathRole.Path), new("Defer", FieldPathRole.Path), new("Dates", FieldPathRole.Path, Many: false),
        new("SelectRelated", FieldPathRole.Relation), new("PrefetchRelated", FieldPathRole.Prefetch), new("Of", FieldPathRole.Prefetch, Many: false),
        new("BulkUpdate", FieldPathRole.Own, First: 1), new("BulkUpdateAsync", FieldPathRole.Own, First: 1, Many: false),
    ];

    private static readonly Entry[] Classes = [new("Q", FieldPathRole.Lookup, Many: false), new("F", FieldPathRole.Path, Many: false), new("Prefetch", FieldPathRole.Prefetch, Many: false)];

    /// <summary>The literals that a node gives away.</summary>
    public static IEnumerable<FieldPathUse> Read(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when Find(Methods, access.Name.Identifier.ValueText) is { } method && (method.Callee != "Of" || access.Expression.ToString() == "Prefetch") => OfArguments(call.ArgumentList, method),
        ObjectCreationExpressionSyntax { ArgumentList: { } list, Type: var type } when Find(Classes, NameOf(type)) is { } made => OfArguments(list, made),
        AttributeSyntax { ArgumentList: { } list } attribute => OfAttribute(attribute, list),
        _ => [],
    };

    /// <summary>The last part of a type's name, without type arguments and "Attribute".</summary>
    public static string NameOf(TypeSyntax type)
    {
        var name = type is QualifiedNameSyntax qualified ? qualified.Right : type is AliasQualifiedNameSyntax alias ? alias.Name : type;
        var text = name is SimpleNameSyntax simple ? simple.Identifier.ValueText : name.ToString();
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(0, text.Length - "Attribute".Length) : text;
    }

    private static Entry? Find(Entry[] table, string name)
    {
        foreach (var entry in table)
        {
            if (entry.Callee == name) return entry;
        }

        return null;
    }

    private static IEnumerable<FieldPathUse> OfArguments(BaseArgumentListSyntax list, Entry entry) =>
        list.Arguments.Skip(entry.First).Take(entry.Many ? int.MaxValue : 1).SelectMany(argument => Literals(argument.Expression)).Select(literal => new FieldPathUse(entry.Role, literal, entry.Callee));

    private static IEnumerable<FieldPathUse> OfAttribute(AttributeSyntax attribute, AttributeArgumentListSyntax list)
    {
        var name = NameOf(attribute.Name);
        foreach (var argument in list.Arguments)
        {
            FieldPathRole? role = (argument.NameEquals?.Name.Identifier.ValueText, name) switch
            {
                ("Ordering" or "GetLatestBy", "Meta") => FieldPathRole.Order,
                ("OrderWithRespectTo", "Meta") or ("UniqueForDate" or "UniqueForMonth" or "UniqueForYear", _) => FieldPathRole.Own,
                (null, "Lookup") => FieldPathRole.DeclaredLookup,
                (null or "Include", "UniqueConstraint") => FieldPathRole.Own,
                (null or "Include", _) when name.EndsWith("Index", StringComparison.Ordinal) => FieldPathRole.Own,
                _ => null,
            };
            if (role is not { } known) continue;
            foreach (var literal in Literals(argument.Expression)) yield return new(known, literal, name);
        }
    }

    private static IEnumerable<StringFact> Literals(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(element => StringFact.TryRead(element.Expression)).OfType<StringFact>(),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Select(StringFact.TryRead).OfType<StringFact>(),
        ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.Select(StringFact.TryRead).OfType<StringFact>(),
        _ => StringFact.TryRead(expression) is { } literal ? [literal] : [],
    };
}
