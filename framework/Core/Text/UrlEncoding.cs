using System.Buffers;
using System.Text;

namespace Quintet.Text;

/// <summary>Percent-encoding of texts, as Python's <c>urllib.parse</c> and Django's <c>iri_to_uri</c> do it: UTF-8, no culture, no form rules but where said.</summary>
public static class UrlEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

    private static readonly SearchValues<char> UnreservedValues = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> PathValues = SearchValues.Create(Unreserved + "/");
    private static readonly SearchValues<char> IriValues = SearchValues.Create(Unreserved + "/#%[]=:;$&()+,!?*@'");
    private static readonly SearchValues<char> UrlValues = SearchValues.Create(Unreserved + "!$&'()*+,;=:/?#[]@");

    /// <summary>Encodes everything but ASCII letters, digits, <c>_.-~</c> and the characters of <paramref name="safe"/>.</summary>
    public static string Quote(string text, string safe = "/") => Encode(text, safe switch
    {
        "/" => PathValues,
        "" => UnreservedValues,
        _ => SearchValues.Create(Unreserved + string.Concat(safe.Where(char.IsAscii))),
    });

    /// <summary>As <see cref="Quote"/> without safe characters; a blank becomes <c>+</c>, as in a query string.</summary>
    public static string QuotePlus(string text) => Encode(text, UnreservedValues, blanksArePlus: true);

    /// <summary>Decodes; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Unquote(string text)
    {
        if (!text.Contains('%')) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAscii(text[i]))
            {
                builder.Append(text[i++]);
                continue;
            }

            // Together, so that the bytes of one character are decoded as one.
            var count = 0;
            for (; i < text.Length && char.IsAscii(text[i]); count++) bytes[count] = TryByte(text, i, out var b) ? Take(b, 3, ref i) : Take((byte)text[i], 1, ref i);
            builder.Append(characters.AsSpan(0, Encoding.UTF8.GetChars(bytes, 0, count, characters, 0)));
        }

        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(characters);
        return builder.ToString();

        static byte Take(byte value, int length, ref int position)
        {
            position += length;
            return value;
        }
    }

    /// <summary>Makes an address with letters of any script one of ASCII; what is encoded already stays (Django's <c>iri_to_uri</c>).</summary>
    public static string IriToUri(string iri) => Encode(iri, IriValues);

    /// <summary>Encodes a path for a URL; what has a meaning beyond the path (<c>; = ?</c>) is encoded as well (Django's <c>escape_uri_path</c>).</summary>
    public static string EscapeUriPath(string path) => Quote(path, "/:@&+$,-_.!~*'()");

    /// <summary>The path of a file as one of a URL: backslashes become slashes (Django's <c>filepath_to_uri</c>).</summary>
    public static string FilePathToUri(string path) => Quote(path.Replace('\\', '/'), "/~!*()'");

    /// <summary>Decodes what a reader wants to see, and nothing that has a meaning in an address or is no UTF-8 (Django's <c>uri_to_iri</c>).</summary>
    public static string UriToIri(string uri)
    {
        if (!uri.Contains('%')) return uri;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(uri.Length)];
        var count = 0;
        for (var i = 0; i < uri.Length;)
        {
            if (TryByte(uri, i, out var b) && (b >= 128 || IsReadable((char)b)))
            {
                bytes[count++] = b;
                i += 3;
            }
            else
            {
                var length = i + 1 < uri.Length && char.IsSurrogatePair(uri[i], uri[i + 1]) ? 2 : 1;
                count += Encoding.UTF8.GetBytes(uri.AsSpan(i, length), bytes.AsSpan(count));
                i += length;
            }
        }

        var builder = new TextBuilder(stackalloc char[256]);
        Span<char> characters = stackalloc char[2];
        for (var rest = (ReadOnlySpan<byte>)bytes.AsSpan(0, count); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var read) == OperationStatus.Done) builder.Append(characters[..rune.EncodeToUtf16(characters)]);
            else foreach (var b in rest[..read]) AppendByte(ref builder, b);
            rest = rest[read..];
        }

        return builder.ToString();
    }

    /// <summary>Quotes a whole URL that may be quoted already in part.</summary>
    internal static string Requote(string url) => Encode(Unquote(url), UrlValues);

    private static string Encode(string text, SearchValues<char> safe, bool blanksArePlus = false)
    {
        if (!text.AsSpan().ContainsAnyExcept(safe)) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && safe.Contains((char)rune.Value)) builder.Append((char)rune.Value);
            else if (blanksArePlus && rune.Value == ' ') builder.Append('+');
            else foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) AppendByte(ref builder, b);
        }

        return builder.ToString();
    }

    private static void AppendByte(ref TextBuilder builder, byte value)
    {
        builder.Append('%');
        builder.Append("0123456789ABCDEF"[value >> 4]);
        builder.Append("0123456789ABCDEF"[value & 15]);
    }

    /// <summary>Characters that mean the same encoded or not, so that decoding them changes no address; Django leaves digits as they are.</summary>
    private static bool IsReadable(char c) => char.IsAsciiLetter(c) || c is '-' or '.' or '_' or '~';

    private static bool TryByte(string text, int at, out byte value)
    {
        value = 0;
        if (at + 2 >= text.Length || text[at] != '%' || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
        value = (byte)((Digit(text[at + 1]) * 16) + Digit(text[at + 2]));
        return true;
    }

    private static int Digit(char hex) => char.IsAsciiDigit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
