using System.Collections.Concurrent;

namespace Quintet.Contrib.ContentTypes;

/// <summary>The content types that were met, by database.</summary>
internal sealed class ContentTypeCache
{
    private readonly ConcurrentDictionary<(string Alias, string AppLabel, string Model), ContentType> _byName = [];
    private readonly ConcurrentDictionary<(string Alias, int Id), ContentType> _byId = [];

    // Made in transactions of which it is not known how they end.
    private readonly ConcurrentDictionary<(string Alias, string AppLabel, string Model), bool> _uncertain = [];

    public static async ValueTask<ContentType> ForModelAsync(ModelMeta model, string? database, bool async, CancellationToken cancellation)
    {
        var name = model.Name.ToLowerInvariant();
        if (await ByNameAsync(model.AppLabel, name, database, async, cancellation) is { } known) return known;

        var alias = database ?? Connections.ForWrite(ContentType.Meta, null);
        var rows = ContentType.Objects.Using(alias);
        var (label, cache) = (model.AppLabel, Cache);
        cache._uncertain[(alias, label, name)] = true;

        // Another process may make it in the same moment.
        var (found, _) = async
            ? await rows.GetOrCreateAsync(() => new ContentType { AppLabel = label, Model = name }, null, cancellation)
            : rows.GetOrCreate(() => new ContentType { AppLabel = label, Model = name });
        Transaction.OnCommit(() => cache.Settle(alias, found), alias);
        return found;
    }

    public static async ValueTask<ContentType?> ByNameAsync(string appLabel, string model, string? database, bool async, CancellationToken cancellation)
    {
        var alias = Alias(database);
        if (Cache._byName.TryGetValue((alias, appLabel, model), out var known)) return known;
        var rows = ContentType.Objects.Using(alias).Filter(t => t.AppLabel == appLabel && t.Model == model);
        var found = async ? await rows.FirstAsync(cancellation) : rows.First();
        if (found is not null) Cache.Add(alias, found);
        return found;
    }

    /// <summary>The content types with these keys; one that is gone is left out.</summary>
    public static async ValueTask<IReadOnlyDictionary<int, ContentType>> ByIdsAsync(IEnumerable<int> ids, string? database, bool async, CancellationToken cancellation)
    {
        var (alias, cache) = (Alias(database), Cache);
        var found = new Dictionary<int, ContentType>();
        var open = new List<int>();
        foreach (var id in ids)
        {
            if (cache._byId.TryGetValue((alias, id), out var known)) found[id] = known;
            else open.Add(id);
        }

        if (open.Count == 0) return found;
        var rows = ContentType.Objects.Using(alias).Filter("id__in", open);
        foreach (var type in async ? await rows.ToListAsync(cancellation) : rows.ToList())
        {
            found[type.Id] = type;
            cache.Add(alias, type);
        }

        return found;
    }

    public void Clear()
    {
        _byName.Clear();
        _byId.Clear();
    }

    private static Connections Connections => Context.Current.Get(Connections.Key);

    private static ContentTypeCache Cache => Connections.Shared<ContentTypeCache>();

    private static string Alias(string? database) => database ?? Connections.ForRead(ContentType.Meta, null);

    private void Add(string alias, ContentType type)
    {
        if (_uncertain.ContainsKey((alias, type.AppLabel, type.Model))) return;
        _byName[(alias, type.AppLabel, type.Model)] = type;
        _byId[(alias, type.Id)] = type;
    }

    private void Settle(string alias, ContentType type)
    {
        _uncertain.TryRemove((alias, type.AppLabel, type.Model), out _);
        Add(alias, type);
    }
}
