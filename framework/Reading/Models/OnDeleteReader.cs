using Microsoft.CodeAnalysis;

namespace Quintet.Reading.Models;

/// <summary>Reads what a relation with <c>OnDelete.Set</c> points to when its target is deleted.</summary>
internal static class OnDeleteReader
{
    /// <summary>The expression that gives it, <c>Shop.Book.GetSentinel()</c>; null where the option does not fit (then <paramref name="findings"/> says why).</summary>
    public static string? SetValue(IPropertySymbol property, EquatableArray<OptionValue> options, INamedTypeSymbol target, string keyType, List<Finding> findings, SourceLocation? location)
    {
        var owner = property.ContainingType;
        if (options.Items.FirstOrDefault(o => o.Name == "SetValue")?.Value.Text is not { } name) return Refuse("has no SetValue");
        return owner.GetMembers(name).FirstOrDefault() switch
        {
            null => Refuse($"names '{name}', which '{owner.Name}' does not have"),
            { IsStatic: false } => Refuse($"names '{name}', which is not static"),
            IMethodSymbol { Parameters.IsEmpty: true, IsGenericMethod: false } method => Checked(method.ReturnType, "()"),
            IPropertySymbol other => Checked(other.Type, ""),
            IFieldSymbol field => Checked(field.Type, ""),
            _ => Refuse($"names '{name}', which is neither a method without parameters nor a property or field"),
        };

        string? Checked(ITypeSymbol type, string call)
        {
            var given = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
            var fits = given.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(TypeNames.Qualified) == keyType || TypeNames.DerivesFrom(given, TypeNames.FullName(target));
            return fits ? $"{owner.ToDisplayString(TypeNames.Qualified)}.{name}{call}" : Refuse($"names '{name}', which gives '{type.ToDisplayString(TypeNames.Plain)}'");
        }

        string? Refuse(string reason)
        {
            findings.Add(new(DiagnosticTable.SetValueDoesNotFit, location, property.Name, reason, target.Name, keyType.Replace("global::", "")));
            return null;
        }
    }
}
