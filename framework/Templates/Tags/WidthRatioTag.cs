using System.Globalization;
using System.Numerics;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>widthratio value max 100 as width</c>: value / max × 100, as a whole number.</summary>
internal sealed class WidthRatioTag(Expression value, Expression max, Expression width, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count is not (3 or 5)) throw TemplateCompiler.Error(tag.Span, "widthratio takes at least three arguments.", "value, maximum and width, then perhaps 'as name'");
        if (arguments.Count == 5 && arguments[3].Text != "as") throw TemplateCompiler.Error(arguments[3].Span, "Invalid syntax in widthratio tag. Expecting 'as' keyword.", "as");
        return new WidthRatioTag(compiler.CompileWhole(arguments[0]), compiler.CompileWhole(arguments[1]), compiler.CompileWhole(arguments[2]),
            arguments.Count == 5 ? compiler.Name(arguments[4].Text) : null);
    }

    public override void Render(RenderContext context)
    {
        string text;
        try
        {
            text = Ratio(value.Resolve(context), max.Resolve(context), width.Resolve(context));
        }
        catch (VariableDoesNotExistException)
        {
            return;
        }

        if (variable is not null) context.Set(variable, text);
        else context.Output.Write(text);
    }

    private static string Ratio(object? value, object? max, object? width)
    {
        if (!Numbers.TryToInteger(width, out var whole)) throw new TemplateSyntaxException($"widthratio final argument must be a number, not {PythonText.Repr(width)}.");
        if (!TryToFloat(value, out var part) || !TryToFloat(max, out var all)) return "";
        if (all == 0) return "0";
        var ratio = Math.Round(part / all * (double)whole, MidpointRounding.ToEven);
        return !double.IsFinite(ratio) ? ""
            : Math.Abs(ratio) < long.MaxValue ? ((long)ratio).ToString(CultureInfo.InvariantCulture)
            : new BigInteger(ratio).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Python's <c>float(value)</c>.</summary>
    private static bool TryToFloat(object? value, out double number)
    {
        number = 0;
        if (value is string or SafeString) return PythonNumber.TryParseFloat(value.ToString()!, out number);
        if (!Numbers.IsNumber(value)) return false;
        number = Numbers.ToDouble(value!);
        return true;
    }
}
