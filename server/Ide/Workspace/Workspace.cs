using System.Collections.Immutable;
using Quintet.Ide.Types;

namespace Quintet.Ide;

public sealed record WorkspaceOptions
{
    /// <summary>Where files are read; the real disk by default.</summary>
    public IFileSystem Files { get; init; } = DiskFileSystem.Instance;

    /// <summary>The assemblies that are known already; workspaces may share them.</summary>
    internal AssemblyReferences References { get; init; } = new();
}

/// <summary>
/// The one owner of the server's mutable state: takes changes, gives snapshots. To be called by one thread at a time; snapshots may
/// be read by many.
/// </summary>
public sealed class Workspace
{
    private readonly IFileSystem _files;
    private readonly FolderLister _lister;
    private readonly WorkspaceParts _parts;
    private readonly List<string> _roots = [];

    public Workspace(WorkspaceOptions? options = null)
    {
        _files = (options ?? new()).Files;
        _lister = new(_files, Statistics);
        _parts = new(_files, (options ?? new()).References, Statistics);
    }

    public Snapshot Current { get; private set; } = Snapshot.Empty;

    /// <summary>How often something was read.</summary>
    public WorkspaceStatistics Statistics { get; } = new();

    /// <summary>
    /// Sets the folders that the editor shows (absolute paths), and lists them. A file outside of them is looked up when it is opened.
    /// </summary>
    public Snapshot SetFolders(IReadOnlyList<string> folders)
    {
        _roots.Clear();
        foreach (var folder in folders.Select(Paths.Normalize).Distinct(Paths.Comparer))
        {
            if (!_roots.Any(root => Paths.IsBelow(folder, root))) _roots.Add(folder);
        }

        return Rescan();
    }

    /// <summary>Takes the changes, in their order. Cheap: files are read when somebody asks.</summary>
    public Snapshot Apply(IReadOnlyList<FileChange> changes)
    {
        foreach (var change in changes)
        {
            var path = Paths.Normalize(change.Path);
            switch (change)
            {
                case FileChange.Opened opened:
                    FindRoot(path);
                    SetBuffer(path, opened.Text, opened.Version);
                    break;
                case FileChange.Edited edited:
                    SetBuffer(path, edited.Text, edited.Version);
                    break;
                case FileChange.Closed:
                    Current = With(Current.ByFolder, Current.Loose.Remove(path), Current.Open.Remove(path));
                    Refresh(path);
                    break;
                case FileChange.OnDisk:
                    Refresh(path);
                    break;
            }
        }

        return Current;
    }

    /// <summary>A file outside of the editor's folders brings the project above it along.</summary>
    private void FindRoot(string path)
    {
        if (_roots.Any(root => Paths.IsBelow(path, root)) && Current.FindOwner(path) is not null) return;
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (_roots.Any(root => Paths.Comparer.Equals(root, folder))) return;
            if (!_files.List(folder).Any(entry => !entry.IsFolder && Paths.IsProjectFile(entry.Path))) continue;
            _roots.RemoveAll(root => Paths.IsBelow(root, folder));
            _roots.Add(folder);
            Rescan();
            return;
        }
    }

    private void SetBuffer(string path, string text, int? version)
    {
        var owner = Current.FindOwner(path);
        var file = SourceFile.FromBuffer(path, text, version, owner?.Find(path), Statistics);
        Current = owner is null
            ? With(Current.ByFolder, Current.Loose.SetItem(path, file), Current.Open.Add(path))
            : With(Current.ByFolder.SetItem(owner.Folder, owner.With([file])), Current.Loose, Current.Open.Add(path));
        if (Severities.IsFile(path)) SetSeverities(Current.Severities.With([file]));
    }

    /// <summary>Looks at a path on disk again: a file or a folder, new, changed or gone.</summary>
    private void Refresh(string path)
    {
        if (Current.Open.Contains(path)) return;
        if (Paths.IsProjectFile(path))
        {
            Rescan();
            return;
        }

        if (Severities.IsFile(path)) SetSeverities(_files.FileExists(path) ? Current.Severities.With([FromDisk(path, null)]) : Current.Severities.Without([path]));
        var owner = Current.FindOwner(path);
        var isFolder = _files.FolderExists(path);
        if (isFolder && (owner is null || _lister.List(path).Any(Paths.IsProjectFile)))
        {
            if (_roots.Any(root => Paths.IsBelow(path, root) || Paths.Comparer.Equals(path, root))) Rescan();
            return;
        }

        if (owner is null)
        {
            // A folder with projects in it may be gone.
            if (!_files.FileExists(path) && Current.ByFolder.Keys.Any(folder => Paths.IsBelow(folder, path))) Rescan();
            return;
        }

        if (Paths.Comparer.Equals(path, AssemblyReferences.ListOf(owner.Folder)))
        {
            Replace(owner, owner.Restored());
            return;
        }

        if (!_lister.IsListed(path, owner.Folder)) return;
        if (isFolder) RefreshFolder(owner, path);
        else if (_files.FileExists(path)) Replace(owner, owner.With([FromDisk(path, owner)]));
        else if (owner.Find(path) is not null) Replace(owner, owner.Without([path]));
        else if (Current.ByFolder.Keys.Any(folder => Paths.IsBelow(folder, path) || Paths.Comparer.Equals(folder, path))) Rescan();
        else RefreshFolder(owner, path);
    }

    private void RefreshFolder(Project owner, string folder)
    {
        var gone = owner.Sources.Keys.Concat(owner.Assets.Keys).Where(file => Paths.IsBelow(file, folder) && IsClosed(file)).ToList();
        var there = _lister.List(folder).Where(IsClosed).Select(file => FromDisk(file, owner)).ToList();
        if (gone.Count + there.Count == 0) return;
        Replace(owner, owner.Without(gone).With(there));
        var configs = there.Where(file => Severities.IsFile(file.Path)).ToList();
        if (configs.Count > 0 || gone.Exists(Severities.IsFile)) SetSeverities(Current.Severities.Without(gone).With(configs));
    }

    private void Replace(Project old, Project changed) => Current = With(Current.ByFolder.SetItem(old.Folder, changed), Current.Loose, Current.Open);

    private void SetSeverities(Severities severities) => Current = new(Current.ByFolder, Current.Loose, Current.Open, severities);

    private Snapshot With(ImmutableDictionary<string, Project> byFolder, ImmutableDictionary<string, SourceFile> loose, ImmutableHashSet<string> open) =>
        new(byFolder, loose, open, Current.Severities);

    private bool IsClosed(string path) => !Current.Open.Contains(path);

    private SourceFile FromDisk(string path, Project? owner) => SourceFile.FromDisk(path, _files, owner?.Find(path), Statistics);

    /// <summary>Lists all folders anew: at the start, and when a project file came or went.</summary>
    private Snapshot Rescan()
    {
        var old = Current;
        var paths = _roots.SelectMany(_lister.List).Concat(old.Open.Where(path => _roots.Any(root => Paths.IsBelow(path, root)))).Distinct(Paths.Comparer).ToList();
        var projects = ImmutableDictionary.CreateBuilder<string, Project>(Paths.Comparer);
        // Of several project files in one folder the first by name counts.
        foreach (var path in paths.Where(Paths.IsProjectFile).Order(StringComparer.Ordinal)) projects.TryAdd(Path.GetDirectoryName(path)!, new(path, _parts));
        var loose = ImmutableDictionary.CreateBuilder<string, SourceFile>(Paths.Comparer);
        Current = With(projects.ToImmutable(), loose.ToImmutable(), old.Open);

        var files = new Dictionary<string, List<SourceFile>>(Paths.Comparer);
        foreach (var path in paths.Concat(old.Open).Distinct(Paths.Comparer))
        {
            var known = old.FindOwner(path)?.Find(path) ?? old.Loose.GetValueOrDefault(path);
            var file = old.Open.Contains(path) ? known! : FromDisk(path, old.FindOwner(path));
            if (Current.FindOwner(path) is not { } owner)
            {
                if (old.Open.Contains(path)) loose[path] = file;
                continue;
            }

            if (!files.TryGetValue(owner.Folder, out var list)) files[owner.Folder] = list = [];
            list.Add(file);
        }

        foreach (var (folder, list) in files) projects[folder] = projects[folder].With(list);
        // A file of severities counts for all folders below it, so those above ours count, too.
        var configs = paths.Where(Severities.IsFile).Concat(_roots.SelectMany(Above).Where(_files.FileExists)).Distinct(Paths.Comparer);
        var severities = new Severities().With([.. configs.Select(path => old.Open.Contains(path) ? old.FindOwner(path)?.Find(path) ?? old.Loose[path] : FromDisk(path, null))]);
        return Current = new(projects.ToImmutable(), loose.ToImmutable(), old.Open, severities);
    }

    private static IEnumerable<string> Above(string root)
    {
        for (var folder = Path.GetDirectoryName(root); folder is not null; folder = Path.GetDirectoryName(folder)) yield return Path.Combine(folder, Severities.FileName);
    }
}
