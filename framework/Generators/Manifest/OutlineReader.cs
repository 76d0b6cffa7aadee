using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>What one class of a library declares, in C# that says nothing else.</summary>
/// <param name="Path">The file with it.</param>
/// <param name="Usings">The directives of that file, those for the whole project aside.</param>
/// <param name="Text">The class in its namespace.</param>
/// <param name="IsApp">Whether it is an app.</param>
internal sealed record OutlineEntry(string Path, string Usings, string Text, bool IsApp);

/// <summary>
/// Reads what an app in a library declares for those who only see its assembly: apps, models, URL configurations and their views, path converters, tags and filters, each without the code of its methods. Written into
/// the assembly, the language server reads it as it reads source.
/// </summary>
internal static class OutlineReader
{
    /// <summary>Whether a class may declare such a thing, by its syntax alone.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is TypeDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax or CompilationUnitSyntax } type
        && (type.BaseList is not null || type.Members.Any(member => IsList(member) || member is MethodDeclarationSyntax method && (TagLibraryReader.Marker(method) is not null || IsView(method))));

    /// <summary>A class of a library; null where it declares nothing of the kind, or is part of a program, which nobody refers to.</summary>
    public static OutlineEntry? Read(TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (model.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary || model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol type) return null;
        var isModel = ModelReader.IsModel(type);
        if (!isModel && type.DeclaredAccessibility != Accessibility.Public) return null;
        string text;
        var isApp = AppReader.IsApp(type);
        if (isApp)
        {
            // The file with the base class is in the app's folder.
            if (syntax.BaseList is null || AppReader.Read(type, model.Compilation, cancellation).Label is not { } label) return null;
            text = $"public class {Identifier(type.Name)} : global::{AppReader.AppConfigType} {{ public override string Label => {Literal(label)}; }}";
        }
        else
        {
            var members = syntax.Members.Where(member => IsKept(member, isModel)).ToList();
            if (members.Count == 0 && !isModel && PathConverterReader.Read(syntax) is null) return null;
            text = Text(WithConstants(syntax, model, cancellation), isModel);
        }

        var space = AppReader.NamespaceOf(type);
        return new(syntax.SyntaxTree.FilePath, Usings(syntax), space.Length == 0 ? text : $"namespace {space} {{ {text} }}", isApp);
    }

    /// <summary>The <c>global using</c> directives of a file, without the word; empty where it has none.</summary>
    public static string GlobalUsings(CompilationUnitSyntax root) =>
        string.Join("\n", root.Usings.Where(directive => directive.GlobalKeyword.RawKind != 0).Select(directive => directive.WithGlobalKeyword(default).WithoutTrivia().NormalizeWhitespace().ToFullString()));

    private static string Usings(TypeDeclarationSyntax type) => string.Join("\n", type.Ancestors().Reverse()
        .SelectMany(node => node switch { CompilationUnitSyntax unit => unit.Usings, BaseNamespaceDeclarationSyntax space => space.Usings, _ => default })
        .Where(directive => directive.GlobalKeyword.RawKind == 0).Select(directive => directive.WithoutTrivia().NormalizeWhitespace().ToFullString()));

    private static bool IsKept(MemberDeclarationSyntax member, bool isModel) => member switch
    {
        _ when IsList(member) => true,
        PropertyDeclarationSyntax { Identifier.ValueText: "AppName" or "Regex" } => true,
        // A model's fields, and what their options name.
        PropertyDeclarationSyntax property => isModel && (property.AttributeLists.Count > 0 || property.Modifiers.Any(SyntaxKind.StaticKeyword)),
        FieldDeclarationSyntax field => isModel && field.Modifiers.Any(modifier => modifier.RawKind is (int)SyntaxKind.StaticKeyword or (int)SyntaxKind.ConstKeyword),
        EnumDeclarationSyntax => isModel,
        MethodDeclarationSyntax method => !isModel && (TagLibraryReader.Marker(method) is not null || IsView(method)),
        _ => false,
    };

    /// <summary>A member that gives URL patterns.</summary>
    private static bool IsList(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => property.Type.ToString().Contains("UrlPattern"),
        FieldDeclarationSyntax field => field.Declaration.Type.ToString().Contains("UrlPattern"),
        _ => false,
    };

    private static bool IsView(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.PublicKeyword) && method.Modifiers.Any(SyntaxKind.StaticKeyword) && method.ParameterList.Parameters.FirstOrDefault() is { } first && TagLibraryReader.IsType(first, "HttpRequest");

    /// <summary>A method without its code, of which nothing is left but the names of the templates that it may render.</summary>
    private static MemberDeclarationSyntax Bare(MemberDeclarationSyntax member)
    {
        if (member is not MethodDeclarationSyntax method) return member;
        var templates = ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.DescendantNodes().SelectMany(LiteralReader.Read).Where(use => use.Role == LiteralRole.TemplateName).Select(use => Literal(use.Literal.Value)).Distinct().ToList() ?? [];
        var code = templates.Count == 0 ? null : SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression($"SelectTemplate([{string.Join(", ", templates)}])"));
        return method.WithBody(null).WithExpressionBody(code).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
    }

    /// <summary>A class whose attributes say their constants in full: what names one may be seen by nobody else.</summary>
    private static TypeDeclarationSyntax WithConstants(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellation)
    {
        var named = type.DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)).OfType<AttributeArgumentSyntax>().Select(argument => argument.Expression)
            .Where(expression => expression is not LiteralExpressionSyntax).Select(expression => (Expression: expression, Literal: LiteralOf(model.GetConstantValue(expression, cancellation), model.GetTypeInfo(expression, cancellation).Type)))
            .Where(pair => pair.Literal is not null).ToDictionary(pair => pair.Expression, pair => pair.Literal!);
        return type.ReplaceNodes(named.Keys, (expression, _) => named[expression].WithTriviaFrom(expression));
    }

    private static ExpressionSyntax? LiteralOf(Optional<object?> constant, ITypeSymbol? type) => constant is not { HasValue: true, Value: { } value } || type?.TypeKind == TypeKind.Enum ? null : value switch
    {
        string text => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text)),
        bool yes => SyntaxFactory.LiteralExpression(yes ? SyntaxKind.TrueLiteralExpression : SyntaxKind.FalseLiteralExpression),
        int number when number >= 0 => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number)),
        _ => null,
    };

    /// <summary>The class with nothing but what is kept of it, without comments that are no documentation, and without directives, whose other half may be gone.</summary>
    private static string Text(TypeDeclarationSyntax type, bool isModel)
    {
        var kept = type.WithMembers(SyntaxFactory.List(type.Members.Where(member => IsKept(member, isModel)).Select(Bare)));
        var left = kept.DescendantTrivia().Where(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)
            || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && !trivia.ToString().StartsWith("///", StringComparison.Ordinal)) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return kept.ReplaceTrivia(left, (_, _) => SyntaxFactory.Space).ToFullString().Trim();
    }
}
