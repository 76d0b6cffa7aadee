using System.Runtime.CompilerServices;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>regroup books by author as groups</c>: neighbours with an equal key become one group.</summary>
internal sealed class RegroupTag(Expression list, Expression key, string variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count != 5) throw TemplateCompiler.Error(tag.Span, "'regroup' tag takes five arguments.", "list by attribute as name");
        if (arguments[1].Text != "by") throw TemplateCompiler.Error(arguments[1].Span, "second argument to 'regroup' tag must be 'by'.", "by");
        if (arguments[3].Text != "as") throw TemplateCompiler.Error(arguments[3].Span, "next-to-last argument to 'regroup' tag must be 'as'.", "as");
        var variable = compiler.Name(arguments[4].Text);
        return new RegroupTag(compiler.CompileWhole(arguments[0]), compiler.CompileExpression(OfItem(arguments[2].Whole, variable)), variable);
    }

    public override void Render(RenderContext context)
    {
        var groups = new List<object?>();
        // While the groups are made, their name stands for the item whose key is asked for, as in Django.
        foreach (var item in Sequences.Items(list.Resolve(context, missingIsNull: true)) ?? Array.Empty<object?>())
        {
            context.Set(variable, item);
            var value = key.Resolve(context, missingIsNull: true);
            if (groups.Count == 0 || !PythonOperators.Equals(((Group)groups[^1]!).Grouper, value)) groups.Add(new Group(value));
            ((Group)groups[^1]!).Items.Add(item);
        }

        context.Set(variable, groups);
    }

    /// <summary><c>author.name|lower</c> → <c>groups.author.name|lower</c>.</summary>
    private static FilterExpression OfItem(FilterExpression key, string variable)
    {
        var operand = key.Operand;
        if (key.Error is not null) return key;
        if (operand.Kind == OperandKind.String) throw TemplateCompiler.Error(operand.Span, $"'regroup' groups by an attribute of the items, not by a text: {operand.Text}.", "the name of an attribute, without quotes");
        List<NamePart> parts = [new(variable, new(operand.Span.Start, 0))];
        // A number is the index of an item's item: by 0.
        parts.AddRange(operand.Parts.Count > 0 ? operand.Parts : [new(operand.Text, operand.Span)]);
        return new(key.Span, new(OperandKind.Variable, operand.Span, operand.ContentSpan, operand.Text, parts: parts), key.Filters, null);
    }

    /// <summary>One group: <c>group.grouper</c> and <c>group.list</c>; or both, unpacked by <c>for</c>.</summary>
    private sealed class Group(object? grouper) : ITemplateMembers, ITuple
    {
        public object? Grouper => grouper;

        public List<object?> Items { get; } = [];

        public int Length => 2;

        public object? this[int index] => index == 0 ? grouper : Items;

        public bool TryGetTemplateMember(string name, out object? value)
        {
            value = name switch { "grouper" => grouper, "list" => Items, _ => null };
            return name is "grouper" or "list";
        }
    }
}
