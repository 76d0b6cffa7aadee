namespace Quintet.Db.Migrations;

/// <summary>Brings a database forward and back over the migrations. Each runs in a transaction with its record: one that dies leaves the database as it was.</summary>
public sealed class MigrationExecutor
{
    private readonly Connections _connections;
    private readonly Connection _connection;
    private readonly MigrationRecorder _recorder;

    public MigrationExecutor(Connections connections, MigrationGraph graph, string database = Database.DefaultAlias)
    {
        Graph = graph;
        _connections = connections;
        _connection = connections[database];
        _recorder = new MigrationRecorder(_connection);
    }

    public MigrationGraph Graph { get; }

    private SchemaDialect Dialect => _connection.Dialect.Schema;

    /// <summary>The applied migrations, with the time.</summary>
    public IReadOnlyDictionary<Dependency, DateTime> Applied() => _recorder.Applied();

    /// <summary>What is to be done to have everything applied, or an app at its last migration.</summary>
    /// <exception cref="MigrationGraphException">The app has no migrations, or its history has a hole.</exception>
    public IReadOnlyList<MigrationStep> Plan(string? appLabel = null)
    {
        if (appLabel is null) return Forwards(Graph.Order);
        var leaves = Graph.Leaves(appLabel);
        if (leaves.Count == 0) throw new MigrationGraphException($"App '{appLabel}' does not have migrations. Apps with migrations: {string.Join(", ", Graph.Apps)}.");
        return Forwards(leaves);
    }

    /// <summary>What is to be done to have an app at one migration: forwards, or back where later ones are applied.</summary>
    /// <param name="appLabel">The app.</param>
    /// <param name="name">The beginning of the migration's name; <c>zero</c>: before the first.</param>
    public IReadOnlyList<MigrationStep> Plan(string appLabel, string name)
    {
        var applied = Applied();
        if (name == "zero")
        {
            if (!Graph.Apps.Contains(appLabel)) throw new MigrationGraphException($"App '{appLabel}' does not have migrations. Apps with migrations: {string.Join(", ", Graph.Apps)}.");
            return Backwards(Graph.Order.Where(n => n.Key.AppLabel == appLabel), applied);
        }

        var target = Graph.Get(appLabel, name);
        return applied.ContainsKey(target.Key)
            ? Backwards(target.Children.Where(c => c.Key.AppLabel == appLabel), applied)
            : Forwards([target]);
    }

    /// <summary>Does a plan.</summary>
    /// <param name="plan">From <see cref="Plan(string?)"/>.</param>
    /// <param name="progress">Told before a step (false) and after it (true).</param>
    /// <param name="fake">Only records it.</param>
    /// <exception cref="MigrationException">A step failed; the ones before it stay done, it itself left no trace.</exception>
    public void Migrate(IReadOnlyList<MigrationStep> plan, Action<MigrationStep, bool>? progress = null, bool fake = false)
    {
        _recorder.EnsureTable();
        foreach (var step in plan)
        {
            progress?.Invoke(step, false);
            Run(step, fake);
            progress?.Invoke(step, true);
        }
    }

    /// <summary>The statements of a migration, per operation, as <c>sqlmigrate</c> shows them.</summary>
    public IReadOnlyList<(Operation Operation, IReadOnlyList<string> Statements)> Sql(string appLabel, string name, bool backwards = false)
    {
        var node = Graph.Get(appLabel, name);
        return Statements(node, StateBefore(node), backwards);
    }

    private void Run(MigrationStep step, bool fake)
    {
        var node = step.Node;
        var around = _connection.Dialect.AroundMigration;
        if (around is not null) _connection.ExecuteRaw(around.Value.Before);
        try
        {
            if (node.Migration.Atomic) Transaction.Run(_ => new ValueTask<int>(Do(step, fake)), _connection, async: false, default).GetAwaiter().GetResult();
            else Do(step, fake);
            if (!fake && node.Operations.Any(operation => operation.MakesTypes)) _connection.ReloadTypes();
        }
        catch (IntegrityErrorException e) when (e.Message.StartsWith("NOT NULL", StringComparison.Ordinal) || e.Message.Contains("null value", StringComparison.Ordinal))
        {
            throw new MigrationException(
                $"Migration {node.Key} failed: {e.Message}: the table has rows, and they need a value. Give the field Default = … in the migration (with PreserveDefault = false where it shall not stay).{After(node)}", e);
        }
        catch (Exception e) when (e is not MigrationException)
        {
            throw new MigrationException($"Migration {node.Key} failed{(step.Backwards ? " on the way back" : "")}: {e.Message}{After(node)}", e);
        }
        finally
        {
            if (around is not null) _connection.ExecuteRaw(around.Value.After);
        }
    }

    private int Do(MigrationStep step, bool fake)
    {
        var node = step.Node;
        if (!fake)
        {
            foreach (var (operation, statements) in Statements(node, StateBefore(node), step.Backwards))
            {
                if (node.Migration.Atomic && !operation.AllowsTransaction(Dialect))
                {
                    throw new MigrationException(
                        $"The {operation.GetType().Name} operation cannot be executed inside a transaction (set Atomic => false on the migration {node.Key}: public override bool Atomic => false;).");
                }

                foreach (var statement in statements) _connection.ExecuteRaw(statement);
            }

            CheckForeignKeys(node);
        }

        if (step.Backwards) _recorder.RecordUnapplied(node.Key);
        else _recorder.RecordApplied(node.Key);
        return 0;
    }

    private static string After(MigrationNode node) => node.Migration.Atomic
        ? " The database is as it was before it."
        : " It runs outside of a transaction: what it did before that stays done.";

    private List<(Operation Operation, IReadOnlyList<string> Statements)> Statements(MigrationNode node, ProjectState state, bool backwards)
    {
        var app = node.Key.AppLabel;
        var result = new List<(Operation, IReadOnlyList<string>)>();
        foreach (var operation in node.Operations)
        {
            var (before, after) = (state, operation.Apply(app, state));
            if (backwards && !operation.IsReversible) throw new MigrationException($"Operation {operation.Describe()} in {node.Key} is not reversible: there is no way back over it.");
            var allowed = _connections.AllowMigrate(_connection.Alias, app, operation.ModelName);
            result.Add((operation, !allowed ? [] : backwards ? operation.Backwards(app, before, after, Dialect) : operation.Forwards(app, before, after, Dialect)));
            state = after;
        }

        if (backwards) result.Reverse();
        return result;
    }

    /// <summary>The state that a migration starts from: all that it stands on, applied or not.</summary>
    private ProjectState StateBefore(MigrationNode node) => MigrationGraph.StateAfter(Graph.Order.TakeWhile(n => n != node));

    private void CheckForeignKeys(MigrationNode node)
    {
        if (_connection.Dialect.FindBrokenRelations is not { } query) return;
        var broken = _connection.Query(query, static row => (Table: row.GetString(0), Row: row.IsNull(1) ? 0 : row.GetInt64(1), Target: row.GetString(2)));
        if (broken.Count == 0) return;
        var first = broken[0];
        throw new IntegrityErrorException(
            $"The row in table '{first.Table}' with primary key '{first.Row}' points to a row of '{first.Target}' that is not there{(broken.Count > 1 ? $" (and {broken.Count - 1} more)" : "")}, found after {node.Key}.");
    }

    private List<MigrationStep> Forwards(IEnumerable<MigrationNode> targets)
    {
        var applied = Applied();
        CheckHistory(applied);
        var needed = new HashSet<MigrationNode>();
        foreach (var target in targets) Need(target);
        return [.. Graph.Order.Where(n => needed.Contains(n) && !applied.ContainsKey(n.Key)).Select(n => new MigrationStep(n, Backwards: false))];

        void Need(MigrationNode node)
        {
            if (!needed.Add(node)) return;
            foreach (var parent in node.Parents) Need(parent);
        }
    }

    private List<MigrationStep> Backwards(IEnumerable<MigrationNode> targets, IReadOnlyDictionary<Dependency, DateTime> applied)
    {
        var undone = new HashSet<MigrationNode>();
        foreach (var target in targets) Undo(target);
        return [.. Graph.Order.Reverse().Where(n => undone.Contains(n) && applied.ContainsKey(n.Key)).Select(n => new MigrationStep(n, Backwards: true))];

        void Undo(MigrationNode node)
        {
            if (!undone.Add(node)) return;
            foreach (var child in node.Children) Undo(child);
        }
    }

    private void CheckHistory(IReadOnlyDictionary<Dependency, DateTime> applied)
    {
        foreach (var node in Graph.Order.Where(n => applied.ContainsKey(n.Key)))
        {
            foreach (var parent in node.Parents.Where(p => !applied.ContainsKey(p.Key)))
            {
                throw new MigrationGraphException($"Migration {node.Key} is applied before its dependency {parent.Key} on database '{_connection.Alias}'.");
            }
        }
    }
}

/// <summary>One migration to be done, or undone.</summary>
public sealed record MigrationStep(MigrationNode Node, bool Backwards)
{
    /// <summary>As <c>migrate</c> prints it: <c>Applying blog.0001_initial</c>.</summary>
    public override string ToString() => $"{(Backwards ? "Unapplying" : "Applying")} {Node.Key}";
}

/// <summary>A migration could not be done.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
