using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>The laws of migrations, for any two states.</summary>
internal static class CheckMigration
{
    /// <summary>Nothing is found where nothing changed, and what is found leads from one state to the other.</summary>
    public static void Laws(ProjectState before, ProjectState after, MigrationQuestions questions)
    {
        Assert.Empty(Differ.Diff(before, before));
        Assert.Empty(Differ.Diff(after, after));
        var reached = Differ.Diff(before, after, questions).Aggregate(before, (state, change) => change.Operation.Apply(change.AppLabel, state));
        Assert.Empty(Differ.Diff(reached, after));
    }

    /// <summary>A database that goes from one state to the other is as one that was made in it; back again it is as it was.</summary>
    public static void ThereAndBack(DatabaseKind kind, ProjectState before, ProjectState after, MigrationQuestions questions)
    {
        using var connections = Empty(kind);
        after = Castable(kind, before, after);
        var first = Plan(ProjectState.Empty, before, []);
        var second = Plan(before, after, first, questions);
        var executor = new MigrationExecutor(connections, Graph([.. first]));
        executor.Migrate(executor.Plan());
        var schema = Schema(connections, kind);
        executor = new MigrationExecutor(connections, Graph([.. first, .. second]));
        var plan = executor.Plan();
        executor.Migrate(plan);
        Assert.Empty(executor.Plan());
        executor.Migrate([.. plan.Reverse().Select(step => step with { Backwards = true })]);
        Assert.Equal(Sorted(schema), Sorted(Schema(connections, kind)));

        // And what the way forward makes is what a new database gets.
        executor.Migrate(executor.Plan());
        var grown = Sorted(Schema(connections, kind));
        using var fresh = Empty(kind);
        var direct = new MigrationExecutor(fresh, Graph([.. Plan(ProjectState.Empty, after, [])]));
        direct.Migrate(direct.Plan());
        Assert.Equal(Sorted(Schema(fresh, kind)), grown);
    }

    /// <summary>Rows hold the same on the other side, as far as both sides know of them, and again when they are back.</summary>
    public static void KeepsRows(DatabaseKind kind, ProjectState before, ProjectState after, int seed)
    {
        using var connections = Empty(kind);
        after = Castable(kind, before, after);
        var first = Plan(ProjectState.Empty, before, []);
        var second = Plan(before, after, first, new UnaskedQuestions());
        var rows = new Written("0001_rows", [.. first.Select(migration => new Dependency(migration.AppLabel, migration.Name))], new RunCode((models, _) => RandomRows.Fill(models, before, new Random(seed)), RunCode.Noop));
        MigrationGraph With(params IEnumerable<PlannedMigration> migrations) => new([new("rows", () => rows), .. migrations.Select(m => new MigrationRegistration(m.AppLabel, () => new Written(m.Name, m.Dependencies, [.. m.Operations])))]);
        var executor = new MigrationExecutor(connections, With(first));
        executor.Migrate(executor.Plan());
        var (schema, held) = (Schema(connections, kind), RandomRows.Read(connections["default"], before, before));
        executor = new MigrationExecutor(connections, With([.. first, .. second]));
        var plan = executor.Plan();
        try
        {
            executor.Migrate(plan);
        }
        catch (MigrationException e) when (e.InnerException is IntegrityErrorException)
        {
            // The rows break a new constraint: the migration left no trace, and those before it are undone.
            if (!Undo(executor, [.. plan.Where(step => executor.Applied().ContainsKey(step.Node.Key))])) return;
            Assert.Equal(Sorted(schema), Sorted(Schema(connections, kind)));
            Assert.Equal(RandomRows.Read(connections["default"], before, after), held.Where(line => RandomRows.Stays(line, before, after)));
            return;
        }

        // What both know holds the same on the other side, and again on this one.
        var common = held.Where(line => RandomRows.Stays(line, before, after));
        Assert.Equal(common, RandomRows.Read(connections["default"], after, before));
        if (!Undo(executor, plan)) return;
        Assert.Equal(Sorted(schema), Sorted(Schema(connections, kind)));
        Assert.Equal(common, RandomRows.Read(connections["default"], before, after));
    }

    public static IReadOnlyList<PlannedMigration> Plan(ProjectState before, ProjectState after, IReadOnlyList<PlannedMigration> existing, MigrationQuestions? questions = null)
    {
        var leaves = existing.GroupBy(m => m.AppLabel).ToDictionary(g => g.Key, g => g.Last().Name);
        return MigrationPlanner.Plan(Differ.Diff(before, after, questions), leaves);
    }

    public static MigrationGraph Graph(params IEnumerable<PlannedMigration> migrations) =>
        new(migrations.Select(m => new MigrationRegistration(m.AppLabel, () => new Written(m.Name, m.Dependencies, [.. m.Operations]))));

    public static Connections Empty(DatabaseKind kind) =>
        new(new Dictionary<string, Database> { ["default"] = kind == DatabaseKind.Sqlite ? new Sqlite(Sqlite.Memory) : SharedPostgres.NewSchema() });

    public static IReadOnlyList<string> Schema(Connections connections, DatabaseKind kind) => kind == DatabaseKind.PostgreSql ? PostgresCatalogue.Describe(connections["default"]) :
        connections["default"].Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' ORDER BY name", row => row.GetString(0));

    /// <summary>False where a field that comes back is empty, and an old constraint forbids that.</summary>
    private static bool Undo(MigrationExecutor executor, IReadOnlyList<MigrationStep> plan)
    {
        try
        {
            executor.Migrate([.. plan.Reverse().Select(step => step with { Backwards = true })]);
            return true;
        }
        catch (MigrationException e) when (e.InnerException is IntegrityErrorException)
        {
            return false;
        }
    }

    /// <summary>PostgreSQL makes no date of a number, whatever the migration says: there a field keeps its kind, but text may change into text.</summary>
    private static ProjectState Castable(DatabaseKind kind, ProjectState before, ProjectState after)
    {
        if (kind == DatabaseKind.Sqlite) return after;
        return ProjectState.Of(after.Models.Select(model => model with
        {
            Fields = [.. model.Fields.Select(field => before.Find(model.Label)?.FindField(field.Name) is { } old && Kind(old.Field) != Kind(field.Field) ? old : field)],
        }));

        static string Kind(Field field) => field.InternalType is "CharField" or "TextField" ? "text" : field.InternalType;
    }

    /// <summary>
    /// Tables with their columns in alphabetical order (a field that comes back comes back at the end), indexes without their
    /// names (those of a renamed table keep theirs, as Django's do).
    /// </summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> schema) => schema
        .Select(sql =>
        {
            if (sql.StartsWith("CREATE INDEX", StringComparison.Ordinal)) return sql[sql.IndexOf(" ON ", StringComparison.Ordinal)..];
            if (sql.StartsWith("CREATE UNIQUE INDEX", StringComparison.Ordinal)) return "UNIQUE" + sql[sql.IndexOf(" ON ", StringComparison.Ordinal)..];
            if (!sql.StartsWith("CREATE TABLE", StringComparison.Ordinal)) return sql;
            var open = sql.IndexOf('(');
            return sql[..open] + string.Join(" | ", sql[(open + 1)..^1].Split(", ").Order(StringComparer.Ordinal));
        })
        .Order(StringComparer.Ordinal);
}

/// <summary>A migration that a test wrote.</summary>
internal sealed class Written(string name, IReadOnlyList<Dependency> dependencies, params Operation[] operations) : Migration
{
    public override string Name => name;

    public override IEnumerable<Dependency> Dependencies => dependencies;

    public override IEnumerable<Operation> Operations => operations;
}
