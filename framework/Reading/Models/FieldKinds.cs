using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Quintet.Reading.Models;

/// <summary>What a field class of ours can be written on and needs.</summary>
/// <param name="Name">The class's name in <c>Quintet.Db</c>.</param>
/// <param name="ClrTypes">The property types it stores.</param>
/// <param name="NeedsMaxLength">As Django's check fields.E120 asks.</param>
/// <param name="Enums">Whether enums of that number type are stored, too.</param>
/// <param name="IsFile">Whether the property, which is generated, holds a file; the column its name.</param>
public sealed record FieldKind(string Name, ImmutableArray<string> ClrTypes, bool NeedsMaxLength = false, bool Enums = false, bool IsFile = false)
{
    /// <summary>"'string' or 'System.Guid'", for messages.</summary>
    public string Expected => string.Join(" or ", ClrTypes.Select(t => $"'{t}'")) + (Enums ? " or an enum of it" : "");

    /// <summary>Whether the column can hold values of this type.</summary>
    public bool Stores(ITypeSymbol type) => IsFile ? type.SpecialType == SpecialType.System_String : Accepts(type);

    /// <summary>Whether a property of this type can hold the field.</summary>
    public bool Accepts(ITypeSymbol type)
    {
        // An enum is stored as its number, which must fit.
        if (Enums && type is INamedTypeSymbol { EnumUnderlyingType: { } number }) type = number;
        return ClrTypes.Contains(type.ToDisplayString(TypeNames.Plain));
    }
}

/// <summary>The field classes of <c>Quintet.Db</c>. A class that is not here is an app's own: it is stored as the one of these from which it derives.</summary>
public static class FieldKinds
{
    public static readonly ImmutableArray<FieldKind> All =
    [
        new("AutoField", ["int"]),
        new("BigAutoField", ["long"]),
        new("SmallAutoField", ["short"]),
        new("BigIntegerField", ["long"], Enums: true),
        new("BinaryField", ["byte[]"]),
        new("BooleanField", ["bool"]),
        new("CharField", ["string"], NeedsMaxLength: true),
        new("DateField", ["System.DateOnly"]),
        new("DateTimeField", ["System.DateTime"]),
        new("DecimalField", ["decimal"]),
        new("DurationField", ["System.TimeSpan"]),
        new("EmailField", ["string"]),
        new("FileField", ["Quintet.Db.FieldFile"], IsFile: true),
        new("FilePathField", ["string"]),
        new("FloatField", ["double"]),
        new("GenericIPAddressField", ["System.Net.IPAddress"]),
        new("ImageField", ["Quintet.Db.ImageFile"], IsFile: true),
        new("IntegerField", ["int"], Enums: true),
        new("JsonField", ["System.Text.Json.JsonElement"]),
        new("PositiveBigIntegerField", ["long"], Enums: true),
        new("PositiveIntegerField", ["int"], Enums: true),
        new("PositiveSmallIntegerField", ["short"], Enums: true),
        new("SlugField", ["string"]),
        new("SmallIntegerField", ["short"], Enums: true),
        new("TextField", ["string"]),
        new("TimeField", ["System.TimeOnly"]),
        new("UrlField", ["string"]),
        new("UuidField", ["System.Guid"]),
    ];

    public static FieldKind? Find(string name)
    {
        foreach (var kind in All)
        {
            if (kind.Name == name) return kind;
        }

        return null;
    }
}
