using Microsoft.CodeAnalysis;
using Quintet.Db;
using Quintet.Generators;
using Quintet.Reading;

namespace GeneratorsTests;

/// <summary>Whatever is typed, the generator answers: it runs on every half-written file.</summary>
public class RobustnessTests
{
    public static readonly TheoryData<string> Texts = [Samples.Books.Text, Samples.Rarities.Text, Samples.Metas.Text, """
        using static Quintet.Urls.UrlHelpers;

        namespace Blog;

        public static class Views { public static HttpResponse Index(HttpRequest request, int id = 1) => new(""); }

        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns => [Path("a/<int:id>/", Views.Index, kwargs: new { id = 3 }, name: "a"), Path("b/", (HttpRequest r) => new(""))];
        }
        """];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_beginning_of_a_file_is_read(string text)
    {
        var run = Harness.Run(Samples.BlogApp, ("Blog/Models.cs", ""));
        for (var length = 0; length < text.Length; length += 7)
        {
            run = run.With("Blog/Models.cs", text[..length]);
            Assert.Null(run.Result.Exception);
            Assert.DoesNotContain(run.Result.Diagnostics, d => d.Id == DiagnosticTable.GeneratorFailed.Id);
        }

        // And what follows is as if nothing had been.
        Assert.Equal(Harness.Run(Samples.BlogApp, ("Blog/Models.cs", text)).Generated, run.With("Blog/Models.cs", text).Generated);
    }

    [Fact]
    public void Classes_that_differ_by_case_only_do_not_stop_it()
    {
        var run = Harness.RunBlog("public partial class Book : Model; public partial class BOOK : Model;");
        Assert.Null(run.Result.Exception);
        Assert.Equal(["QT3017 at «Book»"], run.Findings());
        Assert.Equal(["Blog.BOOK.g.cs", "Blog.Book.2.g.cs"], run.Generated.Select(g => g.Name).Where(n => n.Contains("ook", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_model_in_several_parts_is_one()
    {
        var run = Harness.Run(
            Samples.BlogApp,
            ("Blog/A.cs", "using Quintet.Db; namespace Blog; public partial class Book { [IntegerField] public int Pages { get; set; } }"),
            ("Blog/B.cs", "using Quintet.Db; namespace Blog; public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; }"),
            ("Blog/C.cs", "using Quintet.Db; namespace Blog; public partial class Book : Model;"));
        run.AssertCompiles();
        var book = Assert.Single(run.Load().GetTypes(), t => t.Name == "Book");
        var meta = (ModelMeta)book.GetProperty("Meta")!.GetValue(null)!;
        Assert.Equal(["id", "pages", "title"], meta.Fields.Select(f => f.Name));
    }

    [Fact]
    public void Templates_reach_nothing_that_changes_data_or_does_not_compile()
    {
        var run = Harness.RunBlog("""
            public partial class Book : Model
            {
                [AltersData] public int Wipe() => 1;
                [Obsolete("Use New.", error: true)] public int Old => 1;
                [Obsolete] public int Older => 2;
                public Task<int> Later() => Task.FromResult(1);
                public void Nothing() { }
                public int With(int x) => x;
                internal int Hidden => 3;
                public static int Static => 4;
                public int Plain => 5;
            }
            """).AssertCompiles();
        var text = run.Generated.Single(g => g.Name == "Blog.Book.g.cs").Text;
        Assert.Equal(["Id", "Older", "Plain"], System.Text.RegularExpressions.Regex.Matches(text, @"value = (\w+)(?:\(\))?; return true").Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void A_failure_says_what_failed_where_and_why()
    {
        var finding = Failure.Of(new InvalidOperationException("no\nluck"), "the class 'Book' in Blog/Models.cs", null);
        var diagnostic = Diagnostics.Of(finding, null);
        Assert.Equal("QT9001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.StartsWith("Nothing could be generated for the class 'Book' in Blog/Models.cs: InvalidOperationException: no luck.", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_to_another_assembly_comes_back_by_an_extension()
    {
        var library = Harness.Run(("Auth/Apps.cs", "namespace Auth; public partial class AuthApp : AppConfig { public override string Label => \"accounts\"; }"),
            ("Auth/Models.cs", "using Quintet.Db; namespace Auth; public partial class User : Model { [TextField] public string Name { get; set; } = \"\"; }")).AssertCompiles();
        using var stream = new MemoryStream();
        Assert.True(library.After.WithAssemblyName("Auth").Emit(stream).Success);
        stream.Position = 0;
        var run = Harness.Run(
            [MetadataReference.CreateFromStream(stream)],
            Samples.BlogApp,
            ("Blog/Models.cs", """
                using Quintet.Db;

                namespace Blog;

                public partial class Book : Model
                {
                    [ForeignKey(OnDelete.Cascade)]
                    public partial Auth.User Owner { get; set; }
                }

                public partial class Profile : Model
                {
                    [OneToOne(OnDelete.Cascade)]
                    public partial Auth.User User { get; set; }

                    public static int BooksOf(Auth.User user) => user.BookSet.Count() + (user.Profile is null ? 0 : 1);
                }
                """)).AssertCompiles();
        Baseline.Check("Foreign", run.Generated.Where(g => g.Name is "Quintet.Relations.g.cs" or "Blog.Book.g.cs"));
    }
}
