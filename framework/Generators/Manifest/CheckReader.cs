using Microsoft.CodeAnalysis;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>A method that is run as a system check.</summary>
/// <param name="Method">As code names it: <c>global::Shop.Checks.Currency</c>.</param>
/// <param name="Tags">What it is selected by.</param>
/// <param name="Deploy">Whether it is about deployment only.</param>
internal sealed record CheckUse(string Method, EquatableArray<string> Tags, bool Deploy);

/// <summary>What reading one <c>[Check]</c> gave: one of the two.</summary>
internal sealed record CheckReading(CheckUse? Check, Finding? Finding);

/// <summary>Reads the methods marked <c>[Check]</c>.</summary>
internal static class CheckReader
{
    public const string AttributeType = "Quintet.Checks.CheckAttribute";
    private const string ContextType = "Quintet.Checks.CheckContext";
    private const string MessageType = "Quintet.Checks.CheckMessage";

    public static CheckReading Read(GeneratorAttributeSyntaxContext context)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var reason = method switch
        {
            { IsStatic: false } => "it is not static",
            { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "it is generic",
            _ when method.Parameters.Length != 1 || method.Parameters[0].RefKind != RefKind.None || method.Parameters[0].Type is not INamedTypeSymbol parameter || !TypeNames.Is(parameter, ContextType) => "it does not take one CheckContext",
            _ when !GivesMessages(method.ReturnType) => $"it gives '{method.ReturnType.ToDisplayString(TypeNames.Plain)}' and not IEnumerable<CheckMessage>",
            _ when !Symbols.IsReachable(method) => "it is private, so that generated code cannot call it",
            _ => null,
        };
        if (reason is not null) return new(null, new(DiagnosticTable.NotACheck, SourceLocation.Of(method), method.Name, reason));
        var attribute = context.Attributes[0];
        var tags = attribute.ConstructorArguments.SelectMany(argument => argument.IsNull ? [] : argument.Values).Select(value => value.Value as string).OfType<string>();
        var deploy = attribute.NamedArguments.Any(argument => argument is { Key: "Deploy", Value.Value: true });
        return new(new($"{method.ContainingType.ToDisplayString(TypeNames.Qualified)}.{CodeWriter.Identifier(method.Name)}", tags.ToEquatableArray(), deploy), null);
    }

    private static bool GivesMessages(ITypeSymbol type) => type.AllInterfaces.Prepend(type as INamedTypeSymbol).Any(t =>
        t is { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } sequence && sequence.TypeArguments[0] is INamedTypeSymbol item && TypeNames.Is(item, MessageType));
}
