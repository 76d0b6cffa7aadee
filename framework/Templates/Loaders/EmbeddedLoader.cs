using System.Reflection;

namespace Quintet.Templates;

/// <summary>Templates that are embedded in an assembly, as those of a package are.</summary>
/// <param name="assembly">The assembly.</param>
/// <param name="folder">What the resources' names begin with: <c>Shop/templates</c>.</param>
public sealed class EmbeddedLoader(Assembly assembly, string folder) : TemplateLoader
{
    private readonly string _prefix = folder.Length == 0 ? "" : folder.TrimEnd('/') + "/";

    public override TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried)
    {
        var origin = $"{assembly.GetName().Name}!{_prefix}{name}";
        if (skip.Contains(origin)) return null;
        using var stream = name.Length == 0 ? null : assembly.GetManifestResourceStream(_prefix + name);
        if (stream is null)
        {
            tried.Add($"{origin} (embedded)");
            return null;
        }

        using var reader = new StreamReader(stream);
        return new(name, null, reader.ReadToEnd()) { Origin = origin };
    }

    public override bool IsStale(TemplateSource source, IReadOnlyCollection<string> skip) => source.Origin != $"{assembly.GetName().Name}!{_prefix}{source.Name}";

    public override IEnumerable<string> Names() =>
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(_prefix, StringComparison.Ordinal)).Select(name => name[_prefix.Length..]);
}
