using Accounts;
using Club;
using DbTests;
using Quintet;
using Quintet.Db;
using Quintet.Db.Introspection;
using Quintet.Db.Migrations;

namespace GeneratorsTests;

/// <summary>What <c>inspectdb</c> writes compiles, without a warning, and reads the rows that are there.</summary>
public sealed class InspectDbTests
{
    [Fact]
    public void Tables_of_migrations_come_back_as_models_on_sqlite() => RoundTrip(new Sqlite(Sqlite.Memory));

    [PostgresFact]
    public async Task Tables_of_migrations_come_back_as_models_on_postgresql()
    {
        await using var server = await PostgresServer.StartAsync();
        RoundTrip(Database(server));
    }

    [Fact]
    public void Tables_of_all_kinds_on_sqlite()
    {
        using var connections = Open(new Sqlite(Sqlite.Memory));
        var connection = connections["default"];
        foreach (var sql in (string[])[
            """CREATE TABLE "genre" ("id" integer PRIMARY KEY, "genre" varchar(20) NOT NULL UNIQUE, "parent_id" integer REFERENCES "genre")""",
            """
            CREATE TABLE "Track List" ("_key" varchar(8) PRIMARY KEY, "Full Name" text NOT NULL, "a__b" bool NOT NULL, "end_" date, "2nd" time, "pk" bigint NOT NULL, "save" real NOT NULL, "full_name" decimal(8, 3) NOT NULL,
            "total" decimal NOT NULL, "shape" geometry, "notes" text CHECK (JSON_VALID("notes") OR "notes" IS NULL), "picture" BLOB NOT NULL, "twice" bigint AS ("pk" * 2) STORED,
            "genre_id" integer NOT NULL REFERENCES "genre" ("id"), "genre2" integer REFERENCES "genre" ("id"), "by_name" varchar(20) NOT NULL REFERENCES "genre" ("genre"), "once" integer UNIQUE REFERENCES "genre", "lost" integer REFERENCES "nowhere" ("id"))
            """,
            """CREATE INDEX "by_pk" ON "Track List" ("pk")""",
            """CREATE INDEX "by_end" ON "Track List" ("end_", "pk" DESC)""",
            """CREATE INDEX "a name that is far too long for one" ON "Track List" ("pk", "end_")""",
            """CREATE INDEX "some" ON "Track List" ("save") WHERE "save" > 0""",
            """CREATE UNIQUE INDEX "some_once" ON "Track List" ("total") WHERE "total" > 0""",
            """CREATE INDEX "expression" ON "Track List" (lower("Full Name"))""",
            """CREATE TABLE "pairs" ("b" integer NOT NULL, "a" varchar(3) NOT NULL, "n" integer, PRIMARY KEY ("b", "a"), UNIQUE ("a", "n")) WITHOUT ROWID""",
            """CREATE TABLE "ends" ("b" integer NOT NULL, "a" varchar(3) NOT NULL, FOREIGN KEY ("b", "a") REFERENCES "pairs" ("b", "a"))""",
            """CREATE TABLE "model" ("code" integer PRIMARY KEY) WITHOUT ROWID""",
            """CREATE TABLE "2fa" ("x" text, "id" integer NOT NULL)""",
            """CREATE TABLE "2 fa" ("x" text NOT NULL UNIQUE)""",
            """CREATE TABLE "left" ("id" integer PRIMARY KEY, "right_id" integer REFERENCES "right" ("id"))""",
            """CREATE TABLE "right" ("id" integer PRIMARY KEY, "left_id" integer UNIQUE REFERENCES "left" ("id"))""",
            """CREATE VIEW "names" AS SELECT "genre" AS "name", "id" FROM "genre" """,
            // One of the tables points to none.
            "PRAGMA foreign_keys = OFF",
            """INSERT INTO "genre" VALUES (1, 'rock', NULL), (2, 'pop', 1)""",
            """INSERT INTO "Track List" VALUES ('k', 'One', 1, '2020-01-02', '10:20:30', 5000000000, 1.5, 2.125, 3.5, 'round', '{"a": [1]}', x'0102', 1, 2, 'pop', NULL, NULL)""",
            """INSERT INTO "pairs" VALUES (1, 'x', 7)""",
        ]) connection.Execute(sql);

        var source = InspectDb.Write(connection, [], includeViews: true, "Blog");

        Baseline.Check("InspectDb", [("Kinds.cs", source)]);
        Assert.DoesNotContain("class Names", InspectDb.Write(connection, [], includeViews: false, "Blog"));
        var project = new InspectedProject(source, """
            var track = TrackList.Objects.SelectRelated("genre", "by_name").Get("k");
            Say(track.FullName, track.AB, track.EndField, track.Number2nd, track.PkField, track.SaveField, track.FullName_0, track.Total, track.Shape, track.Notes!.Value.GetProperty("a")[0], track.Picture.Length);
            Say(track.Genre.GenreField, track.Genre2!.GenreField, track.ByName.Id, track.Once is null, track.Lost is null, track.Genre2.Parent!.GenreField);
            Say(Genre.Objects.Get(2).TrackListGenre2Set.Count(), Genre.Objects.Get(1).GenreSet.Get().Id, Names.Objects.Filter(n => n.Name == "pop").Get().Id, Pairs.Objects.Get().N);
            var third = Genre.Objects.Create(new Genre { GenreField = "folk", Parent = track.Genre });
            Say(third.Id);
            """);
        Assert.Equal(
            """
            One True 01/02/2020 10:20 5000000000 1.5 2.125 3.50000 round 1 2
            rock pop 2 True True rock
            1 2 2 7
            3
            """,
            project.Run(connections));
    }

    [PostgresFact]
    public async Task Tables_of_all_kinds_on_postgresql()
    {
        await using var server = await PostgresServer.StartAsync();
        using var connections = Open(Database(server));
        var connection = connections["default"];
        foreach (var sql in (string[])[
            """CREATE TYPE mood AS ENUM ('good', 'bad')""",
            """CREATE TABLE "shop" ("id" smallint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "code" varchar(9) NOT NULL CONSTRAINT "one_code" UNIQUE)""",
            """COMMENT ON TABLE "shop" IS 'Where "things" are sold'""",
            """COMMENT ON COLUMN "shop"."code" IS E'Two\nlines'""",
            """
            CREATE TABLE "item" ("id" serial PRIMARY KEY, "shop" varchar(9) NOT NULL REFERENCES "shop" ("code"), "other_id" smallint REFERENCES "shop", "price" numeric(7, 2) NOT NULL, "share" numeric, "label" varchar, "kind" char(2) NOT NULL,
            "mood" mood NOT NULL, "made" timestamptz NOT NULL, "local" timestamp, "lasts" interval NOT NULL, "uid" uuid NOT NULL, "address" inet NOT NULL, "data" jsonb NOT NULL, "weight" real NOT NULL, "size" double precision,
            "raw" bytea NOT NULL, "big" bigint NOT NULL, "day" date, "hour" time, "twice" numeric GENERATED ALWAYS AS ("price" * 2) STORED, "gone" integer, UNIQUE ("kind", "big"))
            """,
            """ALTER TABLE "item" DROP COLUMN "gone" """,
            """CREATE INDEX "item_big" ON "item" ("big")""",
            """CREATE INDEX "item_label_like" ON "item" ("label" varchar_pattern_ops)""",
            """CREATE INDEX "item_day" ON "item" ("day" DESC, "hour")""",
            """CREATE UNIQUE INDEX "item_uid" ON "item" ("uid")""",
            """CREATE UNIQUE INDEX "item_some" ON "item" ("size") WHERE "size" > 0""",
            """CREATE TABLE "log" ("at" date NOT NULL, "n" int) PARTITION BY RANGE ("at")""",
            """CREATE TABLE "log_2020" PARTITION OF "log" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')""",
            """INSERT INTO "shop" ("code") VALUES ('north')""",
            """CREATE MATERIALIZED VIEW "codes" AS SELECT "code" FROM "shop" """,
            """
            INSERT INTO "item" ("shop", "other_id", "price", "label", "kind", "mood", "made", "lasts", "uid", "address", "data", "weight", "raw", "big", "local")
            VALUES ('north', 1, 12.50, 'x', 'ab', 'good', '2020-01-02 03:04:05Z', '90 minutes', '00000000-0000-0000-0000-000000000001', '10.0.0.1', '{"a": 1}', 0.5, '\x0102', 7, '2020-01-02 03:04:05')
            """,
        ]) connection.Execute(sql);

        var source = InspectDb.Write(connection, [], includeViews: true, "Blog");

        Baseline.Check("InspectDbPostgreSql", [("Kinds.cs", source)]);
        Assert.DoesNotContain("class Codes", InspectDb.Write(connection, [], includeViews: false, "Blog"));
        // A connection learns of the database's types when it is opened.
        using var later = Open(Database(server));
        var project = new InspectedProject(source, """
            var item = Item.Objects.SelectRelated("shop").Get();
            Say(item.Id, item.Shop.Code, item.Other!.Id, item.Price, item.Share is null, item.Label, item.Kind, item.Mood, item.Made.ToUniversalTime().Hour, item.Lasts, item.Uid, item.Address, item.Data.GetProperty("a"), item.Weight, item.Raw.Length, item.Big, item.Local!.Value.Hour);
            item.Price = 3;
            item.Save(updateFields: ["price"]);
            var shop = Shop.Objects.Create(new Shop { Code = "south" });
            Say(shop.Id, Item.Objects.Get(i => i.Price == 3).Id, shop.ItemSet.Count(), Shop.Objects.Get(1).ItemOtherSet.Count(), Codes.Objects.Get().Code);
            """);
        Assert.Equal(
            """
            1 north 1 12.50 True x ab good 3 01:30:00 00000000-0000-0000-0000-000000000001 10.0.0.1 1 0.5 2 7 3
            2 1 0 1 north
            """,
            project.Run(later));
    }

    [Fact]
    public void Tables_that_are_named_are_written_alone()
    {
        using var connections = Open(new Sqlite(Sqlite.Memory));
        connections["default"].Execute("CREATE TABLE a (id integer PRIMARY KEY)");
        connections["default"].Execute("CREATE TABLE b (id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES a)");

        var source = InspectDb.Write(connections["default"], ["b", "c"], includeViews: false, "Blog");

        Assert.Contains("// Unable to inspect table \"c\"\n// The error was: The database has no table \"c\".\n", source);
        Assert.DoesNotContain("class A ", source);
        Assert.Contains("    // It points to \"a\", a table that was not inspected.\n    [IntegerField]\n    public int AId { get; set; }\n", source);
        _ = new InspectedProject(source);
    }

    private static void RoundTrip(Database database)
    {
        using var connections = Open(database);
        var models = new ModelRegistry([.. ModelRegistry.Of([new AccountsApp().Manifest, new ClubApp().Manifest]).Models]);
        var executor = new MigrationExecutor(connections, new MigrationGraph(InspectedProject.Registrations(MakeMigrations.Missing(models.Models, new MigrationGraph([])))));
        executor.Migrate(executor.Plan());
        using (Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, models).Enter())
        {
            var group = Group.Objects.Create(new Group { Name = "staff" });
            var (ann, bob) = (User.Objects.Create(new User { Username = "ann" }), User.Objects.Create(new User { Username = "bob" }));
            ann.Groups.Add(group);
            ann.Follows.Add(bob);
            var team = Team.Objects.Create(new Team { Name = "Hope", Captain = ann });
            Membership.Objects.Create(new Membership { Team = team, User = bob, Since = 1999 });
            Profile.Objects.Create(new Profile { User = bob, Motto = "On", Favourite = team });
            Article.Objects.Create(new Article { Title = "News", Author = ann, Editor = bob });
        }

        var source = InspectDb.Write(connections["default"], [], includeViews: false, "Blog");

        Baseline.Check(database is Sqlite ? "InspectDbClub" : "InspectDbClubPostgreSql", [("Club.cs", source)]);
        var project = new InspectedProject(source, """
            var bob = AccountsUser.Objects.Get(u => u.Username == "bob");
            Say(bob.ClubProfile!.Motto, bob.ClubProfile.Favourite!.Name, bob.ClubProfile.Favourite.Captain!.Username);
            Say(ClubMembership.Objects.Get(m => m.User == bob).Since, ClubMembership.Objects.Filter(m => m.Team.Captain!.Username == "ann").Count());
            Say(AccountsUserGroups.Objects.Get().Group.Name, AccountsUserFollows.Objects.Get().ToUser.Username, AccountsUserFollows.Objects.Get().FromUser.Username);
            var news = ClubArticle.Objects.Create(new ClubArticle { Title = "More", Author = bob });
            Say(ClubArticle.Objects.Filter(a => a.Author.Username == "ann").Get().Editor!.Username, ClubArticle.Objects.Get(news.Id).Editor is null, DjangoMigrations.Objects.Count());
            """);
        Assert.Equal(
            """
            On Hope ann
            1999 1
            staff bob ann
            bob True 2
            """,
            project.Run(connections));
    }

    private static Connections Open(Database database) => new(new Dictionary<string, Database> { ["default"] = database });

    private static PostgreSql Database(PostgresServer server) => new() { Name = "postgres", User = PostgresServer.User, Host = server.Folder };
}
