namespace Quintet;

/// <summary>Keeps pieces of rendered templates; the tag <c>cache</c> reaches the project's caches through it. May be used by many threads at once.</summary>
public interface ITemplateCache
{
    /// <summary>Whether there is a cache of this name (<c>cache … using="name"</c>).</summary>
    bool HasCache(string name);

    /// <summary>What was kept; false where there is nothing, or its time is over.</summary>
    /// <param name="cache">The name of a cache; null for the one that is meant for pieces of templates.</param>
    /// <param name="key">What it was kept under.</param>
    /// <param name="content">UTF-8.</param>
    bool TryGet(string? cache, string key, out ReadOnlyMemory<byte> content);

    /// <summary>Keeps a piece.</summary>
    /// <param name="cache">The name of a cache; null for the one that is meant for pieces of templates.</param>
    /// <param name="key">What it is found by.</param>
    /// <param name="content">UTF-8; the cache may keep this very memory, nobody writes into it.</param>
    /// <param name="timeout">How long, from now; null for as long as there is room. Zero or less keeps nothing, and forgets what was kept.</param>
    void Set(string? cache, string key, ReadOnlyMemory<byte> content, TimeSpan? timeout);
}
