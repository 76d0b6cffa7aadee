using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>A class that routes name as a converter.</summary>
/// <param name="Name">The name that routes write.</param>
/// <param name="Type">As code names it.</param>
internal sealed record ConverterUse(string Name, string Type);

/// <summary>What reading one <c>[PathConverter]</c> gave: one of the two.</summary>
internal sealed record ConverterReading(ConverterUse? Converter, Finding? Finding);

/// <summary>Reads the classes marked <c>[PathConverter]</c>.</summary>
internal static class ConverterReader
{
    public const string AttributeType = "Quintet.Urls.PathConverterAttribute";
    private const string BaseType = "Quintet.Urls.PathConverter";

    public static ConverterReading Read(GeneratorAttributeSyntaxContext context)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var name = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? "";
        var reason = type switch
        {
            _ when !DerivesFromConverter(type) => "it does not derive from PathConverter<T>",
            { IsAbstract: true } => "it is abstract",
            { IsGenericType: true } => "it is generic",
            _ when !type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && Symbols.IsReachable(c)) => "it has no constructor without parameters that generated code can call",
            _ when !Symbols.IsReachable(type) => "it is private, so that generated code cannot make it",
            _ when !SyntaxFacts.IsValidIdentifier(name) => $"'{name}' is no name that a route can write",
            _ => null,
        };
        return reason is null
            ? new(new(name, type.ToDisplayString(TypeNames.Qualified)), null)
            : new(null, new(DiagnosticTable.NotAPathConverter, SourceLocation.Of(type), type.Name, reason));
    }

    private static bool DerivesFromConverter(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at is { Name: "PathConverter", Arity: 1 } && at.ContainingNamespace.ToDisplayString() == BaseType.Substring(0, BaseType.LastIndexOf('.'))) return true;
        }

        return false;
    }
}
