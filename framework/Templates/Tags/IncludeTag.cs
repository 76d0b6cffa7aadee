using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>include "row.html" with book=x only</c>.</summary>
internal sealed class IncludeTag(Expression template, (string Name, Expression Value)[] values, bool only) : RenderNode
{
    /// <summary>Templates that include one another, each inside the last; a recursive template that ends stays far below.</summary>
    private const int MaxDepth = 100;

    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'include' tag takes at least one argument: the name of the template to be included.", "a template's name in quotes, or a variable");
        TemplateNames.Check(compiler, arguments[0], mayBeSame: true);
        var template = compiler.CompileWhole(arguments[0]);
        var (only, with) = (false, false);
        (string, Expression)[] values = [];
        for (var i = 1; i < arguments.Count;)
        {
            var option = arguments[i];
            switch (option.Text)
            {
                case "only" when !only:
                    only = true;
                    i++;
                    break;
                case "with" when !with:
                    with = true;
                    (values, var next) = Assignments.Read(compiler, arguments, i + 1, mayUseAs: false);
                    if (values.Length == 0) throw TemplateCompiler.Error(option.Span, "\"with\" in 'include' tag needs at least one keyword argument.", "name=value");
                    i = next;
                    break;
                case "only" or "with":
                    throw TemplateCompiler.Error(option.Span, $"The '{option.Text}' option was specified more than once.");
                default:
                    throw TemplateCompiler.Error(option.Span, $"Unknown argument for 'include' tag: '{option.Text}'.", "'with' or 'only'");
            }
        }

        return new IncludeTag(template, values, only);
    }

    public override void Render(RenderContext context)
    {
        var included = Find(context);
        var outer = Enter(context, included, Resolved(context));
        try
        {
            included.RenderIn(context);
        }
        finally
        {
            Leave(context, outer);
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var included = Find(context);
        var outer = Enter(context, included, Resolved(context));
        try
        {
            await included.RenderInAsync(context).ConfigureAwait(false);
        }
        finally
        {
            Leave(context, outer);
        }
    }

    private object?[] Resolved(RenderContext context)
    {
        var resolved = values.Length == 0 ? [] : new object?[values.Length];
        for (var i = 0; i < values.Length; i++) resolved[i] = values[i].Value.Resolve(context);
        return resolved;
    }

    private (RenderContext.Isolation? Isolation, RenderContext.Scope Scope) Enter(RenderContext context, Template included, object?[] resolved)
    {
        Enter(context, included);
        RenderContext.Isolation? isolation = only ? context.EnterIsolation() : null;
        var scope = context.Push();
        for (var i = 0; i < resolved.Length; i++) context.Set(values[i].Name, resolved[i]);
        return (isolation, scope);
    }

    private static void Leave(RenderContext context, (RenderContext.Isolation? Isolation, RenderContext.Scope Scope) outer)
    {
        context.Pop(outer.Scope);
        if (outer.Isolation is { } isolation) context.LeaveIsolation(isolation);
        context.IncludeDepth--;
    }

    /// <summary>Counts how deep templates are inside of one another; whoever calls it counts back afterwards.</summary>
    internal static void Enter(RenderContext context, Template included)
    {
        if (context.IncludeDepth == MaxDepth)
        {
            throw new InvalidOperationException($"Templates include one another more than {MaxDepth} deep; the last is '{included.Name}'. A template that includes itself needs a condition that ends it.");
        }

        context.Cancellation.ThrowIfCancellationRequested();
        context.IncludeDepth++;
    }

    private Template Find(RenderContext context)
    {
        var value = template.Resolve(context);
        switch (value)
        {
            case Template ready:
                return ready;
            case string or SafeString when value.ToString() is { Length: > 0 } name:
                return context.Engine.GetTemplate(TemplateNames.Resolve(context.Template.Name, name, mayBeSame: true));
            default:
                var names = value is string or SafeString ? null : Sequences.Items(value);
                if (names is not { Count: > 0 }) throw new TemplateDoesNotExistException("", []);
                return context.Engine.SelectTemplate([.. names.Cast<object?>().Select(PythonText.Str)]);
        }
    }
}
