namespace Quintet.Ide;

/// <summary>What fits at the cursor.</summary>
public static class Completion
{
    /// <summary>The items at a cursor (in UTF-16 code units). A file that belongs to no project gets nothing.</summary>
    public static CompletionResult At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return CompletionResult.Empty;
    }
}
