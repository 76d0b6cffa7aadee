namespace Quintet.Ide;

/// <summary>All files at one moment. Immutable; what is read from a file is computed when first asked for, and shared with later snapshots in which the file is the same.</summary>
public sealed class Snapshot
{
    public IReadOnlyList<Project> Projects { get; init; } = [];

    /// <summary>The file, if it is open or belongs to a project and can be read.</summary>
    public Document? GetDocument(string path) => null;

    /// <summary>The paths of the files that an editor has open.</summary>
    public IReadOnlyList<string> OpenFiles { get; init; } = [];
}
