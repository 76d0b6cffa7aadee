using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Quintet.Management;
using WebTests.Library;
using WebTests.Shelf;

namespace WebTests;

/// <summary>The commands that write migrations anew: squashed, optimized, merged, updated.</summary>
public sealed partial class MigrationCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-shelf-").FullName;

    private string Migrations => Path.Combine(_folder, "Shelf", "Migrations");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Migrations_are_squashed()
    {
        const string Found = "Will squash the following migrations:\n - 0001_initial\n - 0002_note\n - 0003_fill\n - 0004_once\n - 0005_pages\n";
        var (code, output, error) = await Answer("what\ny\n", typeof(LongShelfApp), "squashmigrations", "shelf", "0005");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            $"""
            {Found}Do you wish to proceed? [y/N] Please answer yes or no.
            Do you wish to proceed? [y/N] Optimizing...
              Optimized from 10 operations to 5 operations.
            Created new squashed migration Shelf/Migrations/0001_squashed_0005_pages.cs
              You should commit this migration but leave the old ones in place;
              the new migration will be used for new installs. Once you are sure
              all instances of the codebase have applied the migrations you squashed,
              you can delete them.
            Manual porting required
              Your migrations contained code that must be manually copied over,
              as we could not safely copy its implementation.
              See the comment at the top of the squashed migration for details.

            """.ReplaceLineEndings("\n"),
            output);
        AssertWritten("0001_squashed_0005_pages");
        Assert.Contains("Migration 0001_squashed_0005_pages already exists. Use a different name.", (await Run(typeof(LongShelfApp), "squashmigrations", "shelf", "0005", "--no-input")).Error);
    }

    [Fact]
    public async Task A_squashed_migration_does_what_the_old_ones_did()
    {
        Assert.EndsWith("  Applying shelf.0001_squashed_0005_pages... OK\n", (await Run(typeof(SquashedShelfApp), "migrate")).Output);
        Assert.Equal((0, "No changes detected\n", ""), await Run(typeof(SquashedShelfApp), "makemigrations"));
        Assert.Equal(["by a method kept 0", "by a lambda kept 0"], Rows());
        Assert.Equal((0, "shelf\n [X] 0001_squashed_0005_pages (5 squashed migrations)\n", ""), await Run(typeof(SquashedShelfApp), "showmigrations"));

        // For the old ones everything is applied as well.
        Assert.Equal((0, "", ""), await Run(typeof(LongShelfApp), "migrate", "--check"));
        Assert.Contains("You cannot squash squashed migrations!", (await Run(typeof(SquashedShelfApp), "squashmigrations", "shelf", "0001", "--noinput")).Error);
    }

    [Fact]
    public async Task A_part_is_squashed_under_a_name_without_optimizing()
    {
        var (code, output, _) = await Run(typeof(LongShelfApp), "squashmigrations", "shelf", "0003", "0005", "--no-optimize", "--squashed-name", "rest", "--no-header", "--no-input");
        Assert.Equal(0, code);
        Assert.StartsWith("Will squash the following migrations:\n - 0003_fill\n - 0004_once\n - 0005_pages\n(Skipping optimization.)\nCreated new squashed migration Shelf/Migrations/0003_rest.cs\n", output);
        Assert.Equal(
            """
            // Code from the following migrations needs manual copying.
            // Move it and whatever it needs into this file, then let the operations below call it here:
            // WebTests.Shelf.Migrations.M0003_Fill
            // WebTests.Shelf.Migrations.M0004_Once
            using Quintet.Db;
            using Quintet.Db.Migrations;

            namespace WebTests.Shelf.Migrations;

            public class M0003_Rest : Migration
            {
                public override string Name => "0003_rest";

                public override IEnumerable<Dependency> Replaces =>
                [
                    new("shelf", "0003_fill"),
                    new("shelf", "0004_once"),
                    new("shelf", "0005_pages"),
                ];

                public override IEnumerable<Dependency> Dependencies =>
                [
                    new("shelf", "0002_note"),
                ];

                public override IEnumerable<Operation> Operations =>
                [
                    new global::WebTests.Shelf.Migrations.M0003_Fill().Operations.ElementAt(0),
                    new RunSql("UPDATE shelf_box SET note = 'kept'", ""),
                    new RunSql("DELETE FROM shelf_box WHERE id < 0")
                    {
                        Elidable = true,
                    },
                    new global::WebTests.Shelf.Migrations.M0004_Once().Operations.ElementAt(1),
                    new AddField("Box", "pages", new IntegerField { Default = 0 }),
                    new AlterField("Box", "pages", new IntegerField { Default = 1 }),
                    new AlterField("Box", "pages", new IntegerField { Default = 0 }),
                ];
            }

            """.ReplaceLineEndings("\n"),
            Written("0003_rest"));
        Assert.StartsWith("Will squash the following migrations:\n - 0003_fill\n - 0004_once\nOptimizing...\n  Optimized from 4 operations to 2 operations.\nCreated new squashed migration Shelf/Migrations/0003_fill_squashed_0004_once.cs\n",
            (await Run(typeof(LongShelfApp), "squashmigrations", "shelf", "0003", "0004", "--no-input")).Output);
    }

    [Theory]
    [InlineData("No installed app with label 'shelv'. Did you mean 'shelf'?", "shelv", "0001")]
    [InlineData("Cannot find a migration matching '0009' from app 'shelf'.", "shelf", "0009")]
    [InlineData("The migration 'shelf.0004_once' cannot be found. Maybe it comes after the migration 'shelf.0002_note'?\nHave a look at:\n  dotnet run showmigrations shelf\nto debug this issue.", "shelf", "0004", "0002")]
    [InlineData("The migration name must be a valid identifier", "shelf", "0002", "--squashed-name", "a-b")]
    [InlineData("There is no terminal to ask: Do you wish to proceed? [y/N]. Say --noinput to squash them without a question.", "shelf", "0002")]
    public async Task What_cannot_be_squashed_is_explained(string message, params string[] args)
    {
        var (code, _, error) = await Run(typeof(LongShelfApp), ["squashmigrations", .. args]);
        Assert.Equal(1, code);
        Assert.StartsWith("CommandError: " + message, error);
        Assert.False(Directory.Exists(Migrations));
        Assert.Equal("CommandError: App 'shelf' does not have migrations (so squashmigrations on it makes no sense)\n", (await Run(typeof(NewShelfApp), "squashmigrations", "shelf", "0001")).Error);
    }

    [Fact]
    public async Task A_no_ends_squashing()
    {
        Assert.Equal(0, (await Answer("\n", typeof(LongShelfApp), "squashmigrations", "shelf", "0005")).Code);
        Assert.False(Directory.Exists(Migrations));
    }

    [Fact]
    public async Task A_migration_is_optimized_in_its_place()
    {
        Assert.Equal((1, "Optimizing from 3 operations to 1 operations.\n", ""), await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0002", "--check"));
        var (code, _, error) = await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0002");
        Assert.Equal(1, code);
        Assert.Contains("Shelf/Migrations/0002_wordy.cs is not there. Is shelf.0002_wordy in a file of another name?", error);

        Directory.CreateDirectory(Migrations);
        File.WriteAllText(Path.Combine(Migrations, "0002_wordy.cs"), "old");
        Assert.Equal((0, "Optimizing from 3 operations to 1 operations.\nOptimized migration Shelf/Migrations/0002_wordy.cs\n", ""), await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0002"));
        Assert.Contains(
            "public class M0002_Wordy : Migration\n{\n    public override string Name => \"0002_wordy\";\n\n    public override IEnumerable<Dependency> Dependencies =>\n    [\n        new(\"shelf\", \"0001_initial\"),\n    ];\n\n    public override IEnumerable<Operation> Operations =>\n    [\n        new AddField(\"Box\", \"pages\", new IntegerField { Default = 0 }),\n    ];\n}\n",
            Written("0002_wordy"));
        Assert.Equal((0, "No optimizations possible.\n", ""), await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0001", "--check"));
    }

    [Fact]
    public async Task One_with_code_is_optimized_beside_it()
    {
        var (code, output, _) = await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0003");
        Assert.Equal(0, code);
        Assert.Equal(
            "Optimizing from 3 operations to 1 operations.\nManual porting required\n  Your migrations contained code that must be manually copied over,\n  as we could not safely copy its implementation.\n"
            + "  See the comment at the top of the optimized migration for details.\nOptimized migration Shelf/Migrations/0003_wordy_code_optimized.cs\n", output);
        var text = Written("0003_wordy_code_optimized");
        Assert.Contains("public class M0003_WordyCodeOptimized : Migration", text);
        Assert.Contains("Replaces =>\n    [\n        new(\"shelf\", \"0003_wordy_code\"),\n    ];", text);
        Assert.Contains("        new global::WebTests.Shelf.Migrations.M0003_WordyCode().Operations.ElementAt(2),\n", text);
        Assert.Contains("Migration will require manual porting but is already a squashed migration.", (await Run(typeof(WordyShelfApp), "optimizemigration", "shelf", "0004")).Error);
        Assert.Equal("CommandError: App 'shelf' does not have migrations.\n", (await Run(typeof(NewShelfApp), "optimizemigration", "shelf", "0001")).Error);
    }

    [Fact]
    public async Task Two_last_migrations_are_merged()
    {
        const string Conflict = "CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_note, 0002_pages in shelf).\nTo fix them run 'dotnet run makemigrations --merge'\n";
        Assert.Equal((1, "", Conflict), await Run(typeof(ForkedShelfApp), "makemigrations"));
        Assert.Equal((1, "", Conflict), await Run(typeof(ForkedShelfApp), "migrate"));

        const string Branches = "Merging shelf\n  Branch 0002_note\n    + Add field note to Box\n    c Raw C# operation\n  Branch 0002_pages\n    + Add field pages to Box\n";
        const string Question = "\nMerging will only work if the operations printed above do not conflict\nwith each other (working on different fields or models)\nShould these migration branches be merged? [y/N] ";
        Assert.Equal((0, Branches + Question, ""), await Answer("n\n", typeof(ForkedShelfApp), "makemigrations", "--merge"));
        Assert.Contains("Say --noinput to merge them without a question.", (await Run(typeof(ForkedShelfApp), "makemigrations", "--merge")).Error);
        Assert.Equal((0, Branches, ""), await Run(typeof(ForkedShelfApp), "makemigrations", "--merge", "--dry-run", "--no-input"));
        Assert.False(Directory.Exists(Migrations));
        Assert.Equal((0, Branches + Question + "\nCreated new merge migration Shelf/Migrations/0003_merge_0002_note_0002_pages.cs\n", ""), await Answer("y\n", typeof(ForkedShelfApp), "makemigrations", "--merge", "shelf"));
        AssertWritten("0003_merge_0002_note_0002_pages");

        Assert.Equal((0, "No conflicts detected to merge.\n", ""), await Run(typeof(MergedShelfApp), "makemigrations", "--merge"));
        Assert.Equal((0, "No changes detected\n", ""), await Run(typeof(MergedShelfApp), "makemigrations"));
        Assert.EndsWith("  Applying shelf.0003_merge_0002_note_0002_pages... OK\n", (await Run(typeof(MergedShelfApp), "migrate")).Output);
        Assert.Equal(["by a method  0"], Rows());
    }

    [Fact]
    public async Task Branches_that_conflict_are_not_merged()
    {
        var (code, output, error) = await Run(typeof(ClashingShelfApp), "makemigrations", "--merge", "--no-input");
        Assert.Equal(1, code);
        Assert.StartsWith("Merging shelf\n  Branch 0002_note\n", output);
        Assert.StartsWith("CommandError: 0002_note and 0002_other_note conflict: ", error);
        Assert.EndsWith(" Change one of these migrations, and let it depend on the other.\n", error);
        Assert.Equal("CommandError: 0002_long and 0002_short conflict: it matters which of them comes first (Alter field name on Box). Change one of these migrations, and let it depend on the other.\n",
            (await Run(typeof(DisputedShelfApp), "makemigrations", "--merge", "--no-input")).Error);
        Assert.False(Directory.Exists(Migrations));
    }

    [Fact]
    public async Task An_empty_migration_is_for_a_person_to_fill()
    {
        Assert.Equal("CommandError: You must supply at least one app label when using --empty.\n", (await Run(typeof(LongShelfApp), "makemigrations", "--empty")).Error);
        Assert.Equal("CommandError: --merge and --empty do not go together: say one.\n", (await Run(typeof(LongShelfApp), "makemigrations", "--empty", "--merge")).Error);
        Assert.Equal((0, "Migrations for 'shelf':\n  Shelf/Migrations/0006_views.cs\n", ""), await Run(typeof(LongShelfApp), "makemigrations", "shelf", "--empty", "--name", "views", "--no-header"));
        Assert.Equal(
            "using Quintet.Db;\nusing Quintet.Db.Migrations;\n\nnamespace WebTests.Shelf.Migrations;\n\npublic class M0006_Views : Migration\n{\n    public override string Name => \"0006_views\";\n\n"
            + "    public override IEnumerable<Dependency> Dependencies =>\n    [\n        new(\"shelf\", \"0005_pages\"),\n    ];\n\n    public override IEnumerable<Operation> Operations =>\n    [\n    ];\n}\n", Written("0006_views"));
        Assert.Matches(@"^Migrations for 'shelf':\n  Shelf/Migrations/0006_auto_\d{8}_\d{4}\.cs\n$", (await Run(typeof(LongShelfApp), "makemigrations", "shelf", "--empty", "--dry-run")).Output);
        Assert.Equal("Migrations for 'shelf':\n  Shelf/Migrations/0001_initial.cs\n", (await Run(typeof(NewShelfApp), "makemigrations", "shelf", "--empty", "--dry-run")).Output);
        Assert.Contains("multiple leaf nodes", (await Run(typeof(ForkedShelfApp), "makemigrations", "shelf", "--empty")).Error);
    }

    [Fact]
    public async Task The_last_migration_is_updated()
    {
        Directory.CreateDirectory(Migrations);
        File.WriteAllText(Path.Combine(Migrations, "0002_note.cs"), "old");
        await Run(typeof(GrowingShelfApp), "migrate", "shelf", "0001");
        Assert.Equal(
            (0, "Migrations for 'shelf':\n  Shelf/Migrations/0002_box_note_box_pages.cs\n    + Add field note to Box\n    + Add field pages to Box\nDeleted Shelf/Migrations/0002_note.cs\n", ""),
            await Run(typeof(GrowingShelfApp), "makemigrations", "--update"));
        Assert.Equal(["0002_box_note_box_pages.cs"], Directory.GetFiles(Migrations).Select(Path.GetFileName));
        Assert.Contains("public class M0002_BoxNoteBoxPages : Migration", Written("0002_box_note_box_pages"));

        // One with code stays until a person has copied that.
        File.WriteAllText(Path.Combine(Migrations, "0002_note.cs"), "old");
        Assert.EndsWith("Updated migration Shelf/Migrations/0002_more.cs requires manual porting.\nPrevious migration Shelf/Migrations/0002_note.cs was kept and must be deleted after porting its code manually.\n",
            (await Run(typeof(GrowingCodeShelfApp), "makemigrations", "--update", "--name", "more")).Output);
        Assert.Contains("new RunCode(global::WebTests.Shelf.Migrations.M0002_Note.Fill, RunCode.Noop),", Written("0002_more"));
    }

    [Fact]
    public async Task What_others_rely_on_is_not_updated()
    {
        await Run(typeof(GrowingShelfApp), "migrate");
        Assert.Equal("CommandError: Cannot update applied migration 'shelf.0002_note'.\n", (await Run(typeof(GrowingShelfApp), "makemigrations", "--update")).Error);
        await Run(typeof(GrowingShelfApp), "migrate", "shelf", "0001");
        Assert.Equal("CommandError: App shelf has no migration, cannot update last migration.\n", (await Run(typeof(NewShelfApp), "makemigrations", "--update")).Error);
        Assert.Equal("CommandError: Cannot update squash migration 'shelf.0004_wordy_sum'.\n", (await Run(typeof(UnfinishedSumApp), "makemigrations", "--update")).Error);
        Assert.Equal("CommandError: Cannot update migration 'shelf.0002_note' that migrations 'shop.0001_initial' depend on.\n", (await Run([typeof(GrowingShelfApp), typeof(DependentApp)], "makemigrations", "shelf", "--update")).Error);
    }

    [Fact]
    public async Task A_machine_reads_what_is_made_and_what_is_applied()
    {
        using var made = JsonDocument.Parse((await Run(typeof(GrowingShelfApp), "makemigrations", "--dry-run", "--json")).Output);
        Assert.Equal(
            """{"app":"shelf","name":"0003_box_pages","file":"Shelf/Migrations/0003_box_pages.cs","written":false,"dependencies":["shelf.0002_note"],"operations":[{"type":"AddField","model":"Box","description":"Add field pages to Box"}]}""",
            Compact(made.RootElement[0]));
        Assert.Equal((0, "[]\n", "No changes detected\n"), await Run(typeof(LongShelfApp), "makemigrations", "--json"));

        await Run(typeof(GrowingShelfApp), "migrate", "shelf", "0001");
        using var plan = JsonDocument.Parse((await Run(typeof(GrowingShelfApp), "migrate", "--plan", "--json")).Output);
        Assert.Equal("""[{"app":"shelf","name":"0002_note","backwards":false,"atomic":true,"operations":[{"type":"AddField","model":"Box","description":"Add field note to Box"}]}]""", Compact(plan.RootElement));
        Assert.Equal("CommandError: --json prints the plan: say --plan, too.\n", (await Run(typeof(GrowingShelfApp), "migrate", "--json")).Error);
        using var shown = JsonDocument.Parse((await Run(typeof(GrowingShelfApp), "showmigrations", "--json")).Output);
        Assert.Equal(["0001_initial True", "0002_note False"], shown.RootElement.EnumerateArray().Select(m => $"{m.GetProperty("name")} {m.GetProperty("applied")}"));
        Assert.InRange(DateTime.UtcNow - shown.RootElement[0].GetProperty("applied_at").GetDateTime().ToUniversalTime(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Equal(JsonValueKind.Null, shown.RootElement[1].GetProperty("applied_at").ValueKind);

        Assert.Matches(@"\n  Applying shelf\.0002_note\.\.\. OK \(\d\.\d{3}s\)\n$", (await Run(typeof(GrowingShelfApp), "migrate", "--timing")).Output);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    /// <summary>A written file is, but for the time, the one that is compiled into these tests.</summary>
    private void AssertWritten(string name, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Shelf", "Migrations", name + ".cs");
        var text = Header().Replace(Written(name), "");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1") File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    private string Written(string name) => File.ReadAllText(Path.Combine(Migrations, name + ".cs")).ReplaceLineEndings("\n");

    private List<string> Rows()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "db.sqlite3")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, note, pages FROM shelf_box ORDER BY id";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add($"{reader[0]} {reader[1]} {reader[2]}");
        return rows;
    }

    [Fact]
    public async Task A_setting_that_names_no_model_stops_every_command_with_a_sentence()
    {
        var (code, output, error) = await Run(typeof(SwappableShelfApp), "makemigrations");
        Assert.Equal((1, "", "ImproperlyConfigured: AuthUserModel references 'auth.User', which has not been installed, or is abstract. Add its app to InstalledApps, or name another model.\n"), (code, output, error));
    }

    private Task<(int Code, string Output, string Error)> Run(Type app, params string[] args) => Answer(null, [app], args);

    private Task<(int Code, string Output, string Error)> Run(Type[] apps, params string[] args) => Answer(null, apps, args);

    private Task<(int Code, string Output, string Error)> Answer(string? input, Type app, params string[] args) => Answer(input, [app], args);

    private async Task<(int Code, string Output, string Error)> Answer(string? input, Type[] apps, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ManagementUtility.Execute(() => new LibrarySettings(_folder, apps), args, output, error, input: input is null ? null : new StringReader(input));
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"^// Written by Quintet [^\n]*\n")]
    private static partial Regex Header();
}
