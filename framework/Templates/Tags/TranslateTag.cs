using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>translate "Welcome" context "greeting" as title</c>, <c>translate "Welcome" noop</c>; <c>trans</c> is its older name.</summary>
internal sealed class TranslateTag(Expression text, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' takes at least one argument.", "a text in quotes, or a variable");
        var (noop, variable, context) = (false, (string?)null, (Expression?)null);
        var seen = new HashSet<string>();
        for (var i = 1; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (!seen.Add(option.Text)) throw TemplateCompiler.Error(option.Span, $"The '{option.Text}' option was specified more than once.");
            switch (option.Text)
            {
                case "noop":
                    noop = true;
                    break;
                case "context" when i + 1 == arguments.Count:
                    throw TemplateCompiler.Error(option.Span, $"No argument provided to the '{tag.Name}' tag for the context option.", "the context, in quotes");
                case "context" when arguments[i + 1].Text is "as" or "noop":
                    throw TemplateCompiler.Error(arguments[i + 1].Span, $"Invalid argument '{arguments[i + 1].Text}' provided to the '{tag.Name}' tag for the context option", "the context, in quotes");
                case "context":
                    context = compiler.CompileWhole(arguments[++i]);
                    break;
                case "as" when i + 1 == arguments.Count:
                    throw TemplateCompiler.Error(option.Span, $"No argument provided to the '{tag.Name}' tag for the as option.", "a name");
                case "as":
                    variable = compiler.Name(arguments[++i].Text);
                    break;
                default:
                    throw TemplateCompiler.Error(option.Span, $"Unknown argument for '{tag.Name}' tag: '{option.Text}'. The only options available are 'noop', 'context' \"xxx\", and 'as VAR'.", "noop, context or as");
            }
        }

        return new TranslateTag(compiler.CompileTranslated(arguments[0].Whole, noop, context), variable);
    }

    public override void Render(RenderContext context)
    {
        // The text stands doubled percent signs, so that it can be looked up like one of blocktranslate; see TranslatedSource.
        var shown = Localized.Shown(text.Resolve(context), context);
        if (shown.Contains("%%", StringComparison.Ordinal)) shown = shown.Replace("%%", "%", StringComparison.Ordinal);
        if (variable is null) context.Output.Write(shown);
        else context.Set(variable, context.Autoescape ? new SafeString(shown) : shown);
    }
}
