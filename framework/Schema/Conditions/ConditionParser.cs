#if NETSTANDARD2_0
namespace Quintet.Reading.Conditions;
#else
namespace Quintet.Db.Conditions;
#endif

/// <summary>
/// Reads <c>age &gt;= 18 AND status IN (1, 2)</c>: what SQL's conditions have in common, over names of fields. Never throws; the first thing that
/// is wrong ends it.
/// </summary>
internal sealed class ConditionParser
{
    // A person writes a handful; the stack has room for many more.
    private const int DeepestNesting = 50;

    private readonly ConditionScanner _scanner;
    private ConditionError? _error;
    private int _depth;

    private ConditionParser(string text) => _scanner = new(text);

    /// <summary>A condition, or any expression: <c>LOWER(title)</c>.</summary>
    public static ParsedCondition Parse(string text)
    {
        var parser = new ConditionParser(text);
        var term = parser.Or();
        if (parser._scanner.Kind != TokenKind.End) parser.Fail(parser._scanner.Error ?? $"expected AND, OR or the end, found {parser.Found}");
        return parser._error is { } error ? new(null, error) : new(term, null);
    }

    private string Found => _scanner.Kind == TokenKind.End ? "the end" : $"'{_scanner.Text}'";

    private Term Or() => Junction("OR", all: false, And);

    private Term And() => Junction("AND", all: true, Not);

    private Term Junction(string word, bool all, Func<Term> next)
    {
        var first = next();
        if (!_scanner.IsWord(word)) return first;
        List<Term> parts = [.. Flat(first, all)];
        while (Take(word)) parts.AddRange(Flat(next(), all));
        return new JunctionTerm(all, parts);
    }

    private static IEnumerable<Term> Flat(Term term, bool all) => term is JunctionTerm junction && junction.All == all ? junction.Parts : [term];

    private Term Not()
    {
        var position = _scanner.Position;
        if (!Take("NOT")) return Comparison();
        return Nested(() => new NotTerm(Not(), position));
    }

    private Term Comparison()
    {
        var left = Sum();
        if (_scanner.Kind == TokenKind.Sign && _scanner.Text is "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=")
        {
            var sign = _scanner.Text == "!=" ? "<>" : _scanner.Text;
            _scanner.Next();
            return new BinaryTerm(sign, left, Sum());
        }

        if (Take("IS"))
        {
            var negated = Take("NOT");
            Expect("NULL");
            return new NullTerm(left, negated);
        }

        var not = Take("NOT");
        if (Take("LIKE")) return new BinaryTerm(not ? "NOT LIKE" : "LIKE", left, Sum());
        if (Take("IN")) return new InTerm(left, List(), not);
        if (Take("BETWEEN"))
        {
            var low = Sum();
            Expect("AND");
            return new BetweenTerm(left, low, Sum(), not);
        }

        if (not) Fail($"expected LIKE, IN or BETWEEN behind NOT, found {Found}");
        return left;
    }

    private Term Sum() => Chain(Product, "+", "-", "||");

    private Term Product() => Chain(Factor, "*", "/", "%");

    private Term Chain(Func<Term> next, params string[] signs)
    {
        var left = next();
        while (_scanner.Kind == TokenKind.Sign && signs.Contains(_scanner.Text))
        {
            var sign = _scanner.Text;
            _scanner.Next();
            left = new BinaryTerm(sign, left, next());
        }

        return left;
    }

    private Term Factor()
    {
        var (kind, text, position) = (_scanner.Kind, _scanner.Text, _scanner.Position);
        switch (kind)
        {
            case TokenKind.Number:
                _scanner.Next();
                return new LiteralTerm(LiteralKind.Number, text, position);
            case TokenKind.Text:
                _scanner.Next();
                return new LiteralTerm(LiteralKind.Text, text, position);
            case TokenKind.QuotedName:
                _scanner.Next();
                return new FieldTerm(text, position);
            case TokenKind.Name when !ConditionScanner.IsKeyword(text):
                _scanner.Next();
                return _scanner.IsSign("(") ? new CallTerm(text, List(mayBeEmpty: true), position) : new FieldTerm(text, position);
            case TokenKind.Name when Literal(text) is { } literal:
                _scanner.Next();
                return new LiteralTerm(literal, "", position);
            case TokenKind.Sign when text == "-":
                _scanner.Next();
                return Nested(() => new NegativeTerm(Factor(), position));
            case TokenKind.Sign when text == "(":
                _scanner.Next();
                var inner = Nested(Or);
                ExpectSign(")");
                return inner;
        }

        Fail(_scanner.Error ?? $"expected a field, a value or '(', found {Found}");
        return new LiteralTerm(LiteralKind.Null, "", position);
    }

    private static LiteralKind? Literal(string word) => word.ToUpperInvariant() switch
    {
        "NULL" => LiteralKind.Null,
        "TRUE" => LiteralKind.True,
        "FALSE" => LiteralKind.False,
        _ => null,
    };

    private List<Term> List(bool mayBeEmpty = false)
    {
        var items = new List<Term>();
        ExpectSign("(");
        if (mayBeEmpty && _scanner.IsSign(")"))
        {
            _scanner.Next();
            return items;
        }

        items.Add(Nested(Or));
        while (_error is null && _scanner.IsSign(","))
        {
            _scanner.Next();
            items.Add(Nested(Or));
        }

        ExpectSign(")");
        return items;
    }

    private Term Nested(Func<Term> read)
    {
        if (++_depth > DeepestNesting) Fail($"more than {DeepestNesting} parts stand in each other");
        var term = _error is null ? read() : new LiteralTerm(LiteralKind.Null, "", _scanner.Position);
        _depth--;
        return term;
    }

    private bool Take(string word)
    {
        if (!_scanner.IsWord(word)) return false;
        _scanner.Next();
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word)) Fail($"expected {word}, found {Found}");
    }

    private void ExpectSign(string sign)
    {
        if (_scanner.IsSign(sign)) _scanner.Next();
        else Fail(_scanner.Error ?? $"expected '{sign}', found {Found}");
    }

    private void Fail(string message)
    {
        _error ??= new(_scanner.Position, message);
        _scanner.Stop();
    }
}
