using Quintet;

namespace TemplatesTests;

/// <summary>A cache by the name <c>default</c>, which holds everything until its time is over.</summary>
internal sealed class MemoryCache(TimeProvider? clock = null) : ITemplateCache
{
    private readonly Dictionary<string, (ReadOnlyMemory<byte> Content, DateTimeOffset? End)> _pieces = [];
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public IReadOnlyCollection<string> Keys => _pieces.Keys;

    public bool HasCache(string name) => name is "default" or "other";

    public bool TryGet(string? cache, string key, out ReadOnlyMemory<byte> content)
    {
        var found = _pieces.TryGetValue($"{cache ?? "default"}:{key}", out var piece) && (piece.End is null || piece.End > _clock.GetUtcNow());
        content = piece.Content;
        return found;
    }

    public void Set(string? cache, string key, ReadOnlyMemory<byte> content, TimeSpan? timeout) => _pieces[$"{cache ?? "default"}:{key}"] = (content, _clock.GetUtcNow() + timeout);
}
