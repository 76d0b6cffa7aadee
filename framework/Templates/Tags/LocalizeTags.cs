using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>localize off … endlocalize</c>: whether values in its content follow the language, whatever the settings say.</summary>
internal sealed class LocalizeTag(bool on, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        new LocalizeTag(Switch.Read(tag), compiler.CompileNodes(block!.Branches[0].Children));

    public override void Render(RenderContext context)
    {
        var outer = context.UseL10n;
        context.UseL10n = on;
        try
        {
            content.Render(context);
        }
        finally
        {
            context.UseL10n = outer;
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var outer = context.UseL10n;
        context.UseL10n = on;
        try
        {
            await content.RenderAsync(context).ConfigureAwait(false);
        }
        finally
        {
            context.UseL10n = outer;
        }
    }
}

/// <summary><c>localtime off … endlocaltime</c>: whether aware times in its content are shown in the current time zone, whatever the settings say.</summary>
internal sealed class LocalTimeTag(bool on, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        new LocalTimeTag(Switch.Read(tag), compiler.CompileNodes(block!.Branches[0].Children));

    public override void Render(RenderContext context)
    {
        using (context.Enter(context.Locale.WithUseTz(on))) content.Render(context);
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        using (context.Enter(context.Locale.WithUseTz(on))) await content.RenderAsync(context).ConfigureAwait(false);
    }
}

/// <summary><c>timezone "Europe/Paris" … endtimezone</c>: its content in a time zone; <c>None</c> means the default one.</summary>
internal sealed class TimeZoneTag(Expression zone, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'timezone' takes one argument (timezone)", "the name of a time zone in quotes, or a variable");
        return new TimeZoneTag(compiler.CompileWhole(tag.Arguments[0]), compiler.CompileNodes(block!.Branches[0].Children));
    }

    public override void Render(RenderContext context)
    {
        using (Enter(context)) content.Render(context);
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        using (Enter(context)) await content.RenderAsync(context).ConfigureAwait(false);
    }

    private RenderContext.LocaleScope Enter(RenderContext context)
    {
        var value = zone.Resolve(context);
        var wanted = value switch
        {
            null => context.Locale.Locales.Options.TimeZone,
            TimeZoneInfo known => known,
            _ => TimeZoneInfo.FindSystemTimeZoneById(PythonText.Str(value)),
        };
        return context.Enter(context.Locale.WithTimeZone(wanted));
    }
}

/// <summary>Reads <c>on</c>, <c>off</c> or nothing, which means on.</summary>
internal static class Switch
{
    public static bool Read(TagNode tag)
    {
        if (tag.Arguments.Count == 0) return true;
        if (tag.Arguments.Count > 1 || tag.Arguments[0].Text is not ("on" or "off")) throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' argument should be 'on' or 'off'", "on or off");
        return tag.Arguments[0].Text == "on";
    }
}
