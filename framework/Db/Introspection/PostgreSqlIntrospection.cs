namespace Quintet.Db.Introspection;

internal sealed class PostgreSqlIntrospection(Connection connection) : DatabaseIntrospection(connection)
{
    private const string Visible = "c.relname = @p0 AND pg_catalog.pg_table_is_visible(c.oid)";

    // A partition's rows are those of its table.
    private const string AllTables =
        """
        SELECT c.relname, c.relkind IN ('v', 'm') FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'f', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY c.relname COLLATE "C"
        """;

    // The modifier of varchar is its length and 4; that of numeric has the digits in its upper half.
    private const string AllColumns =
        $"""
        SELECT a.attname, t.typname, CASE WHEN a.atttypmod > 3 THEN a.atttypmod - 4 END, a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
        a.attidentity <> '', a.attgenerated <> '', pg_catalog.col_description(c.oid, a.attnum)
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE {Visible} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
        """;

    private const string AllConstraints =
        $"""
        SELECT k.conname, k.contype::text, a.attname, f.relname, fa.attname
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(attnum, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
        LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[u.place::int]
        WHERE {Visible} AND k.contype IN ('p', 'u', 'f') ORDER BY k.conname COLLATE "C", u.place
        """;

    // Only those of no constraint, over columns alone, of all rows, with the usual operators: PostgreSQL's second index of a text, for LIKE, is none.
    private const string AllIndexes =
        $"""
        SELECT i.relname, x.indisunique, CASE WHEN (x.indoption[(u.place - 1)::int] & 1) = 1 THEN '-' ELSE '' END || a.attname
        FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_am m ON m.oid = i.relam CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS u(attnum, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = u.attnum
        WHERE {Visible} AND m.amname = 'btree' AND x.indpred IS NULL AND x.indexprs IS NULL AND x.indnkeyatts = x.indnatts
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
        AND NOT EXISTS (SELECT 1 FROM unnest(x.indclass::oid[]) o JOIN pg_catalog.pg_opclass p ON p.oid = o WHERE NOT p.opcdefault)
        ORDER BY i.relname COLLATE "C", u.place
        """;

    public override IReadOnlyList<(string Name, bool IsView)> Tables() => Connection.Query(AllTables, row => (row.GetString(0), row.GetBoolean(1)));

    public override TableDescription Describe(string table, bool isView)
    {
        var comment = Connection.Query($"SELECT pg_catalog.obj_description(c.oid, 'pg_class') FROM pg_catalog.pg_class c WHERE {Visible}", row => row.GetStringOrNull(0), table).FirstOrDefault();
        var rows = Connection.Query(
            AllConstraints,
            row => (Key: (Name: row.GetString(0), Kind: row.GetString(1), Table: row.GetStringOrNull(3)), Item: (From: row.GetString(2), To: row.GetStringOrNull(4))),
            table);
        var constraints = Sets(rows).ToList();
        var indexes = Sets(Connection.Query(AllIndexes, row => (Key: (Name: row.GetString(0), IsUnique: row.GetBoolean(1)), Item: row.GetString(2)), table)).ToList();
        return new(table, isView, comment)
        {
            Columns = Connection.Query(AllColumns, Column, table),
            PrimaryKey = [.. constraints.Where(set => set.Key.Kind == "p").SelectMany(set => set.Items).Select(item => item.From)],
            UniqueSets =
            [
                .. constraints.Where(set => set.Key.Kind == "u").Select(set => set.Items.Select(item => item.From).ToList()),
                .. indexes.Where(set => set.Key.IsUnique).Select(set => set.Items.Select(name => name.TrimStart('-')).ToList()),
            ],
            Indexes = [.. indexes.Where(set => !set.Key.IsUnique).Select(set => new IndexDescription(set.Key.Name, set.Items))],
            ForeignKeys =
            [
                .. constraints.Where(set => set.Key.Kind == "f")
                    .Select(set => new ForeignKeyDescription([.. set.Items.Select(item => item.From)], set.Key.Table!, [.. set.Items.Select(item => item.To!)])),
            ],
        };
    }

    private static ColumnDescription Column(Row row)
    {
        var modifier = row.GetInt32OrNull(2);
        var defaultSql = row.GetStringOrNull(4);
        return new(row.GetString(0), row.GetString(1), modifier, modifier >> 16, modifier & 0xFFFF, !row.GetBoolean(3), defaultSql)
        {
            Counts = row.GetBoolean(5) || defaultSql?.StartsWith("nextval(", StringComparison.Ordinal) == true,
            IsGenerated = row.GetBoolean(6),
            Comment = row.GetStringOrNull(7),
        };
    }
}
