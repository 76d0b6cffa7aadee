namespace Quintet.Conf;

/// <summary>A path in settings: <c>BaseDir / "templates"</c>. Becomes a string wherever one is wanted.</summary>
public readonly record struct ProjectPath(string Value)
{
    /// <summary>A file or folder in this one.</summary>
    public static ProjectPath operator /(ProjectPath folder, string name) => new(Path.Combine(folder.Value, name));

    public static implicit operator string(ProjectPath path) => path.Value;

    public static implicit operator ProjectPath(string path) => new(path);

    public override string ToString() => Value;

    /// <summary>
    /// The project's folder: the first above the program that holds a <c>.csproj</c>, so that a program in <c>bin/</c> finds
    /// the templates and the database of its source; of a published program, its own folder.
    /// </summary>
    internal static ProjectPath FindBase(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.csproj").Any()) return new(folder.FullName);
        }

        return new(Path.TrimEndingDirectorySeparator(programFolder));
    }
}
