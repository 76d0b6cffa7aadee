using Archive;
using Archive.Migrations;
using Quintet.Contrib.Postgres;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Operations that makemigrations does not write.</summary>
public sealed class PostgresOperationTests : ArchiveTests
{
    [PostgresFact]
    public void An_index_is_made_and_removed_while_the_table_is_in_use()
    {
        var executor = Executor(false, new AddIndexConcurrently("Page", new GinIndexAttribute("body") { Name = "body_idx", OpClasses = ["gin_trgm_ops"] }));
        executor.Migrate(executor.Plan());
        Assert.Equal("CREATE INDEX CONCURRENTLY \"body_idx\" ON \"archive_page\" USING gin (\"body\" gin_trgm_ops)", Assert.Single(executor.Sql("archive", "0003")).Statements[0]);
        Assert.Contains("archive_page index CREATE INDEX ON archive_page USING gin (body gin_trgm_ops)", PostgresCatalogue.Describe(Connection));
        executor.Migrate(executor.Plan("archive", "0002"));
        Assert.Equal("DROP INDEX CONCURRENTLY IF EXISTS \"body_idx\"", Assert.Single(executor.Sql("archive", "0003", backwards: true)).Statements[0]);
        Assert.DoesNotContain(PostgresCatalogue.Describe(Connection), line => line.Contains("USING gin (body", StringComparison.Ordinal));

        executor = Executor(false, new RemoveIndexConcurrently("Page", "page_title_trgm"));
        executor.Migrate(executor.Plan());
        Assert.DoesNotContain(PostgresCatalogue.Describe(Connection), line => line.Contains("USING gin (title", StringComparison.Ordinal));
        executor.Migrate(executor.Plan("archive", "0002"));
        Assert.Contains(PostgresCatalogue.Describe(Connection), line => line.Contains("USING gin (title", StringComparison.Ordinal));
    }

    [PostgresFact]
    public void In_a_transaction_it_is_refused()
    {
        var executor = Executor(true, new AddIndexConcurrently("Page", new IndexAttribute("number")));
        var error = Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan()));
        Assert.StartsWith("The AddIndexConcurrently operation cannot be executed inside a transaction (set Atomic => false on the migration archive.0003_more", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, executor.Applied().Count);
    }

    [PostgresFact]
    public void What_is_not_atomic_stays_half_done()
    {
        var executor = Executor(false, new AddIndex("Page", new IndexAttribute("number") { Name = "number_idx" }), new AddIndex("Page", new GinIndexAttribute("number") { Name = "bad_idx" }));
        var error = Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan()));
        Assert.Contains(" It runs outside of a transaction: what it did before that stays done.", error.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresCatalogue.Describe(Connection), line => line.EndsWith("USING btree (number)", StringComparison.Ordinal));
        Assert.Equal(2, executor.Applied().Count);
    }

    [PostgresFact]
    public void A_check_is_validated_later()
    {
        new Page { Title = "old", Number = -1 }.Save();
        var add = new AddConstraintNotValid("Page", new CheckConstraintAttribute("number > 0") { Name = "positive" });
        var executor = Executor(true, add);
        executor.Migrate(executor.Plan());
        Assert.Throws<IntegrityErrorException>(() => new Page { Title = "new", Number = -1 }.Save());
        Assert.Contains("archive_page CHECK ((number > 0)) NOT VALID", PostgresCatalogue.Describe(Connection));
        Assert.Equal("page_positive_not_valid", add.NameFragment);

        executor = Executor(true, add, new ValidateConstraint("Page", "positive"));
        Assert.Empty(executor.Plan());
        executor.Migrate(executor.Plan("archive", "0002"));
        Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan()));
        Page.Objects.Update(p => new() { Number = 1 });
        executor.Migrate(executor.Plan());
        Assert.Contains("archive_page CHECK ((number > 0))", PostgresCatalogue.Describe(Connection));
    }

    [Fact]
    public void They_are_written_as_they_are_made()
    {
        const string Space = "new global::Quintet.Contrib.Postgres.";
        Assert.Equal(Space + "AddIndexConcurrently(\"Page\", new IndexAttribute(\"a\") { Name = \"a_idx\" })", new AddIndexConcurrently("Page", new IndexAttribute("a") { Name = "a_idx" }).ToCSharp());
        Assert.Equal(Space + "RemoveIndexConcurrently(\"Page\", \"a_idx\")", new RemoveIndexConcurrently("Page", "a_idx").ToCSharp());
        Assert.Equal(Space + "AddConstraintNotValid(\"Page\", new CheckConstraintAttribute(\"a > 0\") { Name = \"x\" })", new AddConstraintNotValid("Page", new CheckConstraintAttribute("a > 0") { Name = "x" }).ToCSharp());
        Assert.Equal(Space + "ValidateConstraint(\"Page\", \"x\")", new ValidateConstraint("Page", "x").ToCSharp());
        Assert.Equal(Space + "CreateExtension(\"postgis\")", new CreateExtension("postgis").ToCSharp());
        Assert.Equal(Space + "HStoreExtension()", new HStoreExtension().ToCSharp());
        Assert.Equal("Creates extension hstore", new HStoreExtension().Describe());
        Assert.Equal("create_extension_uuid_ossp", new CreateExtension("uuid-ossp").NameFragment);
        Assert.Empty(new HStoreExtension().Forwards("archive", ProjectState.Empty, ProjectState.Empty, SqliteSchema.Instance));
    }

    private MigrationExecutor Executor(bool atomic, params Operation[] operations) => new(Connections, new MigrationGraph(
    [
        new("archive", () => new M0001_Extensions()), new("archive", () => new M0002_Models()), new("archive", () => new More(atomic, operations)),
    ]));

    private sealed class More(bool atomic, Operation[] operations) : Migration
    {
        public override string Name => "0003_more";

        public override bool Atomic => atomic;

        public override IEnumerable<Dependency> Dependencies => [new("archive", "0002_models")];

        public override IEnumerable<Operation> Operations => operations;
    }
}
