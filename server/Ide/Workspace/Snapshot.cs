using System.Collections.Concurrent;
using System.Collections.Immutable;
using Quintet.Ide.Types;

namespace Quintet.Ide;

/// <summary>
/// All files at one moment. Immutable, may be read by many threads; what is read from a file is computed when first asked for,
/// and shared with later snapshots in which the file is the same.
/// </summary>
public sealed class Snapshot
{
    internal static readonly Snapshot Empty = new(
        ImmutableDictionary.Create<string, Project>(Paths.Comparer), ImmutableDictionary.Create<string, SourceFile>(Paths.Comparer),
        ImmutableHashSet.Create<string>(Paths.Comparer), new());

    private readonly Lazy<IReadOnlyList<Project>> _projects;
    private readonly ConcurrentDictionary<Project, TemplateScopes> _scopes = new();

    internal Snapshot(ImmutableDictionary<string, Project> byFolder, ImmutableDictionary<string, SourceFile> loose, ImmutableHashSet<string> open, Severities severities)
    {
        (ByFolder, Loose, Open, Severities) = (byFolder, loose, open, severities);
        _projects = new(() => [.. byFolder.Values.Where(project => project.IsQuintet).OrderBy(project => project.ProjectFile, StringComparer.Ordinal)]);
    }

    /// <summary>The Quintet projects, by path.</summary>
    public IReadOnlyList<Project> Projects => _projects.Value;

    /// <summary>The paths of the files that an editor has open.</summary>
    public IReadOnlyCollection<string> OpenFiles => Open;

    /// <summary>What the <c>.editorconfig</c> files say that is no severity, as far as findings were held against them.</summary>
    public IReadOnlyList<string> SeverityMistakes => Severities.Mistakes;

    internal Severities Severities { get; }

    /// <summary>The variables of a project's templates; worked out once for a snapshot.</summary>
    internal TemplateScopes ScopesOf(Project project) => _scopes.GetOrAdd(project, static (key, self) => new(self, key), this);

    /// <summary>Every project, Quintet's or not, by its folder.</summary>
    internal ImmutableDictionary<string, Project> ByFolder { get; }

    /// <summary>Open files of no project.</summary>
    internal ImmutableDictionary<string, SourceFile> Loose { get; }

    internal ImmutableHashSet<string> Open { get; }

    /// <summary>The file, if it is open or belongs to a project, and can be read.</summary>
    public Document? GetDocument(string path)
    {
        path = Paths.Normalize(path);
        var owner = FindOwner(path);
        if ((owner?.Find(path) ?? Loose.GetValueOrDefault(path)) is not { Text: { } text } file) return null;
        return owner is { IsQuintet: true } ? new(file, text, owner.Model.KindOf(path), owner) : new(file, text, DocumentKind.Other, null);
    }

    /// <summary>The project whose folder is nearest above a path.</summary>
    internal Project? FindOwner(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (ByFolder.TryGetValue(folder, out var project)) return project;
        }

        return null;
    }
}
