using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The way from a model to its rows: <c>Book.Objects</c> (Django's <c>Manager</c>). Its verbs are the queryset's.</summary>
public partial class Manager<T>(ModelMeta<T> model) : IManager, ITemplateMembers
    where T : Model
{
    Query IManager.Query => GetQuerySet().Query;

    /// <summary>The query that everything else starts from; overridden by a manager that shows less than all.</summary>
    public virtual QuerySet<T> GetQuerySet() => new(model.AllRows);

    /// <summary>What a verb starts from that makes another queryset: a manager that shows all rows need not make one first.</summary>
    private QuerySet<T> Start => GetType() == typeof(Manager<T>) ? model.EveryRow : GetQuerySet();

    public QuerySet<T> All() => GetQuerySet();

    public QuerySet<T> None() => GetQuerySet().None();

    /// <inheritdoc cref="QuerySet{T}.Filter(Expression{Func{T, bool}})"/>
    public QuerySet<T> Filter(Expression<Func<T, bool>> condition) => Start.Filter(condition);

    /// <inheritdoc cref="QuerySet{T}.Filter(string, object?)"/>
    public QuerySet<T> Filter(string lookup, object? value) => Start.Filter(lookup, value);

    /// <inheritdoc cref="QuerySet{T}.Exclude(Expression{Func{T, bool}})"/>
    public QuerySet<T> Exclude(Expression<Func<T, bool>> condition) => Start.Exclude(condition);

    /// <inheritdoc cref="QuerySet{T}.Exclude(string, object?)"/>
    public QuerySet<T> Exclude(string lookup, object? value) => Start.Exclude(lookup, value);

    /// <inheritdoc cref="QuerySet{T}.OrderBy{TKey}"/>
    public QuerySet<T> OrderBy<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) => Start.OrderBy(key, nulls);

    /// <inheritdoc cref="QuerySet{T}.OrderBy(string[])"/>
    public QuerySet<T> OrderBy(params string[] fields) => Start.OrderBy(fields);

    /// <inheritdoc cref="QuerySet{T}.OrderBy{TKey}"/>
    public QuerySet<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) => Start.OrderByDescending(key, nulls);

    /// <inheritdoc cref="QuerySet{T}.SelectRelated{TRelated}(Expression{Func{T, TRelated}})"/>
    public QuerySet<T> SelectRelated<TRelated>(Expression<Func<T, TRelated>> relation)
        where TRelated : Model? => Start.SelectRelated(relation);

    /// <inheritdoc cref="QuerySet{T}.SelectRelated(string[])"/>
    public QuerySet<T> SelectRelated(params string[] relations) => Start.SelectRelated(relations);

    /// <inheritdoc cref="QuerySet{T}.Using(string)"/>
    public QuerySet<T> Using(string alias) => GetQuerySet().Using(alias);

    /// <inheritdoc cref="QuerySet{T}.Get()"/>
    public T Get() => GetQuerySet().Get();

    /// <inheritdoc cref="QuerySet{T}.Get()"/>
    public Task<T> GetAsync(CancellationToken cancellation = default) => GetQuerySet().GetAsync(cancellation);

    /// <inheritdoc cref="QuerySet{T}.Get(Expression{Func{T, bool}})"/>
    public T Get(Expression<Func<T, bool>> condition) => GetQuerySet().Get(condition);

    /// <inheritdoc cref="QuerySet{T}.Get(Expression{Func{T, bool}})"/>
    public Task<T> GetAsync(Expression<Func<T, bool>> condition, CancellationToken cancellation = default) => GetQuerySet().GetAsync(condition, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Get(object)"/>
    public T Get(object id) => GetQuerySet().Get(id);

    /// <inheritdoc cref="QuerySet{T}.Get(object)"/>
    public Task<T> GetAsync(object id, CancellationToken cancellation = default) => GetQuerySet().GetAsync(id, cancellation);

    /// <inheritdoc cref="QuerySet{T}.First()"/>
    public T? First() => GetQuerySet().First();

    /// <inheritdoc cref="QuerySet{T}.First()"/>
    public Task<T?> FirstAsync(CancellationToken cancellation = default) => GetQuerySet().FirstAsync(cancellation);

    /// <inheritdoc cref="QuerySet{T}.Last()"/>
    public T? Last() => GetQuerySet().Last();

    /// <inheritdoc cref="QuerySet{T}.Last()"/>
    public Task<T?> LastAsync(CancellationToken cancellation = default) => GetQuerySet().LastAsync(cancellation);

    /// <inheritdoc cref="QuerySet{T}.Count()"/>
    public int Count() => GetQuerySet().Count();

    /// <inheritdoc cref="QuerySet{T}.Count(Expression{Func{T, bool}})"/>
    public int Count(Expression<Func<T, bool>> condition) => GetQuerySet().Count(condition);

    /// <inheritdoc cref="QuerySet{T}.Count()"/>
    public Task<int> CountAsync(CancellationToken cancellation = default) => GetQuerySet().CountAsync(cancellation);

    /// <inheritdoc cref="QuerySet{T}.Exists()"/>
    public bool Exists() => GetQuerySet().Exists();

    /// <inheritdoc cref="QuerySet{T}.Exists()"/>
    public Task<bool> ExistsAsync(CancellationToken cancellation = default) => GetQuerySet().ExistsAsync(cancellation);

    /// <inheritdoc cref="QuerySet{T}.Any()"/>
    public bool Any() => GetQuerySet().Any();

    /// <inheritdoc cref="QuerySet{T}.Any(Expression{Func{T, bool}})"/>
    public bool Any(Expression<Func<T, bool>> condition) => GetQuerySet().Any(condition);

    /// <inheritdoc cref="QuerySet{T}.Update(Expression{Func{T, T}})"/>
    public int Update(Expression<Func<T, T>> values) => GetQuerySet().Update(values);

    /// <inheritdoc cref="QuerySet{T}.Update(Expression{Func{T, T}})"/>
    public Task<int> UpdateAsync(Expression<Func<T, T>> values, CancellationToken cancellation = default) => GetQuerySet().UpdateAsync(values, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Create(T)"/>
    public virtual T Create(T instance) => GetQuerySet().Create(instance);

    /// <inheritdoc cref="QuerySet{T}.Create(T)"/>
    public virtual Task<T> CreateAsync(T instance, CancellationToken cancellation = default) => GetQuerySet().CreateAsync(instance, cancellation);

    /// <inheritdoc cref="QuerySet{T}.BulkCreate(IEnumerable{T})"/>
    public IReadOnlyList<T> BulkCreate(IEnumerable<T> instances) => GetQuerySet().BulkCreate(instances);

    /// <inheritdoc cref="QuerySet{T}.BulkCreate(IEnumerable{T})"/>
    public Task<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, CancellationToken cancellation = default) => GetQuerySet().BulkCreateAsync(instances, cancellation);

    /// <inheritdoc cref="QuerySet{T}.BulkCreate(IEnumerable{T}, OnConflict)"/>
    public IReadOnlyList<T> BulkCreate(IEnumerable<T> instances, OnConflict conflict) => GetQuerySet().BulkCreate(instances, conflict);

    /// <inheritdoc cref="QuerySet{T}.BulkCreate(IEnumerable{T}, OnConflict)"/>
    public Task<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, OnConflict conflict, CancellationToken cancellation = default) => GetQuerySet().BulkCreateAsync(instances, conflict, cancellation);

    /// <inheritdoc cref="QuerySet{T}.BulkUpdate(IEnumerable{T}, string[])"/>
    public int BulkUpdate(IEnumerable<T> instances, params string[] fields) => GetQuerySet().BulkUpdate(instances, fields);

    /// <inheritdoc cref="QuerySet{T}.BulkUpdate(IEnumerable{T}, string[])"/>
    public int BulkUpdate(IEnumerable<T> instances, params Expression<Func<T, object?>>[] fields) => GetQuerySet().BulkUpdate(instances, fields);

    /// <inheritdoc cref="QuerySet{T}.BulkUpdate(IEnumerable{T}, string[])"/>
    public Task<int> BulkUpdateAsync(IEnumerable<T> instances, IEnumerable<string> fields, CancellationToken cancellation = default) => GetQuerySet().BulkUpdateAsync(instances, fields, cancellation);

    /// <inheritdoc cref="QuerySet{T}.GetOrCreate"/>
    public virtual (T Object, bool Created) GetOrCreate(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null) => GetQuerySet().GetOrCreate(lookup, defaults);

    /// <inheritdoc cref="QuerySet{T}.GetOrCreate"/>
    public virtual Task<(T Object, bool Created)> GetOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null, CancellationToken cancellation = default) => GetQuerySet().GetOrCreateAsync(lookup, defaults, cancellation);

    /// <inheritdoc cref="QuerySet{T}.UpdateOrCreate"/>
    public virtual (T Object, bool Created) UpdateOrCreate(Expression<Func<T>> lookup, Expression<Func<T>> defaults) => GetQuerySet().UpdateOrCreate(lookup, defaults);

    /// <inheritdoc cref="QuerySet{T}.UpdateOrCreate"/>
    public virtual Task<(T Object, bool Created)> UpdateOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>> defaults, CancellationToken cancellation = default) => GetQuerySet().UpdateOrCreateAsync(lookup, defaults, cancellation);

    /// <inheritdoc cref="QuerySet{T}.InBulk{TKey}(IEnumerable{TKey})"/>
    public Dictionary<TKey, T> InBulk<TKey>(IEnumerable<TKey>? keys = null)
        where TKey : notnull => GetQuerySet().InBulk(keys);

    /// <inheritdoc cref="QuerySet{T}.InBulk{TKey}(IEnumerable{TKey}, Expression{Func{T, TKey}})"/>
    public Dictionary<TKey, T> InBulk<TKey>(IEnumerable<TKey> values, Expression<Func<T, TKey>> field)
        where TKey : notnull => GetQuerySet().InBulk(values, field);

    /// <inheritdoc cref="RawQuerySet{T}"/>
    public RawQuerySet<T> Raw(FormattableString sql) => new(model, sql, null);

    /// <summary>What a template may ask: <c>author.books.all</c>, <c>author.books.count</c>.</summary>
    public bool TryGetTemplateMember(string name, out object? value) => GetQuerySet().TryGetTemplateMember(name, out value);

    public override string ToString() => $"{model.Label}.Objects";
}

/// <summary>The manager of a query's rows.</summary>
internal sealed class QueryManager<T>(ModelMeta<T> model, Query query) : Manager<T>(model)
    where T : Model
{
    public override QuerySet<T> GetQuerySet() => new(query);
}

/// <summary>A manager, whatever its model.</summary>
internal interface IManager
{
    Query Query { get; }
}
