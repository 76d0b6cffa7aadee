using Quintet.Templates.Values;

namespace Quintet.Templates.Rendering;

/// <summary>A text in the language of the rendering: <c>_("Welcome")</c>, and what <c>translate</c> is given.</summary>
/// <remarks>
/// Percent signs are doubled before the text is looked up, as they are in the <c>.po</c> files made from templates; <c>translate</c> makes
/// them single again, <c>_()</c> shows them as they are.
/// </remarks>
internal sealed class TranslatedSource(ValueSource text, Expression? messageContext) : ValueSource
{
    public override string Name => text.Name;

    public override TemplateValue Resolve(RenderContext context)
    {
        var value = text.Resolve(context);
        if (value.IsMissing) return value;
        var message = value.ToObject();
        var id = PythonText.Str(message).Replace("%", "%%", StringComparison.Ordinal);
        var translated = messageContext?.Resolve(context) is { } about && PythonText.Str(about) is { Length: > 0 } name
            ? context.Locale.Pgettext(name, id)
            : context.Locale.Gettext(id);
        // What a template's author wrote is HTML, and so is its translation; a variable's text is not.
        return TemplateValue.Of(message is SafeString ? new SafeString(translated) : translated);
    }
}
