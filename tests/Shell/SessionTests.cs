using Library;
using Quintet.Shell;
using Quintet.Testing;

namespace ShellTests;

/// <summary>What is typed, and what is shown for it.</summary>
public class SessionTests : TestCase
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Statements_see_those_before_them_and_the_last_expressions_value_is_shown()
    {
        Assert.Equal("", await Run("var x = 20;", "int Twice(int n) => 2 * n;", "record Pair(int A, string B);"));
        Assert.Equal("42\n", await Run("Twice(x) + 2"));
        Assert.Equal("\"a\\\"b\"\n", await Run("\"a\\\"b\""));
        Assert.Equal("Pair { A = 1, B = x }\n", await Run("new Pair(1, \"x\")"));
        Assert.Equal("1.5\n", await Run("1.5m"));
        Assert.Equal("List<int>(2) { 1, 2 }\n", await Run("new List<int> { 1, 2 }"));
        Assert.Equal("", await Run("null", "x = 3;", "// nothing", ""));
        Assert.Equal("3\n", await Run("await Task.FromResult(x)"));
        Assert.Equal("2\n", await Run("using System.Text;\nvar b = new StringBuilder(\"ab\");\nb.Length"));
    }

    [Fact]
    public async Task Models_are_there_and_work_in_the_context_of_the_project()
    {
        Assert.Equal("<Book: Dune>\n", await Run("var dune = Book.Objects.Create(new() { Title = \"Dune\", Author = Author.Objects.Create(new() { Name = \"Frank\" }) }); dune"));
        Assert.Equal("\"DUNE\"\n", await Run("dune.Shout()"));
        Assert.Equal("1\n", await Run("await Book.Objects.Filter(b => b.Author!.Name == \"Frank\").CountAsync()"));
        Assert.Equal("Dune", Book.Objects.Get().Title);
        Assert.Equal("\"Dune\"\n", await Run("Author.Objects.Get().Books.First()!.Title"));
        Assert.Equal("1\n", await Run("Settings.Current.Databases.Count"));
    }

    [Fact]
    public async Task Querysets_are_shown_as_Djangos()
    {
        Assert.Equal("<QuerySet []>\n", await Run("Book.Objects.All()"));
        Book.Objects.BulkCreate(Enumerable.Range(1, 21).Select(i => new Book { Title = $"B{i}" }));

        var first = string.Join(", ", Enumerable.Range(1, 20).Select(i => $"<Book: B{i}>"));
        Assert.Equal($"<QuerySet [{first}, '...(remaining elements truncated)...']>\n", await Run("Book.Objects.All()"));
        Assert.Equal($"<QuerySet [{first}]>\n", await Run("Book.Objects.All()[..20]"));
        Assert.Equal("<QuerySet [\"B1\", \"B2\"]>\n", await Run("Book.Objects.OrderBy(b => b.Id).Values(b => b.Title)[..2]"));
        Assert.Equal("[<Book: B1>, <Book: B2>]\n", await Run("Book.Objects.All()[..2].ToList()"));
        Assert.Equal("<QuerySet [{ Title = B1, N = 1 }]>\n", await Run("Book.Objects.Filter(b => b.Title == \"B1\").Values(b => new { b.Title, N = 1 })"));
    }

    [Fact]
    public async Task Mistakes_are_the_compilers_with_their_places_and_the_session_goes_on()
    {
        var session = Session();
        await session.Run("var x = 1;");

        Assert.False(await session.Run("x +\n  y"));
        Assert.Equal("(2,3): error CS0103: The name 'y' does not exist in the current context\n", Errors());
        Assert.False(await session.Run("var z = 5; throw new TimeoutException(\"too late\", new Exception(\"why\"));"));
        Assert.Equal("System.TimeoutException: too late\n  because of System.Exception: why\n", Errors());
        Assert.False(await session.Run("Book.Objects.Get(b => b.Title == \"none\")"));
        Assert.Contains("Book matching query does not exist", Errors());
        Assert.True(await session.Run("x + z"));
        Assert.Equal("6\n", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task What_runs_is_given_up_on_request()
    {
        var session = Session();
        await session.Run("var x = 1;");
        var running = session.Run("await Task.Delay(-1); x = 2;");
        Assert.False(running.IsCompleted);

        session.Interrupt();

        Assert.False(await running);
        Assert.StartsWith("Cancelled.", Errors());
        Assert.True(await session.Run("x"));
        Assert.Equal("1\n", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("Book.Obj", "Objects", 3)]
    [InlineData("var b = new Book(); b.Tit", "Title", 3)]
    [InlineData("Book.Objects.All().filt", "Filter", 4)]
    [InlineData("new Book().Sho", "Shout", 3)]
    [InlineData("Library.", "Author", 0)]
    [InlineData("Lib", "Library", 3)]
    [InlineData("kn", "known", 2)]
    [InlineData("Book.Objects.Filter(b => b.Ti", "Title", 2)]
    public async Task Words_are_completed(string code, string expected, int length)
    {
        var session = Session();
        await session.Run("var known = 1;");

        var (there, words) = session.Complete(code);

        Assert.Contains(expected, words);
        Assert.Equal(length, there);
        Assert.All(words, word => Assert.StartsWith(code[^length..], word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Where", words);
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("if (true)", false)]
    [InlineData("foreach (var i in new[] { 1 }) {", false)]
    [InlineData("foreach (var i in new[] { 1 }) {\n}", true)]
    [InlineData("Book.Objects", true)]
    [InlineData("Book.Objects.Filter(b =>", false)]
    [InlineData("\"\"\"", false)]
    [InlineData("@\"a", false)]
    [InlineData("/* a", false)]
    [InlineData(")", true)]
    public void A_statement_goes_on_until_it_is_whole(string code, bool complete) => Assert.Equal(complete, ShellSession.IsComplete(code));

    [Fact]
    public void Models_are_imported_by_the_order_of_the_apps()
    {
        var imports = ShellImports.OfProject();
        imports.Report(_output, details: false);

        Assert.Equal([("Author", "Library.Author"), ("Book", "Library.Book"), ("Shelf", "Archive.Shelf")], imports.Models.OrderBy(m => m.Name));
        Assert.Equal(
            "3 objects imported automatically (use --show-imports for details).\nArchive.Book is not imported: Book is Library.Book.\nArchive.Library is not imported: Library is a namespace as well.\n",
            _output.ToString().ReplaceLineEndings("\n"));
        imports.Report(_output, details: true);
        Assert.Contains("3 objects imported automatically:\n", _output.ToString().ReplaceLineEndings("\n"));
        Assert.Contains("using Book = Library.Book;", _output.ToString());
    }

    [Fact]
    public async Task Without_imports_nothing_is_there()
    {
        var session = new ShellSession(ShellImports.None, _output, _error);

        Assert.False(await session.Run("Book.Objects"));
        Assert.Contains("CS0103: The name 'Book' does not exist", Errors());
        Assert.True(await session.Run("Library.Book.Objects.Count()"));
    }

    [Fact]
    public async Task Lines_are_asked_for_until_the_statement_is_whole()
    {
        var lines = new StringReader("1 +\n2\n\nfoo\nif (true)\n{\n    7\n}\nvar q = 5;\nq\nexit\n9\n");

        await new ShellLoop(Session(), new PlainInput(lines, _output), _output).Run();

        Assert.Equal(">>> ... 3\n>>> >>> >>> ... ... ... >>> >>> 5\n>>> ", _output.ToString().ReplaceLineEndings("\n"));
        Assert.Contains("CS0103: The name 'foo'", _error.ToString());
        Assert.Equal("9", lines.ReadLine());
    }

    private ShellSession Session() => new(ShellImports.OfProject(), _output, _error);

    /// <summary>What a session of its own shows for pieces that go well; those of one test share it.</summary>
    private async Task<string> Run(params string[] pieces)
    {
        _session ??= Session();
        _output.GetStringBuilder().Clear();
        foreach (var piece in pieces) Assert.True(await _session.Run(piece), Errors());
        return _output.ToString().ReplaceLineEndings("\n");
    }

    private ShellSession? _session;

    private string Errors()
    {
        var text = _error.ToString().ReplaceLineEndings("\n");
        _error.GetStringBuilder().Clear();
        return text;
    }
}
