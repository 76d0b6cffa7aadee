using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>Finds field attributes on properties of classes that are no models: most often the base was forgotten.</summary>
internal static class StrayFields
{
    /// <summary>Whether a node may be such a property, by its syntax alone.</summary>
    public static bool IsCandidate(SyntaxNode node)
    {
        if (node is not PropertyDeclarationSyntax { AttributeLists.Count: > 0 } property) return false;
        foreach (var list in property.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (IsFieldName(NameOf(attribute))) return true;
            }
        }

        return false;
    }

    public static Finding? Read(PropertyDeclarationSyntax property, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(property, cancellation) is not IPropertySymbol symbol || ModelReader.IsModel(symbol.ContainingType)) return null;
        foreach (var attribute in property.AttributeLists.SelectMany(l => l.Attributes))
        {
            if (!IsFieldName(NameOf(attribute))) continue;
            if (model.GetSymbolInfo(attribute, cancellation).Symbol is not IMethodSymbol { ContainingType: { } type } || !TypeNames.DerivesFrom(type, ModelReader.FieldType)) continue;
            return new(DiagnosticTable.AttributeOutsideModel, SourceLocation.Of(attribute.GetLocation()), type.Name, symbol.Name, symbol.ContainingType.Name);
        }

        return null;
    }

    private static bool IsFieldName(string name) => name.EndsWith("Field", StringComparison.Ordinal) || name is "ForeignKey" or "OneToOne" or "ManyToMany";

    private static string NameOf(AttributeSyntax attribute) => attribute.Name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };
}
