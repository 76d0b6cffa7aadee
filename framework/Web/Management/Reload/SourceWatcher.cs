using System.Threading.Channels;

namespace Quintet.Management.Reload;

/// <summary>Tells which sources of the project changed. Folders that hold no sources are not watched at all.</summary>
internal sealed class SourceWatcher : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(120);
    private static readonly string[] IgnoredFolders = ["bin", "obj", "media", "static", "staticfiles", "templates", "node_modules", "tests", ".git", ".vs", ".idea", ".vscode"];
    private static readonly string[] SourceExtensions = [".cs", ".csproj", ".props", ".targets"];

    private readonly string _root;
    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly List<FileSystemWatcher> _watchers = [];

    public SourceWatcher(string root)
    {
        _root = Path.GetFullPath(root);
        Watch(_root, recursive: false);
        foreach (var folder in Directory.EnumerateDirectories(_root)) WatchTop(folder);
    }

    /// <summary>Whether a path, relative to the root, is a source of the program.</summary>
    public static bool IsSource(string relativePath)
    {
        var parts = relativePath.Split('/', '\\');
        return SourceExtensions.Contains(Path.GetExtension(relativePath), StringComparer.OrdinalIgnoreCase)
            && !parts[..^1].Any(part => IgnoredFolders.Contains(part, StringComparer.OrdinalIgnoreCase))
            // Editors' temporary files.
            && parts[^1][0] is not ('.' or '#');
    }

    /// <summary>Waits for a change, then for a moment of quiet, since saving once makes several events and a branch switch makes many.</summary>
    /// <returns>The changed paths, relative to the root.</returns>
    public async Task<IReadOnlyCollection<string>> Next(CancellationToken cancellation)
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal) { await _changes.Reader.ReadAsync(cancellation) };
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            quiet.CancelAfter(Quiet);
            try
            {
                changed.Add(await _changes.Reader.ReadAsync(quiet.Token));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return changed;
            }
        }
    }

    public void Dispose()
    {
        lock (_watchers)
        {
            foreach (var watcher in _watchers) watcher.Dispose();
            _watchers.Clear();
        }
    }

    private void WatchTop(string folder)
    {
        if (!IgnoredFolders.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)) Watch(folder, recursive: true);
    }

    private void Watch(string folder, bool recursive)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = recursive,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            InternalBufferSize = 64 * 1024,
        };
        watcher.Changed += (_, e) => Note(e.FullPath);
        watcher.Deleted += (_, e) => Note(e.FullPath);
        watcher.Created += (_, e) => Appeared(e.FullPath, recursive);
        watcher.Renamed += (_, e) =>
        {
            Note(e.OldFullPath);
            Appeared(e.FullPath, recursive);
        };
        // Events were lost: what they were is unknown, that there were some is enough.
        watcher.Error += (_, _) => _changes.Writer.TryWrite("(many files)");
        watcher.EnableRaisingEvents = true;
        lock (_watchers) _watchers.Add(watcher);
    }

    /// <summary>A folder may come with files in it, whose own events nobody saw.</summary>
    private void Appeared(string path, bool inRecursive)
    {
        if (!Directory.Exists(path))
        {
            Note(path);
            return;
        }

        if (!inRecursive) WatchTop(path);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)) Note(file);
    }

    private void Note(string path)
    {
        var relative = Path.GetRelativePath(_root, path);
        if (IsSource(relative)) _changes.Writer.TryWrite(relative);
    }
}
