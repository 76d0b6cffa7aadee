namespace Quintet.Ide;

/// <summary>What is said about the thing under the cursor.</summary>
public static class HoverInfo
{
    public static Hover? At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return null;
    }
}
