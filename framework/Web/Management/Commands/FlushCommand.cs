using Quintet.Db;
using Quintet.Db.Serialization;

namespace Quintet.Management.Commands;

/// <summary><c>flush</c>: deletes all rows.</summary>
internal sealed class FlushCommand : Command
{
    public override string Help => "Removes ALL DATA from the database, including data added during migrations. Does not achieve a 'fresh install' state.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Flag("--noinput", "Does not ask; also --no-input.", "--no-input")
        .Option("--database", "The alias of the database.", Database.DefaultAlias);

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var alias = MigrationSupport.Database(application, arguments["--database"]!);
        if (!arguments.Flag("--noinput") && !IsSure(alias))
        {
            Out.WriteLine("Flush cancelled.");
            return Task.FromResult(0);
        }

        try
        {
            DatabaseFlush.Run(alias);
            return Task.FromResult(0);
        }
        catch (DatabaseErrorException e)
        {
            throw new CommandError($"Database {alias} couldn't be flushed: {e.Message}");
        }
    }

    private bool IsSure(string alias)
    {
        const string Question = "    Type 'yes' to continue, or 'no' to cancel: ";
        if (Terminal.IsInteractive) Out.Write($"""
            You have requested a flush of the database.
            This will IRREVERSIBLY DESTROY all data currently in the "{alias}" database,
            and return each table to an empty state.
            Are you sure you want to do this?


            """);
        return Terminal.Ask(Question, "Say --noinput to delete all data without a question.") == "yes";
    }
}
