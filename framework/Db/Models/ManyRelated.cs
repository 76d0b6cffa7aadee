using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// The rows that a many-to-many relation leads to: <c>book.Authors</c>, and back <c>author.Books</c>. Its verbs are the queryset's; <see cref="Add(T[])"/>,
/// <see cref="Remove(T[])"/>, <see cref="Set"/> and <see cref="Clear"/> change the pairs at once.
/// </summary>
public sealed class ManyRelated<T> : Manager<T>
    where T : Model
{
    private readonly PairWay _way;
    private readonly Model _owner;

    /// <param name="relation">The relation.</param>
    /// <param name="owner">The object whose rows these are.</param>
    /// <param name="back">The object is the relation's target.</param>
    public ManyRelated(ManyToManyMeta relation, Model owner, bool back = false)
        : base((ModelMeta<T>)(back ? relation.Model : relation.Target)) => (_way, _owner) = (back ? relation.Back : relation.Forth, owner);

    /// <summary>The rows on the other side.</summary>
    /// <exception cref="InvalidOperationException">The owner is not saved, so it can have no pairs.</exception>
    public override QuerySet<T> GetQuerySet()
    {
        var key = RelatedRows.KeyOf(_owner, _way);
        return ((ModelMeta<T>)_way.Model).DefaultRows.Of(root => new ComparisonNode("=", _way.Owner(root), new ParameterNode(key)), _owner, RelatedRows.Known<T>(_owner, _way));
    }

    /// <summary>Adds rows; those that are there already stay as they are.</summary>
    public void Add(params T[] rows) => Done(Changes.AddAsync(Keys(rows), [], async: false, default));

    /// <inheritdoc cref="Add(T[])"/>
    public Task AddAsync(IEnumerable<T> rows, CancellationToken cancellation = default) => Changes.AddAsync(Keys(rows), [], async: true, cancellation).AsTask();

    /// <summary>Adds a row, and says what its pair holds: <c>group.Members.Add(john, () => new Membership { Joined = day })</c> (Django's <c>through_defaults</c>).</summary>
    public void Add<TThrough>(T row, Expression<Func<TThrough>> pair)
        where TThrough : Model => Add([row], pair);

    /// <inheritdoc cref="Add{TThrough}(T, Expression{Func{TThrough}})"/>
    public void Add<TThrough>(IEnumerable<T> rows, Expression<Func<TThrough>> pair)
        where TThrough : Model => Done(Changes.AddAsync(Keys(rows), Changes.Read(pair), async: false, default));

    /// <inheritdoc cref="Add{TThrough}(T, Expression{Func{TThrough}})"/>
    public Task AddAsync<TThrough>(IEnumerable<T> rows, Expression<Func<TThrough>> pair, CancellationToken cancellation = default)
        where TThrough : Model => Changes.AddAsync(Keys(rows), Changes.Read(pair), async: true, cancellation).AsTask();

    /// <summary>Adds rows by their keys.</summary>
    public void AddKeys<TKey>(params TKey[] keys)
        where TKey : notnull => Done(Changes.AddAsync(Values(keys), [], async: false, default));

    /// <summary>Takes rows away; those that are not there do not matter.</summary>
    public void Remove(params T[] rows) => Done(Changes.RemoveAsync(Keys(rows), async: false, default));

    /// <inheritdoc cref="Remove(T[])"/>
    public Task RemoveAsync(IEnumerable<T> rows, CancellationToken cancellation = default) => Changes.RemoveAsync(Keys(rows), async: true, cancellation).AsTask();

    /// <summary>Takes rows away by their keys.</summary>
    public void RemoveKeys<TKey>(params TKey[] keys)
        where TKey : notnull => Done(Changes.RemoveAsync(Values(keys), async: false, default));

    /// <summary>Takes all rows away.</summary>
    public void Clear() => Done(Changes.ClearAsync(async: false, default));

    /// <inheritdoc cref="Clear"/>
    public Task ClearAsync(CancellationToken cancellation = default) => Changes.ClearAsync(async: true, cancellation).AsTask();

    /// <summary>Makes these the rows: takes away what is not among them and adds what is missing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="clear">Takes all away first, and adds these anew.</param>
    public void Set(IEnumerable<T> rows, bool clear = false) => Done(Changes.SetAsync(Keys(rows), [], clear, async: false, default));

    /// <inheritdoc cref="Set"/>
    public Task SetAsync(IEnumerable<T> rows, bool clear = false, CancellationToken cancellation = default) => Changes.SetAsync(Keys(rows), [], clear, async: true, cancellation).AsTask();

    /// <summary>Makes these the rows; the pairs of new ones hold what is said.</summary>
    public void Set<TThrough>(IEnumerable<T> rows, Expression<Func<TThrough>> pair, bool clear = false)
        where TThrough : Model => Done(Changes.SetAsync(Keys(rows), Changes.Read(pair), clear, async: false, default));

    /// <summary>Saves a new object and adds it.</summary>
    public override T Create(T instance) => Done(CreateAsync(instance, async: false, default));

    /// <inheritdoc cref="Create(T)"/>
    public override Task<T> CreateAsync(T instance, CancellationToken cancellation = default) => CreateAsync(instance, async: true, cancellation).AsTask();

    /// <summary>The one among these rows; where it is not, one that is made and added.</summary>
    public override (T Object, bool Created) GetOrCreate(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null) => Done(AddNewAsync(base.GetOrCreate(lookup, defaults), async: false, default));

    /// <inheritdoc cref="GetOrCreate"/>
    public override async Task<(T Object, bool Created)> GetOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null, CancellationToken cancellation = default) =>
        await AddNewAsync(await base.GetOrCreateAsync(lookup, defaults, cancellation), async: true, cancellation);

    /// <summary>The one among these rows, changed; where it is not, one that is made and added.</summary>
    public override (T Object, bool Created) UpdateOrCreate(Expression<Func<T>> lookup, Expression<Func<T>> defaults) => Done(AddNewAsync(base.UpdateOrCreate(lookup, defaults), async: false, default));

    /// <inheritdoc cref="UpdateOrCreate"/>
    public override async Task<(T Object, bool Created)> UpdateOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>> defaults, CancellationToken cancellation = default) =>
        await AddNewAsync(await base.UpdateOrCreateAsync(lookup, defaults, cancellation), async: true, cancellation);

    private PairChanges Changes => new(_owner, _way);

    private async ValueTask<T> CreateAsync(T instance, bool async, CancellationToken cancellation)
    {
        var alias = Changes.Alias;
        return await Transaction.Run(
            async ct =>
            {
                var rows = new QuerySet<T>(_way.Model.AllRows, alias);
                if (async) await rows.CreateAsync(instance, ct);
                else rows.Create(instance);
                await Changes.AddAsync(Keys([instance]), [], async, ct);
                return instance;
            },
            alias,
            async,
            cancellation);
    }

    private async ValueTask<(T Object, bool Created)> AddNewAsync((T Object, bool Created) found, bool async, CancellationToken cancellation)
    {
        if (found.Created) await Changes.AddAsync(Keys([found.Object]), [], async, cancellation);
        return found;
    }

    private List<object> Keys(IEnumerable<T> rows) =>
        [.. rows.Select(row => (row.Pk is null ? null : _way.FarRelation.KeyOf(row)) ?? throw new InvalidOperationException($"Cannot add \"{row}\": the value for field \"{_way.FarRelation.Name}\" is None. Save it first.")).Distinct()];

    private List<object> Values<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull => [.. keys.Select(key => Saving.KeyOf(_way.FarRelation, FieldValue.Prepare(_way.FarRelation, key))).Distinct()];

    private static void Done(ValueTask task) => task.GetAwaiter().GetResult();

    private static TResult Done<TResult>(ValueTask<TResult> task) => task.GetAwaiter().GetResult();
}
