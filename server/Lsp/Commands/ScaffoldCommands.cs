using System.CommandLine;
using Quintet.Lsp.Session;
using Quintet.Scaffolding;

namespace Quintet.Lsp.Commands;

/// <summary><c>quintet startproject</c> and <c>quintet startapp</c>.</summary>
internal static class ScaffoldCommands
{
    private const int Refused = 1;

    public static Command StartProject()
    {
        var name = new Argument<string>("name") { Description = "The project's name: a folder of this name is made." };
        var folder = CurrentFolder.Argument("Where the project's folder is made.");
        var command = new Command("startproject", "Make a new project, ready to run.") { name, folder };
        command.SetAction(result => Try(result, output =>
        {
            var packages = LocalPackages.Find(AppContext.BaseDirectory);
            var project = ProjectScaffold.Create(result.GetValue(name)!, new()
            {
                Folder = CurrentFolder.Or(result.GetValue(folder)).FullName,
                PackageVersion = packages?.Version ?? LanguageServer.Version,
                PackageSource = packages?.Folder,
            });
            var shown = Path.GetRelativePath(Environment.CurrentDirectory, project);
            output.WriteLine($"Made {project}");
            if (packages is not null) output.WriteLine($"Its nuget.config names the packages of this clone: {packages.Folder}");
            output.WriteLine($"""

                Next:
                    cd {shown}
                    dotnet run startapp blog
                    dotnet run runserver
                """);
        }));
        return command;
    }

    public static Command StartApp()
    {
        var name = new Argument<string>("name") { Description = "The app's name: blog, my_shop." };
        var folder = CurrentFolder.Argument("The project's folder.");
        var command = new Command("startapp", "Add an app to a project (also: dotnet run startapp).") { name, folder };
        command.SetAction(result => Try(result, output =>
        {
            var app = AppScaffold.Create(result.GetValue(name)!, CurrentFolder.Or(result.GetValue(folder)).FullName);
            output.WriteLine($"Made {app.Folder}");
            output.WriteLine(app.InstalledAppsLine is { } entry
                ? $"Add it to InstalledApps in Settings.cs: {entry}"
                : "Added it to InstalledApps in Settings.cs.");
            output.WriteLine($"Give it URLs in Urls.cs: {app.IncludeLine}");
        }));
        return command;
    }

    private static int Try(ParseResult result, Action<TextWriter> make)
    {
        try
        {
            make(result.InvocationConfiguration.Output);
            return 0;
        }
        catch (Exception e) when (e is ScaffoldException or IOException or UnauthorizedAccessException)
        {
            result.InvocationConfiguration.Error.WriteLine(e.Message);
            return Refused;
        }
    }
}
