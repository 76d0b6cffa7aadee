using System.Text.RegularExpressions;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>autoescape off … endautoescape</c>.</summary>
internal sealed class AutoescapeTag(bool on, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'autoescape' tag requires exactly one argument.", "on or off");
        if (tag.Arguments[0].Text is not ("on" or "off")) throw TemplateCompiler.Error(tag.Arguments[0].Span, "'autoescape' argument should be 'on' or 'off'.", "on or off");
        return new AutoescapeTag(tag.Arguments[0].Text == "on", compiler.CompileNodes(block!.Branches[0].Children));
    }

    public override void Render(RenderContext context)
    {
        var outer = context.Autoescape;
        context.Autoescape = on;
        try
        {
            content.Render(context);
        }
        finally
        {
            context.Autoescape = outer;
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var outer = context.Autoescape;
        context.Autoescape = on;
        try
        {
            await content.RenderAsync(context).ConfigureAwait(false);
        }
        finally
        {
            context.Autoescape = outer;
        }
    }
}

/// <summary><c>comment … endcomment</c>: nothing.</summary>
internal static class CommentTag
{
    public static RenderNode? Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) => null;
}

/// <summary><c>verbatim … endverbatim</c>: its content as it stands.</summary>
internal static class VerbatimTag
{
    public static RenderNode? Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        block!.Branches[0].Children.Count == 0 ? null : new LiteralNode(block.Branches[0].Children[0].Span.Of(compiler.Tree.Text));
}

/// <summary><c>firstof a b "neither" as name</c>.</summary>
internal sealed class FirstOfTag(Expression[] values, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var (arguments, variable) = AsVariable.Split(tag.Arguments, 0);
        if (tag.Arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'firstof' statement requires at least one argument.", "a value");
        return new FirstOfTag([.. arguments.Select(compiler.CompileWhole)], variable is null ? null : compiler.Name(variable));
    }

    public override void Render(RenderContext context)
    {
        foreach (var candidate in values)
        {
            var value = candidate.ResolveValue(context, missingIsNull: true);
            if (!PythonOperators.IsTrue(value)) continue;
            if (variable is not null) context.Set(variable, Rendered(value.ToObject(), context));
            else context.Output.WriteValue(value, context);
            return;
        }

        if (variable is not null) context.Set(variable, "");
    }

    private static object Rendered(object? value, RenderContext context)
    {
        if (value is SafeString) return value;
        var text = Localized.Text(value, context);
        return context.Autoescape ? new SafeString(Html.Escape(text)) : text;
    }
}

/// <summary><c>spaceless … endspaceless</c>.</summary>
internal sealed partial class SpacelessTag(NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        new SpacelessTag(compiler.CompileNodes(block!.Branches[0].Children));

    public override void Render(RenderContext context) => context.Output.Write(Between().Replace(context.Capture(content).Trim(), "><"));

    [GeneratedRegex(@">\s+<")]
    private static partial Regex Between();
}

/// <summary><c>now "j F Y" as today</c>.</summary>
internal sealed class NowTag(string format, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var (arguments, variable) = AsVariable.Split(tag.Arguments, 0);
        if (arguments.Count != 1 || arguments[0].Value.Operand is not { Kind: OperandKind.String, IsClosed: true } format)
        {
            throw TemplateCompiler.Error(tag.Span, "'now' statement takes one argument: the format, in quotes.", "\"j F Y\"");
        }

        return new NowTag(format.ContentSpan.Of(compiler.Tree.Text), variable is null ? null : compiler.Name(variable));
    }

    public override void Render(RenderContext context)
    {
        var options = context.Engine.Options;
        var locale = context.Locale;
        var now = TimeZoneInfo.ConvertTime(options.Clock.GetUtcNow(), locale.TimeZone);
        // Where the project works without time zones, the time carries none.
        var text = DateFormat.Format(locale.UseTz ? new ZonedTime(now, locale.TimeZone) : now.DateTime, DateFormat.Named(format, locale), locale, locale.TimeZone);
        if (variable is not null) context.Set(variable, text);
        else context.Output.Write(text);
    }
}
