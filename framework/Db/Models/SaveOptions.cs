namespace Quintet.Db;

/// <summary>How a row is saved. Without a word: inserted, or updated where it is there already.</summary>
public readonly record struct SaveOptions
{
    /// <summary>The row must be new.</summary>
    public bool ForceInsert { get; init; }

    /// <summary>The row must be there.</summary>
    public bool ForceUpdate { get; init; }

    /// <summary>The database's alias; null: the routers', else the one the row came from.</summary>
    public string? Using { get; init; }

    /// <summary>The only fields that are written (snake_case), of a row that must be there; none at all: nothing is done. Null: all fields.</summary>
    public IReadOnlyCollection<string>? UpdateFields { get; init; }

    internal static SaveOptions Of(IEnumerable<string>? updateFields, bool forceInsert, bool forceUpdate, string? alias) => new()
    {
        UpdateFields = updateFields is null ? null : [.. updateFields],
        ForceInsert = forceInsert,
        ForceUpdate = forceUpdate,
        Using = alias,
    };
}
