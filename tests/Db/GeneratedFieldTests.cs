using Billing;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class GeneratedFieldTestsOnSqlite() : GeneratedFieldTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void The_column_is_Djangos() => Assert.Equal(
        """
        CREATE TABLE "billing_line" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "total" decimal GENERATED ALWAYS AS (("price" * "quantity")) STORED NOT NULL, "price" decimal NOT NULL, "quantity" integer NOT NULL, "discount" integer NULL, "is_bulk" bool GENERATED ALWAYS AS ("quantity" > 9) STORED NOT NULL, "rest" integer GENERATED ALWAYS AS (("quantity" - "discount")) STORED NULL, CONSTRAINT "line_total_small" CHECK ("total" < 1000))
        """,
        Database.Connection.Query("SELECT sql FROM sqlite_master WHERE name = 'billing_line'", row => row.GetString(0)).Single());

    [Fact]
    public void A_column_may_be_calculated_when_it_is_read()
    {
        var (before, after) = WithField("double", new IntegerField { GeneratedAs = "quantity * 2", DbPersist = false });
        Line.Objects.Create(new() { Price = 1, Quantity = 4 });
        Run(before, after);
        Assert.Equal([8], Database.Connection.Query("SELECT \"double\" FROM billing_line", row => row.GetInt32(0)));
        Assert.Contains("VIRTUAL", Database.Connection.Query("SELECT sql FROM sqlite_master WHERE name = 'billing_line'", row => row.GetString(0)).Single());
    }
}

public sealed class GeneratedFieldTestsOnPostgreSql() : GeneratedFieldTests(DatabaseKind.PostgreSql)
{
    [PostgresFact]
    public void A_column_that_is_not_stored_is_refused()
    {
        var (before, after) = WithField("double", new IntegerField { GeneratedAs = "quantity * 2", DbPersist = false });
        Assert.Equal(
            "billing.Line.double says DbPersist = false, but postgresql does not support non-persisted GeneratedFields. Leave DbPersist out, so that the column is stored.",
            Assert.Throws<NotSupportedException>(() => Run(before, after)).Message);
    }
}

/// <summary>Columns that the database calculates.</summary>
public abstract class GeneratedFieldTests : IDisposable
{
    private readonly SchemaDialect _schema;

    protected GeneratedFieldTests(DatabaseKind kind)
    {
        Database = new TestDatabase(kind, Customer.Meta, Regular.Meta, Line.Meta);
        _schema = kind == DatabaseKind.Sqlite ? SqliteSchema.Instance : PostgreSqlSchema.Instance;
    }

    protected TestDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void A_saved_object_has_what_was_calculated()
    {
        var line = new Line { Price = 9.99m, Quantity = 3 };
        Assert.Single(Database.StatementsOf(() => line.Save()));
        Assert.Equal((29.97m, false, null), (line.Total, line.IsBulk, line.Rest));
        (line.Quantity, line.Discount) = (10, 4);
        Assert.Single(Database.StatementsOf(() => line.Save()));
        Assert.Equal((99.90m, true, 6), (line.Total, line.IsBulk, line.Rest));
        var read = Line.Objects.Get(line.Id);
        Assert.Equal((99.90m, true, 6), (read.Total, read.IsBulk, read.Rest));
        read.Quantity = 2;
        Assert.Single(Database.StatementsOf(() => read.Save(updateFields: ["quantity", "total"])));
        Assert.Equal((19.98m, false, -2), (read.Total, read.IsBulk, read.Rest));
        Assert.Empty(Database.StatementsOf(() => read.Save(updateFields: ["total"])));
        line.RefreshFromDb("total");
        Assert.Equal(19.98m, line.Total);
    }

    [DatabaseFact]
    public async Task Without_blocking_it_is_the_same()
    {
        var line = await Line.Objects.CreateAsync(new() { Price = 2, Quantity = 3 });
        Assert.Equal(6, line.Total);
        line.Price = 3;
        await line.SaveAsync();
        Assert.Equal(9, line.Total);
        Line.Objects.Filter(l => l.Id == line.Id).Delete();
        await Assert.ThrowsAsync<DatabaseErrorException>(() => line.SaveAsync(forceUpdate: true));
        await line.SaveAsync();
        Assert.Equal(1, await Line.Objects.CountAsync());
    }

    [DatabaseFact]
    public void Many_at_once_are_calculated_too()
    {
        var lines = Line.Objects.BulkCreate([new() { Price = 1, Quantity = 2 }, new() { Price = 3, Quantity = 4 }, new() { Id = 70, Price = 5, Quantity = 20, Discount = 1 }]);
        Assert.Equal([(2m, false, null), (12m, false, null), (100m, true, (int?)19)], lines.Select(l => (l.Total, l.IsBulk, l.Rest)));
        foreach (var line in lines) line.Quantity = 7;
        Line.Objects.BulkUpdate(lines, ["quantity"]);
        Assert.Equal([7m, 21m, 35m], Line.Objects.OrderBy(l => l.Total).Values(l => l.Total).ToList());
        Assert.Equal("BulkUpdate() cannot write billing.Line.total, which the database calculates.", Assert.Throws<ArgumentException>(() => Line.Objects.BulkUpdate(lines, ["total"])).Message);
        Line.Objects.BulkCreate([new() { Id = 70, Price = 1, Quantity = 1 }], OnConflict.Ignore);
        Line.Objects.Update(l => new() { Quantity = l.Quantity * 2 });
        Assert.Equal([14m, 42m, 70m], Line.Objects.OrderBy(l => l.Total).Values(l => l.Total).ToList());
    }

    [DatabaseFact]
    public void Queries_know_them_as_any_field()
    {
        foreach (var quantity in (int[])[1, 10, 20]) Line.Objects.Create(new() { Price = 2.5m, Quantity = quantity });
        Assert.Equal([25m, 50m], Line.Objects.Filter(l => l.Total > 20 && l.IsBulk).OrderBy("total").Values(l => l.Total).ToList());
        Assert.Equal(2, Line.Objects.Filter("total__gte", 25).Count());
        Assert.Equal(77.5m, Line.Objects.Aggregate(q => new { Sum = q.Sum(l => l.Total) }).Sum);
        var part = Line.Objects.Only("quantity", "total").OrderByDescending(l => l.Total).First()!;
        part.Quantity = 40;
        part.Save();
        Assert.Equal((100m, 100m), (part.Total, Line.Objects.Get(part.Id).Total));
    }

    [DatabaseFact]
    public void Nobody_else_writes_them()
    {
        var customer = Customer.Objects.Create(new() { First = "Ann", Shout = "mine" });
        Assert.Equal(("Ann ?", "ANN"), (customer.FullName, customer.Shout));
        const string Refusal = "Cannot assign to billing.Customer.shout: the database calculates it from UPPER(first).";
        Assert.Equal(Refusal, Assert.Throws<FieldErrorException>(() => Customer.Objects.Update(c => new() { Shout = "X" })).Message);
        Assert.Equal(Refusal, Assert.Throws<FieldErrorException>(() => Customer.Objects.GetOrCreate(() => new() { First = "Bob" }, () => new() { Shout = "X" })).Message);
        Assert.Equal(Refusal, Assert.Throws<FieldErrorException>(() => Customer.Objects.UpdateOrCreate(() => new() { Shout = "ANN" }, () => new() { First = "Bob" })).Message);
        Assert.Throws<IntegrityErrorException>(() => Customer.Objects.Create(new() { First = "ann" }));
        Assert.False(Customer.Meta.GetField("shout").Field.Editable);
        Assert.True(Customer.Meta.GetField("shout").Field.Blank);
    }

    [DatabaseFact]
    public void Checks_calculate_it_beforehand()
    {
        var line = new Line { Price = 100, Quantity = 10 };
        Assert.Equal("Constraint “line_total_small” is violated.", Assert.Throws<ValidationError>(() => line.FullClean()).MessageDict[ValidationError.NonFieldErrors].Single());
        line.Quantity = 9;
        line.FullClean();
        line.Save();
        Assert.Throws<IntegrityErrorException>(() => Line.Objects.Update(l => new() { Quantity = 10 }));
    }

    [DatabaseFact]
    public void Each_table_calculates_its_own()
    {
        var regular = Regular.Objects.Create(new() { First = "Bob", Last = "Roe", Points = 4 });
        Assert.Equal(("Bob Roe", "BOB", 8), (regular.FullName, regular.Shout, regular.Twice));
        (regular.First, regular.Points) = ("Bo", 5);
        regular.Save();
        Assert.Equal(("Bo Roe", "BO", 10), (regular.FullName, regular.Shout, regular.Twice));
        var read = Regular.Objects.Filter(r => r.FullName == "Bo Roe" && r.Twice == 10).Get();
        Assert.Equal(("BO", 10), (read.Shout, read.Twice));
        read.Save(updateFields: ["points"]);
        Assert.Equal("Bo Roe", Customer.Objects.Get(regular.Id).FullName);
    }

    [DatabaseFact]
    public void A_changed_expression_makes_the_column_anew()
    {
        Line.Objects.Create(new() { Price = 2, Quantity = 3 });
        var (before, after) = WithField("total", new DecimalField { MaxDigits = 10, DecimalPlaces = 2, GeneratedAs = "price * quantity + 1" });

        // What rests on it goes and comes with it.
        var line = before.Get("billing", "Line") with { Indexes = [new IndexAttribute("-total") { Name = "line_total" }], Options = new MetaAttribute { UniqueTogether = [["total", "price"]] } };
        Run(before, before.With(line));
        (before, after) = (before.With(line), before.With(line with { Fields = after.Get("billing", "Line").Fields }));
        Assert.Equal(
            [
                "Remove constraint line_total_small from model Line", "Remove index line_total from Line", "Alter unique_together for Line (0 constraint(s))", "Remove field total from Line", "Add field total to Line",
                "Alter unique_together for Line (1 constraint(s))", "Create index line_total on field(s) -total of model Line", "Create constraint line_total_small on model Line",
            ],
            Differ.Diff(before, after).Select(c => c.Operation.Describe()));
        Run(before, after);
        Assert.Equal([7m], Totals());
        Assert.Throws<IntegrityErrorException>(() => Line.Objects.Create(new() { Price = 999, Quantity = 1 }));
        Assert.Throws<IntegrityErrorException>(() => Line.Objects.Create(new() { Price = 2, Quantity = 3 }));
        Run(after, before);
        Assert.Equal([6m], Totals());
        var alter = new AlterField("Line", "total", after.Get("billing", "Line").GetField("total").Field);
        Assert.Equal(
            "Modifying GeneratedFields is not supported - the field billing.Line.total must be removed and re-added with the new definition.",
            Assert.Throws<InvalidOperationException>(() => alter.Forwards("billing", before, alter.Apply("billing", before), _schema)).Message);
    }

    [DatabaseFact]
    public void Other_changes_of_the_table_leave_it_alone()
    {
        Line.Objects.Create(new() { Price = 2, Quantity = 3 });
        var (before, after) = WithField("note", new CharField { MaxLength = 9, Default = "x" });
        Run(before, after);
        Assert.Equal([6m], Totals());
        Run(after, before);
        Assert.Equal([6m], Totals());
        (_, after) = WithField("rest", new IntegerField { Null = true, GeneratedAs = "quantity - discount", HelpText = "Other words." });
        Assert.Empty(Run(before, after));
        (_, after) = WithField("total", new DecimalField { MaxDigits = 12, DecimalPlaces = 2, GeneratedAs = "price * quantity" });
        Assert.Equal("Alter field total on Line", Differ.Diff(before, after).Single().Operation.Describe());
        Run(before, after);
        Assert.Equal([6m], Totals());
    }

    [DatabaseFact]
    public void What_is_new_together_comes_in_an_order_that_works()
    {
        Line.Objects.Create(new() { Price = 2, Quantity = 3 });
        var before = ModelStates.Of([Line.Meta]);
        var line = before.Get("billing", "Line");
        var after = before.With(line with
        {
            Fields = [.. line.Fields, new("net", new DecimalField { MaxDigits = 12, DecimalPlaces = 2, GeneratedAs = "price - rebate" }), new("rebate", new IntegerField { Default = 1 })],
        });
        Run(before, after);
        Assert.Equal([1m], Database.Connection.Query("SELECT net FROM billing_line", row => row.GetDecimal(0)));
        Run(after, before);
        Assert.Equal([6m], Totals());
    }

    [Fact]
    public void A_migration_says_what_the_model_says() => Assert.Equal(
        [
            """new DecimalField { MaxDigits = 10, DecimalPlaces = 2, GeneratedAs = "price * quantity" }""",
            """new IntegerField { Null = true, HelpText = "What is left.", GeneratedAs = "quantity - discount" }""",
            """new BooleanField { GeneratedAs = "quantity > 9", DbPersist = false }""",
        ],
        new[] { Line.Meta.GetField("total").Field, Line.Meta.GetField("rest").Field, new BooleanField { GeneratedAs = "quantity > 9", DbPersist = false } }.Select(CSharpSource.Of));

    /// <summary>The models' state, and the same with a field of lines added or changed.</summary>
    protected static (ProjectState Before, ProjectState After) WithField(string name, Field field)
    {
        var before = ModelStates.Of([Line.Meta]);
        var line = before.Get("billing", "Line");
        NamedField named = new(name, field);
        return (before, before.With(line with { Fields = line.FindField(name) is { } old ? line.Fields.Replace(old, named) : line.Fields.Add(named) }));
    }

    /// <summary>Migrates from one state to another; gives the statements.</summary>
    protected IReadOnlyList<string> Run(ProjectState before, ProjectState after)
    {
        var ran = new List<string>();
        foreach (var change in Differ.Diff(before, after))
        {
            var next = change.Operation.Apply(change.AppLabel, before);
            foreach (var sql in change.Operation.Forwards(change.AppLabel, before, next, _schema))
            {
                Database.Connection.Execute(sql);
                ran.Add(sql);
            }

            before = next;
        }

        return ran;
    }

    private IReadOnlyList<decimal> Totals() => Database.Connection.Query("SELECT total + 0 FROM billing_line", row => row.GetDecimal(0, 0));
}
