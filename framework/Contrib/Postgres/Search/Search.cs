using NpgsqlTypes;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Full-text search, for use in a query's lambda (Django's <c>SearchVector</c>, <c>SearchQuery</c>, <c>SearchRank</c> and <c>SearchHeadline</c>):
/// <c>p => Search.Vector(p.Title, p.Body).Matches(Search.Query("cheese"))</c>. The database calculates; nothing here runs in memory. A <c>config</c> is a
/// language as the database knows it, <c>english</c>; without one it is the database's own.
/// </summary>
public static class Search
{
    private const string Vendor = PostgresText.Vendor;
    private const string Item = "COALESCE(({0})::text, '')";
    private const string Separator = " || ' ' || ";

    /// <summary>The words of some values, of which a null has none.</summary>
    [DbFunction("TO_TSVECTOR({0})", Vendor = Vendor, Item = Item, Separator = Separator)]
    public static NpgsqlTsVector Vector(params object?[] values) => throw OnlyInQuery();

    /// <inheritdoc cref="Vector"/>
    [DbFunction("TO_TSVECTOR({0}::regconfig, {1})", Vendor = Vendor, Item = Item, Separator = Separator)]
    public static NpgsqlTsVector VectorIn(string config, params object?[] values) => throw OnlyInQuery();

    /// <summary>The words with a weight, <c>A</c> to <c>D</c>, which <see cref="Rank(NpgsqlTsVector, NpgsqlTsQuery)"/> minds.</summary>
    [DbFunction("SETWEIGHT({0}, ({1})::\"char\")", Vendor = Vendor)]
    public static NpgsqlTsVector Weight(this NpgsqlTsVector vector, string weight) => throw OnlyInQuery();

    /// <summary>The words of both.</summary>
    [DbFunction("({0} || {1})", Vendor = Vendor)]
    public static NpgsqlTsVector Concat(this NpgsqlTsVector vector, NpgsqlTsVector other) => throw OnlyInQuery();

    /// <summary>Whether the words are what the query looks for.</summary>
    [DbFunction("{0} @@ {1}", Vendor = Vendor)]
    public static bool Matches(this NpgsqlTsVector vector, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <summary>All of the words (Django's <c>search_type="plain"</c>).</summary>
    [DbFunction("PLAINTO_TSQUERY({0})", Vendor = Vendor)]
    public static NpgsqlTsQuery Query(string text) => throw OnlyInQuery();

    /// <inheritdoc cref="Query"/>
    [DbFunction("PLAINTO_TSQUERY({0}::regconfig, {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery QueryIn(string config, string text) => throw OnlyInQuery();

    /// <summary>All of the words, one after the other (<c>"phrase"</c>).</summary>
    [DbFunction("PHRASETO_TSQUERY({0})", Vendor = Vendor)]
    public static NpgsqlTsQuery Phrase(string text) => throw OnlyInQuery();

    /// <inheritdoc cref="Phrase"/>
    [DbFunction("PHRASETO_TSQUERY({0}::regconfig, {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery PhraseIn(string config, string text) => throw OnlyInQuery();

    /// <summary>A query in the database's own language, <c>'tomato' &amp; ('red' | 'green')</c> (<c>"raw"</c>); what is none is an error, so it is not for what users type.</summary>
    [DbFunction("TO_TSQUERY({0})", Vendor = Vendor)]
    public static NpgsqlTsQuery Raw(string text) => throw OnlyInQuery();

    /// <inheritdoc cref="Raw"/>
    [DbFunction("TO_TSQUERY({0}::regconfig, {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery RawIn(string config, string text) => throw OnlyInQuery();

    /// <summary>A query as search engines understand it, <c>"red tomato" or green -unripe</c> (<c>"websearch"</c>).</summary>
    [DbFunction("WEBSEARCH_TO_TSQUERY({0})", Vendor = Vendor)]
    public static NpgsqlTsQuery Web(string text) => throw OnlyInQuery();

    /// <inheritdoc cref="Web"/>
    [DbFunction("WEBSEARCH_TO_TSQUERY({0}::regconfig, {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery WebIn(string config, string text) => throw OnlyInQuery();

    /// <summary>What both look for.</summary>
    [DbFunction("({0} && {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery And(this NpgsqlTsQuery query, NpgsqlTsQuery other) => throw OnlyInQuery();

    /// <summary>What one of them looks for.</summary>
    [DbFunction("({0} || {1})", Vendor = Vendor)]
    public static NpgsqlTsQuery Or(this NpgsqlTsQuery query, NpgsqlTsQuery other) => throw OnlyInQuery();

    /// <summary>What it does not look for.</summary>
    [DbFunction("(!! {0})", Vendor = Vendor)]
    public static NpgsqlTsQuery Not(this NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <summary>How well the words fit the query: the more often and the weightier, the more.</summary>
    [DbFunction("CAST(TS_RANK({0}, {1}) AS double precision)", Vendor = Vendor)]
    public static double Rank(NpgsqlTsVector vector, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <param name="vector">The words.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="normalization">How the length of the text counts; the database's numbers, added up.</param>
    /// <inheritdoc cref="Rank(NpgsqlTsVector, NpgsqlTsQuery)"/>
    [DbFunction("CAST(TS_RANK({0}, {1}, {2}) AS double precision)", Vendor = Vendor)]
    public static double Rank(NpgsqlTsVector vector, NpgsqlTsQuery query, int normalization) => throw OnlyInQuery();

    /// <param name="weights">What words of the weights D, C, B and A count, in this order.</param>
    /// <param name="vector">The words.</param>
    /// <param name="query">What is looked for.</param>
    /// <inheritdoc cref="Rank(NpgsqlTsVector, NpgsqlTsQuery)"/>
    [DbFunction("CAST(TS_RANK({0}, {1}, {2}) AS double precision)", Vendor = Vendor)]
    public static double Rank(float[] weights, NpgsqlTsVector vector, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <summary>The same, where words that stand near each other count more (Django's <c>cover_density=True</c>).</summary>
    [DbFunction("CAST(TS_RANK_CD({0}, {1}) AS double precision)", Vendor = Vendor)]
    public static double RankCd(NpgsqlTsVector vector, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <param name="vector">The words.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="normalization">How the length of the text counts; the database's numbers, added up.</param>
    /// <inheritdoc cref="RankCd(NpgsqlTsVector, NpgsqlTsQuery)"/>
    [DbFunction("CAST(TS_RANK_CD({0}, {1}, {2}) AS double precision)", Vendor = Vendor)]
    public static double RankCd(NpgsqlTsVector vector, NpgsqlTsQuery query, int normalization) => throw OnlyInQuery();

    /// <param name="weights">What words of the weights D, C, B and A count, in this order.</param>
    /// <param name="vector">The words.</param>
    /// <param name="query">What is looked for.</param>
    /// <inheritdoc cref="RankCd(NpgsqlTsVector, NpgsqlTsQuery)"/>
    [DbFunction("CAST(TS_RANK_CD({0}, {1}, {2}) AS double precision)", Vendor = Vendor)]
    public static double RankCd(float[] weights, NpgsqlTsVector vector, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <summary>A piece of the text with what was found between <c>&lt;b&gt;</c> and <c>&lt;/b&gt;</c>. The text itself is not escaped.</summary>
    [DbFunction("TS_HEADLINE({0}, {1})", Vendor = Vendor)]
    public static string Headline(string? text, NpgsqlTsQuery query) => throw OnlyInQuery();

    /// <param name="text">The text.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="options"><see cref="HeadlineOptions"/>, which becomes a text by itself.</param>
    /// <inheritdoc cref="Headline(string?, NpgsqlTsQuery)"/>
    [DbFunction("TS_HEADLINE({0}, {1}, {2})", Vendor = Vendor)]
    public static string Headline(string? text, NpgsqlTsQuery query, string options) => throw OnlyInQuery();

    /// <inheritdoc cref="Headline(string?, NpgsqlTsQuery, string)"/>
    [DbFunction("TS_HEADLINE({0}::regconfig, {1}, {2}, {3})", Vendor = Vendor)]
    public static string HeadlineIn(string config, string? text, NpgsqlTsQuery query, string options) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("It stands in a query's lambda only; the database calculates.");
}

/// <summary>How <see cref="Search.Headline(string?, NpgsqlTsQuery, string)"/> shows what was found; null: the database's usual.</summary>
public sealed record HeadlineOptions
{
    /// <summary>What stands before a word that was found.</summary>
    public string? StartSel { get; init; }

    /// <summary>What stands behind it.</summary>
    public string? StopSel { get; init; }

    public int? MaxWords { get; init; }

    public int? MinWords { get; init; }

    /// <summary>Words of so many letters do not stand at an end.</summary>
    public int? ShortWord { get; init; }

    /// <summary>The whole text.</summary>
    public bool? HighlightAll { get; init; }

    /// <summary>So many pieces, and not one.</summary>
    public int? MaxFragments { get; init; }

    /// <summary>What stands between pieces.</summary>
    public string? FragmentDelimiter { get; init; }

    public static implicit operator string(HeadlineOptions options) => options.ToString();

    public override string ToString()
    {
        (string Name, object? Value)[] all =
        [
            (nameof(StartSel), Quoted(StartSel)), (nameof(StopSel), Quoted(StopSel)), (nameof(MaxWords), MaxWords), (nameof(MinWords), MinWords), (nameof(ShortWord), ShortWord),
            (nameof(HighlightAll), HighlightAll), (nameof(MaxFragments), MaxFragments), (nameof(FragmentDelimiter), Quoted(FragmentDelimiter)),
        ];
        return string.Join(", ", all.Where(option => option.Value is not null).Select(option => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{option.Name}={option.Value}")));
    }

    private static string? Quoted(string? text) => text is null ? null : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
