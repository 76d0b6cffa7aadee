using System.Linq.Expressions;

namespace Quintet.Db;

/// <summary>The first and the last row by some value.</summary>
public partial class QuerySet<T>
{
    /// <summary>The row with the least value.</summary>
    /// <exception cref="DoesNotExistException{T}">There are no rows.</exception>
    public T Earliest<TKey>(Expression<Func<T, TKey>> key) => Done(OutermostAsync(OrderBy(key), async: false, default));

    /// <inheritdoc cref="Earliest{TKey}"/>
    public Task<T> EarliestAsync<TKey>(Expression<Func<T, TKey>> key, CancellationToken cancellation = default) => OutermostAsync(OrderBy(key), async: true, cancellation).AsTask();

    /// <summary>The row with the greatest value.</summary>
    /// <exception cref="DoesNotExistException{T}">There are no rows.</exception>
    public T Latest<TKey>(Expression<Func<T, TKey>> key) => Done(OutermostAsync(OrderByDescending(key), async: false, default));

    /// <inheritdoc cref="Latest{TKey}"/>
    public Task<T> LatestAsync<TKey>(Expression<Func<T, TKey>> key, CancellationToken cancellation = default) => OutermostAsync(OrderByDescending(key), async: true, cancellation).AsTask();

    /// <summary>The first row by these fields (<c>-</c> in front for descending); without any, by the model's <c>[Meta(GetLatestBy = …)]</c>.</summary>
    /// <exception cref="DoesNotExistException{T}">There are no rows.</exception>
    /// <exception cref="ArgumentException">No field is named, and the model says none.</exception>
    public T Earliest(params string[] fields) => Done(OutermostAsync(OrderBy(LatestBy(fields)), async: false, default));

    /// <inheritdoc cref="Earliest(string[])"/>
    public Task<T> EarliestAsync(string[]? fields = null, CancellationToken cancellation = default) => OutermostAsync(OrderBy(LatestBy(fields)), async: true, cancellation).AsTask();

    /// <summary>The last row by these fields (<c>-</c> in front for descending); without any, by the model's <c>[Meta(GetLatestBy = …)]</c>.</summary>
    /// <inheritdoc cref="Earliest(string[])"/>
    public T Latest(params string[] fields) => Done(OutermostAsync(OrderBy(LatestBy(fields)).Reverse(), async: false, default));

    /// <inheritdoc cref="Latest(string[])"/>
    public Task<T> LatestAsync(string[]? fields = null, CancellationToken cancellation = default) => OutermostAsync(OrderBy(LatestBy(fields)).Reverse(), async: true, cancellation).AsTask();

    private static async ValueTask<T> OutermostAsync(QuerySet<T> ordered, bool async, CancellationToken cancellation)
    {
        var rows = await ordered[..1].FetchAsync(async, cancellation);
        return rows.Count > 0 ? rows[0] : throw new DoesNotExistException<T>($"{ordered.Model.Name} matching query does not exist.");
    }

    private string[] LatestBy(string[]? fields)
    {
        if (fields is { Length: > 0 }) return fields;
        if (Model.GetLatestBy is { Length: > 0 } usual) return usual;
        throw new ArgumentException($"Earliest() and Latest() require either fields as arguments or GetLatestBy in the [Meta] of {Model.Label}.");
    }
}
