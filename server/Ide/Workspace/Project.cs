namespace Quintet.Ide;

/// <summary>A Quintet project: the folder of a <c>*.csproj</c> in which a class derives from <c>Quintet.Conf.Settings</c>.</summary>
public sealed class Project(string projectFile)
{
    /// <summary>The file's name without its ending.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(projectFile);

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; } = Path.GetDirectoryName(projectFile)!;

    /// <summary>Absolute path of the <c>*.csproj</c>.</summary>
    public string ProjectFile { get; } = projectFile;
}
