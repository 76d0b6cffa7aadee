using System.Linq.Expressions;
using System.Text.Json;
using Quintet.Db;
using Gadget = DbTests.FieldTests.Gadget;

namespace DbTests;

public sealed class JsonTestsOnSqlite() : JsonTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void Containing_is_not_there()
    {
        Assert.StartsWith("contains lookup is not supported on this database backend.", Assert.Throws<NotSupportedException>(() => Gadgets.Filter("data__contains", 1).ToList()).Message);
        Assert.Throws<NotSupportedException>(() => Gadgets.Filter(g => g.Data.JsonContainedBy(1)).ToList());
    }
}

public sealed class JsonTestsOnPostgreSql() : JsonTests(DatabaseKind.PostgreSql)
{
    [PostgresFact]
    public void Containing()
    {
        Assert.Equal("a", Docs(Gadgets.Filter("data__contains", new { owner = new { name = "Bob" } })));
        Assert.Equal("a", Docs(Gadgets.Filter("data__tags__contains", new[] { "y" })));
        Assert.Equal("a", Docs(Gadgets.Filter(g => g.Data.JsonContains(new { tags = new[] { "x" }, ok = true }))));
        Assert.Equal("bcdef", Docs(Gadgets.Exclude(g => g.Data.JsonContains(new { pages = 3 }))));
        Assert.Equal("ab", Docs(Gadgets.Filter("data__tags__contained_by", new[] { "x", "y", "z" })));
        Assert.Equal("e", Docs(Gadgets.Filter(g => g.Data.JsonContainedBy(new[] { "Bob" }))));
    }
}

/// <summary>Ways into JSON, by name and in lambdas; the same answers on both databases.</summary>
public abstract class JsonTests : IDisposable
{
    private static readonly (string Doc, string Data, string? More)[] Rows =
    [
        ("a", """{"owner": {"name": "Bob", "age": 41}, "tags": ["x", "y"], "pages": 3, "ok": true, "none": null}""", """{"n": 1}"""),
        ("b", """{"owner": {"name": "bobby"}, "tags": [], "pages": 3.5, "ok": false}""", "null"),
        ("c", """{"owner": "B\u006fb", "pages": "3", "ok": "true"}""", null),
        ("d", """[1, [2, 3], {"k": "v"}]""", null),
        ("e", "\"Bob\"", null),
        ("f", "null", null),
    ];

    private readonly TestDatabase _database;

    protected JsonTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, Gadget.Meta);
        foreach (var (doc, data, more) in Rows) Gadgets.Create(new() { Doc = doc, Data = Json(data), More = more is null ? null : Json(more) });
    }

    public static TheoryData<string, object?, string> Lookups => new()
    {
        { "data__owner__name", "Bob", "a" },
        { "data__owner", "Bob", "c" },
        { "data__owner", new Dictionary<string, object> { ["age"] = 41, ["name"] = "Bob" }, "a" },
        { "data__owner__name__in", new[] { "Bob", "bobby", "x" }, "ab" },
        { "data__owner__name__in", Array.Empty<string>(), "" },
        { "data__pages", 3, "a" },
        { "data__pages", 3.5, "b" },
        { "data__pages", "3", "c" },
        { "data__pages__in", new object[] { 3.0, "3" }, "ac" },
        { "data__pages__gt", 3, "b" },
        { "data__pages__gte", 3, "ab" },
        { "data__pages__lt", 3.5m, "a" },
        { "data__pages__lte", "4", "c" },
        { "data__pages__range", new[] { 3, 4 }, "ab" },
        { "data__ok", true, "a" },
        { "data__ok", false, "b" },
        { "data__ok", "true", "c" },
        { "data__none", null, "a" },
        { "data__none__isnull", true, "bcdef" },
        { "data__none__isnull", false, "a" },
        { "data__tags__0", "x", "a" },
        { "data__tags__-1", "y", "a" },
        { "data__tags", new[] { "x", "y" }, "a" },
        { "data__tags", Array.Empty<string>(), "b" },
        { "data__tags", new[] { "y", "x" }, "" },
        { "data__0", 1, "d" },
        { "data__1__1", 3, "d" },
        { "data__2__k", "v", "d" },
        { "data", "Bob", "e" },
        { "data", null, "f" },
        { "data__isnull", true, "" },
        { "more__isnull", true, "cdef" },
        { "more", null, "b" },
        { "more__n", 1, "a" },
        { "data__has_key", "owner", "abc" },
        { "data__owner__has_key", "age", "a" },
        { "data__has_keys", new[] { "tags", "none" }, "a" },
        { "data__has_any_keys", new[] { "tags", "none", "zzz" }, "ab" },
        { "data__owner__name__icontains", "BOB", "ab" },
        { "data__owner__name__startswith", "Bo", "a" },
        { "data__owner__name__iexact", "bob", "a" },
        { "data__owner__name__endswith", "by", "b" },
        { "data__owner__name__regex", "^B.b$", "a" },
        { "data__pages__startswith", "3", "abc" },
        { "data__icontains", "no such text", "" },
    };

    public static TheoryData<Expression<Func<Gadget, bool>>, string> Conditions => new()
    {
        { g => g.Data.GetProperty("owner").GetProperty("name").GetString() == "Bob", "a" },
        { g => g.Data.GetProperty("owner").GetProperty("name").GetString() != "Bob", "bcdef" },
        { g => g.Data.GetProperty("owner").GetProperty("name").GetString()!.IStartsWith("BOB"), "ab" },
        { g => g.Data.GetProperty("pages").GetInt32() >= 3, "ab" },
        { g => g.Data.GetProperty("pages").GetDouble() * 2 == 7, "b" },
        { g => !(g.Data.GetProperty("pages").GetInt32() > 3), "acdef" },
        { g => g.Data.GetProperty("ok").GetBoolean(), "a" },
        { g => !g.Data.GetProperty("ok").GetBoolean(), "bcdef" },
        { g => g.Data[1][0].GetInt32() == 2, "d" },
        { g => g.Data[2].GetProperty("k").GetString() == "v", "d" },
        { g => g.Data.GetString() == "Bob", "e" },
        { g => g.Data.GetProperty("owner").ValueEquals("Bob"), "c" },
        { g => g.Data.GetProperty("owner").JsonEquals(new { age = 41, name = "Bob" }), "a" },
        { g => g.Data.GetProperty("none").JsonEquals(null), "a" },
        { g => JsonElement.DeepEquals(g.Data, Rows5), "d" },
        { g => g.Data.HasKey("tags"), "ab" },
        { g => !g.Data.GetProperty("owner").HasKey("age"), "bcdef" },
        { g => g.Data.HasKeys("ok", "pages"), "abc" },
        { g => g.Data.HasAnyKeys("none", "no"), "a" },
        { g => g.Data.GetProperty("tags").GetArrayLength() > 0, "a" },
        { g => g.Data.GetProperty("pages").ToString() == "3", "ac" },
        { g => g.More!.Value.GetProperty("n").GetInt32() == 1, "a" },
        { g => g.Data.ValueKind == JsonValueKind.Object, "abc" },
        { g => g.Data.ValueKind == JsonValueKind.Array || g.Data.ValueKind == JsonValueKind.Null, "df" },
        { g => g.Data.ValueKind != JsonValueKind.Object, "def" },
        { g => g.Data.GetProperty("pages").ValueKind == JsonValueKind.Number, "ab" },
        { g => g.Data.GetProperty("ok").ValueKind == JsonValueKind.True, "a" },
        { g => g.Data.GetProperty("ok").ValueKind == JsonValueKind.False, "b" },
        { g => g.Data.GetProperty("ok").ValueKind == JsonValueKind.String, "c" },
        { g => g.Data.GetProperty("none").ValueKind == JsonValueKind.Null, "a" },
        { g => g.Data.GetProperty("none").ValueKind == JsonValueKind.Undefined, "bcdef" },
        { g => g.More == null, "cdef" },
    };

    protected static Manager<Gadget> Gadgets { get; } = new(Gadget.Meta);

    private static JsonElement Rows5 => Json("[1,[2,3],{\"k\":\"v\"}]");

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseTheory]
    [MemberData(nameof(Lookups))]
    public void By_name(string lookup, object? value, string expected)
    {
        Assert.Equal(expected, Docs(Gadgets.Filter(lookup, value)));
        Assert.Equal(string.Concat("abcdef".Except(expected)), Docs(Gadgets.Exclude(lookup, value)));
    }

    [DatabaseTheory]
    [MemberData(nameof(Conditions))]
    public void In_lambdas(Expression<Func<Gadget, bool>> condition, string expected) => Assert.Equal(expected, Docs(Gadgets.Filter(condition)));

    [DatabaseFact]
    public void Values_orders_and_groups()
    {
        Assert.Equal(["Bob", "bobby", null, null, null, null], Gadgets.OrderBy("doc").Values(g => g.Data.GetProperty("owner").GetProperty("name").GetString()).ToList());
        Assert.Equal([3, null], Gadgets.Filter(g => g.Doc == "a" || g.Doc == "c").OrderBy("doc").Values(g => (int?)g.Data.GetProperty("pages").GetInt32()).ToList());
        var owner = (JsonElement)Gadgets.Filter(g => g.Doc == "a").Values("data__owner").Get()["data__owner"]!;
        Assert.Equal("Bob", owner.GetProperty("name").GetString());
        Assert.Null(Gadgets.Filter(g => g.Doc == "d").ValuesList("data__owner").Get()[0]);
        Assert.Equal(41, Gadgets.Filter(g => g.Doc == "a").Values(g => g.Data.GetProperty("owner")).Get().GetProperty("age").GetInt32());
        Assert.Equal("ba", Order(Gadgets.Filter("doc__in", new[] { "a", "b" }).OrderBy("-data__pages")));
        Assert.Equal("ab", Order(Gadgets.Filter("doc__in", new[] { "a", "b" }).OrderBy(g => g.Data.GetProperty("pages"))));
        Assert.Equal("ba", Order(Gadgets.Filter("doc__in", new[] { "a", "b" }).OrderByDescending(g => g.Data.GetProperty("pages").GetDecimal())));
        Assert.Equal("a", Docs(Gadgets.Annotate(g => new { Gadget = g, Name = g.Data.GetProperty("owner").GetProperty("name").GetString() }).Filter(r => r.Name == "Bob").Values(r => r.Gadget)));
        var counts = Gadgets.Values(g => g.Data.GetProperty("ok").GetBoolean() ? "yes" : "no").Annotate((ok, q) => new { Ok = ok, Count = q.Count() }).ToList();
        Assert.Equal([("no", 5), ("yes", 1)], counts.Select(c => (c.Ok, c.Count)).Order());
        Assert.Equal(6.5, Gadgets.All().Aggregate(q => q.Sum(g => g.Data.GetProperty("pages").GetDouble())) ?? 0, 9);
    }

    [DatabaseTheory]
    [InlineData("it's")]
    [InlineData("say \"hi\"")]
    [InlineData("a.b")]
    [InlineData("a[0]")]
    [InlineData("back\\slash")]
    [InlineData("{x,y}")]
    [InlineData("$")]
    [InlineData("\"] OR 1=1 --")]
    [InlineData("'; DROP TABLE blog_gadget; --")]
    [InlineData("é\n☃")]
    [InlineData("")]
    public void Keys_are_values(string key)
    {
        Gadgets.Create(new() { Doc = "z", Data = JsonSerializer.SerializeToElement(new Dictionary<string, object> { [key] = new Dictionary<string, int> { [key] = 7 } }) });
        Assert.Equal("z", Docs(Gadgets.Filter(g => g.Data.GetProperty(key).GetProperty(key).GetInt32() == 7)));
        Assert.Equal("z", Docs(Gadgets.Filter(g => g.Data.HasKey(key))));
        Assert.Equal("z", Docs(Gadgets.Filter(g => g.Data.GetProperty(key).HasAnyKeys("other", key))));
        Assert.Equal("z", Docs(Gadgets.Filter($"data__{key}__{key}__gt", 6)));
        Assert.Equal("z", Docs(Gadgets.Filter("data__has_keys", new[] { key })));
        Assert.All(_database.Statements.Where(s => key.Length > 1 && s.StartsWith("SELECT", StringComparison.Ordinal)), sql => Assert.DoesNotContain(key, sql));
    }

    [DatabaseFact]
    public void Guids_and_times()
    {
        var id = new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E");
        string[] times = ["2024-05-31T10:20:30.123456Z", "2024-05-31T12:20:30.123456+02:00", "2024-05-31T10:20:30", "2024-05-31", "2024-05-31T10:20", "10:20", "2024-13-31T10:20:30Z", "no time"];
        foreach (var (time, i) in times.Select((time, i) => (time, i))) Gadgets.Create(new() { Doc = $"{i}", Data = JsonSerializer.SerializeToElement(new { at = time, id = i == 0 ? $"{id}".ToUpperInvariant() : "x" }) });
        var exact = new DateTime(2024, 5, 31, 10, 20, 30, DateTimeKind.Utc).AddTicks(1_234_560);
        Assert.Equal("0", Docs(Gadgets.Filter(g => g.Data.GetProperty("id").GetGuid() == id)));
        Assert.Equal([id], Gadgets.Filter(g => g.Data.GetProperty("id").GetGuid() == id).Values(g => g.Data.GetProperty("id").GetGuid()).ToList());
        Assert.Equal("01", Docs(Gadgets.Filter(g => g.Data.GetProperty("at").GetDateTime() == exact)));
        Assert.Equal("234", Docs(Gadgets.Filter(g => g.Data.GetProperty("at").GetDateTime() < exact)));
        Assert.Equal("01234", Docs(Gadgets.Filter(g => g.Data.GetProperty("at").GetDateTime().Year == 2024)));
        Assert.Equal([exact, exact], Gadgets.Filter(g => g.Data.GetProperty("at").GetDateTime() == exact).Values(g => g.Data.GetProperty("at").GetDateTime()).ToList());
        Assert.Equal([JsonValueKind.Array, JsonValueKind.String], Gadgets.Filter("doc__in", new[] { "d", "e" }).OrderBy("doc").Values(g => g.Data.ValueKind).ToList());
    }

    [DatabaseFact]
    public void A_field_is_compared_with_what_stands_in_json()
    {
        Gadgets.Create(new() { Doc = "y", Stock = 4, Data = Json("""{"pages": 3, "owner": "y"}""") });
        Gadgets.Create(new() { Doc = "z", Stock = 2, Data = Json("""{"pages": 3, "owner": "x"}""") });
        Gadgets.Filter("doc__in", new[] { "a", "b", "c", "d", "e", "f" }).Update(g => new() { Stock = 1 });
        Assert.Equal("y", Docs(Gadgets.Filter(g => g.Stock > g.Data.GetProperty("pages").GetInt32())));
        Gadgets.Create(new() { Doc = "w", Data = Json("""{"x": {"v": [1, "q"]}, "y": {"v": [1, "q"]}}""") });
        Assert.Equal("w", Docs(Gadgets.Filter("data__x__v__0", new F("data__y__v__0"))));
        Assert.Equal("w", Docs(Gadgets.Filter("data__x__v__1", new F("data__y__v__1"))));
        Assert.Equal("w", Docs(Gadgets.Filter("data__x", new F("data__y"))));
        Assert.Equal("y", Docs(Gadgets.Filter("data__owner", new F("doc"))));
        Assert.Equal("", Docs(Gadgets.Filter("data__x__v__0__gt", new F("data__y__v__0"))));
        Assert.Equal("y", Docs(Gadgets.Filter("data__pages__lt", new F("stock"))));
        Assert.Equal("y", Docs(Gadgets.Filter("stock__gt", new F("data__pages"))));
        Assert.Equal("y", Docs(Gadgets.Filter("doc", new F("data__owner"))));
        Gadgets.Filter(g => g.Doc == "w").Update(g => new() { Data = Json("""{"x": {"a": 1, "b": [2.0]}, "y": {"b": [2], "a": 1}}""") });
        Assert.Equal("w", Docs(Gadgets.Filter("data__x", new F("data__y"))));
        Assert.Equal("y", Docs(Gadgets.Filter(g => g.Doc == g.Data.GetProperty("owner").GetString())));
        Assert.Equal(2, Gadgets.Filter("doc__in", new[] { "y", "z" }).Update(g => new() { Stock = g.Data.GetProperty("pages").GetInt32() * 2 }));
        Assert.Equal([6, 6], Gadgets.Filter("doc__in", new[] { "y", "z" }).Values(g => g.Stock).ToList());
    }

    [DatabaseFact]
    public void Keys_are_no_part_of_a_query_s_shape()
    {
        string Sql(string key) => _database.StatementsOf(() => Docs(Gadgets.Filter($"data__{key}", 1))).Single();
        Assert.Equal(Sql("a"), Sql("b"));
        Assert.Equal("", Docs(Gadgets.Filter("data__owner__x", 1)));
    }

    [DatabaseFact]
    public void What_cannot_be_compared()
    {
        Assert.Contains("with a number or a text", Assert.Throws<FieldErrorException>(() => Gadgets.Filter("data__x__gt", null).ToList()).Message);
        Assert.Contains("must be a list", Assert.Throws<FieldErrorException>(() => Gadgets.Filter("data__x__in", "text").ToList()).Message);
        Assert.Contains("Of JSON a query knows", Assert.Throws<QueryTranslationException>(() => Gadgets.Filter(g => g.Data.GetBytesFromBase64() == null).ToList()).Message);
    }

    [Fact]
    public void The_same_in_memory()
    {
        var a = Json(Rows[0].Data);
        Assert.True(a.HasKey("none") && !a.HasKey("x") && a.HasKeys("ok", "tags") && a.HasAnyKeys("x", "ok") && !Json("[1]").HasKey("0"));
        Assert.True(a.JsonContains(new { owner = new { name = "Bob" }, tags = new[] { "y" } }) && !a.JsonContains(new { owner = new { name = "x" } }));
        Assert.True(Json("[1]").JsonContainedBy(new[] { 1, 2 }) && !Json("[3]").JsonContainedBy(new[] { 1, 2 }) && Json("[1]").JsonContains(1));
        Assert.True(Json("null").JsonEquals(null) && Json("""{"a":1,"b":2}""").JsonEquals(new { b = 2, a = 1 }) && !a.JsonEquals(1));
    }

    protected static string Docs(QuerySet<Gadget> gadgets) => string.Concat(gadgets.ToList().Select(g => g.Doc).Order());

    private static string Order(QuerySet<Gadget> gadgets) => string.Concat(gadgets.ToList().Select(g => g.Doc));

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
