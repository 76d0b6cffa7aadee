using System.Collections.Immutable;
using Quintet.Ide.Types;
using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>
/// A project as one snapshot sees it: the folder of a <c>*.csproj</c>, without the folders of other project files below it. It is
/// Quintet's, and listed by <see cref="Snapshot.Projects"/>, if a class in it derives from <c>Quintet.Conf.Settings</c>.
/// </summary>
public sealed class Project
{
    // The file with a class that derives from Settings; null in a project that is not Quintet's.
    private readonly Lazy<SourceFile?> _settingsFile;
    private readonly Lazy<ProjectModel> _model;

    // The last model that was computed, and the C# files that changed since then: what did not change need not be read again. Let go as soon as there is a model of its own, so that no chain of earlier
    // states stays alive.
    private ProjectModel? _baseModel;
    private readonly ImmutableHashSet<string> _changed;

    // As of the last restore.
    private readonly Lazy<PackageSet> _packages;

    // The same for its types, which are bound much later.
    private readonly WorkspaceParts _parts;
    private readonly Lazy<ProjectCompilation> _compilation;
    private ProjectCompilation? _baseCompilation;
    private readonly ImmutableHashSet<string> _unbound;

    internal Project(string projectFile, WorkspaceParts parts) : this(
        projectFile, ImmutableDictionary.Create<string, SourceFile>(Paths.Comparer), ImmutableDictionary.Create<string, SourceFile>(Paths.Comparer),
        new(), parts, null, [])
    {
    }

    private Project(
        string projectFile, ImmutableDictionary<string, SourceFile> sources, ImmutableDictionary<string, SourceFile> assets, object assetListing,
        WorkspaceParts parts, Project? previous, params IEnumerable<string> changed)
    {
        _parts = parts;
        // In this order: the base is let go only after the value is there.
        var baseCompilation = previous?._baseCompilation;
        var wasBound = previous is { _compilation.IsValueCreated: true };
        _baseCompilation = wasBound ? previous!._compilation.Value : baseCompilation;
        _unbound = (previous is null || wasBound ? ImmutableHashSet.Create<string>(Paths.Comparer) : previous._unbound).Union(changed);
        _compilation = wasBound && !changed.Any() ? previous!._compilation : new(() => ProjectCompilation.Create(this, parts.Files, parts.References, _baseCompilation, _unbound, parts.Statistics));
        ProjectFile = projectFile;
        Folder = Path.GetDirectoryName(projectFile)!;
        _packages = previous?._packages ?? new(() => parts.References.Packages(parts.Files, Path.GetDirectoryName(projectFile)!));
        Name = Path.GetFileNameWithoutExtension(projectFile);
        (Sources, Assets, AssetListing) = (sources, assets, assetListing);
        var baseModel = previous?._baseModel;
        var wasComputed = previous is { _model.IsValueCreated: true };
        _baseModel = wasComputed ? previous!._model.Value : baseModel;
        _changed = (previous is null || wasComputed ? ImmutableHashSet.Create<string>(Paths.Comparer) : previous._changed).Union(changed);
        _model = new(() => ProjectModel.Create(this, _baseModel, _changed));
        var known = previous is { _settingsFile.IsValueCreated: true } ? previous._settingsFile.Value : null;
        _settingsFile = previous is not null && previous.Sources == sources ? previous._settingsFile
            : known is not null && sources.GetValueOrDefault(known.Path) == known ? new(known)
            : new(FindSettings);
    }

    /// <summary>The project file's name without its ending.</summary>
    public string Name { get; }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Absolute path of the <c>*.csproj</c>.</summary>
    public string ProjectFile { get; }

    /// <summary>How many files there are in it, of all kinds.</summary>
    public int FileCount => Sources.Count + Assets.Count;

    /// <summary>The C# files that the build compiles, by path.</summary>
    internal ImmutableDictionary<string, SourceFile> Sources { get; }

    /// <summary>Every other file, by path: templates and static files are among them.</summary>
    internal ImmutableDictionary<string, SourceFile> Assets { get; }

    /// <summary>The same object as long as the set of <see cref="Assets"/>' paths is the same.</summary>
    internal object AssetListing { get; }

    internal bool IsQuintet => _settingsFile.Value is not null;

    internal ProjectModel Model
    {
        get
        {
            var model = _model.Value;
            _baseModel = null;
            return model;
        }
    }

    /// <summary>The libraries with apps that it refers to.</summary>
    internal PackageSet Packages => _packages.Value;

    /// <summary>Counts what is read of it.</summary>
    internal WorkspaceStatistics Statistics => _parts.Statistics;

    /// <summary>Its C# bound.</summary>
    internal ProjectCompilation Compilation
    {
        get
        {
            var compilation = _compilation.Value;
            _baseCompilation = null;
            return compilation;
        }
    }

    internal SourceFile? Find(string path) => Sources.GetValueOrDefault(path) ?? Assets.GetValueOrDefault(path);

    /// <summary>The project with some files added or replaced.</summary>
    internal Project With(IReadOnlyCollection<SourceFile> files)
    {
        var sources = Sources.ToBuilder();
        var assets = Assets.ToBuilder();
        var changed = new List<string>();
        var listing = AssetListing;
        foreach (var file in files)
        {
            if (Paths.IsCSharp(file.Path) && Paths.IsCompiled(file.Path, Folder))
            {
                sources[file.Path] = file;
                changed.Add(file.Path);
            }
            else
            {
                if (!assets.ContainsKey(file.Path)) listing = new();
                assets[file.Path] = file;
            }
        }

        return new(ProjectFile, sources.ToImmutable(), assets.ToImmutable(), listing, _parts, this, changed);
    }

    /// <summary>The project without some files.</summary>
    internal Project Without(IReadOnlyCollection<string> paths)
    {
        var assets = Assets.RemoveRange(paths);
        return new(
            ProjectFile, Sources.RemoveRange(paths), assets, assets.Count == Assets.Count ? AssetListing : new(), _parts, this, paths.Where(Sources.ContainsKey));
    }

    /// <summary>A path as people read it: relative to the project, or the package in which it is.</summary>
    internal string Shown(string path) => Packages.Of(path) is { } package ? $"from the package {package.Name}" : Path.GetRelativePath(Folder, path).Replace('\\', '/');

    /// <summary>The text of a file that may belong to another project.</summary>
    internal string? TextOf(Snapshot snapshot, string path) => snapshot.GetDocument(path)?.Text ?? _parts.Files.ReadText(path);

    /// <summary>The file from which something in a package was built, where that is another project whose source is there; null for any other.</summary>
    internal string? SourceOf(string path) => Packages.Of(path)?.SourceOf(path) is { } source && _parts.Files.FileExists(source) ? source : null;

    /// <summary>The project after a restore: its references are looked up again.</summary>
    internal Project Restored() => new Project(ProjectFile, _parts).With([.. Sources.Values, .. Assets.Values]);

    private SourceFile? FindSettings()
    {
        var candidates = Sources.Values.AsParallel().Where(file => file.MentionsSettings).Select(file => (file.Path, file.Facts)).ToList();
        if (candidates.Count == 0) return null;
        var types = new TypeIndex(candidates.OrderBy(candidate => candidate.Path, StringComparer.Ordinal));
        return types.All.Where(type => type.Fact.Bases.Any(item => types.Resolve(item.Text, type.Fact.Context) == TypeIndex.SettingsBase))
            .Select(type => Sources[type.Path]).FirstOrDefault();
    }
}

/// <summary>What the projects of a workspace share.</summary>
/// <param name="Files">Where files are read.</param>
/// <param name="References">The assemblies that are known already.</param>
/// <param name="Statistics">Counts.</param>
internal sealed record WorkspaceParts(IFileSystem Files, AssemblyReferences References, WorkspaceStatistics Statistics);
