using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates.Tags;

/// <summary><c>with total=books|length … endwith</c>, and the older <c>with books|length as total</c>.</summary>
internal sealed class WithTag((string Name, Expression Value)[] values, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var (values, next) = Assignments.Read(compiler, tag.Arguments, 0, mayUseAs: true);
        if (values.Length == 0) throw TemplateCompiler.Error(tag.Span, "'with' expected at least one variable assignment.", "name=value");
        if (next < tag.Arguments.Count) throw TemplateCompiler.Error(tag.Arguments[next].Span, $"'with' received an invalid token: '{tag.Arguments[next].Text}'.", "name=value");
        return new WithTag(values, compiler.CompileNodes(block!.Branches[0].Children));
    }

    public override void Render(RenderContext context)
    {
        var scope = Enter(context);
        try
        {
            content.Render(context);
        }
        finally
        {
            context.Pop(scope);
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var scope = Enter(context);
        try
        {
            await content.RenderAsync(context).ConfigureAwait(false);
        }
        finally
        {
            context.Pop(scope);
        }
    }

    private RenderContext.Scope Enter(RenderContext context)
    {
        var resolved = new object?[values.Length];
        for (var i = 0; i < values.Length; i++) resolved[i] = values[i].Value.Resolve(context);
        var scope = context.Push();
        for (var i = 0; i < values.Length; i++) context.Set(values[i].Name, resolved[i]);
        return scope;
    }
}

/// <summary>Reads <c>name=value name=value</c>, or <c>value as name and value as name</c>: Django's <c>token_kwargs</c>.</summary>
internal static class Assignments
{
    /// <summary>What is assigned, and the index of the first argument that is no assignment.</summary>
    public static ((string Name, Expression Value)[] Values, int Next) Read(TemplateCompiler compiler, IReadOnlyList<TagArgument> arguments, int start, bool mayUseAs)
    {
        var values = new List<(string, Expression)>();
        var i = start;
        if (i < arguments.Count && arguments[i].Key is not null)
        {
            for (; i < arguments.Count && arguments[i].Key is { } key; i++) Set(compiler.Name(key), compiler.CompileValue(arguments[i]));
        }
        else if (mayUseAs)
        {
            while (i + 2 < arguments.Count && arguments[i + 1].Text == "as")
            {
                Set(compiler.Name(arguments[i + 2].Text), compiler.CompileWhole(arguments[i]));
                i += 3;
                if (i >= arguments.Count || arguments[i].Text != "and") break;
                i++;
            }
        }

        return ([.. values], i);

        void Set(string name, Expression value)
        {
            values.RemoveAll(known => known.Item1 == name);
            values.Add((name, value));
        }
    }
}
