using Quintet.Apps;
using Quintet.Conf;

namespace Quintet.StaticFiles;

/// <summary>Finds static files in <c>StaticFilesDirs</c> and in the apps' <c>static</c> folders, in this order; the first one wins.</summary>
internal sealed class StaticFinder
{
    public StaticFinder(Settings settings, AppRegistry apps)
    {
        Folders = [.. settings.StaticFilesDirs.Select(folder => Path.GetFullPath(folder)), .. apps.Folders(settings, "static")];
    }

    public IReadOnlyList<string> Folders { get; }

    /// <summary>The file of a path; null where there is none, or where the path leads out of the folders.</summary>
    /// <param name="path">Relative, with <c>/</c>, percent-decoded.</param>
    public string? Find(string path)
    {
        foreach (var folder in Folders)
        {
            if (SafePath.Join(folder, path) is { } file && File.Exists(file)) return file;
        }

        return null;
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
