using System.Collections.Concurrent;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Management.Commands;

namespace Quintet.Testing;

/// <summary>
/// The test databases of this process. The first one is made by the migrations and never used; tests that run beside each other have
/// copies of it, which is faster than migrating again. They end with the process; what could not be deleted then goes before the next run.
/// </summary>
internal static class TestRun
{
    /// <summary>Tells tests to keep the first database; from <c>dotnet run test --keepdb</c>.</summary>
    public const string KeepVariable = "QUINTET_TEST_KEEPDB";

    private static readonly ConcurrentDictionary<Type, Lazy<TestApplication>> Applications = [];
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, TestDatabases> Databases = [];

    /// <summary>The project as the tests of a class see it.</summary>
    public static TestApplication ApplicationOf(Type tests, Func<Settings> createSettings) =>
        Applications.GetOrAdd(tests, _ => new(() => TestApplication.LoadForVisitors(createSettings()))).Value;

    /// <summary>Databases for one test, until it gives them back.</summary>
    public static TestWorker Rent(TestApplication application, string test, IReadOnlyList<string> aliases, bool willBeFlushed)
    {
        // Classes with the same settings, apps and databases share those that were made.
        var key = string.Join(';', [
            application.Application.Settings.GetType().FullName,
            .. application.Application.Apps.Apps.Select(app => app.GetType().FullName),
            .. application.Databases.Select(database => $"{database.Key}={database.Value.ForTests(database.Key, 0).Name}")]);
        TestDatabases? databases;
        lock (Gate)
        {
            if (!Databases.TryGetValue(key, out databases))
            {
                // The names of those that do not must not meet.
                Databases[key] = databases = new(application, Environment.GetEnvironmentVariable(KeepVariable) == "1") { FirstNumber = 1000 * Databases.Count };
                AppDomain.CurrentDomain.ProcessExit += (_, _) => databases.Dispose();
            }
        }

        return databases.Rent(test, aliases, willBeFlushed);
    }
}

/// <summary>The test databases of a project.</summary>
internal sealed class TestDatabases : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TestApplication _project;
    private readonly bool _keep;
    private readonly Dictionary<string, Lazy<TestDatabase>> _templates = [];
    private readonly Dictionary<string, Stack<TestWorker>> _idle = [];
    private readonly List<TestDatabase> _made = [];
    private readonly List<TestWorker> _workers = [];

    /// <param name="project">Whose databases they stand for.</param>
    /// <param name="keep">Whether the first of each is kept, and used again where it is there.</param>
    public TestDatabases(TestApplication project, bool keep) => (_project, _keep) = (project, keep);

    /// <summary>The number of those that migrations make; the copies' follow.</summary>
    public int FirstNumber { get; init; }

    /// <param name="test">The class of tests, for messages.</param>
    /// <param name="aliases">The databases that it uses.</param>
    /// <param name="willBeFlushed">It leaves the tables empty, also of what migrations put there: such a database is not for others.</param>
    public TestWorker Rent(string test, IReadOnlyList<string> aliases, bool willBeFlushed)
    {
        var key = $"{willBeFlushed};{string.Join(';', aliases)}";
        lock (_gate)
        {
            if (_idle.TryGetValue(key, out var idle) && idle.TryPop(out var free)) return free;
            var number = FirstNumber + _workers.Count + 1;
            var databases = _project.Databases.ToDictionary(database => database.Key, database => TestApplication.Refused(database.Key, database.Value, test));
            foreach (var alias in aliases) databases[alias] = Copy(test, alias, number).Settings;
            var worker = new TestWorker(new Connections(databases, _project.Application.Settings.DatabaseRouters), done => GiveBack(key, done));
            _workers.Add(worker);
            return worker;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var worker in _workers) worker.Connections.Dispose();
            foreach (var database in _made)
            {
                try
                {
                    if (database.Number > 0 || !_keep) database.Drop(force: true);
                }
                catch (DatabaseErrorException e)
                {
                    Console.Error.WriteLine($"The test database '{database.Name}' is left: {e.Message}");
                }
            }

            _made.Clear();
            _workers.Clear();
            _idle.Clear();
            _templates.Clear();
        }
    }

    private void GiveBack(string key, TestWorker worker)
    {
        if (!worker.IsClean) return;
        lock (_gate)
        {
            if (!_idle.TryGetValue(key, out var idle)) _idle[key] = idle = [];
            idle.Push(worker);
        }
    }

    private TestDatabase Copy(string test, string alias, int number)
    {
        if (!_project.Databases.TryGetValue(alias, out var database))
        {
            throw new InvalidOperationException($"{test}.Databases names '{alias}', which is not in the settings. Databases has: {string.Join(", ", _project.Databases.Keys)}. Tests without a database derive from SimpleTestCase.");
        }

        if (!_templates.TryGetValue(alias, out var template)) _templates[alias] = template = new(() => MakeTemplate(alias, database));
        var copy = database.ForTests(alias, number);
        if (copy.Exists()) copy.Drop();
        copy.Create(template.Value);
        _made.Add(copy);
        return copy;
    }

    private TestDatabase MakeTemplate(string alias, Database database)
    {
        var template = database.ForTests(alias, FirstNumber);
        var exists = template.Exists();
        if (exists && !_keep) template.Drop();
        if (!exists || !_keep) template.Create();
        _made.Add(template);

        // Only what migrations do is in it, and nobody is connected to it afterwards.
        using var connections = new Connections(new Dictionary<string, Database> { [alias] = template.Settings }, _project.Application.Settings.DatabaseRouters);
        using (_project.Application.Context.With(Connections.Key, connections).Enter())
        {
            var executor = new MigrationExecutor(connections, MigrationSupport.Graph(_project.Application), alias);
            executor.Migrate(executor.Plan());
        }

        return template;
    }
}

/// <summary>Databases of which a test has each to itself.</summary>
internal sealed class TestWorker(Connections connections, Action<TestWorker> giveBack)
{
    public Connections Connections => connections;

    /// <summary>Whether the next test may have it.</summary>
    public bool IsClean { get; set; } = true;

    public void GiveBack() => giveBack(this);
}
