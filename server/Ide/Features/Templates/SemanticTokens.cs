using Quintet.Ide.Types;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What a piece of a template is; LSP's token types of the same names.</summary>
public enum TokenKind
{
    /// <summary>The namespaces of a URL name.</summary>
    Namespace,

    /// <summary>A template that there is.</summary>
    Class,

    /// <summary>A variable that a tag declares.</summary>
    Parameter,

    /// <summary>A variable that a view or a context processor gives.</summary>
    Variable,
    Property,
    Method,

    /// <summary>A URL name that there is, a tag or filter of the project's own.</summary>
    Function,
    Keyword,
    String,
    Number,
    Comment,
}

/// <summary>What is so besides; LSP's token modifiers of the same names.</summary>
[Flags]
public enum TokenTraits
{
    None = 0,

    /// <summary>The place that declares it.</summary>
    Declaration = 1,

    /// <summary>The framework gives it.</summary>
    DefaultLibrary = 2,
}

/// <summary>A piece of a template and what it is.</summary>
public sealed record SemanticToken(TextSpan Span, TokenKind Kind, TokenTraits Traits = TokenTraits.None);

/// <summary>
/// What a grammar cannot know of a template: where a variable comes from, what a member is, which URL names, templates, tags and filters there are. What is
/// unknown gets no token, so that it looks different from what is known.
/// </summary>
public static class SemanticTokens
{
    /// <param name="snapshot">All files.</param>
    /// <param name="path">The template.</param>
    /// <param name="range">The part that is asked for; null: all.</param>
    /// <param name="withSyntax">Whether what a grammar knows is told as well: the names of tags and filters, texts, numbers, comments.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>In the order of the text; none overlaps another.</returns>
    public static IReadOnlyList<SemanticToken> Of(Snapshot snapshot, string path, TextSpan? range = null, bool withSyntax = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template, Project: { } project } document) return [];
        var tree = Mention.TreeOf(document);
        var tokens = new List<SemanticToken>();
        var scopes = snapshot.ScopesOf(project);
        var seen = new HashSet<ScopeVariable>(ReferenceEqualityComparer.Instance);
        foreach (var (node, scope) in scopes.Walk(project.Model.Templates.NameOf(document.Path), tree))
        {
            cancellation.ThrowIfCancellationRequested();
            tokens.AddRange(scope.Declared(document.Path, seen).Select(declared => new SemanticToken(declared.Span, TokenKind.Parameter, TokenTraits.Declaration)));

            if (range is { } wanted && !Meets(node.Span, wanted)) continue;
            foreach (var operand in TemplateWalk.Values(tree, node).SelectMany(TemplateWalk.Variables)) tokens.AddRange(OfPath(scopes, operand, scope));
        }

        tokens.AddRange(Mention.All(document).SelectMany(mention => OfName(project.Model, mention)));
        tokens.AddRange(TemplateMentions.OfLanguage(tree).Where(mention => mention.Span.Length > 0).Select(mention => OfLanguage(project.Model, mention, withSyntax)).OfType<SemanticToken>());
        if (withSyntax) tokens.AddRange(Syntax(tree));
        return Ordered(tokens.Where(token => token.Span.Length > 0 && (range is not { } part || Meets(token.Span, part))));
    }

    private static bool Meets(TextSpan span, TextSpan range) => span.Start < range.End && range.Start < span.End;

    /// <summary>Of two at one place the first counts: what is known of a name before what a grammar knows of it.</summary>
    private static List<SemanticToken> Ordered(IEnumerable<SemanticToken> tokens)
    {
        var ordered = new List<SemanticToken>();
        foreach (var token in tokens.OrderBy(token => token.Span.Start).ThenBy(token => token.Kind))
        {
            if (ordered.Count == 0 || ordered[^1].Span.End <= token.Span.Start) ordered.Add(token);
        }

        return ordered;
    }

    private static IEnumerable<SemanticToken> OfPath(TemplateScopes scopes, Operand operand, Scope scope)
    {
        var first = operand.Parts[0];
        if (scope.Find(first.Name) is not { } variable) yield break;
        // What every template has, and "forloop" and "block", nobody of the project declares.
        var traits = variable.IsEverywhere || (variable.IsLocal && variable.Origin is null) ? TokenTraits.DefaultLibrary : TokenTraits.None;
        yield return new(first.Span, variable.IsLocal ? TokenKind.Parameter : TokenKind.Variable, traits);
        var type = variable.Type;
        foreach (var part in operand.Parts.Skip(1))
        {
            if (part.Name.Length == 0 || type.Form == TypeForm.Unknown || scopes.Binder.Ask(type, part.Name) is not { } answer) yield break;
            if (answer.Member is { } member) yield return new(part.Span, member.IsMethod ? TokenKind.Method : TokenKind.Property);
            type = answer.Type;
        }
    }

    private static IEnumerable<SemanticToken> OfName(ProjectModel model, Mention mention)
    {
        // A name with escapes stands otherwise than it is.
        if (mention.Name.Length != mention.Span.Length) yield break;
        switch (mention.Kind)
        {
            case MentionKind.UrlName when model.Urls.Find(mention.Name).Count > 0:
                var own = mention.Name.LastIndexOf(':') + 1;
                if (own > 0) yield return new(new(mention.Span.Start, own - 1), TokenKind.Namespace);
                yield return new(TextSpan.FromBounds(mention.Span.Start + own, mention.Span.End), TokenKind.Function);
                break;
            case MentionKind.TemplateName when model.Templates.Find(mention.Name) is not null:
                yield return new(mention.Span, TokenKind.Class);
                break;
        }
    }

    private static SemanticToken? OfLanguage(ProjectModel model, Mention mention, bool withSyntax)
    {
        if (mention.Kind is MentionKind.Tag or MentionKind.Filter && model.Tags.Find(mention.Name, mention.Kind == MentionKind.Filter) is not null) return new(mention.Span, TokenKind.Function);
        return !withSyntax ? null : mention.Kind switch
        {
            MentionKind.Tag => new(mention.Span, TokenKind.Keyword),
            MentionKind.Filter => new(mention.Span, TokenKind.Function, TokenTraits.DefaultLibrary),
            _ => null,
        };
    }

    private static IEnumerable<SemanticToken> Syntax(TemplateTree tree)
    {
        foreach (var node in tree.Descendants())
        {
            if (node is CommentNode) yield return new(node.Span, TokenKind.Comment);
            if (node is BlockNode { Name: "comment", End: { } end } block) yield return new(TextSpan.FromBounds(block.Open.Span.End, end.Span.Start), TokenKind.Comment);
            foreach (var operand in TemplateWalk.Values(tree, node).SelectMany(value => value.Filters.Select(filter => filter.Argument).Prepend(value.Operand)))
            {
                if (operand is { Kind: OperandKind.String }) yield return new(operand.ContentSpan, TokenKind.String);
                if (operand is { Kind: OperandKind.Number }) yield return new(operand.Span, TokenKind.Number);
            }
        }
    }
}
