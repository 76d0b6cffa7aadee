using System.Globalization;
using System.Net;

namespace Quintet.Text;

/// <summary>Entities of HTML back into characters, as Python's <c>html.unescape</c> does: numbers, names, and the old names also without their semicolon.</summary>
internal static class HtmlEntities
{
    /// <summary>The longest name among those that are known.</summary>
    private const int MaxLength = 10;

    /// <summary>The names that HTML allows without a semicolon; sorted.</summary>
    private static readonly string[] WithoutSemicolon =
    [
        "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute",
        "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave",
        "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren",
        "deg", "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml",
        "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para",
        "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
        "yacute", "yen", "yuml",
    ];

    public static string Unescape(string text)
    {
        var next = text.IndexOf('&');
        if (next < 0) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        var rest = text.AsSpan();
        while (next >= 0)
        {
            builder.Append(rest[..next]);
            rest = rest[next..];
            var length = Read(rest, out var value);
            if (length == 0) (value, length) = ("&", 1);
            builder.Append(value);
            rest = rest[length..];
            next = rest.IndexOf('&');
        }

        builder.Append(rest);
        return builder.ToString();
    }

    /// <summary>Whether a text that ends in a semicolon ends in an entity, whose semicolon belongs to it.</summary>
    public static bool EndsWithEntity(ReadOnlySpan<char> text)
    {
        // Names and numbers are short: further back it is not worth looking.
        var tail = text.Length > 32 ? text[^32..] : text;
        var at = tail.LastIndexOf('&');
        return at >= 0 && Read(tail[at..], out var value) == tail.Length - at && value is not (";" or "." or "," or ":" or "!");
    }

    /// <summary>How long the entity at the beginning is; 0 where there is none.</summary>
    private static int Read(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.Length < 2) return 0;
        return text[1] == '#' ? ReadNumber(text, out value) : ReadName(text, out value);
    }

    private static int ReadNumber(ReadOnlySpan<char> text, out string value)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var start = isHex ? 3 : 2;
        var (end, number) = (start, 0L);
        for (; end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])); end++)
        {
            number = Math.Min((number * (isHex ? 16 : 10)) + int.Parse(text.Slice(end, 1), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture), 0x110000);
        }

        value = "";
        if (end == start) return 0;
        if (end < text.Length && text[end] == ';') end++;
        value = number switch
        {
            0 or > 0x10ffff or (>= 0xd800 and <= 0xdfff) => "\ufffd",
            // Numbers of the control characters mean what Windows shows for them.
            >= 0x80 and <= 0x9f => "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ".Substring((int)number - 0x80, 1),
            < 0x09 or 0x0b or (>= 0x0e and < 0x20) or (>= 0x7f and < 0xa0) or (>= 0xfdd0 and <= 0xfdef) => "",
            _ when (number & 0xfffe) == 0xfffe => "",
            _ => char.ConvertFromUtf32((int)number),
        };
        return end;
    }

    private static int ReadName(ReadOnlySpan<char> text, out string value)
    {
        var end = 1;
        while (end < text.Length && end <= MaxLength && char.IsAsciiLetterOrDigit(text[end])) end++;
        if (end < text.Length && text[end] == ';' && Find(text[1..end]) is { } whole)
        {
            value = whole;
            return end + 1;
        }

        for (; end > 2; end--)
        {
            var name = text[1..end].ToString();
            if (Array.BinarySearch(WithoutSemicolon, name, StringComparer.Ordinal) < 0) continue;
            value = Find(name)!;
            return end;
        }

        value = "";
        return 0;
    }

    private static string? Find(ReadOnlySpan<char> name)
    {
        var entity = name switch { "AMP" => "&amp;", "LT" => "&lt;", "GT" => "&gt;", "QUOT" => "&quot;", "COPY" => "&copy;", "REG" => "&reg;", _ => $"&{name};" };
        var decoded = WebUtility.HtmlDecode(entity);
        return decoded == entity ? null : decoded;
    }
}
