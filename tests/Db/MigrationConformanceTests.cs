using System.Text.Json;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Tests;

namespace DbTests;

/// <summary>Django's own migrations, done by us: the tables must be the ones that Django makes.</summary>
public sealed class MigrationConformanceTests
{
    // Below this a change made a kind of case unreadable to us, and the test would hold nothing.
    private const int FewestCases = 89;

    [ConformanceFact]
    public void Tables_and_rows_are_Djangos() => Run("sqlite", () => new Sqlite(Sqlite.Memory), CompareSqlite);

    [PostgresConformanceFact]
    public void Tables_are_Djangos_on_PostgreSQL()
    {
        var settings = SharedPostgres.NewDatabase("conformance");
        Run("postgresql", () => settings, PostgresCatalogue.Compare);
    }

    private static void Run(string vendor, Func<Database> database, Action<string, Connection, JsonElement, List<string>> compare)
    {
        var path = ConformanceFactAttribute.File("migration-sql-cases.jsonl");
        var differences = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (!root.GetProperty(vendor).TryGetProperty("tables", out var tables)) continue;
            var setup = Operations(root.GetProperty("setup"));
            var operations = Operations(root.GetProperty("operations"));
            if (setup is null || operations is null) continue;
            count++;
            var name = root.GetProperty("name").GetString()!;
            using var connections = new Connections(new Dictionary<string, Database> { ["default"] = database() });
            try
            {
                if (vendor == "postgresql") connections["default"].Execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
                Migrate(connections, setup, operations, root);
                compare(name, connections["default"], tables, differences);
            }
            catch (Exception e) when (e is InvalidOperationException or MigrationException or OperationalErrorException or NotSupportedException)
            {
                differences.Add($"{name}: {e.Message}");
            }
        }

        if (differences.Count > 0) Assert.Fail(string.Join("\n", differences));
        Assert.True(count >= FewestCases, $"Only {count} cases could be read.");
    }

    private static void Migrate(Connections connections, List<Operation> setup, List<Operation> operations, JsonElement root)
    {
        var connection = connections["default"];
        var graph = new MigrationGraph([new("shop", () => new Written("0001_setup", setup)), new("shop", () => new Written("0002_case", operations, "0001_setup"))]);
        var executor = new MigrationExecutor(connections, graph);
        executor.Migrate(executor.Plan("shop", "0001"));
        if (root.TryGetProperty("rows", out var rows))
        {
            foreach (var table in rows.EnumerateObject())
            {
                foreach (var row in table.Value.EnumerateArray())
                {
                    var columns = row.EnumerateObject().ToList();
                    connection.Execute(
                        $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => Literal(c.Value, connection)))})");
                }
            }
        }

        executor.Migrate(executor.Plan());
        Assert.Equal(root.GetProperty("describe").EnumerateArray().Select(d => d.GetString()!.ToLowerInvariant()).Where(d => !d.StartsWith("create index", StringComparison.Ordinal)),
            operations.Select(o => o.Describe().ToLowerInvariant()).Where(d => !d.StartsWith("create index", StringComparison.Ordinal)));
        Assert.Equal(root.GetProperty("migration_name").EnumerateArray().Select(d => d.GetString()), operations.Select(o => o.NameFragment ?? ""));
    }

    private static void CompareSqlite(string name, Connection connection, JsonElement tables, List<string> differences)
    {
        foreach (var table in tables.EnumerateObject())
        {
            var create = connection.Query("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = @p0", r => r.GetString(0), table.Name);
            var expected = table.Value.GetProperty("create").GetString()!;
            if (create.Count != 1 || !string.Equals(create[0], expected, StringComparison.OrdinalIgnoreCase)) differences.Add($"{name}: expected {expected}\n found {string.Concat(create)}");
            var indexes = string.Join(", ", connection.Query("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = @p0 AND sql IS NOT NULL", r => r.GetString(0), table.Name).Order(StringComparer.Ordinal));
            var wanted = string.Join(", ", table.Value.GetProperty("indexes").EnumerateArray().Where(i => i.GetProperty("origin").GetString() == "index").Select(i => i.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
            if (indexes != wanted) differences.Add($"{name}: expected the indexes {wanted}\n found {indexes}");
        }
    }

    private static string Literal(JsonElement value, Connection connection) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False when connection.Query("SELECT true", row => row.GetValue(0))[0] is bool => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.String => $"'{value.GetString()!.Replace("'", "''")}'",
        _ => $"'{value.GetProperty("v").GetString()}'",
    };

    /// <summary>The operations, or null where one is of a kind that we do not have yet.</summary>
    private static List<Operation>? Operations(JsonElement list)
    {
        var operations = new List<Operation>();
        foreach (var element in list.EnumerateArray())
        {
            if (DjangoOperations.Read(element) is not { } operation) return null;
            operations.Add(operation);
        }

        return operations;
    }

    private sealed class Written(string name, List<Operation> operations, string? after = null) : Migration
    {
        public override string Name => name;

        public override IEnumerable<Dependency> Dependencies => after is null ? [] : [new("shop", after)];

        public override IEnumerable<Operation> Operations => operations;
    }
}
