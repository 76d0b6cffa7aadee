using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>Reads a field's default, which is its property's initializer.</summary>
internal static class DefaultReader
{
    /// <summary>
    /// The initializer's value as the column stores it. Null where there is none or where it is no constant, and for <c>""</c> and
    /// <c>null</c>, which are there for C#'s sake.
    /// </summary>
    public static ConstantValue? Read(IPropertySymbol property, ITypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (Initializer(property, cancellation) is not { } expression || !compilation.ContainsSyntaxTree(expression.SyntaxTree)) return null;
        var constant = compilation.GetSemanticModel(expression.SyntaxTree).GetConstantValue(expression, cancellation);
        if (constant is not { HasValue: true, Value: not (null or "") and var value }) return null;
        var stored = type is INamedTypeSymbol { EnumUnderlyingType: { } number } ? number : type;
        return Code(value, stored.SpecialType) is { } code ? new(code, Convert.ToString(value, CultureInfo.InvariantCulture), []) : null;
    }

    private static ExpressionSyntax? Initializer(IPropertySymbol property, CancellationToken cancellation)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { Initializer.Value: { } value }) return value;
        }

        return null;
    }

    /// <summary>C# of exactly the column's type: <c>public long Views { get; set; } = 1;</c> gives <c>1L</c>.</summary>
    private static string? Code(object value, SpecialType type)
    {
        try
        {
            return type switch
            {
                SpecialType.System_Boolean when value is bool b => b ? "true" : "false",
                SpecialType.System_String when value is string s => ConstantValue.FromPrimitive(s).Code,
                SpecialType.System_Int16 => "(short)" + Convert.ToInt16(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
                SpecialType.System_Int32 => Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
                SpecialType.System_Int64 => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) + "L",
                SpecialType.System_Double when value is double.NaN or double.PositiveInfinity or double.NegativeInfinity => null,
                SpecialType.System_Double => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) + "d",
                SpecialType.System_Decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) + "m",
                _ => null,
            };
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
        {
            return null; // A value that does not fit its property is the compiler's to report.
        }
    }
}
