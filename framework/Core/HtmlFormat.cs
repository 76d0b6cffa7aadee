using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Quintet;

/// <summary>Builds HTML of an interpolated string: its text stands as it is, its values are escaped unless they are a <see cref="SafeString"/>.</summary>
/// <remarks>Used through <see cref="Html.Format"/>; the compiler writes the calls.</remarks>
[InterpolatedStringHandler]
public readonly struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string html) => _html.Append(html);

    public void AppendFormatted(SafeString? html) => _html.Append(html?.Value);

    public void AppendFormatted<T>(T value, string? format = null)
    {
        if (value is SafeString safe) _html.Append(safe.Value);
        else if (value is IFormattable formattable) _html.Append(Html.Escape(formattable.ToString(format, CultureInfo.InvariantCulture)));
        else _html.Append(Html.Escape(value?.ToString() ?? ""));
    }

    internal SafeString ToSafeString() => new(_html.ToString());
}
