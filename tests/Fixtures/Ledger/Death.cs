using System.Diagnostics;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Quintet.Db.Migrations;

namespace Ledger;

/// <summary>Migrates a SQLite database, and ends by SIGKILL when the n-th statement begins.</summary>
public static class Death
{
    /// <param name="statement">Which, from 1; 0: never.</param>
    /// <param name="target">The migration to come to; null: the last.</param>
    public static int At(int statement, string? target)
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = Settings.DatabaseOf(Environment.GetEnvironmentVariable(Settings.Variable)!) });
        var count = 0;
        var field = typeof(Connection).GetField("_connection", BindingFlags.Instance | BindingFlags.NonPublic)!;
        SQLitePCL.raw.sqlite3_trace(((SqliteConnection)field.GetValue(connections["default"])!).Handle, Trace, null);
        var executor = new MigrationExecutor(connections, History.Graph);
        executor.Migrate(target is null ? executor.Plan() : executor.Plan("ledger", target));
        Console.WriteLine(count);
        return 0;

        void Trace(object data, string sql)
        {
            // Those of triggers are comments.
            if (sql.StartsWith("--", StringComparison.Ordinal) || ++count != statement) return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
