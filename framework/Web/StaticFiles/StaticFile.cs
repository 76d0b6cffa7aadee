using System.Reflection;

namespace Quintet.StaticFiles;

/// <summary>A static file, on the disk or in an assembly.</summary>
public sealed class StaticFile
{
    private readonly Func<Stream> _open;
    private readonly Func<(long Length, DateTime LastModified)> _read;

    private StaticFile(string location, string? path, Func<Stream> open, Func<(long Length, DateTime LastModified)> read) => (Location, Path, _open, _read) = (location, path, open, read);

    /// <summary>Where it is, for people: its path, or <c>Shop.Package!Shop/static/shop/site.css</c>.</summary>
    public string Location { get; }

    /// <summary>Its path; null where it is not on the disk.</summary>
    public string? Path { get; }

    /// <summary>In bytes.</summary>
    public long Length => _read().Length;

    /// <summary>In UTC; of a file in an assembly, when the assembly was made.</summary>
    public DateTime LastModified => _read().LastModified;

    /// <summary>A file on the disk.</summary>
    /// <param name="path">Its full path.</param>
    public static StaticFile OnDisk(string path) => new(path, path, () => File.OpenRead(path), () => (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path)));

    /// <summary>A file in an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="name">The resource's name.</param>
    public static StaticFile Embedded(Assembly assembly, string name)
    {
        return new($"{assembly.GetName().Name}!{name}", null, Open, () =>
        {
            using var stream = Open();
            // An assembly in one file with others has no place of its own.
            return (stream.Length, assembly.Location.Length > 0 ? File.GetLastWriteTimeUtc(assembly.Location) : DateTime.UnixEpoch);
        });

        Stream Open() => assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{assembly.GetName().Name} holds no resource '{name}'.", name);
    }

    /// <summary>For reading, from its beginning; a stream that can seek.</summary>
    public Stream OpenRead() => _open();

    public override string ToString() => Location;
}
