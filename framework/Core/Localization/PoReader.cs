using System.Globalization;
using System.Text;
using Quintet.Text;

namespace Quintet.Localization;

/// <summary>Reads a <c>.po</c> file line by line.</summary>
internal sealed class PoReader(string text, string path)
{
    private readonly List<PoMessage> _messages = [];
    private readonly List<PoError> _errors = [];
    private readonly HashSet<(string? Context, string Id)> _seen = [];
    private string _header = "";
    private int _headerLine;
    private int _line;

    // The entry being read, and the part of it that a further string belongs to.
    private Entry? _entry;
    private StringBuilder? _open;
    private bool _fuzzy;

    public PoFile Read()
    {
        var rest = text.AsSpan();
        if (rest.StartsWith("\ufeff")) rest = rest[1..];
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny('\n', '\r');
            ReadLine(end < 0 ? rest : rest[..end]);
            if (end < 0) break;
            rest = rest[(end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1))..];
            _line++;
        }

        EndEntry();
        return new(path, _header, ReadPlural(), _messages, _errors);
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        var start = 0;
        while (start < line.Length && IsBlank(line[start])) start++;
        if (start == line.Length) return;
        if (line[start] == '#')
        {
            ReadComment(line[(start + 1)..]);
            return;
        }

        if (line[start] == '"')
        {
            if (_open is null) Error(start, "A string stands alone here; expected 'msgid' or 'msgstr' before it.");
            ReadStrings(line, start);
            return;
        }

        var end = start;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '[' or ']')) end++;
        BeginPart(line[start..end].ToString(), start);
        while (end < line.Length && IsBlank(line[end])) end++;
        if (end == line.Length)
        {
            if (_open is not null) Error(end, "A string in quotes is missing here.");
        }
        else if (line[end] != '"')
        {
            if (_open is not null) Error(end, $"Expected a string in quotes here, found '{Shorten(line[end..])}'.");
            _open = null;
        }
        else
        {
            ReadStrings(line, end);
        }
    }

    private void ReadComment(ReadOnlySpan<char> comment)
    {
        // A comment begins a new entry where the one before is complete; "#~" is an obsolete entry, which counts as a comment.
        if (_entry is { HasTranslation: true }) EndEntry();
        if (comment.StartsWith("~")) _fuzzy = false;
        if (!comment.StartsWith(",")) return;
        foreach (var flag in comment[1..].Split(','))
        {
            if (comment[1..][flag].Trim() is "fuzzy") _fuzzy = true;
        }
    }

    private void BeginPart(string keyword, int column)
    {
        _open = null;
        switch (keyword)
        {
            case "msgctxt":
                EndEntry();
                _open = Begin(column).Context = new();
                break;
            case "msgid":
                if (_entry is null or { Id: not null } or { HasTranslation: true }) EndEntry();
                _open = Begin(column).Id = new();
                break;
            case "msgid_plural" when _entry is { Id: not null, PluralId: null, HasTranslation: false }:
                _open = _entry.PluralId = new();
                break;
            case "msgstr" when _entry is { Id: not null, PluralId: null, HasTranslation: false }:
                _entry.Translations.Add(_open = new());
                break;
            case "msgstr" when _entry is { PluralId: not null }:
                Error(column, "This message has a plural: write 'msgstr[0]', 'msgstr[1]' and so on.");
                break;
            case "msgid_plural" or "msgstr":
                Error(column, $"'{keyword}' does not fit here: expected {Expected()}.");
                break;
            case "domain":
                Error(column, "Several domains in one file are not supported: a file holds the messages of one.");
                break;
            default:
                if (keyword.StartsWith("msgstr[", StringComparison.Ordinal)) BeginForm(keyword, column);
                else Error(column, $"Expected 'msgid', 'msgstr' or a comment here, found '{Shorten(keyword.Length > 0 ? keyword : "?")}'.");
                break;
        }
    }

    private void BeginForm(string keyword, int column)
    {
        if (_entry is not { PluralId: not null })
        {
            Error(column, $"'{keyword}' needs a 'msgid_plural' before it; expected {Expected()}.");
            return;
        }

        if (!keyword.EndsWith(']') || !int.TryParse(keyword.AsSpan(7, keyword.Length - 8), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index != _entry.Translations.Count)
        {
            Error(column, $"Expected 'msgstr[{_entry.Translations.Count}]' here, found '{Shorten(keyword)}': the forms are counted from 0.");
            return;
        }

        _entry.Translations.Add(_open = new());
    }

    private Entry Begin(int column)
    {
        if (_entry is not null) return _entry;
        _entry = new(new(_line, column), _fuzzy);
        _fuzzy = false;
        return _entry;
    }

    private string Expected() => _entry switch
    {
        null => "'msgid' first",
        { Id: null } => "'msgid'",
        { PluralId: not null } => $"'msgstr[{_entry.Translations.Count}]'",
        { HasTranslation: true } => "'msgid' of the next message",
        _ => "'msgid_plural' or 'msgstr'",
    };

    private void ReadStrings(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length)
        {
            if (IsBlank(line[at]))
            {
                at++;
                continue;
            }

            if (line[at] != '"')
            {
                Error(at, $"Expected the end of the line or a string in quotes, found '{Shorten(line[at..])}'.");
                return;
            }

            at = ReadString(line, at);
        }
    }

    /// <summary>Reads one quoted string; returns where it ends.</summary>
    private int ReadString(ReadOnlySpan<char> line, int quote)
    {
        var at = quote + 1;
        while (at < line.Length && line[at] != '"')
        {
            if (line[at] != '\\')
            {
                _open?.Append(line[at]);
                at++;
                continue;
            }

            at++;
            if (at == line.Length) break;
            at = ReadEscape(line, at);
        }

        if (at < line.Length) return at + 1;
        Error(quote, "This string is not closed: \" is missing at its end.");
        return at;
    }

    private int ReadEscape(ReadOnlySpan<char> line, int at)
    {
        var c = line[at++];
        if (c == 'x' && at < line.Length && char.IsAsciiHexDigit(line[at]))
        {
            var start = at;
            while (at < line.Length && at - start < 2 && char.IsAsciiHexDigit(line[at])) at++;
            _open?.Append((char)int.Parse(line[start..at], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return at;
        }

        if (c is >= '0' and <= '7')
        {
            var code = c - '0';
            for (var i = 0; i < 2 && at < line.Length && line[at] is >= '0' and <= '7'; i++) code = (code * 8) + (line[at++] - '0');
            _open?.Append((char)code);
            return at;
        }

        var known = "abfnrtv\\\"".IndexOf(c, StringComparison.Ordinal);
        if (known < 0)
        {
            Error(at - 2, $"'\\{c}' means nothing in a string. Write '\\\\' for a backslash.");
            _open?.Append(c);
        }
        else
        {
            _open?.Append("\a\b\f\n\r\t\v\\\""[known]);
        }

        return at;
    }

    private void EndEntry()
    {
        if (_entry is not { } entry) return;
        (_entry, _open) = (null, null);
        if (entry.Id is null || !entry.HasTranslation)
        {
            _errors.Add(new(path, entry.Position, $"This message is not complete: {(entry.Id is null ? "'msgid' and 'msgstr' are" : entry.PluralId is null ? "its 'msgstr' is" : "its 'msgstr[0]' is")} missing."));
            return;
        }

        var (context, id) = (entry.Context?.ToString(), entry.Id.ToString());
        if (!_seen.Add((context, id)))
        {
            _errors.Add(new(path, entry.Position, $"The message '{Shorten(id)}' is in this file twice. Remove one, or tell them apart by 'msgctxt'."));
            return;
        }

        if (id.Length == 0 && context is null && entry.PluralId is null)
        {
            // A header is used even where a tool has marked it as unfinished.
            (_header, _headerLine) = (entry.Translations[0].ToString(), entry.Position.Line);
            return;
        }

        _messages.Add(new(id, entry.PluralId?.ToString(), [.. entry.Translations.Select(form => form.ToString())]) { Context = context, IsFuzzy = entry.IsFuzzy, Position = entry.Position });
    }

    private PluralRule ReadPlural()
    {
        var field = new PoFile(path, _header, PluralRule.Standard, [], []).HeaderField("Plural-Forms");
        // What msginit writes until someone fills it in.
        if (field is null or "nplurals=INTEGER; plural=EXPRESSION;") return PluralRule.Standard;
        if (PluralRule.TryParse(field, out var rule, out var problem)) return rule;
        _errors.Add(new(path, new(_headerLine, 0), $"The header's Plural-Forms cannot be read: {problem}"));
        return PluralRule.Standard;
    }

    private void Error(int column, string message) => _errors.Add(new(path, new(_line, column), message));

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\f' or '\v';

    private static string Shorten(ReadOnlySpan<char> found) => found.Length > 20 ? string.Concat(found[..20], "…") : found.ToString();

    private sealed class Entry(LinePosition position, bool isFuzzy)
    {
        public LinePosition Position => position;

        public bool IsFuzzy => isFuzzy;

        public StringBuilder? Context { get; set; }

        public StringBuilder? Id { get; set; }

        public StringBuilder? PluralId { get; set; }

        public List<StringBuilder> Translations { get; } = [];

        public bool HasTranslation => Translations.Count > 0;
    }
}
