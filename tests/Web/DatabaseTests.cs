using Quintet.Management;
using WebTests.Library;

namespace WebTests;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-library-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Makemigrations_writes_what_is_missing()
    {
        Assert.Equal((0, "Migrations for 'library':\n  Library/Migrations/0001_initial.cs\n    + Create model Author\n", ""), await Run(typeof(NewLibraryApp), "makemigrations"));

        var text = File.ReadAllText(Path.Combine(_folder, "Library", "Migrations", "0001_initial.cs"));
        Assert.Contains("namespace WebTests.Library.Migrations;", text);
        Assert.Contains("public class M0001_Initial : Migration", text);
        Assert.Contains("        new CreateModel(\"Author\",\n        [\n            (\"id\", new BigAutoField { PrimaryKey = true }),\n", text);
        var (code, _, error) = await Run(typeof(NewLibraryApp), "makemigrations");
        Assert.Equal(1, code);
        Assert.Contains("exists already, but is not among the migrations of the program. Build the project again", error);
    }

    [Fact]
    public async Task A_command_closes_what_it_opened()
    {
        await Run(typeof(LibraryApp), "migrate");

        Assert.Equal(["db.sqlite3"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Makemigrations_without_changes()
    {
        Assert.Equal((0, "No changes detected\n", ""), await Run(typeof(LibraryApp), "makemigrations"));
        Assert.Equal((0, "No changes detected in app 'library'\n", ""), await Run(typeof(LibraryApp), "makemigrations", "library"));
        Assert.Equal((0, "", ""), await Run(typeof(LibraryApp), "migrate", "--check", "library", "zero"));
    }

    [Fact]
    public async Task Check_and_dry_run_write_nothing()
    {
        Assert.Equal(1, (await Run(typeof(NewLibraryApp), "makemigrations", "--check")).Code);
        Assert.Equal(0, (await Run(typeof(NewLibraryApp), "makemigrations", "--dry-run")).Code);
        Assert.False(Directory.Exists(Path.Combine(_folder, "Library")));
    }

    [Fact]
    public async Task A_rename_is_said_or_asked_never_guessed()
    {
        var (code, _, error) = await Run(typeof(OldLibraryApp), "makemigrations", "--dry-run");
        Assert.Equal(1, code);
        Assert.Equal("CommandError: Was the model library.Writer renamed to Author? Its rows can be kept, or go, and nothing says which. Say --rename library.Writer=Author, or --no-renames where it is another.\n", error);
        Assert.Contains("    ~ Rename model Writer to Author\n    ~ Rename field full_name on Author to name\n",
            (await Run(typeof(OldLibraryApp), "makemigrations", "--dry-run", "--rename", "library.Writer=Author", "--rename", "library.Author.full_name=name")).Output);
        Assert.Contains("    + Create model Author\n    - Delete model Writer\n", (await Run(typeof(OldLibraryApp), "makemigrations", "--dry-run", "--no-renames")).Output);
        Assert.Contains("--rename library.Book=Tome: the migrations have no such model or field", (await Run(typeof(OldLibraryApp), "makemigrations", "--dry-run", "--no-renames", "--rename", "library.Book=Tome")).Error);
        Assert.Contains("found 'Book'", (await Run(typeof(OldLibraryApp), "makemigrations", "--rename", "Book")).Error);

        var (_, asked, _) = await Answer("what\ny\nyes\n", typeof(OldLibraryApp), "makemigrations", "--dry-run");
        Assert.StartsWith("Was the model library.Writer renamed to Author? [y/N] Please answer yes or no.\nWas the model library.Writer renamed to Author? [y/N] Was author.full_name renamed to author.name (a CharField)? [y/N] Migrations for 'library':\n", asked);
        Assert.Contains("Create model Author", (await Answer("\n", typeof(OldLibraryApp), "makemigrations", "--dry-run")).Output);
    }

    [Fact]
    public async Task A_value_for_rows_that_are_there_is_asked_for()
    {
        Assert.Contains("It is impossible to add the field 'name' to library.Author", (await Run(typeof(NamelessLibraryApp), "makemigrations")).Error);
        Assert.Equal(3, (await Answer("5\n2\n", typeof(NamelessLibraryApp), "makemigrations")).Code);
        Assert.False(Directory.Exists(Path.Combine(_folder, "Library")));
        var (code, output, _) = await Answer("1\nnobody\n", typeof(NamelessLibraryApp), "makemigrations");
        Assert.Equal(0, code);
        Assert.StartsWith("It is impossible to add a non-nullable field 'name' to author without specifying a default. This is because the database needs something to populate existing rows.\nPlease select a fix:\n 1) Provide", output);
        Assert.Contains("""new AddField("Author", "name", new CharField { MaxLength = 100, Default = "nobody" }) { PreserveDefault = false },""", File.ReadAllText(Path.Combine(_folder, "Library", "Migrations", "0002_author_name.cs")));
    }

    [Fact]
    public async Task Migrate_forth_and_back()
    {
        Assert.Equal(
            (0, "Operations to perform:\n  Apply all migrations: library\nRunning migrations:\n  Applying library.0001_initial... OK\n", ""),
            await Run(typeof(LibraryApp), "migrate"));
        Assert.Equal(
            (0, "Operations to perform:\n  Apply all migrations: library\nRunning migrations:\n  No migrations to apply.\n", ""),
            await Run(typeof(LibraryApp), "migrate"));
        Assert.Equal((0, "library\n [X] 0001_initial\n", ""), await Run(typeof(LibraryApp), "showmigrations"));
        Assert.Equal((0, "[X]  library.0001_initial\n", ""), await Run(typeof(LibraryApp), "showmigrations", "--plan"));
        Assert.Equal(
            (0, "Operations to perform:\n  Unapply all migrations: library\nRunning migrations:\n  Unapplying library.0001_initial... OK\n", ""),
            await Run(typeof(LibraryApp), "migrate", "library", "zero"));
        Assert.Equal((0, "library\n [ ] 0001_initial\n", ""), await Run(typeof(LibraryApp), "showmigrations"));
        Assert.Equal((0, "Planned operations:\nlibrary.0001_initial\n    Create model Author\n", ""), await Run(typeof(LibraryApp), "migrate", "--plan"));
    }

    [Fact]
    public async Task Tables_that_are_there_are_taken_over()
    {
        await Run(typeof(LibraryApp), "migrate");
        Assert.EndsWith("  Unapplying library.0001_initial... FAKED\n", (await Run(typeof(LibraryApp), "migrate", "library", "zero", "--fake")).Output);
        Assert.Contains("already exists", (await Run(typeof(LibraryApp), "migrate")).Error);
        Assert.EndsWith("  Applying library.0001_initial... FAKED\n", (await Run(typeof(LibraryApp), "migrate", "--fake-initial")).Output);
    }

    [Fact]
    public void A_later_part_of_a_first_migration_says_so()
    {
        var planned = new Quintet.Scaffolding.MigrationFile { Name = "0002_initial", ClassName = "M0002_Initial", AppNamespace = "Library", Operations = [], Initial = true, Version = "1", Timestamp = DateTimeOffset.UnixEpoch }.Render();
        Assert.Contains("    public override string Name => \"0002_initial\";\n\n    public override bool? Initial => true;\n", planned.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Models_without_a_migration_are_mentioned()
    {
        var (_, output, _) = await Run(typeof(NewLibraryApp), "migrate");

        Assert.Contains("Your models in app(s): 'library' have changes that are not yet reflected in a migration", output);
    }

    [Fact]
    public async Task Inspectdb_prints_models_of_the_tables()
    {
        await Run(typeof(LibraryApp), "migrate");

        var (code, output, error) = await Run(typeof(LibraryApp), "inspectdb", "library_author", "nothing");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("// This is an auto-generated Quintet model module.\n", output);
        Assert.Contains("\nnamespace MyApp;\n\n// Unable to inspect table \"nothing\"\n", output);
        Assert.EndsWith(
            """

            [Meta(DbTable = "library_author", Managed = false)]
            public partial class LibraryAuthor : Model
            {
                [BigAutoField(PrimaryKey = true)]
                public long Id { get; set; }

                [CharField(MaxLength = 100)]
                public string Name { get; set; } = "";
            }

            """.ReplaceLineEndings("\n"),
            output);
        Assert.DoesNotContain("DjangoMigrations", output);
        Assert.Contains("class DjangoMigrations", (await Run(typeof(LibraryApp), "inspectdb")).Output);
    }

    [Fact]
    public async Task Inspectdb_gives_the_namespace_of_an_app_without_models()
    {
        var (_, output, _) = await Run(typeof(Empty.EmptyApp), "inspectdb", "--include-views");

        Assert.EndsWith("\nnamespace WebTests.Empty;\n", output);
    }

    [Fact]
    public async Task Inspectdb_of_a_database_that_is_not_there()
    {
        var (code, output, error) = await Run(typeof(LibraryApp), "inspectdb", "--database", "other");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("CommandError: The settings have no database 'other'. Databases has: default.", error);
    }

    [Fact]
    public async Task Sqlmigrate_prints_the_sql()
    {
        var (code, output, _) = await Run(typeof(LibraryApp), "sqlmigrate", "library", "0001");

        Assert.Equal(0, code);
        Assert.StartsWith("BEGIN;\n--\n-- Create model Author\n--\nCREATE TABLE \"library_author\" (", output);
        Assert.EndsWith(";\nCOMMIT;\n", output);
    }

    [Theory]
    [InlineData("No installed app with label 'libary'. Did you mean 'library'?", "migrate", "libary")]
    [InlineData("Cannot find a migration matching '0009' from app 'library'.", "migrate", "library", "0009")]
    [InlineData("The settings have no database 'other'.", "migrate", "--database", "other")]
    [InlineData("The migration name must be a valid identifier", "makemigrations", "--name", "../x")]
    public async Task Mistakes_are_explained(string message, params string[] args)
    {
        var (code, _, error) = await Run(typeof(LibraryApp), args);

        Assert.Equal(1, code);
        Assert.StartsWith("CommandError: " + message, error);
    }

    [Fact]
    public async Task Views_use_the_database()
    {
        await Run(typeof(LibraryApp), "migrate");
        var client = new Quintet.Testing.Client(Quintet.Application.Load(new LibrarySettings(_folder, typeof(LibraryApp)) { RootUrlConf = typeof(Library.Urls) }));

        Assert.Equal("/author/1/", client.Post("/add/", [new("name", "Ada")])["Location"]);
        Assert.Equal("Ada", client.Get("/author/1/").Content);
        Assert.Equal(404, client.Get("/author/2/").StatusCode);
        Assert.Contains("No Author matches the given query.", client.Get("/author/2/").Content);
        Parallel.For(0, 50, _ => Assert.Equal("Ada", client.Get("/author-later/1/").Content));
    }

    private Task<(int Code, string Output, string Error)> Run(Type app, params string[] args) => Answer(null, app, args);

    private async Task<(int Code, string Output, string Error)> Answer(string? input, Type app, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await ManagementUtility.Execute(() => new LibrarySettings(_folder, app), args, output, error, input: input is null ? null : new StringReader(input));
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
