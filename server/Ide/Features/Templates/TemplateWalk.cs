using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A place in a template where a variable is read or declared.</summary>
/// <param name="Name">The variable: the first name of its path.</param>
/// <param name="Span">Where that name stands.</param>
/// <param name="Declaring">The block that declares it (<c>for</c>, <c>with</c>); null where it comes from the view.</param>
/// <param name="IsDeclaration">Whether this is the place that declares it.</param>
internal sealed record VariableUse(string Name, TextSpan Span, BlockNode? Declaring, bool IsDeclaration);

/// <summary>Walks a tree with the blocks around each place.</summary>
internal static class TemplateWalk
{
    /// <summary>The variables that a template names, in the order of the text.</summary>
    public static IEnumerable<VariableUse> Variables(TemplateTree tree)
    {
        foreach (var (node, blocks) in WithBlocks(tree.Root, []))
        {
            foreach (var use in Uses(tree, node, blocks)) yield return use;
        }
    }

    /// <summary>The names that a block declares for what is inside of it.</summary>
    public static IEnumerable<(string Name, TextSpan Span)> Declared(BlockNode block)
    {
        var arguments = block.Open.Arguments;
        switch (block.Name)
        {
            case "for":
                foreach (var argument in arguments.TakeWhile(argument => argument.Text != "in"))
                {
                    // "for key, value in" and "for key,value in"
                    var start = argument.Span.Start;
                    foreach (var name in argument.Text.Split(','))
                    {
                        if (name.Length > 0) yield return (name, new(start, name.Length));
                        start += name.Length + 1;
                    }
                }

                break;
            case "with":
                foreach (var argument in arguments)
                {
                    if (argument.Key is { } key) yield return (key, argument.KeySpan);
                }

                if (arguments.Count == 3 && arguments[1].Text == "as") yield return (arguments[2].Text, arguments[2].Span);
                break;
        }
    }

    private static IEnumerable<(TemplateNode Node, IReadOnlyList<BlockNode> Blocks)> WithBlocks(TemplateNode node, IReadOnlyList<BlockNode> blocks)
    {
        // Not recursive: a template may be nested as deep as its text is long.
        var stack = new Stack<(TemplateNode Node, IReadOnlyList<BlockNode> Blocks)>();
        stack.Push((node, blocks));
        while (stack.TryPop(out var top))
        {
            yield return top;
            var inside = top.Node is BlockNode block && Declared(block).Any() ? [.. top.Blocks, block] : top.Blocks;
            for (var i = top.Node.Children.Count - 1; i >= 0; i--)
            {
                // What a tag declares is there behind it; the tag itself stands outside.
                var child = top.Node.Children[i];
                stack.Push((child, top.Node is BlockNode opened && child == opened.Open ? top.Blocks : inside));
            }
        }
    }

    /// <summary>The values that a node shows or hands on; what a tag only declares, and the words of its own, are none.</summary>
    public static IEnumerable<FilterExpression> Values(TemplateTree tree, TemplateNode node) => node switch
    {
        VariableNode variable => [variable.Expression],
        TagNode tag => Arguments(tree, tag).Select(argument => argument.Value),
        _ => [],
    };

    /// <summary>The variables and their lookups in an expression.</summary>
    public static IEnumerable<Operand> Variables(FilterExpression expression)
    {
        foreach (var operand in expression.Filters.Select(filter => filter.Argument).Prepend(expression.Operand))
        {
            if (operand is { Kind: OperandKind.Variable, Parts: [{ Name.Length: > 0 }, ..] }) yield return operand;
        }
    }

    private static IEnumerable<TagArgument> Arguments(TemplateTree tree, TagNode tag)
    {
        var info = tree.Options.Tags.Find(tag.Name);
        // The names that it declares are found by the block; what is no expression is none here.
        if (info is null ? !tree.Options.Tags.IsContinuation(tag.Name) || tag.Name.StartsWith("end", StringComparison.Ordinal) : info.FirstArgument is ArgumentRole.Library or ArgumentRole.BlockName or ArgumentRole.PartialDefinition or ArgumentRole.PartialName or ArgumentRole.CycleName or ArgumentRole.Filters or ArgumentRole.Keyword && !tag.Name.StartsWith("get_language_info", StringComparison.Ordinal)) yield break;
        var declares = tag.Name == "for";
        for (var i = 0; i < tag.Arguments.Count; i++)
        {
            var argument = tag.Arguments[i];
            if (declares)
            {
                declares = argument.Text != "in";
                continue;
            }

            // "as name" declares for what follows; the words of a tag are no variables, nor is an attribute of the items, or the name of a fragment.
            if (argument.Text is "as" or "and" or "or" or "not" or "in" or "is" or "only" or "with" or "by" or "reversed" or "from") continue;
            if (i > 0 && (tag.Arguments[i - 1].Text is "as" or "asvar" || (tag.Name == "regroup" && tag.Arguments[i - 1].Text == "by"))) continue;
            if ((tag.Name == "cache" && i == 1) || (tag.Name == "lorem" && i > 0)) continue;
            if (info is not null && argument.Key is null && info.Keywords.Contains(argument.Text)) continue;
            yield return argument;
        }
    }

    private static IEnumerable<VariableUse> Uses(TemplateTree tree, TemplateNode node, IReadOnlyList<BlockNode> blocks)
    {
        foreach (var operand in Values(tree, node).SelectMany(Variables))
        {
            var first = operand.Parts[0];
            yield return new(first.Name, first.Span, blocks.LastOrDefault(block => Declared(block).Any(declared => declared.Name == first.Name)), IsDeclaration: false);
        }
    }
}
