namespace Quintet.Lsp.Session;

/// <summary>
/// Gives memory back to the system when nobody types: binding a large project leaves much behind that the collector would keep for work to come.
/// Used by one thread.
/// </summary>
internal sealed class Memory
{
    // Less than a project of some size leaves is not worth the pause.
    internal const long Worth = 64 << 20;

    private long _allocated;

    /// <summary>Whether so much was used since the last time that it was worth it.</summary>
    public bool GiveBack()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated < Worth) return false;
        _allocated = allocated;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return true;
    }
}
