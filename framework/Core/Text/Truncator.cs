using System.Text;
using Quintet.Localization;

namespace Quintet.Text;

/// <summary>Cuts a text to a number of characters or words, plain or HTML (Django's <c>Truncator</c>).</summary>
/// <param name="text">The text.</param>
/// <param name="locale">Whose ellipsis is used; that of the language in force where it is null.</param>
public sealed class Truncator(string text, Locale? locale = null)
{
    /// <summary>HTML beyond so many characters is cut off before anything is counted.</summary>
    private const int MaxHtmlLength = 5_000_000;

    private const string Placeholder = "%(truncated_text)s";

    /// <summary>The text, with at most so many characters, the ellipsis among them. Characters that combine with the one before are not counted.</summary>
    /// <param name="count">How many characters may stay.</param>
    /// <param name="truncate">What is put behind a text that was cut, or <c>%(truncated_text)s</c> with something around; an ellipsis where it is null.</param>
    /// <param name="html">Whether the text is HTML: tags are not counted, and those left open are closed.</param>
    public string Chars(int count, string? truncate = null, bool html = false)
    {
        var normal = UnicodeText.Normalize(text, NormalizationForm.FormC);
        var room = count;
        foreach (var rune in AddTruncationText("", truncate).EnumerateRunes())
        {
            if (!UnicodeText.IsCombining(rune) && --room == 0) break;
        }

        if (html) return TruncateHtml(normal, count, room, truncate, words: false);
        var (length, cut, position) = (0, -1, 0);
        foreach (var rune in normal.EnumerateRunes())
        {
            if (!UnicodeText.IsCombining(rune))
            {
                length++;
                if (cut < 0 && length > room) cut = position;
                if (length > count) return AddTruncationText(normal[..Math.Max(cut, 0)], truncate);
            }

            position += rune.Utf16SequenceLength;
        }

        return normal;
    }

    /// <summary>The first so many words; with single blanks between them where it is plain text. A negative count leaves out so many from the end.</summary>
    /// <inheritdoc cref="Chars"/>
    public string Words(int count, string? truncate = null, bool html = false)
    {
        if (html) return count <= 0 ? "" : TruncateHtml(text, count, count, truncate, words: true);
        var wanted = count >= 0 ? count : Math.Max(0, CountWords(text) + (long)count);
        var builder = new TextBuilder(stackalloc char[256]);
        var rest = UnicodeText.Trim(text);
        for (long i = 0; !rest.IsEmpty; i++)
        {
            if (i == wanted)
            {
                var head = builder.ToString();
                return AddTruncationText(head, truncate);
            }

            var end = 0;
            while (end < rest.Length && !UnicodeText.IsSpace(rest[end])) end++;
            if (i > 0) builder.Append(' ');
            builder.Append(rest[..end]);
            while (end < rest.Length && UnicodeText.IsSpace(rest[end])) end++;
            rest = rest[end..];
        }

        var whole = builder.ToString();
        return count < 0 ? AddTruncationText(whole, truncate) : whole;
    }

    /// <summary>How many words a text has: what stands between blanks.</summary>
    public static int CountWords(string text)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var space = UnicodeText.IsSpace(c);
            if (!space && !inWord) count++;
            inWord = !space;
        }

        return count;
    }

    private string AddTruncationText(string head, string? truncate)
    {
        truncate ??= (locale ?? Translation.Current).Pgettext("String to return when truncating text", "%(truncated_text)s…");
        if (truncate.Contains(Placeholder, StringComparison.Ordinal)) return truncate.Replace(Placeholder, head, StringComparison.Ordinal);
        return head.EndsWith(truncate, StringComparison.Ordinal) ? head : head + truncate;
    }

    private string TruncateHtml(string html, int count, int room, string? truncate, bool words)
    {
        var ellipsis = AddTruncationText("", truncate);
        var isCut = html.Length > MaxHtmlLength;
        if (isCut) html = html[..MaxHtmlLength];
        var reader = new HtmlPieces(html, words);
        var open = new OpenElements();
        var (length, end) = (0, 0);
        while (length <= count && reader.Next())
        {
            if (reader.IsText)
            {
                if (++length == room) end = reader.End;
            }
            else if (length < room)
            {
                open.Follow(reader.Piece);
            }
        }

        if (length <= count) return isCut ? html + ellipsis : html;
        var builder = new TextBuilder(stackalloc char[256]);
        builder.Append(html.AsSpan(0, end));
        builder.Append(ellipsis);
        open.Close(ref builder);
        return builder.ToString();
    }

    /// <summary>Keeps account of the elements that are open.</summary>
    private sealed class OpenElements
    {
        private readonly List<string> _names = [];

        // How often each is open, so that an end tag of something else costs no search.
        private readonly Dictionary<string, int> _counts = [];

        public void Follow(ReadOnlySpan<char> piece)
        {
            if (!HtmlTag.TryRead(piece, out var tag) || tag.IsSelfClosing) return;
            var name = UnicodeText.Lower(tag.Name.ToString());
            if (name is "br" or "col" or "link" or "base" or "img" or "param" or "area" or "hr" or "input") return;
            var count = _counts.GetValueOrDefault(name);
            if (!tag.IsClosing)
            {
                _names.Add(name);
                _counts[name] = count + 1;
                return;
            }

            // It closes what was opened in between as well.
            for (var closed = count == 0 ? name : ""; closed != name; _names.RemoveAt(_names.Count - 1))
            {
                closed = _names[^1];
                _counts[closed]--;
            }
        }

        public void Close(ref TextBuilder builder)
        {
            for (var i = _names.Count - 1; i >= 0; i--)
            {
                builder.Append("</");
                builder.Append(_names[i]);
                builder.Append('>');
            }
        }
    }
}
