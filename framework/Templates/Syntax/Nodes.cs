using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>
/// A piece of a template. The children of a node follow one another without a gap and fill it, so the leaves printed in
/// order are the text; a node without children is a leaf.
/// </summary>
public abstract class TemplateNode
{
    internal TemplateNode(TextSpan span) => Span = span;

    public TextSpan Span { get; }

    public virtual IReadOnlyList<TemplateNode> Children => [];
}

/// <summary>The whole template.</summary>
public sealed class RootNode : TemplateNode
{
    internal RootNode(TextSpan span, IReadOnlyList<TemplateNode> children) : base(span) => Children = children;

    public override IReadOnlyList<TemplateNode> Children { get; }
}

/// <summary>Text that is written as it stands, and the content of <c>verbatim</c> and <c>comment</c>.</summary>
public sealed class TextNode : TemplateNode
{
    internal TextNode(TextSpan span) : base(span)
    {
    }
}

/// <summary><c>{# … #}</c> or <c>&lt;%# … %&gt;</c>.</summary>
public sealed class CommentNode : TemplateNode
{
    internal CommentNode(TextSpan span, TextSpan content) : base(span) => ContentSpan = content;

    public TextSpan ContentSpan { get; }
}

/// <summary><c>{{ … }}</c>, closed or not.</summary>
public sealed class VariableNode : TemplateNode
{
    internal VariableNode(TextSpan span, TextSpan content, FilterExpression expression, bool isClosed, bool closesLater) : base(span) =>
        (ContentSpan, Expression, IsClosed, ClosesLater) = (content, expression, isClosed, closesLater);

    /// <summary>What stands between the braces, with its blanks.</summary>
    public TextSpan ContentSpan { get; }

    public FilterExpression Expression { get; }

    /// <summary>False where <c>}}</c> is missing; see <see cref="TagNode.IsClosed"/>.</summary>
    public bool IsClosed { get; }

    /// <inheritdoc cref="TagNode.ClosesLater"/>
    public bool ClosesLater { get; }
}

/// <summary>
/// <c>{% … %}</c> or <c>&lt;% … %&gt;</c>, closed or not. Opening and end tags of a block are the first and last child of its
/// <see cref="BlockNode"/>.
/// </summary>
public sealed class TagNode : TemplateNode
{
    internal TagNode(TextSpan span, TagDelimiters delimiter, TextSpan content, TextSpan nameSpan, string name, IReadOnlyList<TagArgument> arguments, bool isClosed, bool closesLater) : base(span) =>
        (Delimiter, ContentSpan, NameSpan, Name, Arguments, IsClosed, ClosesLater) = (delimiter, content, nameSpan, name, arguments, isClosed, closesLater);

    /// <summary><see cref="TagDelimiters.Django"/> or <see cref="TagDelimiters.Quintet"/>.</summary>
    public TagDelimiters Delimiter { get; }

    /// <summary>What stands between the delimiters, with its blanks; of an unclosed tag up to its end.</summary>
    public TextSpan ContentSpan { get; }

    /// <summary>Where the name is; empty, behind the opening delimiter and its blanks, where none is written yet.</summary>
    public TextSpan NameSpan { get; }

    public string Name { get; }

    /// <summary>The pieces after the name, split at blanks outside of quotes.</summary>
    public IReadOnlyList<TagArgument> Arguments { get; }

    /// <summary>
    /// False for a half-typed tag (<c>&lt;% url 'bo</c>): the engine writes it as text, the editor completes in it. It ends at the
    /// end of its line, or before the next opening delimiter, HTML tag, or the quote that closes the HTML attribute around it.
    /// </summary>
    public bool IsClosed { get; }

    /// <summary>
    /// For a tag that is not closed: whether a closing delimiter does come on the line, but behind the opening one of another tag.
    /// Django would take all between as one tag, and fail; so the engine refuses such a template.
    /// </summary>
    public bool ClosesLater { get; }
}

/// <summary>A tag with content: <c>if … elif … else … endif</c>.</summary>
public sealed class BlockNode : TemplateNode
{
    internal BlockNode(TextSpan span, TagInfo info, IReadOnlyList<BlockBranch> branches, TagNode? end) : base(span)
    {
        (Info, Branches, End) = (info, branches, end);
        var children = new List<TemplateNode>();
        foreach (var branch in branches)
        {
            children.Add(branch.Tag);
            children.AddRange(branch.Children);
        }

        if (end is not null) children.Add(end);
        Children = children;
    }

    public TagInfo Info { get; }

    public string Name => Open.Name;

    /// <summary>The opening tag.</summary>
    public TagNode Open => Branches[0].Tag;

    /// <summary>The opening tag and each intermediate one, with what follows it. At least one.</summary>
    public IReadOnlyList<BlockBranch> Branches { get; }

    /// <summary>The end tag; null where it is missing (the block then ends where what is around it does).</summary>
    public TagNode? End { get; }

    public override IReadOnlyList<TemplateNode> Children { get; }
}

/// <summary>A part of a block: the tag that begins it and what follows up to the next part.</summary>
public sealed record BlockBranch(TagNode Tag, IReadOnlyList<TemplateNode> Children);
