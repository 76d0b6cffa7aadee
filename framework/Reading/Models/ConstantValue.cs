using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quintet.Reading.Models;

/// <summary>A constant as an attribute holds it.</summary>
/// <param name="Code">C# that gives the same value anywhere: <c>"-published_date"</c>, <c>global::Quintet.Db.OnDelete.Cascade</c>.</param>
/// <param name="Text">The value as plain text: a string without its quotes, an enum member's name; null for <c>null</c> and for arrays.</param>
/// <param name="Items">The items of an array; empty for everything else.</param>
public sealed record ConstantValue(string Code, string? Text, EquatableArray<ConstantValue> Items)
{
    /// <summary>The texts of an array's items; for a single value, that one.</summary>
    public IEnumerable<string> Texts => Items.Count > 0 ? Items.Items.Select(i => i.Text ?? "") : Text is null ? [] : [Text];

    internal static ConstantValue From(TypedConstant constant)
    {
        if (constant.IsNull) return new("null", null, []);
        switch (constant.Kind)
        {
            case TypedConstantKind.Array:
                var items = constant.Values.Select(From).ToEquatableArray();
                return new("[" + string.Join(", ", items.Items.Select(i => i.Code)) + "]", null, items);
            case TypedConstantKind.Type:
                var type = ((ITypeSymbol)constant.Value!).ToDisplayString(TypeNames.Qualified);
                return new($"typeof({type})", type, []);
            case TypedConstantKind.Enum:
                // The member where there is one; a combination of flags keeps its number.
                var qualified = constant.Type!.ToDisplayString(TypeNames.Qualified);
                var member = constant.Type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value));
                return member is null ? new($"({qualified})({constant.Value})", $"{constant.Value}", []) : new($"{qualified}.{member.Name}", member.Name, []);
            default:
                return FromPrimitive(constant.Value!);
        }
    }

    /// <summary>A string, number, character or Boolean.</summary>
    public static ConstantValue FromPrimitive(object value)
    {
        var text = value is IFormattable formattable ? formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : value.ToString();
        return new(SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false), value is bool b ? (b ? "true" : "false") : text, []);
    }
}

/// <summary>A named argument of an attribute: an option of a field or of <c>[Meta]</c>.</summary>
public sealed record OptionValue(string Name, ConstantValue Value);

/// <summary>How types are written in generated code.</summary>
public static class TypeNames
{
    /// <summary><c>global::Shop.Book</c>; keywords for the built-in types, no nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The same with nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Annotated = Qualified.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary><c>Shop.Book</c>, for comparing and for messages.</summary>
    public static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The namespace and name, without type arguments: <c>Quintet.Db.Model</c>.</summary>
    public static string FullName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? FullName(outer) + "." + type.Name
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.Name : type.Name;

    /// <summary>A parameter's default as code writes it; null where it has none.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue) return null;
        if (parameter.ExplicitDefaultValue is not { } value) return "default";
        var code = ConstantValue.FromPrimitive(value).Code;
        // SymbolDisplay leaves the suffix away, by which the compiler would infer the type.
        return $"({parameter.Type.ToDisplayString(Qualified)})({code}{value switch { decimal => "m", float => "f", _ => "" }})";
    }

    /// <summary>Whether the type is, or derives from, the class of that full name.</summary>
    public static bool DerivesFrom(ITypeSymbol? type, string fullName)
    {
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
        {
            if (Is(t, fullName)) return true;
        }

        return false;
    }

    /// <summary>Whether the type has that full name; allocates nothing, as it is asked of every class.</summary>
    public static bool Is(INamedTypeSymbol type, string fullName)
    {
        var end = fullName.Length;
        if (!EndsWith(type.Name)) return false;
        ISymbol? container = type.ContainingSymbol;
        while (container is INamedTypeSymbol or INamespaceSymbol { IsGlobalNamespace: false })
        {
            if (end == 0 || fullName[--end] != '.' || !EndsWith(container.Name)) return false;
            container = container.ContainingSymbol;
        }

        return end == 0;

        bool EndsWith(string part)
        {
            if (part.Length > end || string.CompareOrdinal(fullName, end - part.Length, part, 0, part.Length) != 0) return false;
            end -= part.Length;
            return true;
        }
    }
}
