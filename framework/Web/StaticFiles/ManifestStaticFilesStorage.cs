using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Quintet.StaticFiles;

/// <summary>
/// Gives collected files names with a hash of their content (Django's <c>ManifestStaticFilesStorage</c>): <c>css/site.55e7cbb9ba48.css</c>, so that browsers may keep them for ever. Style sheets and source maps are made to
/// refer to the new names. Which file has which name stands in <c>staticfiles.json</c>.
/// </summary>
public partial class ManifestStaticFilesStorage : StaticFilesStorage
{
    private const string ManifestName = "staticfiles.json", ManifestVersion = "1.1";

    private static readonly FrozenSet<string> Compressible = new[] { ".css", ".js", ".mjs", ".json", ".map", ".svg", ".txt", ".html", ".xml", ".wasm", ".webmanifest", ".ico", ".ttf", ".otf" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether compressed forms stand beside the files (<c>.br</c> and <c>.gz</c>), which are smaller and cost nothing when they are served.</summary>
    public bool Compress { get; init; } = true;

    public override IEnumerable<(string Path, string Made)> PostProcess(string root, string prefix, IReadOnlyList<string> paths)
    {
        var work = new Work(root, prefix, paths);
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (IsOurs(path)) continue;
            var (name, content) = work.Process(path);
            names[path] = name;
            Write(root, name, content);
            yield return (path, name);
            if (!Compress || !Compressible.Contains(Path.GetExtension(path))) continue;
            foreach (var file in new[] { path, name })
            {
                var bytes = file == name ? content : File.ReadAllBytes(Full(root, path));
                foreach (var (suffix, open) in Codings)
                {
                    var packed = Packed(bytes, open);
                    // What gains nothing is not worth its place.
                    if (packed.Length >= bytes.Length * 95 / 100) File.Delete(Full(root, file + suffix));
                    else Write(root, file + suffix, packed);
                }
            }
        }

        var hash = Hash(JsonSerializer.SerializeToUtf8Bytes(names));
        Write(root, ManifestName, JsonSerializer.SerializeToUtf8Bytes(new { paths = names, version = ManifestVersion, hash }, Indented));
    }

    protected internal override IReadOnlyDictionary<string, string> LoadNames(string root)
    {
        var path = Path.Combine(root, ManifestName);
        if (!File.Exists(path)) return base.LoadNames(root);
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(path));
            return manifest.RootElement.GetProperty("paths").EnumerateObject().ToFrozenDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Conf.ImproperlyConfigured($"Couldn't load manifest '{path}': {exception.Message} Run collectstatic again.");
        }
    }

    protected internal override bool IsImmutable(string path) => Hashed().IsMatch(path);

    private static readonly (string Suffix, Func<Stream, Stream> Open)[] Codings =
    [
        (".br", static output => new BrotliStream(output, CompressionLevel.SmallestSize, leaveOpen: true)),
        (".gz", static output => new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true)),
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // What stands behind the last slash: name, twelve digits, extension.
    [GeneratedRegex(@"\.[0-9a-f]{12}(\.[^./]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Hashed();

    private static bool IsOurs(string path) => path == ManifestName || path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal);

    private static string Full(string root, string path) => SafePath.Join(root, path) ?? throw new StaticFilesException($"The path '{path}' leads out of {root}.");

    private static void Write(string root, string path, byte[] content)
    {
        var file = Full(root, path);
        if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content)) return;
        var fresh = file + ".tmp";
        File.WriteAllBytes(fresh, content);
        File.Move(fresh, file, overwrite: true);
    }

    private static byte[] Packed(byte[] content, Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (var packing = open(output)) packing.Write(content);
        return output.ToArray();
    }

    private static string Hash(byte[] content)
    {
        // A short name for a content, as Django makes it; nothing is proven by it.
#pragma warning disable CA5351
        return Convert.ToHexStringLower(MD5.HashData(content))[..12];
#pragma warning restore CA5351
    }

    /// <summary>One run over all files.</summary>
    private sealed class Work(string root, string prefix, IReadOnlyList<string> paths)
    {
        private readonly Dictionary<string, (string Name, byte[] Content)?> _done = new(StringComparer.Ordinal);
        private readonly HashSet<string> _paths = [.. paths];

        public (string Name, byte[] Content) Process(string path)
        {
            if (_done.TryGetValue(path, out var done)) return done ?? throw new StaticFilesException($"Post-processing '{path}' failed: it refers to itself, through other files, so that none of them can have a name that its content decides.");
            _done[path] = null;
            var content = File.ReadAllBytes(Full(root, path));
            if (References.Of(path) is { } references) content = Encoding.UTF8.GetBytes(references.Replace(Encoding.UTF8.GetString(content), url => NewUrl(path, url)));
            var dot = path.LastIndexOf('.') is var last && last > path.LastIndexOf('/') ? last : path.Length;
            var result = ($"{path[..dot]}.{Hash(content)}{path[dot..]}", content);
            _done[path] = result;
            return result;
        }

        /// <summary>What stands in a file instead of an address; null: it stays as it is.</summary>
        private string? NewUrl(string path, string url)
        {
            // Another site, data, a part of the page.
            if (url.Length == 0 || url[0] == '#' || url.StartsWith("//", StringComparison.Ordinal) || Scheme().IsMatch(url)) return null;
            var end = url.AsSpan().IndexOfAny('?', '#') is >= 0 and var at ? at : url.Length;
            // What follows a "?#" is for old browsers' fonts: the mark stays, so does the fragment.
            var (address, rest) = (url[..end], url[end..]);
            if (address.Length == 0) return null;
            string target;
            if (address[0] == '/')
            {
                // An address of this site that is no static file.
                if (!address.StartsWith(prefix, StringComparison.Ordinal)) return null;
                target = address[prefix.Length..];
            }
            else
            {
                target = Joined(path, address) ?? throw new StaticFilesException($"Post-processing '{path}' failed: it refers to '{url}', which leads out of the static files.");
            }

            target = Uri.UnescapeDataString(target);
            if (!_paths.Contains(target)) throw new StaticFilesException($"Post-processing '{path}' failed: the file '{target}' could not be found, to which it refers by '{url}'.");
            var name = Process(target).Name;
            var file = name[(name.LastIndexOf('/') + 1)..];
            return address[..(address.LastIndexOf('/') + 1)] + Uri.EscapeDataString(file) + rest;
        }

        private static string? Joined(string path, string address)
        {
            var parts = path.Split('/')[..^1].ToList();
            foreach (var part in address.Split('/'))
            {
                if (part == "..")
                {
                    if (parts.Count == 0) return null;
                    parts.RemoveAt(parts.Count - 1);
                }
                else if (part.Length > 0 && part != ".")
                {
                    parts.Add(part);
                }
            }

            return string.Join('/', parts);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
