using System.Collections.Frozen;
using Quintet.Ide;

namespace Quintet.Lsp.Session;

/// <summary>Watches folders for an editor that does not. Events are gathered until none has come for a moment: a checkout is one change.</summary>
internal sealed class FolderWatcher : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(50);
    private static readonly FrozenSet<string> s_excluded = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ["bin", "obj", "node_modules", ".git", ".vs", ".idea"]);

    // What a restore writes below obj: the assemblies that C# is bound against.
    private const string AssemblyList = "project.assets.json";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Action<IReadOnlyList<FileChange>> _changed;
    private readonly Action<string> _warn;
    private readonly Timer _timer;

    /// <param name="changed">Is given what changed.</param>
    /// <param name="warn">Is told what cannot be watched.</param>
    public FolderWatcher(Action<IReadOnlyList<FileChange>> changed, Action<string> warn)
    {
        (_changed, _warn) = (changed, warn);
        _timer = new(_ => Flush());
    }

    /// <summary>Watches these folders and no others.</summary>
    public void Watch(IReadOnlyList<string> folders)
    {
        lock (_gate)
        {
            foreach (var gone in _watchers.Keys.Except(folders).ToList())
            {
                _watchers.Remove(gone, out var watcher);
                watcher!.Dispose();
            }

            foreach (var folder in folders.Where(f => !_watchers.ContainsKey(f) && Directory.Exists(f))) Add(folder);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers.Values) watcher.Dispose();
            _watchers.Clear();
        }

        _timer.Dispose();
    }

    private void Add(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, e) => Add(folder, e.FullPath);
            watcher.Created += (_, e) => Add(folder, e.FullPath);
            watcher.Deleted += (_, e) => Add(folder, e.FullPath);
            watcher.Renamed += (_, e) =>
            {
                Add(folder, e.OldFullPath);
                Add(folder, e.FullPath);
            };
            watcher.Error += (_, e) =>
            {
                // Events were lost: all of the folder may have changed.
                _warn($"Too many changes at once under '{folder}', it is read again. {e.GetException().Message}");
                Add(folder, folder);
            };
            watcher.EnableRaisingEvents = true;
            _watchers[folder] = watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // For example the system's limit of watched folders. The server works on; only changes by other programs are noticed late.
            _warn($"'{folder}' cannot be watched, changes made outside of the editor are not noticed. {e.Message}");
        }
    }

    private void Add(string root, string path)
    {
        if (IsExcluded(root, path)) return;
        lock (_gate)
        {
            _pending.Add(path);
            if (_watchers.Count > 0) _timer.Change(s_quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        FileChange[] changes;
        lock (_gate)
        {
            changes = [.. _pending.Select(p => new FileChange.OnDisk(p))];
            _pending.Clear();
        }

        if (changes.Length > 0) _changed(changes);
    }

    private static bool IsExcluded(string root, string path) =>
        path.Length > root.Length && Path.GetFileName(path) != AssemblyList && path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Any(s_excluded.Contains);
}
