using Microsoft.CodeAnalysis;
using Quintet.Generators;

namespace GeneratorsTests;

/// <summary>What an edit makes the generator do again: it runs at every key, in projects with a thousand models.</summary>
public class IncrementalTests
{
    private static readonly string[] Written = [QuintetGenerator.Steps.Model, QuintetGenerator.Steps.Manifest];

    private static Harness Start() => Harness.Run(Samples.BlogApp, Samples.Books, ("Blog/Other.cs", "namespace Blog; public static class Other { public static int A() => 1; }"));

    [Fact]
    public void Typing_in_a_method_elsewhere_writes_nothing()
    {
        var run = Start().With("Blog/Other.cs", "namespace Blog; public static class Other { public static int A() => 12; }");
        AssertNothingWritten(run);
    }

    [Fact]
    public void Moving_a_model_within_its_file_writes_nothing()
    {
        var run = Start().With("Blog/Models.cs", "// A comment that moves everything.\n\n" + Samples.Books.Text);
        AssertNothingWritten(run);
    }

    [Fact]
    public void Changing_a_method_body_of_a_model_writes_nothing()
    {
        var run = Start().With("Blog/Models.cs", Samples.Books.Text.Replace("Title.ToUpperInvariant()", "Title.ToLowerInvariant()"));
        AssertNothingWritten(run);
    }

    [Fact]
    public void Moving_a_receiver_writes_nothing()
    {
        const string text = "namespace Blog; public static class Other { [Receiver] public static void Hear(Quintet.Db.PostSave<Author> signal) { } }";
        var run = Start().With("Blog/Other.cs", text);
        Assert.Contains("ReceiverRegistration.Of<global::Quintet.Db.PostSave<global::Blog.Author>>(global::Blog.Other.Hear)", run.Generated.Single(g => g.Name == "Quintet.Manifest.g.cs").Text);
        AssertNothingWritten(run.With("Blog/Other.cs", "// A comment.\n" + text));
    }

    [Fact]
    public void Changing_the_body_of_a_verb_writes_nothing_and_its_name_writes_its_model()
    {
        const string text = "using Quintet.Db; namespace Blog; [QuerySetMethods] public static partial class Other { public static QuerySet<Author> Known(this QuerySet<Author> authors) => authors.Filter(a => a.Id > 1); }";
        var run = Start().With("Blog/Other.cs", text);
        run.AssertCompiles();
        AssertNothingWritten(run.With("Blog/Other.cs", "// A comment.\n" + text.Replace("> 1", "> 2")));
        var renamed = run.With("Blog/Other.cs", text.Replace("Known", "WellKnown"));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], renamed.Reasons(QuintetGenerator.Steps.Model)); // Author, Book
        Assert.Contains("\"well_known\"", renamed.Generated.Single(g => g.Name == "Blog.Author.g.cs").Text);
    }

    [Fact]
    public void Changing_a_field_writes_its_model_and_no_other()
    {
        var run = Start().With("Blog/Models.cs", Samples.Books.Text.Replace("MaxLength = 13", "MaxLength = 14"));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], run.Reasons(QuintetGenerator.Steps.Model)); // Author, Book
        Assert.Contains("MaxLength = 14", run.Generated.Single(g => g.Name == "Blog.Book.g.cs").Text);
    }

    [Fact]
    public void A_new_relation_writes_its_target_too()
    {
        var run = Start().With("Blog/Models.cs", Samples.Books.Text + "\npublic partial class Review : Model\n{\n    [ForeignKey(OnDelete.Cascade)]\n    public partial Author Critic { get; set; }\n}\n");
        run.AssertCompiles();
        Assert.Contains("ReviewSet", run.Generated.Single(g => g.Name == "Blog.Author.g.cs").Text);
    }

    [Fact]
    public void A_diagnostic_moves_with_its_place()
    {
        var broken = Samples.Books.Text.Replace("[CharField(MaxLength = 50)]", "[CharField]");
        var run = Start().With("Blog/Models.cs", broken);
        var first = Assert.Single(run.Result.Diagnostics).Location.SourceSpan;
        var second = Assert.Single(run.With("Blog/Models.cs", "\n\n" + broken).Result.Diagnostics).Location.SourceSpan;
        Assert.Equal(first.Start + 2, second.Start);
    }

    [Fact]
    public void The_same_input_gives_the_same_text()
    {
        Assert.Equal(Start().Generated, Start().Generated);
    }

    private static void AssertNothingWritten(Harness run)
    {
        foreach (var step in Written)
        {
            var reasons = run.Reasons(step).ToList();
            Assert.NotEmpty(reasons);
            Assert.All(reasons, r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {r}"));
        }
    }
}
