using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>Values as JSON within a page, as Django's <c>json_script</c> writes them: ASCII, and nothing that could end the script.</summary>
internal static class JsonText
{
    /// <summary>The JSON of a value.</summary>
    /// <exception cref="ArgumentException">A dictionary has keys that JSON has no form for.</exception>
    public static string Write(object? value)
    {
        var builder = new TextBuilder(stackalloc char[256]);
        Append(ref builder, value, 0);
        return builder.ToString();
    }

    private static void Append(ref TextBuilder builder, object? value, int depth)
    {
        Nesting.Check(depth);
        switch (value)
        {
            case null:
                builder.Append("null");
                break;
            case bool b:
                builder.Append(b ? "true" : "false");
                break;
            case string or SafeString or char or Guid or decimal or Enum:
                AppendString(ref builder, PythonText.Str(value));
                break;
            case double or float:
                var number = Numbers.ToDouble(value);
                builder.Append(double.IsFinite(number) ? PythonText.Str(value) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case DateTime or DateTimeOffset or TimeOnly or DateOnly:
                AppendString(ref builder, Date(value));
                break;
            case TimeSpan duration:
                AppendString(ref builder, DurationText.ToIso(duration));
                break;
            case JsonElement element:
                AppendElement(ref builder, element);
                break;
            case ITuple or IEnumerable:
                AppendMany(ref builder, value, depth);
                break;
            default:
                if (Numbers.IsNumber(value)) builder.Append(PythonText.Str(value));
                else AppendElement(ref builder, JsonSerializer.SerializeToElement(value, value.GetType()));
                break;
        }
    }

    private static void AppendMany(ref TextBuilder builder, object value, int depth)
    {
        var separator = "";
        if (DictionaryView.Of(value) is { } dictionary)
        {
            builder.Append('{');
            foreach (var (key, item) in dictionary.Items())
            {
                builder.Append(separator);
                AppendString(ref builder, Key(key));
                builder.Append(": ");
                Append(ref builder, item, depth + 1);
                separator = ", ";
            }

            builder.Append('}');
            return;
        }

        builder.Append('[');
        foreach (var item in Sequences.Items(value)!)
        {
            builder.Append(separator);
            Append(ref builder, item, depth + 1);
            separator = ", ";
        }

        builder.Append(']');
    }

    private static void AppendElement(ref TextBuilder builder, JsonElement element)
    {
        var separator = "";
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                builder.Append('{');
                foreach (var property in element.EnumerateObject())
                {
                    builder.Append(separator);
                    AppendString(ref builder, property.Name);
                    builder.Append(": ");
                    AppendElement(ref builder, property.Value);
                    separator = ", ";
                }

                builder.Append('}');
                break;
            case JsonValueKind.Array:
                builder.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    builder.Append(separator);
                    AppendElement(ref builder, item);
                    separator = ", ";
                }

                builder.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(ref builder, element.GetString()!);
                break;
            case JsonValueKind.Undefined:
                builder.Append("null");
                break;
            default:
                builder.Append(element.GetRawText());
                break;
        }
    }

    private static string Key(object? key) => key switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string or SafeString or char or Guid or Enum => PythonText.Str(key),
        _ when Numbers.IsNumber(key) => PythonText.Str(key),
        _ => throw new ArgumentException($"The keys of a JSON object are texts, numbers or truths; this one is a {key.GetType().Name}."),
    };

    /// <summary>ISO 8601 with milliseconds, as JavaScript has them.</summary>
    private static string Date(object value)
    {
        var format = value is DateOnly ? "yyyy-MM-dd" : value is TimeOnly ? @"HH\:mm\:ss\.fff" : @"yyyy-MM-dd\THH\:mm\:ss\.fff";
        var text = ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);
        if (value is not DateOnly && Microseconds(value) == 0) text = text[..^4];
        return value switch
        {
            DateTime { Kind: DateTimeKind.Utc } => text + "Z",
            DateTimeOffset { Offset.Ticks: 0 } => text + "Z",
            DateTimeOffset d => text + d.ToString("zzz", CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    private static long Microseconds(object value) =>
        (value switch { DateTime d => d.Ticks, DateTimeOffset d => d.Ticks, TimeOnly t => t.Ticks, _ => 0 }) % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;

    private static void AppendString(ref TextBuilder builder, string text)
    {
        builder.Append('"');
        foreach (var c in text)
        {
            var escape = c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", '<' => "\\u003C", '>' => "\\u003E", '&' => "\\u0026", _ => null };
            if (escape is not null) builder.Append(escape);
            else if (c is >= ' ' and <= '~') builder.Append(c);
            else AppendCode(ref builder, c);
        }

        builder.Append('"');
    }

    private static void AppendCode(ref TextBuilder builder, char c)
    {
        builder.Append("\\u");
        foreach (var shift in (ReadOnlySpan<int>)[12, 8, 4, 0]) builder.Append("0123456789abcdef"[(c >> shift) & 15]);
    }
}
