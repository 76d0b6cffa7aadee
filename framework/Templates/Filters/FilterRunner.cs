using Quintet.Localization;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

/// <summary>What a filter gets.</summary>
/// <param name="Value">The value; a string or <see cref="SafeString"/> where the filter takes text.</param>
/// <param name="Argument">What follows the colon; null without one.</param>
/// <param name="HasArgument">Whether there is a colon.</param>
/// <param name="Autoescape">Whether values are escaped here.</param>
/// <param name="Engine">The engine, for its options and what it knows of types.</param>
/// <param name="Locale">Language, formats and time zone: translated texts, separators, the current zone.</param>
public readonly record struct FilterInput(object? Value, object? Argument, bool HasArgument, bool Autoescape, Engine Engine, Locale Locale)
{
    /// <summary>The engine's options.</summary>
    public EngineOptions Options => Engine.Options;

    /// <summary>Whether the value is marked as HTML already.</summary>
    public bool IsSafe => Value is SafeString;

    /// <summary>The value's text.</summary>
    public string Text => Value as string ?? PythonText.Str(Value);

    /// <summary>The argument's text.</summary>
    public string ArgumentText => Argument as string ?? PythonText.Str(Argument);
}

/// <summary>What a filter does: the new value. A <see cref="SafeString"/> is not escaped any more.</summary>
public delegate object? FilterFunction(in FilterInput input);

/// <summary>
/// Writes what a filter makes of a value straight to the output, escaped where that is on; false where that cannot be, and
/// <see cref="FilterFunction"/> does it. Both must show the same.
/// </summary>
/// <param name="value">The value.</param>
/// <param name="argument">What follows the colon; null without one.</param>
/// <param name="context">The rendering.</param>
internal delegate bool FilterWriter(in TemplateValue value, object? argument, RenderContext context);

/// <summary>Calls filters, with Django's rules of which results are safe.</summary>
internal static class FilterRunner
{
    public static object? Run(FilterInfo filter, object? value, bool hasArgument, object? argument, bool autoescape, Engine engine, Locale locale)
    {
        if (filter.TakesText && value is not (string or SafeString)) value = PythonText.Str(value);
        var result = filter.Apply!(new(value, argument, hasArgument, autoescape, engine, locale));
        // A filter that brings no dangerous characters in leaves a safe text safe.
        return filter.KeepsSafe && value is SafeString && result is not SafeString ? new SafeString(PythonText.Str(result)) : result;
    }
}
