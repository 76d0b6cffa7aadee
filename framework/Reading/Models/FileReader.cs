using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>Reads what a file field has beside other fields: its form, and where its files go.</summary>
internal static class FileReader
{
    /// <summary>Whether the property has the form that generated code completes; where not, that is said.</summary>
    public static bool HasForm(IPropertySymbol property, ITypeSymbol type, INamedTypeSymbol fieldClass, FieldKind kind, List<Finding> findings, SourceLocation? location, CancellationToken cancellation)
    {
        if (kind.Accepts(type) && FieldReader.IsPartial(property, cancellation)) return true;
        if (type.TypeKind == TypeKind.Error) return false;
        var file = kind.ClrTypes[0];
        findings.Add(new(DiagnosticTable.FileFieldForm, location, FieldReader.WithoutSuffix(fieldClass.Name), property.Name, file.Substring(file.LastIndexOf('.') + 1)));
        return false;
    }

    /// <summary>The static method that <c>UploadTo = nameof(PathOf)</c> names, as generated code calls it; null where it says a folder.</summary>
    public static string? UploadTo(IPropertySymbol property, AttributeData attribute, EquatableArray<OptionValue> options, List<Finding> findings, SourceLocation? location, CancellationToken cancellation)
    {
        if (options.Items.FirstOrDefault(o => o.Name == "UploadTo")?.Value.Text is not { Length: > 0 } text) return null;
        var members = property.ContainingType.GetMembers(text);
        var method = members.OfType<IMethodSymbol>().FirstOrDefault(m => WhyNot(m) is null);
        var byName = method is not null || IsNameOf(attribute, cancellation);
        if (!byName)
        {
            if (WhyNoFolder(text) is { } wrong) findings.Add(new(DiagnosticTable.UploadToFolder, location, property.Name, text, wrong));
            return null;
        }

        var reason = method is not null
            ? property.ContainingType.IsAbstract && method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
                ? "the models that derive from the base cannot call it; make it protected"
                : null
            : members.OfType<IMethodSymbol>().Select(WhyNot).FirstOrDefault() ?? "it is no method";
        if (reason is null) return $"{property.ContainingType.ToDisplayString(TypeNames.Qualified)}.{text}";
        findings.Add(new(DiagnosticTable.UploadToMethod, location, property.Name, text, reason, property.ContainingType.Name));
        return null;

        string? WhyNot(IMethodSymbol found) => found switch
        {
            { IsStatic: false } => "it is not static",
            { IsGenericMethod: true } => "it is generic",
            { ReturnType.SpecialType: not SpecialType.System_String } => $"it gives a {found.ReturnType.ToDisplayString(TypeNames.Plain)}",
            { Parameters: { Length: 2 } p } when p.All(x => x.RefKind == RefKind.None) && Takes(p[0].Type) && p[1].Type.SpecialType == SpecialType.System_String => null,
            _ => "it takes other things",
        };

        bool Takes(ITypeSymbol parameter)
        {
            for (var t = property.ContainingType; t is not null; t = t.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(t, parameter)) return true;
            }

            return false;
        }
    }

    /// <summary>Django's fields.E202, and what leads up.</summary>
    private static string? WhyNoFolder(string text) =>
        text[0] is '/' or '\\' ? "an absolute path"
        : text.Split('/', '\\').Contains("..") ? "a path that leads up"
        : null;

    private static bool IsNameOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
        && arguments.Any(a => a.NameEquals?.Name.Identifier.Text == "UploadTo" && a.Expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } });
}
