using System.Reflection;

namespace ArchitectureTests;

/// <summary>The checkout these tests look at, and the assemblies built from it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every assembly of the framework and of the server, each by the folder of its project (<c>framework/Core</c>).</summary>
    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } = ProjectFiles()
        .Where(project => !IsPackage(project))
        .ToDictionary(FolderOf, project => Assembly.Load(AssemblyNameOf(project)));

    /// <summary>The project files below framework/ and server/.</summary>
    public static IEnumerable<string> ProjectFiles() =>
        new[] { "framework", "server" }
            .SelectMany(part => Directory.EnumerateDirectories(Path.Combine(Root, part)))
            .SelectMany(folder => Path.GetFileName(folder) == "Contrib" ? Directory.EnumerateDirectories(folder) : [folder])
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal);

    public static string FolderOf(string projectFile) =>
        Path.GetRelativePath(Root, Path.GetDirectoryName(projectFile)!).Replace('\\', '/');

    /// <summary>Text files that belong to the repository: all but what building and installing leave behind.</summary>
    public static IEnumerable<string> TextFiles() => TextFiles(Root);

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    static IEnumerable<string> TextFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (!LeftBehind.Contains(Path.GetFileName(file)) && !Binary.Contains(Path.GetExtension(file)) && !file.Contains(".sqlite3")) yield return file;
        }

        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            if (LeftBehind.Contains(Path.GetFileName(inner))) continue;
            foreach (var file in TextFiles(inner)) yield return file;
        }
    }

    // .git is a file in a linked worktree.
    static readonly string[] LeftBehind = [".git", "bin", "obj", "out", "node_modules", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".vs"];
    static readonly string[] Binary = [".png", ".jpg", ".gif", ".ico", ".woff2", ".vsix", ".dll", ".nupkg", ".zip", ".db"];

    // framework/Quintet only packs the others; it has no assembly.
    static bool IsPackage(string projectFile) => Path.GetFileName(projectFile) == "Quintet.csproj";

    static string AssemblyNameOf(string projectFile)
    {
        var name = Path.GetFileNameWithoutExtension(projectFile);
        return name == "Lsp" ? "quintet" : FolderOf(projectFile).Contains("/Contrib/") ? "Quintet.Contrib." + name : "Quintet." + name;
    }

    static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tooling.sln"))) return folder;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Tooling.sln; these tests look at the checkout they were built in.");
    }
}
