using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Quintet.Db;

namespace Quintet.Management.Commands;

/// <summary><c>dbshell</c>: the program of a database, <c>sqlite3</c> or <c>psql</c>, on that database.</summary>
internal sealed class DbShellCommand : Command
{
    public override string Name => "dbshell";

    public override string Help => "Runs the command-line client for specified database, or the default database if none is provided.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("parameters", "What the client gets as well; after --, as in dbshell -- .tables")
        .Option("--database", "The alias of the database.", Database.DefaultAlias);

    public override async Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var alias = MigrationSupport.Database(application, arguments["--database"]!);
        return await Run(DatabaseClient.Of(alias, application.Settings.Databases[alias], arguments.List("parameters")));
    }

    /// <returns>The client's exit code.</returns>
    /// <exception cref="CommandError">The client is not there.</exception>
    internal static async Task<int> Run(DatabaseClient client)
    {
        var start = new ProcessStartInfo(client.Program) { UseShellExecute = false };
        foreach (var argument in client.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in client.Environment) start.Environment[name] = value;

        // Ctrl-C is for the client: there it ends a query.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new CommandError($"You appear not to have the '{client.Program}' program installed or on your path.");
        }
    }
}
