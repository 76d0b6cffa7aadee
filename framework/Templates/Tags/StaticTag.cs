using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>static 'css/site.css' as link</c>.</summary>
internal sealed class StaticTag(Expression path, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'static' takes at least one argument (path to file).", "a static file's path in quotes, or a variable");
        var (rest, variable) = AsVariable.Split(tag.Arguments, 1);
        if (rest.Count > 0) throw TemplateCompiler.Error(rest[0].Span, $"'static' takes one argument, the path to a file, and 'as variable'; not '{rest[0].Text}'.", "'as'");
        return new StaticTag(compiler.CompileWhole(tag.Arguments[0]), variable is null ? null : compiler.Name(variable));
    }

    public override void Render(RenderContext context)
    {
        var urls = context.Engine.Options.StaticUrls ?? throw new InvalidOperationException("The tag 'static' needs EngineOptions.StaticUrls, and this engine has none.");
        var url = urls.Url(PythonText.Str(path.Resolve(context)));
        if (variable is not null) context.Set(variable, context.Autoescape ? new SafeString(Html.Escape(url)) : url);
        else if (context.Autoescape) context.Output.WriteEscaped(url);
        else context.Output.Write(url);
    }
}

/// <summary><c>get_static_prefix as prefix</c>, <c>get_media_prefix</c>.</summary>
internal sealed class PrefixTag(bool media, string? variable) : RenderNode
{
    public static RenderNode CompileStatic(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, media: false);

    public static RenderNode CompileMedia(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, media: true);

    public override void Render(RenderContext context)
    {
        var urls = context.Engine.Options.StaticUrls ?? throw new InvalidOperationException($"The tag 'get_{(media ? "media" : "static")}_prefix' needs EngineOptions.StaticUrls, and this engine has none.");
        var prefix = media ? urls.MediaPrefix : urls.StaticPrefix;
        if (variable is not null) context.Set(variable, prefix);
        else context.Output.Write(prefix);
    }

    private static PrefixTag Compile(TemplateCompiler compiler, TagNode tag, bool media)
    {
        var arguments = tag.Arguments;
        if (arguments.Count == 0) return new(media, null);
        if (arguments[0].Text != "as") throw TemplateCompiler.Error(arguments[0].Span, $"First argument in '{tag.Name}' must be 'as'.", "as");
        if (arguments.Count == 1) throw TemplateCompiler.Error(tag.Span, $"The name of a variable should follow 'as' in '{tag.Name}'.", "a name");
        return new(media, compiler.Name(arguments[1].Text));
    }
}
