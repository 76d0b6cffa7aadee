namespace Quintet.Templates;

/// <summary>Templates in folders, the first folder that has one winning: the project's folders, then the apps'.</summary>
/// <param name="folders">Full paths.</param>
public sealed class FileSystemLoader(IReadOnlyList<string> folders) : TemplateLoader
{
    private readonly string[] _folders = [.. folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];

    public override TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried)
    {
        foreach (var path in Candidates(name))
        {
            if (skip.Contains(path)) continue;
            if (Stamp(path) is { } stamp) return new(name, path, File.ReadAllText(path), stamp);
            tried.Add(path);
        }

        return null;
    }

    public override bool IsStale(TemplateSource source, IReadOnlyCollection<string> skip)
    {
        // A file that appeared in an earlier folder wins, too.
        foreach (var path in Candidates(source.Name ?? ""))
        {
            if (skip.Contains(path) || Stamp(path) is not { } stamp) continue;
            return path != source.Path || !stamp.Equals(source.Stamp);
        }

        return true;
    }

    public override IEnumerable<string> Names()
    {
        foreach (var folder in _folders)
        {
            if (!Directory.Exists(folder)) continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                yield return Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            }
        }
    }

    /// <summary>Where a name could be. A name that leads out of a folder is nowhere.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        if (name.Length == 0 || name.Contains('\0')) yield break;
        foreach (var folder in _folders)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name));
            if (path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) yield return path;
        }
    }

    private static (DateTime, long)? Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }
}
