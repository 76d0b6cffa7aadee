namespace Quintet.Lsp.Protocol;

/// <summary>Our own <c>quintet/commandLine</c>: the command line of a management command, for an editor that runs it in its own terminal.</summary>
/// <param name="Command"><c>migrate</c>, <c>makemigrations</c> or <c>runserver</c>.</param>
/// <param name="Project">URI of the project's folder or of any file in it; needed only where there are several projects.</param>
/// <param name="Arguments">Arguments of the management command.</param>
internal sealed record CommandLineParams(string Command, string? Project = null, string[]? Arguments = null);

internal sealed record CommandLineResult(string Cwd, string Program, string[] Args, string Title);

/// <summary>An item of the answer to <c>quintet/projects</c>.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Uri">Its folder.</param>
/// <param name="File">Path of its project file.</param>
internal sealed record ProjectInfo(string Name, string Uri, string File);

/// <summary>The answer to <c>workspace/executeCommand</c>.</summary>
/// <param name="ExitCode">Of the process; null for one that runs on (runserver).</param>
internal sealed record CommandOutcome(int? ExitCode = null);
