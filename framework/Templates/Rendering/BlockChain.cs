using Quintet.Templates.Tags;

namespace Quintet.Templates.Rendering;

/// <summary>A template, the one it extends, and so on; and of each block the versions, the most derived first.</summary>
internal sealed class BlockChain
{
    private const int MaxDepth = 100;

    private readonly List<Template> _templates = [];
    private readonly Dictionary<string, BlockTag[]> _blocks = new(StringComparer.Ordinal);

    /// <summary>The template whose text is shown.</summary>
    public Template Root => _templates[^1];

    /// <summary>The templates that are extended, from the nearest to the root.</summary>
    public IEnumerable<Template> Parents => _templates.Skip(1);

    public static BlockChain Build(Template template, RenderContext context)
    {
        var chain = new BlockChain();
        var blocks = new Dictionary<string, List<BlockTag>>(StringComparer.Ordinal);
        for (var current = template; ; current = current.Extends!.FindParent(context, current, chain._templates, chain._templates.Count))
        {
            chain._templates.Add(current);
            foreach (var (name, block) in current.Blocks)
            {
                if (!blocks.TryGetValue(name, out var versions)) blocks[name] = versions = [];
                versions.Add(block);
            }

            if (current.Extends is null) break;
            if (chain._templates.Count == MaxDepth) throw new InvalidOperationException($"Templates extend one another more than {MaxDepth} deep; the last is '{current.Name}'.");
        }

        foreach (var (name, versions) in blocks) chain._blocks[name] = [.. versions];
        return chain;
    }

    /// <summary>Whether the templates are still the same, which a name from a variable or a changed file alters.</summary>
    public bool IsCurrent(RenderContext context)
    {
        for (var i = 0; i + 1 < _templates.Count; i++)
        {
            if (_templates[i].Extends!.FindParent(context, _templates[i], _templates, i + 1) != _templates[i + 1]) return false;
        }

        return true;
    }

    /// <summary>A block's version, 0 the most derived; null behind the last.</summary>
    public BlockTag? Find(string name, int level) => _blocks.TryGetValue(name, out var versions) && level < versions.Length ? versions[level] : null;
}
