using System.Text.Json;
using Quintet.Db;
using Quintet.Tests;

namespace DbTests;

/// <summary>What PostgreSQL's catalogue says of the tables in the current schema.</summary>
internal static class PostgresCatalogue
{
    private const string Columns =
        """
        SELECT c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum
        """;

    private const string Constraints =
        """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2
        """;

    private const string Indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2";

    /// <summary>
    /// Columns, constraints and indexes, without the names that a renamed table or a changed column would keep, and sorted: a column that comes
    /// back comes back at the end.
    /// </summary>
    public static IReadOnlyList<string> Describe(Connection connection)
    {
        var schema = connection.Query("SELECT current_schema()", r => r.GetString(0))[0];
        string Plain(string text) => text.Replace(schema + ".", "");

        // A sequence keeps the name it was made under.
        static string Default(string column) => column.Contains("nextval(", StringComparison.Ordinal) ? column[..column.IndexOf("nextval(", StringComparison.Ordinal)] + "nextval" : column;
        var rows = connection.Query(Columns, r => $"{r.GetString(0)} {Default(Plain(r.GetString(1)))}")
            .Concat(connection.Query(Constraints, r => $"{r.GetString(0)} {Plain(r.GetString(2))}"))
            .Concat(connection.Query(Indexes, r => $"{r.GetString(0)} index {Plain(r.GetString(2)).Replace($"INDEX {r.GetString(1)} ON", "INDEX ON").Replace($"INDEX \"{r.GetString(1)}\" ON", "INDEX ON")}"));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>Adds what differs from the recorded tables.</summary>
    public static void Compare(string name, Connection connection, JsonElement tables, List<string> differences)
    {
        static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
        var columns = connection.Query(Columns, r => (Table: r.GetString(0), Text: r.GetString(1)));
        var constraints = connection.Query(Constraints, r => (Table: r.GetString(0), Text: $"{r.GetString(1)} {r.GetString(2)}"));
        var indexes = connection.Query(Indexes, r => (Table: r.GetString(0), Text: $"{r.GetString(1)} {r.GetString(2)}"));
        foreach (var table in tables.EnumerateObject())
        {
            Expect("columns", columns, table.Value.GetProperty("columns").EnumerateArray().Select(c =>
                $"{Text(c, "name")} {Text(c, "type")}{(c.GetProperty("null").GetBoolean() ? "" : " NOT NULL")}{(c.GetProperty("default").GetString() is { } value ? " DEFAULT " + value : "")}"), ordered: true);
            Expect("constraints", constraints, table.Value.GetProperty("constraints").EnumerateArray().Select(c => $"{Text(c, "name")} {Text(c, "definition")}"));
            Expect("indexes", indexes, table.Value.GetProperty("indexes").EnumerateArray().Select(i => $"{Text(i, "name")} {Text(i, "definition")}"));

            void Expect(string what, IReadOnlyList<(string Table, string Text)> found, IEnumerable<string> expected, bool ordered = false)
            {
                var actual = found.Where(f => f.Table == table.Name).Select(f => f.Text);
                var (a, b) = (string.Join("\n  ", ordered ? expected : expected.Order(StringComparer.Ordinal)), string.Join("\n  ", ordered ? actual : actual.Order(StringComparer.Ordinal)));
                if (a != b) differences.Add($"{name}, {what} of {table.Name}, expected:\n  {a}\n found:\n  {b}");
            }
        }
    }
}

/// <summary>A test over recorded behaviour that needs a PostgreSQL server too.</summary>
internal sealed class PostgresConformanceFactAttribute : RequirableFactAttribute
{
    public PostgresConformanceFactAttribute()
        : base("conformance", new ConformanceFactAttribute().Skip ?? new PostgresFactAttribute().Skip)
    {
    }
}
