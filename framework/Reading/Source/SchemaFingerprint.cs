using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>
/// A number for all of a file that models and migrations can rest on: types with their attributes, fields and properties, whatever the order of blanks and
/// comments. What stands in a method is never read for them, so typing there leaves it alone.
/// </summary>
public static class SchemaFingerprint
{
    private const ulong Seed = 14695981039346656037, Prime = 1099511628211;

    public static ulong Of(CompilationUnitSyntax root)
    {
        var hash = Seed;
        foreach (var token in root.DescendantTokens(IsRead)) hash = Add(Add(hash, token.Text), " ");
        foreach (var type in root.DescendantNodes(IsRead).OfType<TypeDeclarationSyntax>()) hash = Add(hash, IsBroken(type) ? "!" : " ");
        return hash;
    }

    /// <summary>Whether something of a type that a model is read from does not parse.</summary>
    public static bool IsBroken(TypeDeclarationSyntax type) =>
        type.AttributeLists.Any(list => list.ContainsDiagnostics) || type.BaseList is { ContainsDiagnostics: true } || type.Identifier.IsMissing || type.Members.Any(IsBroken);

    private static bool IsBroken(SyntaxNode node) => node is IncompleteMemberSyntax || (node is BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax && node.ContainsDiagnostics);

    private static bool IsRead(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax or GlobalStatementSyntax => false,
        PropertyDeclarationSyntax property => !IsUrlList(property.Type),
        FieldDeclarationSyntax field => !IsUrlList(field.Declaration.Type),
        _ => true,
    };

    private static bool IsUrlList(TypeSyntax type) => type is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } && arguments[0].ToString() == "UrlPattern";

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text) hash = unchecked((hash ^ c) * Prime);
        return hash;
    }
}
