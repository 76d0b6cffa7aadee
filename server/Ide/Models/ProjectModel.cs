using System.Collections.Concurrent;
using Quintet.Ide.Schema;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>
/// What a project's files say together. Rebuilt when the C# says something else or files come and go; never by typing in a template.
/// </summary>
internal sealed class ProjectModel
{
    private readonly IReadOnlyDictionary<string, SourceFacts> _facts;
    private readonly IReadOnlyList<(string Path, SourceFacts Facts)> _own;
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
    private TemplateUsers? _templateUsers;

    private ProjectModel(Project project, IReadOnlyDictionary<string, SourceFacts> facts, ProjectModel? previous, bool keepsSchema, IReadOnlyList<string> changed)
    {
        (_facts, _listing, Packages, _templateUsers) = (facts, project.AssetListing, project.Packages, previous?._templateUsers);
        var (packages, assets) = (project.Packages, project.Assets);
        var isSame = previous is not null && ReferenceEquals(previous._facts, facts);
        _own = isSame ? previous!._own : OwnFiles(facts, previous, changed);
        Types = isSame ? previous!.Types : TypesOf(_own, project, previous);
        Settings = isSame ? previous!.Settings : ProjectSettings.Read(Types, _own.Select(file => file.Facts), project.Folder, packages);
        keepsSchema &= previous?.Settings.Labels == Settings.Labels;

        // What is taken over keeps no earlier state alive: of what rests on the project's compilation only values are, and the rest, which somebody may ask for much later, holds nothing of the model that it was first made for.
        var keepsMigrations = keepsSchema && previous!._migrations.IsValueCreated;
        _oldStates = keepsMigrations ? null : previous is { _migrations.IsValueCreated: true } ? previous._migrations.Value.States : previous?._oldStates;
        _migrations = keepsMigrations ? previous!._migrations : LaterMigrations(project, facts, Settings.Labels, _oldStates);
        _fields = keepsSchema && previous!._fields.IsValueCreated ? previous._fields : new(ReadFields);
        if (isSame)
        {
            (_urls, _tags, _contexts, _ownMembers) = (previous!._urls, previous._tags, previous._contexts, previous._ownMembers);
        }
        else
        {
            var (types, settings, own) = (Types, Settings, _own);
            _contexts = new(() => new ContextInventory(types, settings, own, packages.Facts));
            var oldUrls = previous is { _urls.IsValueCreated: true } ? previous._urls.Value : null;
            _urls = new(() => new UrlInventory(types, settings.RootUrlConf, packages.Has, oldUrls));
            var oldTags = previous is { _tags.IsValueCreated: true } ? previous._tags.Value : null;
            _tags = new(() => TagInventory.Read(types, settings, oldTags));
            _ownMembers = new(() => [.. types.All.Where(type => facts.ContainsKey(type.Path)).SelectMany(type => type.Fact.Methods.Select(method => method.Name)
                .Concat(type.Fact.Bases.Count == 0 ? type.Fact.Properties.Select(property => property.Name) : []))]);
        }

        var keepsFiles = previous is not null && ReferenceEquals(previous._listing, _listing) && previous.Settings == Settings;
        var (templates, statics) = (Settings.TemplateFolders, Settings.StaticFolders);
        _templates = keepsFiles ? previous!._templates : new(() => new FileInventory(assets.Keys, [.. templates.Select(folder => (folder.Path, folder.App?.Label))], packages));
        _templateFiles = new(ReadTemplateFiles);
        _staticFiles = keepsFiles ? previous!._staticFiles : new(() => new FileInventory(assets.Keys, [.. statics.Select(folder => (folder.Path, folder.App?.Label))], packages));
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

    /// <summary>Which of <see cref="TemplateFiles"/> extend and include which; kept from one state of their texts to the next, as long as it fits.</summary>
    /// <param name="linksOf">A template's name and links as they are now.</param>
    public TemplateUsers UsersAmong(Func<(NamedFile File, ParseOptions Options), (string Name, IReadOnlyList<TemplateLink> Links)> linksOf) =>
        _templateUsers = TemplateUsers.Of(TemplateFiles, linksOf, _templateUsers);

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
            return new(project, all, null, keepsSchema: false, []);
        }

        var differs = changed.Where(path => !Equals(project.Sources.GetValueOrDefault(path)?.Facts, previous._facts.GetValueOrDefault(path))).ToList();
        if (differs.Count == 0) return ReferenceEquals(previous._listing, project.AssetListing) ? previous : new(project, previous._facts, previous, keepsSchema: true, []);
        var keepsSchema = differs.TrueForAll(path => project.Sources.GetValueOrDefault(path)?.Facts.SchemaFingerprint == previous._facts.GetValueOrDefault(path)?.SchemaFingerprint);
        var facts = new Dictionary<string, SourceFacts>(previous._facts.Count, Paths.Comparer);
        foreach (var pair in previous._facts) facts[pair.Key] = pair.Value;
        foreach (var path in differs)
        {
            if (project.Sources.TryGetValue(path, out var file)) facts[path] = file.Facts;
            else facts.Remove(path);
        }

        return new(project, facts, previous, keepsSchema, differs);
    }

    /// <summary>The project's own files by path.</summary>
    private static IReadOnlyList<(string Path, SourceFacts Facts)> OwnFiles(IReadOnlyDictionary<string, SourceFacts> facts, ProjectModel? previous, IReadOnlyList<string> changed)
    {
        if (previous is null || changed.Any(path => facts.ContainsKey(path) != previous._facts.ContainsKey(path))) return [.. facts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];
        var differs = changed.ToHashSet(Paths.Comparer);
        return [.. previous._own.Select(file => differs.Contains(file.Path) ? (file.Path, facts[file.Path]) : file)];
    }

    /// <summary>The types of the project, and of the packages that it refers to what they declare for others; made anew only where types come, go or get other names.</summary>
    private static TypeIndex TypesOf(IReadOnlyList<(string Path, SourceFacts Facts)> own, Project project, ProjectModel? previous)
    {
        if (previous is not null && ReferenceEquals(previous.Packages, project.Packages) && previous._own.Select(file => file.Path).SequenceEqual(own.Select(file => file.Path)))
        {
            var changed = previous._own.Zip(own).Where(pair => !ReferenceEquals(pair.First.Facts, pair.Second.Facts)).Select(pair => (pair.First.Path, pair.First.Facts, pair.Second.Facts));
            if (previous.Types.With(changed) is { } types) return types;
        }

        project.Statistics.CountTypes();
        return new(own.Concat(project.Packages.Facts));
    }

    /// <summary>Whether a class, or one that it derives from, has relations to models of any kind.</summary>
    private bool HasGenericRelations(string fullName) => Types.Ancestors(fullName).SelectMany(Types.Find)
        .Any(declared => declared.Fact.Properties.Any(property => property.Attributes.Any(name => name.Contains("Generic", StringComparison.Ordinal) && !name.Contains("IPAddress", StringComparison.Ordinal))));

    private IReadOnlyList<(NamedFile File, ParseOptions Options)> ReadTemplateFiles() => [.. Templates.All.Select(file => (file, ParseOptionsOf(file.Path)))];

    private FieldInventory ReadFields() => new(_migrations.Value.States, HasGenericRelations);

    private static Lazy<MigrationInventory> LaterMigrations(Project project, IReadOnlyDictionary<string, SourceFacts> facts, EquatableArray<(string Setting, string Label)> labels, SourceStates? previous) =>
        new(() => ReadMigrations(project, facts, labels, previous));

    private static MigrationInventory ReadMigrations(Project project, IReadOnlyDictionary<string, SourceFacts> facts, EquatableArray<(string Setting, string Label)> labels, SourceStates? previous)
    {
        project.Statistics.CountSchema();
        var whole = project.Compilation.Whole;
        var trees = whole.SyntaxTrees.Where(tree => facts.ContainsKey(tree.FilePath)).ToDictionary(tree => tree.FilePath, Paths.Comparer);
        var fingerprints = new SourceFingerprints(facts.ToDictionary(pair => pair.Key, pair => pair.Value.SchemaFingerprint, Paths.Comparer), trees);
        return new(StateReader.Read(whole, project.Compilation.Source, fingerprints, previous, [.. project.Packages.All.AsParallel().AsOrdered().Select(package => package.Models(whole))], new(labels.ToDictionary(pair => pair.Setting, pair => pair.Label).GetValueOrDefault)));
    }

    /// <summary>Whether what stands at a path is in a package, so that no editor can show it.</summary>
    public bool IsInPackage(string path) => Packages.Has(path);

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
