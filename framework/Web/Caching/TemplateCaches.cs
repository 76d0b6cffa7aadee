namespace Quintet.Caching;

/// <summary>The project's caches as the tag <c>cache</c> sees them: pieces go where <c>template_fragments</c> is, where there is such a cache.</summary>
internal sealed class TemplateCaches(IReadOnlyDictionary<string, Cache> caches) : ITemplateCache
{
    private readonly Cache _fragments = caches.GetValueOrDefault("template_fragments") ?? caches[Cache.DefaultAlias];

    public bool HasCache(string name) => caches.ContainsKey(name);

    public bool TryGet(string? cache, string key, out ReadOnlyMemory<byte> content) => Of(cache).TryGet(key, out content);

    public void Set(string? cache, string key, ReadOnlyMemory<byte> content, TimeSpan? timeout) => Of(cache).Set(key, content, timeout ?? Cache.Forever);

    private Cache Of(string? name) => name is null ? _fragments : caches[name];
}
