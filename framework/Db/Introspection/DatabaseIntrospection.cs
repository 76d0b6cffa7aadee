namespace Quintet.Db.Introspection;

/// <summary>Asks a database what is in it (Django's <c>connection.introspection</c>).</summary>
internal abstract class DatabaseIntrospection(Connection connection)
{
    public static DatabaseIntrospection Of(Connection connection) => connection.Dialect.Vendor switch
    {
        "sqlite" => new SqliteIntrospection(connection),
        "postgresql" => new PostgreSqlIntrospection(connection),
        var vendor => throw new NotSupportedException($"A database of the kind '{vendor}' cannot be inspected; sqlite and postgresql can."),
    };

    protected Connection Connection { get; } = connection;

    /// <summary>Tables and views that a name without a schema reaches, sorted; those of the database's own are left out.</summary>
    public abstract IReadOnlyList<(string Name, bool IsView)> Tables();

    public abstract TableDescription Describe(string table, bool isView);

    /// <summary>Gathers rows of one column each into sets, in the order of the rows.</summary>
    protected static IEnumerable<(TKey Key, IReadOnlyList<TItem> Items)> Sets<TKey, TItem>(IEnumerable<(TKey Key, TItem Item)> rows) =>
        rows.GroupBy(row => row.Key, row => row.Item).Select(group => (group.Key, (IReadOnlyList<TItem>)[.. group]));
}
