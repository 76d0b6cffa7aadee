namespace Quintet.Localization;

/// <summary>A folder of translations, as Django lays it out: <c>de/LC_MESSAGES/django.po</c>.</summary>
/// <param name="path">The folder: an app's <c>locale</c>, or one of <c>LocalePaths</c>.</param>
public sealed class LocaleFolder(string path) : IMessageSource
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The locales that have a file here.</summary>
    public IEnumerable<string> Locales() =>
        Directory.Exists(Path)
            ? Directory.EnumerateDirectories(Path).Select(folder => System.IO.Path.GetFileName(folder)!).Where(locale => File.Exists(FileOf(locale))).Order(StringComparer.Ordinal)
            : [];

    /// <inheritdoc/>
    public PoFile? Read(string locale) => File.Exists(FileOf(locale)) ? PoFile.Load(FileOf(locale)) : null;

    /// <inheritdoc/>
    public long Version(string locale)
    {
        var file = new FileInfo(FileOf(locale));
        return file.Exists ? file.LastWriteTimeUtc.Ticks ^ file.Length : 0;
    }

    public override string ToString() => Path;

    private string FileOf(string locale) => System.IO.Path.Combine(Path, locale, "LC_MESSAGES", "django.po");
}
