namespace Quintet.Ide;

/// <summary>Lists the files of a folder and of those below it that can hold source, templates or static files.</summary>
internal sealed class FolderLister(IFileSystem files, WorkspaceStatistics statistics)
{
    // Deeper than any project.
    private const int MaxDepth = 24;

    // Links that lead to one another would have more ways through them than there are files.
    private const int MaxLinks = 3;

    public IReadOnlyList<string> List(string root)
    {
        var result = new List<string>();
        var pending = new Stack<Place>();
        pending.Push(new(root, root, 0, null));
        while (pending.TryPop(out var place))
        {
            statistics.CountListing();
            foreach (var (path, isFolder) in files.List(place.Folder))
            {
                if (!isFolder) result.Add(path);
                else if (place.Depth < MaxDepth && !Paths.IsSkipped(path, root) && place.Enter(path, files) is { } below) pending.Push(below);
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

    /// <summary>A folder to list.</summary>
    /// <param name="Folder">Its path as it is reached, through links.</param>
    /// <param name="Real">Where that is, as far as the last link on the way tells.</param>
    /// <param name="Depth">Below the root.</param>
    /// <param name="Linked">The folder with the last link on the way; null where there is none.</param>
    private sealed record Place(string Folder, string Real, int Depth, Place? Linked)
    {
        private int Links { get; } = Linked is null ? 0 : Linked.Links + 1;

        /// <summary>A folder in this one; null for a link that leads back to where the way came from.</summary>
        public Place? Enter(string path, IFileSystem files)
        {
            // What a link says counts from where it really is.
            var real = Path.Combine(Real, Path.GetFileName(path));
            if (files.LinkTarget(real) is not { } target) return new(path, real, Depth + 1, Linked);
            if (Links == MaxLinks) return null;
            for (var place = this; place is not null; place = place.Linked)
            {
                if (Paths.Comparer.Equals(place.Real, target) || Paths.IsBelow(place.Real, target)) return null;
            }

            return new(path, target, Depth + 1, this);
        }
    }
}
