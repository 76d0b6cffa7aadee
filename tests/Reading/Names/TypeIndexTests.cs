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
}
