using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Quintet.Security;

/// <summary>JSON as it is signed: letter for letter Python's compact form in ASCII (all else is escaped in small hexadecimal digits), in Base64 for addresses.</summary>
internal static class SignedJson
{
    // What is unpacked is signed already; the limit is for keys that got out.
    private const int MostUnpacked = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Compress(byte[] data)
    {
        using var output = new MemoryStream();
        using (var packed = new ZLibStream(output, CompressionLevel.Optimal)) packed.Write(data);
        return output.ToArray();
    }

    /// <exception cref="BadSignature">It is signed, but not as an object is.</exception>
    /// <exception cref="JsonException">It is no JSON of a <typeparamref name="T"/>.</exception>
    public static T? Read<T>(string text)
    {
        var packed = text.StartsWith('.');
        byte[] data;
        try
        {
            data = Base64Url.DecodeFromChars(text.AsSpan(packed ? 1 : 0));
            if (packed) data = Unpack(data);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            throw new BadSignature($"The value is signed, but it is no object: {exception.Message}");
        }

        return JsonSerializer.Deserialize<T>(data, Options);
    }

    private static byte[] Unpack(byte[] data)
    {
        using var stream = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(8192);
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                if (output.Length + count > MostUnpacked) throw new InvalidDataException($"it is larger than {MostUnpacked} bytes");
                output.Write(buffer, 0, count);
            }

            return output.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An object as JSON.</summary>
    public static byte[] Write<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, Options);
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (!char.IsAscii(json[i]))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
            }
            else if (json[i] == '\\' && json[i + 1] == 'u')
            {
                // The one character that only we escape.
                var digits = json.AsSpan(i + 2, 4);
                if (digits.SequenceEqual("007F")) text.Append('\u007F');
                else text.Append("\\u").Append(digits.ToString().ToLowerInvariant());
                i += 5;
            }
            else
            {
                text.Append(json[i]);
                if (json[i] == '\\') text.Append(json[++i]);
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
