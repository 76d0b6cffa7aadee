using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Ide;

namespace IdeTests.Types;

public class CompilationTests
{
    private const string Models = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Author : Model
        {
            [CharField(MaxLength = 100)] public string Name { get; set; } = "";
        }
        public partial class Book : Model
        {
            [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; }
        }
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request)
            {
                var book = GetObjectOr404(Book.Objects.All());
                return Render(request, "shop/index.html", new { book, name = book.Author.Name });
            }
            public static HttpResponse BookDetail(HttpRequest request, int id) => Redirect("index");
        }
        // file: templates/page.html
        $0
        """;

    [Fact]
    public void The_example_binds_as_its_build_does()
    {
        // The half that another generator than ours writes is not there.
        Assert.DoesNotContain(Errors(Bookshop.Open().Current.Projects.Single().Compilation.Whole), found => found.Id != "CS8795");
    }

    [Fact]
    public void A_project_that_was_never_restored_is_bound_against_what_the_server_brings_along()
    {
        var fixture = Fixture.Of(Models);
        var whole = fixture.Project.Compilation.Whole;
        Assert.Empty(Errors(whole));
        var tree = whole.SyntaxTrees.Single(tree => tree.FilePath == Fixture.At("Shop/Views.cs"));
        var given = tree.GetRoot().DescendantNodes().OfType<AnonymousObjectCreationExpressionSyntax>().Single();
        Assert.Equal("<anonymous type: Shop.Book book, string name>", CSharpExtensions.GetTypeInfo(whole.GetSemanticModel(tree), given).Type!.ToString());
    }

    [Fact]
    public void What_was_generated_stays_through_states_whose_types_nobody_asks_for()
    {
        var fixture = Fixture.Of(Models);
        var before = Generated();
        // Another declaration each time, of which only the second is bound.
        foreach (var more in (string[])["public class One;", "public class Two;"])
        {
            fixture.Edit("Shop/More.cs", $"namespace Shop;\n{more}");
            _ = fixture.Project.Compilation.Source;
        }

        Assert.Same(before, Generated());
        Assert.Equal(2, fixture.Workspace.Statistics.Generations);

        Microsoft.CodeAnalysis.SyntaxTree Generated() => fixture.Project.Compilation.Whole.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Shop.Author.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Typing_in_a_template_binds_nothing_again()
    {
        var fixture = Fixture.Of(Models);
        var before = fixture.Project.Compilation.Whole;
        fixture.Edit("templates/page.html", "{{ book }}");
        Assert.Same(before, fixture.Project.Compilation.Whole);
        Assert.Equal((1, 1), (fixture.Workspace.Statistics.CompilationsMade, fixture.Workspace.Statistics.Generations));
    }

    [Fact]
    public void Typing_in_a_method_generates_nothing_again()
    {
        var fixture = Fixture.Of(Models);
        _ = fixture.Project.Compilation.Whole;
        var text = fixture.Files[Fixture.At("Shop/Views.cs")];
        for (var i = 0; i < 3; i++) fixture.Edit("Shop/Views.cs", text.Replace("return Render", new string(' ', i + 1) + "var i = 1; return Render", StringComparison.Ordinal));
        Assert.Empty(Errors(fixture.Project.Compilation.Whole));
        // Of three keystrokes in a row only the last is looked at.
        Assert.Equal((2, 1), (fixture.Workspace.Statistics.CompilationsMade, fixture.Workspace.Statistics.Generations));
    }

    [Fact]
    public void A_new_field_is_generated_at_once()
    {
        var fixture = Fixture.Of(Models);
        _ = fixture.Project.Compilation.Whole;
        fixture.Edit("Shop/Models.cs", fixture.Files[Fixture.At("Shop/Models.cs")].Replace("public partial Author Author", "public partial Author Writer", StringComparison.Ordinal));
        Assert.NotEmpty(fixture.Project.Compilation.Whole.GetTypeByMetadataName("Shop.Book")!.GetMembers("WriterId"));
        Assert.Equal((2, 2), (fixture.Workspace.Statistics.CompilationsMade, fixture.Workspace.Statistics.Generations));
    }

    [Fact]
    public void A_restore_looks_the_references_up_again()
    {
        var fixture = Fixture.Of(Models);
        var before = fixture.Project.Compilation;
        fixture.Files[Fixture.At("obj/project.assets.json")] = "{ half";
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("obj/project.assets.json"))]);
        Assert.NotSame(before, fixture.Project.Compilation);
        Assert.Empty(Errors(fixture.Project.Compilation.Whole));
    }

    /// <summary>What is wrong in the user's files. That what we write to be read has no bodies, and no other halves, is as it should be.</summary>
    private static IEnumerable<Microsoft.CodeAnalysis.Diagnostic> Errors(Microsoft.CodeAnalysis.Compilation whole) =>
        whole.GetDiagnostics().Where(found => found is { Severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Error, Id: not ("CS9248" or "CS0534"), Location.SourceTree.FilePath: var path } && !path.EndsWith(".g.cs", StringComparison.Ordinal));
}
