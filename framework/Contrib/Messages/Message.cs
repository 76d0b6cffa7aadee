namespace Quintet.Contrib.Messages;

/// <summary>The levels of messages; an app may use numbers of its own in between.</summary>
public static class MessageLevels
{
    public const int Debug = 10, Info = 20, Success = 25, Warning = 30, Error = 40;

    /// <summary>The names of the levels in upper case, for templates: <c>DEFAULT_MESSAGE_LEVELS.ERROR</c>.</summary>
    public static IReadOnlyDictionary<string, int> ByName { get; } = new Dictionary<string, int> { ["DEBUG"] = Debug, ["INFO"] = Info, ["SUCCESS"] = Success, ["WARNING"] = Warning, ["ERROR"] = Error }.AsReadOnly();

    internal static string? TagOf(int level) => level switch { Debug => "debug", Info => "info", Success => "success", Warning => "warning", Error => "error", _ => null };
}

/// <summary>Something that a visitor is told once. Shown in a template, it is its text.</summary>
public sealed class Message : ITemplateMembers, IHtml
{
    private readonly object _text;
    private readonly Settings _settings;

    internal Message(int level, object text, string extraTags, Settings settings) => (Level, _text, ExtraTags, _settings) = (level, text, extraTags, settings);

    /// <summary>See <see cref="MessageLevels"/>.</summary>
    public int Level { get; }

    public string Text => _text.ToString()!;

    /// <summary>Whether the text is HTML already.</summary>
    public bool IsSafe => _text is SafeString;

    /// <summary>What the sender adds to <see cref="Tags"/>.</summary>
    public string ExtraTags { get; }

    /// <summary>The level's name for style sheets: <c>warning</c>; <c>Settings.MessageTags</c> may have others. Empty for an unknown level.</summary>
    public string LevelTag => _settings.MessageTags.GetValueOrDefault(Level) ?? MessageLevels.TagOf(Level) ?? "";

    /// <summary>All tags, with spaces between them: the extra ones, then the level's.</summary>
    public string Tags => string.Join(' ', new[] { ExtraTags, LevelTag }.Where(tag => tag.Length > 0));

    public override string ToString() => Text;

    string IHtml.ToHtml() => IsSafe ? Text : Html.Escape(Text);

    bool ITemplateMembers.TryGetTemplateMember(string name, out object? value)
    {
        (var found, value) = name switch
        {
            "message" or "text" or "Text" => (true, _text),
            "level" or "Level" => (true, Level),
            "tags" or "Tags" => (true, Tags),
            "extra_tags" or "ExtraTags" => (true, ExtraTags),
            "level_tag" or "LevelTag" => (true, (object?)LevelTag),
            _ => (false, null),
        };
        return found;
    }
}
