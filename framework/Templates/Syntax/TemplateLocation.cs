using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>What the cursor is in.</summary>
public enum LocationKind
{
    /// <summary>Text, a comment, raw content, or a place in a tag where nothing of it is written.</summary>
    None,

    /// <summary>The name of a tag, or the place where it is to be written.</summary>
    TagName,

    /// <summary>A tag's argument that is neither of the below, or the blank place where a new one would begin.</summary>
    Argument,

    /// <summary>The name before <c>=</c>.</summary>
    ArgumentKey,

    /// <summary>A name of a variable's path; or the place where a value is to be written (in <c>{{ }}</c>, behind <c>=</c>, behind a filter's colon).</summary>
    Variable,

    /// <summary>The name of a filter, or the place behind <c>|</c> where it is to be written.</summary>
    FilterName,

    /// <summary>Inside of a quoted string.</summary>
    String,
}

/// <summary>What stands at a cursor: the nodes around it, and inside a tag or variable the very piece.</summary>
/// <param name="Path">From the root to the innermost node.</param>
/// <param name="Kind">What the cursor is in.</param>
/// <param name="Replace">What a completion replaces: the whole word or string content around the cursor; empty at the cursor where nothing is written.</param>
/// <param name="Prefix">The part of <see cref="Replace"/> before the cursor.</param>
public sealed record TemplateLocation(IReadOnlyList<TemplateNode> Path, LocationKind Kind, TextSpan Replace, string Prefix)
{
    public TemplateNode Node => Path[^1];

    /// <summary>The tag that the cursor is in, closed or not.</summary>
    public TagNode? Tag => Node as TagNode;

    public VariableNode? Variable => Node as VariableNode;

    /// <summary>The argument that the cursor touches; null where it stands between arguments.</summary>
    public TagArgument? Argument { get; init; }

    /// <summary>The index of <see cref="Argument"/>, or the one that a new argument here would have; -1 outside of arguments.</summary>
    public int ArgumentIndex { get; init; } = -1;

    /// <summary>The expression around the cursor.</summary>
    public FilterExpression? Expression { get; init; }

    /// <summary>The constant or variable at the cursor: the expression's own or a filter's argument.</summary>
    public Operand? Operand { get; init; }

    /// <summary>Which name of <see cref="Operand"/>'s path the cursor is in.</summary>
    public int PartIndex { get; init; } = -1;

    /// <summary>The filter whose name or argument the cursor is in.</summary>
    public FilterCall? Filter { get; init; }

    internal static TemplateLocation Find(TemplateTree tree, int offset)
    {
        offset = Math.Clamp(offset, 0, tree.Text.Length);
        var path = new List<TemplateNode> { tree.Root };
        while (Child(path[^1], offset) is { } child) path.Add(child);

        var finder = new Finder(tree.Text, path, offset);
        return path[^1] switch
        {
            TagNode tag when tag.ContentSpan.Touches(offset) => finder.InTag(tag, tree.Options.Tags.Find(tag.Name)?.FirstArgument == ArgumentRole.Filters),
            VariableNode variable when variable.ContentSpan.Touches(offset) => finder.InExpression(variable.Expression) ?? finder.Nothing(),
            _ => finder.Nothing(),
        };
    }

    /// <summary>The child at a cursor. Between two, the one that can still be typed into: an unclosed tag before the cursor, else the following.</summary>
    private static TemplateNode? Child(TemplateNode node, int offset)
    {
        var children = node.Children;
        var (low, high) = (0, children.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var span = children[middle].Span;
            if (offset < span.Start) high = middle - 1;
            else if (offset >= span.End) low = middle + 1;
            else return middle > 0 && offset == span.Start && IsOpenAtEnd(children[middle - 1]) ? children[middle - 1] : children[middle];
        }

        return high >= 0 && children[high].Span.End == offset && (IsOpenAtEnd(children[high]) || high == children.Count - 1) ? children[high] : null;
    }

    private static bool IsOpenAtEnd(TemplateNode node) => node switch
    {
        TagNode tag => !tag.IsClosed,
        VariableNode variable => !variable.IsClosed,
        BlockNode { End: null } block => IsOpenAtEnd(block.Children[^1]),
        _ => false,
    };

    private readonly struct Finder(string text, IReadOnlyList<TemplateNode> path, int offset)
    {
        public TemplateLocation Nothing() => At(LocationKind.None, new(offset, 0));

        public TemplateLocation InTag(TagNode tag, bool takesFilters)
        {
            if (tag.NameSpan.Touches(offset) || offset < tag.NameSpan.Start) return At(LocationKind.TagName, tag.NameSpan.Touches(offset) ? tag.NameSpan : new(offset, 0));
            if (takesFilters)
            {
                var chain = ExpressionParser.ParseFilters(text, tag);
                return InFilters(chain) ?? At(tag.Arguments.Count == 0 ? LocationKind.FilterName : LocationKind.Argument, new(offset, 0)) with { Expression = chain };
            }

            for (var i = 0; i < tag.Arguments.Count; i++)
            {
                var argument = tag.Arguments[i];
                if (offset < argument.Span.Start) return At(LocationKind.Argument, new(offset, 0)) with { ArgumentIndex = i };
                if (!argument.Span.Touches(offset)) continue;
                if (argument.Key is not null && argument.KeySpan.Touches(offset))
                {
                    return At(LocationKind.ArgumentKey, argument.KeySpan) with { Argument = argument, ArgumentIndex = i };
                }

                return (InExpression(argument.Value) ?? At(LocationKind.Argument, argument.ValueSpan)) with { Argument = argument, ArgumentIndex = i };
            }

            return At(LocationKind.Argument, new(offset, 0)) with { ArgumentIndex = tag.Arguments.Count };
        }

        public TemplateLocation? InExpression(FilterExpression expression)
        {
            var operand = expression.Operand;
            if (operand.Kind == OperandKind.Missing)
            {
                return expression.Span.IsEmpty ? At(LocationKind.Variable, new(offset, 0)) with { Expression = expression, Operand = operand } : null;
            }

            return operand.Span.Touches(offset) ? InOperand(operand)! with { Expression = expression } : InFilters(expression);
        }

        private TemplateLocation? InFilters(FilterExpression expression)
        {
            foreach (var filter in expression.Filters)
            {
                if (offset <= filter.PipeOffset) continue;
                if (filter.NameSpan.Touches(offset) || offset < filter.NameSpan.Start)
                {
                    return At(LocationKind.FilterName, filter.NameSpan.Touches(offset) ? filter.NameSpan : new(offset, 0)) with { Expression = expression, Filter = filter };
                }

                if (filter.Argument is { } argument && argument.Span.Touches(offset)) return InOperand(argument) with { Expression = expression, Filter = filter };
            }

            return null;
        }

        private TemplateLocation InOperand(Operand operand)
        {
            switch (operand.Kind)
            {
                case OperandKind.String when operand.ContentSpan.Touches(offset):
                    return At(LocationKind.String, operand.ContentSpan) with { Operand = operand };
                case OperandKind.Variable:
                    for (var i = 0; i < operand.Parts.Count; i++)
                    {
                        if (operand.Parts[i].Span.Touches(offset)) return At(LocationKind.Variable, operand.Parts[i].Span) with { Operand = operand, PartIndex = i };
                    }

                    break;
                case OperandKind.Missing:
                    return At(LocationKind.Variable, new(offset, 0)) with { Operand = operand };
            }

            return At(LocationKind.Argument, operand.Span) with { Operand = operand };
        }

        private TemplateLocation At(LocationKind kind, TextSpan replace) => new(path, kind, replace, text[replace.Start..Math.Max(replace.Start, Math.Min(offset, replace.End))]);
    }
}
