using System.Buffers;
using System.Globalization;
using System.Text;

namespace Quintet.StaticFiles;

/// <summary><c>css/site.css</c> → <c>/static/css/site.css</c>.</summary>
internal sealed class StaticUrls(string prefix, string mediaPrefix) : IStaticUrls
{
    /// <summary>What stays as it is in a path, as in Django's <c>filepath_to_uri</c>; everything else is percent-encoded.</summary>
    private static readonly SearchValues<char> Kept = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/!*()'");

    public string StaticPrefix => prefix;

    public string MediaPrefix => mediaPrefix;

    public string Url(string path) => path.AsSpan().ContainsAnyExcept(Kept) ? Encoded(path) : prefix + path;

    private string Encoded(string path)
    {
        var builder = new StringBuilder(prefix, prefix.Length + (path.Length * 2));
        Span<byte> bytes = stackalloc byte[4];
        // A backslash is how Windows separates folders.
        foreach (var rune in path.Replace('\\', '/').EnumerateRunes())
        {
            if (rune.IsAscii && Kept.Contains((char)rune.Value))
            {
                builder.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var b in bytes[..count]) builder.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return builder.ToString();
    }
}
