using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>A verb of querysets that an app declares.</summary>
/// <param name="Name"><c>Published</c></param>
/// <param name="Accessibility">The method's.</param>
/// <param name="Result">Its type, as generated code writes it.</param>
/// <param name="Rows">The rows that it is a verb of, as generated code writes them: <c>global::Shop.Book</c>, or a type parameter.</param>
/// <param name="Receiver">The name of the parameter that it extends.</param>
/// <param name="TypeParameters"><c>&lt;T></c>, or empty.</param>
/// <param name="Parameters">The others as they are declared.</param>
/// <param name="Arguments">The others as a call passes them on.</param>
/// <param name="Constraints">The <c>where</c> clauses.</param>
/// <param name="Model">The full name of the model, if it is a verb of one model's rows that a template may ask.</param>
/// <param name="DocumentationId">By which the method's documentation is found.</param>
public sealed record QuerySetVerb(
    string Name,
    string Accessibility,
    string Result,
    string Rows,
    string Receiver,
    string TypeParameters,
    EquatableArray<string> Parameters,
    EquatableArray<string> Arguments,
    EquatableArray<string> Constraints,
    string? Model,
    string? DocumentationId);

/// <summary>A class with such verbs.</summary>
public sealed record QuerySetMethodsDeclaration(string Name, string FullName, string Namespace, EquatableArray<QuerySetVerb> Verbs);

/// <summary>What reading one such class gave.</summary>
public sealed record QuerySetMethodsReading(QuerySetMethodsDeclaration? Class, Finding? Finding);

/// <summary>Reads classes with <c>[QuerySetMethods]</c>.</summary>
public static class QuerySetMethodsReader
{
    public const string AttributeType = "Quintet.Db.QuerySetMethodsAttribute";

    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Parameter = Annotated
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Head = Annotated
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .WithMemberOptions(SymbolDisplayMemberOptions.None);

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax;

    /// <summary>Reads the class that has the attribute.</summary>
    public static QuerySetMethodsReading Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var place = SourceLocation.Of(type);
        if (!AppReader.IsPartial(type, cancellation)) return new(null, new(DiagnosticTable.QuerySetMethodsNotPartial, place, type.Name));
        var verbs = type.GetMembers().OfType<IMethodSymbol>().Select(Verb).OfType<QuerySetVerb>().ToEquatableArray();
        return verbs.Count == 0
            ? new(null, new(DiagnosticTable.NoQuerySetMethods, place, type.Name))
            : new(new(type.Name, TypeNames.FullName(type), AppReader.NamespaceOf(type), verbs), null);
    }

    private static QuerySetVerb? Verb(IMethodSymbol method)
    {
        if (!method.IsExtensionMethod || method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)) return null;
        if (method.Parameters.FirstOrDefault()?.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } receiver || !TypeNames.Is(receiver, "Quintet.Db.QuerySet")) return null;
        var rows = receiver.TypeArguments[0];
        if (method.Parameters.Any(p => p.RefKind != RefKind.None)) return null;
        var others = method.Parameters.Skip(1).ToList();
        var head = method.IsGenericMethod ? method.ToDisplayString(Head) : "";
        var where = head.IndexOf(" where ", StringComparison.Ordinal);
        var simple = !method.IsGenericMethod && others.All(p => p.IsOptional || p.IsParams) && method is { ReturnsVoid: false, ReturnType.IsRefLikeType: false } && !ModelReader.IsAwaitable(method.ReturnType) && !ModelReader.IsForbidden(method) && rows is INamedTypeSymbol;
        return new(
            method.Name,
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(Annotated),
            rows.ToDisplayString(Annotated),
            Escaped(method.Parameters[0].Name),
            method.IsGenericMethod ? "<" + string.Join(", ", method.TypeParameters.Select(p => p.Name)) + ">" : "",
            others.Select(p => p.ToDisplayString(Parameter) + (TypeNames.DefaultOf(p) is { } value ? " = " + value : "")).ToEquatableArray(),
            others.Select(p => Escaped(p.Name)).ToEquatableArray(),
            where < 0 ? [] : [head.Substring(where + 1)],
            simple ? TypeNames.FullName((INamedTypeSymbol)rows) : null,
            method.GetDocumentationCommentId());
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
