namespace Quintet.Ide;

/// <summary>Where the thing under the cursor is defined; the best answer first.</summary>
public static class Definition
{
    public static IReadOnlyList<DefinitionLink> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [];
    }
}
