using System.Text;

namespace Quintet.Db.Sql;

/// <summary>
/// Builds a statement: numbers parameters by their place among the shape's values, and gives each table its alias when it is
/// first used (its own name; <c>T2</c>, <c>T3</c>, … where that is taken, as Django does).
/// </summary>
internal sealed class SqlWriter
{
    private readonly Dictionary<ValueNode, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    // The tables of the query that is being written (0) and of the subquery in it (1, …). A condition in a subquery may need
    // a join outside of it.
    private List<Scope> _scopes = [];

    /// <param name="dialect">How it is written.</param>
    /// <param name="values">The shape's values, in the order in which they are sent.</param>
    public SqlWriter(Dialect dialect, IReadOnlyList<ValueNode> values)
    {
        Dialect = dialect;
        for (var i = 0; i < values.Count; i++) HasSharedValues |= !_numbers.TryAdd(values[i], i);
    }

    public Dialect Dialect { get; }

    /// <summary>One value stands in two places: the SQL fits this query only, and not others of its shape.</summary>
    public bool HasSharedValues { get; }

    public StringBuilder Sql { get; private set; } = new();

    /// <summary>Whether a NOT stands above, so that NULL must count as false.</summary>
    public bool Negated { get; private set; }

    /// <summary>Whether the query itself needs more than its own table.</summary>
    public bool HasJoins => _scopes.Count > 0 && _scopes[0].Joined.Count > 1;

    /// <summary>The SQL speaks of the current time zone.</summary>
    public bool DependsOnZone { get; private set; }

    public void Text(string sql) => Sql.Append(sql);

    /// <summary>The zone in whose time a value's parts are meant; null: none, or UTC.</summary>
    /// <exception cref="ArgumentException">A zone is said of what is no moment.</exception>
    public string? Zone(Node operand, TimeZoneInfo? zone)
    {
        if (operand.Time != TimeKind.Moment) return zone is null ? null : throw new ArgumentException("A time zone can only be said of a moment: of a DateTimeField, not of a DateField or TimeField.");
        DependsOnZone |= zone is null;
        return Zones.NameOf(zone ?? Zones.Current);
    }

    /// <summary>The SQL of a date or time; of a moment as clocks of the time zone show it.</summary>
    public string Local(Node operand, TimeZoneInfo? zone) => Zone(operand, zone) is { } name ? Dialect.AtTimeZone(Capture(operand), name) : Capture(operand);

    /// <summary>A condition; where it is negated, one that may be null counts as false, so that its opposite is true.</summary>
    public void Condition(string sql, bool isNullable) => Text(isNullable && Negated ? $"COALESCE({sql}, FALSE)" : sql);

    public void Name(string name) => Sql.Append(Dialect.Quote(name));

    public void Column(Source source, string column)
    {
        Name(Alias(source));
        Sql.Append('.');
        Name(column);
    }

    public void Parameter(ValueNode value) => Sql.Append(Dialect.ParameterName(_numbers[value]));

    /// <summary>Writes a node where a value is expected: a condition there must not be NULL.</summary>
    public void Value(Node node)
    {
        if (!node.IsCondition)
        {
            node.Write(this);
            return;
        }

        Text("(");
        InNegation(() => node.Write(this));
        Text(")");
    }

    public void InNegation(Action write) => With(negated: true, write);

    /// <summary>Writes a condition of which NULL counts as false by itself, whatever stands above.</summary>
    public void AsPlain(Action write) => With(negated: false, write);

    /// <summary>What <paramref name="write"/> writes, instead of writing it.</summary>
    public string Capture(Action write)
    {
        var outer = Sql;
        Sql = new StringBuilder();
        write();
        var captured = Sql.ToString();
        Sql = outer;
        return captured;
    }

    public string Capture(Node node) => Capture(() => Value(node));

    /// <summary>
    /// Writes a query whose tables are no others' at its depth: those of a query beside it, or of one that it stands in the place
    /// of a table of, are out of sight.
    /// </summary>
    public void InScope(int depth, Action write)
    {
        while (_scopes.Count < depth) _scopes.Add(new());
        var hidden = _scopes[depth..];
        _scopes.RemoveRange(depth, _scopes.Count - depth);
        AsPlain(write);
        foreach (var alias in _scopes.Skip(depth).SelectMany(scope => scope.Aliases.Values)) _taken.Remove(alias);
        _scopes.RemoveRange(depth, _scopes.Count - depth);
        _scopes.AddRange(hidden);
    }

    /// <summary>Writes <c>"table" JOIN …</c> with all joins that were needed so far.</summary>
    public void From(Source root)
    {
        Table(root);
        var joined = _scopes[root.Depth].Joined;

        // What stands in the place of a table may be written only now, and a condition in it may need a join here.
        for (var i = 0; i < joined.Count; i++)
        {
            var join = joined[i];
            if (join.Parent is null) continue;
            Sql.Append(join.IsNullable ? " LEFT OUTER JOIN " : " INNER JOIN ");
            Table(join);
            Sql.Append(" ON (");
            Column(join.Parent, join.IsBack ? Pointed(join, join.Parent.Model) : join.Relation!.Column);
            Sql.Append(" = ");
            Column(join, join.IsBack ? join.Relation!.Column : Pointed(join, join.Model));
            Sql.Append(')');
        }
    }

    private static string Pointed(Source join, ModelMeta target) => join.Relation!.PointsToKey ? target.PrimaryKey.Column : join.Relation.TargetField.Column;

    /// <summary>The alias of a table, which joins it where it was not used before.</summary>
    public string Alias(Source source)
    {
        while (_scopes.Count <= source.Depth) _scopes.Add(new());
        var scope = _scopes[source.Depth];
        if (scope.Aliases.TryGetValue(source, out var alias)) return alias;
        if (source.Parent is not null) Alias(source.Parent);
        alias = source.Model.Table;
        if (!_taken.Add(alias))
        {
            var number = _scopes.Sum(s => s.Aliases.Count) + 1;
            while (!_taken.Add(alias = $"T{number}")) number++;
        }

        scope.Aliases.Add(source, alias);
        scope.Joined.Add(source);
        return alias;
    }

    private void Table(Source source)
    {
        var alias = Alias(source);
        if (source.Derived is { } derived)
        {
            Sql.Append('(');
            derived.Write(this);
            Sql.Append(") ");
            Name(alias);
            return;
        }

        Name(source.Model.Table);
        if (alias == source.Model.Table) return;
        Sql.Append(' ');
        Name(alias);
    }

    private void With(bool negated, Action write)
    {
        var before = Negated;
        Negated = negated;
        write();
        Negated = before;
    }

    private sealed class Scope
    {
        public Dictionary<Source, string> Aliases { get; } = [];

        public List<Source> Joined { get; } = [];
    }
}
