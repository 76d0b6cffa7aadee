using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>Reads <c>UrlPatterns</c> properties and the calls of <c>Path</c>, <c>RePath</c> and <c>Include</c> in them.</summary>
public static class UrlReader
{
    /// <summary>The members of a class that give entries, <c>UrlPatterns</c> aside.</summary>
    public static IEnumerable<NamedUrlList> ReadNamed(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
        {
            switch (member)
            {
                case PropertyDeclarationSyntax property when property.Identifier.ValueText != "UrlPatterns" && property.Type.ToString().Contains("UrlPattern"):
                    yield return new(property.Identifier.ValueText, ReadList(property));
                    break;
                case FieldDeclarationSyntax field when field.Declaration.Type.ToString().Contains("UrlPattern"):
                    foreach (var variable in field.Declaration.Variables)
                    {
                        var list = new ListBuilder();
                        // What is not read-only may hold something else by the time it is asked for.
                        if (variable.Initializer is { } value && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)) AddAll(list, value.Value);
                        else list.Unknown(variable.Span);
                        yield return new(variable.Identifier.ValueText, list.ToList(variable.Span));
                    }

                    break;
            }
        }
    }

    /// <summary>Reads the list that a <c>UrlPatterns</c> property gives: an expression, a getter that returns one, or one that yields entries in a row.</summary>
    public static UrlList ReadList(PropertyDeclarationSyntax property)
    {
        var list = new ListBuilder();
        switch (Body(property))
        {
            case ExpressionSyntax expression:
                AddAll(list, expression);
                break;
            case BlockSyntax block:
                AddStatements(list, block);
                break;
            default:
                // Abstract, or not typed yet: nothing is known.
                list.Unknown(property.Identifier.Span);
                break;
        }

        // While something is half-typed, the parser may have dropped an entry.
        if (property.ContainsDiagnostics) list.Unknown(property.Identifier.Span);
        return list.ToList(property.Span);
    }

    /// <summary>Reads a call of <c>Path</c> or <c>RePath</c>; null for any other expression.</summary>
    public static UrlEntry? ReadEntry(ExpressionSyntax expression)
    {
        if (expression is not InvocationExpressionSyntax call) return null;
        var callee = Callee(call);
        if (callee is null || callee.Identifier.ValueText is not ("Path" or "RePath")) return null;
        var entry = new UrlEntry(call.Span) { IsRegex = callee.Identifier.ValueText == "RePath" };
        var viewType = (callee as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault();
        if (viewType is not null) entry = entry with { View = new(ViewKind.Class, viewType.ToString(), viewType.Span) };

        // The parameters of UrlHelpers.Path, in their order.
        string[] order = viewType is null ? ["route", "view", "kwargs", "name"] : ["route", "kwargs", "name"];
        var position = 0;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var parameter = argument.NameColon?.Name.Identifier.ValueText ?? (position < order.Length ? order[position] : "");
            position++;
            entry = parameter switch
            {
                "route" or "regex" => entry with { Route = StringFact.TryRead(argument.Expression) },
                "view" or "include" => WithTarget(entry, argument.Expression),
                "kwargs" => entry with
                {
                    Kwargs = ReadKwargs(argument.Expression),
                    HasDynamicKwargs = argument.Expression is not AnonymousObjectCreationExpressionSyntax && !argument.Expression.IsKind(SyntaxKind.NullLiteralExpression),
                },
                "name" => WithName(entry, argument.Expression),
                _ => entry,
            };
        }

        return entry;
    }

    private static SyntaxNode? Body(PropertyDeclarationSyntax property)
    {
        if (property.ExpressionBody is { } arrow) return arrow.Expression;
        if (property.Initializer is { } initializer) return initializer.Value;
        foreach (var accessor in property.AccessorList?.Accessors ?? default)
        {
            if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) continue;
            if (accessor.ExpressionBody is { } body) return body.Expression;
            return accessor.Body;
        }

        return null;
    }

    private static void AddStatements(ListBuilder list, BlockSyntax block)
    {
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case ReturnStatementSyntax { Expression: { } result }:
                    AddAll(list, result);
                    break;
                case YieldStatementSyntax { Expression: { } entry }:
                    AddOne(list, entry);
                    break;
                case YieldStatementSyntax:
                    break;
                default:
                    list.Unknown(statement.Span);
                    break;
            }
        }
    }

    private static void AddAll(ListBuilder list, ExpressionSyntax expression)
    {
        switch (expression)
        {
            case CollectionExpressionSyntax collection:
                foreach (var element in collection.Elements)
                {
                    if (element is ExpressionElementSyntax one) AddOne(list, one.Expression);
                    else if (element is SpreadElementSyntax spread) AddSpread(list, spread.Expression);
                    else list.Unknown(element.Span);
                }

                break;
            case ImplicitArrayCreationExpressionSyntax array:
                AddInitializer(list, array.Initializer);
                break;
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                AddInitializer(list, initializer);
                break;
            case BaseObjectCreationExpressionSyntax { Initializer: { } initializer }:
                AddInitializer(list, initializer);
                break;
            default:
                AddSpread(list, expression);
                break;
        }
    }

    private static void AddInitializer(ListBuilder list, InitializerExpressionSyntax initializer)
    {
        foreach (var expression in initializer.Expressions) AddOne(list, expression);
    }

    private static void AddOne(ListBuilder list, ExpressionSyntax expression)
    {
        if (ReadEntry(expression) is { } entry) list.Add(entry);
        else list.Unknown(expression.Span);
    }

    private static void AddSpread(ListBuilder list, ExpressionSyntax expression)
    {
        switch (expression)
        {
            case MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: "UrlPatterns" }:
                list.IncludeBase();
                break;
            // Static(url, root) gives routes without names.
            case InvocationExpressionSyntax call when Callee(call)?.Identifier.ValueText == "Static":
                break;
            case CollectionExpressionSyntax:
                AddAll(list, expression);
                break;
            case IdentifierNameSyntax { IsMissing: false } name:
                // A member of the same class, most likely: as if it were included where nothing is before it.
                list.Add(new(expression.Span) { IsSpread = true, Include = new(null, null, false) { ListName = name.Identifier.ValueText } });
                break;
            default:
                list.Unknown(expression.Span);
                break;
        }
    }

    private static UrlEntry WithName(UrlEntry entry, ExpressionSyntax expression)
    {
        if (StringFact.TryRead(expression) is { } name) return entry with { Name = name };
        return expression.IsKind(SyntaxKind.NullLiteralExpression) ? entry : entry with { DynamicName = expression.Span };
    }

    private static UrlEntry WithTarget(UrlEntry entry, ExpressionSyntax expression)
    {
        switch (expression)
        {
            case InvocationExpressionSyntax call when Callee(call)?.Identifier.ValueText == "Include":
                return entry with { Include = ReadInclude(call) };
            case IdentifierNameSyntax { IsMissing: true }:
                return entry;
            case NameSyntax or MemberAccessExpressionSyntax:
                return entry with { View = new(ViewKind.Name, expression.ToString(), expression.Span) };
            case ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0, ExpressionBody: ObjectCreationExpressionSyntax creation }:
                var members = (creation.Initializer?.Expressions ?? default).OfType<AssignmentExpressionSyntax>().ToList();
                return entry with
                {
                    View = new(ViewKind.Class, creation.Type.ToString(), creation.Type.Span)
                    {
                        Set = members.Select(member => (member.Left.ToString(), Value: StringFact.TryRead(member.Right))).Where(member => member.Value is not null).Select(member => (member.Item1, member.Value!)).ToEquatableArray(),
                        SetElsewhere = members.Where(member => StringFact.TryRead(member.Right) is null).Select(member => member.Left.ToString()).ToEquatableArray(),
                        ExtraContext = members.Where(member => member.Left.ToString() == "ExtraContext").SelectMany(member => ContextReader.Read(member.Right)).ToEquatableArray(),
                    },
                };
            case AnonymousFunctionExpressionSyntax:
                return entry with { View = new(ViewKind.Lambda, expression.ToString(), expression.Span) };
            default:
                return entry with { View = new(ViewKind.Other, expression.ToString(), expression.Span) };
        }
    }

    private static IncludeReference ReadInclude(InvocationExpressionSyntax call)
    {
        if (Callee(call) is IdentifierNameSyntax) return ReadListInclude(call);
        var type = (Callee(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault();
        var argument = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        var isNull = argument is null || argument.IsKind(SyntaxKind.NullLiteralExpression);
        var instance = StringFact.TryRead(argument);
        return new(
            type is null || type.IsMissing || type is OmittedTypeArgumentSyntax ? null : new(type.ToString(), type.Span),
            instance, IsDynamic: type is null || !(isNull || instance is not null));
    }

    /// <summary><c>Include([…], "blog", ns: "one")</c></summary>
    private static IncludeReference ReadListInclude(InvocationExpressionSyntax call)
    {
        var include = new IncludeReference(null, null, false);
        string[] order = ["patterns", "appName", "ns"];
        var position = 0;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var parameter = argument.NameColon?.Name.Identifier.ValueText ?? (position < order.Length ? order[position] : "");
            position++;
            var value = argument.Expression;
            var text = StringFact.TryRead(value);
            var isUnread = text is null && !value.IsKind(SyntaxKind.NullLiteralExpression);
            include = parameter switch
            {
                "patterns" when value is IdentifierNameSyntax { IsMissing: false } name => include with { ListName = name.Identifier.ValueText },
                "patterns" => include with { List = ReadInline(value) },
                "appName" => include with { AppName = text, IsDynamic = include.IsDynamic || isUnread },
                "ns" => include with { Namespace = text, IsDynamic = include.IsDynamic || isUnread },
                _ => include,
            };
        }

        return include.List is null && include.ListName is null ? include with { IsDynamic = true } : include;
    }

    private static UrlList ReadInline(ExpressionSyntax expression)
    {
        var list = new ListBuilder();
        AddAll(list, expression);
        return list.ToList(expression.Span);
    }

    private static EquatableArray<string> ReadKwargs(ExpressionSyntax expression) => expression switch
    {
        AnonymousObjectCreationExpressionSyntax anonymous => anonymous.Initializers
            .Select(member => member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression as IdentifierNameSyntax)?.Identifier.ValueText ?? "")
            .Where(name => name.Length > 0).ToEquatableArray(),
        _ => [],
    };

    /// <summary>The name that a call calls: <c>Path</c> of <c>Path(…)</c> and of <c>UrlHelpers.Path&lt;T&gt;(…)</c>.</summary>
    internal static SimpleNameSyntax? Callee(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        _ => null,
    };

    private sealed class ListBuilder
    {
        private readonly List<UrlEntry> _entries = [];
        private bool _includesBase;
        private TextSpan? _dynamicAt;

        public void Add(UrlEntry entry)
        {
            _entries.Add(entry);
            if (entry.DynamicName is { } name) Unknown(name);
            if (entry.Include is { IsDynamic: true }) Unknown(entry.Span);
            if (entry.Include is { List.DynamicAt: { } inside }) Unknown(inside);
            if (entry.View is { Kind: ViewKind.Other } view && entry.Name is null) Unknown(view.Span);
        }

        public void IncludeBase() => _includesBase = true;

        public void Unknown(TextSpan span) => _dynamicAt ??= span;

        public UrlList ToList(TextSpan span) => new(_entries.ToEquatableArray(), _includesBase, _dynamicAt, span);
    }
}
