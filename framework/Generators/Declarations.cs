using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>What one class of the source is to the framework; at most one of these is there.</summary>
/// <param name="Model">A model.</param>
/// <param name="App">An app's <c>AppConfig</c>.</param>
/// <param name="Settings">The project's settings.</param>
/// <param name="Migration">A migration.</param>
/// <param name="Command">A management command.</param>
/// <param name="Views">The methods of a class-based view.</param>
/// <param name="Findings">What is wrong with the class, seen alone.</param>
internal sealed record Declaration(
    ModelDeclaration? Model,
    AppDeclaration? App,
    SettingsDeclaration? Settings,
    RegisteredClass? Migration,
    CommandUse? Command,
    EquatableArray<ViewUse> Views,
    EquatableArray<Finding> Findings);

/// <summary>The class that derives from <c>Quintet.Conf.Settings</c>.</summary>
internal sealed record SettingsDeclaration(string Name, string FullName, string Namespace, bool IsPartial);

/// <summary>A class of which the manifest makes objects.</summary>
internal sealed record RegisteredClass(string FullName, string Namespace, SourceLocation? Location);

/// <summary>Says what a class is.</summary>
internal static class Declarations
{
    private const string SettingsType = "Quintet.Conf.Settings";

    /// <summary>Whether a node may be one of ours, by its syntax alone: asked of every node at every key.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax { BaseList: not null };

    /// <summary>Reads a class; null where it is nothing of ours.</summary>
    public static Declaration? Read(ClassDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol type || !IsFirstPart(type, syntax, cancellation)) return null;
        try
        {
            return Classify(type, model.Compilation, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Only([Failure.Of(e, $"the class '{type.Name}' in {syntax.SyntaxTree.FilePath}", SourceLocation.Of(type))]);
        }
    }

    private static Declaration? Classify(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (ModelReader.Read(type, compilation, cancellation) is { } reading) return Only(reading.Findings) with { Model = reading.Model };
        if (AppReader.IsApp(type)) return Only([]) with { App = AppReader.Read(type, compilation, cancellation) };
        if (AppReader.IsMigration(type)) return Only([]) with { Migration = Registered(type) };
        if (TypeNames.DerivesFrom(type.BaseType, SettingsType)) return ReadSettings(type, cancellation);
        if (CommandReader.IsCommand(type)) return ReadCommand(type, cancellation);
        if (ViewReader.ReadClass(type) is { } views) return Only(views.Findings) with { Views = views.Views };
        return null;
    }

    private static Declaration? ReadSettings(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsAbstract || type.ContainingType is not null) return null;
        var isPartial = AppReader.IsPartial(type, cancellation);
        // One that derives from the project's own, as tests have, may inherit its manifest.
        var isFirst = TypeNames.Is(type.BaseType!, SettingsType);
        EquatableArray<Finding> findings = isPartial || !isFirst ? [] : [new(DiagnosticTable.SettingsNotPartial, SourceLocation.Of(type), type.Name)];
        return Only(findings) with { Settings = new(type.Name, TypeNames.FullName(type), AppReader.NamespaceOf(type), isPartial) };
    }

    private static Declaration ReadCommand(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var (command, findings) = CommandReader.Read(type, cancellation);
        return Only(findings) with { Command = command };
    }

    private static RegisteredClass Registered(INamedTypeSymbol type) => new(TypeNames.FullName(type), AppReader.NamespaceOf(type), SourceLocation.Of(type));

    private static Declaration Only(EquatableArray<Finding> findings) => new(null, null, null, null, null, [], findings);

    /// <summary>A class in several parts is read once, at the first that names a base.</summary>
    private static bool IsFirstPart(INamedTypeSymbol type, ClassDeclarationSyntax syntax, CancellationToken cancellation)
    {
        var parts = type.DeclaringSyntaxReferences;
        if (parts.Length == 1) return true;
        foreach (var part in parts)
        {
            if (part.GetSyntax(cancellation) is ClassDeclarationSyntax { BaseList: not null } first) return first == syntax;
        }

        return false;
    }
}
