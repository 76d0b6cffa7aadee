using Quintet.Db;
using Quintet.Db.Serialization;

namespace Quintet.Management.Commands;

/// <summary><c>loaddata fixture …</c>: loads what <c>dumpdata</c> wrote, here or in Django.</summary>
internal sealed class LoadDataCommand : Command
{
    public override string Name => "loaddata";

    public override string Help => "Installs the named fixture(s) in the database.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("fixtures", "Files, or names of fixtures in the apps' folders 'fixtures'; '-' reads standard input.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias)
        .Option("--app", "Only looks for fixtures in the app of this label.")
        .Flag("--ignorenonexistent", "Ignores entries for fields and models that do not exist any more.")
        .Options("--exclude", "An app or app.Model to leave out; may be given several times.")
        .Option("--format", "The format of standard input: json or jsonl.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var names = arguments.List("fixtures");
        if (names.Count == 0) throw new CommandError("No database fixture specified. Please provide the path of at least one fixture in the command line.");
        var format = arguments["--format"];
        if (format is not null) FixtureSupport.Format(format);
        var app = arguments["--app"] is { } label ? MigrationSupport.App(application, label) : null;
        List<string> folders = [.. (app is null ? application.Apps.Apps : [app]).Select(config => Path.GetFullPath(Path.Combine(application.Settings.BaseDir, config.SourcePath, "fixtures"))).Distinct()];
        var sources = names.SelectMany(name => name == "-" ? [Input(format)] : Find(name, folders, format)).ToList();
        var loader = new FixtureLoader(MigrationSupport.Database(application, arguments["--database"]!))
        {
            IgnoreNonexistent = arguments.Flag("--ignorenonexistent"),
            Excluded = FixtureSupport.Models(application, arguments.List("--exclude")),
        };
        try
        {
            var result = Terminal.Progress("Loading objects", total: null, report =>
            {
                loader.Progress = report;
                return loader.Load(sources);
            });
            foreach (var source in result.EmptySources) Error.WriteLine(Terminal.ErrorStyle.Warning($"No fixture data found for '{source.Name}'. (The file format may be invalid.)"));
            Out.WriteLine(result.Installed == result.Total
                ? $"Installed {result.Installed} object(s) from {sources.Count} fixture(s)"
                : $"Installed {result.Installed} object(s) (of {result.Total}) from {sources.Count} fixture(s)");
            return Task.FromResult(0);
        }
        catch (Exception e) when (e is FixtureException or DatabaseErrorException or IOException or UnauthorizedAccessException)
        {
            throw new CommandError(e.Message);
        }
    }

    private FixtureSource Input(string? format) => new(
        "-",
        FixtureSupport.Format(format ?? throw new CommandError("--format must be specified when reading from stdin.", 2)),
        () => In ?? Console.In);

    /// <summary>The files of a name: of each folder at most one.</summary>
    private static List<FixtureSource> Find(string name, IReadOnlyList<string> folders, string? format)
    {
        var ending = Path.GetExtension(name).TrimStart('.');
        if (ending.Length > 0 && FixtureSupport.Find(ending) is null)
        {
            throw new CommandError($"Problem installing fixture '{name}': {ending} is not a known serialization format. There are: {string.Join(", ", FixtureSupport.Formats.Select(f => f.Name))}.");
        }

        var formats = FixtureSupport.Formats.Where(f => ending.Length > 0 ? f.Name == ending : format is null || f.Name == format);
        var found = new List<FixtureSource>();
        foreach (var folder in Path.IsPathRooted(name) ? [""] : folders.Append(Directory.GetCurrentDirectory()).Distinct())
        {
            List<FixtureSource> here =
            [
                .. formats.Select(f => (f.Format, Path: Path.Combine(folder, ending.Length > 0 ? name : $"{name}.{f.Name}"))).Where(f => File.Exists(f.Path))
                    .Select(f => new FixtureSource(f.Path, f.Format, () => File.OpenText(f.Path))),
            ];
            if (here.Count > 1) throw new CommandError($"Multiple fixtures named '{name}' in {(folder.Length > 0 ? folder : Path.GetDirectoryName(name))}. Aborting.");
            found.AddRange(here);
        }

        return found.Count > 0 ? found : throw new CommandError($"No fixture named '{name}' found. Looked in: {string.Join(", ", Path.IsPathRooted(name) ? [Path.GetDirectoryName(name)] : [.. folders, Directory.GetCurrentDirectory()])}.");
    }
}
