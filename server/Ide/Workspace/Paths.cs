namespace Quintet.Ide;

/// <summary>How paths are compared and which folders are looked into.</summary>
internal static class Paths
{
    /// <summary>As the file system does it.</summary>
    public static StringComparison Comparison { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);

    public static string Normalize(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Whether a path lies somewhere below a folder.</summary>
    public static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && path.StartsWith(folder, Comparison) && (IsSeparator(path[folder.Length]) || IsSeparator(folder[^1]));

    /// <summary>A path below a folder, relative to it and with <c>/</c>.</summary>
    public static string Relative(string path, string folder) =>
        path[(IsSeparator(folder[^1]) ? folder.Length : folder.Length + 1)..].Replace('\\', '/');

    /// <summary>An absolute path from a folder and a path with <c>/</c>, which may be absolute itself.</summary>
    public static string Combine(string folder, string relative) => relative.Length == 0 ? folder : Normalize(Path.Combine(folder, relative));

    public static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    public static bool IsProjectFile(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a folder holds what tools made or fetched, and no source.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="root">The folder that the search began in.</param>
    public static bool IsSkipped(string folder, string root)
    {
        var name = Path.GetFileName(folder);
        if (name.StartsWith('.') || name == "node_modules") return true;
        return name is "bin" or "obj" && !IsAsset(folder, root);
    }

    /// <summary>Whether the build leaves a C# file out: what <c>tests</c>, <c>media</c>, <c>staticfiles</c>, <c>static</c> and <c>templates</c> hold is no source of the app.</summary>
    public static bool IsCompiled(string path, string projectFolder)
    {
        var parts = Relative(path, projectFolder).Split('/');
        return parts[0] is not ("tests" or "media" or "staticfiles") && !parts.SkipLast(1).Any(part => part is "static" or "templates");
    }

    private static bool IsAsset(string folder, string root) =>
        folder.Length > root.Length && Relative(folder, root).Split('/').Any(part => part is "static" or "templates");

    private static bool IsSeparator(char c) => c == Path.DirectorySeparatorChar || c == Path.AltDirectorySeparatorChar;
}
