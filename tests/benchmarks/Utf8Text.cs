using System.Buffers;
using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>What pages by hand are written with, here and in the server by hand.</summary>
internal static class Utf8Text
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public static void Escaped(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        for (var next = text.IndexOfAny(Special); next >= 0; next = text.IndexOfAny(Special))
        {
            Encoding.UTF8.GetBytes(text[..next], output);
            output.Write(text[next] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, '"' => "&quot;"u8, _ => "&#x27;"u8 });
            text = text[(next + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
    }

    public static void Formatted<T>(ArrayBufferWriter<byte> output, T value, ReadOnlySpan<char> format = default) where T : IUtf8SpanFormattable
    {
        value.TryFormat(output.GetSpan(64), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
