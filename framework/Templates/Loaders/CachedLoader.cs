using System.Collections.Concurrent;

namespace Quintet.Templates;

/// <summary>
/// Asks other loaders once for each name and keeps what they say, in debug as well. An <see cref="Engine"/> keeps what it has compiled by
/// itself; this is for templates that never change while it runs, or that are dear to look for.
/// </summary>
/// <param name="loaders">The loaders, in their order.</param>
public sealed class CachedLoader(IReadOnlyList<TemplateLoader> loaders) : TemplateLoader
{
    private readonly ConcurrentDictionary<string, (TemplateSource? Source, IReadOnlyList<string> Tried)> _found = new(StringComparer.Ordinal);

    public override TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried)
    {
        var (source, places) = _found.GetOrAdd(skip.Count == 0 ? name : $"{name}\0{string.Join('\0', skip)}", _ =>
        {
            var looked = new List<string>();
            return (loaders.Select(loader => loader.Find(name, skip, looked)).FirstOrDefault(found => found is not null), looked);
        });
        foreach (var place in places) tried.Add(place);
        return source;
    }

    public override IEnumerable<string> Names() => loaders.SelectMany(loader => loader.Names());

    /// <summary>Forgets everything.</summary>
    public void Reset() => _found.Clear();
}
