using System.Globalization;
using System.Text;

namespace Quintet.Routing;

/// <summary>The routes that a name means for arguments of certain names; the first that takes the values writes the path.</summary>
internal sealed class PreparedRoutes(PreparedRoute[] routes) : PreparedUrl
{
    public override bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<char> destination, out int written)
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
    private readonly (string? Literal, PathConverter? Converter, int Argument)[] _pieces;

    public PreparedRoute(IReadOnlyList<RouteSegment> segments, int[] places)
    {
        var parameter = 0;
        _pieces = [.. segments.Select(segment => segment is LiteralSegment literal
            ? ((string?)Encoded(literal.Text), (PathConverter?)null, -1)
            : (null, ((ParameterSegment)segment).Converter, places[parameter++]))];
    }

    /// <summary>Whether values become texts as we do it here; a converter of an app's own may have its own way.</summary>
    public static bool CanWrite(PathConverter converter) => converter is IntConverter or CharClassConverter or UuidConverter;

    /// <param name="fits">Whether the arguments are right for the route, so that only the space can be too small.</param>
    public bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<char> destination, out int written, out bool fits)
    {
        fits = true;
        written = 0;
        if (destination.Length == 0) return false;
        destination[0] = '/';
        written = 1;
        foreach (var (literal, converter, place) in _pieces)
        {
            var rest = destination[written..];
            if (converter is null)
            {
                if (!literal!.TryCopyTo(rest)) return false;
                written += literal!.Length;
                continue;
            }

            var argument = arguments[place];
            if (!TryWrite(converter, argument, rest, out var length, out fits)) return false;
            written += length;
        }

        // A path that begins with two slashes would be read as a host: left to the one place that knows what to do.
        return written < 2 || destination[1] != '/';
    }

    private static bool TryWrite(PathConverter converter, UrlArgument argument, Span<char> destination, out int written, out bool fits)
    {
        if (argument.Text is not { } text)
        {
            fits = true;
            if (!argument.Number.TryFormat(destination, out written, default, CultureInfo.InvariantCulture)) return false;
            fits = converter is IntConverter ? argument.Number >= 0 : converter.IsMatch(destination[..written]);
            return fits;
        }

        written = 0;
        fits = converter.IsMatch(text);
        if (!fits) return false;
        foreach (var c in text)
        {
            // What must be encoded is rare.
            if (!UrlEncoding.IsKept(c)) return Encoded(text) is var encoded && encoded.TryCopyTo(destination) && (written = encoded.Length) > 0;
            if (written == destination.Length) return false;
            destination[written++] = c;
        }

        return true;
    }

    private static string Encoded(string text)
    {
        var builder = new StringBuilder();
        UrlEncoding.AppendPath(builder, text);
        return builder.ToString();
    }
}
