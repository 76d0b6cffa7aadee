namespace Quintet.Conf;

/// <summary>A path in settings: <c>BaseDir / "templates"</c>. Becomes a string wherever one is wanted.</summary>
public readonly record struct ProjectPath(string Value)
{
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>A file or folder in this one.</summary>
    public static ProjectPath operator /(ProjectPath folder, string name) => new(Path.Combine(folder.Value, name));

    public static implicit operator string(ProjectPath path) => path.Value;

    public static implicit operator ProjectPath(string path) => new(path);

    public override string ToString() => Value;

    /// <summary>
    /// The project's folder: the first above the program that holds <paramref name="projectName"/><c>.csproj</c>, so that a program in
    /// <c>bin/</c>, or its tests in <c>tests/bin/</c>, find the templates and the database of the source; else the first with any
    /// <c>.csproj</c>; of a published program, its own folder.
    /// </summary>
    internal static ProjectPath FindBase(string programFolder, string? projectName)
    {
        DirectoryInfo? any = null;
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            foreach (var file in folder.EnumerateFiles("*.csproj", Readable))
            {
                if (Path.GetFileNameWithoutExtension(file.Name) == projectName) return new(folder.FullName);
                any ??= folder;
            }
        }

        return new(any?.FullName ?? Path.TrimEndingDirectorySeparator(programFolder));
    }
}
