using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>A class with tags and filters as the manifest makes its library.</summary>
/// <param name="Class">As code names it: <c>global::Shop.ShopExtras</c>.</param>
/// <param name="Namespace">Says which app it belongs to.</param>
/// <param name="Name">What <c>load</c> says.</param>
/// <param name="HasOwnName">Whether <c>[TagLibrary]</c> gives it.</param>
/// <param name="Tags">The code that makes each tag.</param>
/// <param name="Filters">The code that makes each filter.</param>
internal sealed record TagLibraryUse(string Class, string Namespace, string Name, bool HasOwnName, EquatableArray<string> Tags, EquatableArray<string> Filters)
{
    /// <summary>One library for each class, however many parts that has.</summary>
    public static EquatableArray<TagLibraryUse> Merge(IEnumerable<TagLibraryUse> parts) => parts.GroupBy(part => part.Class, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.FirstOrDefault(part => part.HasOwnName) ?? group.First()) with
        {
            Tags = group.SelectMany(part => part.Tags.Items).ToEquatableArray(),
            Filters = group.SelectMany(part => part.Filters.Items).ToEquatableArray(),
        }).ToEquatableArray();
}

/// <summary>What reading one class declaration gave.</summary>
internal sealed record TagLibraryReading(TagLibraryUse Library, SourceLocation? Location, EquatableArray<Finding> Findings);

/// <summary>Checks the methods of a tag library, and writes the code that calls them.</summary>
internal static class TagLibraryCode
{
    private const string Templates = "global::Quintet.Templates.";

    public static TagLibraryReading? Read(TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        try
        {
            return ReadLibrary(syntax, model, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var place = SourceLocation.Of(syntax.Identifier.GetLocation());
            return new(new("", "", "", false, [], []), place, [Failure.Of(e, $"the tag library '{syntax.Identifier.ValueText}'", place)]);
        }
    }

    /// <summary>Two libraries that are loaded by one name.</summary>
    public static IEnumerable<Finding> Clashes(IEnumerable<TagLibraryReading> readings) =>
        from same in readings.Where(r => r.Library.Name.Length > 0).GroupBy(r => r.Library.Name, StringComparer.Ordinal)
        let classes = same.GroupBy(r => r.Library.Class, StringComparer.Ordinal).ToList()
        where classes.Count > 1
        from second in classes.Skip(1)
        select new Finding(DiagnosticTable.DuplicateTagLibrary, second.First().Location, Plain(classes[0].Key), Plain(second.Key), same.Key);

    private static TagLibraryReading? ReadLibrary(TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        if (TagLibraryReader.Read(syntax, e => model.GetConstantValue(e, cancellation) is { HasValue: true, Value: var value } ? value : null) is not { } fact) return null;
        if (model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol type) return null;
        var findings = new List<Finding>();
        List<string> tags = [], filters = [];
        var seen = new Dictionary<(bool IsFilter, string Name), TagMethodFact>();
        foreach (var method in fact.Methods)
        {
            if (Symbol(type, method) is not { } symbol || !IsOurs(symbol)) continue;
            var place = SourceLocation.Of(symbol);
            var isFilter = method.Kind == TagMethodKind.Filter;
            if (WhyNot(method, symbol) is { } reason)
            {
                findings.Add(new(DiagnosticTable.NotATagMethod, place, $"{type.Name}.{method.Method}", isFilter ? "filter" : "tag", reason));
            }
            else if (seen.TryGetValue((isFilter, method.Name), out var first))
            {
                findings.Add(new(DiagnosticTable.DuplicateTag, place, fact.Name, isFilter ? "filter" : "tag", method.Name, first.Method, method.Method, isFilter ? "TemplateFilter" : method.Kind.ToString()));
            }
            else
            {
                seen[(isFilter, method.Name)] = method;
                (isFilter ? filters : tags).Add(isFilter ? Filter(method, symbol) : Tag(method, symbol));
            }
        }

        if (tags.Count == 0 && filters.Count == 0 && findings.Count == 0) return null;
        var library = new TagLibraryUse(type.ToDisplayString(TypeNames.Qualified), AppReader.NamespaceOf(type), fact.Name, fact.HasOwnName, tags.ToEquatableArray(), filters.ToEquatableArray());
        return new(library, SourceLocation.Of(type), findings.ToEquatableArray());
    }

    private static IMethodSymbol? Symbol(INamedTypeSymbol type, TagMethodFact method) =>
        type.GetMembers(method.Method).OfType<IMethodSymbol>().FirstOrDefault(symbol => symbol.Locations.Any(l => l.SourceSpan == method.NameSpan));

    /// <summary>Whether the attribute is the framework's, and not another of the same name.</summary>
    private static bool IsOurs(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass is { } type && type.ContainingNamespace?.ToDisplayString() == TagLibraryReader.AttributeNamespace);

    private static string? WhyNot(TagMethodFact method, IMethodSymbol symbol)
    {
        if (!symbol.IsStatic) return "it is not static";
        if (symbol.IsGenericMethod || IsGeneric(symbol.ContainingType)) return "it is generic, and a template gives no type arguments";
        if (!Symbols.IsReachable(symbol)) return "it is private; make it and the class around it public or internal";
        if (symbol.ReturnsVoid) return "it returns nothing";
        if (symbol.ReturnType.IsRefLikeType || symbol.ReturnsByRef || symbol.ReturnsByRefReadonly) return $"it returns '{symbol.ReturnType.ToDisplayString(TypeNames.Plain)}', which cannot be kept";
        if (method.Name.Length == 0 || method.Name.Any(char.IsWhiteSpace) || method.Name.Contains('|') || method.Name.Contains(':')) return $"'{method.Name}' is no name that a template can write";
        if (symbol.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None || p.Type.IsRefLikeType || p.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer) is { } odd) return $"its parameter '{odd.Name}' is of a kind that no template can give";
        return method.Kind == TagMethodKind.Filter ? WhyNoFilter(method, symbol) : WhyNoTag(method, symbol);
    }

    private static string? WhyNoFilter(TagMethodFact method, IMethodSymbol symbol)
    {
        if (method.NeedsAutoescape && (symbol.Parameters.Length < 2 || symbol.Parameters[symbol.Parameters.Length - 1].Type.SpecialType != SpecialType.System_Boolean)) return "NeedsAutoescape asks for a last parameter 'bool autoescape'";
        if (method.Parameters.Count == 0) return "it takes no value; a filter's first parameter is the value";
        if (method.Parameters.Count > 2) return $"it takes {method.Parameters.Count} values; a filter takes the value and at most one argument";
        return method.Parameters.Items.Any(p => p.Kind is TagParameterFactKind.Rest or TagParameterFactKind.Keywords) ? "a filter takes neither 'params' nor keyword arguments" : null;
    }

    private static string? WhyNoTag(TagMethodFact method, IMethodSymbol symbol)
    {
        if (method.Kind == TagMethodKind.TemplateTag)
        {
            string[] expected = ["Quintet.Templates.Rendering.TemplateCompiler", "Quintet.Templates.Syntax.TagNode", "Quintet.Templates.Syntax.BlockNode"];
            var fits = symbol.Parameters.Length == 3 && symbol.Parameters.Zip(expected, (parameter, type) => parameter.Type is INamedTypeSymbol named && TypeNames.Is(named, type)).All(isRight => isRight)
                && TypeNames.DerivesFrom(symbol.ReturnType, "Quintet.Templates.Rendering.RenderNode");
            return fits ? null : "[TemplateTag] asks for 'static RenderNode? Name(TemplateCompiler compiler, TagNode tag, BlockNode? block)'";
        }

        if (method.SaysTakesContext && !method.TakesContext) return "TakesContext asks for a first parameter of type RenderContext";
        if (method.Kind == TagMethodKind.InclusionTag && method.Template.Length == 0) return "the template's name is empty";
        if (method.Kind == TagMethodKind.SimpleBlockTag)
        {
            var content = symbol.Parameters.ElementAtOrDefault(method.TakesContext ? 1 : 0);
            if (content is null || !IsContent(content.Type)) return "a tag with content takes that first, as a SafeString or a string (behind the context, if it takes one)";
            if (method.EndName.Any(char.IsWhiteSpace)) return $"'{method.EndName}' is no name of an end tag";
        }

        var keywords = method.Parameters.Items.FirstOrDefault(p => p.Kind == TagParameterFactKind.Keywords);
        if (keywords is not null && !IsDictionary(symbol.Parameters[keywords.Index].Type)) return $"[KeywordArguments] asks for the type IReadOnlyDictionary<string, object?> of '{keywords.Name}'";
        return symbol.Parameters.Any(p => p.IsParams && p.Type is not IArrayTypeSymbol) ? "its 'params' parameter is no array" : null;
    }

    private static bool IsContent(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || (type is INamedTypeSymbol named && TypeNames.Is(named, "Quintet.SafeString"));

    private static bool IsDictionary(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments.Length: 2 } named
        && named.TypeArguments[0].SpecialType == SpecialType.System_String && named.TypeArguments[1].SpecialType == SpecialType.System_Object && named.Name is "IReadOnlyDictionary" or "IDictionary" or "Dictionary";

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.IsGenericType || IsGeneric(type.ContainingType));

    private static string Filter(TagMethodFact method, IMethodSymbol symbol)
    {
        var arguments = method.Parameters.Items.Select((parameter, i) =>
        {
            var type = ViewReader.TypeOf(symbol.Parameters[parameter.Index]);
            if (i == 0) return $"{Templates}DeclaredFilter.{(method.ExpectsLocaltime ? "LocalValue" : "Value")}<{type}>(input, {Literal(parameter.Name)})";
            return $"{Templates}DeclaredFilter.Argument<{type}>(input, {Literal(parameter.Name)}{Default(symbol.Parameters[parameter.Index])})";
        });
        if (method.NeedsAutoescape) arguments = arguments.Append("input.Autoescape");
        var argument = method.Parameters.Count < 2 ? "None" : method.Parameters[1].Kind == TagParameterFactKind.Optional ? "Optional" : "Required";
        var takesText = symbol.Parameters[0].Type.SpecialType == SpecialType.System_String;
        return $"{Templates}DeclaredFilter.Create({Literal(method.Name)}, {Literal(method.Summary)}, {Templates}FilterArgument.{argument}, "
            + $"static (in {Templates}Filters.FilterInput input) => {Call(symbol, arguments)}) with {{ TakesText = {Bool(takesText)}, KeepsSafe = {Bool(method.IsSafe)} }}";
    }

    private static string Tag(TagMethodFact method, IMethodSymbol symbol)
    {
        if (method.Kind == TagMethodKind.TemplateTag)
        {
            return $"new({Literal(method.Name)}, {Literal(method.Signature)}, {Literal(method.Summary)}) {{ "
                + (method.EndName.Length > 0 ? $"EndTag = {Literal(method.EndName)}, " : "")
                + (method.Branches.Count > 0 ? $"Branches = [{string.Join(", ", method.Branches.Items.Select(Literal))}], " : "")
                + $"Compile = {symbol.ContainingType.ToDisplayString(TypeNames.Qualified)}.{Identifier(symbol.Name)} }}";
        }

        var given = method.Parameters.Items.Select((parameter, i) => (parameter.Index, Code: Argument(parameter, symbol.Parameters[parameter.Index], i))).ToDictionary(p => p.Index, p => p.Code);
        var arguments = symbol.Parameters.Select((parameter, i) => given.TryGetValue(i, out var code) ? code
            : i == 0 && method.TakesContext ? "call.Context"
            : parameter.Type.SpecialType == SpecialType.System_String ? "call.Content.Value" : "call.Content");
        var parameters = string.Join(", ", method.Parameters.Items.Select(p => p.Kind == TagParameterFactKind.Required
            ? $"new({Literal(p.Name)})"
            : $"new({Literal(p.Name)}, {Templates}TagParameterKind.{p.Kind})"));
        var (factory, extra) = method.Kind switch
        {
            TagMethodKind.SimpleBlockTag => ("Block", Literal(method.EndName) + ", "),
            TagMethodKind.InclusionTag => ("Inclusion", Literal(method.Template) + ", "),
            _ => ("Simple", ""),
        };
        return $"{Templates}DeclaredTag.{factory}({Literal(method.Name)}, {extra}{Literal(method.Summary)}, [{parameters}], static call => {Call(symbol, arguments)})";
    }

    private static string Argument(TagParameterFact parameter, IParameterSymbol symbol, int index) => parameter.Kind switch
    {
        TagParameterFactKind.Rest => $"call.Rest<{((IArrayTypeSymbol)symbol.Type).ElementType.ToDisplayString(ViewReader.WithNullability)}>({Literal(parameter.Name)})",
        TagParameterFactKind.Keywords => "call.Keywords",
        _ => $"call.Get<{ViewReader.TypeOf(symbol)}>({index}, {Literal(parameter.Name)}{Default(symbol)})",
    };

    private static string Default(IParameterSymbol parameter) => TypeNames.DefaultOf(parameter) is { } code ? ", " + code : "";

    private static string Call(IMethodSymbol symbol, IEnumerable<string> arguments)
    {
        var call = $"{symbol.ContainingType.ToDisplayString(TypeNames.Qualified)}.{Identifier(symbol.Name)}({string.Join(", ", arguments)})";
        var isTask = symbol.ReturnType is INamedTypeSymbol { IsGenericType: true } type && (TypeNames.Is(type, "System.Threading.Tasks.Task") || TypeNames.Is(type, "System.Threading.Tasks.ValueTask"));
        return isTask ? $"{Templates}DeclaredTag.Result({call})" : call;
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Plain(string code) => code.Replace("global::", "");
}
