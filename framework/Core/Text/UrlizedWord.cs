using System.Text;

namespace Quintet.Text;

/// <summary>A word of a text that may be an address, and the punctuation around it.</summary>
internal readonly ref struct UrlizedWord
{
    private static readonly string[] TopLevelDomains = ["com", "edu", "gov", "int", "mil", "net", "org"];

    private readonly ReadOnlySpan<char> _word;
    private readonly ReadOnlySpan<char> _middle;
    private readonly int _start;

    public UrlizedWord(ReadOnlySpan<char> word)
    {
        _word = word;
        if (word.IndexOfAny('.', '@', ':') < 0) return;
        var end = word.Length;
        TrimPunctuation(word, ref _start, ref end);
        _middle = word[_start..end];
    }

    public void Write(ref TextBuilder builder, int? limit, bool nofollow, bool escape)
    {
        var url = FindUrl(ref nofollow);
        if (url is null)
        {
            Append(ref builder, _word, escape);
            return;
        }

        Append(ref builder, _word[.._start], escape);
        builder.Append("<a href=\"");
        builder.AppendEscaped(url);
        builder.Append(nofollow ? "\" rel=\"nofollow\">" : "\">");
        if (limit is not { } most || UnicodeText.Length(_middle) <= most)
        {
            Append(ref builder, _middle, escape);
        }
        else
        {
            Append(ref builder, _middle[..UnicodeText.IndexOf(_middle, most - 1)], escape);
            builder.Append('…');
        }

        builder.Append("</a>");
        Append(ref builder, _word[(_start + _middle.Length)..], escape);
    }

    private string? FindUrl(ref bool nofollow)
    {
        if (_middle.IsEmpty) return null;
        if (HasScheme(_middle)) return SmartUrl.Quote(HtmlEntities.Unescape(_middle.ToString()));
        if (_middle.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || EndsInKnownDomain(_middle)) return SmartUrl.Quote("http://" + HtmlEntities.Unescape(_middle.ToString()));
        if (_middle.Contains(':') || !IsEmail(_middle)) return null;
        nofollow = false;
        var at = _middle.IndexOf('@');
        return SmartUrl.TryPunycode(_middle[(at + 1)..].ToString(), out var domain) ? $"mailto:{_middle[..at]}@{domain}" : null;
    }

    /// <summary><c>http://</c> or <c>https://</c> and a letter, or a bracket and a letter.</summary>
    private static bool HasScheme(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return false;
        var rest = text[4..];
        if (rest.StartsWith("s", StringComparison.OrdinalIgnoreCase)) rest = rest[1..];
        if (!rest.StartsWith("://")) return false;
        rest = rest[3..];
        if (rest.StartsWith("[")) rest = rest[1..];
        return Rune.DecodeFromUtf16(rest, out var rune, out _) == System.Buffers.OperationStatus.Done && UnicodeText.IsWord(rune);
    }

    private static bool EndsInKnownDomain(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return false;
        if (Rune.DecodeFromUtf16(text, out var first, out var length) != System.Buffers.OperationStatus.Done || !UnicodeText.IsWord(first)) return false;
        // Something has to stand between the first letter and the dot, and no '@'.
        for (var i = length; i < text.Length && text[i] != '@'; i++)
        {
            if (text[i] != '.' || i == length) continue;
            var rest = text[(i + 1)..];
            if (rest.Length < 3 || (rest.Length > 3 && rest[3] != '/')) continue;
            foreach (var domain in TopLevelDomains)
            {
                if (rest.StartsWith(domain, StringComparison.OrdinalIgnoreCase)) return true;
            }
        }

        return false;
    }

    private static bool IsEmail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at <= 0 || at == text.Length - 1) return false;
        var domain = text[(at + 1)..];
        return !domain.Contains('@') && domain[0] != '.' && domain.Contains('.');
    }

    /// <summary>Takes brackets and punctuation off both ends. A closing bracket goes only where one more is closed than opened.</summary>
    private static void TrimPunctuation(ReadOnlySpan<char> word, ref int start, ref int end)
    {
        // How many more of each kind are closed than opened: kept while the ends move, so that nothing is counted twice.
        var (round, square) = (word.Count(')') - word.Count('('), word.Count(']') - word.Count('['));
        var before = -1;
        while (before != end - start)
        {
            before = end - start;
            TrimBracket(word, '(', ')', ref start, ref end, ref round);
            TrimBracket(word, '[', ']', ref start, ref end, ref square);
            TrimTrailing(word, start, ref end);
        }
    }

    private static void TrimBracket(ReadOnlySpan<char> word, char opening, char closing, ref int start, ref int end, ref int excess)
    {
        if (start < end && word[start] == opening)
        {
            start++;
            excess++;
        }

        if (start >= end || word[end - 1] != closing || excess != 1) return;
        end--;
        excess--;
    }

    /// <summary>Takes <c>.,:;!</c> off the end; not the semicolon that ends an entity.</summary>
    private static void TrimTrailing(ReadOnlySpan<char> word, int start, ref int end)
    {
        while (end > start && word[end - 1] is '.' or ',' or ':' or ';' or '!')
        {
            if (word[end - 1] == ';' && HtmlEntities.EndsWithEntity(word[start..end])) return;
            end--;
        }
    }

    private static void Append(ref TextBuilder builder, ReadOnlySpan<char> text, bool escape)
    {
        if (escape) builder.AppendEscaped(text);
        else builder.Append(text);
    }
}
