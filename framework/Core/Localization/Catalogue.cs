namespace Quintet.Localization;

/// <summary>The translations of one language, merged from all places, with what stands in for those that are missing.</summary>
internal sealed class Catalogue(Catalogue? fallback)
{
    private readonly Dictionary<Key, Entry> _entries = [];

    /// <summary>Adds a file's messages; of two for one text the one added last wins.</summary>
    public void Add(PoFile file)
    {
        foreach (var message in file.Messages)
        {
            if (!message.IsFuzzy) Add(message.Context, message.Id, message.PluralId is not null, message.Translations, file.Plural);
        }
    }

    public void Add(string? context, string id, bool isPlural, IReadOnlyList<string> forms, PluralRule rule)
    {
        if (forms.Any(form => form.Length > 0)) _entries[new(context, id, isPlural)] = new(forms, rule);
    }

    /// <summary>The translation, in the form for <paramref name="number"/> where there is one; null where there is none.</summary>
    public string? Find(string? context, string id, double? number)
    {
        for (var catalogue = this; catalogue is not null; catalogue = catalogue.Next)
        {
            if (catalogue.FindHere(context, id, number) is { Length: > 0 } found) return found;
        }

        return null;
    }

    private Catalogue? Next => fallback;

    private string? FindHere(string? context, string id, double? number)
    {
        if (number is null && _entries.TryGetValue(new(context, id, false), out var single)) return single.Forms[0];
        // Without a number, a text that has a plural is shown as for 1, as Python's gettext does.
        if (!_entries.TryGetValue(new(context, id, true), out var entry)) return null;
        var form = entry.Rule.FormOf(number ?? 1);
        return form < entry.Forms.Count ? entry.Forms[form] : null;
    }

    private readonly record struct Key(string? Context, string Id, bool IsPlural);

    private readonly record struct Entry(IReadOnlyList<string> Forms, PluralRule Rule);
}
