using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Quintet.Reading.Models;

/// <summary>Field classes that derive straight from <c>Field</c>: what they say of themselves, by <c>IFieldOf</c> or <c>IArrayOf</c>.</summary>
internal static class OwnFields
{
    /// <summary>The kind that such a class is; null where it says nothing.</summary>
    public static FieldKind? Find(INamedTypeSymbol fieldClass)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var contract in fieldClass.AllInterfaces)
        {
            if (contract.TypeArguments.Length != 1) continue;
            if (TypeNames.Is(contract, "Quintet.Db.IFieldOf")) types.Add(contract.TypeArguments[0].ToDisplayString(TypeNames.Plain));
            else if (TypeNames.Is(contract, "Quintet.Db.IArrayOf")) types.AddRange(Arrays(contract.TypeArguments[0]));
        }

        // What converts says what the column holds: whatever a row can be asked for.
        if (types.Count == 0 && FieldReader.Converter(fieldClass) is not null) types.AddRange(FieldKinds.All.SelectMany(kind => kind.ClrTypes).Distinct());
        return types.Count == 0 ? null : new(FieldReader.WithoutSuffix(fieldClass.Name), types.ToImmutable());
    }

    /// <summary>The field that an array's elements are; null where the class is none of arrays.</summary>
    public static INamedTypeSymbol? ElementOf(INamedTypeSymbol fieldClass) =>
        fieldClass.AllInterfaces.FirstOrDefault(contract => contract.TypeArguments.Length == 1 && TypeNames.Is(contract, "Quintet.Db.IArrayOf"))?.TypeArguments[0] as INamedTypeSymbol;

    private static IEnumerable<string> Arrays(ITypeSymbol element)
    {
        if (element is not INamedTypeSymbol field) return [];
        var kind = FieldReader.BuiltinKind(field) is { } name ? FieldKinds.Find(name) : Find(field);
        return kind?.ClrTypes.SelectMany(type => IsValue(type) ? (string[])[type + "[]", type + "?[]"] : [type + "[]"]) ?? [];
    }

    private static bool IsValue(string type) => type is not ("string" or "byte[]" or "System.Net.IPAddress") && !type.EndsWith("]", StringComparison.Ordinal) && !type.EndsWith(">", StringComparison.Ordinal);
}
