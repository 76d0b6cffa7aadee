using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Reading.Models;

namespace ReadingTests.Models;

/// <summary>Our types are known by their names alone: whichever version of the framework a project has, and while it does not compile.</summary>
public class RecognitionTests
{
    private const string Framework = """
        namespace Quintet.Db
        {
            public abstract class Model { public void Save() { } }
            public abstract class Field : System.Attribute { public bool PrimaryKey { get; set; } public string DbColumn { get; set; } }
            public class CharField : Field { public int MaxLength { get; set; } }
            public class IntegerField : Field;
            public enum OnDelete { Cascade, SetNull }
            public class ForeignKey(OnDelete onDelete) : Field { public string RelatedName { get; set; } }
            public class MetaAttribute : System.Attribute { public string[] Ordering { get; set; } public string DbTable { get; set; } }
        }
        namespace Quintet.Apps { public abstract class AppConfig { public virtual string Label => ""; } }
        namespace Other.Db { public abstract class Model; }
        """;

    [Fact]
    public void A_model_is_read_with_names_types_and_options()
    {
        var model = Single("""
            #nullable enable
            using Quintet.Db;
            namespace Blog;
            [Meta(Ordering = ["-published", "title"], DbTable = "books")]
            public partial class Book : Model
            {
                [CharField(MaxLength = Limit)] public string BookTitle { get; set; } = "";
                [IntegerField] public int? Pages { get; set; }
                [ForeignKey(OnDelete.SetNull, RelatedName = "sequels")] public partial Book? Prequel { get; set; }
                public const int Limit = 2 * 100;
                public string Shout() => "";
            }
            """);

        Assert.Equal(("Book", "Blog.Book", "Blog"), (model.Name, model.FullName, model.Namespace));
        Assert.Equal(["id: long", "book_title: string", "pages: int?", "prequel: global::Blog.Book?"], model.Fields.Items.Select(f => $"{f.Name}: {f.DeclaredType}"));
        Assert.Equal(["id", "book_title", "pages", "prequel_id"], model.Fields.Items.Select(f => f.Column));
        Assert.Equal("200", model.Fields[1].Option("MaxLength")!.Code);
        var relation = model.Fields[3].Relation!;
        Assert.Equal(("Blog.Book", "Id", "long", "SetNull", "sequels"), (relation.Target, relation.TargetKey, relation.TargetKeyType, relation.OnDelete, relation.RelatedName));
        Assert.Equal(["-published", "title"], model.Meta("Ordering")!.Texts);
        Assert.Equal("books", model.Meta("DbTable")!.Text);
        Assert.Equal([new TemplateMember("Shout", IsMethod: true)], model.TemplateMembers);
    }

    [Fact]
    public void Equal_source_gives_equal_records_wherever_it_stands()
    {
        const string Source = "public partial class Book : Quintet.Db.Model { [Quintet.Db.CharField(MaxLength = 9)] public string Title { get; set; } = \"\"; }";
        ModelDeclaration first = Single(Source), second = Single("\n\n" + Source);
        Assert.NotEqual(first, second);
        Assert.Equal(first.WithoutLocations(), second.WithoutLocations());
        Assert.NotEqual(first.WithoutLocations(), Single(Source.Replace("9", "8")).WithoutLocations());
        Assert.Equal("Title", Source.Substring(first.Fields[1].Location!.Start, first.Fields[1].Location!.Length));
    }

    [Theory]
    [InlineData("public class A : Other.Db.Model;")]
    [InlineData("namespace Deep.Quintet.Db { public class Model; public class A : Model; }")]
    [InlineData("public class A : Missing;")]
    [InlineData("public class Model; public class A : Model;")]
    public void A_class_of_another_base_is_no_model(string source) => Assert.Empty(Read(source));

    [Theory]
    [InlineData("public class BlogApp : Quintet.Apps.AppConfig;", "blog")]
    [InlineData("public class OldBlogApp : Quintet.Apps.AppConfig;", "old_blog")]
    [InlineData("public class App : Quintet.Apps.AppConfig;", "app")]
    [InlineData("public class BlogApp : Quintet.Apps.AppConfig { public override string Label => \"b\"; }", "b")]
    [InlineData("public class BlogApp : Quintet.Apps.AppConfig { public override string Label { get; } = \"b\"; }", "b")]
    [InlineData("public class BlogApp : Quintet.Apps.AppConfig { public override string Label { get { return Name; } } const string Name = \"b\"; }", "b")]
    [InlineData("public class BlogApp : Quintet.Apps.AppConfig { public override string Label => System.Environment.MachineName; }", null)]
    [InlineData("public class Base : Quintet.Apps.AppConfig { public override string Label => \"b\"; } public class BlogApp : Base;", "b")]
    public void An_app_has_its_label(string source, string? label)
    {
        var compilation = Compile(source);
        Assert.Equal(label, AppReader.ReadAll(compilation.Assembly, compilation, default).Single(a => a.Name.EndsWith("App", StringComparison.Ordinal)).Label);
    }

    [Theory]
    [InlineData("Blog", "blog")]
    [InlineData("Blog.Models", "blog")]
    [InlineData("Blog.Deep", "deep")]
    [InlineData("Blog.Deep.Inner", "deep")]
    [InlineData("Blog.Deeper", "blog")]
    [InlineData("Blogger", null)]
    [InlineData("", null)]
    public void The_longest_namespace_owns(string space, string? label)
    {
        var compilation = Compile("namespace Blog { public class BlogApp : Quintet.Apps.AppConfig; } namespace Blog.Deep { public class DeepApp : Quintet.Apps.AppConfig; }");
        Assert.Equal(label, AppDeclaration.Owner(space, AppReader.ReadAll(compilation.Assembly, compilation, default))?.Label);
    }

    private static ModelDeclaration Single(string source) => Assert.Single(Read(source)).Model!;

    private static IReadOnlyList<ModelReading> Read(string source)
    {
        var compilation = Compile(source);
        return ModelReader.ReadAll(compilation.Assembly, compilation, default);
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(Framework, path: "Framework.cs"), CSharpSyntaxTree.ParseText(source, path: "Models.cs")],
        [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
        new(OutputKind.DynamicallyLinkedLibrary));
}
