using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>migrate [app] [name]</c>: brings the database to the migrations, or back.</summary>
internal sealed class MigrateCommand : Command
{
    private bool _timing;
    private long _started;
    private bool _isOpen;
    private int _done;

    public override string Help => "Updates the database schema: applies the migrations.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Argument("app", "The label of the app to synchronise; all apps by default.", required: false)
        .Argument("name", "The migration to come to, or the beginning of its name; 'zero' unapplies all.", required: false)
        .Option("--database", "The alias of the database.", Database.DefaultAlias)
        .Flag("--fake", "Marks migrations as run without running them.")
        .Flag("--fake-initial", "Marks an app's first migrations as run where the tables and columns that they make are there already.")
        .Flag("--plan", "Shows the migrations that would be run.")
        .Flag("--json", "Prints the plan as JSON; goes with --plan.")
        .Flag("--timing", "Says how long each migration took.")
        .Flag("--check", "Exits with 1 where migrations are not applied, and applies none.");

    internal override IReadOnlyList<string> DatabasesToCheck(CommandArguments arguments) => [MigrationSupport.Database(Application.Current, arguments["--database"]!)];

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var executor = MigrationSupport.Executor(application, arguments["--database"]!);
        var app = arguments["app"];
        var name = arguments["name"];
        if (app is not null) MigrationSupport.App(application, app);
        MigrationSupport.Explained(() => executor.Graph.SingleLeaves());
        if (arguments.Flag("--json") && !arguments.Flag("--plan")) throw new CommandError("--json prints the plan: say --plan, too.");
        _timing = arguments.Flag("--timing");
        var plan = MigrationSupport.Explained(() => app is null ? executor.Plan() : name is null ? executor.Plan(app) : executor.Plan(app, name));
        if (arguments.Flag("--check")) return Task.FromResult(plan.Count == 0 ? 0 : 1);
        if (arguments.Flag("--plan"))
        {
            if (arguments.Flag("--json")) JsonOutput.Write(Out, plan, Write);
            else WritePlan(plan);
            return Task.FromResult(0);
        }

        Out.WriteLine(Style.Heading("Operations to perform:"));
        Out.WriteLine((app, name) switch
        {
            (null, _) => $"{Style.Label("  Apply all migrations:")} {string.Join(", ", executor.Graph.Apps.DefaultIfEmpty("(none)"))}",
            (_, null) => $"{Style.Label("  Apply all migrations:")} {app}",
            (_, "zero") => $"{Style.Label("  Unapply all migrations:")} {app}",
            _ => $"{Style.Label("  Target specific migration:")} {executor.Graph.Get(app, name).Key.Name}, from {app}",
        });
        Out.WriteLine(Style.Heading("Running migrations:"));
        if (plan.Count == 0)
        {
            Out.WriteLine("  No migrations to apply.");
            WarnOfMissing(application, executor.Graph);
        }

        Run(executor, plan, new MigrateOptions { Fake = arguments.Flag("--fake"), FakeInitial = arguments.Flag("--fake-initial"), Waiting = () => Out.WriteLine("  Another process migrates this database; waiting for it.") });
        return Task.FromResult(0);
    }

    /// <exception cref="CommandError">A migration failed, or Ctrl-C or another signal stopped them.</exception>
    private void Run(MigrationExecutor executor, IReadOnlyList<MigrationStep> plan, MigrateOptions options)
    {
        using var signal = new StopSignal(watchParent: false, onlyOnce: true);
        using var stop = new CancellationTokenSource();
        signal.Requested.ContinueWith(_ => stop.Cancel(), TaskScheduler.Default);
        try
        {
            executor.Migrate(plan, Write, options with { Stop = stop.Token });
        }
        catch (Exception e) when (e is MigrationException or MigrationGraphException or OperationalErrorException)
        {
            if (_isOpen) Out.WriteLine();
            if (signal.Signal is not { } asked) throw new CommandError(e.Message);
            throw new CommandError($"{e.Message} {_done} of {plan.Count} migration(s) were {(plan is [{ Backwards: true }, ..] ? "unapplied" : "applied")}; the same command goes on from there.", StopSignal.ExitCode(asked));
        }
    }

    private void Write(MigrationStep step, MigrationProgress progress)
    {
        if (progress == MigrationProgress.Started)
        {
            Out.Write($"  {step}...");
            _started = Stopwatch.GetTimestamp();
            _isOpen = true;
        }
        else
        {
            var time = _timing ? string.Create(CultureInfo.InvariantCulture, $" ({Stopwatch.GetElapsedTime(_started).TotalSeconds:0.000}s)") : "";
            Out.WriteLine(Style.Success(progress switch { MigrationProgress.Faked => " FAKED", MigrationProgress.DoneElsewhere => " OK (by another process)", _ => " OK" } + time));
            _isOpen = false;
            _done++;
        }

        Out.Flush();
    }

    private static void Write(Utf8JsonWriter json, MigrationStep step)
    {
        json.WriteString("app", step.Node.Key.AppLabel);
        json.WriteString("name", step.Node.Key.Name);
        json.WriteBoolean("backwards", step.Backwards);
        json.WriteBoolean("atomic", step.Node.Migration.Atomic);
        MigrationSupport.Write(json, step.Node.Operations);
    }

    private void WritePlan(IReadOnlyList<MigrationStep> plan)
    {
        Out.WriteLine(Style.Label("Planned operations:"));
        if (plan.Count == 0) Out.WriteLine("  No planned migration operations.");
        foreach (var step in plan)
        {
            Out.WriteLine(Style.Heading(step.Node.Key.ToString()));
            foreach (var operation in step.Node.Operations) Out.WriteLine($"    {(step.Backwards ? "Undo " : "")}{operation.Describe()}");
        }
    }

    private void WarnOfMissing(Application application, MigrationGraph graph)
    {
        var missing = MigrationSupport.Explained(() => MakeMigrations.Missing(application.Models.All, graph, questions: new UnaskedQuestions()));
        if (missing.Count == 0) return;
        Out.WriteLine(Style.Notice($"  Your models in app(s): {string.Join(", ", missing.Select(migration => $"'{migration.AppLabel}'").Distinct())} have changes that are not yet reflected in a migration, and so won't be applied."));
        Out.WriteLine(Style.Notice("  Run 'dotnet run makemigrations' to make new migrations, and then re-run 'dotnet run migrate' to apply them."));
    }
}
