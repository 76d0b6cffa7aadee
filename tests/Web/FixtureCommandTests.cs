using Quintet.Management;
using WebTests.Library;

namespace WebTests;

/// <summary><c>dumpdata</c>, <c>loaddata</c> and <c>flush</c> on the command line; what they write and read is tested with the databases.</summary>
public sealed class FixtureCommandTests : IDisposable
{
    private const string Ada = """{"model": "library.author", "pk": 1, "fields": {"name": "Ada"}}""";
    private const string Bob = """{"model": "library.author", "pk": 2, "fields": {"name": "Bob"}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-fixtures-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_fixture_of_an_app_is_loaded_and_dumped()
    {
        await Run("migrate");
        Write("Library/fixtures/people.json", $"[{Ada}, {Bob}]");

        Assert.Equal((0, "Installed 2 object(s) from 1 fixture(s)\n", ""), await Run("loaddata", "people"));
        Assert.Equal((0, $"[{Ada}, {Bob}]", ""), await Run("dumpdata"));
        Assert.Equal((0, $"{Bob}\n", ""), await Run("dumpdata", "library.Author", "--format", "jsonl", "--pks", "2"));
        Assert.Equal((0, "[]", ""), await Run("dumpdata", "--exclude", "library.author"));
        Assert.Equal((0, "[]", ""), await Run("dumpdata", "library", "--exclude", "library"));
        Assert.Equal((0, "", ""), await Run("dumpdata", "--indent", "1", "--output", Path.Combine(_folder, "all.json")));
        Assert.Equal("[\n{\n \"model\": \"library.author\",\n \"pk\": 1,\n \"fields\": {\n  \"name\": \"Ada\"\n }\n},\n", File.ReadAllText(Path.Combine(_folder, "all.json"))[..77]);
        Assert.Equal((0, "Installed 2 object(s) from 1 fixture(s)\n", ""), await Run("loaddata", Path.Combine(_folder, "all.json")));
        Assert.Equal((0, "Installed 0 object(s) (of 2) from 1 fixture(s)\n", ""), await Run("loaddata", "people.json", "--app", "library", "--exclude", "library"));
    }

    [Fact]
    public async Task Standard_input_is_a_fixture()
    {
        await Run("migrate");

        Assert.Equal((0, "Installed 2 object(s) from 1 fixture(s)\n", ""), await Run(new StringReader($"{Ada}\n{Bob}\n"), ["loaddata", "-", "--format", "jsonl"]));
        Assert.Equal((0, "Installed 0 object(s) from 1 fixture(s)\n", "No fixture data found for '-'. (The file format may be invalid.)\n"), await Run(new StringReader("[]"), ["loaddata", "-", "--format", "json"]));
        Assert.Equal((2, "", "CommandError: --format must be specified when reading from stdin.\n"), await Run(new StringReader(""), ["loaddata", "-"]));
    }

    [Fact]
    public async Task Flush_asks_first()
    {
        await Run("migrate");
        await Run(new StringReader($"[{Ada}]"), ["loaddata", "-", "--format", "json"]);

        var (code, output, _) = await Run(new StringReader("no\n"), ["flush"]);
        Assert.Equal(0, code);
        Assert.StartsWith("You have requested a flush of the database.\nThis will IRREVERSIBLY DESTROY all data currently in the \"default\" database,\n", output);
        Assert.EndsWith("Type 'yes' to continue, or 'no' to cancel: Flush cancelled.\n", output);
        Assert.Equal(1, (await Run("flush")).Code);
        Assert.Equal($"[{Ada}]", (await Run("dumpdata")).Output);
        Assert.Equal(0, (await Run(new StringReader("yes\n"), ["flush"])).Code);
        Assert.Equal(0, (await Run("flush", "--no-input")).Code);
        Assert.Equal("[]", (await Run("dumpdata")).Output);
        Assert.Equal((0, "", ""), await Run("flush", "--noinput"));
        Assert.Equal("library\n [X] 0001_initial\n", (await Run("showmigrations")).Output);
    }

    [Theory]
    [InlineData("No installed app with label 'libary'. Did you mean 'library'?", "dumpdata", "libary")]
    [InlineData("Unknown model: library.Book.", "dumpdata", "library.Book")]
    [InlineData("You can only use --pks option with one model.", "dumpdata", "library", "--pks", "1")]
    [InlineData("Unknown serialization format: xml. There are: json, jsonl.", "dumpdata", "--format", "xml")]
    [InlineData("Unable to serialize database: no such table: library_author", "dumpdata")]
    [InlineData("The settings have no database 'other'.", "dumpdata", "--database", "other")]
    [InlineData("No database fixture specified.", "loaddata")]
    [InlineData("No fixture named 'people' found. Looked in: ", "loaddata", "people")]
    [InlineData("Multiple fixtures named 'twice' in ", "loaddata", "twice")]
    [InlineData("Problem installing fixture 'people.xml': xml is not a known serialization format.", "loaddata", "people.xml")]
    [InlineData("Problem installing fixture '", "loaddata", "twice.jsonl")]
    [InlineData("The settings have no database 'other'.", "flush", "--noinput", "--database", "other")]
    public async Task Mistakes_are_explained(string message, params string[] args)
    {
        Write("Library/fixtures/twice.json", "[]");
        Write("Library/fixtures/twice.jsonl", "{");

        var (code, _, error) = await Run(args);

        Assert.Equal(1, code);
        Assert.StartsWith("CommandError: " + message, error);
    }

    [Fact]
    public async Task A_dump_that_fails_leaves_the_file_of_before()
    {
        Write("all.json", "before");

        Assert.Equal(1, (await Run("dumpdata", "--output", Path.Combine(_folder, "all.json"))).Code);
        Assert.Equal("before", File.ReadAllText(Path.Combine(_folder, "all.json")));
        Assert.False(File.Exists(Path.Combine(_folder, "all.json.part")));
    }

    private void Write(string path, string text)
    {
        path = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] args) => Run(null, args);

    private async Task<(int Code, string Output, string Error)> Run(StringReader? input, string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await ManagementUtility.Execute(() => new LibrarySettings(_folder, typeof(LibraryApp)), args, output, error, input: input);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
