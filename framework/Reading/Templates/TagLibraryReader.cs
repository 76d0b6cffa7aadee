using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>
/// Reads the tags and filters that a class declares. From syntax alone, so that the editor knows them while they are typed; the source
/// generator reads them with it too, and gives what constants mean.
/// </summary>
public static class TagLibraryReader
{
    /// <summary>The context of a rendering, which a tag may take first.</summary>
    public const string ContextType = "Quintet.Templates.RenderContext";

    /// <summary>The namespace of the attributes.</summary>
    public const string AttributeNamespace = "Quintet.Templates";

    /// <summary>Whether a class may be a library, by its syntax alone; asked of every class at every key.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is TypeDeclarationSyntax type && type.Members.Any(member => member is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method && Marker(method) is not null);

    /// <summary>Reads one declaration of a class; null where it has neither tags nor filters.</summary>
    /// <param name="type">The declaration.</param>
    /// <param name="constant">Gives a constant's value; where it is null, only literals and <c>nameof</c> are understood.</param>
    public static TagLibraryFact? Read(TypeDeclarationSyntax type, Func<ExpressionSyntax, object?>? constant = null)
    {
        constant ??= Literal;
        var methods = type.Members.OfType<MethodDeclarationSyntax>().Select(method => Read(method, constant)).OfType<TagMethodFact>().ToEquatableArray();
        if (methods.Count == 0) return null;
        var attribute = Attributes(type.AttributeLists).FirstOrDefault(a => NameOf(a) == "TagLibrary");
        var name = attribute?.ArgumentList?.Arguments.FirstOrDefault() is { } argument ? constant(argument.Expression) as string : null;
        return new(name ?? SnakeCaseRule.Convert(type.Identifier.ValueText), attribute is not null, methods);
    }

    /// <summary>The attribute that makes a method a tag or a filter; null where there is none.</summary>
    public static AttributeSyntax? Marker(MethodDeclarationSyntax method) => Attributes(method.AttributeLists).FirstOrDefault(attribute => KindOf(attribute) is not null);

    private static TagMethodFact? Read(MethodDeclarationSyntax method, Func<ExpressionSyntax, object?> constant)
    {
        if (Marker(method) is not { } marker || KindOf(marker) is not { } kind) return null;
        var options = new Options(marker, constant);
        var parameters = method.ParameterList.Parameters;
        var first = 0;
        var takesContext = kind != TagMethodKind.Filter && parameters.Count > 0 && IsType(parameters[0], "RenderContext");
        if (takesContext) first++;
        if (kind == TagMethodKind.SimpleBlockTag) first++;
        var last = parameters.Count - (kind == TagMethodKind.Filter && options.Is("NeedsAutoescape") ? 1 : 0);
        var given = new List<TagParameterFact>();
        // What compiles by hand takes the compiler, the tag and the block, and nothing from the template.
        if (kind == TagMethodKind.TemplateTag) first = last;
        for (var i = first; i < last; i++) given.Add(new(parameters[i].Identifier.ValueText, KindOf(parameters[i]), i, parameters[i].Type?.ToString() ?? ""));

        var isInclusion = kind == TagMethodKind.InclusionTag;
        var name = (isInclusion ? options.Text("Name") : options.First) is { Length: > 0 } own ? own : SnakeCaseRule.Convert(method.Identifier.ValueText);
        return new(kind, name, method.Identifier.ValueText, given.ToEquatableArray(), method.Span, method.Identifier.Span)
        {
            Summary = SourceReader.ReadSummary(method.GetLeadingTrivia()) ?? "",
            EndName = kind == TagMethodKind.SimpleBlockTag ? options.Text("EndName") is { Length: > 0 } end ? end : "end" + name : options.Text("EndName") ?? "",
            Branches = (options.Text("Branches") ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries).ToEquatableArray(),
            Signature = options.Text("Signature") is { Length: > 0 } signature ? signature : name,
            Template = isInclusion ? options.First ?? "" : "",
            TemplateLiteral = isInclusion ? StringFact.TryRead(options.FirstExpression) : null,
            TakesContext = takesContext,
            SaysTakesContext = options.Is("TakesContext"),
            NeedsAutoescape = options.Is("NeedsAutoescape"),
            IsSafe = options.Is("IsSafe"),
            ExpectsLocaltime = options.Is("ExpectsLocaltime"),
        };
    }

    private static TagParameterFactKind KindOf(ParameterSyntax parameter) =>
        Attributes(parameter.AttributeLists).Any(attribute => NameOf(attribute) == "KeywordArguments") ? TagParameterFactKind.Keywords
        : parameter.Modifiers.Any(SyntaxKind.ParamsKeyword) ? TagParameterFactKind.Rest
        : parameter.Default is not null ? TagParameterFactKind.Optional
        : TagParameterFactKind.Required;

    private static TagMethodKind? KindOf(AttributeSyntax attribute) => NameOf(attribute) switch
    {
        "TemplateFilter" => TagMethodKind.Filter,
        "SimpleTag" => TagMethodKind.SimpleTag,
        "SimpleBlockTag" => TagMethodKind.SimpleBlockTag,
        "InclusionTag" => TagMethodKind.InclusionTag,
        "TemplateTag" => TagMethodKind.TemplateTag,
        _ => null,
    };

    /// <summary>Whether a parameter's type, as written, ends in this name.</summary>
    public static bool IsType(ParameterSyntax parameter, string name) => LastName(parameter.Type) == name;

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes);

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = LastName(attribute.Name) ?? "";
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static string? LastName(TypeSyntax? type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    private static object? Literal(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: { Count: 1 } arguments } =>
            arguments[0].Expression.ToString() is var path ? path.Substring(path.LastIndexOf('.') + 1) : null,
        _ => null,
    };

    /// <summary>The arguments of an attribute.</summary>
    private sealed class Options(AttributeSyntax attribute, Func<ExpressionSyntax, object?> constant)
    {
        private readonly SeparatedSyntaxList<AttributeArgumentSyntax> _arguments = attribute.ArgumentList?.Arguments ?? default;

        public ExpressionSyntax? FirstExpression => _arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression;

        public string? First => FirstExpression is { } expression ? constant(expression) as string : null;

        public string? Text(string name) => Find(name) as string;

        public bool Is(string name) => Find(name) is true;

        private object? Find(string name) => _arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } found ? constant(found.Expression) : null;
    }
}
