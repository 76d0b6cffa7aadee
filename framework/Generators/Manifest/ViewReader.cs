using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>Reads which methods are views: those that <c>Path(…)</c> leads to, and those of class-based views.</summary>
internal static class ViewReader
{
    private const string HelpersType = "Quintet.Urls.UrlHelpers";
    private const string RequestType = "Quintet.Http.HttpRequest";
    private const string ResponseType = "Quintet.Http.HttpResponse";
    private const string ViewType = "Quintet.Views.View";

    // The names only, for the checks below; whether the route is well-formed is the route parser's to say.
    private static readonly Regex RouteParameter = new("<(?:(?<converter>[^>:]*):)?(?<name>[^>]*)>", RegexOptions.CultureInvariant);

    private static readonly Regex NamedGroup = new(@"(?<!\\)\(\?P?<(?<name>[A-Za-z_]\w*)>", RegexOptions.CultureInvariant);

    public static readonly SymbolDisplayFormat WithNullability = TypeNames.Qualified.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether a node may lead a route to a view, by its syntax alone.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is InvocationExpressionSyntax
    {
        ArgumentList.Arguments.Count: > 1,
        Expression: IdentifierNameSyntax { Identifier.ValueText: "Path" or "RePath" } or MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Path" or "RePath" } },
    };

    /// <summary>Reads a call; null where it is none of ours, or leads to no method.</summary>
    public static ViewReading? Read(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        try
        {
            return ReadCall(call, model, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new([], [Failure.Of(e, $"the view in {call.SyntaxTree.FilePath}", SourceLocation.Of(call.GetLocation()))]);
        }
    }

    /// <summary>The methods of a class-based view; null where the class is none.</summary>
    public static ViewReading? ReadClass(INamedTypeSymbol type)
    {
        if (!TypeNames.DerivesFrom(type.BaseType, ViewType) || type.IsGenericType || !Symbols.IsReachable(type)) return null;
        var views = new List<ViewUse>();
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { IsStatic: false, IsAbstract: false, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public } method) continue;
            if (method.Name is not ("Get" or "Post" or "Put" or "Patch" or "Delete" or "Head" or "Options" or "Trace")) continue;
            if (WhyNoView(method) is null) views.Add(new(method.Name, Parameters(method), type.ToDisplayString(TypeNames.Qualified)));
        }

        return views.Count == 0 ? null : new(views.ToEquatableArray(), []);
    }

    private static ViewReading? ReadCall(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        if (UrlReader.ReadEntry(call) is not { View: { } view } entry || Argument(call, view.Span) is not { } expression || !IsOurs(call, model, cancellation)) return null;
        var place = SourceLocation.Of(expression.GetLocation());
        if (expression is AnonymousFunctionExpressionSyntax lambda) return ReadLambda(lambda, model, place, cancellation);
        var symbol = model.GetSymbolInfo(expression, cancellation);
        var candidates = symbol.Symbol is IMethodSymbol one ? [one] : model.GetMemberGroup(expression, cancellation).OfType<IMethodSymbol>().ToArray();
        if (candidates.Length == 0) return null; // A variable, or a name that the compiler does not know.
        if (candidates.Length > 1) return NoView(place, Name(candidates[0]), "there are several methods of that name, and a route cannot say which is meant");

        var method = candidates[0];
        if (WhyNoView(method) is { } reason) return NoView(place, Name(method), reason);
        if (!method.IsStatic || method.MethodKind == MethodKind.LocalFunction)
        {
            return method.Parameters.Length == 1 ? null : NoView(place, Name(method), "it takes values of the route, but is not a static method of a class");
        }

        if (!Symbols.IsReachable(method)) return NoView(place, Name(method), "it is private; make it and the class around it public or internal");
        var findings = new List<Finding>();
        CheckRoute(entry, method, place, findings);
        return new([new(Code(method), Parameters(method))], findings.ToEquatableArray());
    }

    private static ViewReading? ReadLambda(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, SourceLocation? place, CancellationToken cancellation)
    {
        // () => new LoginView { … } makes a class-based view; a lambda of the request alone answers itself.
        if (model.GetSymbolInfo(lambda, cancellation).Symbol is not IMethodSymbol { Parameters.Length: > 1 }) return null;
        return NoView(place, "(lambda)", "a lambda with more than the request cannot be bound; write it as a static method");
    }

    private static ViewReading NoView(SourceLocation? place, string name, string reason) => new([], [new(DiagnosticTable.NotAView, place, name, reason)]);

    private static string? WhyNoView(IMethodSymbol method)
    {
        if (method.Parameters.Length == 0 || method.Parameters[0].Type is not INamedTypeSymbol first || !TypeNames.Is(first, RequestType)) return "its first parameter is not the HttpRequest";
        if (!ReturnsResponse(method.ReturnType)) return $"it returns '{method.ReturnType.ToDisplayString(TypeNames.Plain)}'";
        var odd = method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None || p.Type.IsRefLikeType || p.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer);
        return odd is null ? null : $"its parameter '{odd.Name}' is of a kind that no route can give ('{odd.ToDisplayString()}')";
    }

    private static bool ReturnsResponse(ITypeSymbol type)
    {
        if (TypeNames.DerivesFrom(type, ResponseType)) return true;
        return type is INamedTypeSymbol { IsGenericType: true, TypeArguments.Length: 1 } task
            && (TypeNames.Is(task, "System.Threading.Tasks.Task") || TypeNames.Is(task, "System.Threading.Tasks.ValueTask"))
            && TypeNames.DerivesFrom(task.TypeArguments[0], ResponseType);
    }

    /// <summary>
    /// What the route gives must be taken. Not asked here: whether the route gives all that the view needs; a prefix before it may, which only
    /// the whole site knows.
    /// </summary>
    private static void CheckRoute(UrlEntry entry, IMethodSymbol method, SourceLocation? place, List<Finding> findings)
    {
        if (entry.Route is not { } route) return;
        var given = new List<(string Name, string? Converter)>();
        if (!entry.IsRegex)
        {
            foreach (Match match in RouteParameter.Matches(route.Value))
            {
                given.Add((match.Groups["name"].Value, match.Groups["converter"] is { Success: true } converter ? converter.Value : "str"));
            }
        }

        else
        {
            foreach (Match match in NamedGroup.Matches(route.Value)) given.Add((match.Groups["name"].Value, "regex"));
        }

        foreach (var name in entry.Kwargs) given.Add((name, null));
        foreach (var (name, converter) in given)
        {
            var parameter = method.Parameters.Skip(1).FirstOrDefault(p => p.Name == name);
            if (parameter is null)
            {
                findings.Add(new(DiagnosticTable.ViewDoesNotFitRoute, place, Name(method), route.Value, $"it has no parameter '{name}'"));
            }
            else if (converter == "regex" && !TakesText(parameter.Type))
            {
                findings.Add(new(DiagnosticTable.ViewDoesNotFitRoute, place, Name(method), route.Value,
                    $"the group '{name}' gives a text, but its parameter is of type '{parameter.Type.ToDisplayString(TypeNames.Plain)}'"));
            }
            else if (converter is not null && ValueOf(converter) is { } value && !Fits(value, parameter.Type))
            {
                findings.Add(new(DiagnosticTable.ViewDoesNotFitRoute, place, Name(method), route.Value,
                    $"<{converter}:{name}> gives '{value}', but its parameter is of type '{parameter.Type.ToDisplayString(TypeNames.Plain)}'"));
            }
        }
    }

    /// <summary>The type that a converter gives; null for one that an app has added.</summary>
    private static string? ValueOf(string converter) => converter switch
    {
        "int" => "long",
        "str" or "slug" or "path" => "string",
        "uuid" => "System.Guid",
        _ => null,
    };

    /// <summary>Whether a group of a regular expression reaches a parameter: as a text, a number or a <see cref="Guid"/>.</summary>
    private static bool TakesText(ITypeSymbol type) => Fits("string", type) || Fits("long", type) || Fits("System.Guid", type);

    /// <summary>As <c>ViewArgument.Fits</c> in Web.</summary>
    private static bool Fits(string value, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.TypeParameter or TypeKind.Error) return true;
        return type.ToDisplayString(TypeNames.Plain) is var name && (name == value || (value == "long" && type.SpecialType
            is SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_UInt16
            or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single));
    }

    private static EquatableArray<ViewParameter> Parameters(IMethodSymbol method) => method.Parameters.Skip(1)
        .Select(p => new ViewParameter(p.Name, p.Type.ToDisplayString(WithNullability), p.Type.ToDisplayString(TypeNames.Qualified), TypeNames.DefaultOf(p))).ToEquatableArray();

    /// <summary>A parameter's type as code writes it.</summary>
    public static string TypeOf(IParameterSymbol parameter) => parameter.Type.ToDisplayString(WithNullability);

    private static bool IsOurs(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(call, cancellation);
        var method = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetMemberGroup(call.Expression, cancellation).FirstOrDefault();
        return method is { ContainingType: { } type } && TypeNames.Is(type, HelpersType);
    }

    private static ExpressionSyntax? Argument(InvocationExpressionSyntax call, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        call.ArgumentList.Arguments.Select(a => a.Expression).FirstOrDefault(e => e.Span == span);

    private static string Name(IMethodSymbol method) => $"{method.ContainingType?.Name}.{method.Name}";

    private static string Code(IMethodSymbol method)
    {
        var arguments = method.TypeArguments.Length == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(t => t.ToDisplayString(TypeNames.Qualified)))}>";
        return $"{method.ContainingType.ToDisplayString(TypeNames.Qualified)}.{CodeWriter.Identifier(method.Name)}{arguments}";
    }
}
