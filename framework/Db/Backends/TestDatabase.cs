using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Quintet.Db;

/// <summary>A database that tests use in the place of a project's.</summary>
/// <param name="alias">The alias of the project's.</param>
/// <param name="number">0: the one that migrations make; else the number of a copy.</param>
internal abstract class TestDatabase(string alias, int number)
{
    public string Alias => alias;

    public int Number => number;

    /// <summary>What people know it by.</summary>
    public abstract string Name { get; }

    /// <summary>How it is reached.</summary>
    public abstract Database Settings { get; }

    /// <summary>Whether it is there, left by an earlier run.</summary>
    public abstract bool Exists();

    /// <summary>Makes it, empty or as a copy of another one, which nobody may use meanwhile.</summary>
    public abstract void Create(TestDatabase? template = null);

    /// <summary>Deletes it, where it is there.</summary>
    /// <param name="force">Also where somebody is connected: those are ours.</param>
    /// <exception cref="DatabaseErrorException">Somebody uses it.</exception>
    public abstract void Drop(bool force = false);

    /// <summary>The numbers of the copies of it that are there.</summary>
    public abstract IReadOnlyList<int> Copies();

    public static InvalidOperationException ItIsItself(string alias, string name) => new(
        $"Databases[\"{alias}\"].Test.Name is '{name}', which is the database itself: tests would delete it. Choose another name, or leave it out.");

    /// <summary>The number at the end of a copy's name; null: it is none.</summary>
    protected static int? NumberOf(string name, string template, string end = "") =>
        Regex.Match(name, $"^{Regex.Escape(template)}_([0-9]+){Regex.Escape(end)}$") is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : null;
}

internal sealed class SqliteTestDatabase(string alias, int number, Sqlite settings) : TestDatabase(alias, number)
{
    // One in memory is gone with its last connection.
    private SqliteConnection? _keeper;

    public override string Name => settings.Path;

    public override Database Settings => settings;

    private bool InMemory => settings.Path == Sqlite.Memory;

    public override bool Exists() => !InMemory && File.Exists(settings.Path);

    public override void Create(TestDatabase? template = null)
    {
        var connection = Open();
        if (template is not null)
        {
            using var source = ((SqliteTestDatabase)template).Open();
            source.BackupDatabase(connection);
        }

        if (InMemory) _keeper = connection;
        else connection.Dispose();
    }

    public override void Drop(bool force = false)
    {
        _keeper?.Dispose();
        if (InMemory) return;
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(settings.Path + end);
    }

    public override IReadOnlyList<int> Copies()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(settings.Path))!;
        if (InMemory || !Directory.Exists(folder)) return [];
        var (name, end) = (Path.GetFileNameWithoutExtension(settings.Path), Path.GetExtension(settings.Path));
        return [.. Directory.EnumerateFiles(folder).Select(file => NumberOf(Path.GetFileName(file), name, end)).OfType<int>()];
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(settings.ConnectionString(settings.MemoryName));
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new OperationalErrorException($"The test database {Path.GetFullPath(settings.Path)} cannot be made: {e.Message}. Does its folder exist, and may this process write there?", e);
        }
    }
}

internal sealed class PostgreSqlTestDatabase(string alias, int number, PostgreSql settings) : TestDatabase(alias, number)
{
    // The one that every server has, to be connected to while another is made.
    private const string Maintenance = "postgres";

    public override string Name => settings.Name;

    public override Database Settings => settings;

    public override bool Exists() => Ask("SELECT datname FROM pg_database WHERE datname = @p0", settings.Name).Count > 0;

    public override void Create(TestDatabase? template = null) =>
        Do(server => server.Execute($"CREATE DATABASE {Quote(settings.Name)}{(template is null ? "" : $" TEMPLATE {Quote(template.Name)}")}"));

    public override void Drop(bool force = false) => Do(server => server.Execute($"DROP DATABASE IF EXISTS {Quote(settings.Name)}{(force ? " WITH (FORCE)" : "")}"));

    public override IReadOnlyList<int> Copies() =>
        [.. Ask("SELECT datname FROM pg_database WHERE starts_with(datname, @p0)", settings.Name + "_").Select(name => NumberOf(name, settings.Name)).OfType<int>()];

    private IReadOnlyList<string> Ask(string sql, string parameter) => Do(server => server.Query(sql, row => row.GetString(0), parameter));

    private T Do<T>(Func<Connection, T> work)
    {
        using var connections = new Connections(new Dictionary<string, Database> { [Alias] = settings.Named(Maintenance) });
        return work(connections[Alias]);
    }

    private static string Quote(string name) => Sql.PostgreSqlDialect.Instance.Quote(name);
}
