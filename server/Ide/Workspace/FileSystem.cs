namespace Quintet.Ide;

/// <summary>What the workspace needs of a file system.</summary>
public interface IFileSystem
{
    /// <summary>The file's text, or null where there is no readable file (any more).</summary>
    string? ReadText(string path);

    bool FileExists(string path);

    bool FolderExists(string path);

    /// <summary>The entries directly in a folder, by full path; empty where it cannot be listed.</summary>
    IReadOnlyList<(string Path, bool IsFolder)> List(string folder);

    /// <summary>The folder that a symbolic link to one leads to in the end; null where the folder is no link.</summary>
    string? LinkTarget(string folder) => null;
}

/// <summary>The real disk.</summary>
public sealed class DiskFileSystem : IFileSystem
{
    public static readonly DiskFileSystem Instance = new();

    public string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Deleted, locked or forbidden since it was listed: for the reader it is not there.
            return null;
        }
    }

    public bool FileExists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    public IReadOnlyList<(string Path, bool IsFolder)> List(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(i => (i.FullName, i is DirectoryInfo))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public string? LinkTarget(string folder)
    {
        try
        {
            var info = new DirectoryInfo(folder);
            return info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? info.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A chain of links without an end, for example: there is nothing behind it.
            return folder;
        }
    }
}
