namespace Quintet.Lsp.Session;

/// <summary>
/// Gives memory back to the system when nobody types: binding a large project leaves much behind that the collector would keep for work to come.
/// Used by one thread.
/// </summary>
/// <param name="allocated">How many bytes were allocated since the process began, by all threads.</param>
internal sealed class Memory(Func<long> allocated)
{
    // Less than a project of some size leaves is not worth the pause between two words.
    internal const long Worth = 64 << 20;

    // When nobody has typed for a while, no one waits for it.
    internal const long WorthAtRest = 4 << 20;

    private long _givenBackAt;

    public Memory()
        : this(() => GC.GetTotalAllocatedBytes())
    {
    }

    /// <summary>Whether so much was used since the last time that it was worth it.</summary>
    /// <param name="isAtRest">Whether nobody has typed for longer than one thinks between two words.</param>
    public bool GiveBack(bool isAtRest)
    {
        var now = allocated();
        if (now - _givenBackAt < (isAtRest ? WorthAtRest : Worth)) return false;
        _givenBackAt = now;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return true;
    }
}
