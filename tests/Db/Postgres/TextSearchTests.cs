using Archive;
using Quintet.Contrib.Postgres;
using Quintet.Db;

namespace DbTests;

public sealed class TextSearchTests : ArchiveTests
{
    private static void Fill()
    {
        Page.Objects.BulkCreate(
        [
            new() { Title = "Cheese on toast", Body = "Melt the cheese, toast the bread." },
            new() { Title = "Bread", Body = "Flour and water. No cheeses here, but the word; red tomatoes." },
            new() { Title = "Crème brûlée" },
        ]);
        Page.Objects.Update(p => new() { Words = Search.VectorIn("english", p.Title).Weight("A").Concat(Search.VectorIn("english", p.Body).Weight("D")) });
    }

    [PostgresFact]
    public void The_search_lookup()
    {
        Fill();
        Assert.Equal("1 2", Ids(Page.Objects.Filter("body__search", "cheese")));
        Assert.Equal("3", Ids(Page.Objects.Exclude("body__search", "cheese")));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => p.Title.Search("toast CHEESE"))));
        Assert.Equal("1 2", Ids(Page.Objects.Filter("words__search", "cheese")));
        Assert.Equal("", Ids(Page.Objects.Filter("words__search", "the")));
        Assert.Contains(Statements, sql => sql.Contains("""TO_TSVECTOR(COALESCE("archive_page"."body", '')) @@ PLAINTO_TSQUERY($1)""", StringComparison.Ordinal));
    }

    [PostgresFact]
    public void Vectors_and_queries()
    {
        Fill();
        Assert.Equal("1 2", Ids(Page.Objects.Filter(p => Search.Vector(p.Title, p.Body, p.Number).Matches(Search.Query("bread")))));
        Assert.Contains(Statements, sql => sql.Contains("""TO_TSVECTOR(COALESCE(("archive_page"."title")::text, '') || ' ' || COALESCE(("archive_page"."body")::text, '')""", StringComparison.Ordinal));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Phrase("toast the bread")))));
        Assert.Equal("", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Phrase("bread toast")))));
        Assert.Equal("2", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Raw("tomato & (red | green)")))));
        Assert.Equal("2", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Web("\"red tomatoes\" or unripe -toast")))));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Query("bread").And(Search.Query("flour").Not())))));
        Assert.Equal("1 2", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.QueryIn("english", "toasting").Or(Search.QueryIn("english", "tomato"))))));
        Assert.Equal("", Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.QueryIn("simple", "toasting")))));
        Assert.Throws<OperationalErrorException>(() => Ids(Page.Objects.Filter(p => p.Words!.Matches(Search.Raw("no query &")))));
        Connection.Execute("SET enable_seqscan = off");
        Assert.Contains("Bitmap Index Scan", Page.Objects.Filter(p => p.Words!.Matches(Search.QueryIn("english", "cheese"))).Explain(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Ranks_and_headlines()
    {
        Fill();
        var ranked = Page.Objects.Annotate(p => new { p.Id, Rank = Search.Rank(p.Words!, Search.QueryIn("english", "bread")) }).Filter(r => r.Rank > 0).OrderByDescending(r => r.Rank).ToList();
        Assert.Equal([2, 1], ranked.Select(r => r.Id));
        var weights = new[] { 1f, 1f, 1f, 0f };
        Assert.Equal(0, Page.Objects.Filter(p => p.Id == 2).Values(p => Search.Rank(weights, p.Words!, Search.QueryIn("english", "bread"))).Get());
        Assert.True(Page.Objects.Filter(p => p.Id == 1).Values(p => Search.RankCd(p.Words!, Search.QueryIn("english", "toast bread"))).Get() > Page.Objects.Filter(p => p.Id == 1).Values(p => Search.RankCd(p.Words!, Search.QueryIn("english", "toast bread"), 32)).Get());
        Assert.Equal("Melt the <b>cheese</b>, toast the bread.", Page.Objects.Filter(p => p.Id == 1).Values(p => Search.Headline(p.Body, Search.Query("cheese"))).Get());
        var options = new HeadlineOptions { StartSel = "[\"", StopSel = "]", HighlightAll = true };
        Assert.Equal("StartSel=\"[\"\"\", StopSel=\"]\", HighlightAll=True", options.ToString());
        Assert.Equal("Melt the [\"cheese], toast the bread.", Page.Objects.Filter(p => p.Id == 1).Values(p => Search.HeadlineIn("english", p.Body, Search.QueryIn("english", "cheese"), options)).Get());
        Assert.Null(Page.Objects.Filter(p => p.Id == 3).Values(p => (string?)Search.Headline(p.Body, Search.Query("x"))).Get());
        Assert.Equal("'brûlée':2A 'crème':1A", Page.Objects.Get(3).Words!.ToString());
    }

    [PostgresFact]
    public void Trigrams()
    {
        Fill();
        Assert.Equal("2", Ids(Page.Objects.Filter("title__trigram_similar", "Breads")));
        Assert.Equal("1 3", Ids(Page.Objects.Filter(p => !p.Title.TrigramSimilar("Breads"))));
        Assert.Equal("1", Ids(Page.Objects.Filter("title__trigram_word_similar", "chees")));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => p.Title.TrigramStrictWordSimilar("cheese"))));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => p.Title.ToLower().TrigramWordSimilar("chees"))));
        var wanted = "Breads";
        var best = Page.Objects.OrderByDescending(p => TextSearch.TrigramSimilarity(p.Title, wanted)).Values(p => new { p.Id, Near = TextSearch.TrigramSimilarity(p.Title, wanted), Far = TextSearch.TrigramDistance(p.Title, wanted) }).First()!;
        Assert.Equal(2, best.Id);
        Assert.Equal(1, best.Near + best.Far, 5);
        Assert.Equal([1d, 1d], Page.Objects.Filter(p => p.Id == 1).Values(p => new { A = TextSearch.TrigramWordSimilarity("toast", p.Title), B = TextSearch.TrigramStrictWordSimilarity("toast", p.Title) }).ToList().SelectMany(r => new[] { r.A, r.B }));
        Assert.Equal([0d, 0d], Page.Objects.Filter(p => p.Id == 1).Values(p => new { A = TextSearch.TrigramWordDistance("toast", p.Title), B = TextSearch.TrigramStrictWordDistance("toast", p.Title) }).ToList().SelectMany(r => new[] { r.A, r.B }));
    }

    [PostgresFact]
    public void Accents()
    {
        Fill();
        Assert.Equal("3", Ids(Page.Objects.Filter("title__unaccent", "Creme brulee")));
        Assert.Equal("3", Ids(Page.Objects.Filter("title__unaccent__icontains", "CRÉME")));
        Assert.Equal("1 2", Ids(Page.Objects.Exclude("title__unaccent__startswith", "Crè")));
        Assert.Equal("3", Ids(Page.Objects.Filter("title__unaccent__in", new[] { "Crème brulee" })));
        Assert.Equal("3", Ids(Page.Objects.Filter(p => TextSearch.Unaccent(p.Title) == "Creme brulee")));
        Assert.Equal("Creme brulee", Page.Objects.OrderByDescending(p => TextSearch.Unaccent(p.Title)).Filter(p => p.Id == 3).Values(p => TextSearch.Unaccent(p.Title)).First());
    }

    [PostgresFact]
    public void Functions()
    {
        Fill();
        Assert.Equal(3, Page.Objects.Values(p => PostgresFunctions.RandomUuid()).ToList().Distinct().Count());
        Transaction.Atomic(() =>
        {
            DateTime First() => Page.Objects.Values(p => PostgresFunctions.TransactionNow()).First();
            var begun = First();
            Connection.Execute("SELECT pg_sleep(0.01)");
            Assert.Equal(begun, First());
            Assert.Equal(DateTimeKind.Utc, begun.Kind);
            Assert.True(Page.Objects.Values(p => Quintet.Db.Functions.Now()).First() > begun);
        });
    }
}
