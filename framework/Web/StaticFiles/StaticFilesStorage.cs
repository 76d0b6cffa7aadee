namespace Quintet.StaticFiles;

/// <summary>What <c>collectstatic</c> makes of the files that it puts into <c>StaticRoot</c>: nothing more (Django's <c>StaticFilesStorage</c>). <c>Settings.StaticFilesStorage</c> names the project's.</summary>
public class StaticFilesStorage
{
    /// <summary>Works on the collected files.</summary>
    /// <param name="root">The folder, <c>StaticRoot</c>.</param>
    /// <param name="prefix"><c>StaticUrl</c>.</param>
    /// <param name="paths">The paths of all files that were collected.</param>
    /// <returns>For each file that something was made of, what: <c>css/site.css</c>, <c>css/site.55e7cbb9ba48.css</c>.</returns>
    /// <exception cref="StaticFilesException">A file refers to one that is not there.</exception>
    public virtual IEnumerable<(string Path, string Made)> PostProcess(string root, string prefix, IReadOnlyList<string> paths) => [];

    /// <summary>The names under which files are served, by their paths; empty: under their own.</summary>
    protected internal virtual IReadOnlyDictionary<string, string> LoadNames(string root) => System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether a path is there for good: its content can only change with its name.</summary>
    protected internal virtual bool IsImmutable(string path) => false;
}

/// <summary>A static file cannot be made ready for production.</summary>
public sealed class StaticFilesException(string message) : Exception(message);
