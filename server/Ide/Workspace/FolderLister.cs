namespace Quintet.Ide;

/// <summary>Lists the files of a folder and of those below it that can hold source, templates or static files.</summary>
internal sealed class FolderLister(IFileSystem files, WorkspaceStatistics statistics)
{
    // Deeper than any project; a symbolic link that leads back to a folder above ends here.
    private const int MaxDepth = 24;

    public IReadOnlyList<string> List(string root)
    {
        var result = new List<string>();
        var pending = new Stack<(string Folder, int Depth)>();
        pending.Push((root, 0));
        while (pending.TryPop(out var next))
        {
            statistics.CountListing();
            foreach (var (path, isFolder) in files.List(next.Folder))
            {
                if (!isFolder) result.Add(path);
                else if (next.Depth < MaxDepth && !Paths.IsSkipped(path, root)) pending.Push((path, next.Depth + 1));
            }
        }

        return result;
    }

    /// <summary>Whether <see cref="List"/> of <paramref name="root"/> reaches a path below it.</summary>
    public bool IsListed(string path, string root)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (Paths.IsSkipped(folder, root)) return false;
        }

        return !(files.FolderExists(path) && Paths.IsSkipped(path, root));
    }
}
