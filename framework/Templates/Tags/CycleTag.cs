using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

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
                ? compiler.LastCycle = new CycleTag(named._values, named._variable, named._silent) { _owner = named._owner }
                : throw TemplateCompiler.Error(arguments[0].Span, $"Named cycle '{arguments[0].Text}' does not exist.", "several values, or the name of a cycle above");
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
        var value = _values[position.Index++ % _values.Length].Resolve(context);
        if (_variable is not null) context.SetUpward(_variable, value);
        if (!_silent) context.Output.WriteValue(value, context);
    }

    public void Reset(RenderContext context) => context.GetState(_owner, static () => new Position()).Index = 0;

    private sealed class Position
    {
        public int Index { get; set; }
    }
}
