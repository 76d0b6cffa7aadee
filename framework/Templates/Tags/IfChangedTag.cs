using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>ifchanged book.author … else … endifchanged</c>: what is new since the last round of the loop around it.</summary>
internal sealed class IfChangedTag(Expression[] watched, NodeList content, NodeList otherwise) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        Expression[] watched = [.. tag.Arguments.Select(compiler.CompileWhole)];
        var content = compiler.CompileNodes(block!.Branches[0].Children);
        return new IfChangedTag(watched, content, block.Branches.Count > 1 ? compiler.CompileNodes(block.Branches[1].Children) : NodeList.Empty);
    }

    public override void Render(RenderContext context)
    {
        var last = Last(context);
        if (watched.Length == 0) RenderNew(context, last);
        else (HasChanged(context, last) ? content : otherwise).Render(context);
    }

    internal override ValueTask RenderAsync(RenderContext context)
    {
        var last = Last(context);
        if (watched.Length > 0) return (HasChanged(context, last) ? content : otherwise).RenderAsync(context);
        RenderNew(context, last);
        return context.Sink!.SendIfEnough(context.Cancellation);
    }

    private Remembered Last(RenderContext context)
    {
        // What is remembered belongs to the innermost loop, also where this tag stands in a template that the loop includes;
        // so it begins anew whenever that loop does. Outside of all loops it belongs to the rendering of this template.
        return context.TryGet("forloop", out var value) && value is ForLoop loop
            ? loop.GetState(this, static () => new Remembered())
            : context.GetState(this, static () => new Remembered());
    }

    /// <summary>Without values to watch, the text itself is what may have changed.</summary>
    private void RenderNew(RenderContext context, Remembered last)
    {
        var text = context.Capture(content);
        if (text == last.Text)
        {
            otherwise.Render(context);
            return;
        }

        last.Text = text;
        context.Output.Write(text);
    }

    private bool HasChanged(RenderContext context, Remembered last)
    {
        var values = last.Spare ?? new object?[watched.Length];
        for (var i = 0; i < values.Length; i++) values[i] = watched[i].Resolve(context, missingIsNull: true);
        var changed = last.Values is null;
        for (var i = 0; i < values.Length && !changed; i++) changed = !PythonOperators.Equals(values[i], last.Values![i]);
        (last.Values, last.Spare) = (values, last.Values);
        return changed;
    }

    private sealed class Remembered
    {
        public string? Text { get; set; }

        public object?[]? Values { get; set; }

        /// <summary>The array of the round before the last, for the next round.</summary>
        public object?[]? Spare { get; set; }
    }
}
