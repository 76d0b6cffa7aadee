using System.Buffers;
using System.Runtime.CompilerServices;

namespace Quintet.Text;

/// <summary>Builds a text in memory that is borrowed: on the stack first, from the pool when it grows. <see cref="ToString"/> or <see cref="Dispose"/> ends it.</summary>
internal ref struct TextBuilder(Span<char> initial)
{
    private Span<char> _characters = initial;
    private char[]? _rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Text => _characters[..Length];

    public void Append(char c)
    {
        if (Length == _characters.Length) Grow(1);
        _characters[Length++] = c;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > _characters.Length - Length) Grow(text.Length);
        text.CopyTo(_characters[Length..]);
        Length += text.Length;
    }

    public void Append(char c, int count)
    {
        if (count <= 0) return;
        if (count > _characters.Length - Length) Grow(count);
        _characters.Slice(Length, count).Fill(c);
        Length += count;
    }

    /// <summary>A number with at least so many digits.</summary>
    public void AppendNumber(int number, int digits = 1)
    {
        if ((uint)number < 100 && digits <= 2)
        {
            // Days, hours, minutes.
            if (digits == 2 || number >= 10) Append((char)('0' + (number / 10)));
            Append((char)('0' + (number % 10)));
            return;
        }

        Span<char> text = stackalloc char[11];
        number.TryFormat(text, out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        if (number >= 0) Append('0', digits - written);
        Append(text[..written]);
    }

    /// <summary>The text escaped for HTML.</summary>
    public void AppendEscaped(scoped ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = Html.IndexOfSpecial(text);
            if (next < 0)
            {
                Append(text);
                return;
            }

            Append(text[..next]);
            Append(Html.Entity(text[next]));
            text = text[(next + 1)..];
        }
    }

    /// <summary>The text; the memory goes back.</summary>
    public override string ToString()
    {
        var text = _characters[..Length].ToString();
        Dispose();
        return text;
    }

    public void Dispose()
    {
        if (_rented is { } rented) ArrayPool<char>.Shared.Return(rented);
        _rented = null;
        _characters = default;
        Length = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var grown = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, Math.Max(256, _characters.Length * 2)));
        _characters[..Length].CopyTo(grown);
        if (_rented is { } rented) ArrayPool<char>.Shared.Return(rented);
        _characters = _rented = grown;
    }
}
