using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Session;

/// <summary>What the client is asked to tell about: sources, templates, and whatever lies in a folder of static files.</summary>
internal static class WatchedFiles
{
    private static readonly string[] s_patterns =
    [
        "**/*.{cs,csproj,html,txt,xml}",
        "**/.editorconfig",
        "**/static/**",
        // A restore: the assemblies that C# is bound against.
        "**/obj/project.assets.json",
        // Folders come and go with all that is in them, and clients tell only of the folder itself.
        "**/{templates,static}",
    ];

    public static Registration Registration { get; } = new(
        "quintet-watched-files",
        "workspace/didChangeWatchedFiles",
        new([.. s_patterns.Select(p => new FileSystemWatcherPattern(p))]));
}
