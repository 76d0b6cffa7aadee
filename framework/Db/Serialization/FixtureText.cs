using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Quintet.Db.Serialization;

/// <summary>JSON as Python writes it: a blank behind each colon and comma, and of the characters only those escaped that must be.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="indent">The blanks of a level; null: all on one line.</param>
internal sealed class FixtureText(TextWriter output, int? indent)
{
    private int _depth;
    private bool _isFirst = true;

    public void Open(char bracket)
    {
        output.Write(bracket);
        (_depth, _isFirst) = (_depth + 1, true);
    }

    public void Close(char bracket)
    {
        _depth--;
        if (!_isFirst) Break();
        output.Write(bracket);
        _isFirst = false;
    }

    /// <summary>Before each item of a list.</summary>
    public void Next()
    {
        if (!_isFirst) output.Write(indent is null ? ", " : ",");
        _isFirst = false;
        Break();
    }

    public void Name(string name)
    {
        Next();
        Text(name);
        output.Write(": ");
    }

    public void Raw(string text) => output.Write(text);

    public void Text(string text)
    {
        output.Write('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': output.Write("\\\""); break;
                case '\\': output.Write("\\\\"); break;
                case '\n': output.Write("\\n"); break;
                case '\r': output.Write("\\r"); break;
                case '\t': output.Write("\\t"); break;
                case '\b': output.Write("\\b"); break;
                case '\f': output.Write("\\f"); break;
                case < ' ': output.Write($"\\u{(int)c:x4}"); break;
                default: output.Write(c); break;
            }
        }

        output.Write('"');
    }

    public void Json(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Open('{');
                foreach (var member in value.EnumerateObject())
                {
                    Name(member.Name);
                    Json(member.Value);
                }

                Close('}');
                break;
            case JsonValueKind.Array:
                Open('[');
                foreach (var item in value.EnumerateArray())
                {
                    Next();
                    Json(item);
                }

                Close(']');
                break;
            case JsonValueKind.String: Text(value.GetString()!); break;
            case JsonValueKind.Undefined: Raw("null"); break;
            default: Raw(value.GetRawText()); break;
        }
    }

    /// <summary>A column's value (what Django's serializer and its <c>DjangoJSONEncoder</c> make of it).</summary>
    /// <exception cref="FixtureException">The type has no form in JSON.</exception>
    public void Value(object? value)
    {
        switch (value)
        {
            case null: Raw("null"); break;
            case bool flag: Raw(flag ? "true" : "false"); break;
            case short or int or long: Raw(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case double number: Raw(Number(number)); break;
            case JsonElement json: Json(json); break;
            case string text: Text(text); break;
            case Array or IDictionary<string, string?>: Text(Nested(value)); break;
            default: Text(AsText(value)); break;
        }
    }

    /// <summary>Keys of rows, natural ones or not. No column holds such a list; an array of texts would look like one.</summary>
    public void Keys(IReadOnlyList<object?> keys)
    {
        Open('[');
        foreach (var key in keys)
        {
            Next();
            if (key is IReadOnlyList<object?> parts) Keys(parts);
            else Value(key);
        }

        Close(']');
    }

    /// <summary>A value of many, which Django writes as a text of JSON.</summary>
    private static string Nested(object value)
    {
        if (value is byte[] bytes) return Convert.ToBase64String(bytes);
        var builder = new StringBuilder();
        var text = new FixtureText(new StringWriter(builder), null);
        if (value is IDictionary<string, string?> map)
        {
            text.Open('{');
            foreach (var (key, item) in map)
            {
                text.Name(key);
                text.Value(item);
            }

            text.Close('}');
            return builder.ToString();
        }

        text.Open('[');
        foreach (var item in (Array)value)
        {
            text.Next();
            text.Value(item is null ? null : AsText(item));
        }

        text.Close(']');
        return builder.ToString();
    }

    private static string AsText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "True" : "False",
        double number => Number(number),
        short or int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTime time => $"{Iso(time, "yyyy-MM-ddTHH:mm:ss")}Z",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        TimeSpan span => Quintet.Text.DurationText.ToText(span),
        Guid or System.Net.IPAddress => value.ToString()!,
        _ => throw new FixtureException($"A value of the type {value.GetType().Name} has no form in a fixture."),
    };

    /// <summary>Django's encoder leaves out what is less than a millisecond.</summary>
    private static string Iso(DateTime time, string format)
    {
        if (time.Kind == DateTimeKind.Local) time = time.ToUniversalTime();
        return time.ToString(time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? format : format + ".fff", CultureInfo.InvariantCulture);
    }

    private static string Number(double number)
    {
        if (!double.IsFinite(number)) throw new FixtureException($"JSON has no form for the number {number.ToString(CultureInfo.InvariantCulture)}.");
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private void Break()
    {
        if (indent is not { } width) return;
        output.Write('\n');
        for (var i = 0; i < width * _depth; i++) output.Write(' ');
    }
}
