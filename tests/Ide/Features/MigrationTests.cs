using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>What models have and migrations have not, seen while one types.</summary>
public class MigrationTests
{
    private const string Migration = """
        // file: Shop/Migrations/0001_initial.cs
        using Quintet.Db;
        using Quintet.Db.Migrations;

        namespace Shop.Migrations;

        public class M0001_Initial : Migration
        {
            public override string Name => "0001_initial";

            public override IEnumerable<Operation> Operations =>
            [
                new CreateModel("Author", [("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 100 })]),
                new CreateModel("Book",
                [
                    ("id", new BigAutoField { PrimaryKey = true }),
                    ("title", new CharField { MaxLength = 200 }),
                    ("pages", new IntegerField { Null = true }),
                    ("author", new ForeignKey("shop.Author", OnDelete.Cascade)),
                ]),
            ];
        }

        """;

    private const string Author = """

        public partial class Author : Model
        {
            [CharField(MaxLength = 100)]
            public string Name { get; set; } = "";
        }
        """;

    private const string Title = "[CharField(MaxLength = 200)] public string Title { get; set; } = \"\";";
    private const string Pages = "[IntegerField] public int? Pages { get; set; }";
    private const string Relation = "[ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; }";

    private static Fixture Site(string book, string rest = Author, string more = "") => Fixture.Of($$"""
        {{Migration}}
        {{more}}
        // file: Shop/Models.cs
        using Quintet.Db;

        namespace Shop;

        public partial class Book : Model
        {
            {{book}}
        }
        {{rest}}$0
        """);

    private static string Show(Fixture fixture, string? file = null)
    {
        var path = file is null ? fixture.Path : Fixture.At(file);
        return string.Join("\n", Diagnostics.Of(fixture.Snapshot, path).Select(found => $"{found.Id} {found.Span.Of(fixture.Snapshot.GetDocument(path)!.Text)}: {found.Message}"));
    }

    [Fact]
    public void Nothing_is_said_where_the_migrations_hold_all() => Assert.Equal("", Show(Site($"{Title} {Pages} {Relation}")));

    private const string Swappable = """
        // file: Settings.cs
        using Blog;
        using Shop;

        public partial class Settings : Quintet.Conf.Settings
        {
            public string Customers { get; set; } = "shop.Client";

            public Settings()
            {
                RootUrlConf = typeof(Urls);
                InstalledApps = [typeof(ShopApp), typeof(BlogApp)];
                Customers = "blog.Reader";
            }
        }
        // file: Blog/Models.cs
        using Quintet.Db;

        namespace Blog;

        public partial class Reader : Model
        {
            [CharField(MaxLength = 20)]
            public string Name { get; set; } = "";
        }
        // file: Blog/Migrations/0001_initial.cs
        using Quintet.Db;
        using Quintet.Db.Migrations;

        namespace Blog.Migrations;

        public class M0001_Initial : Migration
        {
            public override string Name => "0001_initial";

            public override IEnumerable<Operation> Operations => [new CreateModel("Reader", [("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 20 })])];
        }
        // file: Shop/Migrations/0001_initial.cs
        using Quintet.Db;
        using Quintet.Db.Migrations;

        namespace Shop.Migrations;

        public class M0001_Initial : Migration
        {
            public override string Name => "0001_initial";

            public override IEnumerable<Dependency> Dependencies => [new("__setting__", "Customers")];

            public override IEnumerable<Operation> Operations =>
            [
                new CreateModel("Client", [("id", new BigAutoField { PrimaryKey = true })]) { Options = new MetaAttribute { Swappable = "Customers" } },
                new CreateModel("Order", [("id", new BigAutoField { PrimaryKey = true }), ("by", new ForeignKey("__setting__.Customers", OnDelete.Cascade))]),
            ];
        }
        // file: Shop/Models.cs
        using Quintet.Db;

        namespace Shop;

        [Meta(Swappable = "Customers")]
        public partial class Client : Model;

        public partial class Order : Model
        {
            [ForeignKey(OnDelete.Cascade)]
            public partial Blog.Reader By { get; set; }
        }$0
        """;

    [Fact]
    public void A_model_that_a_setting_names_is_the_same_in_models_and_migrations()
    {
        var fixture = Fixture.Of(Swappable);
        Assert.Equal("", Show(fixture));
        Assert.Equal("", Show(fixture, "Blog/Models.cs"));
        var sql = fixture.Project.Model.Migrations.OperationAt(new("shop", "0001_initial"), 1, 2, Quintet.Db.Migrations.SqliteSchema.Instance)!.Value.Sql!;
        Assert.Contains("REFERENCES \"blog_reader\"", string.Join("\n", sql), StringComparison.Ordinal);
        Assert.Empty(fixture.Project.Model.Migrations.OperationAt(new("shop", "0001_initial"), 0, 2, Quintet.Db.Migrations.SqliteSchema.Instance)!.Value.Sql!);
    }

    [Fact]
    public void What_a_setting_names_is_followed_while_one_types_it()
    {
        // The setting alone changes, in a file that says nothing of models.
        var fixture = Fixture.Of(Swappable);
        Assert.Equal("", Show(fixture));
        var settings = fixture.Snapshot.GetDocument(Fixture.At("Settings.cs"))!.Text.ToString();
        fixture.Edit("Settings.cs", settings.Replace("Customers = \"blog.Reader\";", "", StringComparison.Ordinal));
        Assert.Equal("QT5002 Order: 1 change to this model is not in a migration: Alter field by on Order. Run 'dotnet run makemigrations'.", Show(fixture));
        fixture.Edit("Settings.cs", settings);
        Assert.Equal("", Show(fixture));
    }

    [Fact]
    public void Changes_are_told_at_the_models_name() => Assert.Equal(
        "QT5002 Book: 2 changes to this model are not in a migration: Add field isbn to Book; Alter field title on Book. Run 'dotnet run makemigrations'.",
        Show(Site($"[CharField(MaxLength = 250)] public string Title {{ get; set; }} = \"\"; {Pages} {Relation} [CharField(MaxLength = 13)] public string Isbn {{ get; set; }} = \"-\";")));

    [Fact]
    public void A_new_model_is_one_change() => Assert.Equal(
        "QT5002 Genre: 1 change to this model is not in a migration: Create model Genre. Run 'dotnet run makemigrations'.",
        Show(Site($"{Title} {Pages} {Relation}", Author + "\npublic partial class Genre : Model { [CharField(MaxLength = 9)] public string Name { get; set; } = \"\"; }")));

    [Theory]
    [InlineData("[CharField(MaxLength = 50)] public string Title { get; set; } = \"\";" + Pages + Relation, "QT5004 Title: Alter field title on Book: values longer than 50 characters do not fit any more: PostgreSQL refuses to migrate where there are any, SQLite keeps them.")]
    [InlineData(Title + Relation, "QT5004 Book: Remove field pages from Book: the column pages goes with all it holds.")]
    [InlineData(Title + "[IntegerField] public int? Count { get; set; }" + Relation, "QT5004 Book: Remove field pages from Book: the column pages goes with all it holds. If it is called count now, say so when makemigrations asks.")]
    [InlineData(Title + "[SmallIntegerField] public short? Pages { get; set; }" + Relation, "QT5004 Pages: Alter field pages on Book: values of more than 16 bits do not fit any more.")]
    [InlineData(Title + "[CharField(MaxLength = 20, Null = true)] public string? Pages { get; set; }" + Relation, "")]
    [InlineData("[IntegerField] public int? Title { get; set; }" + Pages + Relation, "QT5004 Title: Alter field title on Book: text that is no value of a IntegerField does not fit any more.")]
    [InlineData(Title + "[BigIntegerField] public long? Pages { get; set; }" + Relation, "")]
    [InlineData(Title + "[IntegerField] public required int Pages { get; set; }" + Relation, "QT5005 Pages: It is impossible to change the field 'pages' of shop.Book to allow no null without a value for the rows that have none. Give the property an initialiser (\"\" is none), make it nullable, or let makemigrations ask for a value.")]
    [InlineData(Title + Pages + Relation + "[IntegerField] public required int Stock { get; set; }", "QT5005 Stock: It is impossible to add the field 'stock' to shop.Book: it allows no null and has no default, and the rows that are there need a value. Give the property an initialiser (\"\" is none), make it nullable, or let makemigrations ask for a value.")]
    [InlineData(Title + Pages + Relation + "[IntegerField] public int Stock { get; set; } = 0;", "")]
    public void What_rows_lose_is_told_where_it_is_lost(string book, string expected) =>
        Assert.Equal(expected, string.Join("\n", Show(Site(book)).Split('\n').Where(line => !line.StartsWith("QT5002", StringComparison.Ordinal))));

    [Fact]
    public void A_model_that_is_gone_is_told_at_its_app()
    {
        var fixture = Site($"{Title} {Pages} [CharField(MaxLength = 9)] public string Author {{ get; set; }} = \"\";", "");
        Assert.Equal(
            "QT5002 ShopApp: 1 change is not in a migration: Delete model Author. Run 'dotnet run makemigrations'.\nQT5004 ShopApp: Delete model Author: the table shop_author goes with all its rows.",
            Show(fixture, "Shop/Apps.cs"));
    }

    [Fact]
    public void Two_last_migrations_conflict_at_both()
    {
        static string Second(string name, string field) => $$"""
            // file: Shop/Migrations/{{name}}.cs
            using Quintet.Db;
            using Quintet.Db.Migrations;
            namespace Shop.Migrations;
            public class M{{name}} : Migration
            {
                public override string Name => "{{name}}";
                public override IEnumerable<Dependency> Dependencies => [new("shop", "0001_initial")];
                public override IEnumerable<Operation> Operations => [new AddField("Book", "{{field}}", new IntegerField { Null = true })];
            }

            """;
        var fixture = Site($"{Title} {Pages} {Relation}", more: Second("0002_a", "one") + Second("0002_b", "two"));
        const string Message = "Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_a, 0002_b in shop). To fix them run 'dotnet run makemigrations --merge'";
        Assert.Equal($"QT5003 M0002_a: {Message}", Show(fixture, "Shop/Migrations/0002_a.cs"));
        Assert.Equal($"QT5003 M0002_b: {Message}", Show(fixture, "Shop/Migrations/0002_b.cs"));
        Assert.Equal("", Show(fixture, "Shop/Migrations/0001_initial.cs"));

        var path = Fixture.At("Shop/Migrations/0002_a.cs");
        var told = Assert.Single(Diagnostics.Of(fixture.Snapshot, path));
        var fix = Assert.Single(Fixes.At(fixture.Snapshot, path, told.Span));
        Assert.Equal("makemigrations --merge --noinput shop", $"{fix.Command!.Name} {string.Join(' ', fix.Command.Arguments)}");
        Assert.Empty(Fixes.At(fixture.Snapshot, Fixture.At("Shop/Migrations/0001_initial.cs"), new(0, 0)));
    }

    [Theory]
    [InlineData("[CharField(MaxLength = ] public string Title { get; set; }")]
    [InlineData("[CharField(MaxLength = 200)] public Strin Title { get; set; } = \"\";")]
    [InlineData("[CharFiel(MaxLength = 200)] public string Title { get; set; } = \"\";")]
    [InlineData("[CharField(MaxLength = 200)] public")]
    public void Of_a_model_that_is_half_typed_nothing_is_said(string half) => Assert.DoesNotContain("QT5", Show(Site($"{half} {Pages}")));

    [Fact]
    public void Of_an_app_that_is_not_installed_nothing_is_said()
    {
        var fixture = Fixture.Of("// file: Extra/Models.cs\nusing Quintet.Db;\nnamespace Extra;\npublic partial class ExtraApp : AppConfig;\npublic partial class Thing : Model;$0");
        Assert.Equal("", Show(fixture));
    }

    [Fact]
    public void Typing_in_a_template_or_in_a_method_works_nothing_out_anew()
    {
        var fixture = Site($"{Title} {Pages} {Relation} public int M() {{ return 1; }}");
        Show(fixture);
        var (before, model) = (fixture.Workspace.Statistics.SchemasRead, fixture.Text);
        Assert.Equal(1, before);

        fixture.Edit("templates/base.html", "<% url 'x' %>");
        Show(fixture, "templates/base.html");
        fixture.Edit("Shop/Views.cs", fixture.Files[Fixture.At("Shop/Views.cs")].Replace("Redirect(\"index\")", "Redirect(\"inde\"", StringComparison.Ordinal));
        Show(fixture);
        fixture.Edit("Shop/Models.cs", "// A comment.\n" + model.Replace("return 1", "return ", StringComparison.Ordinal));
        Assert.Equal("", Show(fixture));
        Assert.Equal(before, fixture.Workspace.Statistics.SchemasRead);

        fixture.Edit("Shop/Models.cs", model.Replace("MaxLength = 200", "MaxLength = 300", StringComparison.Ordinal));
        Assert.Contains("QT5002 Book: 1 change to this model is not in a migration: Alter field title on Book", Show(fixture));
        Assert.Equal(before + 1, fixture.Workspace.Statistics.SchemasRead);
    }

    [Fact]
    public void What_a_model_rests_on_counts_wherever_it_stands()
    {
        const string Sizes = "namespace Shop;\npublic static class Sizes { public const int Title = 200; }\n";
        const string Base = "using Quintet.Db;\nnamespace Shop;\npublic abstract partial class Dated : Model { [DateField] public DateOnly? Day { get; set; } }\n";
        var fixture = Site($"[CharField(MaxLength = Sizes.Title)] public string Title {{ get; set; }} = \"\"; {Pages} {Relation}", more: $"// file: Shop/Sizes.cs\n{Sizes}// file: Shop/Dated.cs\n{Base}");
        Assert.Equal("", Show(fixture));

        fixture.Edit("Shop/Sizes.cs", Sizes.Replace("200", "201", StringComparison.Ordinal));
        Assert.Contains("Alter field title on Book", Show(fixture));
        fixture.Edit("Shop/Sizes.cs", Sizes);
        Assert.Equal("", Show(fixture));

        fixture.Edit("Shop/Models.cs", fixture.Text.Replace("Book : Model", "Book : Dated", StringComparison.Ordinal));
        Assert.Contains("Add field day to Book", Show(fixture));
        fixture.Edit("Shop/Dated.cs", Base.Replace("Day", "Date", StringComparison.Ordinal));
        Assert.Contains("Add field date to Book", Show(fixture));
        fixture.Edit("Shop/Dated.cs", Base.Replace("Day { get", "Day { ge", StringComparison.Ordinal));
        Assert.DoesNotContain("QT5", Show(fixture));
        fixture.Edit("Shop/Models.cs", fixture.Text);
        Assert.Equal("", Show(fixture));

        var migration = fixture.Files[Fixture.At("Shop/Migrations/0001_initial.cs")];
        fixture.Edit("Shop/Migrations/0001_initial.cs", migration.Replace("MaxLength = 100", "MaxLength = 99", StringComparison.Ordinal));
        Assert.Equal("QT5002 Author: 1 change to this model is not in a migration: Alter field name on Author. Run 'dotnet run makemigrations'.", Show(fixture));
        fixture.Edit("Shop/Migrations/0001_initial.cs", migration);
        Assert.Equal("", Show(fixture));
    }

    [Fact]
    public void The_bookshop_has_all_its_migrations()
    {
        var workspace = Bookshop.Open();
        var found = Diagnostics.OfProject(workspace.Current, workspace.Current.Projects.Single()).SelectMany(file => file.Items.Select(item => $"{file.Path} {item.Message}"));
        Assert.Empty(found);
        Assert.Equal(1, workspace.Statistics.SchemasRead);
    }

    private static string? Hover(Fixture fixture, string file, string at)
    {
        var text = fixture.Snapshot.GetDocument(Fixture.At(file))!.Text;
        return HoverInfo.At(fixture.Snapshot, Fixture.At(file), text.IndexOf(at, StringComparison.Ordinal) + 1)?.Markdown;
    }

    [Fact]
    public void The_name_of_a_model_tells_its_table_and_what_is_to_come()
    {
        var hover = Hover(Site($"{Title} {Pages} {Relation} [CharField(MaxLength = 13, Null = true)] public string? Isbn {{ get; set; }}"), "Shop/Models.cs", "Book :");
        Assert.StartsWith("""
            Model **shop.Book**, table `shop_book`

            | column | type | |
            |---|---|---|
            | `id` | integer | primary key |
            | `title` | varchar(200) |  |
            | `pages` | integer | null |
            | `author_id` | bigint | → shop.Author |
            | `isbn` | varchar(13) | null |

            **1 change is not in a migration:**

            - Add field isbn to Book

            ```sql
            CREATE TABLE "new__shop_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, 
            """.ReplaceLineEndings("\n"), hover);
        Assert.Contains("In migrations up to `0001_initial`.", Hover(Site($"{Title} {Pages} {Relation}"), "Shop/Models.cs", "Author :"));
    }

    [Fact]
    public void Where_models_and_migrations_cannot_be_compared_the_hover_says_why()
    {
        var fixture = Site($"{Title} {Relation}");
        var path = "Shop/Migrations/0001_initial.cs";
        fixture.Edit(path, fixture.Files[Fixture.At(path)].Replace("public override string Name", "public override IEnumerable<Dependency> Dependencies => [new(\"shop\", \"0000_gone\")]; public override string Name", StringComparison.Ordinal));
        Assert.Contains("Not compared with the migrations, as not all of the app can be read: Migration shop.0001_initial depends on shop.0000_gone, which does not exist.", Hover(fixture, "Shop/Models.cs", "Author :"));
    }

    [Fact]
    public void The_SQL_is_that_of_the_database_in_the_settings()
    {
        var settings = "// file: Settings.cs\n" + Fixture.Site.Split("// file: Settings.cs\n")[1].Split("// file:")[0].Replace("StaticUrl =", "Databases[\"default\"] = new PostgreSql { Name = \"shop\" };\n            StaticUrl =", StringComparison.Ordinal);
        var hover = Hover(Site($"{Title} {Pages} {Relation}", "public partial class Genre : Model { [BooleanField] public bool IsOld { get; set; } } " + Author, more: settings), "Shop/Models.cs", "Genre :");
        Assert.Contains("CREATE TABLE \"shop_genre\" (\"id\" bigserial NOT NULL PRIMARY KEY, \"is_old\" boolean NOT NULL);", hover);
    }

    [Fact]
    public void An_operation_tells_what_it_does()
    {
        var fixture = Site($"{Title} {Pages} {Relation}");
        var hover = Hover(fixture, "Shop/Migrations/0001_initial.cs", "CreateModel(\"Book\"");
        Assert.StartsWith("Create model Book\n\n```sql\nCREATE TABLE \"shop_book\" (", hover);
        Assert.Null(Hover(fixture, "Shop/Migrations/0001_initial.cs", "\"title\""));

        // What is known is known of an earlier text.
        var path = "Shop/Migrations/0001_initial.cs";
        fixture.Edit(path, "// Moved.\n" + fixture.Files[Fixture.At(path)]);
        Assert.Equal(hover, Hover(fixture, path, "CreateModel(\"Book\""));
    }

    private static string Lenses(Fixture fixture, string file) => string.Join(" | ", CodeLenses.Of(fixture.Snapshot, Fixture.At(file))
        .Select(lens => $"{lens.Span.Of(fixture.Snapshot.GetDocument(Fixture.At(file))!.Text)}: {lens.Title}{(lens.Command is { } command ? $" [{command.Name} {string.Join(' ', command.Arguments)}]" : "")}{(lens.Target is { } target ? $" → {Path.GetRelativePath(Fixture.Root, target.Path)} {target.Span.Of(fixture.Snapshot.GetDocument(target.Path)!.Text)}" : "")}"));

    [Fact]
    public void A_lens_makes_the_migration()
    {
        var fixture = Site($"{Title} {Relation}");
        Assert.Equal("Book: 1 change is not in a migration: make it [makemigrations shop] | Author: migrations: 0001_initial → Shop/Migrations/0001_initial.cs M0001_Initial", Lenses(fixture, "Shop/Models.cs"));
        Assert.Equal("", Lenses(fixture, "Shop/Apps.cs"));
        Assert.Equal("ShopApp: 1 change is not in a migration: make it [makemigrations shop]", Lenses(Site($"{Title} {Pages} [CharField(MaxLength = 9)] public string Author {{ get; set; }} = \"\";", ""), "Shop/Apps.cs"));
    }

    [Fact]
    public void A_fix_makes_the_migration()
    {
        var fixture = Site($"{Title} {Relation}");
        var fix = Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Text.IndexOf("Book :", StringComparison.Ordinal), 0)).Single();
        Assert.Equal(("Make the migration", "makemigrations", "shop"), (fix.Title, fix.Command!.Name, Assert.Single(fix.Command.Arguments)));
    }
}
