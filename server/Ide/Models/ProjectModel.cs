using System.Collections.Concurrent;
using Quintet.Ide.Schema;
using Quintet.Reading;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>
/// What a project's files say together. Rebuilt when the C# says something else or files come and go; never by typing in a template.
/// </summary>
internal sealed class ProjectModel
{
    private readonly IReadOnlyDictionary<string, SourceFacts> _facts;
    private readonly object _listing;
    private readonly Lazy<UrlInventory> _urls;
    private readonly Lazy<TagInventory> _tags;
    private readonly Lazy<ContextInventory> _contexts;
    private readonly Lazy<FileInventory> _templates;
    private readonly Lazy<IReadOnlyList<(NamedFile File, ParseOptions Options)>> _templateFiles;
    private readonly Lazy<FileInventory> _staticFiles;
    private readonly Lazy<HashSet<string>> _ownMembers;
    private readonly Lazy<MigrationInventory> _migrations;
    private readonly SourceStates? _oldStates;
    private readonly Lazy<FieldInventory> _fields;
    private readonly ConcurrentDictionary<MentionKind, IReadOnlyList<Offer>> _offers = new();

    private ProjectModel(Project project, IReadOnlyDictionary<string, SourceFacts> facts, ProjectModel? previous, bool keepsSchema)
    {
        if (keepsSchema) (_migrations, _oldStates, _fields) = (previous!._migrations, previous._oldStates, previous._fields);
        else
        {
            // Only a value is taken over, so that no chain of earlier models stays alive.
            var states = _oldStates = previous is { _migrations.IsValueCreated: true } ? previous._migrations.Value.States : previous?._oldStates;
            _migrations = new(() => ReadMigrations(project, facts, states));
            _fields = new(() => new FieldInventory(_migrations.Value.States, HasGenericRelations));
        }

        (_facts, _listing, Packages) = (facts, project.AssetListing, project.Packages);
        if (previous is not null && ReferenceEquals(previous._facts, facts))
        {
            (Types, Settings, _urls, _tags, _contexts, _ownMembers) = (previous.Types, previous.Settings, previous._urls, previous._tags, previous._contexts, previous._ownMembers);
        }
        else
        {
            Types = new(facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).Concat(project.Packages.Facts));
            Settings = ProjectSettings.Read(Types, facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value), project.Folder, project.Packages);
            _contexts = new(() => new ContextInventory(Types, Settings, facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)), project.Packages.Facts));
            _urls = new(() => new UrlInventory(Types, Settings.RootUrlConf, path => project.Packages.Of(path) is not null));
            var oldTags = previous is { _tags.IsValueCreated: true } ? previous._tags.Value : null;
            _tags = new(() => TagInventory.Read(Types, Settings, oldTags));
            _ownMembers = new(() => [.. Types.All.Where(type => facts.ContainsKey(type.Path)).SelectMany(type => type.Fact.Methods.Select(method => method.Name)
                .Concat(type.Fact.Bases.Count == 0 ? type.Fact.Properties.Select(property => property.Name) : []))]);
        }

        var keepsFiles = previous is not null && ReferenceEquals(previous._listing, _listing) && previous.Settings == Settings;
        _templates = keepsFiles ? previous!._templates : new(() =>
            new FileInventory(project.Assets.Keys, [.. Settings.TemplateFolders.Select(folder => (folder.Path, folder.App?.Label))], project.Packages));
        _templateFiles = new(() => [.. Templates.All.Select(file => (file, ParseOptionsOf(file.Path)))]);
        _staticFiles = keepsFiles ? previous!._staticFiles : new(() =>
            new FileInventory(project.Assets.Keys, [.. Settings.StaticFolders.Select(folder => (folder.Path, folder.App?.Label))], project.Packages));
    }

    /// <summary>The types of the project, and of the packages that it refers to what they declare for others.</summary>
    public TypeIndex Types { get; }

    public ProjectSettings Settings { get; }

    /// <summary>The libraries with apps that it refers to.</summary>
    public PackageSet Packages { get; }

    public UrlInventory Urls => _urls.Value;

    /// <summary>The tags and filters there are.</summary>
    public TagInventory Tags => _tags.Value;

    /// <summary>The variables of templates.</summary>
    public ContextInventory Contexts => _contexts.Value;

    /// <summary>What models and migrations say about each other. Worked out anew only after a change of what either rests on.</summary>
    public MigrationInventory Migrations => _migrations.Value;

    /// <summary>What queries may say of the models.</summary>
    public FieldInventory Fields => _fields.Value;

    public FileInventory Templates => _templates.Value;

    /// <summary>Each template with how its text is to be read.</summary>
    public IReadOnlyList<(NamedFile File, ParseOptions Options)> TemplateFiles => _templateFiles.Value;

    public FileInventory StaticFiles => _staticFiles.Value;

    /// <summary>
    /// Whether a class of the project has a method of this name, or a property that is not inherited from the framework, so that a call
    /// of it need not mean the framework's.
    /// </summary>
    public bool DeclaresMember(string name) => _ownMembers.Value.Contains(name);

    /// <summary>Whether the project declares a lookup of its own of this name.</summary>
    public bool DeclaresLookup(string name) => _facts.Values.Any(facts => facts.FieldPaths.Items.Any(use => use.Role == FieldPathRole.DeclaredLookup && use.Literal.Value == name));

    /// <summary>What completion offers for names of a kind.</summary>
    public IReadOnlyList<Offer> Offers(MentionKind kind) => _offers.GetOrAdd(kind, static (key, model) => [.. Offer.All(model, key)], this);

    /// <summary>The model of a project; what did not change since an earlier one is taken from there.</summary>
    /// <param name="project">The project.</param>
    /// <param name="previous">The model of an earlier state of it.</param>
    /// <param name="changed">The C# files that came, went or changed since then.</param>
    public static ProjectModel Create(Project project, ProjectModel? previous, IReadOnlyCollection<string> changed)
    {
        if (previous is null)
        {
            var all = project.Sources.AsParallel().Select(pair => (pair.Key, pair.Value.Facts)).ToDictionary(pair => pair.Key, pair => pair.Facts, Paths.Comparer);
            return new(project, all, null, keepsSchema: false);
        }

        var differs = changed.Where(path => !Equals(project.Sources.GetValueOrDefault(path)?.Facts, previous._facts.GetValueOrDefault(path))).ToList();
        if (differs.Count == 0) return ReferenceEquals(previous._listing, project.AssetListing) ? previous : new(project, previous._facts, previous, keepsSchema: true);
        var keepsSchema = differs.TrueForAll(path => project.Sources.GetValueOrDefault(path)?.Facts.SchemaFingerprint == previous._facts.GetValueOrDefault(path)?.SchemaFingerprint);
        var facts = new Dictionary<string, SourceFacts>(previous._facts.Count, Paths.Comparer);
        foreach (var pair in previous._facts) facts[pair.Key] = pair.Value;
        foreach (var path in differs)
        {
            if (project.Sources.TryGetValue(path, out var file)) facts[path] = file.Facts;
            else facts.Remove(path);
        }

        return new(project, facts, previous, keepsSchema);
    }

    /// <summary>Whether a class, or one that it derives from, has relations to models of any kind.</summary>
    private bool HasGenericRelations(string fullName) => Types.Ancestors(fullName).SelectMany(Types.Find)
        .Any(declared => declared.Fact.Properties.Any(property => property.Attributes.Any(name => name.Contains("Generic", StringComparison.Ordinal) && !name.Contains("IPAddress", StringComparison.Ordinal))));

    private static MigrationInventory ReadMigrations(Project project, IReadOnlyDictionary<string, SourceFacts> facts, SourceStates? previous)
    {
        project.Statistics.CountSchema();
        var whole = project.Compilation.Whole;
        var trees = whole.SyntaxTrees.Where(tree => facts.ContainsKey(tree.FilePath)).ToDictionary(tree => tree.FilePath, Paths.Comparer);
        return new(StateReader.Read(whole, new(facts.ToDictionary(pair => pair.Key, pair => pair.Value.SchemaFingerprint, Paths.Comparer), trees), previous, [.. project.Packages.All.Select(package => package.Models(whole))]));
    }

    /// <summary>Whether what stands at a path is in a package, so that no editor can show it.</summary>
    public bool IsInPackage(string path) => Packages.Of(path) is not null;

    /// <summary>A path as people read it: relative to the project, or the package in which it is.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="path">The path.</param>
    public string Shown(string projectFolder, string path) => Packages.Of(path) is { } package ? $"from the package {package.Name}" : Path.GetRelativePath(projectFolder, path).Replace('\\', '/');

    /// <summary>What a file of the project is.</summary>
    public DocumentKind KindOf(string path)
    {
        if (_facts.ContainsKey(path)) return DocumentKind.CSharp;
        return FindTemplateFolder(path) is null ? DocumentKind.Other : DocumentKind.Template;
    }

    /// <summary>The label of the installed app in whose folder a file is; null where it is in none.</summary>
    public string? AppOf(string path) => Settings.Apps.Items.Where(app => Paths.IsBelow(path, app.Folder)).MaxBy(app => app.Folder.Length)?.Label;

    /// <summary>How a template's text is to be read.</summary>
    public ParseOptions ParseOptionsOf(string path) =>
        FindTemplateFolder(path)?.Delimiters is TagDelimiters.Django ? Tags.Django : Tags.Both;

    private TemplateFolder? FindTemplateFolder(string path)
    {
        foreach (var folder in Settings.TemplateFolders)
        {
            if (Paths.IsBelow(path, folder.Path)) return folder;
        }

        foreach (var folder in Settings.UninstalledTemplateFolders)
        {
            if (Paths.IsBelow(path, folder.Path)) return folder;
        }

        return null;
    }
}
