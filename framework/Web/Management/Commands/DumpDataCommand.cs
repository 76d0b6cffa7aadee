using System.Globalization;
using Quintet.Db;
using Quintet.Db.Serialization;

namespace Quintet.Management.Commands;

/// <summary><c>dumpdata [app[.Model] …]</c>: writes rows as a fixture.</summary>
internal sealed class DumpDataCommand : Command
{
    public override string Name => "dumpdata";

    public override string Help => "Outputs the contents of the database as a fixture of the given format (using each model's default manager unless --all is specified).";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("labels", "Restricts dumped data to these: app, or app.Model; all apps by default.")
        .Options("--exclude", "An app or app.Model to leave out; may be given several times.")
        .Option("--format", "json or jsonl.", "json")
        .Option("--indent", "The number of blanks of a level; all on one line by default.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias)
        .Option("--output", "The file to write to.")
        .Option("--pks", "The keys of the rows to write, with commas between; with one model only.")
        .Flag("--all", "All rows, those too that the default manager does not show.")
        .Flag("--natural-foreign", "Relations as natural keys, where there are any.")
        .Flag("--natural-primary", "Objects with natural keys without their keys.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var labels = arguments.List("labels");
        var writer = new FixtureWriter(MigrationSupport.Database(application, arguments["--database"]!))
        {
            Format = FixtureSupport.Format(arguments["--format"]!),
            Indent = Indent(arguments["--indent"]),
            AllRows = arguments.Flag("--all"),
            NaturalForeignKeys = arguments.Flag("--natural-foreign"),
            NaturalPrimaryKeys = arguments.Flag("--natural-primary"),
        };
        var keys = arguments["--pks"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys is not null && (labels.Count != 1 || !labels[0].Contains('.'))) throw new CommandError("You can only use --pks option with one model.");
        var excluded = FixtureSupport.Models(application, arguments.List("--exclude"));
        var models = labels.Count == 0 ? [.. application.Apps.Apps.SelectMany(app => FixtureSupport.OfApp(application, app.Label))] : FixtureSupport.Models(application, labels);
        foreach (var proxy in models.Where(model => model.IsProxy && !models.Contains(model.ConcreteModel)))
        {
            Error.WriteLine($"{proxy.Label} is a proxy model and won't be serialized.");
        }

        models.RemoveAll(excluded.Contains);
        try
        {
            if (arguments["--output"] is { } path) ToFile(path, output => Write(writer, output, models, keys));
            else writer.Write(Out, models, keys);
        }
        catch (Exception e) when (e is FixtureException or DatabaseErrorException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CommandError(e is FixtureException ? e.Message : $"Unable to serialize database: {e.Message}");
        }

        return Task.FromResult(0);
    }

    private void Write(FixtureWriter writer, TextWriter output, IReadOnlyList<ModelMeta> models, IReadOnlyList<object>? keys)
    {
        if (!Terminal.ShowsProgress)
        {
            writer.Write(output, models, keys);
            return;
        }

        Terminal.Progress("Writing", writer.Count(models, keys), report =>
        {
            writer.Progress = report;
            writer.Write(output, models, keys);
            return 0;
        });
    }

    private static int? Indent(string? text) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var indent) && indent <= 100 ? indent : throw new CommandError($"--indent takes a number of blanks up to 100, not '{text}'.", 2);

    /// <summary>The file is there when all is in it: a dump that fails leaves the one of before.</summary>
    private static void ToFile(string path, Action<TextWriter> write)
    {
        var partial = path + ".part";
        try
        {
            using (var output = new StreamWriter(partial)) write(output);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
