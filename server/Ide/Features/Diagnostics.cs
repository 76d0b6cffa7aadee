namespace Quintet.Ide;

/// <summary>What is wrong in a file or in a whole project.</summary>
public static class Diagnostics
{
    /// <summary>The diagnostics of one file, in the order of their places. Empty for a file that belongs to no project.</summary>
    public static IReadOnlyList<Diagnostic> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [];
    }

    /// <summary>The files of a project that have diagnostics, by path: what <c>quintet check</c> prints.</summary>
    public static IReadOnlyList<FileDiagnostics> OfProject(Snapshot snapshot, Project project, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [];
    }
}
