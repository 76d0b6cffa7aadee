using Quintet.Db.Migrations;
using Quintet.Reading;
using TagDelimiters = Quintet.Templates.Syntax.TagDelimiters;

namespace Quintet.Ide;

/// <summary>An app of the project.</summary>
/// <param name="Folder">Absolute path of the folder with its <c>AppConfig</c>.</param>
internal sealed record AppModel(string FullName, string Label, string Namespace, string Folder);

/// <summary>A folder that templates are searched in.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="App">The app that brings it; null for one of the settings' own.</param>
internal sealed record TemplateFolder(string Path, TagDelimiters Delimiters, AppModel? App);

/// <summary>A folder that static files are searched in.</summary>
internal sealed record StaticFolder(string Path, AppModel? App);

/// <summary>A type among <c>InstalledApps</c> that is no app.</summary>
/// <param name="Path">The file that names it.</param>
/// <param name="Type">The type, and where.</param>
internal sealed record NotAnApp(string Path, TypeReference Type);

/// <summary>What the project's settings say about folders, apps and URLs. Equal where they say the same.</summary>
internal sealed record ProjectSettings
{
    /// <summary>Full name of the settings class in use; null where there is none.</summary>
    public string? ClassName { get; init; }

    /// <summary>Full name of the root URL configuration, or what is written where no class has that name (yet); null where the settings name none.</summary>
    public string? RootUrlConf { get; init; }

    /// <summary>The installed apps whose source is in the project, or which are in a package that is known, in their order.</summary>
    public EquatableArray<AppModel> Apps { get; init; }

    /// <summary>The folders that templates are searched in, in that order.</summary>
    public EquatableArray<TemplateFolder> TemplateFolders { get; init; }

    /// <summary>Whether a template that is in none of the folders is nowhere.</summary>
    public bool AreTemplatesComplete { get; init; }

    /// <summary>The names that the settings give to tag libraries, with the class of each.</summary>
    public EquatableArray<(string Name, string Class)> TagLibraryNames { get; init; }

    /// <summary>The classes of the tag libraries that are always there.</summary>
    public EquatableArray<string> BuiltinTagLibraries { get; init; }

    /// <summary>The methods that give every template further variables, as written (<c>ContextProcessors.Static</c>); an empty one where a list cannot be read.</summary>
    public EquatableArray<string> ContextProcessors { get; init; }

    /// <summary>What these names mean is decided where they stand.</summary>
    public NameContext Context { get; init; } = NameContext.Global;

    /// <summary>Whether a tag library that is not known is nowhere.</summary>
    public bool AreLibrariesComplete { get; init; }

    /// <summary>Whether there is no tag without <c>load</c> but those that are known.</summary>
    public bool AreBuiltinsKnown { get; init; } = true;

    public EquatableArray<StaticFolder> StaticFolders { get; init; }

    public bool AreStaticFilesComplete { get; init; }

    public string StaticUrl { get; init; } = "/static/";

    /// <summary>The settings that hold what may be the label of a model.</summary>
    public EquatableArray<(string Setting, string Label)> Labels { get; init; }

    /// <summary>The types among <c>InstalledApps</c> that are no apps.</summary>
    public EquatableArray<NotAnApp> NotApps { get; init; }

    /// <summary>The class of the database that everything uses which names none; null where it cannot be told.</summary>
    public string? Database { get; init; }

    /// <summary>The template folders of apps that are in the project but not installed: still edited as templates, not searched.</summary>
    public EquatableArray<TemplateFolder> UninstalledTemplateFolders { get; init; }

    public static ProjectSettings Read(TypeIndex types, IEnumerable<SourceFacts> files, string projectFolder, PackageSet packages)
    {
        var className = FindClass(types, files);
        if (className is null) return new();
        var assigned = new Assigned(types, className);
        var apps = new List<AppModel>();
        var allAppsKnown = !assigned.IsDynamic(nameof(SettingsFact.InstalledApps));
        var notApps = new List<NotAnApp>();
        foreach (var (path, reference, context) in assigned.InstalledApps)
        {
            var name = types.Resolve(reference.Text, context);
            if (name is not null && IsNoApp(types, name)) notApps.Add(new(path, reference));
            if (name is not null && ReadApp(types, name) is { } app) apps.Add(app);
            else if (name is null || !TypeIndex.FrameworkApps.Contains(name)) allAppsKnown = false;
        }

        var result = new ProjectSettings
        {
            ClassName = className,
            RootUrlConf = assigned.RootUrlConf is var (type, inside) ? types.Resolve(type.Text, inside) ?? type.Text : null,
            Apps = apps.ToEquatableArray(),
            NotApps = notApps.ToEquatableArray(),
            StaticUrl = assigned.StaticUrl ?? "/static/",
            Database = assigned.Database,
            Labels = assigned.Labels.ToEquatableArray(),
            AreStaticFilesComplete = allAppsKnown && !assigned.IsDynamic(nameof(SettingsFact.StaticFilesDirs)),
            StaticFolders = assigned.StaticFilesDirs.Select(folder => new StaticFolder(Paths.Combine(projectFolder, folder.Path), null))
                .Concat(apps.Select(app => new StaticFolder(Path.Combine(app.Folder, "static"), app))).ToEquatableArray(),
            UninstalledTemplateFolders = types.All.Where(declared => declared.Fact.Bases.Count > 0 && types.DerivesFrom(declared.Fact.FullName, TypeIndex.AppConfigBase))
                .Select(declared => ReadApp(types, declared.Fact.FullName)).OfType<AppModel>().Except(apps)
                .Select(app => new TemplateFolder(Path.Combine(app.Folder, "templates"), TagDelimiters.Both, app)).ToEquatableArray(),
        };
        result = ReadTemplates(result, assigned, types, projectFolder, allAppsKnown);
        // Folders outside of the project are not listed, so nothing is claimed about what is not in them; those in a package are.
        return result with
        {
            AreTemplatesComplete = result.AreTemplatesComplete && result.TemplateFolders.All(folder => IsListed(folder.Path)),
            AreStaticFilesComplete = result.AreStaticFilesComplete && result.StaticFolders.All(folder => IsListed(folder.Path)),
        };

        bool IsListed(string folder) => Paths.IsBelow(folder, projectFolder) || packages.Of(folder) is not null;
    }

    private static ProjectSettings ReadTemplates(ProjectSettings settings, Assigned assigned, TypeIndex types, string projectFolder, bool allAppsKnown)
    {
        var folders = new List<TemplateFolder>();
        var libraries = new List<(string, string)>();
        var builtins = new List<string>();
        var librariesKnown = allAppsKnown && !assigned.IsDynamic(nameof(SettingsFact.Templates)) && assigned.Templates is not null;
        var complete = allAppsKnown && !assigned.IsDynamic(nameof(SettingsFact.Templates));
        var engines = assigned.Templates;
        if (engines is null)
        {
            // Nothing is said about templates: the usual folders are served to the editor, and nothing is claimed.
            complete = false;
            engines = [new TemplateEngineFact(null, [new("templates", default)], AppDirs: true, null)];
        }

        foreach (var engine in engines)
        {
            if (engine.EngineType is { } type && !type.Text.EndsWith("QuintetTemplates", StringComparison.Ordinal))
            {
                // Another engine's folder holds another language, and may hold the template that we do not find.
                complete = false;
                continue;
            }

            if (engine.HasLoaders) complete = false;
            librariesKnown &= engine.AreLibrariesKnown;
            foreach (var (name, library) in engine.Libraries)
            {
                if (types.Resolve(library.Text, assigned.TemplatesContext) is { } resolved) libraries.Add((name, resolved));
                else librariesKnown = false;
            }

            foreach (var library in engine.Builtins)
            {
                if (types.Resolve(library.Text, assigned.TemplatesContext) is { } resolved) builtins.Add(resolved);
                else librariesKnown = false;
            }

            var delimiters = engine.TagDelimiters == "Django" ? TagDelimiters.Django : TagDelimiters.Both;
            folders.AddRange(engine.Dirs.Select(folder => new TemplateFolder(Paths.Combine(projectFolder, folder.Path), delimiters, null)));
            if (engine.AppDirs) folders.AddRange(settings.Apps.Select(app => new TemplateFolder(Path.Combine(app.Folder, "templates"), delimiters, app)));
        }

        return settings with
        {
            TemplateFolders = folders.ToEquatableArray(),
            AreTemplatesComplete = complete,
            TagLibraryNames = libraries.ToEquatableArray(),
            ContextProcessors = engines.Value.SelectMany(engine => engine.ContextProcessors?.Items ?? ["ContextProcessors.Debug", "ContextProcessors.Request", "ContextProcessors.Auth"]).Distinct().ToEquatableArray(),
            Context = assigned.TemplatesContext,
            BuiltinTagLibraries = builtins.ToEquatableArray(),
            AreLibrariesComplete = librariesKnown,
            AreBuiltinsKnown = !assigned.IsDynamic(nameof(SettingsFact.Templates)) && engines.Value.All(engine => engine.AreLibrariesKnown),
        };
    }

    /// <summary>The settings class in use: the one that <c>Manage.cs</c> names, else the one called Settings, else the first.</summary>
    private static string? FindClass(TypeIndex types, IEnumerable<SourceFacts> files)
    {
        var classes = types.All.Where(type => type.Fact is { IsAbstract: false, Bases.Count: > 0 } && types.DerivesFrom(type.Fact.FullName, TypeIndex.SettingsBase))
            .Select(type => type.Fact.FullName).Distinct().Order(StringComparer.Ordinal).ToList();
        if (classes.Count <= 1) return classes.FirstOrDefault();
        foreach (var facts in files)
        {
            if (facts.EntrySettings is { } entry && types.Resolve(entry.Text, NameContext.Global) is { } named && classes.Contains(named)) return named;
        }

        return classes.Find(name => name == "Settings" || name.EndsWith(".Settings", StringComparison.Ordinal)) ?? classes[0];
    }

    /// <summary>Whether a class of the project is surely no app, or none that can be made: all that it derives from is known.</summary>
    private static bool IsNoApp(TypeIndex types, string fullName)
    {
        var declarations = types.Find(fullName);
        if (types.DerivesFrom(fullName, TypeIndex.AppConfigBase)) return declarations.Any(declared => declared.Fact.IsAbstract);
        return declarations.Count > 0 && types.Ancestors(fullName).SelectMany(types.Find).All(declared => declared.Fact.Bases.Items.All(type => types.Resolve(type.Text, declared.Fact.Context) is { } known && types.Find(known).Count > 0));
    }

    private static AppModel? ReadApp(TypeIndex types, string fullName)
    {
        // The declaration that names the base class is the one in the app's folder.
        var declarations = types.Find(fullName);
        if (declarations.Count == 0 || !types.DerivesFrom(fullName, TypeIndex.AppConfigBase)) return null;
        var main = declarations.FirstOrDefault(declared => declared.Fact.Bases.Count > 0) ?? declarations[0];
        var label = types.Ancestors(fullName).SelectMany(types.Find).Select(declared => declared.Fact.FindProperty("Label")?.Literal?.Value).FirstOrDefault(value => value is not null);
        var name = main.Fact.Name;
        label ??= Names.ToSnakeCase(name.Length > 3 && name.EndsWith("App", StringComparison.Ordinal) ? name[..^3] : name);
        return new(fullName, label, main.Fact.Context.Namespace, Path.GetDirectoryName(main.Path)!);
    }

    /// <summary>What a settings class and its bases assign; the most derived class wins, as its constructor runs last.</summary>
    private sealed class Assigned
    {
        private readonly HashSet<string> _dynamic = [];
        private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

        public Assigned(TypeIndex types, string className)
        {
            foreach (var declared in types.Ancestors(className).SelectMany(types.Find))
            {
                if (declared.Fact.Settings is not { } fact) continue;
                var context = declared.Fact.Context;
                if (RootUrlConf is null && fact.RootUrlConf is { } root) RootUrlConf = (root, context);
                if (_apps is null && fact.InstalledApps is { } apps) _apps = [.. apps.Select(app => (declared.Path, app, context))];
                if (Templates is null && fact.Templates is not null) (Templates, TemplatesContext) = (fact.Templates, context);
                _static ??= fact.StaticFilesDirs;
                StaticUrl ??= fact.StaticUrl?.Value;
                Database ??= fact.Database;
                _dynamic.UnionWith(fact.Dynamic);
                foreach (var (setting, label) in fact.Labels) _labels.TryAdd(setting, label);
            }
        }

        private readonly List<(string, TypeReference, NameContext)>? _apps;
        private readonly EquatableArray<FolderReference>? _static;

        public (TypeReference Type, NameContext Context)? RootUrlConf { get; }

        public IReadOnlyList<(string Path, TypeReference Reference, NameContext Context)> InstalledApps => _apps ?? [];

        public EquatableArray<TemplateEngineFact>? Templates { get; }

        public NameContext TemplatesContext { get; } = NameContext.Global;

        public EquatableArray<FolderReference> StaticFilesDirs => _static ?? [];

        public string? StaticUrl { get; }

        public string? Database { get; }

        /// <summary>The settings that may name a model; where nothing is said about the users', the framework's own.</summary>
        public IEnumerable<(string Setting, string Label)> Labels =>
            _labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).Concat(_labels.ContainsKey(SwappableModels.UserSetting) || IsDynamic(SwappableModels.UserSetting) ? [] : [(SwappableModels.UserSetting, SwappableModels.DefaultUser)]);

        public bool IsDynamic(string setting) => _dynamic.Contains(setting);
    }
}
