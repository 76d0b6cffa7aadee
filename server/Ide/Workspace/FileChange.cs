namespace Quintet.Ide;

/// <summary>One thing that happened to a file. Paths are absolute paths of the file system.</summary>
public abstract record FileChange(string Path)
{
    /// <summary>An editor opened the file: from now on its buffer counts, not the disk.</summary>
    public sealed record Opened(string Path, string Text, int? Version = null) : FileChange(Path);

    /// <summary>The buffer of an open file has a new text (the whole of it).</summary>
    public sealed record Edited(string Path, string Text, int? Version = null) : FileChange(Path);

    /// <summary>The editor closed the file: the disk counts again.</summary>
    public sealed record Closed(string Path) : FileChange(Path);

    /// <summary>The file or folder was created, changed or deleted on disk; which of them is looked up there. It is read again when somebody asks.</summary>
    public sealed record OnDisk(string Path) : FileChange(Path);
}
