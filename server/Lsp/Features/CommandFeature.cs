using System.Text.Json;
using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace Quintet.Lsp.Features;

/// <summary>The management commands: <c>workspace/executeCommand</c> runs them, <c>quintet/commandLine</c> tells how to.</summary>
internal static class CommandFeature
{
    private const string Prefix = "quintet.";

    /// <summary>Commands that run until they are stopped, so that nobody waits for their end.</summary>
    private static readonly string[] s_endless = ["runserver"];

    /// <summary>Shows a place in the editor: a lens leads there.</summary>
    public const string Show = Prefix + "show";

    /// <summary>Lists places in the editor. A command of the client's own, which says that it has it: no message of the protocol asks for it.</summary>
    public const string ShowReferences = Prefix + "showReferences";

    /// <summary><c>quintet.migrate</c>, …</summary>
    public static string[] Commands { get; } = [.. ManageCommands.Titles.Keys.Select(name => Prefix + name), Show];

    public static bool RunsOn(string command) => s_endless.Contains(command);

    /// <summary>An executeCommand's arguments: none, the project's URI, or one object like <see cref="CommandLineParams"/> without the command.</summary>
    public static CommandLineParams Read(ExecuteCommandParams parameters)
    {
        if (!Commands.Contains(parameters.Command))
            throw new LocalRpcException($"There is no command '{parameters.Command}'. Known commands: {string.Join(", ", Commands)}.") { ErrorCode = ErrorCodes.InvalidParams };

        var command = parameters.Command[Prefix.Length..];
        switch (parameters.Arguments is [var first, ..] ? first : default)
        {
            case { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null }:
                return new(command);
            case { ValueKind: JsonValueKind.String } uri:
                return new(command, uri.GetString());
            case { ValueKind: JsonValueKind.Object } options:
                var project = options.TryGetProperty("project", out var p) && p.ValueKind == JsonValueKind.String ? p.GetString() : null;
                string[]? arguments = options.TryGetProperty("arguments", out var a) && a.ValueKind == JsonValueKind.Array
                    ? [.. a.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.String).Select(x => x.GetString()!)]
                    : null;
                return new(command, project, arguments);
            default:
                throw new LocalRpcException($"The argument of '{parameters.Command}' is a project's URI or an object with 'project' and 'arguments'.") { ErrorCode = ErrorCodes.InvalidParams };
        }
    }

    /// <summary>A command for the project of a document, as a lens or a fix hands it to the client.</summary>
    public static Command Of(ManageCommand command, string title, DocumentRequest request) =>
        new(title, Prefix + command.Name, new CommandArguments(FileUri.FromPath(request.Document.Project!.Folder), [.. command.Arguments]));

    /// <summary>The place that <see cref="Show"/> was given.</summary>
    /// <exception cref="LocalRpcException">It was given none.</exception>
    public static Location ReadPlace(ExecuteCommandParams parameters)
    {
        try
        {
            if (parameters.Arguments is [{ ValueKind: JsonValueKind.Object } place] && place.Deserialize(LspJson.Default.Location) is { } location) return location;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new LocalRpcException($"The argument of '{Show}' is a location: an object with 'uri' and 'range'.") { ErrorCode = ErrorCodes.InvalidParams };
    }

    /// <exception cref="LocalRpcException">No such command, or it is not clear for which project.</exception>
    public static CommandLine Compose(Snapshot snapshot, CommandLineParams parameters)
    {
        if (!ManageCommands.Titles.ContainsKey(parameters.Command))
            throw new LocalRpcException($"There is no command '{parameters.Command}'. Known commands: {string.Join(", ", ManageCommands.Titles.Keys)}.") { ErrorCode = ErrorCodes.InvalidParams };
        return ManageCommands.Compose(Choose(snapshot, parameters.Project), parameters.Command, parameters.Arguments);
    }

    public static ProjectInfo[] Projects(Snapshot snapshot) =>
        [.. snapshot.Projects.Select(p => new ProjectInfo(p.Name, FileUri.FromPath(p.Folder), p.ProjectFile))];

    private static Project Choose(Snapshot snapshot, string? uri)
    {
        var projects = snapshot.Projects;
        if (uri is not null)
        {
            var path = FileUri.ToPath(uri) ?? throw Failed($"'{uri}' is no file URI.");
            return projects.Where(p => path == p.ProjectFile || IsInside(path, p.Folder)).MaxBy(p => p.Folder.Length)
                ?? throw Failed($"'{path}' belongs to no Quintet project. {Known(projects)}");
        }

        return projects.Count == 1 ? projects[0] : throw Failed(
            projects.Count == 0 ? Known(projects) : $"There are {projects.Count} projects; say for which one ('project': its URI). {Known(projects)}");
    }

    private static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Known(IReadOnlyList<Project> projects) => projects.Count == 0
        ? "The open folders hold no Quintet project: a *.csproj with a class that derives from Quintet.Conf.Settings."
        : $"Projects: {string.Join(", ", projects.Select(p => p.ProjectFile))}.";

    private static LocalRpcException Failed(string message) => new(message) { ErrorCode = ErrorCodes.RequestFailed };
}
