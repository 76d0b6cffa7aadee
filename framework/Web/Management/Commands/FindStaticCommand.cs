namespace Quintet.Management.Commands;

/// <summary><c>findstatic</c></summary>
internal sealed class FindStaticCommand : Command
{
    public override string Help => "Finds the absolute paths for the given static file(s).";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments<string>("staticfile", "The path in templates: css/site.css.", required: true)
        .Flag("--first", "Only return the first match for each static file.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var finder = Application.Current.StaticFiles;
        var isMissing = false;
        foreach (var path in arguments.List("staticfile"))
        {
            var found = finder.FindAll(path).ToList();
            if (found.Count == 0)
            {
                isMissing = true;
                Terminal.Error.WriteLine($"No matching file found for '{path}'.\n\nLooking in the following locations:\n  {string.Join("\n  ", finder.Finders.Select(place => place.Location).Distinct())}");
                continue;
            }

            Out.WriteLine($"Found '{path}' here:\n  {string.Join("\n  ", arguments.Flag("--first") ? found.Take(1) : found)}");
        }

        return Task.FromResult(isMissing ? 1 : 0);
    }
}
