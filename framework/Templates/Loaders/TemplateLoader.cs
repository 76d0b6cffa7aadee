using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates;

/// <summary>A template's text and where it comes from.</summary>
/// <param name="Name">The name it is asked for by; null for a template made from a text.</param>
/// <param name="Path">Its file; null where it comes from none.</param>
/// <param name="Text">The text.</param>
/// <param name="Stamp">Changes when the text does; null where it never does.</param>
public sealed record TemplateSource(string? Name, string? Path, string Text, object? Stamp = null)
{
    private LineIndex? _lines;

    internal LineIndex Lines => _lines ??= new(Text);

    /// <summary>What tells two templates of one name apart.</summary>
    public string Origin { get => field ?? Path ?? Name ?? ""; init; }
}

/// <summary>Where templates come from.</summary>
public abstract class TemplateLoader
{
    /// <summary>Which delimiters are tags in these templates; those of the engine's options where it is null.</summary>
    public TagDelimiters? Delimiters { get; init; }

    /// <summary>The template of a name; null where there is none.</summary>
    /// <param name="name">With <c>/</c> between its parts: <c>shop/book_list.html</c>.</param>
    /// <param name="skip">Origins to pass over: of templates that extend one of their own name.</param>
    /// <param name="tried">Takes the places that were looked at in vain.</param>
    public abstract TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried);

    /// <summary>Whether <see cref="Find"/> would now give something else than this source. Asked in debug only, each time the template is used.</summary>
    public virtual bool IsStale(TemplateSource source, IReadOnlyCollection<string> skip) => false;

    /// <summary>All names there are, for "did you mean"; may be slow.</summary>
    public virtual IEnumerable<string> Names() => [];
}

/// <summary>Templates given as texts.</summary>
public sealed class MemoryLoader(IReadOnlyDictionary<string, string> templates) : TemplateLoader
{
    public override TemplateSource? Find(string name, IReadOnlyCollection<string> skip, ICollection<string> tried)
    {
        if (!skip.Contains(name) && templates.TryGetValue(name, out var text)) return new(name, null, text);
        tried.Add($"{name} (in memory)");
        return null;
    }

    public override bool IsStale(TemplateSource source, IReadOnlyCollection<string> skip) =>
        source.Name is null || skip.Contains(source.Name) || !templates.TryGetValue(source.Name, out var text) || text != source.Text;

    public override IEnumerable<string> Names() => templates.Keys;
}
