namespace Quintet.Localization;

/// <summary>
/// A text that is translated when it is shown, into the language in force then: for labels, help texts and messages that are declared
/// once. A string converts to one that is always itself.
/// </summary>
public sealed class LazyText
{
    private readonly string _message;
    private readonly Func<Locale, string>? _translate;

    private LazyText(string message, Func<Locale, string>? translate) => (_message, _translate) = (message, translate);

    /// <summary>What it is translated from.</summary>
    public string Message => _message;

    /// <summary>A text that is translated by a function.</summary>
    public static LazyText Of(string message, Func<Locale, string> translate) => new(message, translate);

    public static implicit operator LazyText(string text) => new(text, null);

    /// <summary>The text in a language.</summary>
    public string In(Locale locale) => _translate is null ? _message : _translate(locale);

    /// <summary>The text in the language in force.</summary>
    public override string ToString() => In(Translation.Current);
}
