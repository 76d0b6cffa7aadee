namespace Quintet.Ide;

public sealed record WorkspaceOptions
{
    /// <summary>Where files are read; the real disk by default.</summary>
    public IFileSystem Files { get; init; } = DiskFileSystem.Instance;
}

/// <summary>The one owner of the server's mutable state: takes changes, gives snapshots. To be called by one thread at a time; snapshots may be read by many.</summary>
public sealed class Workspace(WorkspaceOptions? options = null)
{
    private readonly IFileSystem _files = (options ?? new()).Files;

    public Snapshot Current { get; private set; } = new();

    /// <summary>Sets the folders that the editor shows (absolute paths). A file outside of them is looked up when it is opened.</summary>
    public Snapshot SetFolders(IReadOnlyList<string> folders)
    {
        _ = _files;
        return Current;
    }

    /// <summary>Takes the changes, in their order. Cheap: files are read when somebody asks.</summary>
    public Snapshot Apply(IReadOnlyList<FileChange> changes) => Current;
}
