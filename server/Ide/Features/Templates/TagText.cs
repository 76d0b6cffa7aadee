using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>The text around a cursor inside a tag, and how to complete it so that the tag is closed once.</summary>
internal sealed class TagText
{
    private readonly string _text;
    private readonly TagNode _tag;

    public TagText(TemplateTree tree, TagNode tag)
    {
        (_text, _tag) = (tree.Text, tag);
        IsDjango = tag.Delimiter == TagDelimiters.Django;
        Quote = AttributeQuote(tree.Text, tag.Span.Start) == '\'' ? '"' : '\'';
        TemplateQuote = AttributeQuote(tree.Text, tag.Span.Start) == '"' ? '\'' : '"';
    }

    public bool IsDjango { get; }

    public string Opener => IsDjango ? "{%" : "<%";

    public string Closer => IsDjango ? "%}" : "%>";

    /// <summary>The quote for arguments, chosen so that it does not end the HTML attribute around the tag.</summary>
    public char Quote { get; }

    /// <summary>The quote for template names: by custom the double one.</summary>
    public char TemplateQuote { get; }

    /// <summary>Whether nothing but blanks stands between a place and the tag's end.</summary>
    public bool IsLast(int offset) => _tag.IsClosed
        ? string.IsNullOrWhiteSpace(_text[offset..Math.Max(offset, _tag.ContentSpan.End)])
        : !BelongsToTag(offset);

    /// <summary>
    /// The end of what a completion replaces if it writes the closing delimiter itself: behind the one that is there, whole or half.
    /// </summary>
    public int EndWithCloser(int offset)
    {
        if (_tag.IsClosed) return _tag.Span.End;
        var end = offset;
        while (end < _text.Length && _text[end] is ' ' or '\t') end++;
        if (Has(end, Closer)) return end + 2;
        if (Has(end, "%")) return end + 1;
        // Editors close a typed '{' by a '}'. A '>' alone, though, is more likely the end of an HTML tag.
        return IsDjango && Has(end, "}") ? end + 1 : offset;
    }

    /// <summary>What to write behind a place so that the tag is closed: nothing where it is, or where arguments follow.</summary>
    public string CloserIfMissing(int offset) => _tag.IsClosed || !IsLast(offset) ? "" : " " + Closer;

    /// <summary>In a tag that is not closed the rest of the line is most likely the page's text, unless it looks like arguments.</summary>
    private bool BelongsToTag(int offset)
    {
        var end = Math.Max(offset, _tag.ContentSpan.End);
        var rest = _text[offset..end].Trim();
        if (rest.Length == 0) return false;
        var word = rest.Split(' ', 2)[0];
        return word.Contains('=') || word is "as" or "with" or "only" || word[0] is '"' or '\'' or '|';
    }

    private bool Has(int offset, string what) => string.CompareOrdinal(_text, offset, what, 0, what.Length) == 0;

    /// <summary>The quote of the HTML attribute that a place on its line is in; <c>\0</c> outside of attributes.</summary>
    private static char AttributeQuote(string text, int offset)
    {
        var quote = '\0';
        var line = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        for (var i = line; i < offset; i++)
        {
            if (quote == '\0' ? text[i] is '"' or '\'' && i > line && text[i - 1] == '=' : text[i] == quote) quote = quote == '\0' ? text[i] : '\0';
        }

        return quote;
    }

    /// <summary>The word around a cursor in a string that nothing closes yet: to the first blank or quote.</summary>
    public static TextSpan OpenString(string text, TextSpan content, int offset)
    {
        var end = Math.Clamp(offset, content.Start, content.End);
        while (end < content.End && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '\'' or '<' or '%')) end++;
        return TextSpan.FromBounds(content.Start, end);
    }
}
