using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>
/// A number for all of a file that models and migrations can rest on: types with their attributes, fields and properties. What stands in a
/// method is never read for them, so typing there leaves it alone.
/// </summary>
public static class SchemaFingerprint
{
    private const ulong Seed = 14695981039346656037, Prime = 1099511628211;

    public static ulong Of(CompilationUnitSyntax root)
    {
        var (text, hash) = (root.SyntaxTree.GetText().ToString(), Seed);
        foreach (var directive in root.Usings) Add(directive.Span);
        foreach (var list in root.AttributeLists) Add(list.Span);
        Walk(root.Members);
        return hash;

        void Walk(SyntaxList<MemberDeclarationSyntax> members)
        {
            foreach (var member in members)
            {
                switch (member)
                {
                    case BaseMethodDeclarationSyntax or GlobalStatementSyntax:
                    case PropertyDeclarationSyntax property when IsUrlList(property.Type):
                    case FieldDeclarationSyntax field when IsUrlList(field.Declaration.Type):
                        break;
                    case BaseNamespaceDeclarationSyntax space:
                        Add(space.Name.Span);
                        foreach (var directive in space.Usings) Add(directive.Span);
                        Walk(space.Members);
                        Mark('}');
                        break;
                    case TypeDeclarationSyntax type:
                        // All in front of the members; what stands there is hashed as it is written.
                        Add(TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.IsMissing || type.OpenBraceToken.RawKind == 0 ? (type.Members.FirstOrDefault()?.SpanStart ?? type.Span.End) : type.OpenBraceToken.SpanStart));
                        if (IsBroken(type)) Mark('!');
                        Walk(type.Members);
                        Mark('}');
                        break;
                    default:
                        Add(member.Span);
                        break;
                }
            }
        }

        void Add(TextSpan span)
        {
            for (var i = span.Start; i < span.End; i++) Mark(text[i]);
            Mark(';');
        }

        void Mark(char c) => hash = unchecked((hash ^ c) * Prime);
    }

    /// <summary>
    /// The same for all that other files can see of a file: everything but what stands inside of methods and lists of routes. As long as it stays the same, no type of another file is another one.
    /// </summary>
    public static ulong OfDeclarations(CompilationUnitSyntax root)
    {
        var hash = Seed;
        foreach (var token in root.DescendantTokens(IsSeen))
        {
            foreach (var c in token.Text) Mark(c);
            Mark(' ');
        }

        return hash;

        void Mark(char c) => hash = unchecked((hash ^ c) * Prime);
    }

    private static bool IsSeen(SyntaxNode node) => node switch
    {
        BlockSyntax or GlobalStatementSyntax => false,
        ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax } => false,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => !IsUrlList(property.Type),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => !IsUrlList(property.Type),
        _ => true,
    };

    /// <summary>Whether something of a type that a model is read from does not parse.</summary>
    public static bool IsBroken(TypeDeclarationSyntax type) =>
        type.AttributeLists.Any(list => list.ContainsDiagnostics) || type.BaseList is { ContainsDiagnostics: true } || type.Identifier.IsMissing || type.Members.Any(IsBroken);

    private static bool IsBroken(SyntaxNode node) => node is IncompleteMemberSyntax || (node is BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax && node.ContainsDiagnostics);

    private static bool IsUrlList(TypeSyntax type) => type is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } && arguments[0].ToString() == "UrlPattern";
}
