using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Reads one C# file's facts from its syntax. Never throws: what is half-typed is read as far as it is understood.</summary>
public static class SourceReader
{
    /// <summary>How C# is read. Our own source uses the newest; a user's may, too.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>A file's tree; of all that are to be in one compilation the options must be the same.</summary>
    public static SyntaxTree Parse(string text, string path = "", CancellationToken cancellation = default) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, cancellationToken: cancellation);

    public static SourceFacts Read(string text, CancellationToken cancellation = default) => Read((CompilationUnitSyntax)Parse(text, cancellation: cancellation).GetRoot(cancellation));

    public static SourceFacts Read(CompilationUnitSyntax root)
    {
        var types = new List<TypeFact>();
        var context = WithUsings(NameContext.Global, root.Usings.Where(directive => directive.GlobalKeyword.RawKind == 0));
        AddMembers(types, root.Members, context);
        // One walk over all nodes for what may stand anywhere.
        List<LiteralUse> literals = [];
        List<FieldPathUse> paths = [];
        TypeReference? entry = null;
        foreach (var node in root.DescendantNodes())
        {
            literals.AddRange(LiteralReader.Read(node));
            paths.AddRange(FieldPathReader.Read(node));
            if (node is GenericNameSyntax { Identifier.ValueText: "ExecuteFromCommandLine" } name && name.TypeArgumentList.Arguments.FirstOrDefault() is { } type) entry ??= new(type.ToString(), type.Span);
        }

        return new(types.ToEquatableArray(), literals.ToEquatableArray(), WithUsings(NameContext.Global, root.Usings.Where(directive => directive.GlobalKeyword.RawKind != 0)))
        {
            Pages = ContextReader.ReadPages(root).ToEquatableArray(),
            EntrySettings = entry,
            FieldPaths = paths.ToEquatableArray(),
            SchemaFingerprint = SchemaFingerprint.Of(root),
        };
    }

    private static void AddMembers(List<TypeFact> types, SyntaxList<MemberDeclarationSyntax> members, NameContext context)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax declaration:
                    var name = declaration.Name.ToString();
                    AddMembers(types, declaration.Members, WithUsings(context with { Namespace = context.Declare(name) }, declaration.Usings));
                    break;
                case TypeDeclarationSyntax type:
                    var fact = ReadType(type, context);
                    types.Add(fact);
                    AddMembers(types, type.Members, fact.Context);
                    break;
            }
        }
    }

    private static NameContext WithUsings(NameContext context, IEnumerable<UsingDirectiveSyntax> directives)
    {
        List<string> namespaces = [.. context.Usings], types = [.. context.StaticUsings];
        List<UsingAlias> aliases = [.. context.Aliases];
        foreach (var directive in directives)
        {
            if (directive.NamespaceOrType is not { IsMissing: false } target) continue;
            if (directive.Alias is { } alias) aliases.Add(new(alias.Name.Identifier.ValueText, target.ToString()));
            else if (directive.StaticKeyword.RawKind != 0) types.Add(target.ToString());
            else namespaces.Add(target.ToString());
        }

        return context with { Usings = namespaces.ToEquatableArray(), StaticUsings = types.ToEquatableArray(), Aliases = aliases.ToEquatableArray() };
    }

    private static TypeFact ReadType(TypeDeclarationSyntax type, NameContext context)
    {
        var name = type.Identifier.ValueText;
        var fullName = context.Declare(name);
        var urlPatterns = type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == "UrlPatterns");
        return new(fullName, name, context.In(fullName), type.Span, type.Identifier.Span)
        {
            Bases = (type.BaseList?.Types ?? default).Select(item => new TypeReference(item.Type.ToString(), item.Type.Span)).ToEquatableArray(),
            IsAbstract = Has(type.Modifiers, SyntaxKind.AbstractKeyword),
            IsStatic = Has(type.Modifiers, SyntaxKind.StaticKeyword),
            IsPartial = Has(type.Modifiers, SyntaxKind.PartialKeyword),
            Methods = type.Members.OfType<MethodDeclarationSyntax>().Select(ReadMethod).ToEquatableArray(),
            Properties = type.Members.OfType<PropertyDeclarationSyntax>().Select(ReadProperty).ToEquatableArray(),
            UrlPatterns = urlPatterns is null ? null : UrlReader.ReadList(urlPatterns),
            UrlLists = UrlReader.ReadNamed(type).ToEquatableArray(),
            AddedVariables = ContextReader.ReadAdded(type).ToEquatableArray(),
            AddsMoreVariables = ContextReader.AddsMore(type),
            PathConverter = PathConverterReader.Read(type),
            Settings = SettingsReader.Read(type),
            TagLibrary = TagLibraryReader.Read(type),
        };
    }

    private static MethodFact ReadMethod(MethodDeclarationSyntax method) => new(
        method.Identifier.ValueText,
        method.ReturnType.ToString(),
        method.ParameterList.Parameters
            .Select(parameter => new ParameterFact(parameter.Type?.ToString() ?? "", parameter.Identifier.ValueText, parameter.Default is not null))
            .ToEquatableArray(),
        Has(method.Modifiers, SyntaxKind.StaticKeyword),
        method.Span,
        method.Identifier.Span,
        ReadSummary(method.GetLeadingTrivia()));

    private static PropertyFact ReadProperty(PropertyDeclarationSyntax property) => new(
        property.Identifier.ValueText,
        property.Type.ToString(),
        property.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.Name.ToString()).ToEquatableArray(),
        StringFact.TryRead(property.ExpressionBody?.Expression ?? property.Initializer?.Value),
        property.Span,
        property.Identifier.Span);

    private static bool Has(SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(kind);

    /// <summary>
    /// The text of <c>/// &lt;summary&gt;</c>. Taken from the comment's text, which is there whether the parser was told to read documentation
    /// (the compiler's) or to leave it alone (ours, which saves a tenth of its time).
    /// </summary>
    public static string? ReadSummary(SyntaxTriviaList trivia)
    {
        var lines = trivia.SelectMany(item => item.ToFullString().Split('\n')).Select(text => text.Trim()).Where(text => text.StartsWith("///", StringComparison.Ordinal)).Select(text => text.Substring(3).Trim()).ToList();
        if (lines.Count == 0) return null;
        var match = Regex.Match(string.Join(" ", lines), "<summary>(.*?)</summary>");
        if (!match.Success) return null;
        var plain = match.Groups[1].Value;
        if (plain.IndexOf('<') < 0) return plain.Trim();
        var text = Regex.Replace(plain, "<[^>]*?(?:cref|name|langword)=\"(?:.:)?([^\"]*)\"[^>]*>", "`$1`");
        return Regex.Replace(text, "</?[a-z][^>]*>", "").Trim();
    }
}
