using Quintet.Db;
using Quintet.Management;
using Quintet.Management.Commands;
using WebTests.Library;

namespace WebTests;

/// <summary>What <c>test</c> makes of its command line, and what it does around the tests; that it runs them is shown by docs/testing.md.</summary>
public sealed class TestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "")]
    [InlineData("(FullyQualifiedName~BookTests)", "BookTests")]
    [InlineData("(FullyQualifiedName~BookTests.A_book|FullyQualifiedName~ShopTests)", "BookTests.A_book tests/ShopTests.cs")]
    [InlineData("(FullyQualifiedName~page)", "--pattern *page*")]
    [InlineData("(FullyQualifiedName~a|FullyQualifiedName~b)&(Category=slow)&Category!=net", "--pattern a --pattern b --tag slow --exclude-tag net")]
    [InlineData("(FullyQualifiedName~A\\(x\\))", "A(x)")]
    public void Labels_and_tags_are_a_filter(string? filter, string line) => Assert.Equal(filter, TestCommand.Filter(Parse(line)));

    [Fact]
    public void Options_are_those_of_the_runner()
    {
        Assert.DoesNotContain("--", TestCommand.DotnetTest("t.csproj", Parse("--parallel auto")));
        Assert.Equal(
            ["--filter", "(FullyQualifiedName~x)", "--", "RunConfiguration.TreatNoTestsAsError=true", "xUnit.StopOnFail=true", "xUnit.MaxParallelThreads=1", "xUnit.ParallelizeTestCollections=false"],
            TestCommand.DotnetTest("t.csproj", Parse("x --failfast --parallel 1"))[5..]);
        Assert.Equal(["--", "xUnit.MaxParallelThreads=4"], TestCommand.DotnetTest("t.csproj", Parse("--parallel 4"))[5..]);
        Assert.Equal("--parallel must be an integer or the string \"auto\"; found 'many'.", Assert.Throws<CommandError>(() => TestCommand.DotnetTest("t.csproj", Parse("--parallel many"))).Message);
        Assert.Contains("a * stands at its beginning or end only", Assert.Throws<CommandError>(() => TestCommand.Filter(Parse("--pattern a*b"))).Message);
    }

    [Fact]
    public async Task Without_a_tests_project_it_says_where_one_was_looked_for()
    {
        var (code, _, error) = await Run(null, "test");

        Assert.Equal(1, code);
        Assert.Contains($"There is no tests project: no *.csproj in {Path.Combine(_folder.Path, "tests")}.", error);
    }

    [Fact]
    public async Task A_database_of_an_earlier_run_is_asked_about()
    {
        WriteProject();
        var leftover = Path.Combine(_folder.Path, "test.sqlite3");
        File.WriteAllText(leftover, "");

        var (code, output, error) = await Run("no\n", "test");
        Assert.Equal((1, $"Type 'yes' if you would like to try deleting the test database '{leftover}', or 'no' to cancel: "), (code, output));
        Assert.Equal($"Got an error creating the test database: database \"{leftover}\" already exists\nTests cancelled.\n", error);
        Assert.True(File.Exists(leftover));

        Assert.Contains("Say --noinput to delete it without a question, or --keepdb", (await Run(null, "test")).Error);
        Assert.True(File.Exists(leftover));
    }

    [Fact]
    public async Task The_tests_exit_code_and_output_are_the_commands_and_nothing_is_left()
    {
        WriteProject();
        var (leftover, copy, other) = (Path.Combine(_folder.Path, "test.sqlite3"), Path.Combine(_folder.Path, "test_12.sqlite3"), Path.Combine(_folder.Path, "test_x.sqlite3"));
        foreach (var file in new[] { leftover, copy, other }) File.WriteAllText(file, "");

        // dotnet test of a project that cannot be built.
        var (code, output, _) = await Run(null, "test", "--keepdb");
        Assert.Equal(1, code);
        Assert.Contains("error", output, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("Preserving test database for alias 'default'...\n", output);
        Assert.Equal([true, false, true], new[] { leftover, copy, other }.Select(File.Exists));

        (code, output, _) = await Run(null, "test", "--noinput");
        Assert.Equal(1, code);
        Assert.StartsWith("Destroying old test database for alias 'default'...\n", output);
        Assert.Equal([false, false, true], new[] { leftover, copy, other }.Select(File.Exists));
    }

    private static CommandArguments Parse(string line)
    {
        var parser = new ArgumentParser("test", "");
        new TestCommand().AddArguments(parser);
        return parser.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private void WriteProject()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tests"));
        File.WriteAllText(Path.Combine(_folder.Path, "tests", "x.Tests.csproj"), "<Project>");
    }

    private async Task<(int Code, string Output, string Error)> Run(string? input, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var settings = new LibrarySettings(_folder.Path, typeof(LibraryApp));
        settings.Databases["default"] = new Sqlite(Path.Combine(_folder.Path, "db.sqlite3")) { Test = new() { Name = Path.Combine(_folder.Path, "test.sqlite3") } };
        var code = await ManagementUtility.Execute(() => settings, args, output, error, input: input is null ? null : new StringReader(input));
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
