namespace Quintet.Routing;

/// <summary>A way to write a path: texts, and the names of the values between them.</summary>
internal sealed class UrlTemplate(IReadOnlyList<UrlTemplate.Piece> pieces)
{
    /// <summary>A text, or a value (a back-reference repeats one that stands before it).</summary>
    public readonly record struct Piece(string Text, bool IsValue = false, bool IsRepeated = false);

    public static readonly UrlTemplate Empty = new([]);

    /// <summary>The names of the values, in their order.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. pieces.Where(piece => piece is { IsValue: true, IsRepeated: false }).Select(piece => piece.Text)];

    public UrlTemplate Then(UrlTemplate next) => new([.. pieces, .. next.Pieces]);

    public string Fill(IReadOnlyDictionary<string, string> values) => string.Concat(pieces.Select(piece => piece.IsValue ? values.GetValueOrDefault(piece.Text) : piece.Text));

    private IReadOnlyList<Piece> Pieces => pieces;
}

/// <summary>
/// Turns a regular expression into the ways to write a path that it matches (what Django's <c>regex_helper.normalize</c> does): a group is a value, a
/// repetition is as short as it may be (once, if a value is in it), a class of characters is its first one.
/// </summary>
internal sealed class RegexTemplates
{
    private readonly string _pattern;
    private int _position;
    private int _unnamed;
    private int _depth;

    private RegexTemplates(string pattern) => _pattern = pattern;

    /// <summary>The ways, the shortest first.</summary>
    /// <exception cref="ArgumentException">The expression holds something that cannot be turned round.</exception>
    public static IReadOnlyList<UrlTemplate> Of(string pattern)
    {
        var reader = new RegexTemplates(pattern);
        // Where there is an alternative outside of all groups, nothing is known of what to write.
        return reader.Sequence(out var hasAlternative) is { } templates && !hasAlternative ? templates : [UrlTemplate.Empty];
    }

    private bool IsAtEnd => _position >= _pattern.Length;

    /// <summary>Reads to the end, or to the bracket that closes the group.</summary>
    private List<UrlTemplate> Sequence(out bool hasAlternative)
    {
        hasAlternative = false;
        List<UrlTemplate> all = [UrlTemplate.Empty];
        while (!IsAtEnd && _pattern[_position] != ')')
        {
            var c = _pattern[_position++];
            // Behind it nothing can follow.
            if (c == '$' && _depth == 0) break;
            if (c == '|')
            {
                hasAlternative = true;
                continue;
            }

            var item = c switch
            {
                '^' or '$' => [UrlTemplate.Empty],
                '\\' => Escape(),
                '[' => Text(FirstOfClass()),
                '(' => Group(ref hasAlternative),
                _ => Text(c.ToString()),
            };
            all = Combine(all, Repeated(item));
        }

        return all;
    }

    private static List<UrlTemplate> Combine(List<UrlTemplate> first, List<UrlTemplate> second) => [.. first.SelectMany(before => second.Select(before.Then))];

    private static List<UrlTemplate> Text(string text) => [new([new(text)])];

    /// <summary>What an escaped character stands for, as an example.</summary>
    private List<UrlTemplate> Escape()
    {
        if (IsAtEnd) return [UrlTemplate.Empty];
        var c = _pattern[_position++];
        if (c == 'k' && !IsAtEnd && _pattern[_position] == '<')
        {
            var name = _pattern[(_position + 1).._pattern.IndexOf('>', _position)];
            _position += name.Length + 2;
            return [new([new(name, IsValue: true, IsRepeated: true)])];
        }

        return c is 'A' or 'b' or 'B' or 'z' or 'Z' or 'G' ? [UrlTemplate.Empty] : Text(Example(c));
    }

    private static string Example(char escaped) => escaped switch
    {
        'd' => "0",
        'D' or 'S' or 'w' => "x",
        's' => " ",
        'W' => "!",
        _ => escaped.ToString(),
    };

    private string FirstOfClass()
    {
        var first = "";
        var start = _position;
        while (!IsAtEnd && (_pattern[_position] != ']' || _position == start))
        {
            var c = _pattern[_position++];
            var text = c == '\\' && !IsAtEnd ? Example(_pattern[_position++]) : c.ToString();
            if (first.Length == 0) first = text;
        }

        _position++;
        return first;
    }

    private List<UrlTemplate> Group(ref bool hasAlternative)
    {
        if (!Take("?"))
        {
            var name = $"_{_unnamed++}";
            SkipGroup();
            return Value(name);
        }

        if (Take("=") || Take("!") || Take("<=") || Take("<!"))
        {
            SkipGroup();
            return [UrlTemplate.Empty];
        }

        if (Take(":"))
        {
            _depth++;
            var inner = Sequence(out var alternative);
            _depth--;
            _position++;
            hasAlternative |= alternative;
            return inner;
        }

        if (Take("<") || Take("'"))
        {
            var end = _pattern.IndexOfAny(['>', '\''], _position);
            var name = _pattern[_position..end];
            _position = end + 1;
            SkipGroup();
            return Value(name);
        }

        throw new ArgumentException($"Non-reversible reg-exp portion: '(?{_pattern[_position]}'");

        static List<UrlTemplate> Value(string name) => [new([new(name, IsValue: true)])];
    }

    private bool Take(string text)
    {
        if (!_pattern.AsSpan(_position).StartsWith(text, StringComparison.Ordinal)) return false;
        _position += text.Length;
        return true;
    }

    /// <summary>Leaves the group whose content does not matter.</summary>
    private void SkipGroup()
    {
        for (var nesting = 1; !IsAtEnd && nesting > 0;)
        {
            switch (_pattern[_position++])
            {
                case '\\': _position++; break;
                case '[': FirstOfClass(); break;
                case '(': nesting++; break;
                case ')': nesting--; break;
            }
        }
    }

    private List<UrlTemplate> Repeated(List<UrlTemplate> item)
    {
        if (IsAtEnd) return item;
        int count;
        switch (_pattern[_position])
        {
            case '*' or '?':
                count = 0;
                _position++;
                break;
            case '+':
                count = 1;
                _position++;
                break;
            case '{' when _pattern.IndexOf('}', _position) is var close and > 0 && int.TryParse(_pattern[(_position + 1)..close].Split(',')[0], out var least):
                count = least;
                _position = close + 1;
                break;
            default:
                return item;
        }

        // As few as possible or as many: what is written is the same.
        Take("?");
        if (count == 0) return item.Exists(template => template.Parameters.Count > 0) ? [UrlTemplate.Empty, .. item] : [UrlTemplate.Empty];
        var all = item;
        for (var i = 1; i < count; i++) all = Combine(all, item);
        return all;
    }
}
