using Quintet.Reading;

namespace ReadingTests.Names;

public class TypeIndexTests
{
    private static TypeIndex Index(params string[] texts) => new(texts.Select((text, i) => ($"{i}.cs", SourceReader.Read(text))));

    private static NameContext ContextOf(TypeIndex index, string type) => index.Find(type)[0].Fact.Context;

    [Theory]
    [InlineData("namespace Blog; class Here { }", "Blog.Here", "Views", "Blog.Views")]
    [InlineData("namespace Blog.Inner; class Here { }", "Blog.Inner.Here", "Views", "Blog.Views")]
    [InlineData("class Here { }", "Here", "Blog.Views", "Blog.Views")]
    [InlineData("class Here { }", "Here", "Views", "Views")]
    [InlineData("using Blog; class Here { }", "Here", "Posts", "Blog.Posts")]
    [InlineData("using Blog.; class Here { }", "Here", "Posts", "Blog.Posts")]
    [InlineData("using B = Blog; class Here { }", "Here", "B.Views", "Blog.Views")]
    [InlineData("using V = Blog.Views; class Here { }", "Here", "V", "Blog.Views")]
    [InlineData("namespace Blog; class Here { class Views { } }", "Blog.Here", "Views", "Blog.Here.Views")]
    [InlineData("namespace Blog { class Here { } }", "Blog.Here", "global::Views", "Views")]
    [InlineData("class Here { }", "Here", "Settings", "Quintet.Conf.Settings")]
    [InlineData("class Here { }", "Here", "Nothing", null)]
    [InlineData("class Here { }", "Here", "Blog", null)]
    public void Names_mean_what_they_mean_in_CSharp(string text, string here, string name, string? expected)
    {
        var index = Index(text, "namespace Blog; static class Views { } class Posts { }", "static class Views { }");
        Assert.Equal(expected, index.Resolve(name, ContextOf(index, here)));
    }

    [Fact]
    public void Global_usings_of_any_file_count()
    {
        var index = Index("class Here { }", "global using Blog;", "namespace Blog; class Post { }");
        Assert.Equal("Blog.Post", index.Resolve("Post", ContextOf(index, "Here")));
    }

    [Theory]
    [InlineData("Views.Index", "Shop.Views")]
    [InlineData("Shop.Views.Index", "Shop.Views")]
    [InlineData("Helper", "Shop.Urls")]
    [InlineData("Extra", "Shop.More")]
    [InlineData("Views.Inherited", "Shop.BaseViews")]
    public void Methods_are_found_in_their_types(string name, string type)
    {
        var index = Index(
            "using static Shop.More; namespace Shop; class Urls { static void Helper() { } }",
            "namespace Shop; class Views : BaseViews { static void Index() { } } class BaseViews { static void Inherited() { } } static class More { static void Extra() { } }");
        Assert.Equal(type, index.ResolveMethod(name, ContextOf(index, "Shop.Urls"))?.Type.FullName);
    }

    [Fact]
    public void Derived_classes_are_known_through_several_files()
    {
        var index = Index("class Urls : Base { }", "abstract class Base : UrlConf { }", "class Loop : Loop { }");
        Assert.True(index.DerivesFrom("Urls", TypeIndex.UrlConfBase));
        Assert.False(index.DerivesFrom("Urls", TypeIndex.SettingsBase));
        Assert.False(index.DerivesFrom("Loop", TypeIndex.UrlConfBase));
    }

    [Fact]
    public void Classes_that_derive_from_one_another_are_gone_through_once()
    {
        var index = Index("class A : B, C { }", "class B : A, C { }", "class C : A, B { }");
        Assert.Equal(["A", "B", "C"], index.Ancestors("A"));
        Assert.False(index.DerivesFrom("A", TypeIndex.UrlConfBase));
    }

    [Theory]
    [InlineData("namespace Blog; class Post : Model { } class Urls { public static void Index() { } }", true)]
    [InlineData("namespace Blog; class Post : Base { } class Urls { }", true)]
    [InlineData("namespace Blog; using Shop; class Post : Item { } class Urls { }", true)]
    [InlineData("namespace Blog; class Post : Model { } class Routes { }", false)]
    [InlineData("namespace Blog; class Post : Model { }", false)]
    [InlineData("namespace News; class Post : Model { } class Urls { }", false)]
    [InlineData("global using Shop; namespace Blog; class Post : Model { } class Urls { }", false)]
    public void An_index_follows_changes_as_one_made_anew(string text, bool isKept)
    {
        const string Before = "namespace Blog; class Post : Model { } class Urls { }";
        string[] others = ["namespace Blog; class Base : Model { } partial class Urls { class Inner : Post { } }", "namespace Shop; class Item : UrlConf { }"];
        var index = Index([Before, .. others]);
        _ = index.All.Select(type => index.Ancestors(type.Fact.FullName).ToList()).ToList();
        var changed = index.With([("0.cs", SourceReader.Read(Before), SourceReader.Read(text))]);
        Assert.Equal(isKept, changed is not null);
        if (changed is null) return;
        var anew = Index([text, .. others]);
        Assert.Equal(anew.All, changed.All);
        foreach (var type in anew.All)
        {
            Assert.Equal(anew.Ancestors(type.Fact.FullName), changed.Ancestors(type.Fact.FullName));
            Assert.Equal(anew.ResolveMethod("Urls.Index", type.Fact.Context), changed.ResolveMethod("Urls.Index", type.Fact.Context));
        }

        // The one before is as it was.
        Assert.Equal(Index([Before, .. others]).All, index.All);
    }

    [Fact]
    public void Parts_of_one_class_in_one_file_keep_their_places()
    {
        const string Before = "partial class Here { } partial class Here { void One() { } }";
        var index = Index(Before, "partial class Here { void Two() { } }");
        var changed = index.With([("0.cs", SourceReader.Read(Before), SourceReader.Read("partial class Here { void Three() { } } partial class Here { }"))])!;
        Assert.Equal(["Three", "", "Two"], changed.Find("Here").Select(part => part.Fact.Methods.Items.FirstOrDefault()?.Name ?? ""));
    }
}
