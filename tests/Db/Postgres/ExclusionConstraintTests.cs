using Archive;
using Quintet;
using Quintet.Contrib.Postgres;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class ExclusionConstraintTests : ArchiveTests
{
    private static Booking Of(int room, string guest, int from, int to) => new() { Room = room, Guest = guest, Span = new(new(2024, 5, from), true, new(2024, 5, to), false) };

    [PostgresFact]
    public void The_database_excludes_rows()
    {
        Of(1, "Ana", 1, 5).Save();
        Of(1, "Bea", 5, 7).Save();
        Of(2, "Bea", 8, 9).Save();
        var error = Assert.Throws<IntegrityErrorException>(() => Of(1, "Eva", 4, 6).Save());
        Assert.Contains("no_double_booking", error.Message, StringComparison.Ordinal);
        new Booking { Room = 1, Guest = "Eva", Span = Of(1, "", 4, 6).Span, Cancelled = true }.Save();

        // This one is checked at the transaction's end.
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() =>
        {
            Of(3, "aNA", 2, 3).Save();
            Assert.Equal(5, Booking.Objects.Count());
        }));
        Assert.Equal(4, Booking.Objects.Count());
    }

    [PostgresFact]
    public void Validation_says_it_before()
    {
        Of(1, "Ana", 1, 5).Save();
        var twice = Of(1, "Bea", 4, 6);
        Assert.Equal(["Constraint “no_double_booking” is violated."], Assert.Throws<ValidationError>(() => twice.ValidateConstraints()).MessageDict["__all__"]);
        twice.Cancelled = true;
        twice.ValidateConstraints();
        Assert.Equal(["Constraint “one_room_per_guest” is violated."], Assert.Throws<ValidationError>(() => Of(2, "ANA", 4, 6).ValidateConstraints()).MessageDict["__all__"]);

        // It does not exclude itself.
        Booking.Objects.First()!.ValidateConstraints();
        Of(2, "Bea", 4, 6).FullClean();
        twice.ValidateConstraints(["span"]);
    }

    [Fact]
    public void What_is_written_wrongly_is_said()
    {
        var model = ModelStates.Of(Booking.Meta);
        string Sql(ExclusionConstraintAttribute constraint) => constraint.TableSql(PostgreSqlSchema.Instance, ProjectState.Of([model]), model)!;
        Assert.StartsWith("'span' of the exclusion constraint 'x' must be an expression, WITH and an operator", Assert.Throws<FormatException>(() => Sql(new("span") { Name = "x" })).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Sql(new("span WITH &&); DROP TABLE x") { Name = "x" }));
        Assert.Throws<FormatException>(() => Sql(new() { Name = "x" }));
        Assert.Throws<FormatException>(() => Sql(new("span WITH &&") { Name = "x", OpClasses = ["a", "b"] }));
        Assert.Equal("CONSTRAINT \"x\" EXCLUDE USING spgist (\"span\" range_ops WITH &&)", Sql(new("span WITH &&") { Name = "x", OpClasses = ["range_ops"], IndexType = "spgist" }));
        Assert.Null(new ExclusionConstraintAttribute("span WITH &&") { Name = "x" }.TableSql(SqliteSchema.Instance, ProjectState.Of([model]), model));
    }
}
