namespace Quintet.Db.Migrations;

/// <summary>
/// Brings a database forward and back over the migrations. Each runs in a transaction with its record, unless it says otherwise: one that dies,
/// by an error, Ctrl-C or a power cut, leaves the database as it was, and the next run goes on from there. Two that migrate at once do not collide.
/// </summary>
public sealed class MigrationExecutor
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(100);

    private readonly Connections _connections;
    private readonly Connection _connection;
    private readonly MigrationRecorder _recorder;
    private readonly MigrationGraph _whole;
    private readonly Lock _stopGate = new();
    private MigrationGraph? _graph;
    private bool _mayStop;

    public MigrationExecutor(Connections connections, MigrationGraph graph, string database = Database.DefaultAlias)
    {
        _whole = graph;
        _connections = connections;
        _connection = connections[database];
        _recorder = new MigrationRecorder(_connection);
    }

    /// <summary>The migrations as they are for this database: one that replaces others, or those.</summary>
    public MigrationGraph Graph => _graph ??= _whole.For(Applied().Keys);

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
        return Graph.IsApplied(target, applied)
            ? Backwards(target.Children.Where(c => c.Key.AppLabel == appLabel), applied)
            : Forwards([target]);
    }

    /// <summary>Does a plan. What another process has done meanwhile is left out.</summary>
    /// <param name="plan">From <see cref="Plan(string?)"/>.</param>
    /// <param name="progress">Told before a step and after it.</param>
    /// <param name="options">How.</param>
    /// <exception cref="MigrationException">A step failed or was stopped; the ones before it stay done, it itself left no trace if it is atomic.</exception>
    public void Migrate(IReadOnlyList<MigrationStep> plan, Action<MigrationStep, MigrationProgress>? progress = null, MigrateOptions? options = null)
    {
        options ??= new MigrateOptions();
        // Again and again: a statement may begin just after the first time.
        using var interrupting = new Timer(_ => Interrupt());
        using var stopping = options.Stop.UnsafeRegister(static timer => ((Timer)timer!).Change(TimeSpan.Zero, InterruptPause), interrupting);
        if (_connection.Dialect.BeforeMigrations is { } statement) _connection.ExecuteRaw(statement);
        Locked(options, () =>
        {
            Send(new PreMigrate(_connection.Alias, plan));
            Transaction.Run(
                _ =>
                {
                    _recorder.EnsureTable();
                    return new ValueTask<int>(0);
                },
                _connection,
                async: false,
                default).GetAwaiter().GetResult();
            foreach (var step in plan)
            {
                if (options.Stop.IsCancellationRequested) throw new MigrationException($"Stopped before {step.Node.Key}.");
                progress?.Invoke(step, MigrationProgress.Started);
                var done = Run(step, options);
                progress?.Invoke(step, done);
            }

            Send(new PostMigrate(_connection.Alias, plan));
        });
        _graph = null;
    }

    /// <summary>The statements of a migration, per operation, as <c>sqlmigrate</c> shows them.</summary>
    public IReadOnlyList<(Operation Operation, IReadOnlyList<string> Statements)> Sql(string appLabel, string name, bool backwards = false)
    {
        var node = Graph.Get(appLabel, name);
        return [.. Steps(node, backwards).Select(step => (step.Operation, step.Statements))];
    }

    /// <summary>Does work while nobody else migrates this database.</summary>
    private void Locked(MigrateOptions options, Action work)
    {
        if (_connection.Dialect.MigrationLock is not { } sql)
        {
            work();
            return;
        }

        // Asked again and again: who waits inside of a statement would hold up indexes that are made concurrently.
        for (var first = true; !_connection.Query(sql.Try, static row => row.GetBoolean(0))[0]; first = false)
        {
            if (first) options.Waiting?.Invoke();
            if (options.Stop.WaitHandle.WaitOne(LockPause)) throw new MigrationException("Stopped while another process migrates this database.");
        }

        try
        {
            work();
        }
        finally
        {
            Release(sql.Release, options.Stop);
        }
    }

    private void Release(string sql, CancellationToken stop)
    {
        // A connection that is gone has given it up.
        if (!_connection.IsUsable) return;
        try
        {
            _connection.ExecuteRaw(sql);
        }
        catch (OperationalErrorException) when (stop.IsCancellationRequested)
        {
            // The order to end what was running came late and ended this: once more.
            _connection.ExecuteRaw(sql);
        }
    }

    private void Send<T>(T signal)
        where T : class
    {
        if (Context.Current.Find(Dispatch.Signals.Key) is not { } signals || !signals.HasReceivers<T>()) return;
        using var scope = Context.Current.With(Connections.Key, _connections).Enter();
        signals.Send(signal);
    }

    private MigrationProgress Run(MigrationStep step, MigrateOptions options)
    {
        var node = step.Node;
        var around = _connection.Dialect.AroundMigration;
        if (around is not null) _connection.ExecuteRaw(around.Value.Before);
        try
        {
            var done = !node.Migration.Atomic && !options.Fake
                ? Stoppable(() => RunOpen(step, options))
                : Transaction.Run(_ => new ValueTask<MigrationProgress>(Stoppable(() => RunWhole(step, options))), _connection, async: false, default).GetAwaiter().GetResult();
            if (done == MigrationProgress.Done && node.Operations.Any(operation => operation.MakesTypes)) _connection.ReloadTypes();
            return done;
        }
        catch (Exception e) when (options.Stop.IsCancellationRequested)
        {
            throw new MigrationException($"Stopped during {node.Key}{(step.Backwards ? " on the way back" : "")}. {Left(node)}", e);
        }
        catch (IntegrityErrorException e) when (e.Message.StartsWith("NOT NULL", StringComparison.Ordinal) || e.Message.Contains("null value", StringComparison.Ordinal))
        {
            throw new MigrationException(
                $"Migration {node.Key} failed: {e.Message}: the table has rows, and they need a value. Give the field Default = … in the migration (with PreserveDefault = false where it shall not stay). {Left(node)}", e);
        }
        catch (Exception e) when (e is not MigrationException)
        {
            throw new MigrationException($"Migration {node.Key} failed{(step.Backwards ? " on the way back" : "")}: {e.Message} {Left(node)}", e);
        }
        finally
        {
            if (around is not null) _connection.ExecuteRaw(around.Value.After);
        }

        static string Left(MigrationNode node) => node.Migration.Atomic
            ? "The database is as it was before it."
            : "It runs outside of a transaction: what it did before that stays done. Look at the database, undo or finish it by hand, and record it with --fake where it is finished.";
    }

    /// <summary>Does what may be interrupted; the end of a transaction may not.</summary>
    private MigrationProgress Stoppable(Func<MigrationProgress> work)
    {
        lock (_stopGate) _mayStop = true;
        try
        {
            return work();
        }
        finally
        {
            lock (_stopGate) _mayStop = false;
        }
    }

    private void Interrupt()
    {
        lock (_stopGate)
        {
            if (_mayStop) _connection.Interrupt();
        }
    }

    private MigrationProgress RunWhole(MigrationStep step, MigrateOptions options)
    {
        // Whoever was faster has done it.
        if (IsDone(step)) return MigrationProgress.DoneElsewhere;
        var fake = options.Fake || (options.FakeInitial && !step.Backwards && IsThere(step.Node));
        if (!fake)
        {
            foreach (var (operation, work, _) in Steps(step.Node, step.Backwards))
            {
                CheckAllowed(step.Node, operation);
                options.Stop.ThrowIfCancellationRequested();
                work();
            }

            // What is only new breaks no relation of the rows that are there.
            if (step.Backwards || !step.Node.Operations.All(operation => operation is CreateModel or AddIndex)) CheckForeignKeys(step.Node);
        }

        Record(step);
        return fake ? MigrationProgress.Faked : MigrationProgress.Done;
    }

    private void CheckAllowed(MigrationNode node, Operation operation)
    {
        if (operation.AllowsTransaction(Dialect)) return;
        throw new MigrationException(
            $"The {operation.GetType().Name} operation cannot be executed inside a transaction (set Atomic => false on the migration {node.Key}: public override bool Atomic => false;).");
    }

    /// <summary>A migration that is not atomic: each operation by itself, and the record at the end.</summary>
    private MigrationProgress RunOpen(MigrationStep step, MigrateOptions options)
    {
        if (IsDone(step)) return MigrationProgress.DoneElsewhere;
        var fake = options.FakeInitial && !step.Backwards && IsThere(step.Node);
        foreach (var (_, work, _) in fake ? [] : Steps(step.Node, step.Backwards))
        {
            options.Stop.ThrowIfCancellationRequested();
            work();
        }


        Record(step);
        return fake ? MigrationProgress.Faked : MigrationProgress.Done;
    }

    private bool IsDone(MigrationStep step) => step.Backwards
        ? !_recorder.IsApplied(step.Node.Key) && !(step.Node.Migration.Replaces.Any() && step.Node.Migration.Replaces.All(_recorder.IsApplied))
        : _recorder.IsApplied(step.Node.Key);

    /// <summary>The record of a migration, and of those that it replaces.</summary>
    private void Record(MigrationStep step)
    {
        foreach (var key in step.Node.Migration.Replaces.Append(step.Node.Key))
        {
            if (step.Backwards) _recorder.RecordUnapplied(key);
            else if (key == step.Node.Key || !_recorder.IsApplied(key)) _recorder.RecordApplied(key);
        }
    }

    /// <summary>What a migration does: each operation, its statements, and what runs it.</summary>
    private List<(Operation Operation, Action Run, IReadOnlyList<string> Statements)> Steps(MigrationNode node, bool backwards)
    {
        var app = node.Key.AppLabel;
        var state = Graph.StateBefore(node);
        var result = new List<(Operation, Action, IReadOnlyList<string>)>();
        foreach (var operation in node.Operations)
        {
            var (before, after) = (state, operation.Apply(app, state));
            if (backwards && !operation.IsReversible) throw new MigrationException($"Operation {operation.Describe()} in {node.Key} is not reversible: there is no way back over it.");
            List<OperationStep> steps = [.. operation.Steps(app, before, after).Where(step => _connections.AllowMigrate(_connection.Alias, app, step.Operation.ModelName))];
            if (backwards) steps.Reverse();
            List<(OperationStep Step, IReadOnlyList<string> Statements)> work = [.. steps.Select(step => (step, Statements(step)))];
            result.Add((operation, () => work.ForEach(part => Execute(part.Step, part.Statements, backwards)), [.. work.SelectMany(part => part.Statements)]));
            state = after;
        }

        if (backwards) result.Reverse();
        return result;

        IReadOnlyList<string> Statements(OperationStep step) =>
            backwards ? step.Operation.Backwards(app, step.Before, step.After, Dialect) : step.Operation.Forwards(app, step.Before, step.After, Dialect);
    }

    private void Execute(OperationStep step, IReadOnlyList<string> statements, bool backwards)
    {
        if (step.Operation is RunCode code) code.Run(step.Before, _connections, _connection, backwards);
        var aside = SetAside(statements);
        foreach (var statement in statements)
        {
            _connection.CheckUsable();
            _connection.ExecuteRaw(statement);
        }

        // Rows that wait for their check would stop the next change of their table.
        if (step.Operation is RunCode or RunSql && _connection.InTransaction && _connection.Dialect.SettleRows is { } settle) _connection.ExecuteRaw(settle);
        foreach (var (name, sql) in aside)
        {
            try
            {
                _connection.ExecuteRaw(sql);
            }
            catch (OperationalErrorException e)
            {
                throw new MigrationException($"{step.Operation.Describe()}: the database has '{name}', which does not fit the table any more ({e.Message}). Drop it in the migration with a RunSql before, and make it again after.", e);
            }
        }
    }

    /// <summary>Triggers go with a table that is made anew, and views stand in its way: they are made again afterwards.</summary>
    private List<(string Name, string Sql)> SetAside(IReadOnlyList<string> statements)
    {
        if (_connection.Dialect.Dependents is not { } query || !statements.Any(SqliteSchema.MakesAnew)) return [];
        var dependents = _connection.Query(query, static row => (Kind: row.GetString(0), Name: row.GetString(1), Sql: row.GetString(2)));
        foreach (var (kind, name, _) in dependents.Reverse()) _connection.ExecuteRaw($"DROP {kind.ToUpperInvariant()} {_connection.Dialect.Quote(name)}");
        return [.. dependents.Select(dependent => (dependent.Name, dependent.Sql))];
    }

    /// <summary>Whether what a first migration makes is there already: all its tables, and all columns that it adds.</summary>
    private bool IsThere(MigrationNode node)
    {
        if (!(node.Migration.Initial ?? node.Migration.Dependencies.All(dependency => dependency.AppLabel != node.Key.AppLabel))) return false;
        var after = node.Apply(Graph.StateBefore(node));
        var found = false;
        foreach (var operation in node.Operations)
        {
            switch (operation)
            {
                case CreateModel create when after.Find($"{node.Key.AppLabel}.{create.Name}") is { } model && model.Options.HasTable(_connection.Dialect.Vendor):
                    if (!HasTable(model.Table) || !model.ManyToMany.Where(many => many.Relation.HasOwnTable).All(many => HasTable(PairTables.Of(after, model, many.Field).Table))) return false;
                    found = true;
                    break;
                case AddField add when after.Find($"{node.Key.AppLabel}.{add.ModelName}") is { } model && model.Options.HasTable(_connection.Dialect.Vendor) && model.FindField(add.Name) is { } field:
                    if (!(field.Field is ManyToMany many ? !many.HasOwnTable || HasTable(PairTables.Of(after, model, field).Table) : HasColumn(model.Table, field.Column))) return false;
                    found = true;
                    break;
            }
        }

        return found;
    }

    private bool HasTable(string table) => _connection.Query(_connection.Dialect.TableExists, static _ => 0, table).Count > 0;

    private bool HasColumn(string table, string column) =>
        _connection.Query(_connection.Dialect.ColumnsOf, static row => row.GetString(0), table).Contains(column, StringComparer.OrdinalIgnoreCase);

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
        return [.. Graph.Order.Where(n => needed.Contains(n) && !Graph.IsApplied(n, applied)).Select(n => new MigrationStep(n, Backwards: false))];

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
        return [.. Graph.Order.Reverse().Where(n => undone.Contains(n) && Graph.IsApplied(n, applied)).Select(n => new MigrationStep(n, Backwards: true))];

        void Undo(MigrationNode node)
        {
            if (!undone.Add(node)) return;
            foreach (var child in node.Children) Undo(child);
        }
    }

    private void CheckHistory(IReadOnlyDictionary<Dependency, DateTime> applied)
    {
        foreach (var node in Graph.Order.Where(n => Graph.IsApplied(n, applied)))
        {
            foreach (var parent in node.Parents.Where(p => !Graph.IsApplied(p, applied)))
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

/// <summary>How far a step is.</summary>
public enum MigrationProgress
{
    /// <summary>It begins.</summary>
    Started,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is only recorded.</summary>
    Faked,

    /// <summary>Another process had done it.</summary>
    DoneElsewhere,
}

/// <summary>How migrations are done.</summary>
public sealed record MigrateOptions
{
    /// <summary>They are only recorded.</summary>
    public bool Fake { get; init; }

    /// <summary>The first of an app, whose tables and columns are there already, is only recorded.</summary>
    public bool FakeInitial { get; init; }

    /// <summary>Ends the statement that runs and stops: the migration that it belongs to is rolled back if it is atomic.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Told where another process migrates the database, before it is waited for.</summary>
    public Action? Waiting { get; init; }
}

/// <summary>A migration could not be done.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
