using System.Globalization;
using System.Numerics;
using System.Text;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>Python's <c>%</c> formatting (<c>"%05.2f" % value</c>), as the filter <c>stringformat</c> has it.</summary>
internal struct PythonFormat
{
    /// <summary>Wider than this nothing is formatted: a short template must not ask for megabytes.</summary>
    private const int MaxWidth = 10_000;

    private readonly string _format;
    private readonly object? _value;
    private readonly DictionaryView? _mapping;
    private int _at;
    private bool _used;
    private Spec _spec;

    private PythonFormat(string format, object? value) => (_format, _value, _mapping) = (format, value, DictionaryView.Of(value));

    /// <summary>The formatted value; false where Python raises: a format that is none, or one that does not fit the value.</summary>
    public static bool TryFormat(string format, object? value, out string text)
    {
        var formatter = new PythonFormat(format, value);
        var builder = new TextBuilder(stackalloc char[128]);
        var done = formatter.Run(ref builder);
        text = builder.ToString();
        return done;
    }

    private struct Spec
    {
        public bool Left, Plus, Blank, Zero, Alternate;
        public int Width;
        public int? Precision;
    }

    private bool Run(ref TextBuilder builder)
    {
        while (_at < _format.Length)
        {
            var c = _format[_at++];
            if (c != '%') builder.Append(c);
            else if (!Convert(ref builder)) return false;
        }

        // A value that no conversion used is an error, but for those that could be asked by key.
        return _used || _mapping is not null || (_value is System.Collections.IEnumerable and not string);
    }

    private bool Convert(ref TextBuilder builder)
    {
        var value = _value;
        var isKeyed = false;
        if (_at < _format.Length && _format[_at] == '(')
        {
            var close = _format.IndexOf(')', _at);
            if (close < 0 || _mapping is null || !_mapping.TryGet(_format[(_at + 1)..close], out value)) return false;
            (_at, isKeyed) = (close + 1, true);
        }

        var start = _at;
        if (!ReadSpec() || _at >= _format.Length) return false;
        var kind = _format[_at++];
        if (kind == '%')
        {
            // Nothing may stand between two percent signs.
            builder.Append('%');
            return _at == start + 1 && !isKeyed;
        }

        if (!isKeyed)
        {
            if (_used) return false;
            _used = true;
        }

        return kind switch
        {
            's' => Text(ref builder, PythonText.Str(value)),
            'r' => Text(ref builder, PythonText.Repr(value)),
            'a' => Text(ref builder, Ascii(PythonText.Repr(value))),
            'c' => Character(ref builder, value),
            'd' or 'i' or 'u' or 'o' or 'x' or 'X' => Integer(ref builder, kind, value),
            'e' or 'E' or 'f' or 'F' or 'g' or 'G' => Float(ref builder, kind, value),
            _ => false,
        };
    }

    private bool ReadSpec()
    {
        _spec = default;
        for (; _at < _format.Length; _at++)
        {
            if (_format[_at] == '-') _spec.Left = true;
            else if (_format[_at] == '+') _spec.Plus = true;
            else if (_format[_at] == ' ') _spec.Blank = true;
            else if (_format[_at] == '0') _spec.Zero = true;
            else if (_format[_at] == '#') _spec.Alternate = true;
            else break;
        }

        if (!ReadNumber(out _spec.Width)) return false;
        if (_at < _format.Length && _format[_at] == '.')
        {
            _at++;
            if (!ReadNumber(out var precision)) return false;
            _spec.Precision = precision;
        }

        if (_at < _format.Length && _format[_at] is 'h' or 'l' or 'L') _at++;
        return true;
    }

    private bool ReadNumber(out int number)
    {
        number = 0;
        for (; _at < _format.Length && char.IsAsciiDigit(_format[_at]); _at++)
        {
            number = (number * 10) + (_format[_at] - '0');
            if (number > MaxWidth) return false;
        }

        return true;
    }

    private readonly bool Text(ref TextBuilder builder, string text)
    {
        if (_spec.Precision is { } most) text = text[..UnicodeText.IndexOf(text, most)];
        Pad(ref builder, "", "", text, zero: false);
        return true;
    }

    private readonly bool Character(ref TextBuilder builder, object? value)
    {
        if (value is string or SafeString or char)
        {
            var text = value.ToString()!;
            if (UnicodeText.Length(text) != 1) return false;
            Pad(ref builder, "", "", text, zero: false);
            return true;
        }

        if (!Numbers.TryGetInteger(value, out var code) || code < 0 || code >= 0x110000 || !Rune.TryCreate((int)code, out var rune)) return false;
        Pad(ref builder, "", "", rune.ToString(), zero: false);
        return true;
    }

    private readonly bool Integer(ref TextBuilder builder, char kind, object? value)
    {
        // Numbers with a fraction are cut, but only for the decimal conversions; texts are no numbers.
        var isDecimal = kind is 'd' or 'i' or 'u';
        if (value is string or SafeString || !(isDecimal ? Numbers.TryToInteger(value, out var number) : Numbers.TryGetInteger(value, out number))) return false;
        var digits = Digits(BigInteger.Abs(number), kind switch { 'o' => 3, 'x' or 'X' => 4, _ => 0 });
        if (kind == 'X') digits = digits.ToUpperInvariant();
        if (_spec.Precision is { } least) digits = digits.PadLeft(least, '0');
        Pad(ref builder, Sign(number.Sign < 0), _spec.Alternate && !isDecimal ? "0" + kind : "", digits, _spec.Zero);
        return true;
    }

    private static string Digits(BigInteger number, int bits)
    {
        if (bits == 0) return number.ToString(CultureInfo.InvariantCulture);
        var digits = new List<char>();
        for (var mask = (1 << bits) - 1; !number.IsZero || digits.Count == 0; number >>= bits) digits.Add("0123456789abcdef"[(int)(number & mask)]);
        digits.Reverse();
        return string.Concat(digits);
    }

    private readonly bool Float(ref TextBuilder builder, char kind, object? value)
    {
        if (!Numbers.IsNumber(value)) return false;
        var number = Numbers.ToDouble(value!);
        if (double.IsInfinity(number) && !Numbers.IsFloat(value)) return false;
        var isUpper = char.IsAsciiLetterUpper(kind);
        string digits;
        if (!double.IsFinite(number)) digits = double.IsNaN(number) ? "nan" : "inf";
        else digits = ExactDouble.Format(Math.Abs(number), char.ToLowerInvariant(kind), _spec.Precision ?? 6, _spec.Alternate);
        Pad(ref builder, Sign(double.IsNegative(number) && !double.IsNaN(number)), "", isUpper ? digits.ToUpperInvariant() : digits, _spec.Zero && double.IsFinite(number));
        return true;
    }

    private readonly string Sign(bool negative) => negative ? "-" : _spec.Plus ? "+" : _spec.Blank ? " " : "";

    private readonly void Pad(ref TextBuilder builder, string sign, string prefix, string text, bool zero)
    {
        var missing = _spec.Width - sign.Length - prefix.Length - UnicodeText.Length(text);
        if (!_spec.Left && !zero) builder.Append(' ', missing);
        builder.Append(sign);
        builder.Append(prefix);
        if (!_spec.Left && zero) builder.Append('0', missing);
        builder.Append(text);
        if (_spec.Left) builder.Append(' ', missing);
    }

    private static string Ascii(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii) builder.Append((char)rune.Value);
            else if (rune.Value < 0x100) builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else if (rune.IsBmp) builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return builder.ToString();
    }
}
