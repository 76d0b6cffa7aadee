using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Ide.Schema;

/// <summary>
/// The values of expressions that need no compiler: literals, lists of them, and objects of the framework's own whose names stand there whole, <c>new global::Quintet.Db.CharField { MaxLength = 50 }</c>, as
/// our generator writes them. A thousand models have seven thousand of those.
/// </summary>
internal static class PlainValues
{
    private const string Whole = "global::";

    /// <summary>Reads an expression; false where only the compiler tells what it is.</summary>
    public static bool TryRead(ExpressionSyntax expression, out object? value)
    {
        value = null;
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                value = literal.Token.Value;
                return !literal.IsKind(SyntaxKind.DefaultLiteralExpression) && !literal.IsKind(SyntaxKind.Utf8StringLiteralExpression);
            case CollectionExpressionSyntax list:
                return TryAll(list, out value);
            case MemberAccessExpressionSyntax { Expression: var type, Name.Identifier.ValueText: var member }:
                return TypeOf(type) is { IsEnum: true } named && Enum.TryParse(named, member, out value);
            case ObjectCreationExpressionSyntax creation:
                return TypeOf(creation.Type) is { } made && TryMake(made, creation, out value);
            default:
                return false;
        }
    }

    private static bool TryAll(CollectionExpressionSyntax list, out object? value)
    {
        var items = new List<object?>(list.Elements.Count);
        value = items;
        foreach (var element in list.Elements)
        {
            if (element is not ExpressionElementSyntax { Expression: var item } || !TryRead(item, out var read)) return false;
            items.Add(read);
        }

        return true;
    }

    /// <summary>Makes an object where just one constructor takes what is given.</summary>
    private static bool TryMake(Type type, ObjectCreationExpressionSyntax creation, out object? value)
    {
        value = null;
        var arguments = new List<object?>();
        foreach (var argument in creation.ArgumentList?.Arguments ?? [])
        {
            if (argument.NameColon is not null || argument.RefKindKeyword.RawKind != 0 || !TryRead(argument.Expression, out var read)) return false;
            arguments.Add(read);
        }

        var named = new List<(string, object?)>();
        foreach (var item in creation.Initializer?.Expressions ?? [])
        {
            if (item is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: var right } || !TryRead(right, out var read)) return false;
            named.Add((name.Identifier.ValueText, read));
        }

        try
        {
            var calls = type.GetConstructors().Select(constructor => (Constructor: constructor, Arguments: Fit(constructor, arguments, creation))).Where(call => call.Arguments is not null).ToList();
            if (calls.Count != 1 || type.IsAbstract) return false;
            value = SourceValues.Make(calls[0].Constructor, calls[0].Arguments!, named, creation);
            return true;
        }
        catch (Exception exception) when (exception is UnreadableException or TargetInvocationException or ArgumentException)
        {
            // What is wrong with it is said better by who asks the compiler.
            return false;
        }
    }

    /// <summary>What a constructor is called with; null where it does not take these.</summary>
    private static object?[]? Fit(ConstructorInfo constructor, List<object?> given, ObjectCreationExpressionSyntax place)
    {
        var parameters = constructor.GetParameters();
        if (parameters.Length != given.Count || parameters.Any(parameter => parameter.IsDefined(typeof(ParamArrayAttribute)))) return null;
        try
        {
            return [.. parameters.Select((parameter, i) => given[i] is string == (parameter.ParameterType == typeof(string)) ? SourceValues.Convert(given[i], parameter.ParameterType, place) : throw new UnreadableException(place, "another type"))];
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private static Type? TypeOf(ExpressionSyntax name)
    {
        var text = name.ToString();
        return text.StartsWith(Whole, StringComparison.Ordinal) ? SourceValues.FrameworkType(text[Whole.Length..]) : null;
    }
}
