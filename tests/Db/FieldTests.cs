using System.Net;
using System.Text.Json;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>The rarer columns and options on both databases; the catalogue is asked what was made.</summary>
public sealed class FieldTestsOnSqlite() : FieldTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void The_table_is_Djangos() => Assert.Equal(
        """
        CREATE TABLE "blog_gadget" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" char(39) NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "more" text NULL CHECK ((JSON_VALID("more") OR "more" IS NULL)), "doc" varchar(100) NOT NULL, "stock" integer DEFAULT 7 NOT NULL, "made" datetime DEFAULT (CURRENT_TIMESTAMP) NOT NULL)
        """,
        Database.Connection.Query("SELECT sql FROM sqlite_master WHERE name = 'blog_gadget'", row => row.GetString(0)).Single());
}

public sealed class FieldTestsOnPostgreSql() : FieldTests(DatabaseKind.PostgreSql)
{
    [PostgresFact]
    public void The_columns_are_Djangos() => Assert.Equal(
        ["id bigint ", "address inet ", "data jsonb ", "more jsonb ", "doc character varying ", "stock integer 7", "made timestamp with time zone CURRENT_TIMESTAMP"],
        Database.Connection.Query(
            "SELECT column_name || ' ' || data_type || ' ' || CASE WHEN column_name = 'id' THEN '' ELSE COALESCE(column_default, '') END FROM information_schema.columns WHERE table_name = 'blog_gadget' AND table_schema = current_schema() ORDER BY ordinal_position",
            row => row.GetString(0)));

    [PostgresFact]
    public void A_comment_is_kept_and_changed()
    {
        Assert.Equal("how many", Comment());
        var before = ModelStates.Of([Gadget.Meta]);
        var gadget = before.Get("blog", "Gadget");
        var stock = new NamedField("stock", new IntegerField { DbDefault = 8, DbComment = "it's more" });
        var after = before.With(gadget with { Fields = gadget.Fields.Replace(gadget.GetField("stock"), stock) });
        foreach (var sql in PostgreSqlSchema.Instance.AlterField(before, after, "blog", "Gadget", stock)) Database.Connection.Execute(sql);
        Assert.Equal("it's more", Comment());
        Database.Connection.Execute("INSERT INTO blog_gadget (data, doc) VALUES ('1', '')");
        Assert.Equal([8], Database.Connection.Query("SELECT stock FROM blog_gadget", row => row.GetInt32(0)));
    }

    private string Comment() => Database.Connection.Query(
        "SELECT col_description('blog_gadget'::regclass, ordinal_position) FROM information_schema.columns WHERE table_name = 'blog_gadget' AND table_schema = current_schema() AND column_name = 'stock'",
        row => row.GetString(0)).Single();
}

public abstract class FieldTests : IDisposable
{
    private readonly Manager<Gadget> _gadgets = new(Gadget.Meta);

    protected FieldTests(DatabaseKind kind) => Database = new TestDatabase(kind, Gadget.Meta);

    protected TestDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void Addresses_and_json_come_back_as_they_were()
    {
        var data = JsonDocument.Parse("""{"a": [1, null, "ä"]}""").RootElement;
        _gadgets.Create(new() { Address = IPAddress.Parse("2001:db8::1"), Data = data, More = JsonDocument.Parse("null").RootElement });
        var first = _gadgets.Get(g => g.Id == 1);
        Assert.Equal(IPAddress.Parse("2001:db8::1"), first.Address);
        Assert.True(JsonElement.DeepEquals(data, first.Data));
        Assert.Equal(JsonValueKind.Null, first.More!.Value.ValueKind);

        // NULL is not JSON's null, and an element that was never set is.
        _gadgets.Create(new());
        var second = _gadgets.Get(g => g.Id == 2);
        Assert.Null(second.Address);
        Assert.Null(second.More);
        Assert.Equal(JsonValueKind.Null, second.Data.ValueKind);
        Assert.Equal([1L], _gadgets.Filter("address", "2001:db8::1").ToList().Select(g => g.Id));
    }

    [DatabaseFact]
    public void The_database_gives_what_the_row_leaves_out()
    {
        Database.Connection.Execute("INSERT INTO blog_gadget (data, doc) VALUES ('1', '')");
        var row = _gadgets.Get(g => g.Id == 1);
        Assert.Equal(7, row.Stock);
        Assert.InRange(row.Made, DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddHours(1));
    }

    [DatabaseFact]
    public void A_new_object_leaves_out_what_was_never_set()
    {
        var gadget = _gadgets.Create(new() { Doc = "d" });
        Assert.Equal(7, gadget.Stock);
        Assert.InRange(gadget.Made, DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddHours(1));
        Assert.Equal(3, _gadgets.Create(new() { Stock = 3 }).Stock);
        var many = _gadgets.BulkCreate([new() { Stock = 5 }, new(), new() { Stock = 6 }]);
        Assert.Equal([5, 7, 6], many.Select(g => _gadgets.Get(g.Id).Stock));
    }

    public sealed class Gadget : Model
    {
        public static ModelMeta<Gadget> Meta { get; } = new(
            "blog",
            [
                new FieldMeta<Gadget, long>("id", "Id", new BigAutoField { PrimaryKey = true }, m => m.Id, (m, v) => m.Id = v),
                new FieldMeta<Gadget, IPAddress?>("address", "Address", new GenericIPAddressField { Null = true }, m => m.Address, (m, v) => m.Address = v),
                new FieldMeta<Gadget, JsonElement>("data", "Data", new JsonField(), m => m.Data, (m, v) => m.Data = v),
                new FieldMeta<Gadget, JsonElement?>("more", "More", new JsonField { Null = true }, m => m.More, (m, v) => m.More = v),
                new FieldMeta<Gadget, string>("doc", "Doc", new FileField(), m => m.Doc, (m, v) => m.Doc = v),
                new FieldMeta<Gadget, int>("stock", "Stock", new IntegerField { DbDefault = 7, DbComment = "how many" }, m => m.Stock, (m, v) => m.Stock = v),
                new FieldMeta<Gadget, DateTime>("made", "Made", new DateTimeField { DbDefaultSql = "CURRENT_TIMESTAMP" }, m => m.Made, (m, v) => m.Made = v),
            ],
            () => new Gadget(),
            (row, offset) => new Gadget
            {
                Id = row.GetInt64(offset),
                Address = row.GetIPAddressOrNull(offset + 1),
                Data = row.GetJson(offset + 2),
                More = row.GetJsonOrNull(offset + 3),
                Doc = row.GetString(offset + 4),
                Stock = row.GetInt32(offset + 5),
                Made = row.GetDateTime(offset + 6),
            });

        public long Id { get; set; }

        public IPAddress? Address { get; set; }

        public JsonElement Data { get; set; }

        public JsonElement? More { get; set; }

        public string Doc { get; set; } = "";

        public int Stock { get; set; }

        public DateTime Made { get; set; }

        public override object? Pk
        {
            get => Id == 0 ? null : Id;
            set => Id = (long?)value ?? 0;
        }

        public override ModelMeta GetMeta() => Meta;
    }
}
