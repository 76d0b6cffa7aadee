using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Quintet.Localization;

/// <summary>Which of a language's plural forms fits a number: gettext's <c>nplurals=2; plural=(n != 1);</c>.</summary>
public sealed class PluralRule
{
    // As Python's gettext has it; no language needs a fifth of that.
    private const int MaxLength = 1000;

    private readonly PluralExpression _expression;

    private PluralRule(int count, PluralExpression expression) => (Count, _expression) = (count, expression);

    /// <summary>One form for 1, one for everything else: where a file says nothing.</summary>
    public static PluralRule Standard { get; } = TryParse("nplurals=2; plural=(n != 1);", out var rule, out _) ? rule : throw new InvalidOperationException();

    /// <summary>How many forms there are.</summary>
    public int Count { get; }

    /// <summary>The number of the form for <paramref name="n"/>; a rule that leads outside of the forms there are gives the last one.</summary>
    public int FormOf(double n)
    {
        var form = _expression.Evaluate(n);
        return form >= 0 && form < Count ? (int)form : Count - 1;
    }

    /// <summary>Reads a rule; false, and why, where it is none. Never fails, whatever the text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PluralRule? rule, out string problem)
    {
        rule = null;
        problem = "";
        if (text.Length > MaxLength)
        {
            problem = $"it is longer than {MaxLength} characters.";
            return false;
        }

        var (count, expression) = (-1, (PluralExpression?)null);
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals < 0) continue;
            var value = part[(equals + 1)..].Trim();
            switch (part[..equals].Trim())
            {
                case "nplurals":
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > 100)
                    {
                        problem = $"'nplurals' is a number from 1 to 100, not '{value}'.";
                        return false;
                    }

                    break;
                case "plural":
                    expression = new PluralParser(value).Parse(out problem);
                    if (expression is null) return false;
                    break;
            }
        }

        if (count < 0 || expression is null)
        {
            problem = $"expected 'nplurals=2; plural=(n != 1);', found '{text}'.";
            return false;
        }

        rule = new(count, expression);
        return true;
    }
}

/// <summary>A C expression over <c>n</c>. Counts as Python's gettext does: <c>/</c> and <c>%</c> round down; dividing by zero gives 0.</summary>
internal abstract record PluralExpression
{
    public abstract double Evaluate(double n);

    internal sealed record Number(double Value) : PluralExpression
    {
        public override double Evaluate(double n) => Value;
    }

    internal sealed record Variable : PluralExpression
    {
        public override double Evaluate(double n) => n;
    }

    internal sealed record Not(PluralExpression Operand) : PluralExpression
    {
        public override double Evaluate(double n) => Operand.Evaluate(n) == 0 ? 1 : 0;
    }

    internal sealed record Choice(PluralExpression Condition, PluralExpression Yes, PluralExpression No) : PluralExpression
    {
        public override double Evaluate(double n) => Condition.Evaluate(n) != 0 ? Yes.Evaluate(n) : No.Evaluate(n);
    }

    internal sealed record Binary(string Operator, PluralExpression Left, PluralExpression Right) : PluralExpression
    {
        public override double Evaluate(double n)
        {
            var left = Left.Evaluate(n);
            if (Operator == "||" && left != 0) return 1;
            if (Operator == "&&" && left == 0) return 0;
            var right = Right.Evaluate(n);
            return Operator switch
            {
                "||" or "&&" => Truth(right != 0),
                "==" => Truth(left == right),
                "!=" => Truth(left != right),
                "<" => Truth(left < right),
                ">" => Truth(left > right),
                "<=" => Truth(left <= right),
                ">=" => Truth(left >= right),
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" => right == 0 ? 0 : Math.Floor(left / right),
                _ => right == 0 ? 0 : left - (right * Math.Floor(left / right)),
            };
        }

        private static double Truth(bool value) => value ? 1 : 0;
    }
}

/// <summary>Reads a plural expression, with C's precedence.</summary>
internal sealed class PluralParser(string text)
{
    /// <summary>Parentheses inside parentheses, and choices inside choices; more is an error, so that reading may be recursive.</summary>
    private const int MaxDepth = 50;

    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    private int _position;
    private int _depth;
    private string _problem = "";

    public PluralExpression? Parse(out string problem)
    {
        var expression = ReadChoice();
        if (expression is not null && Peek() != '\0') expression = Fail("an operator or the end");
        problem = _problem;
        return expression;
    }

    private PluralExpression? ReadChoice()
    {
        if (_depth >= MaxDepth)
        {
            _problem = $"it is nested more than {MaxDepth} deep.";
            return null;
        }

        _depth++;
        var condition = ReadBinary(0);
        if (condition is not null && Peek() == '?')
        {
            _position++;
            var yes = ReadChoice();
            if (yes is not null && Peek() != ':') yes = Fail("':'");
            _position++;
            var no = yes is null ? null : ReadChoice();
            condition = no is null ? null : new PluralExpression.Choice(condition, yes!, no);
        }

        _depth--;
        return condition;
    }

    private PluralExpression? ReadBinary(int level)
    {
        if (level == Levels.Length) return ReadOperand();
        var left = ReadBinary(level + 1);
        while (left is not null && Operator(level) is { } found)
        {
            _position += found.Length;
            left = ReadBinary(level + 1) is { } right ? new PluralExpression.Binary(found, left, right) : null;
        }

        return left;
    }

    private string? Operator(int level)
    {
        Peek();
        return Array.Find(Levels[level], candidate => string.CompareOrdinal(text, _position, candidate, 0, candidate.Length) == 0);
    }

    private PluralExpression? ReadOperand()
    {
        var negations = 0;
        while (Peek() == '!')
        {
            negations++;
            _position++;
        }

        var operand = ReadPrimary();
        // Two negations make 0 or 1 of a number; further pairs change nothing.
        for (var i = negations > 2 ? 2 - (negations % 2) : negations; i > 0 && operand is not null; i--) operand = new PluralExpression.Not(operand);
        return operand;
    }

    private PluralExpression? ReadPrimary()
    {
        var c = Peek();
        if (c == 'n')
        {
            _position++;
            return new PluralExpression.Variable();
        }

        if (c == '(')
        {
            _position++;
            var inner = ReadChoice();
            if (inner is not null && Peek() != ')') inner = Fail("')'");
            _position++;
            return inner;
        }

        var start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position])) _position++;
        if (start == _position) return Fail("'n', a number or '('");
        if (_position - start <= 15) return new PluralExpression.Number(double.Parse(text.AsSpan(start, _position - start), CultureInfo.InvariantCulture));
        _problem = $"the number {text[start.._position]} is too large.";
        return null;
    }

    private PluralExpression? Fail(string expected)
    {
        _problem = Peek() == '\0'
            ? $"expected {expected} at its end."
            : $"expected {expected} at character {_position + 1} of '{text}', found '{text[_position]}'.";
        return null;
    }

    private char Peek()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        return _position < text.Length ? text[_position] : '\0';
    }
}
