namespace Quintet.Contrib.Postgres;

/// <summary>Django's lookups of texts that only PostgreSQL has, for use in a query's lambda. The database calculates; nothing here runs in memory.</summary>
public static class TextSearch
{
    private const string Vendor = PostgresText.Vendor;

    /// <summary>Whether all of the words are in the text (<c>title__search</c>).</summary>
    [Lookup("search")]
    public static bool Search(this string? text, string words) => throw OnlyInQuery();

    /// <summary>Whether the texts are similar; needs <see cref="TrigramExtension"/> (<c>title__trigram_similar</c>).</summary>
    [Lookup("trigram_similar")]
    public static bool TrigramSimilar(this string? text, string other) => throw OnlyInQuery();

    /// <summary>Whether a part of the text is similar to the other (<c>title__trigram_word_similar</c>).</summary>
    [Lookup("trigram_word_similar")]
    public static bool TrigramWordSimilar(this string? text, string other) => throw OnlyInQuery();

    /// <summary>Whether whole words of the text are similar to the other (<c>title__trigram_strict_word_similar</c>).</summary>
    [Lookup("trigram_strict_word_similar")]
    public static bool TrigramStrictWordSimilar(this string? text, string other) => throw OnlyInQuery();

    /// <summary>How similar two texts are, from 0 to 1; needs <see cref="TrigramExtension"/>.</summary>
    [DbFunction("CAST(SIMILARITY({0}, {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramSimilarity(string? text, string? other) => throw OnlyInQuery();

    /// <summary>How different two texts are, from 0 to 1.</summary>
    [DbFunction("CAST(({0} <-> {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramDistance(string? text, string? other) => throw OnlyInQuery();

    /// <summary>How similar a text is to that part of another which is most similar to it.</summary>
    [DbFunction("CAST(WORD_SIMILARITY({0}, {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramWordSimilarity(string? text, string? whole) => throw OnlyInQuery();

    /// <summary>How different a text is from that part of another which is most similar to it.</summary>
    [DbFunction("CAST(({0} <<-> {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramWordDistance(string? text, string? whole) => throw OnlyInQuery();

    /// <summary>The same, where the part is of whole words.</summary>
    [DbFunction("CAST(STRICT_WORD_SIMILARITY({0}, {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramStrictWordSimilarity(string? text, string? whole) => throw OnlyInQuery();

    /// <summary>The same, where the part is of whole words.</summary>
    [DbFunction("CAST(({0} <<<-> {1}) AS double precision)", Vendor = Vendor)]
    public static double TrigramStrictWordDistance(string? text, string? whole) => throw OnlyInQuery();

    /// <summary>The text without accents; needs <see cref="UnaccentExtension"/>. By name, <c>title__unaccent__icontains</c>, what is looked for loses its accents, too.</summary>
    [DbFunction("UNACCENT({0})", Vendor = Vendor)]
    public static string Unaccent(string? text) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("It stands in a query's lambda only; the database calculates.");
}

/// <summary>Django's database functions that only PostgreSQL has, for use in a query's lambda.</summary>
public static class PostgresFunctions
{
    /// <summary>A UUID of the fourth kind.</summary>
    [DbFunction("GEN_RANDOM_UUID()", Vendor = PostgresText.Vendor)]
    public static Guid RandomUuid() => throw OnlyInQuery();

    /// <summary>When the transaction began, in UTC; <c>Functions.Now()</c> is when the statement did.</summary>
    [DbFunction("CURRENT_TIMESTAMP", Vendor = PostgresText.Vendor)]
    public static DateTime TransactionNow() => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("It stands in a query's lambda only; the database calculates.");
}
