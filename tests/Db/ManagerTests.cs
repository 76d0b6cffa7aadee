using Press;
using Quintet.Db;

namespace DbTests;

public sealed class ManagerTestsOnSqlite() : ManagerTests(DatabaseKind.Sqlite);

public sealed class ManagerTestsOnPostgreSql() : ManagerTests(DatabaseKind.PostgreSql);

/// <summary>
/// Managers and queryset verbs of an app's own. The rows:
/// <code>
/// writer              volumes (pages)
/// ann                 Alpha (100), Beta (400), Gone (500, withdrawn)
/// bob, retired        Gamma (350)
/// cat, banned         Delta (50)
/// </code>
/// The rack has Alpha, Gone and Gamma, and all three writers.
/// </summary>
public abstract class ManagerTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly Writer _ann;
    private readonly Writer _bob;
    private readonly Writer _cat;
    private readonly Rack _rack;

    protected ManagerTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, [.. new PressApp().Manifest.OfType<ModelMeta>()]);
        _ann = Writer.Objects.Create(new() { Name = "ann" });
        _bob = Writer.Objects.Create(new() { Name = "bob", Retired = true });
        _cat = Writer.Objects.Create(new() { Name = "cat", Banned = true });
        _rack = Rack.Objects.Create(new() { Name = "first" });
        var alpha = Volume.Objects.Create(new() { Title = "Alpha", Pages = 100, Writer = _ann });
        Volume.Objects.Create(new() { Title = "Beta", Pages = 400, Writer = _ann });
        var gone = Volume.Objects.Create(new() { Title = "Gone", Pages = 500, Withdrawn = true, Writer = _ann });
        var gamma = Volume.Objects.Create(new() { Title = "Gamma", Pages = 350, Writer = _bob });
        Volume.Objects.Create(new() { Title = "Delta", Pages = 50, Writer = _cat });
        _rack.Volumes.Add(alpha, gone, gamma);
        _rack.Writers.Add(_ann, _bob, _cat);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_manager_of_the_apps_own_shows_less_than_all_and_has_methods()
    {
        Assert.Equal(["Alpha", "Beta", "Delta", "Gamma"], Titles(Volume.Objects.All()));
        Assert.Equal(5, Volume.Everything.Count());
        Assert.Equal(10, Volume.Objects.CreateThin("Epsilon", _cat).Pages);
        Assert.Throws<DoesNotExistException<Volume>>(() => Volume.Objects.Get(b => b.Title == "Gone"));
        Assert.Equal("Gone", Volume.Everything.Get(b => b.Title == "Gone").Title);
        Assert.Equal(["ann", "cat"], Writer.Active.All().ToList().Select(w => w.Name));
        Assert.Equal(3, Writer.Objects.Count());
    }

    [Fact]
    public void Relations_to_many_start_from_the_default_manager()
    {
        Assert.Equal(["Alpha", "Beta"], Titles(_ann.Volumes.All()));
        Assert.Equal(["Alpha", "Gamma"], Titles(_rack.Volumes.All()));
        Assert.Equal(["ann", "cat"], _rack.Writers.All().ToList().Select(w => w.Name));
        Assert.Equal(2, _ann.Volumes.Count());
    }

    [Fact]
    public void What_is_read_along_is_what_the_relation_gives()
    {
        var before = _database.Statements.Count;
        var writers = Writer.Objects.PrefetchRelated(w => w.Volumes).ToList();
        var rack = Rack.Objects.PrefetchRelated(s => s.Volumes).PrefetchRelated(s => s.Writers).Get();
        Assert.Equal(["Alpha", "Beta"], Titles(writers[0].Volumes.All()));
        Assert.Equal(["Alpha", "Gamma"], Titles(rack.Volumes.All()));
        Assert.Equal(["ann", "cat"], rack.Writers.All().ToList().Select(w => w.Name));
        Assert.Equal(5, _database.Statements.Count - before);
    }

    [Fact]
    public void Relations_to_one_start_from_the_base_manager()
    {
        Assert.Equal("bob", Volume.Objects.Get(b => b.Title == "Gamma").Writer.Name);
        var delta = Volume.Objects.Get(b => b.Title == "Delta");
        Assert.Throws<DoesNotExistException<Writer>>(() => delta.Writer);
        var volumes = Volume.Objects.PrefetchRelated(b => b.Writer).ToList();
        Assert.Equal("bob", volumes.Single(b => b.Title == "Gamma").Writer.Name);
        Assert.Throws<DoesNotExistException<Writer>>(() => volumes.Single(b => b.Title == "Delta").Writer);
    }

    [Fact]
    public void Verbs_chain_on_querysets_and_on_every_manager()
    {
        Assert.Equal(["Beta", "Gamma"], Titles(Volume.Objects.Thick()));
        Assert.Equal(["Beta"], Titles(Volume.Objects.Thick().ByWriter(_ann)));
        Assert.Equal(["Gone", "Beta", "Gamma", "Alpha", "Delta"], Titles(Volume.Everything.LongestFirst()));
        Assert.Equal(["Beta", "Alpha"], Titles(_ann.Volumes.LongestFirst()));
        Assert.Equal(["Gamma"], Titles(_rack.Volumes.Thick(200)));
        Assert.Equal(["Alpha", "Beta"], Titles(Volume.Objects.Titled("Alpha", "Beta", "Gone")));
        Assert.Equal(["Alpha"], Titles(_ann.Volumes.Thin()));
        Assert.Equal(500, _ann.Volumes.TotalPages());
        Assert.Equal(2, _ann.Volumes.Withdraw());
        Assert.Empty(_ann.Volumes.All().ToList());
    }

    [Fact]
    public void Verbs_are_part_of_the_query_inside_of_a_lambda()
    {
        var before = _database.Statements.Count;
        Assert.Equal(["ann", "bob"], Writer.Objects.Filter(w => w.Volumes.Thick(350).Any()).ToList().Select(w => w.Name));
        Assert.Equal(["ann"], Writer.Objects.Filter(w => w.Volumes.Thick(350).Count() > 1).ToList().Select(w => w.Name));
        Assert.Equal(["cat"], Writer.Objects.Filter(w => w.Volumes.Thin().Filter(b => b.Title == "Delta").Any()).ToList().Select(w => w.Name));
        Assert.Equal(["first"], Rack.Objects.Filter(s => s.Volumes.Filter(b => b.Pages > 1).Thick().LongestFirst().Any(b => b.Title.StartsWith("Gam"))).ToList().Select(s => s.Name));
        Assert.Equal(["Gone"], Writer.Objects.Filter(w => w.Name == "ann").Values(w => w.Volumes.LongestFirst().First()!.Title).ToList());
        Assert.Equal(5, _database.Statements.Count - before);
    }

    [Fact]
    public void A_verb_whose_argument_is_the_rows_own_is_refused_by_name()
    {
        var error = Assert.Throws<QueryTranslationException>(() => Writer.Objects.Filter(w => w.Volumes.ByWriter(w).Any()).ToList());
        Assert.Contains("ByWriter", error.Message);
        Assert.Contains("from outside", error.Message);
    }

    [Fact]
    public void Templates_ask_for_verbs_by_name_but_never_for_those_that_alter_data()
    {
        Assert.True(_ann.Volumes.TryGetTemplateMember("thick", out var thick));
        Assert.Equal(["Beta"], Titles((QuerySet<Volume>)thick!));
        Assert.True(Volume.Everything.All().TryGetTemplateMember("total_pages", out var pages));
        Assert.Equal(1400, pages);
        Assert.True(_ann.Volumes.TryGetTemplateMember("Thin", out _));
        Assert.False(_ann.Volumes.TryGetTemplateMember("withdraw", out _));
        Assert.False(_ann.Volumes.TryGetTemplateMember("by_writer", out _));
        Assert.Equal(5, Volume.Everything.Count(b => !b.Withdrawn) + Volume.Everything.Count(b => b.Withdrawn));
    }

    [Fact]
    public void Each_model_has_the_managers_of_its_abstract_base()
    {
        Story.Objects.BulkCreate([new() { Title = "one", IsLive = true }, new() { Title = "untitled" }]);
        Serial.Objects.Create(new() { Title = "untitled", IsLive = true, Part = 3 });
        Assert.Equal(["one", "untitled"], Story.Live.All().OrderBy("title").ToList().Select(s => s.Title));
        Serial live = Serial.Live.Get();
        Assert.Equal(3, live.Part);
        Assert.Equal(1, Story.Live.Named().Count());
        Assert.Equal(1, Story.Objects.Named("one").Count());
        Assert.Equal(3, Serial.Objects.Named().Get().Part);
        Assert.Equal(3, Story.Objects.Count());
    }

    private static List<string> Titles(IEnumerable<Volume> volumes) => [.. volumes.Select(b => b.Title)];
}
