using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class ConstraintTestsOnSqlite() : ConstraintTests(DatabaseKind.Sqlite);

public sealed class ConstraintTestsOnPostgreSql() : ConstraintTests(DatabaseKind.PostgreSql)
{
    [PostgresFact]
    public void A_deferred_constraint_waits_for_the_end()
    {
        Add("a");
        Add("b");
        Transaction.Atomic(() =>
        {
            Shelf.Objects.Filter(s => s.Code == "a").Update(s => new() { Place = 2 });
            Shelf.Objects.Filter(s => s.Code == "b").Update(s => new() { Place = 1 });
        });
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() => { Shelf.Objects.Filter(s => s.Code == "a").Update(s => new() { Place = 1 }); }));
        Assert.Equal(["a2", "b1"], Database.Connection.Query("SELECT code || place FROM blog_shelf ORDER BY code", row => row.GetString(0)));
    }

    [PostgresFact]
    public void A_constraint_of_ones_own_over_a_changed_column_stays()
    {
        var create = new CreateModel("Box", [("id", new BigAutoField { PrimaryKey = true }), ("size", new PositiveIntegerField { Unique = true })])
        {
            Constraints = [new CheckConstraintAttribute("size < 100") { Name = "size_small" }, new UniqueConstraintAttribute("size") { Name = "size_once" }],
        };
        var alter = new AlterField("Box", "size", new IntegerField());
        var first = create.Apply("blog", ProjectState.Empty);
        foreach (var sql in create.Forwards("blog", ProjectState.Empty, first, PostgreSqlSchema.Instance)) Database.Connection.Execute(sql);
        foreach (var sql in alter.Forwards("blog", first, alter.Apply("blog", first), PostgreSqlSchema.Instance)) Database.Connection.Execute(sql);
        Database.Connection.Execute("INSERT INTO blog_box (size) VALUES (-5)");
        Assert.Contains("size_small", Assert.Throws<IntegrityErrorException>(() => Database.Connection.Execute("INSERT INTO blog_box (size) VALUES (100)")).Message);
        Assert.Contains("size_once", Assert.Throws<IntegrityErrorException>(() => Database.Connection.Execute("INSERT INTO blog_box (size) VALUES (-5)")).Message);
    }

    [PostgresFact]
    public void An_index_may_be_of_ones_own_kind()
    {
        var before = ModelStates.Of([Shelf.Meta]);
        var operation = new AddIndex("Shelf", new FillingHashAttribute("code"));
        foreach (var sql in operation.Forwards("blog", before, operation.Apply("blog", before), PostgreSqlSchema.Instance)) Database.Connection.Execute(sql);
        Assert.Matches("CREATE INDEX blog_shelf_code_[0-9a-f]{6}_hash ON .*USING hash \\(code\\) WITH \\(fillfactor='50'\\)", Database.Connection.Query("SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'blog_shelf_code_%_hash'", row => row.GetString(0)).Single());
        Assert.Equal("new global::DbTests.FillingHashAttribute(\"code\")", CSharpSource.Of(operation.Index));
    }

    [PostgresFact]
    public void Two_nulls_may_be_the_same()
    {
        var before = ModelStates.Of([Shelf.Meta]);
        var shelf = before.Get("blog", "Shelf");
        var one = new UniqueConstraintAttribute("room") { Name = "one_room", NullsDistinct = false };
        foreach (var sql in PostgreSqlSchema.Instance.AddConstraint(before, before.With(shelf with { Constraints = shelf.Constraints.Add(one) }), "blog", "Shelf", one)) Database.Connection.Execute(sql);
        Add("a");
        Assert.Contains("one_room", Assert.Throws<IntegrityErrorException>(() => Add("b")).Message);
    }

    [PostgresFact]
    public void An_index_may_cover_further_columns_and_a_table_has_a_comment()
    {
        var schema = Database.Connection.Query("SELECT current_schema()", row => row.GetString(0)).Single();
        var index = Database.Connection.Query("SELECT indexdef FROM pg_indexes WHERE indexname = 'shelf_room_idx' AND schemaname = current_schema()", row => row.GetString(0)).Single();
        Assert.Equal("CREATE INDEX shelf_room_idx ON blog_shelf USING btree (lower((code)::text), room DESC) INCLUDE (price) WHERE (active AND (room IS NOT NULL))", index.Replace($"{schema}.", ""));
        Assert.Equal("where books stand", Database.Connection.Query("SELECT obj_description('blog_shelf'::regclass)", row => row.GetString(0)).Single());
    }
}

public abstract class ConstraintTests : IDisposable
{
    private int _places;

    protected ConstraintTests(DatabaseKind kind)
    {
        Database = new TestDatabase(kind, Shelf.Meta);
        Schema = kind == DatabaseKind.Sqlite ? SqliteSchema.Instance : PostgreSqlSchema.Instance;
    }

    protected TestDatabase Database { get; }

    private SchemaDialect Schema { get; }

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void The_database_refuses_what_breaks_a_constraint_and_keeps_the_values_to_itself()
    {
        Refuses("secret", s => s.Price = -1);
        Refuses("secret", s => s.Code = "");
        Add("secret", s => (s.Room, s.Active) = (7, true));
        Refuses("other", s => (s.Room, s.Active) = (7, true));
        Refuses("SECRET");
        Refuses("third", s => (s.Room, s.Wall) = (7, "n"), before: s => s.Active = false);
        Add("fourth", s => (s.Room, s.Active, s.Wall) = (7, false, "w"));

        void Refuses(string code, Action<Shelf>? change = null, Action<Shelf>? before = null)
        {
            var shelf = Make(code, before);
            change?.Invoke(shelf);
            var error = Assert.Throws<IntegrityErrorException>(() => shelf.Save());
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [DatabaseFact]
    public async Task The_same_is_said_before_with_Djangos_words()
    {
        Assert.Equal("", Said(Make("a")));
        Assert.Equal("__all__: Constraint “shelf_price” is violated.", Said(Make("a", s => s.Price = -0.5m)));
        Assert.Equal("__all__: A code has at least one letter. (no_code)", Said(Make("a", s => s.Code = "1")));

        // NULL breaks nothing.
        Assert.Equal("", Said(Make("a", s => s.Price = null)));

        var first = Add("first", s => (s.Room, s.Active, s.Day) = (7, true, new(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal("", Said(first));
        Assert.Equal("__all__: Constraint “shelf_code” is violated.", Said(Make("FIRST")));
        Assert.Equal("__all__: Constraint “shelf_active_room” is violated.", Said(Make("x", s => (s.Room, s.Active) = (7, true))));
        Assert.Equal("", Said(Make("x", s => (s.Room, s.Active, s.Wall) = (7, false, "w"))));
        Assert.Equal("place: Bookcase with this Place already exists.", Said(Make("x", s => s.Place = first.Place)));
        Assert.Equal("", Said(Make("x", s => s.Place = first.Place), "place"));
        Assert.Equal("__all__: Constraint “shelf_not_before” is violated.", Said(Make("x", s => s.Day = new(1999, 12, 31, 23, 59, 59, DateTimeKind.Utc))));
        Assert.Equal("", Said(Make("x", s => s.Price = -1), "price"));

        var bad = Make("y", s => (s.Price, s.Room) = (-1, 7));
        var error = await Assert.ThrowsAsync<ValidationError>(() => bad.FullCleanAsync());
        Assert.Equal(["Bookcase with this Room and Wall already exists.", "Constraint “shelf_price” is violated."], error.MessageDict["__all__"]);
        Assert.Equal(["unique_together", null], error.ErrorDict["__all__"].Select(e => e.Code));
        await bad.FullCleanAsync(validateUnique: false, validateConstraints: false);
        Assert.Single(Assert.Throws<ValidationError>(() => bad.FullClean(validateConstraints: false)).ErrorList);
        Assert.Single((await Assert.ThrowsAsync<ValidationError>(() => bad.ValidateConstraintsAsync())).ErrorList);

        // What is no value is equal to none.
        Assert.Equal("", Said(Make("z", s => s.Room = null)));
        Make("z", s => s.Room = null).ValidateUnique();
    }

    [DatabaseFact]
    public void A_value_of_the_object_is_a_parameter()
    {
        var statements = Database.StatementsOf(() => Said(Make("secret", s => s.Price = 3.25m)));
        Assert.Contains(statements, sql => sql.StartsWith("SELECT 1 WHERE NOT COALESCE(", StringComparison.Ordinal));
        Assert.All(statements, sql => Assert.DoesNotContain("3.25", sql));
        Assert.All(statements, sql => Assert.DoesNotContain("secret", sql));
    }

    [DatabaseFact]
    public void An_unrelated_change_of_the_table_leaves_rows_and_constraints()
    {
        Add("kept", s => (s.Room, s.Active) = (7, true));
        var before = ModelStates.Of([Shelf.Meta]);
        var operation = new AlterField("Shelf", "wall", new CharField { MaxLength = 30, DbColumn = "the wall", Default = "s" });
        foreach (var sql in operation.Forwards("blog", before, operation.Apply("blog", before), Schema)) Database.Connection.Execute(sql);
        Assert.Equal(["kept"], Database.Connection.Query("SELECT code FROM blog_shelf", row => row.GetString(0)));
        Assert.Throws<IntegrityErrorException>(() => Add("a", s => s.Price = -1));
        Assert.Throws<IntegrityErrorException>(() => Add("a", s => (s.Room, s.Active) = (7, true)));
        Assert.Throws<IntegrityErrorException>(() => Add("KEPT"));
        Assert.Throws<IntegrityErrorException>(() => Add("a", s => (s.Room, s.Wall) = (7, "n")));
        Add("a", s => (s.Room, s.Wall) = (7, "w"));
    }

    [DatabaseFact]
    public void Rows_that_break_a_new_constraint_stop_it()
    {
        Add("a", s => s.Price = 100);
        var before = ModelStates.Of([Shelf.Meta]);
        var operation = new AddConstraint("Shelf", new CheckConstraintAttribute("price BETWEEN 0 AND 50 AND code NOT LIKE 'x%'") { Name = "cheap" });
        void Run(IEnumerable<string> statements)
        {
            foreach (var sql in statements) Database.Connection.Execute(sql);
        }

        var after = operation.Apply("blog", before);
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() => Run(operation.Forwards("blog", before, after, Schema))));
        Shelf.Objects.All().Update(s => new() { Price = 50 });
        Run(operation.Forwards("blog", before, after, Schema));
        Assert.Throws<IntegrityErrorException>(() => Add("b", s => s.Price = 51));
        Assert.Throws<IntegrityErrorException>(() => Add("xb"));
        Run(operation.Backwards("blog", before, after, Schema));
        Add("xb", s => s.Price = 51);
    }

    [DatabaseFact]
    public void A_constraint_of_ones_own_is_kept_and_validated()
    {
        Add("a", s => (s.Room, s.Price) = (1, 5));
        Assert.Throws<IntegrityErrorException>(() => Add("b", s => (s.Room, s.Price) = (1, 9)));
        Assert.Equal("__all__: Constraint “shelf_price_of_room” is violated.", Said(Make("b", s => (s.Room, s.Price) = (1, 9))));
        Assert.Equal("", Said(Make("b", s => (s.Room, s.Price) = (2, 1))));
        Assert.Equal("", Said(Make("b", s => (s.Room, s.Price) = (1, 9)), "price"));
        Assert.Equal("new global::DbTests.SumAttribute(\"room\", \"price\", 10) { Name = \"shelf_price_of_room\" }", Shelf.Meta.Constraints[^1].ToString());
    }

    [DatabaseFact]
    public async Task The_latest_is_that_of_the_models_option()
    {
        Add("a", s => (s.Day, s.Price) = (new(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc), 7));
        Add("b", s => (s.Day, s.Price) = (new(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc), 5));
        Add("c", s => (s.Day, s.Price) = (new(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc), 9));
        Assert.Equal("b", Shelf.Objects.Latest().Code);
        Assert.Equal("a", (await Shelf.Objects.All().EarliestAsync()).Code);
        Assert.Equal("c", Shelf.Objects.Latest("price").Code);
        Assert.Equal("b", (await Shelf.Objects.LatestAsync(["day", "-price"])).Code);
        Assert.Equal("c", Shelf.Objects.Earliest("-day", "-price").Code);
        Assert.Throws<DoesNotExistException<Shelf>>(() => Shelf.Objects.Filter(s => s.Code == "none").Latest());
        Assert.Contains("GetLatestBy", Assert.Throws<ArgumentException>(() => Author.Objects.Latest()).Message);
    }

    private protected Shelf Add(string code, Action<Shelf>? change = null)
    {
        var shelf = Make(code, change);
        shelf.Save();
        return shelf;
    }

    private Shelf Make(string code, Action<Shelf>? change = null)
    {
        var shelf = new Shelf { Code = code, Place = ++_places };
        change?.Invoke(shelf);
        return shelf;
    }

    private static string Said(Shelf shelf, params string[] exclude)
    {
        try
        {
            shelf.ValidateConstraints(exclude);
            return "";
        }
        catch (ValidationError e)
        {
            return string.Join("; ", e.ErrorDict.SelectMany(pair => pair.Value.Select(error => $"{pair.Key}: {string.Concat(error.Messages)}{(error.Code is null or "unique" ? "" : $" ({error.Code})")}")));
        }
    }
}

/// <summary>A kind of index that is not ours.</summary>
public sealed class FillingHashAttribute(params string[] fields) : IndexAttribute(fields)
{
    public override string Method => "hash";

    public override string Suffix => "hash";

    public override IReadOnlyList<string> StorageParameters => ["fillfactor = 50"];
}

/// <summary>A kind of constraint that is not ours: two fields together stay below a number.</summary>
public sealed class SumAttribute(string one, string other, int limit) : ConstraintAttribute, ICheckedConstraint
{
    public override IEnumerable<string> FieldNames => [one, other];

    public override string TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        $"CONSTRAINT {dialect.Quote(Name)} CHECK ({dialect.Columns(model, [one])} + {dialect.Columns(model, [other])} < {limit})";

    public override string CreateSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} ADD {TableSql(dialect, state, model)}";

    public override string RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}";

    public string ViolationSql(ConstraintCheck check) => $"SELECT 1 WHERE {check.Value(one)} + {check.Value(other)} >= {limit}";

    protected override void Describe(FieldArguments arguments)
    {
        arguments.AddPositional("one", one);
        arguments.AddPositional("other", other);
        arguments.AddPositional("limit", limit);
        base.Describe(arguments);
    }
}

/// <summary>A model with constraints of each kind, as the generator writes it.</summary>
public sealed class Shelf : Model
{
    public static ModelMeta<Shelf> Meta { get; } = new(
        "blog",
        [
            new FieldMeta<Shelf, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
            new FieldMeta<Shelf, string>("code", "Code", new CharField { MaxLength = 20, Blank = true }, static m => m.Code, static (m, v) => m.Code = v),
            new FieldMeta<Shelf, int?>("room", "Room", new IntegerField { Null = true, Blank = true }, static m => m.Room, static (m, v) => m.Room = v),
            new FieldMeta<Shelf, string>("wall", "Wall", new CharField { MaxLength = 1, DbColumn = "the wall" }, static m => m.Wall, static (m, v) => m.Wall = v),
            new FieldMeta<Shelf, bool>("active", "Active", new BooleanField(), static m => m.Active, static (m, v) => m.Active = v),
            new FieldMeta<Shelf, decimal?>("price", "Price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2, Null = true, Blank = true }, static m => m.Price, static (m, v) => m.Price = v),
            new FieldMeta<Shelf, DateTime?>("day", "Day", new DateTimeField { Null = true, Blank = true }, static m => m.Day, static (m, v) => m.Day = v),
            new FieldMeta<Shelf, int>("place", "Place", new IntegerField(), static m => m.Place, static (m, v) => m.Place = v),
        ],
        static () => new Shelf(),
        static (row, offset) => new Shelf
        {
            Id = row.GetInt64(offset),
            Code = row.GetString(offset + 1),
            Room = row.GetInt32OrNull(offset + 2),
            Wall = row.GetString(offset + 3),
            Active = row.GetBoolean(offset + 4),
            Price = row.GetDecimalOrNull(offset + 5, 2),
            Day = row.GetDateTimeOrNull(offset + 6),
            Place = row.GetInt32(offset + 7),
        })
    {
        Options = new MetaAttribute { VerboseName = "bookcase", GetLatestBy = ["day", "-price"], UniqueTogether = [["room", "wall"]], DbTableComment = "where books stand" },
        Indexes = [new IndexAttribute { Name = "shelf_room_idx", Expressions = ["LOWER(code)", "-room"], Include = ["price"], Condition = "active AND room IS NOT NULL" }],
        Constraints =
        [
            new CheckConstraintAttribute("price >= 0") { Name = "shelf_price" },
            new CheckConstraintAttribute("LENGTH(TRIM(code)) > 0 AND NOT (code IN ('1', '2'))") { Name = "shelf_has_code", ViolationErrorMessage = "A code has at least one letter.", ViolationErrorCode = "no_code" },
            new CheckConstraintAttribute("day IS NULL OR day >= '2000-01-01'") { Name = "shelf_not_before" },
            new UniqueConstraintAttribute { Name = "shelf_code", Expressions = ["UPPER(code)"] },
            new UniqueConstraintAttribute("room") { Name = "shelf_active_room", Condition = "active = TRUE" },
            new UniqueConstraintAttribute("place") { Name = "shelf_place", Deferrable = Deferrable.Deferred },
            new SumAttribute("room", "price", 10) { Name = "shelf_price_of_room" },
        ],
    };

    public static Manager<Shelf> Objects { get; } = new(Meta);

    public long Id { get; set; }

    public string Code { get; set; } = "";

    public int? Room { get; set; }

    public string Wall { get; set; } = "n";

    public bool Active { get; set; }

    public decimal? Price { get; set; }

    public DateTime? Day { get; set; }

    public int Place { get; set; }

    public override object? Pk
    {
        get => Id == 0 ? null : Id;
        set => Id = value is null ? 0 : (long)value;
    }

    public override ModelMeta GetMeta() => Meta;
}
