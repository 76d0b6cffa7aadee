using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>A method that is called when a signal is sent.</summary>
/// <param name="Method">As code names it: <c>global::Shop.Receivers.CreateProfile</c>.</param>
/// <param name="Signal">The type of its parameter: <c>global::Quintet.Db.PostSave&lt;global::Shop.User&gt;</c>.</param>
internal sealed record ReceiverUse(string Method, string Signal);

/// <summary>What reading one <c>[Receiver]</c> gave: one of the two.</summary>
internal sealed record ReceiverReading(ReceiverUse? Receiver, Finding? Finding);

/// <summary>Reads the methods marked <c>[Receiver]</c>.</summary>
internal static class ReceiverReader
{
    public const string AttributeType = "Quintet.Dispatch.ReceiverAttribute";

    public static bool IsCandidate(SyntaxNode node) => node is MethodDeclarationSyntax;

    public static ReceiverReading Read(GeneratorAttributeSyntaxContext context)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var reason = method switch
        {
            { IsStatic: false } => "it is not static",
            { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "it is generic",
            { ReturnsVoid: false } => $"it gives a {method.ReturnType.ToDisplayString(TypeNames.Plain)}, which nobody would look at",
            { IsAsync: true } => "it is async void, whose end nobody waits for",
            _ when method.Parameters.Length != 1 || !method.Parameters[0].Type.IsReferenceType || method.Parameters[0].RefKind != RefKind.None => "it does not take one signal",
            _ when !Symbols.IsReachable(method) => "it is private, so that generated code cannot call it",
            _ => null,
        };
        if (reason is not null) return new(null, new(DiagnosticTable.NotAReceiver, SourceLocation.Of(method), method.Name, reason));
        return new(new($"{method.ContainingType.ToDisplayString(TypeNames.Qualified)}.{CodeWriter.Identifier(method.Name)}", method.Parameters[0].Type.ToDisplayString(TypeNames.Qualified)), null);
    }
}
