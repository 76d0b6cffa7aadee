using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>language "de" … endlanguage</c>: its content in a language; <c>None</c> switches translation off.</summary>
internal sealed class LanguageTag(Expression language, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'language' takes one argument (language)", "a language code in quotes, or a variable");
        return new LanguageTag(compiler.CompileWhole(tag.Arguments[0]), compiler.CompileNodes(block!.Branches[0].Children));
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
        var code = language.Resolve(context);
        return context.Enter(context.Locale.WithLanguage(code is null ? "" : PythonText.Str(code)));
    }
}

/// <summary><c>get_current_language as name</c> and its family: each puts one thing into a variable.</summary>
internal sealed class LanguageVariableTag(string variable, Func<RenderContext, object?> value) : RenderNode
{
    public static RenderNode CompileCurrent(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        Compile(compiler, tag, context => context.Locale.Language is { Length: > 0 } language ? language : null);

    public static RenderNode CompileBidi(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, context => context.Locale.IsBidi);

    public static RenderNode CompileAvailable(TemplateCompiler compiler, TagNode tag, BlockNode? block) =>
        Compile(compiler, tag, context => context.Locale.Locales.Languages.Select(language => new TupleValue([language.Key, context.Locale.Gettext(language.Value)])).ToList());

    public static RenderNode CompileTimeZone(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, context => context.Locale.TimeZone.Id);

    public override void Render(RenderContext context) => context.Set(variable, value(context));

    private static LanguageVariableTag Compile(TemplateCompiler compiler, TagNode tag, Func<RenderContext, object?> value)
    {
        if (tag.Arguments.Count != 2 || tag.Arguments[0].Text != "as") throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' requires 'as variable'.", "as variable");
        return new(compiler.Name(tag.Arguments[1].Text), value);
    }
}

/// <summary><c>get_language_info for "de" as info</c>, <c>get_language_info_list for codes as infos</c>.</summary>
internal sealed class LanguageInfoTag(Expression languages, string variable, bool isList) : RenderNode
{
    public static RenderNode CompileOne(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, isList: false);

    public static RenderNode CompileList(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, isList: true);

    public override void Render(RenderContext context)
    {
        var value = languages.Resolve(context);
        if (!isList)
        {
            context.Set(variable, Translation.GetLanguageInfo(PythonText.Str(value)));
            return;
        }

        var items = Sequences.Items(value) ?? throw new InvalidOperationException($"'get_language_info_list' needs a list of language codes, not a value of type {value?.GetType().Name ?? "null"}.");
        context.Set(variable, items.Cast<object?>().Select(item => Translation.GetLanguageInfo(CodeOf(item))).ToList());
    }

    /// <summary>The item itself, or the first part of one of <c>Settings.Languages</c>.</summary>
    private static string CodeOf(object? item) => item switch
    {
        string or SafeString => item.ToString()!,
        KeyValuePair<string, string> pair => pair.Key,
        _ => Sequences.Items(item) is { Count: > 0 } parts ? PythonText.Str(parts[0]) : PythonText.Str(item),
    };

    private static LanguageInfoTag Compile(TemplateCompiler compiler, TagNode tag, bool isList)
    {
        var arguments = tag.Arguments;
        if (arguments.Count != 4 || arguments[0].Text != "for" || arguments[2].Text != "as")
        {
            throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' requires 'for {(isList ? "sequence" : "string")} as variable'.", "for language as variable");
        }

        return new(compiler.CompileWhole(arguments[1]), compiler.Name(arguments[3].Text), isList);
    }
}
