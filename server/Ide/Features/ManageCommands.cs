namespace Quintet.Ide;

/// <summary>The command lines of a project's management commands. They are composed here and run by the editor, where people see them.</summary>
public static class ManageCommands
{
    /// <summary>The commands an editor offers, by name.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["runserver"] = "Run server",
        ["migrate"] = "Migrate",
        ["makemigrations"] = "Make migrations",
    };

    /// <summary>The command line of <c>dotnet run COMMAND ARGUMENTS</c> in the project's folder.</summary>
    /// <exception cref="ArgumentException">There is no such command.</exception>
    public static CommandLine Compose(Project project, string command, IReadOnlyList<string>? arguments = null)
    {
        if (!Titles.TryGetValue(command, out var title))
            throw new ArgumentException($"There is no command '{command}'. Known commands: {string.Join(", ", Titles.Keys)}.", nameof(command));
        // The project file is named, because a folder may hold a second one; "--" ends dotnet's own options.
        return new(project.Folder, "dotnet", ["run", "--project", project.ProjectFile, "--", command, .. arguments ?? []], $"{title}: {project.Name}");
    }
}
