using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary>A part of an <c>if</c>'s expression.</summary>
internal abstract class Condition
{
    public abstract object? Evaluate(RenderContext context);

    /// <summary>Whether the part counts as true.</summary>
    public virtual bool IsTrue(RenderContext context) => PythonOperators.IsTrue(Evaluate(context));
}

/// <summary>A value.</summary>
internal sealed class ValueCondition(Expression expression) : Condition
{
    public override object? Evaluate(RenderContext context) => expression.Resolve(context, missingIsNull: true);

    public override bool IsTrue(RenderContext context) => PythonOperators.IsTrue(expression.ResolveValue(context, missingIsNull: true));
}

/// <summary>An operator between two parts, or before one (<c>not</c>).</summary>
internal sealed class OperatorCondition(string name, Condition first, Condition? second) : Condition
{
    /// <summary>Values that have no order, or that nothing can be in, make the operator false; a template does not fail for it.</summary>
    public override object? Evaluate(RenderContext context)
    {
        try
        {
            var value = first.Evaluate(context);
            return name switch
            {
                "or" => PythonOperators.IsTrue(value) ? value : second!.Evaluate(context),
                "and" => PythonOperators.IsTrue(value) ? second!.Evaluate(context) : value,
                "not" => !PythonOperators.IsTrue(value),
                "in" => PythonOperators.Contains(second!.Evaluate(context), value),
                "not in" => !PythonOperators.Contains(second!.Evaluate(context), value),
                "is" => PythonOperators.Is(value, second!.Evaluate(context)),
                "is not" => !PythonOperators.Is(value, second!.Evaluate(context)),
                "==" => PythonOperators.Equals(value, second!.Evaluate(context)),
                "!=" => !PythonOperators.Equals(value, second!.Evaluate(context)),
                "<" => PythonOperators.Compare(value, second!.Evaluate(context)) < 0,
                "<=" => PythonOperators.Compare(value, second!.Evaluate(context)) <= 0,
                ">" => PythonOperators.Compare(value, second!.Evaluate(context)) > 0,
                _ => PythonOperators.Compare(value, second!.Evaluate(context)) >= 0,
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or VariableDoesNotExistException)
        {
            return false;
        }
    }
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
        if (token.Text == "not") left = new OperatorCondition("not", Read(8), null);
        else if (token.Value is null) throw TemplateCompiler.Error(token.Span, $"Not expecting '{token.Text}' in this position in if tag.", "a value");
        else left = new ValueCondition(_compiler.CompileWhole(token.Value));

        while (_position < _tokens.Count && power < Power(_tokens[_position].Text))
        {
            var (name, span, _) = _tokens[_position++];
            if (name == "not") throw TemplateCompiler.Error(span, "Not expecting 'not' as infix operator in if tag.", "an operator");
            left = new OperatorCondition(name, left, Read(Power(name)));
        }

        return left;
    }
}
