using Quintet.Apps;

namespace Quintet.Templates;

/// <summary>
/// The templates of apps, in the apps' order: each app's folder <c>templates</c>, and behind it what is embedded in its assembly under that
/// path, so that an app of a package brings its templates along.
/// </summary>
public sealed class AppDirectoriesLoader : TemplateLoader
{
    private readonly TemplateLoader[] _loaders;

    /// <param name="apps">The installed apps.</param>
    /// <param name="baseDir">The project's folder, which the apps' paths are relative to.</param>
    public AppDirectoriesLoader(IEnumerable<AppConfig> apps, string baseDir) => _loaders =
    [
        .. apps.SelectMany(app =>
        {
            var folder = app.SourcePath.Length == 0 ? "templates" : app.SourcePath + "/templates";
            var embedded = new EmbeddedLoader(app.GetType().Assembly, folder);
            var files = new FileSystemLoader([Path.Combine(baseDir, folder)]);
            return embedded.Names().Any() ? new TemplateLoader[] { files, embedded } : [files];
        }),
    ];

    public override TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried)
    {
        foreach (var loader in _loaders)
        {
            if (loader.Find(name, skip, tried) is { } source) return source;
        }

        return null;
    }

    public override bool IsStale(TemplateSource source, IReadOnlyCollection<string> skip)
    {
        foreach (var loader in _loaders)
        {
            if (!loader.IsStale(source, skip)) return false;
            if (loader.Find(source.Name ?? "", skip, []) is not null) return true;
        }

        return true;
    }

    public override IEnumerable<string> Names() => _loaders.SelectMany(loader => loader.Names());
}
