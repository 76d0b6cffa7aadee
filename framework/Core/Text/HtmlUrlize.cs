using Quintet.Text;

namespace Quintet;

public static partial class Html
{
    /// <summary>
    /// Makes links of the addresses in a text: <c>https://…</c>, <c>www.…</c>, names that end in a common top-level domain, e-mail
    /// addresses (Django's <c>urlize</c>). Punctuation around them stays outside.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="trimUrlLimit">How long the shown address may be; the link leads to the whole one.</param>
    /// <param name="nofollow">Whether links tell search engines not to follow them.</param>
    /// <param name="escape">Whether the text is escaped; where it is not, it has to be HTML.</param>
    public static string Urlize(string text, int? trimUrlLimit = null, bool nofollow = false, bool escape = false)
    {
        var builder = new TextBuilder(stackalloc char[256]);
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && !IsBetweenWords(text[i])) i++;
            if (i > start) new UrlizedWord(text.AsSpan(start, i - start)).Write(ref builder, trimUrlLimit, nofollow, escape);
            start = i;
            while (i < text.Length && IsBetweenWords(text[i])) i++;
            if (escape) builder.AppendEscaped(text.AsSpan(start, i - start));
            else builder.Append(text.AsSpan(start, i - start));
        }

        return builder.ToString();
    }

    private static bool IsBetweenWords(char c) => c is '<' or '>' or '"' or '\'' || UnicodeText.IsSpace(c);
}
