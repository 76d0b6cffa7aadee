using System.Text;
using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>
/// A parsed template. Every text has a tree, which prints back as the text; what is wrong with it stands in <see cref="Errors"/>.
/// Immutable.
/// </summary>
public sealed class TemplateTree
{
    // Made when somebody first goes through them, as all checks of a template do.
    private TemplateNode[]? _descendants;
    private LineIndex? _lines;

    private TemplateTree(string text, ParseOptions options, RootNode root, IReadOnlyList<TemplateError> errors) =>
        (Text, Options, Root, Errors) = (text, options, root, errors);

    public string Text { get; }

    public ParseOptions Options { get; }

    public RootNode Root { get; }

    /// <summary>
    /// What is wrong with the shape: tags and variables not closed, blocks not closed or crossed, variables that cannot be read;
    /// in the order of the text. What only the tags themselves know (arguments, names of tags and filters) is told by <see cref="TemplateCheck"/>.
    /// </summary>
    public IReadOnlyList<TemplateError> Errors { get; }

    public LineIndex Lines => _lines ??= new(Text);

    /// <summary>Parses a template. Never fails; takes time in proportion to the text's length.</summary>
    public static TemplateTree Parse(string text, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        var (root, errors) = new TreeBuilder(text, options).Build();
        return new(text, options, root, errors);
    }

    /// <summary>All nodes, each before its children, in the order of the text.</summary>
    public IReadOnlyList<TemplateNode> Descendants() => _descendants ??= ListNodes();

    /// <summary>What is at a cursor; see <see cref="TemplateLocation"/>.</summary>
    public TemplateLocation FindAt(int offset) => TemplateLocation.Find(this, offset);

    private TemplateNode[] ListNodes()
    {
        var nodes = new List<TemplateNode>();
        var stack = new Stack<TemplateNode>();
        stack.Push(Root);
        while (stack.TryPop(out var node))
        {
            nodes.Add(node);
            for (var i = node.Children.Count - 1; i >= 0; i--) stack.Push(node.Children[i]);
        }

        return [.. nodes];
    }

    /// <summary>Prints the leaves, one after the other: the text, to the last character.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder(Text.Length);
        foreach (var node in Descendants())
        {
            if (node.Children.Count == 0 && node is not RootNode) builder.Append(Text, node.Span.Start, node.Span.Length);
        }

        return builder.ToString();
    }
}
