namespace Quintet.Ide;

/// <summary>A template or static file, by the name that templates and views call it.</summary>
/// <param name="Name">With <c>/</c>, relative to its folder.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Origin">The folder's app, by its label; null for a folder of the settings' own.</param>
internal sealed record NamedFile(string Name, string Path, string? Origin)
{
    /// <summary>The package in which it is embedded, so that no editor can open it; null for a file.</summary>
    public string? Package { get; init; }
}

/// <summary>The files of a list of folders: of two with one name, the earlier folder's is the one that is found.</summary>
internal sealed class FileInventory
{
    private readonly Dictionary<string, NamedFile> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _packaged = new(StringComparer.Ordinal);

    /// <param name="paths">Every file that there is.</param>
    /// <param name="folders">The folders, in the order of the search.</param>
    /// <param name="packages">What is embedded in packages.</param>
    public FileInventory(IEnumerable<string> paths, IReadOnlyList<(string Folder, string? Origin)> folders, PackageSet packages)
    {
        Folders = folders;
        var rank = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in paths.Concat(packages.Files))
        {
            for (var i = 0; i < folders.Count; i++)
            {
                if (!Paths.IsBelow(path, folders[i].Folder)) continue;
                var name = Paths.Relative(path, folders[i].Folder);
                var package = packages.Of(path)?.Name;
                if (package is not null) _packaged.Add(name);
                if (rank.TryGetValue(name, out var found) && found <= i) continue;
                rank[name] = i;
                _byName[name] = new(name, path, folders[i].Origin) { Package = package };
            }
        }

        All = [.. _byName.Values.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<NamedFile> All { get; }

    /// <summary>In the order of <see cref="All"/>, so that of two near names always the same is meant.</summary>
    public IEnumerable<string> Names => All.Select(file => file.Name);

    public IReadOnlyList<(string Folder, string? Origin)> Folders { get; }

    /// <summary>The name of a file in one of the folders, there or not yet; null for any other.</summary>
    public string? NameOf(string path)
    {
        foreach (var (folder, _) in Folders)
        {
            if (Paths.IsBelow(path, folder)) return Paths.Relative(path, folder);
        }

        return null;
    }

    /// <summary>Whether a package brings a file of this name, though that of another folder may be found before it.</summary>
    public bool IsPackaged(string name) => _packaged.Contains(name);

    public NamedFile? Find(string name) => _byName.GetValueOrDefault(name);
}
