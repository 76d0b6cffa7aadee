using System.Text;

namespace Quintet.Db.Sql;

/// <summary>
/// Builds a statement: names parameters in the order they are written and gives each table its alias when it is first used
/// (its own name; <c>T2</c>, <c>T3</c>, … where that is taken, as Django does).
/// </summary>
internal sealed class SqlWriter(Dialect dialect)
{
    private readonly Dictionary<Source, string> _aliases = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    // The tables of each query that is being written (0) and of the subquery in it (1, …), in the order they were joined.
    // A condition in a subquery may need a join outside of it.
    private readonly List<List<Source>> _joined = [];
    private int _parameters;

    public Dialect Dialect { get; } = dialect;

    public StringBuilder Sql { get; private set; } = new();

    /// <summary>Whether a NOT stands above, so that NULL must count as false.</summary>
    public bool Negated { get; private set; }

    /// <summary>Whether the query itself needs more than its own table.</summary>
    public bool HasJoins => _joined.Count > 0 && _joined[0].Count > 1;

    public void Text(string sql) => Sql.Append(sql);

    public void Name(string name) => Sql.Append(Dialect.Quote(name));

    public void Column(Source source, string column)
    {
        Name(Alias(source));
        Sql.Append('.');
        Name(column);
    }

    public void Parameter() => Sql.Append(Dialect.ParameterName(_parameters++));

    public void InNegation(Action write)
    {
        var before = Negated;
        Negated = true;
        write();
        Negated = before;
    }

    /// <summary>Both sides may be NULL, and two NULLs are equal.</summary>
    public void NullSafeEquality(Action left, Action right, bool equal)
    {
        // Standard SQL (PostgreSQL, SQLite since 3.39).
        left();
        Text(equal ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
        right();
    }

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

    /// <summary>
    /// Writes <c>"table" JOIN … WHERE …</c> of a query or subquery. The condition is written first, for it decides about the joins.
    /// </summary>
    public void Select(Source root, Action? where)
    {
        var negated = Negated;
        Negated = false;
        Alias(root);
        var condition = where is null ? "" : Capture(where);
        WriteFrom(root);
        if (condition.Length > 0) Sql.Append(" WHERE ").Append(condition);
        Negated = negated;
        if (root.Depth == 0) return;

        // The aliases of a subquery end with it; the next one at this depth joins its own tables.
        foreach (var source in _joined[root.Depth])
        {
            if (_aliases.Remove(source, out var alias)) _taken.Remove(alias);
        }

        _joined[root.Depth].Clear();
    }

    /// <summary>Writes <c>"table" JOIN …</c> with all joins that were needed so far.</summary>
    public void WriteFrom(Source root)
    {
        Table(root);
        foreach (var join in _joined[root.Depth])
        {
            if (join.Parent is null) continue;
            Sql.Append(join.IsNullable ? " LEFT OUTER JOIN " : " INNER JOIN ");
            Table(join);
            Sql.Append(" ON (");
            Column(join.Parent, join.Relation!.Column);
            Sql.Append(" = ");
            Column(join, join.Model.PrimaryKey.Column);
            Sql.Append(')');
        }
    }

    /// <summary>The alias of a table, which joins it where it was not used before.</summary>
    public string Alias(Source source)
    {
        if (_aliases.TryGetValue(source, out var alias)) return alias;
        if (source.Parent is not null) Alias(source.Parent);
        alias = source.Model.Table;
        if (!_taken.Add(alias))
        {
            var number = _aliases.Count + 1;
            while (!_taken.Add(alias = $"T{number}")) number++;
        }

        _aliases.Add(source, alias);
        while (_joined.Count <= source.Depth) _joined.Add([]);
        _joined[source.Depth].Add(source);
        return alias;
    }

    private void Table(Source source)
    {
        Name(source.Model.Table);
        var alias = _aliases[source];
        if (alias == source.Model.Table) return;
        Sql.Append(' ');
        Name(alias);
    }
}
