using System.Net;
using System.Text.Json;
using Depot;
using Places;
using Quintet;
using Quintet.Contrib.ContentTypes;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Db.Serialization;
using Quintet.Dispatch;
using Tagging;

namespace DbTests;

public sealed class FixtureTestsOnSqlite() : FixtureTests(DatabaseKind.Sqlite);

public sealed class FixtureTestsOnPostgreSql() : FixtureTests(DatabaseKind.PostgreSql);

/// <summary>Rows as fixtures and back. What stands here as fixtures is as Django writes it.</summary>
public abstract class FixtureTests : IDisposable
{
    private const string AllKinds =
        """
        [
        {
          "model": "depot.item",
          "pk": "0f8fad5b-d9cb-469f-a165-70867728950e",
          "fields": {
            "name": "Größe \"L\"\n\u0001",
            "notes": null,
            "rank": -3,
            "count": 9007199254740993,
            "weight": 1.0,
            "price": "12.50",
            "in_stock": true,
            "made": "2024-02-29",
            "opens": "08:30:00",
            "changed": "2024-05-01T12:30:45.123Z",
            "lasts": "-1 23:00:00.000005",
            "seal": "AAEC/w==",
            "host": "2001:db8::1",
            "data": {
              "a": [
                1,
                null,
                {}
              ],
              "b": []
            },
            "grade": 2,
            "shelf": 0
          }
        }
        ]

        """;

    private readonly TestDatabase _database;
    private readonly Context.Scope _signals;
    private readonly List<string> _heard = [];

    protected FixtureTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, [.. Models(new DepotApp()), .. Models(new Accounts.AccountsApp()), .. Models(new PlacesApp()), ContentType.Meta, TaggedItem.Meta]);
        _signals = Context.Current.With(Signals.Key, new Signals(
        [
            .. new ContentTypesApp().Manifest.OfType<ReceiverRegistration>(),
            ReceiverRegistration.Of<PreSave<Person>>(s => _heard.Add($"pre {s.Instance.Name} {s.Raw}")),
            ReceiverRegistration.Of<PostSave<Person>>(s => _heard.Add($"post {s.Instance.Name} {s.Created} {s.Raw}")),
            ReceiverRegistration.Of<PostMigrate>(s => _heard.Add($"migrated {s.Using}")),
        ])).Enter();
    }

    public void Dispose()
    {
        _signals.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void Every_kind_of_value_comes_back_as_Django_writes_it()
    {
        Assert.Equal(1, Load(AllKinds).Installed);

        var item = Item.Objects.Get();
        Assert.Equal("Größe \"L\"\n\u0001", item.Name);
        Assert.Equal((-3, 9007199254740993, 1.0, 12.5m, true), (item.Rank, item.Count!.Value, item.Weight, item.Price, item.InStock));
        Assert.Equal((new(2024, 2, 29), new(8, 30, 0), new DateTime(2024, 5, 1, 12, 30, 45, 123, DateTimeKind.Utc)), (item.Made!.Value, item.Opens!.Value, item.Changed));
        Assert.Equal(TimeSpan.FromHours(-1) + TimeSpan.FromMicroseconds(5), item.Lasts);
        Assert.Equal([0, 1, 2, 255], item.Seal);
        Assert.Equal(IPAddress.Parse("2001:db8::1"), item.Host);
        Assert.Equal((Grade.Fine, 0, 0), (item.Grade, item.Shelf, item.Twice));
        Assert.Equal(AllKinds.ReplaceLineEndings("\n"), Dump(new("default") { Indent = 2 }, Item.Meta));
        var lines = Dump(new("default") { Format = FixtureFormat.JsonLines, Indent = 2 }, Item.Meta);
        Assert.StartsWith("{\"model\": \"depot.item\", \"pk\": \"0f8fad5b-d9cb-469f-a165-70867728950e\", \"fields\": {\"name\": \"Größe \\\"L\\\"\\n\\u0001\", \"notes\": null, \"rank\": -3, ", lines);
        Assert.EndsWith("\"data\": {\"a\": [1, null, {}], \"b\": []}, \"grade\": 2, \"shelf\": 0}}\n", lines);

        DatabaseFlush.Run("default");
        Assert.Equal(1, Load(lines, FixtureFormat.JsonLines).Installed);
        Assert.Equal("[" + lines.TrimEnd('\n') + "]", Dump(new("default"), Item.Meta));
    }

    [DatabaseFact]
    public void Rows_may_point_to_those_that_come_later()
    {
        const string text = """
            [{"model": "depot.work", "pk": 3, "fields": {"title": "Emma", "author": 7, "readers": [8, 7]}},
             {"model": "depot.person", "pk": 7, "fields": {"name": "Jane", "mentor": 8, "friends": [8]}},
             {"model": "depot.person", "pk": 8, "fields": {"name": "Fanny", "mentor": null, "friends": [7]}}]
            """;
        Assert.Equal(3, Load(text).Installed);

        Assert.Equal(["pre Jane True", "post Jane True True", "pre Fanny True", "post Fanny True True"], _heard);
        Assert.Equal(
            """[{"model": "depot.work", "pk": 3, "fields": {"title": "Emma", "author": 7, "readers": [8, 7]}}, """
            + """{"model": "depot.person", "pk": 7, "fields": {"name": "Jane", "mentor": 8, "friends": [8]}}, {"model": "depot.person", "pk": 8, "fields": {"name": "Fanny", "mentor": null, "friends": [7]}}]""",
            Sorted(Dump(new("default"), Work.Meta, Person.Meta)));

        // Once more it overwrites, and the next keys follow.
        _heard.Clear();
        Load("""[{"model": "depot.person", "pk": 7, "fields": {"name": "Joan"}}]""");
        Assert.Equal(["pre Joan True", "post Joan False True"], _heard);
        Assert.Equal("Joan", Person.Objects.Get(7L).Name);
        Assert.Equal(4L, Work.Objects.Create(new() { Title = "Next", AuthorId = 7 }).Id);
    }

    [DatabaseFact]
    public void Natural_keys_stand_for_keys()
    {
        Load("""
            [{"model": "depot.person", "pk": 7, "fields": {"name": "Jane", "mentor": 8, "friends": [8]}}, {"model": "depot.person", "pk": 8, "fields": {"name": "Fanny", "mentor": 7}},
             {"model": "depot.work", "pk": 3, "fields": {"title": "Emma", "author": 7, "readers": [8]}}]
            """);
        var text = Dump(new("default") { NaturalForeignKeys = true, NaturalPrimaryKeys = true }, Work.Meta, Person.Meta);
        Assert.Equal(
            """[{"model": "depot.person", "fields": {"name": "Jane", "mentor": ["Fanny"], "friends": [["Fanny"]]}}, {"model": "depot.person", "fields": {"name": "Fanny", "mentor": ["Jane"], "friends": [["Jane"]]}}, """
            + """{"model": "depot.work", "pk": 3, "fields": {"title": "Emma", "author": ["Jane"], "readers": [["Fanny"]]}}]""",
            text);

        // Where they are already, they are found.
        Load(text);
        Assert.Equal([7L, 8L], Person.Objects.OrderBy(p => p.Id).ToList().Select(p => p.Id));
        DatabaseFlush.Run("default");
        Load(text);
        Assert.Equal(text, Dump(new("default") { NaturalForeignKeys = true, NaturalPrimaryKeys = true }, Work.Meta, Person.Meta));
        Assert.Equal([1L, 2L], Person.Objects.OrderBy(p => p.Id).ToList().Select(p => p.Id));

        // One that must be set waits for its target.
        Load("""[{"model": "depot.work", "pk": 9, "fields": {"title": "Sula", "author": ["Toni"]}}, {"model": "depot.person", "fields": {"name": "Toni"}}]""");
        Assert.Equal("Toni", Work.Objects.Get(9L).Author.Name);
    }

    [DatabaseFact]
    public void Content_types_are_named()
    {
        TaggedItem.Objects.Create(new() { Tag = "old", ContentType = ContentType.Objects.GetForModel<Item>(), ObjectId = 4 });
        var text = Dump(new("default") { NaturalForeignKeys = true }, TaggedItem.Meta);
        Assert.Equal("""[{"model": "tagging.taggeditem", "pk": 1, "fields": {"tag": "old", "content_type": ["depot", "item"], "object_id": 4}}]""", text);

        TaggedItem.Objects.All().Delete();
        Load(text);
        Assert.Equal("item", TaggedItem.Objects.Get().ContentType.Model);

        // What was found before the rows went is not believed any more.
        DatabaseFlush.Run("default");
        ContentType.Objects.GetForModel<Item>();
        Assert.Equal(1, ContentType.Objects.Count());
    }

    [DatabaseFact]
    public void Derived_models_are_written_by_their_tables()
    {
        Restaurant.Objects.Create(new() { Name = "Bia", Stars = 2 });
        var text = Dump(new("default"), Place.Meta, Restaurant.Meta);
        Assert.EndsWith(""", {"model": "places.restaurant", "pk": 1, "fields": {"serves_pizza": false, "stars": 2}}]""", text);

        DatabaseFlush.Run("default");
        Assert.Equal(2, Load(text).Installed);
        Assert.Equal(("Bia", 2), (Restaurant.Objects.Get().Name, Restaurant.Objects.Get().Stars));
        Assert.Equal(text, Dump(new("default"), Place.Meta, Restaurant.Meta));
    }

    [DatabaseFact]
    public void What_the_default_manager_hides_only_all_rows_have()
    {
        Load("""[{"model": "depot.person", "pk": 1, "fields": {"name": "ghost"}}, {"model": "depot.person", "pk": 2, "fields": {"name": "Jane"}}]""");

        Assert.DoesNotContain("ghost", Dump(new("default"), Person.Meta));
        Assert.Contains("ghost", Dump(new("default") { AllRows = true }, Person.Meta));
        var output = new StringWriter();
        new FixtureWriter("default") { AllRows = true }.Write(output, [Person.Meta], ["1"]);
        Assert.Equal("""[{"model": "depot.person", "pk": 1, "fields": {"name": "ghost", "mentor": null, "friends": []}}]""", output.ToString());
    }

    [DatabaseFact]
    public void Many_rows_are_written_in_batches()
    {
        Load("[" + string.Join(',', Enumerable.Range(1, 1200).Select(i => $$$"""{"model": "depot.person", "pk": {{{i}}}, "fields": {"name": "p{{{i}}}", "mentor": {{{(i % 1200) + 1}}}, "friends": []}}""")) + "]");

        using var json = JsonDocument.Parse(Dump(new("default") { NaturalForeignKeys = true }, Person.Meta));
        Assert.Equal(Enumerable.Range(1, 1200).Select(i => $"p{(i % 1200) + 1}"), json.RootElement.EnumerateArray().Select(o => o.GetProperty("fields").GetProperty("mentor")[0].GetString()));
    }

    [DatabaseTheory]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": "Jane"}}, {"model": "depot.item", "pk": "x", "fields": {}}]""", "object 2 (depot.item:pk=x), field 'pk': expected a UUID. field_value was 'x'")]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": null}}]""", "object 1 (depot.person:pk=1), field 'name': expected a value: the field may not be null. field_value was ''")]
    [InlineData("""[{"model": "depot.work", "pk": 1, "fields": {"title": "A", "author": "abc"}}]""", "object 1 (depot.work:pk=1), field 'author': expected an integer of 64 bits. field_value was 'abc'")]
    [InlineData("""[{"model": "depot.work", "pk": 1, "fields": {"titel": "A"}}]""", "object 1 (depot.work:pk=1), field 'titel': Work has no field named 'titel'. Did you mean 'title'?")]
    [InlineData("""[{"model": "depot.wrk", "pk": 1, "fields": {}}]""", "object 1 (depot.wrk:pk=1): Invalid model identifier: 'depot.wrk'. Did you mean 'depot.work'?")]
    [InlineData("""[{"pk": 1, "fields": {}}]""", "object 1: expected \"model\"")]
    [InlineData("""[{"model": "depot.work", "pk": 1}]""", "object 1 (depot.work:pk=1): expected \"fields\"")]
    [InlineData("""{"model": "depot.work"}""", "expected a list of objects")]
    [InlineData("""[{"model" """, "it is no JSON")]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": "Jane"}}, {"model": "depot.person", "pk": 2, "fields": {"name": "Jane"}}]""", "object 2 (depot.person:pk=2): Could not load depot.Person(pk=2): ")]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": "Jane", "mentor": 5}}]""", "object 1 (depot.person:pk=1), field 'mentor': The row in table 'depot_person' with primary key '1' has an invalid foreign key: depot_person.mentor_id contains a value '5' that does not have a corresponding value in depot_person.id.")]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": "Jane", "friends": [6]}}]""", "object 1 (depot.person:pk=1), field 'friends': The row in table 'depot_person' with primary key '1' has an invalid foreign key: ")]
    [InlineData("""[{"model": "depot.work", "pk": 1, "fields": {"title": "A", "author": ["Nobody"]}}]""", "object 1 (depot.work:pk=1), field 'author': no depot.Person has this natural key. field_value was '[\"Nobody\"]'")]
    [InlineData("""[{"model": "depot.person", "pk": 1, "fields": {"name": "Jane", "friends": [["Nobody"]]}}]""", "object 1 (depot.person:pk=1), field 'friends': no depot.Person has this natural key.")]
    public void A_broken_fixture_is_explained_and_leaves_nothing(string text, string expected)
    {
        var error = Assert.Throws<FixtureException>(() => Load(text));

        Assert.StartsWith("Problem installing fixture 'test.json': " + expected, error.Message);
        Assert.Equal(0, Person.Objects.Count());
        Assert.Equal(0, Work.Objects.Count());
    }

    [DatabaseFact]
    public void What_there_is_no_more_can_be_left_out()
    {
        const string text = """[{"model": "depot.gone", "pk": 1, "fields": {}}, {"model": "depot.person", "pk": 1, "fields": {"name": "Jane", "age": 4}}, {"model": "depot.item", "pk": 1, "fields": {}}]""";
        var result = new FixtureLoader("default") { IgnoreNonexistent = true, Excluded = [Item.Meta] }.Load([new("test.json", FixtureFormat.Json, () => new StringReader(text)), new("none.json", FixtureFormat.Json, () => new StringReader("[]"))]);

        Assert.Equal((1, 3, "none.json"), (result.Installed, result.Total, Assert.Single(result.EmptySources).Name));
        Assert.Equal("Jane", Person.Objects.Get().Name);
    }

    [DatabaseFact]
    public void A_time_without_an_offset_is_one_of_the_time_zone()
    {
        using (Timezone.Override(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")))
        {
            Load("""[{"model": "depot.item", "pk": "0f8fad5b-d9cb-469f-a165-70867728950e", "fields": {"grade": "1", "data": null, "changed": "2024-06-01 12:00", "lasts": "P1DT2H", "in_stock": "True", "rank": "4"}}]""");
        }

        var item = Item.Objects.Get();
        Assert.Equal((new DateTime(2024, 6, 1, 10, 0, 0, DateTimeKind.Utc), new TimeSpan(1, 2, 0, 0), true, 4, 7), (item.Changed, item.Lasts, item.InStock, item.Rank, item.Shelf));
    }

    [DatabaseFact]
    public void Flush_empties_all_tables_and_counts_anew()
    {
        Load("""
            [{"model": "depot.person", "pk": 7, "fields": {"name": "Jane", "mentor": 7, "friends": [7]}}, {"model": "depot.work", "pk": 3, "fields": {"title": "Emma", "author": 7, "readers": [7]}}]
            """);
        _heard.Clear();

        DatabaseFlush.Run("default");

        Assert.Equal(["migrated default"], _heard);
        Assert.Equal((0, 0), (Person.Objects.Count(), Work.Objects.Count()));
        Assert.Equal([0L], _database.Connection.Query("SELECT COUNT(*) FROM depot_person_friends", row => row.GetInt64(0)));
        Load("""[{"model": "depot.person", "fields": {"name": "Jane"}}]""");
        Assert.Equal(1L, Person.Objects.Get().Id);
    }

    private static ModelMeta[] Models(Quintet.Apps.AppConfig app) => [.. app.Manifest.OfType<ModelMeta>()];

    private static FixtureResult Load(string text, FixtureFormat format = FixtureFormat.Json) => new FixtureLoader("default").Load([new("test.json", format, () => new StringReader(text))]);

    private static string Dump(FixtureWriter writer, params ModelMeta[] models)
    {
        var output = new StringWriter();
        writer.Write(output, models);
        return output.ToString();
    }

    /// <summary>The works before the persons, whatever the order that natural keys want.</summary>
    private static string Sorted(string text)
    {
        var objects = text[1..^1].Split(", {\"model\"").Select((o, i) => i == 0 ? o : "{\"model\"" + o);
        return $"[{string.Join(", ", objects.OrderByDescending(o => o.Contains("depot.work")))}]";
    }
}
