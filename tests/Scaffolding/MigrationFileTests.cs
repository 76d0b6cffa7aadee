using Quintet.Scaffolding;

namespace ScaffoldingTests;

public class MigrationFileTests
{
    [Fact]
    public void A_migration_reads_as_a_person_would_write_it()
    {
        var file = new MigrationFile
        {
            Name = "0002_book_genre",
            ClassName = "M0002_BookGenre",
            AppNamespace = "Blog",
            Dependencies = [("blog", "0001_initial")],
            Operations = ["new AddField(\"Book\", \"genre\", new CharField { MaxLength = 50, Null = true })", "new CreateModel(\"X\",\n[\n    1,\n])"],
            Version = "0.1.0",
            Timestamp = new(2026, 11, 23, 10, 5, 0, TimeSpan.Zero),
        };

        Assert.Equal("0002_book_genre.cs", file.FileName);
        Assert.Equal(
            """
            // Written by Quintet 0.1.0 on 2026-11-23 10:05
            using Quintet.Db;
            using Quintet.Db.Migrations;

            namespace Blog.Migrations;

            public class M0002_BookGenre : Migration
            {
                public override string Name => "0002_book_genre";

                public override IEnumerable<Dependency> Dependencies =>
                [
                    new("blog", "0001_initial"),
                ];

                public override IEnumerable<Operation> Operations =>
                [
                    new AddField("Book", "genre", new CharField { MaxLength = 50, Null = true }),
                    new CreateModel("X",
                    [
                        1,
                    ]),
                ];
            }

            """.ReplaceLineEndings("\n"),
            file.Render());
    }

    [Fact]
    public void A_sum_says_what_it_replaces_and_how_it_runs()
    {
        var file = new MigrationFile
        {
            Name = "0001_squashed_0002_b",
            ClassName = "M0001_Squashed0002B",
            AppNamespace = "Blog",
            Replaces = [("blog", "0001_a"), ("blog", "0002_b")],
            Operations = [],
            Atomic = false,
            Header = false,
            Version = "0.1.0",
            Timestamp = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(
            """
            using Quintet.Db;
            using Quintet.Db.Migrations;

            namespace Blog.Migrations;

            public class M0001_Squashed0002B : Migration
            {
                public override string Name => "0001_squashed_0002_b";

                public override bool Atomic => false;

                public override IEnumerable<Dependency> Replaces =>
                [
                    new("blog", "0001_a"),
                    new("blog", "0002_b"),
                ];

                public override IEnumerable<Operation> Operations =>
                [
                ];
            }

            """.ReplaceLineEndings("\n"),
            file.Render());
    }
}
