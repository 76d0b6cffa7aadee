using System.Text;
using Quintet.Text;

namespace Quintet.Localization;

/// <summary>The messages of a <c>.po</c> file: texts and their translations into one language.</summary>
/// <remarks>
/// Reads what GNU gettext's <c>msgfmt</c> reads. What cannot be read is an error with its place, and left out; the rest still counts.
/// </remarks>
public sealed class PoFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal PoFile(string path, string header, PluralRule plural, IReadOnlyList<PoMessage> messages, IReadOnlyList<PoError> errors) =>
        (Path, Header, Plural, Messages, Errors) = (path, header, plural, messages, errors);

    /// <summary>Where it was read from; empty for a text.</summary>
    public string Path { get; }

    /// <summary>The translation of the empty text: <c>Language: de</c> and so on, one to a line.</summary>
    public string Header { get; }

    /// <summary>Which plural form fits a number: the header's <c>Plural-Forms</c>.</summary>
    public PluralRule Plural { get; }

    /// <summary>The messages, the fuzzy ones too (<see cref="PoMessage.IsFuzzy"/>); obsolete ones are left out.</summary>
    public IReadOnlyList<PoMessage> Messages { get; }

    /// <summary>What is wrong with the file.</summary>
    public IReadOnlyList<PoError> Errors { get; }

    /// <summary>Reads a text. Never fails: what is wrong stands in <see cref="Errors"/>.</summary>
    /// <param name="text">What the file holds.</param>
    /// <param name="path">Its path, for errors.</param>
    public static PoFile Parse(string text, string path = "") => new PoReader(text, path).Read();

    /// <summary>Reads a file, in UTF-8 or in Latin-1 where its header says so.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static PoFile Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return Parse(StrictUtf8.GetString(bytes), path);
        }
        catch (DecoderFallbackException exception)
        {
            var latin = Parse(Encoding.Latin1.GetString(bytes), path);
            if (latin.HeaderField("Content-Type")?.Contains("iso-8859-1", StringComparison.OrdinalIgnoreCase) == true) return latin;
            var before = Encoding.Latin1.GetString(bytes, 0, Math.Clamp(exception.Index, 0, bytes.Length));
            var error = new PoError(path, new LineIndex(before).GetPosition(before.Length), "This is not UTF-8. Save the file as UTF-8, and write charset=UTF-8 in its header.");
            return new(path, "", PluralRule.Standard, [], [error]);
        }
    }

    /// <summary>A field of the header; null where it is not there.</summary>
    public string? HeaderField(string name)
    {
        foreach (var line in Header.Split('\n'))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line.AsSpan(0, colon).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return line[(colon + 1)..].Trim();
        }

        return null;
    }

    /// <summary>The text of a file with these messages.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder();
        if (Header.Length > 0) Write(builder, new PoMessage("", null, [Header]));
        foreach (var message in Messages) Write(builder, message);
        return builder.ToString();
    }

    private static void Write(StringBuilder builder, PoMessage message)
    {
        if (builder.Length > 0) builder.Append('\n');
        if (message.IsFuzzy) builder.Append("#, fuzzy\n");
        if (message.Context is { } context) Write(builder, "msgctxt", context);
        Write(builder, "msgid", message.Id);
        if (message.PluralId is null)
        {
            Write(builder, "msgstr", message.Translations[0]);
            return;
        }

        Write(builder, "msgid_plural", message.PluralId);
        for (var i = 0; i < message.Translations.Count; i++) Write(builder, $"msgstr[{i}]", message.Translations[i]);
    }

    /// <summary>Writes a text; one of several lines begins on a line of its own, as gettext's tools write it.</summary>
    private static void Write(StringBuilder builder, string keyword, string text)
    {
        builder.Append(keyword).Append(' ');
        if (text.IndexOf('\n') is var line and >= 0 && line < text.Length - 1) builder.Append("\"\"\n");
        var start = 0;
        do
        {
            line = text.IndexOf('\n', start);
            var end = line < 0 ? text.Length : line + 1;
            builder.Append('"');
            foreach (var c in text.AsSpan(start, end - start))
            {
                builder.Append(c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' => $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}",
                    _ => c.ToString(),
                });
            }

            builder.Append("\"\n");
            start = end;
        }
        while (start < text.Length);
    }
}

/// <summary>A text and its translation.</summary>
/// <param name="Id">The text.</param>
/// <param name="PluralId">Its plural, where it has one.</param>
/// <param name="Translations">One, or with a plural one for each form; an empty one is not translated.</param>
public sealed record PoMessage(string Id, string? PluralId, IReadOnlyList<string> Translations)
{
    /// <summary>What tells it from another with the same text (<c>msgctxt</c>).</summary>
    public string? Context { get; init; }

    /// <summary>Whether a tool guessed the translation: such a one is not used.</summary>
    public bool IsFuzzy { get; init; }

    /// <summary>Where it begins.</summary>
    public LinePosition Position { get; init; }
}

/// <summary>Something wrong in a <c>.po</c> file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Position">Where, counted from 0.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record PoError(string Path, LinePosition Position, string Message)
{
    public override string ToString() => $"{Path}:{Position}: {Message}";
}
