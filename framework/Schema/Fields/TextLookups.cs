namespace Quintet.Db;

/// <summary>What PostgreSQL knows of texts beside the usual lookups; some of it comes with an extension.</summary>
internal static class TextLookups
{
    private const string Vendor = "postgresql";

    private static readonly FieldLookup[] All =
    [
        new("search", "TO_TSVECTOR(COALESCE({0}, '')) @@ PLAINTO_TSQUERY({1})") { Vendor = Vendor },
        new("trigram_similar", "{0} % {1}") { Vendor = Vendor },
        new("trigram_word_similar", "{0} %> {1}") { Vendor = Vendor },
        new("trigram_strict_word_similar", "{0} %>> {1}") { Vendor = Vendor },
        new("unaccent", "UNACCENT({0})") { Vendor = Vendor, Output = new TextField(), IsBilateral = true },
    ];

    public static FieldLookup? Find(string name)
    {
        foreach (var lookup in All)
        {
            if (lookup.Name == name) return lookup;
        }

        return null;
    }
}
