using Quintet.Conf;

namespace Quintet.Apps;

/// <summary>The installed apps, in the order of <c>Settings.InstalledApps</c>, and what their assemblies declare.</summary>
public sealed class AppRegistry
{
    private readonly Dictionary<string, AppConfig> _byLabel = new(StringComparer.Ordinal);

    /// <exception cref="ImproperlyConfigured">A type is no app, cannot be made, or two apps have one label.</exception>
    public AppRegistry(Settings settings)
    {
        var apps = new List<AppConfig>();
        var manifests = new List<Manifest> { settings.Manifest };
        foreach (var type in settings.InstalledApps)
        {
            if (!type.IsSubclassOf(typeof(AppConfig)) || type.IsAbstract || type.GetConstructor([]) is null)
            {
                throw new ImproperlyConfigured($"InstalledApps names {type.FullName}, which is no app: expected a class derived from AppConfig that can be made without arguments.");
            }

            var app = (AppConfig)Activator.CreateInstance(type)!;
            if (_byLabel.TryGetValue(app.Label, out var other))
            {
                throw new ImproperlyConfigured(
                    $"Application labels aren't unique, duplicates: {app.Label} ({other.GetType().FullName} and {type.FullName}). Override Label in one of them.");
            }

            _byLabel.Add(app.Label, app);
            apps.Add(app);
            // Apps of one assembly share its manifest.
            if (!manifests.Contains(app.Manifest)) manifests.Add(app.Manifest);
        }

        Apps = apps;
        Manifests = manifests;
    }

    public IReadOnlyList<AppConfig> Apps { get; }

    /// <summary>The manifests of the project's assembly and of the apps' assemblies, each once.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    /// <summary>The app of a label; null where none is installed.</summary>
    public AppConfig? Find(string label) => _byLabel.GetValueOrDefault(label);

    /// <summary>All entries of one kind, of all manifests.</summary>
    public IEnumerable<T> OfType<T>() => Manifests.SelectMany(manifest => manifest.OfType<T>());

    /// <summary>A folder of each app, in their order: <c>templates</c>, <c>static</c>. Not all of them need exist.</summary>
    public IEnumerable<string> Folders(Settings settings, string name) => Apps.Select(app => Folder(settings, app, name));

    /// <summary>A folder of one app.</summary>
    internal static string Folder(Settings settings, AppConfig app, string name) => Path.GetFullPath(Path.Combine(settings.BaseDir, app.SourcePath, name));
}
