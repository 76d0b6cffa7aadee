using System.Buffers;
using System.Globalization;
using System.Text;
using Quintet.Templates.Values;

namespace Quintet.Templates.Rendering;

/// <summary>Writes text and values as UTF-8.</summary>
internal sealed class Utf8Output(IBufferWriter<byte> writer)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public void Write(ReadOnlySpan<byte> utf8) => writer.Write(utf8);

    public void Write(ReadOnlySpan<char> text)
    {
        if (text.Length > 0) Encoding.UTF8.GetBytes(text, writer);
    }

    public void WriteEscaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny(Special);
            if (next < 0)
            {
                Write(text);
                return;
            }

            Write(text[..next]);
            writer.Write(text[next] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                _ => "&#x27;"u8,
            });
            text = text[(next + 1)..];
        }
    }

    /// <summary>Writes a value as <c>{{ }}</c> shows it: Django's <c>render_value_in_context</c>.</summary>
    public void WriteValue(object? value, RenderContext context)
    {
        switch (value)
        {
            case SafeString safe:
                Write(safe.Value);
                break;
            case int number:
                WriteNumber(number);
                break;
            case long number:
                WriteNumber(number);
                break;
            default:
                var text = value as string ?? Localized.Text(value, context.Engine.Options);
                if (context.Autoescape) WriteEscaped(text);
                else Write(text);
                break;
        }
    }

    /// <summary>What was written, where it was written into a buffer of its own.</summary>
    public string Text() => Encoding.UTF8.GetString(((ArrayBufferWriter<byte>)writer).WrittenSpan);

    private void WriteNumber(long number)
    {
        number.TryFormat(writer.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        writer.Advance(written);
    }
}
