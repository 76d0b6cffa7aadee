using System.Reflection;
using Quintet.Apps;
using Quintet.Conf;

namespace Quintet.StaticFiles;

/// <summary>A place where static files are found (Django's finders), beside <c>StaticFilesDirs</c> and the apps' <c>static</c> folders.</summary>
public abstract class StaticFilesFinder
{
    /// <summary>The file of a path; null where there is none here.</summary>
    /// <param name="path">Relative, with <c>/</c>; what leads out of the place is found nowhere.</param>
    public abstract StaticFile? Find(string path);

    /// <summary>All files, with the paths by which they are found.</summary>
    public abstract IEnumerable<(string Path, StaticFile File)> List();

    /// <summary>Where it looks, for people.</summary>
    public abstract string Location { get; }
}

/// <summary>The files of a folder.</summary>
/// <param name="folder">It need not exist.</param>
/// <param name="prefix">What their paths begin with: <c>downloads</c> makes <c>downloads/guide.pdf</c> of <c>guide.pdf</c>; empty: nothing.</param>
public sealed class FolderFinder(string folder, string prefix = "") : StaticFilesFinder
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly string _prefix = prefix.Length == 0 ? "" : prefix.TrimEnd('/') + "/";

    public override string Location => _folder;

    public override StaticFile? Find(string path) =>
        path.StartsWith(_prefix, StringComparison.Ordinal) && SafePath.Join(_folder, path[_prefix.Length..]) is { } file && File.Exists(file) ? StaticFile.OnDisk(file) : null;

    public override IEnumerable<(string Path, StaticFile File)> List() => Directory.Exists(_folder)
        ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (_prefix + Path.GetRelativePath(_folder, file).Replace('\\', '/'), StaticFile.OnDisk(file)))
        : [];
}

/// <summary>Files that are embedded in an assembly, as those of a package are.</summary>
/// <param name="assembly">The assembly.</param>
/// <param name="folder">What the resources' names begin with: <c>Shop/static</c>.</param>
public sealed class EmbeddedFinder(Assembly assembly, string folder) : StaticFilesFinder
{
    private readonly string _prefix = folder.Length == 0 ? "" : folder.TrimEnd('/') + "/";

    public override string Location => $"{assembly.GetName().Name}!{folder}";

    public override StaticFile? Find(string path) => path.Length > 0 && assembly.GetManifestResourceInfo(_prefix + path) is not null ? StaticFile.Embedded(assembly, _prefix + path) : null;

    public override IEnumerable<(string Path, StaticFile File)> List() => assembly.GetManifestResourceNames()
        .Where(name => name.Length > _prefix.Length && name.StartsWith(_prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => (name[_prefix.Length..], StaticFile.Embedded(assembly, name)));
}

/// <summary>All places of a project's static files in their order; the first one that has a path wins.</summary>
internal sealed class StaticFinder
{
    public StaticFinder(Settings settings, AppRegistry apps) =>
        Finders = [.. settings.StaticFilesDirs.Select(folder => new FolderFinder(folder)), .. apps.Apps.SelectMany(app => OfApp(app, settings)), .. settings.StaticFilesFinders];

    public IReadOnlyList<StaticFilesFinder> Finders { get; }

    /// <summary>The file of a path; null where there is none, or where the path leads out of the folders.</summary>
    /// <param name="path">Relative, with <c>/</c>, percent-decoded.</param>
    public StaticFile? Find(string path) => FindAll(path).FirstOrDefault();

    /// <summary>All files of a path, the one that wins first.</summary>
    public IEnumerable<StaticFile> FindAll(string path) => Finders.Select(finder => finder.Find(path)).OfType<StaticFile>();

    /// <summary>An app's folder, and behind it what is embedded in its assembly under that path, as with its templates.</summary>
    private static IEnumerable<StaticFilesFinder> OfApp(AppConfig app, Settings settings)
    {
        yield return new FolderFinder(AppRegistry.Folder(settings, app, "static"));
        var embedded = new EmbeddedFinder(app.GetType().Assembly, app.SourcePath.Length == 0 ? "static" : app.SourcePath + "/static");
        if (embedded.List().Any()) yield return embedded;
    }
}

/// <summary>Joins a folder and a path that came from outside (Django's <c>safe_join</c>).</summary>
internal static class SafePath
{
    /// <summary>The full path; null where it would lie outside the folder, or means something else on another system.</summary>
    public static string? Join(string folder, string path)
    {
        // A backslash separates and a colon names a drive or a stream on Windows; no static file needs either.
        if (path.Length == 0 || path.AsSpan().IndexOfAny('\0', '\\', ':') >= 0 || path.StartsWith('/')) return null;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal) ? full : null;
    }
}
