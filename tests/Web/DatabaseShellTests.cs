using Quintet.Db;
using Quintet.Management;
using Quintet.Management.Commands;

namespace WebTests;

/// <summary><c>dbshell</c>: what the database's program is started with.</summary>
public class DatabaseShellTests
{
    [Fact]
    public void Sqlite_gets_its_file()
    {
        var client = DatabaseClient.Of("default", new Sqlite("db.sqlite3"), ["-batch", ".tables"]);

        Assert.Equal("sqlite3", client.Program);
        Assert.Equal(["db.sqlite3", "-batch", ".tables"], client.Arguments);
        Assert.Empty(client.Environment);
        Assert.Contains("memory", Assert.Throws<CommandError>(() => DatabaseClient.Of("default", new Sqlite(Sqlite.Memory), [])).Message);
    }

    [Fact]
    public void PostgreSql_gets_its_server_and_never_a_password_on_the_command_line()
    {
        var client = DatabaseClient.Of(
            "default",
            new PostgreSql { Name = "shop", User = "ada", Password = "hush", Host = "db.example.com", Port = 5433, Options = { ["SSL Mode"] = "VerifyFull", ["Search Path"] = "shop, public", ["Pooling"] = "false" } },
            ["-c", "SELECT 1"]);

        Assert.Equal("psql", client.Program);
        Assert.Equal(["-U", "ada", "-h", "db.example.com", "-p", "5433", "shop", "-c", "SELECT 1"], client.Arguments);
        Assert.Equal(
            new Dictionary<string, string> { ["PGPASSWORD"] = "hush", ["PGSSLMODE"] = "verify-full", ["PGOPTIONS"] = "-c search_path=shop,public" }, client.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary());
        Assert.Equal(["-p", "5432", "shop"], DatabaseClient.Of("default", new PostgreSql { Name = "shop" }, []).Arguments);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said()
    {
        var error = await Assert.ThrowsAsync<CommandError>(() => DbShellCommand.Run(new("no-such-program", [], new Dictionary<string, string>())));

        Assert.Equal("You appear not to have the 'no-such-program' program installed or on your path.", error.Message);
    }

    [Fact]
    public async Task The_programs_exit_code_is_the_commands_and_its_variables_arrive()
    {
        if (OperatingSystem.IsWindows()) return; // no sh

        Assert.Equal(7, await DbShellCommand.Run(new("sh", ["-c", "test \"$PGPASSWORD\" = hush && exit 7"], new Dictionary<string, string> { ["PGPASSWORD"] = "hush" })));
    }
}
