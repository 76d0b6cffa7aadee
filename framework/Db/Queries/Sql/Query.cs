using System.Collections.Concurrent;

namespace Quintet.Db.Sql;

/// <summary>
/// A query as data: what the verbs of a queryset build up. Never changed; a verb makes a new one. Two queries are equal when
/// their SQL is: the values of parameters do not count.
/// </summary>
internal sealed record Query
{
    public Query(ModelMeta model)
        : this(new Source(model))
    {
    }

    public Query(Source root)
    {
        Root = root;
        Selection = new RowSelection(root);
    }

    public Source Root { get; }

    public ModelMeta Model => Root.Model;

    /// <summary>What each row gives.</summary>
    public Selection Selection { get; init; }

    /// <summary>The selections before, to whose values other parts may refer.</summary>
    public IReadOnlyList<Selection> Earlier { get; init; } = [];

    public Node? Where { get; init; }

    /// <summary>The values of which each combination gives one row; null: not grouped. None: all rows are one group.</summary>
    public IReadOnlyList<Node>? GroupBy { get; init; }

    public Node? Having { get; init; }

    /// <summary>Null: the model's own ordering.</summary>
    public IReadOnlyList<OrderTerm>? Order { get; init; }

    /// <summary>The related objects that are read with each row; a parent stands before its child.</summary>
    public IReadOnlyList<Source> Related { get; init; } = [];

    public bool Distinct { get; init; }

    /// <summary>Of the rows that agree in these only the first.</summary>
    public IReadOnlyList<Node> DistinctOn { get; init; } = [];

    public long Offset { get; init; }

    public long? Limit { get; init; }

    public bool Reversed { get; init; }

    public RowLock? Lock { get; init; }

    /// <summary>Nothing can come back (a filter on an empty list): no statement is run.</summary>
    public bool IsEmpty { get; init; }

    public bool IsSliced => Limit is not null || Offset > 0;

    /// <summary>Whether each row of the query is a row of the model's table.</summary>
    public bool GivesRows => Selection is RowSelection { Source: var source } && source.Equals(Root) && GroupBy is null;

    private ParameterNode? LimitNode { get; set; }

    private ParameterNode? OffsetNode { get; set; }

    /// <summary>A further condition: on rows, or where these are grouped already on groups.</summary>
    public Query And(Node condition) => GroupBy is null
        ? this with { Where = JunctionNode.And(Where, condition) }
        : this with { Having = JunctionNode.And(Having, condition) };

    /// <summary>The row with a key.</summary>
    public Query WithKey(object key) => And(new ComparisonNode("=", new ColumnNode(Root, Model.PrimaryKey), new ParameterNode(key))) with { Order = [] };

    /// <summary>The rows from <paramref name="start"/> to <paramref name="end"/> (not included) of what this query gives.</summary>
    public Query Slice(long start, long? end)
    {
        var length = end - start;
        if (Limit is { } limit) length = Math.Min(length ?? long.MaxValue, Math.Max(0, limit - start));
        return this with { Offset = Offset + start, Limit = length, LimitNode = null, OffsetNode = null, IsEmpty = IsEmpty || length <= 0 };
    }

    /// <summary>Another selection of the same rows.</summary>
    public Query Select(Selection selection) => this with { Selection = selection, Earlier = [.. Earlier, Selection] };

    /// <summary>The order in force: the query's own, else the model's, turned round if asked for.</summary>
    public IReadOnlyList<OrderTerm> EffectiveOrder()
    {
        // A grouped query has lost the rows that the model's ordering speaks of.
        var order = Order ?? (GroupBy is not null || Root.Derived is not null ? [] : OrderTerm.Default(Root));
        return Reversed ? [.. order.Select(term => term.Turned())] : order;
    }

    /// <summary>This query in the place of a table: what comes then works on its result.</summary>
    public Query Nest() => Nest(new Source(new Derived(null, [this]), Model, Root.Depth));

    /// <summary>What this query gives, read from a table that stands for it.</summary>
    public Query Nest(Source root) => Nest(this, root);

    /// <summary>Several queries of the same selection as one.</summary>
    public static Query Combine(SetOperator combination, IReadOnlyList<Query> queries) =>
        queries[0].Nest(new Source(new Derived(combination, [.. queries.Select(q => q with { Order = q.IsSliced ? q.Order : [], Related = [] })]), queries[0].Model, queries[0].Root.Depth)) with
        {
            IsEmpty = queries.All(q => q.IsEmpty),
        };

    private static Query Nest(Query inner, Source root)
    {
        var index = 0;
        return new Query(root) { Selection = Outer(inner.Selection), Related = [.. inner.Related.Select(r => r.On(inner.Root, root))], IsEmpty = inner.IsEmpty };

        Selection Outer(Selection selection)
        {
            switch (selection)
            {
                case RowSelection row when row.Source.Equals(inner.Root):
                    index++;
                    return new RowSelection(root, row.Only);
                case RowSelection row:
                    throw new NotSupportedException($"A {row.Source.Model.Name} of another table cannot be part of a union, a grouped or a distinct query that something is done with: select its values instead.");
                case ValueSelection value:
                    return new ValueSelection(new DerivedColumnNode(root, ColumnName(index++), value.Node.IsNullable, value.Node.Time), value.Type, value.Field);
                case ObjectSelection made:
                    return new ObjectSelection(made.Type, made.Constructor, made.Members, made.Arguments, [.. made.Parts.Select(Outer)]);
                case NamedSelection named:
                    return new NamedSelection(named.Type, named.Names, [.. named.Parts.Select(Outer)]);
                default:
                    throw new InvalidOperationException($"No such selection: {selection}");
            }
        }
    }

    /// <summary>What a value is called in a query that stands in the place of a table.</summary>
    public static string ColumnName(int index) => "c" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All values that are sent, in the order of their numbers.</summary>
    public void Collect(List<ValueNode> values)
    {
        Root.Derived?.Collect(values);
        for (var i = 0; i < Earlier.Count; i++) Earlier[i].Collect(values);
        Selection.Collect(values);
        for (var i = 0; i < DistinctOn.Count; i++) DistinctOn[i].Collect(values);
        Where?.Collect(values);
        for (var i = 0; i < GroupBy?.Count; i++) GroupBy[i].Collect(values);
        Having?.Collect(values);
        for (var i = 0; i < Order?.Count; i++) Order[i].Node.Collect(values);
        if (LimitValue() is { } limit) values.Add(limit);
        if (OffsetValue() is { } offset) values.Add(offset);
    }

    public ParameterNode? LimitValue() => Limit is { } limit ? LimitNode ??= new(limit) : null;

    public ParameterNode? OffsetValue() => Offset > 0 ? OffsetNode ??= new(Offset) : null;

    public bool Equals(Query? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Root.Equals(other.Root) && Selection.Equals(other.Selection) && Same(Earlier, other.Earlier)
            && Equals(Where, other.Where) && Equals(Having, other.Having) && Same(GroupBy, other.GroupBy)
            && Same(Order, other.Order) && Reversed == other.Reversed
            && Same(Related, other.Related) && Distinct == other.Distinct && Same(DistinctOn, other.DistinctOn)
            && Limit is null == other.Limit is null && Offset == 0 == (other.Offset == 0) && Equals(Lock, other.Lock));

    // The rarer parts need not be hashed: queries that differ in nothing else are few.
    public override int GetHashCode()
    {
        var hash = ShapeHash.Mix(ShapeHash.Mix(Root.GetHashCode(), Selection.GetHashCode()), Where?.GetHashCode() ?? 0);
        hash = ShapeHash.Mix(hash, (Limit is null ? 0 : 1) + (Offset == 0 ? 0 : 2) + (Reversed ? 4 : 0));
        for (var i = 0; i < Order?.Count; i++) hash = ShapeHash.Mix(hash, Order[i].Node.GetHashCode() + (Order[i].Descending ? 1 : 0));
        for (var i = 0; i < Related.Count; i++) hash = ShapeHash.Mix(hash, Related[i].GetHashCode());
        return hash;
    }

    internal static bool Same<TPart>(IReadOnlyList<TPart>? left, IReadOnlyList<TPart>? right)
        where TPart : class, IEquatable<TPart>
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null || left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].Equals(right[i])) return false;
        }

        return true;
    }
}

/// <summary>One term of an ORDER BY.</summary>
/// <param name="Node">What is compared.</param>
/// <param name="Descending">The greatest first.</param>
/// <param name="NullsFirst">Where NULL stands; null: first when ascending, as C# and SQLite have it.</param>
internal sealed record OrderTerm(Node Node, bool Descending, bool? NullsFirst = null)
{
    /// <summary>The opposite order: where NULL stands is turned round as well.</summary>
    public OrderTerm Turned() => this with { Descending = !Descending, NullsFirst = !NullsFirst };

    public static OrderTerm Of(Node node, bool descending, Nulls nulls) => new(node, descending, nulls switch { Nulls.First => true, Nulls.Last => false, _ => null });

    /// <summary>The ordering that a model declares, <c>["-published_date", "author__name"]</c>.</summary>
    public static IReadOnlyList<OrderTerm> Default(Source source) =>
        [.. source.Model.Ordering.SelectMany(name => Parse(source, name, []))];

    /// <summary>A name as in <c>Ordering</c>: <c>-</c> in front turns it round; a relation stands for its target's ordering.</summary>
    public static IEnumerable<OrderTerm> Parse(Source source, string name, HashSet<ModelMeta> seen)
    {
        if (name == "?")
        {
            yield return new(new FunctionNode(DbFunction.Random, []), Descending: false);
            yield break;
        }

        var descending = name.StartsWith('-');
        var path = LookupPath.Resolve(source, descending ? name[1..] : name);
        if (path.Many is { } way) throw new FieldErrorException($"Cannot order {source.Model.Label} by '{name}': '{way.QueryName}' leads to many rows. Order by a subquery instead: OrderBy(a => a.Books.Count()).");
        if (path.Rest.Count > 0 && JsonNode.Is(path.Field, LiteralNode.Null))
        {
            yield return new(JsonNode.Of(new ColumnNode(path.Source, path.Field)).Walk(path.Rest), descending);
            yield break;
        }

        if (path.Rest.Count > 0)
        {
            yield return new(OwnLookup.WalkAll(path), descending);
            yield break;
        }

        if (path.Field is RelationFieldMeta relation && !path.IsKey && relation.Target.Ordering.Count > 0)
        {
            if (!seen.Add(relation.Target)) throw new FieldErrorException($"Infinite loop caused by ordering: {source.Model.Label} is ordered by {name}, which is ordered by {relation.Target.Label} again.");
            var target = new Source(path.Source, relation);
            foreach (var term in relation.Target.Ordering.SelectMany(inner => Parse(target, inner, seen)))
            {
                yield return descending ? term.Turned() : term;
            }

            seen.Remove(relation.Target);
            yield break;
        }

        yield return new(new ColumnNode(path.Source, path.Field), descending);
    }
}

/// <summary>Rows that nobody else may change until the transaction ends.</summary>
internal sealed record RowLock(bool NoWait, bool SkipLocked, bool NoKey, string Of);

/// <summary>What is done with the rows of a query.</summary>
internal enum StatementKind
{
    Select,
    Delete,
    Update,
}

/// <summary>A statement but for the values of its parameters: the key under which its SQL is kept.</summary>
internal sealed class QueryShape : IEquatable<QueryShape>
{
    private readonly int _hash;

    public QueryShape(StatementKind kind, Query query, Assignment[]? assignments = null)
    {
        Kind = kind;
        Query = query;
        Assignments = assignments ?? [];
        _hash = ShapeHash.Mix(query.GetHashCode(), (int)kind);
        foreach (var assignment in Assignments) _hash = ShapeHash.Mix(_hash, ShapeHash.Mix(assignment.Field.Index, assignment.Value.GetHashCode()));
    }

    public StatementKind Kind { get; }

    public Query Query { get; }

    public Assignment[] Assignments { get; }

    /// <summary>Adds the parameters that are sent, in the order of their numbers.</summary>
    public void Collect(List<ValueNode> parameters)
    {
        foreach (var assignment in Assignments) assignment.Value.Collect(parameters);
        Query.Collect(parameters);
    }

    /// <summary>The values that are sent, in the order of their numbers.</summary>
    /// <param name="parameters">An empty list to work with; it is empty again afterwards.</param>
    public object?[] Values(List<ValueNode> parameters)
    {
        try
        {
            Collect(parameters);
            var values = new object?[parameters.Count];
            for (var i = 0; i < values.Length; i++) values[i] = parameters[i].Sent;
            return values;
        }
        finally
        {
            parameters.Clear();
        }
    }

    public bool Equals(QueryShape? other) =>
        other is not null && _hash == other._hash && Kind == other.Kind && Query.Equals(other.Query) && Assignments.AsSpan().SequenceEqual(other.Assignments);

    public override bool Equals(object? obj) => Equals(obj as QueryShape);

    public override int GetHashCode() => _hash;
}

/// <summary><c>SET column = value</c></summary>
internal readonly record struct Assignment(FieldMeta Field, Node Value);

/// <summary>A shape's SQL, and what reads its rows.</summary>
internal sealed record CompiledQuery(SqlText Sql)
{
    /// <summary>The SQL for each time zone in which the shape was asked, where it depends on that; null where it is the same for all.</summary>
    public ConcurrentDictionary<string, CompiledQuery>? InZones { get; init; }

    /// <summary>Made when rows are first read; two at once make the same.</summary>
    public Delegate? Reader { get; set; }
}
