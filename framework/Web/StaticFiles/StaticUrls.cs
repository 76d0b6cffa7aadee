using System.Buffers;
using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using Quintet.Text;

namespace Quintet.StaticFiles;

/// <summary><c>css/site.css</c> → <c>/static/css/site.css</c>, or <c>/static/css/site.55e7cbb9ba48.css</c> where <c>collectstatic</c> gave it that name.</summary>
/// <param name="prefix"><c>StaticUrl</c>.</param>
/// <param name="mediaPrefix"><c>MediaUrl</c>.</param>
/// <param name="names">The names of files whose names are others, by their paths; null: none.</param>
internal sealed class StaticUrls(string prefix, string mediaPrefix, IReadOnlyDictionary<string, string>? names = null) : IStaticUrls
{
    private readonly FrozenDictionary<string, string> _urls = (names ?? ReadOnlyDictionary<string, string>.Empty).ToFrozenDictionary(pair => pair.Key, pair => prefix + UrlEncoding.FilePathToUri(pair.Value), StringComparer.Ordinal);

    /// <summary>What stays as it is in a path, as in Django's <c>filepath_to_uri</c>; everything else is percent-encoded.</summary>
    private static readonly SearchValues<char> Kept = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/!*()'");

    public string StaticPrefix => prefix;

    public string MediaPrefix => mediaPrefix;

    public string Url(string path)
    {
        if (_urls.Count == 0) return Own(path);
        if (_urls.TryGetValue(path, out var url)) return url;
        // sprite.svg#icon
        var end = path.AsSpan().IndexOfAny('?', '#');
        return end > 0 && _urls.TryGetValue(path[..end], out url) ? url + path[end..] : Own(path);
    }

    private string Own(string path) => path.AsSpan().ContainsAnyExcept(Kept) ? Encoded(path) : prefix + path;

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
