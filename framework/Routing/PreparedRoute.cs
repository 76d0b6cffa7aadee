using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Quintet.Routing;

/// <summary>The routes that a name means for arguments of certain names; the first that takes the values writes the path.</summary>
internal sealed class PreparedRoutes(PreparedRoute[] routes) : PreparedUrl
{
    public override bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<byte> destination, out int written)
    {
        foreach (var route in routes)
        {
            if (route.TryWrite(arguments, destination, out written, out var fits)) return true;
            // A path that is too long for the space is this route's all the same, not the next one's.
            if (fits) break;
        }

        written = 0;
        return false;
    }
}

/// <summary>One route, its literal texts encoded, and which argument each parameter takes.</summary>
internal sealed class PreparedRoute
{
    private readonly Piece[] _pieces;

    public PreparedRoute(IReadOnlyList<RouteSegment> segments, int[] places)
    {
        var pieces = new List<Piece>();
        var literal = "/";
        var parameter = 0;
        foreach (var segment in segments)
        {
            if (segment is LiteralSegment text)
            {
                literal += text.Text;
                continue;
            }

            pieces.Add(new(Encoded(literal), (BuiltinConverter)((ParameterSegment)segment).Converter, places[parameter++]));
            literal = "";
        }

        pieces.Add(new(Encoded(literal), null, -1));
        _pieces = [.. pieces];
    }

    /// <param name="fits">Whether the arguments are right for the route, so that only the space can be too small.</param>
    public bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<byte> destination, out int written, out bool fits)
    {
        fits = true;
        written = 0;
        for (var i = 0; i < _pieces.Length; i++)
        {
            ref readonly var piece = ref _pieces[i];
            if (!piece.Literal.AsSpan().TryCopyTo(destination[written..])) return false;
            written += piece.Literal.Length;
            if (piece.Converter is null) continue;
            if (!TryWrite(piece.Converter, arguments[piece.Argument], destination[written..], out var length, out fits)) return false;
            written += length;
        }

        // A path that begins with two slashes would be read as a host: left to the one place that knows what to do.
        return written < 2 || destination[1] != '/';
    }

    private static bool TryWrite(BuiltinConverter converter, UrlArgument argument, Span<byte> destination, out int written, out bool fits)
    {
        if (argument.Text is not { } text) return TryWrite(converter, argument.Number, destination, out written, out fits);
        written = 0;
        fits = converter.IsMatch(text);
        if (!fits) return false;
        foreach (var c in text)
        {
            // What must be encoded is rare.
            if (!UrlEncoding.IsKept(c)) return Encoded(text) is var encoded && encoded.AsSpan().TryCopyTo(destination) && (written = encoded.Length) > 0;
            if (written == destination.Length) return false;
            destination[written++] = (byte)c;
        }

        return true;
    }

    private static bool TryWrite(BuiltinConverter converter, long number, Span<byte> destination, out int written, out bool fits)
    {
        fits = true;
        if (!Utf8Formatter.TryFormat(number, destination, out written)) return false;
        if (converter is IntConverter)
        {
            fits = number >= 0;
        }
        else
        {
            Span<char> digits = stackalloc char[20];
            number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            fits = converter.IsMatch(digits[..length]);
        }

        return fits;
    }

    private static byte[] Encoded(string text)
    {
        var builder = new StringBuilder();
        UrlEncoding.AppendPath(builder, text);
        return Encoding.ASCII.GetBytes(builder.ToString());
    }

    /// <summary>A text and the parameter behind it; the last piece is text alone.</summary>
    private readonly record struct Piece(byte[] Literal, BuiltinConverter? Converter, int Argument);
}
