namespace Quintet.Ide.Types;

/// <summary>
/// Which templates extend and include which. While a template is edited that stays as it is nearly always, and is kept: only what the tags name counts, not where they stand.
/// </summary>
internal sealed class TemplateUsers
{
    private readonly List<(string Name, string[] Targets)> _files;
    private readonly ILookup<string, int> _users;

    private TemplateUsers(List<(string Name, string[] Targets)> files)
    {
        _files = files;
        _users = files.SelectMany((file, place) => file.Targets.Distinct(StringComparer.Ordinal).Select(target => (target, place))).ToLookup(pair => pair.target, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>What the links of some files make; what is known, where they are the same.</summary>
    /// <param name="files">The templates, by name.</param>
    /// <param name="linksOf">The links of one.</param>
    /// <param name="known">That of an earlier state; null: none.</param>
    public static TemplateUsers Of<T>(IReadOnlyList<T> files, Func<T, (string Name, IReadOnlyList<TemplateLink> Links)> linksOf, TemplateUsers? known) =>
        known is not null && known.Fits(files, linksOf) ? known : new([.. files.Select(linksOf).Select(file => (file.Name, file.Links.Select(link => link.TargetFrom(file.Name)).ToArray()))]);

    /// <summary>The places, among the files, of those that extend or include a template.</summary>
    public IEnumerable<int> Of(string template) => _users[template];

    private bool Fits<T>(IReadOnlyList<T> files, Func<T, (string Name, IReadOnlyList<TemplateLink> Links)> linksOf)
    {
        if (files.Count != _files.Count) return false;
        for (var i = 0; i < files.Count; i++)
        {
            var ((name, links), (known, targets)) = (linksOf(files[i]), _files[i]);
            if (name != known || links.Count != targets.Length) return false;
            for (var j = 0; j < targets.Length; j++)
            {
                if (links[j].TargetFrom(name) != targets[j]) return false;
            }
        }

        return true;
    }
}
