using System.Globalization;
using System.Text.RegularExpressions;

namespace Quintet.Db.Introspection;

internal sealed partial class SqliteIntrospection(Connection connection) : DatabaseIntrospection(connection)
{
    // What pragma_table_xinfo says of a column: 0 is a plain one, 1 belongs to a virtual table's inside.
    private const int Virtual = 2;
    private const int Stored = 3;

    public override IReadOnlyList<(string Name, bool IsView)> Tables() =>
        Connection.Query(@"SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name", row => (row.GetString(0), row.GetString(1) == "view"));

    public override TableDescription Describe(string table, bool isView)
    {
        var sql = Connection.Query("SELECT coalesce(sql, '') FROM sqlite_master WHERE name = @p0", row => row.GetString(0), table).FirstOrDefault("");
        var columns = Connection.Query(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(@p0) WHERE hidden <> 1 ORDER BY cid",
            row => (Name: row.GetString(0), Type: row.GetString(1), NotNull: row.GetBoolean(2), Default: row.GetStringOrNull(3), Key: row.GetInt32(4), Hidden: row.GetInt32(5)),
            table);
        var key = columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name).ToList();
        var indexes = Connection.Query(
            "SELECT name, \"unique\", origin FROM pragma_index_list(@p0) WHERE partial = 0 ORDER BY name",
            row => (Name: row.GetString(0), IsUnique: row.GetBoolean(1), Origin: row.GetString(2)),
            table)
            .Select(index => (index.Name, index.IsUnique, index.Origin, Columns: IndexColumns(index.Name)))
            .Where(index => index.Columns is not null && index.Origin != "pk").ToList();
        return new(table, isView, null)
        {
            Columns = [.. columns.Select(column => Column(column.Name, column.Type, !column.NotNull, column.Default) with
            {
                Counts = key.Count == 1 && key[0] == column.Name && column.Type.Equals("integer", StringComparison.OrdinalIgnoreCase) && HasRowId(table),
                IsGenerated = column.Hidden is Virtual or Stored,
                IsJson = sql.Contains($"JSON_VALID(\"{column.Name}\")", StringComparison.OrdinalIgnoreCase),
            })],
            PrimaryKey = key,
            UniqueSets = [.. indexes.Where(index => index.IsUnique).Select(index => index.Columns!.Select(name => name.TrimStart('-')).ToList())],
            Indexes = [.. indexes.Where(index => !index.IsUnique).Select(index => new IndexDescription(index.Name, index.Columns!))],
            ForeignKeys = ForeignKeys(table),
        };
    }

    private static ColumnDescription Column(string name, string declared, bool isNull, string? defaultSql)
    {
        var match = Declaration().Match(declared.ToLowerInvariant());
        var type = Spaces().Replace(match.Groups["before"].Value + " " + match.Groups["after"].Value, " ").Trim();
        int? first = match.Groups["first"] is { Success: true, Value: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        int? second = match.Groups["second"] is { Success: true, Value: var more } && int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : null;
        return new(name, type, first, first, first is null ? null : second ?? 0, isNull, defaultSql);
    }

    /// <summary>Only a table with row numbers counts its key.</summary>
    private bool HasRowId(string table) => Connection.Query("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = @p0", row => row.GetBoolean(0), table) is not [true, ..];

    /// <summary>Null: it is over more than columns.</summary>
    private List<string>? IndexColumns(string index)
    {
        var columns = Connection.Query(
            "SELECT name, \"desc\" FROM pragma_index_xinfo(@p0) WHERE key = 1 ORDER BY seqno",
            row => row.IsNull(0) ? null : (row.GetBoolean(1) ? "-" : "") + row.GetString(0),
            index);
        return columns.Contains(null) ? null : [.. columns.Select(column => column!)];
    }

    private List<ForeignKeyDescription> ForeignKeys(string table)
    {
        var rows = Connection.Query(
            "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(@p0) ORDER BY id DESC, seq",
            row => (Key: (Id: row.GetInt32(0), Table: row.GetString(1)), Item: (From: row.GetString(2), To: row.GetStringOrNull(3))),
            table);
        return
        [
            .. Sets(rows).Select(set => new ForeignKeyDescription(
                [.. set.Items.Select(item => item.From)],
                set.Key.Table,
                set.Items.All(item => item.To is not null) ? [.. set.Items.Select(item => item.To!)] : PrimaryKey(set.Key.Table))),
        ];
    }

    /// <summary>What a foreign key points to that names no column.</summary>
    private IReadOnlyList<string> PrimaryKey(string table) => Connection.Query("SELECT name FROM pragma_table_info(@p0) WHERE pk > 0 ORDER BY pk", row => row.GetString(0), table);

    [GeneratedRegex(@"^(?<before>[^(]*)(\(\s*(?<first>\d+)\s*(,\s*(?<second>\d+)\s*)?\)(?<after>.*))?", RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
