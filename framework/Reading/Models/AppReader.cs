using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>Reads <c>AppConfig</c> classes and migrations.</summary>
public static class AppReader
{
    public const string AppConfigType = "Quintet.Apps.AppConfig";
    public const string AppLabelType = "Quintet.Apps.AppLabelAttribute";
    public const string MigrationType = "Quintet.Db.Migrations.Migration";

    /// <summary>Whether the class is an app's <c>AppConfig</c>.</summary>
    public static bool IsApp(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: false } && TypeNames.DerivesFrom(type.BaseType, AppConfigType);

    /// <summary>Whether the class is a migration that can be run. One that only the class around it sees is that class's own business.</summary>
    public static bool IsMigration(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false } && TypeNames.DerivesFrom(type.BaseType, MigrationType) && Symbols.IsReachable(type);

    /// <summary>Reads an app. The label of one from metadata is known where it is the usual one, or the generator wrote it there.</summary>
    public static AppDeclaration Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) => new(
        type.Name,
        TypeNames.FullName(type),
        NamespaceOf(type),
        ReadLabel(type, compilation, cancellation),
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath ?? "",
        SyntaxFacts.GetText(type.DeclaredAccessibility),
        IsPartial(type, cancellation),
        SourceLocation.Of(type));

    /// <summary>All apps that an assembly declares itself, by full name.</summary>
    public static ImmutableArray<AppDeclaration> ReadAll(IAssemblySymbol assembly, Compilation compilation, CancellationToken cancellation)
    {
        var apps = new List<AppDeclaration>();
        Visit(assembly.GlobalNamespace);
        return apps.OrderBy(a => a.FullName, StringComparer.Ordinal).ToImmutableArray();

        void Visit(INamespaceSymbol space)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var candidate in space.GetTypeMembers())
            {
                if (IsApp(candidate)) apps.Add(Read(candidate, compilation, cancellation));
            }

            foreach (var inner in space.GetNamespaceMembers()) Visit(inner);
        }
    }

    /// <summary>The label of the app that a class of another assembly belongs to; null where that assembly has no app for it.</summary>
    public static string? LabelOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        AppDeclaration.Owner(NamespaceOf(type), ReadAll(type.ContainingAssembly, compilation, cancellation))?.Label;

    /// <summary>Whether more of the class can be written in another file.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.ContainingType is null && type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is ClassDeclarationSyntax c && c.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The namespace of a type; empty for the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    private static string? ReadLabel(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        for (var t = type; t is not null && !TypeNames.Is(t, AppConfigType); t = t.BaseType)
        {
            if (t.GetMembers("Label").FirstOrDefault() is not IPropertySymbol property) continue;
            if (property.DeclaringSyntaxReferences.IsEmpty) return WrittenLabel(type);
            return property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is PropertyDeclarationSyntax syntax
                && Value(syntax) is { } value
                && compilation.ContainsSyntaxTree(value.SyntaxTree)
                && compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(value, cancellation) is { HasValue: true, Value: string label }
                    ? label
                    : null;
        }

        return AppDeclaration.UsualLabel(type.Name);
    }

    /// <summary>The label that the generator wrote into the app's assembly.</summary>
    private static string? WrittenLabel(INamedTypeSymbol type) => type.ContainingAssembly.GetAttributes()
        .Where(a => a.AttributeClass is { } known && TypeNames.Is(known, AppLabelType) && a.ConstructorArguments.Length == 2 && SymbolEqualityComparer.Default.Equals(a.ConstructorArguments[0].Value as ISymbol, type))
        .Select(a => a.ConstructorArguments[1].Value as string).FirstOrDefault();

    /// <summary>The value of <c>Label => "x"</c>, <c>Label { get; } = "x"</c> and <c>Label { get => "x"; }</c>, with <c>return</c>, too.</summary>
    private static ExpressionSyntax? Value(PropertyDeclarationSyntax property)
    {
        if (property.ExpressionBody is { Expression: { } arrow }) return arrow;
        if (property.Initializer is { Value: { } initializer }) return initializer;
        var getter = property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        return getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements.FirstOrDefault() as ReturnStatementSyntax)?.Expression;
    }
}
