using System.Runtime.CompilerServices;
using Archive.Migrations;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Scaffolding;

namespace DbTests;

/// <summary>What makemigrations and migrate do with what only PostgreSQL has.</summary>
public sealed class PostgresMigrationTests : ArchiveTests
{
    [Fact]
    public void The_models_and_the_migrations_agree()
    {
        Assert.Equal(Graph.FinalState, ModelStates.Of(Models));
        Assert.Empty(MakeMigrations.Missing(Models, Graph));
    }

    [Fact]
    public void The_fixtures_migration_is_what_makemigrations_writes()
    {
        var graph = new MigrationGraph([new MigrationRegistration("archive", () => new M0001_Extensions())]);
        var planned = Assert.Single(MakeMigrations.Missing(Models, graph, name: "models"));
        var file = new MigrationFile
        {
            Name = planned.Name,
            ClassName = "M0002_Models",
            AppNamespace = "Archive",
            Dependencies = [.. planned.Dependencies.Select(d => (d.AppLabel, d.Name))],
            Operations = [.. planned.Operations.Select(CSharpSource.Of)],
            Version = "0",
            Timestamp = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
        };

        // The fixtures' project names that namespace for all of its files.
        var text = file.Render().Replace("using Quintet.Db;\n", "", StringComparison.Ordinal);
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "../../Fixtures/Archive/Migrations/M0002_Models.cs");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1") File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));

        static string Here([CallerFilePath] string path = "") => path;
    }

    [PostgresFact]
    public void The_catalogue_has_what_the_models_say()
    {
        var found = PostgresCatalogue.Describe(Connection);
        string[] expected =
        [
            "archive_post tags character varying(20)[] NOT NULL",
            "archive_post scores integer[]",
            "archive_post prices numeric(6,2)[] NOT NULL",
            "archive_post edited timestamp with time zone[] NOT NULL",
            "archive_thing data hstore NOT NULL",
            "archive_offer stock int8range",
            "archive_offer open tstzrange",
            "archive_host net cidr NOT NULL",
            "archive_host place character varying(40)",
            "archive_post index CREATE INDEX ON archive_post USING gin (tags) WITH (fastupdate=off)",
            "archive_post index CREATE INDEX ON archive_post USING gin (notes) WITH (gin_pending_list_limit='128') WHERE ((title)::text <> ''::text)",
            "archive_post index CREATE INDEX ON archive_post USING brin (id) WITH (autosummarize='on', pages_per_range='16')",
            "archive_post index CREATE INDEX ON archive_post USING btree (title, id DESC) WITH (fillfactor='80', deduplicate_items=off)",
            "archive_post index CREATE INDEX ON archive_post USING hash (title) WITH (fillfactor='70')",
            "archive_post index CREATE INDEX ON archive_post USING spgist (title) WITH (fillfactor='60')",
            "archive_post index CREATE INDEX ON archive_post USING bloom (title) WITH (length='96', col1='2')",
            "archive_offer index CREATE INDEX ON archive_offer USING gist (ages) WITH (buffering='on', fillfactor='90')",
            "archive_booking EXCLUDE USING gist (room WITH =, span WITH &&) WHERE ((NOT cancelled))",
            "archive_booking EXCLUDE USING gist (lower((guest)::text) WITH =, span WITH &&) INCLUDE (room) DEFERRABLE INITIALLY DEFERRED",
        ];
        List<string> missing = [.. expected.Except(found)];
        Assert.True(missing.Count == 0, $"Missing:\n{string.Join('\n', missing)}\nThere is:\n{string.Join('\n', found)}");
    }

    [PostgresFact]
    public void All_of_it_goes_back()
    {
        var executor = new MigrationExecutor(Connections, Graph);
        executor.Migrate(executor.Plan("archive", "zero"));
        Assert.DoesNotContain(PostgresCatalogue.Describe(Connection), line => line.StartsWith("archive_", StringComparison.Ordinal));
        Assert.Equal(["plpgsql"], Connection.Query("SELECT extname FROM pg_extension", row => row.GetString(0)));
        executor.Migrate(executor.Plan());
    }
}
