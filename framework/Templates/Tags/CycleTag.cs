using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary><c>cycle "odd" "even" as row silent</c>, and <c>cycle row</c> for the same one again.</summary>
internal sealed class CycleTag(Expression[] values, string? variable, bool silent) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'cycle' tag requires at least two arguments.", "values, or the name of a cycle");
        if (arguments.Count == 1)
        {
            return compiler.NamedCycles.TryGetValue(arguments[0].Text, out var named)
                ? new CycleTag(named._values, named._variable, named._silent) { _owner = named._owner }
                : throw TemplateCompiler.Error(arguments[0].Span, compiler.NamedCycles.Count == 0
                    ? $"No named cycles in template. '{arguments[0].Text}' is not defined."
                    : $"Named cycle '{arguments[0].Text}' does not exist.{DidYouMean.Sentence(arguments[0].Text, compiler.NamedCycles.Keys)}", "several values, or the name of a cycle above");
        }

        var (count, name, silent) = (arguments.Count, (string?)null, false);
        if (count > 3 && arguments[^3].Text == "as")
        {
            if (arguments[^1].Text != "silent") throw TemplateCompiler.Error(arguments[^1].Span, $"Only 'silent' flag is allowed after cycle's name, not '{arguments[^1].Text}'.", "silent");
            (name, silent, count) = (arguments[^2].Text, true, count - 3);
        }
        else if (count > 3 && arguments[^2].Text == "as")
        {
            (name, count) = (arguments[^1].Text, count - 2);
        }

        var node = new CycleTag([.. arguments.Take(count).Select(compiler.CompileWhole)], name is null ? null : compiler.Name(name), silent);
        if (name is not null) compiler.NamedCycles[name] = node;
        return compiler.LastCycle = node;
    }

    private readonly Expression[] _values = values;
    private readonly string? _variable = variable;
    private readonly bool _silent = silent;

    // Whose position it moves: its own, or that of the cycle it names.
    private object _owner = new();

    public override void Render(RenderContext context)
    {
        var position = context.GetState(_owner, static () => new Position());
        var value = _values[position.Index].ResolveValue(context);
        position.Index = (position.Index + 1) % _values.Length;
        if (_variable is not null) context.SetUpward(_variable, value.ToObject());
        if (!_silent) context.Output.WriteValue(value, context);
    }

    public void Reset(RenderContext context) => context.GetState(_owner, static () => new Position()).Index = 0;

    private sealed class Position
    {
        public int Index { get; set; }
    }
}

/// <summary><c>resetcycle row</c>; without a name, the cycle defined last above it.</summary>
internal sealed class ResetCycleTag(CycleTag cycle) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count > 1) throw TemplateCompiler.Error(tag.Arguments[1].Span, "'resetcycle' tag accepts at most one argument.", "the end of the tag");
        if (tag.Arguments.Count == 0) return new ResetCycleTag(compiler.LastCycle ?? throw TemplateCompiler.Error(tag.Span, "No cycles in template.", "a 'cycle' above this tag"));
        var name = tag.Arguments[0];
        return compiler.NamedCycles.TryGetValue(name.Text, out var cycle)
            ? new ResetCycleTag(cycle)
            : throw TemplateCompiler.Error(name.Span, $"Named cycle '{name.Text}' does not exist.{DidYouMean.Sentence(name.Text, compiler.NamedCycles.Keys)}", "the name of a cycle above");
    }

    public override void Render(RenderContext context) => cycle.Reset(context);
}
