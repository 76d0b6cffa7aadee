using Quintet.Scaffolding;

namespace Quintet.Management.Commands;

/// <summary><c>startapp blog</c>: makes an app in the project.</summary>
internal sealed class StartAppCommand : Command
{
    public override string Help => "Creates an app: its folder with models, views, URLs, templates and static files.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser.Argument("name", "The app's name, such as blog.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        try
        {
            var result = AppScaffold.Create(arguments["name"]!, Application.Current.Settings.BaseDir);
            Out.WriteLine($"Created {Path.GetRelativePath(Application.Current.Settings.BaseDir, result.Folder)}/.");
            Out.WriteLine(result.InstalledAppsLine is { } line
                ? $"Add it to InstalledApps in your settings:\n    {line}"
                : "Added it to InstalledApps in the settings.");
            Out.WriteLine($"To serve its pages, add this line to UrlPatterns in Urls.cs:\n    {result.IncludeLine}");
            return Task.FromResult(0);
        }
        catch (ScaffoldException exception)
        {
            throw new CommandError(exception.Message);
        }
    }
}
