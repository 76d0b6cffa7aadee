using Quintet.Ide;

namespace IdeTests;

/// <summary>A disk in memory.</summary>
internal sealed class MemoryFiles : IFileSystem
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public string this[string path]
    {
        get => _files[path];
        set => _files[path] = value;
    }

    public IEnumerable<string> All => _files.Keys;

    public void Delete(string path) => _files.Remove(path);

    public string? ReadText(string path) => _files.GetValueOrDefault(path);

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool FolderExists(string path) => _files.Keys.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal));

    public IReadOnlyList<(string Path, bool IsFolder)> List(string folder)
    {
        var prefix = folder == "/" ? "/" : folder + "/";
        return [.. _files.Keys.Where(file => file.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => file[prefix.Length..].Split('/'))
            .Select(parts => (prefix + parts[0], parts.Length > 1)).Distinct()];
    }
}
