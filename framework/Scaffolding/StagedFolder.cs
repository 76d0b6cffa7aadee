namespace Quintet.Scaffolding;

/// <summary>Files that are written all or not at all: first into a folder beside the target, which then takes its name.</summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly string _staging;

    /// <exception cref="ScaffoldException">The target exists already.</exception>
    public StagedFolder(string target)
    {
        _target = target;
        if (Directory.Exists(target) || File.Exists(target)) throw new ScaffoldException($"'{target}' already exists. Choose another name, or remove it first; nothing was written.");
        _staging = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
    }

    public void Write(string relativePath, string text)
    {
        var path = Path.Combine(_staging, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Commit() => Directory.Move(_staging, _target);

    public void Dispose()
    {
        if (Directory.Exists(_staging)) Directory.Delete(_staging, recursive: true);
    }
}
