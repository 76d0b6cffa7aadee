using System.Runtime.CompilerServices;
using Archive.Migrations;
using NpgsqlTypes;
using Quintet.Contrib.Postgres;
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
    public void Defaults_fill_the_rows_that_are_there()
    {
        Connection.Execute("INSERT INTO archive_thing (data) VALUES ('')");
        var state = Graph.FinalState;
        (string Name, Field Field, string Source, string Value)[] fields =
        [
            ("words", new ArrayField<CharField> { MaxLength = 9, Default = new[] { "a\"b", "{}" } }, "ArrayField<CharField> { MaxLength = 9, Default = new string[] { \"a\\\"b\", \"{}\" } }", "{\"a\\\"b\",\"{}\"}"),
            ("numbers", new ArrayField<IntegerField> { Default = new int?[] { 1, null } }, "ArrayField<IntegerField> { Default = new int?[] { 1, null } }", "{1,NULL}"),
            ("none", new ArrayField<BooleanField> { Default = Array.Empty<bool>() }, "ArrayField<BooleanField> { Default = new bool[] { } }", "{}"),
            ("map", new HStoreField { Default = new Dictionary<string, string?> { ["a\\"] = "'", ["b"] = null } }, "HStoreField { Default = new Dictionary<string, string?> { [\"a\\\\\"] = \"'\", [\"b\"] = null } }", "\"b\"=>NULL, \"a\\\\\"=>\"'\""),
            ("days", new DateRangeField { Default = new NpgsqlRange<DateOnly>(new(2024, 1, 2), true, false, default, false, true) }, "", "[2024-01-02,)"),
            ("moments", new DateTimeRangeField { DbDefault = new NpgsqlRange<DateTime>(new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), new(2024, 1, 3, 0, 0, 0, DateTimeKind.Utc)) }, "", "[\"2024-01-02 00:00:00+00\",\"2024-01-03 00:00:00+00\"]"),
        ];
        foreach (var (name, field, source, value) in fields)
        {
            var operation = new AddField("Thing", name, field);
            var after = operation.Apply("archive", state);
            foreach (var sql in operation.Forwards("archive", state, after, PostgreSqlSchema.Instance)) Connection.Execute(sql);
            state = after;
            if (source.Length > 0) Assert.Equal($"new AddField(\"Thing\", \"{name}\", new global::Quintet.Contrib.Postgres.{source})", operation.ToCSharp());
            Assert.Equal(value, Connection.Query($"SELECT {name}::text FROM archive_thing", row => row.GetString(0))[0]);
        }

        // Lists are compared by what is in them.
        Assert.Equal(new ArrayField<IntegerField> { Default = new int?[] { 1, null } }, fields[1].Field);
        Assert.NotEqual(new ArrayField<IntegerField> { Default = new int?[] { 1, 2 } }, fields[1].Field);
        Assert.Equal(new HStoreField { Default = new Dictionary<string, string?> { ["b"] = null, ["a\\"] = "'" } }, fields[3].Field);
        Assert.NotEqual(new ArrayField<IntegerField>(), (Field)new ArrayField<BigIntegerField>());
    }

    [PostgresFact]
    public void Changed_columns()
    {
        Connection.Execute("INSERT INTO archive_post (title, tags, prices, edited, notes) VALUES ('t', '{a}', '{}', '{}', '{1,2}')");
        var state = Graph.FinalState;
        foreach (var (name, field, type) in ((string, Field, string)[])[("tags", new ArrayField<CharField> { MaxLength = 40, DbIndex = true }, "character varying(40)[]"), ("notes", new ArrayField<IntegerField>(), "integer[]")])
        {
            var operation = new AlterField("Post", name, field);
            var after = operation.Apply("archive", state);
            if (name == "notes") Connection.Execute("DROP INDEX post_notes");
            foreach (var sql in operation.Forwards("archive", state, after, PostgreSqlSchema.Instance)) Connection.Execute(sql);
            state = after;
            Assert.Contains($"archive_post {name} {type} NOT NULL", PostgresCatalogue.Describe(Connection));
        }

        Assert.Equal(["{1,2}"], Connection.Query("SELECT notes::text FROM archive_post", row => row.GetString(0)));
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
