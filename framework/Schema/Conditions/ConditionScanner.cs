using System.Text;

#if NETSTANDARD2_0
namespace Quintet.Reading.Conditions;
#else
namespace Quintet.Db.Conditions;
#endif

internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Number,
    Text,
    Sign,
    Bad,
}

/// <summary>Cuts a condition into words, values and signs; holds the one at which it stands.</summary>
internal sealed class ConditionScanner
{
    private static readonly string[] Keywords = ["AND", "OR", "NOT", "IS", "NULL", "IN", "LIKE", "BETWEEN", "TRUE", "FALSE"];

    private static readonly string[] Signs = ["<=", ">=", "<>", "!=", "||", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ","];

    private readonly string _text;
    private int _next;

    public ConditionScanner(string text)
    {
        _text = text;
        Next();
    }

    public TokenKind Kind { get; private set; }

    /// <summary>A name, the digits of a number, a text without its quotes, a sign.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where it begins.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong with a bad one.</summary>
    public string? Error { get; private set; }

    public static bool IsKeyword(string name) => Keywords.Contains(name, StringComparer.OrdinalIgnoreCase);

    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>Nothing more is read.</summary>
    public void Stop()
    {
        Kind = TokenKind.End;
        _next = _text.Length;
    }

    public void Next()
    {
        while (_next < _text.Length && char.IsWhiteSpace(_text[_next])) _next++;
        Position = _next;
        if (_next == _text.Length)
        {
            (Kind, Text) = (TokenKind.End, "");
            return;
        }

        var c = _text[_next];
        if (IsNameStart(c)) Take(TokenKind.Name, i => IsNameStart(_text[i]) || char.IsDigit(_text[i]));
        else if (IsDigit(c) || (c == '.' && _next + 1 < _text.Length && IsDigit(_text[_next + 1]))) Number();
        else if (c is '\'' or '"') Quoted(c);
        else if (Signs.FirstOrDefault(sign => string.CompareOrdinal(_text, _next, sign, 0, sign.Length) == 0) is { } found)
        {
            (Kind, Text) = (TokenKind.Sign, found);
            _next += found.Length;
        }
        else
        {
            Bad($"'{c}' has no meaning here");
        }
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private void Take(TokenKind kind, Func<int, bool> belongs)
    {
        var end = _next + 1;
        while (end < _text.Length && belongs(end)) end++;
        (Kind, Text) = (kind, _text.Substring(_next, end - _next));
        _next = end;
    }

    private void Number()
    {
        var seen = _text[_next] == '.';
        Take(TokenKind.Number, i =>
        {
            if (_text[i] != '.') return IsDigit(_text[i]);
            if (seen) return false;
            return seen = true;
        });
    }

    /// <summary><c>'it''s'</c>, <c>"in"</c>: the quote twice stands for itself.</summary>
    private void Quoted(char quote)
    {
        var text = new StringBuilder();
        for (var i = _next + 1; i < _text.Length; i++)
        {
            if (_text[i] != quote)
            {
                text.Append(_text[i]);
            }
            else if (i + 1 < _text.Length && _text[i + 1] == quote)
            {
                text.Append(quote);
                i++;
            }
            else
            {
                (Kind, Text) = (quote == '"' ? TokenKind.QuotedName : TokenKind.Text, text.ToString());
                _next = i + 1;
                return;
            }
        }

        Bad($"the text that begins here has no closing {quote}");
    }

    private void Bad(string error)
    {
        (Kind, Text, Error) = (TokenKind.Bad, _text.Substring(_next, 1), error);
        _next = _text.Length;
    }
}
