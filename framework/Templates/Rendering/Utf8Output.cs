using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Quintet.Templates.Values;

namespace Quintet.Templates.Rendering;

/// <summary>
/// Writes text and values as UTF-8: into the memory of a buffer writer, which is told at the end or when a piece of it is full
/// what has been written; or, where there is none, into a pooled array that gives a text.
/// </summary>
internal sealed class Utf8Output(IBufferWriter<byte>? writer = null) : IDisposable
{
    /// <summary>A character of UTF-16 needs at most three bytes; those of a pair need four together.</summary>
    private const int MaxBytesPerChar = 3;
    private const int ChunkChars = 1024;
    private const int MaxNumberLength = 32;
    private const int FirstRented = 1024;
    private const int MaxShortScale = 20;

    private static readonly ulong[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    private byte[] _buffer = [];
    private int _start;
    private int _position;
    private int _end;

    // The array is the pool's, not the writer's: without a writer, or where its memory is no array.
    private bool _isRented;

    public void Write(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _end - _position)
        {
            WriteInPieces(utf8);
            return;
        }

        utf8.CopyTo(_buffer.AsSpan(_position));
        _position += utf8.Length;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        while (text.Length > ChunkChars)
        {
            var length = char.IsHighSurrogate(text[ChunkChars - 1]) ? ChunkChars - 1 : ChunkChars;
            WriteChunk(text[..length]);
            text = text[length..];
        }

        WriteChunk(text);
    }

    public void WriteEscaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = Html.IndexOfSpecial(text);
            if (next < 0)
            {
                Write(text);
                return;
            }

            Write(text[..next]);
            Write(text[next] switch
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
    public void WriteValue(object? value, RenderContext context) => WriteValue(TemplateValue.Of(value), context);

    /// <inheritdoc cref="WriteValue(object?, RenderContext)"/>
    public void WriteValue(in TemplateValue value, RenderContext context)
    {
        switch (value.Kind)
        {
            case ValueKind.Integer32 or ValueKind.Integer64 when context.HasPlainIntegers:
                WriteNumber(value.Integer);
                break;
            case ValueKind.Decimal when context.HasPlainDecimals:
                WriteNumber(value.Decimal);
                break;
            case ValueKind.Object:
                WriteObject(value.Reference, context);
                break;
            default:
                WriteObject(value.ToObject(), context);
                break;
        }
    }

    public void WriteNumber(long number)
    {
        if (_end - _position < MaxNumberLength) Grow(MaxNumberLength);
        if ((ulong)number < 10)
        {
            _buffer[_position++] = (byte)('0' + number);
            return;
        }

        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_position, _end - _position), out var written);
        _position += written;
    }

    /// <summary>A number from 0 to 99.</summary>
    public void WriteTwoDigits(int number)
    {
        if (_end - _position < 2) Grow(2);
        _buffer[_position] = (byte)('0' + (number / 10));
        _buffer[_position + 1] = (byte)('0' + (number % 10));
        _position += 2;
    }

    /// <summary>Room for something to be written; <see cref="Advance"/> says how much it was.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_end - _position < size) Grow(size);
        return _buffer.AsSpan(_position, size);
    }

    public void Advance(int size) => _position += size;

    public void WriteNumber(decimal number)
    {
        if (_end - _position < MaxNumberLength) Grow(MaxNumberLength);
        var bits = new DecimalBits(number);
        if (bits.IsShort)
        {
            WriteScaled(bits.Mantissa, bits.Scale, bits.IsNegative);
            return;
        }

        number.TryFormat(_buffer.AsSpan(_position, _end - _position), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    /// <summary>A number that is not negative with so many places behind the point, 9 at most; halves are rounded up.</summary>
    public void WriteNumber(decimal number, int places)
    {
        if (_end - _position < MaxNumberLength + places) Grow(MaxNumberLength + places);
        var bits = new DecimalBits(number);
        if (bits.IsShort && bits.Scale <= PowersOfTen.Length + places)
        {
            var more = places - bits.Scale;
            var unit = PowersOfTen[Math.Min(Math.Abs(more), PowersOfTen.Length - 1)];
            if (more >= 0 && bits.Mantissa <= ulong.MaxValue / unit)
            {
                WriteScaled(bits.Mantissa * unit, places, isNegative: false);
                return;
            }

            if (more < 0 && -more < PowersOfTen.Length)
            {
                var (whole, rest) = Math.DivRem(bits.Mantissa, unit);
                WriteScaled(rest >= unit / 2 ? whole + 1 : whole, places, isNegative: false);
                return;
            }
        }

        number.TryFormat(_buffer.AsSpan(_position, _end - _position), out var written, ['F', (char)('0' + places)], CultureInfo.InvariantCulture);
        _position += written;
    }

    /// <summary>Digits with a point before the last <paramref name="scale"/> of them.</summary>
    private void WriteScaled(ulong digits, int scale, bool isNegative)
    {
        Span<byte> text = stackalloc byte[MaxNumberLength];
        var start = text.Length;
        // From the right: what follows the point, the point, what stands before it.
        for (var place = 0; place < scale || digits > 0 || place == scale; place++)
        {
            if (place == scale && scale > 0) text[--start] = (byte)'.';
            (digits, var digit) = Math.DivRem(digits, 10);
            text[--start] = (byte)('0' + digit);
        }

        if (isNegative) text[--start] = (byte)'-';
        Write(text[start..]);
    }

    /// <summary>What a decimal is made of, where its digits fit into 64 bits.</summary>
    private readonly ref struct DecimalBits
    {
        public DecimalBits(decimal number)
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(number, bits);
            Mantissa = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
            Scale = (byte)(bits[3] >> 16);
            IsNegative = bits[3] < 0 && Mantissa != 0;
            IsShort = bits[2] == 0 && Scale <= MaxShortScale;
        }

        public ulong Mantissa { get; }

        public int Scale { get; }

        public bool IsNegative { get; }

        /// <summary>Whether all digits are in <see cref="Mantissa"/>, and there are no more than the space takes.</summary>
        public bool IsShort { get; }
    }

    /// <summary>What was written, where there is no buffer writer.</summary>
    public string Text() => Encoding.UTF8.GetString(_buffer, _start, _position - _start);

    /// <summary>How much the writer has not been told of yet.</summary>
    public int Pending => _position - _start;

    /// <summary>Tells the writer what has been written.</summary>
    public void Flush()
    {
        if (writer is null || _position == _start) return;
        if (_isRented) writer.Write(_buffer.AsSpan(_start, _position - _start));
        else writer.Advance(_position - _start);
        // The writer's memory is its own again.
        (_start, _end) = (_position, _position);
    }

    public void Dispose()
    {
        Flush();
        if (_isRented) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _position, _end, _isRented) = ([], 0, 0, 0, false);
    }

    private void WriteObject(object? value, RenderContext context)
    {
        switch (value)
        {
            case string plain when context.Autoescape:
                WriteEscaped(plain);
                break;
            case SafeString safe:
                Write(safe.Value);
                break;
            case IHtml html when context.Autoescape:
                Write(html.ToHtml());
                break;
            case int number when context.HasPlainIntegers:
                WriteNumber(number);
                break;
            case long number when context.HasPlainIntegers:
                WriteNumber(number);
                break;
            default:
                var text = value as string ?? Localized.Text(value, context);
                if (context.Autoescape) WriteEscaped(text);
                else Write(text);
                break;
        }
    }

    private void WriteChunk(ReadOnlySpan<char> text)
    {
        if (_end - _position < text.Length * MaxBytesPerChar) Grow(text.Length * MaxBytesPerChar);
        var free = _buffer.AsSpan(_position, _end - _position);
        // Most texts are ASCII from end to end.
        if (Ascii.FromUtf16(text, free, out var written) != OperationStatus.Done) written = Encoding.UTF8.GetBytes(text, free);
        _position += written;
    }

    private void WriteInPieces(ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            if (_position == _end) Grow(1);
            var length = Math.Min(utf8.Length, _end - _position);
            utf8[..length].CopyTo(_buffer.AsSpan(_position));
            _position += length;
            utf8 = utf8[length..];
        }
    }

    /// <summary>Makes room for at least so many bytes more.</summary>
    private void Grow(int size)
    {
        if (writer is null)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(FirstRented, _buffer.Length * 2), _position + size));
            _buffer.AsSpan(0, _position).CopyTo(larger);
            if (_isRented) ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _end, _isRented) = (larger, larger.Length, true);
            return;
        }

        Flush();
        if (!_isRented && MemoryMarshal.TryGetArray<byte>(writer.GetMemory(size), out var memory))
        {
            (_buffer, _start, _position, _end) = (memory.Array!, memory.Offset, memory.Offset, memory.Offset + memory.Count);
            return;
        }

        if (!_isRented || _buffer.Length < size)
        {
            if (_isRented) ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _isRented) = (ArrayPool<byte>.Shared.Rent(Math.Max(FirstRented, size)), true);
        }

        (_start, _position, _end) = (0, 0, _buffer.Length);
    }
}
