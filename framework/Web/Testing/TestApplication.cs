using Quintet.Conf;
using Quintet.Db;

namespace Quintet.Testing;

/// <summary>A project that was loaded for tests: its own databases are out of its reach.</summary>
/// <param name="Application">The project, with databases that nobody can use.</param>
/// <param name="Databases">What the settings really say, to make test databases from.</param>
internal sealed record TestApplication(Application Application, IReadOnlyDictionary<string, Database> Databases)
{
    /// <summary>Tells tests to leave <c>Debug</c> as the settings have it; from <c>dotnet run test --debug-mode</c>.</summary>
    public const string DebugVariable = "QUINTET_TEST_DEBUG";

    private const string Host = "testserver";

    /// <summary>As the settings have it, but for the databases.</summary>
    public static TestApplication Load(Settings settings)
    {
        var databases = settings.Databases;
        settings.Databases = databases.ToDictionary(database => database.Key, database => Refused(database.Key, database.Value, "SimpleTestCase"));
        return new(Application.Load(settings), databases);
    }

    /// <summary>As visitors see it, under a host that is served: Django's test environment.</summary>
    public static TestApplication LoadForVisitors(Settings settings)
    {
        ForVisitors(settings);
        return Load(settings);
    }

    /// <summary>Changes settings to those that visitors see.</summary>
    public static void ForVisitors(Settings settings)
    {
        if (Environment.GetEnvironmentVariable(DebugVariable) != "1") settings.Debug = false;
        settings.AllowedHosts = [.. settings.AllowedHosts, Host];
        settings.EmailBackend = new Mail.MemoryEmailBackend();
    }

    /// <summary>A database that a test has not asked for.</summary>
    public static Database Refused(string alias, Database database, string test) => database.Refused(
        $"Database queries to '{alias}' are not allowed in {test}. Derive the test from TestCase or TransactionTestCase, and name '{alias}' in its Databases where that is not 'default', to ensure proper test isolation.");
}

/// <summary>The test that runs, for what is made in it.</summary>
/// <param name="Application">The project.</param>
/// <param name="Connections">The test's own.</param>
/// <param name="IsTransaction">The test is a transaction, so all that happens in it must go through its connections.</param>
internal sealed record TestScope(Application Application, Connections Connections, bool IsTransaction)
{
    /// <summary>The mails that it has sent.</summary>
    public Mail.Outbox Outbox { get; init; } = new();

    public static readonly ContextKey<TestScope> Key = new("test case");

    public static TestScope Current => Context.Current.Get(Key);
}
