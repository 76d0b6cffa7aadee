namespace Quintet.Db.Sql;

/// <summary>A query as data: what the verbs of a queryset build up. Never changed; a verb makes a new one.</summary>
internal sealed record Query(ModelMeta Model)
{
    public Source Root { get; } = new(Model, depth: 0);

    public Node? Where { get; init; }

    /// <summary>Null: the model's own ordering.</summary>
    public IReadOnlyList<OrderTerm>? Order { get; init; }

    /// <summary>The related objects that are read with each row; a parent stands before its child.</summary>
    public IReadOnlyList<Source> Related { get; init; } = [];

    public long Offset { get; init; }

    public long? Limit { get; init; }

    public bool Reversed { get; init; }

    /// <summary>Nothing can come back (a filter on an empty list): no statement is run.</summary>
    public bool IsEmpty { get; init; }

    public bool IsSliced => Limit is not null || Offset > 0;

    public Query And(Node condition) => this with { Where = JunctionNode.And(Where, condition) };

    /// <summary>The rows from <paramref name="start"/> to <paramref name="end"/> (not included) of what this query gives.</summary>
    public Query Slice(long start, long? end)
    {
        var length = end - start;
        if (Limit is { } limit) length = Math.Min(length ?? long.MaxValue, Math.Max(0, limit - start));
        return this with { Offset = Offset + start, Limit = length, IsEmpty = IsEmpty || length <= 0 };
    }

    /// <summary>The order in force: the query's own, else the model's, turned round if asked for.</summary>
    public IReadOnlyList<OrderTerm> EffectiveOrder()
    {
        var order = Order ?? OrderTerm.Default(Root);
        return Reversed ? [.. order.Select(term => term with { Descending = !term.Descending })] : order;
    }
}

/// <summary>One term of an ORDER BY.</summary>
internal sealed record OrderTerm(Node Node, bool Descending)
{
    /// <summary>The ordering that a model declares, <c>["-published_date", "author__name"]</c>.</summary>
    public static IReadOnlyList<OrderTerm> Default(Source source) =>
        [.. source.Model.Options.Ordering.SelectMany(name => Parse(source, name, []))];

    /// <summary>A name as in <c>Ordering</c>: <c>-</c> in front turns it round; a relation stands for its target's ordering.</summary>
    public static IEnumerable<OrderTerm> Parse(Source source, string name, HashSet<ModelMeta> seen)
    {
        var descending = name.StartsWith('-');
        var path = LookupPath.Resolve(source, descending ? name[1..] : name);
        if (path.Rest.Count > 0) throw FieldErrorException.Unknown(path.Source.Model, path.Rest[0]);
        if (path.Field is RelationFieldMeta relation && !path.IsKey && relation.Target.Options.Ordering.Length > 0)
        {
            if (!seen.Add(relation.Target)) throw new FieldErrorException($"Infinite loop caused by ordering: {source.Model.Label} is ordered by {name}, which is ordered by {relation.Target.Label} again.");
            var target = new Source(path.Source, relation);
            foreach (var term in relation.Target.Options.Ordering.SelectMany(inner => Parse(target, inner, seen)))
            {
                yield return descending ? term with { Descending = !term.Descending } : term;
            }

            seen.Remove(relation.Target);
            yield break;
        }

        yield return new(new ColumnNode(path.Source, path.Field), descending);
    }
}

/// <summary>What is done with the rows of a query.</summary>
internal enum StatementKind
{
    Select,
    Count,
    Exists,
    Delete,
    Update,
}

/// <summary>A statement but for the values of its parameters: the key under which its SQL is kept.</summary>
internal sealed class QueryShape : IEquatable<QueryShape>
{
    private readonly int _hash;
    private readonly IReadOnlyList<OrderTerm> _order;

    public QueryShape(StatementKind kind, Query query, IReadOnlyList<Assignment>? assignments = null)
    {
        Kind = kind;
        Query = query;
        Assignments = assignments ?? [];
        _order = kind == StatementKind.Select ? query.EffectiveOrder() : [];
        var hash = new HashCode();
        hash.Add(kind);
        hash.Add(query.Model);
        hash.Add(query.Where);
        foreach (var term in _order) hash.Add(term);
        foreach (var source in query.Related) hash.Add(source);
        foreach (var assignment in Assignments) hash.Add(assignment);
        hash.Add(query.Limit is null);
        hash.Add(query.Offset == 0);
        _hash = hash.ToHashCode();
    }

    public StatementKind Kind { get; }

    public Query Query { get; }

    public IReadOnlyList<Assignment> Assignments { get; }

    public IReadOnlyList<OrderTerm> Order => _order;

    /// <summary>The parameters' values, in the order of their numbers.</summary>
    public List<object?> Values()
    {
        var values = new List<object?>();
        foreach (var assignment in Assignments) assignment.Value.CollectValues(values);
        Query.Where?.CollectValues(values);
        if (Query.Limit is { } limit) values.Add(limit);
        if (Query.Offset > 0) values.Add(Query.Offset);
        return values;
    }

    public bool Equals(QueryShape? other) =>
        other is not null && _hash == other._hash && Kind == other.Kind && Query.Model == other.Query.Model
        && Equals(Query.Where, other.Query.Where) && _order.SequenceEqual(other._order)
        && Query.Related.SequenceEqual(other.Query.Related) && Assignments.SequenceEqual(other.Assignments)
        && Query.Limit is null == other.Query.Limit is null && Query.Offset == 0 == (other.Query.Offset == 0);

    public override bool Equals(object? obj) => Equals(obj as QueryShape);

    public override int GetHashCode() => _hash;
}

/// <summary><c>SET column = value</c></summary>
internal sealed record Assignment(FieldMeta Field, Node Value);

internal sealed record CompiledQuery(string Sql);
