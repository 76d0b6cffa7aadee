using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary>A part of an <c>if</c>'s expression.</summary>
internal abstract class Condition
{
    public abstract bool IsMet(RenderContext context);

    /// <summary>The value, where another operator works on it.</summary>
    public virtual TemplateValue Evaluate(RenderContext context) => TemplateValue.Of(IsMet(context));

    /// <summary>
    /// Whether an operator that failed is false instead: values that have no order, or that nothing can be in, do not make a template
    /// fail, nor does anything else that an operator meets, as in Django.
    /// </summary>
    protected static bool IsFalseInstead(Exception exception) => exception is not (OperationCanceledException or InsufficientExecutionStackException or OutOfMemoryException);
}

/// <summary>A value.</summary>
internal sealed class ValueCondition(Expression expression) : Condition
{
    public override bool IsMet(RenderContext context) => PythonOperators.IsTrue(expression.ResolveValue(context, missingIsNull: true));

    public override TemplateValue Evaluate(RenderContext context) => expression.ResolveValue(context, missingIsNull: true);
}

/// <summary><c>not a</c>.</summary>
internal sealed class NotCondition(Condition operand) : Condition
{
    public override bool IsMet(RenderContext context)
    {
        try
        {
            return !operand.IsMet(context);
        }
        catch (Exception exception) when (IsFalseInstead(exception))
        {
            return false;
        }
    }
}

/// <summary><c>a and b</c>, <c>a or b</c>: the second is asked only where the first does not decide.</summary>
internal sealed class LogicalCondition(bool isOr, Condition first, Condition second) : Condition
{
    public override bool IsMet(RenderContext context)
    {
        try
        {
            return first.IsMet(context) == isOr ? isOr : second.IsMet(context);
        }
        catch (Exception exception) when (IsFalseInstead(exception))
        {
            return false;
        }
    }
}

/// <summary>An operator that compares two values.</summary>
internal sealed class Comparison(string name, Condition first, Condition second) : Condition
{
    private readonly Operator _operator = name switch
    {
        "in" => Operator.In,
        "not in" => Operator.NotIn,
        "is" => Operator.Is,
        "is not" => Operator.IsNot,
        "==" => Operator.Equal,
        "!=" => Operator.NotEqual,
        "<" => Operator.Less,
        "<=" => Operator.LessOrEqual,
        ">" => Operator.Greater,
        _ => Operator.GreaterOrEqual,
    };

    private enum Operator
    {
        In,
        NotIn,
        Is,
        IsNot,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
    }

    public override bool IsMet(RenderContext context)
    {
        try
        {
            var (left, right) = (first.Evaluate(context), second.Evaluate(context));
            return _operator >= Operator.Equal && TryGetInteger(left, out var number) && TryGetInteger(right, out var other)
                ? Holds(number.CompareTo(other))
                : Holds(left.ToObject(), right.ToObject());
        }
        catch (Exception exception) when (IsFalseInstead(exception))
        {
            return false;
        }
    }

    /// <summary>Integers are compared as they are, members without boxes and constants in theirs.</summary>
    private static bool TryGetInteger(in TemplateValue value, out long integer)
    {
        integer = value.Kind is ValueKind.Integer32 or ValueKind.Integer64 ? value.Integer : value.Reference switch { int number => number, long number => number, _ => 0 };
        return value.Kind is ValueKind.Integer32 or ValueKind.Integer64 || value.Reference is int or long;
    }

    private bool Holds(object? left, object? right) => _operator switch
    {
        Operator.In => PythonOperators.Contains(right, left),
        Operator.NotIn => !PythonOperators.Contains(right, left),
        Operator.Is => PythonOperators.Is(left, right),
        Operator.IsNot => !PythonOperators.Is(left, right),
        Operator.Equal => PythonOperators.Equals(left, right),
        Operator.NotEqual => !PythonOperators.Equals(left, right),
        _ => Holds(PythonOperators.Compare(left, right)),
    };

    /// <summary>Whether the order of two values is the one asked for; what has no order (NaN) never is.</summary>
    private bool Holds(int? order) => _operator switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };
}

/// <summary>Reads an <c>if</c>'s expression: a Pratt parser, as Django's <c>smartif</c>.</summary>
internal sealed class ConditionParser
{
    /// <summary>Operators in one expression; evaluation is recursive.</summary>
    private const int MaxOperators = 500;

    private readonly TemplateCompiler _compiler;
    private readonly List<(string Text, TextSpan Span, TagArgument? Value)> _tokens = [];
    private readonly TextSpan _end;
    private int _position;
    private int _operators;

    private ConditionParser(TemplateCompiler compiler, TagNode tag)
    {
        _compiler = compiler;
        _end = tag.Arguments.Count > 0 ? tag.Arguments[^1].Span : tag.Span;
        for (var i = 0; i < tag.Arguments.Count; i++)
        {
            var argument = tag.Arguments[i];
            var next = i + 1 < tag.Arguments.Count ? tag.Arguments[i + 1] : null;
            if ((argument.Text, next?.Text) is ("is", "not") or ("not", "in"))
            {
                _tokens.Add(($"{argument.Text} {next!.Text}", TextSpan.FromBounds(argument.Span.Start, next.Span.End), null));
                i++;
            }
            else
            {
                _tokens.Add((argument.Text, argument.Span, Power(argument.Text) == 0 ? argument : null));
            }
        }
    }

    public static Condition Parse(TemplateCompiler compiler, TagNode tag)
    {
        if (tag.Arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, $"Unexpected end of expression in {tag.Name} tag: a condition is missing.", "a condition");
        var parser = new ConditionParser(compiler, tag);
        var condition = parser.Read(0);
        if (parser._position == parser._tokens.Count) return condition;
        var (text, span, _) = parser._tokens[parser._position];
        // A single '=' is the most likely cause.
        throw text == "=" ? TemplateCompiler.Error(span, "Could not parse the remainder: '=' from '='. Comparison is written '=='.", "==")
            : TemplateCompiler.Error(span, $"Unused '{text}' at end of if expression.", "an operator, or the end of the tag");
    }

    private static int Power(string token) => token switch
    {
        "or" => 6,
        "and" => 7,
        "not" => 8,
        "in" or "not in" => 9,
        "is" or "is not" or "==" or "!=" or "<" or "<=" or ">" or ">=" => 10,
        _ => 0,
    };

    private Condition Read(int power)
    {
        if (++_operators > MaxOperators) throw TemplateCompiler.Error(_end, $"More than {MaxOperators} operators in one condition.");
        if (_position == _tokens.Count) throw TemplateCompiler.Error(_end, "Unexpected end of expression in if tag.", "a value");
        var token = _tokens[_position++];
        Condition left;
        if (token.Text == "not") left = new NotCondition(Read(8));
        else if (token.Value is null) throw TemplateCompiler.Error(token.Span, $"Not expecting '{token.Text}' in this position in if tag.", "a value");
        else left = new ValueCondition(_compiler.CompileWhole(token.Value));

        while (_position < _tokens.Count && power < Power(_tokens[_position].Text))
        {
            var (name, span, _) = _tokens[_position++];
            if (name == "not") throw TemplateCompiler.Error(span, "Not expecting 'not' as infix operator in if tag.", "an operator");
            var right = Read(Power(name));
            left = name is "and" or "or" ? new LogicalCondition(name == "or", left, right) : new Comparison(name, left, right);
        }

        return left;
    }
}
