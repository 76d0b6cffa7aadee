using FsCheck.Xunit;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Ide;
using Quintet.Ide.Schema;

namespace IdeTests.Schema;

/// <summary>Source of which not everything can be told: what is known is told, of the rest nothing is claimed.</summary>
public class UnreadSourceTests
{
    private const string App = """
        namespace Blog;

        public partial class BlogApp : AppConfig
        {
            public override string Label => "posts";
        }

        public partial class Post : Model
        {
            [CharField(MaxLength = 200)]
            public string Title { get; set; } = "";
        }
        """;

    [Fact]
    public void Lists_may_be_written_in_any_way_that_says_what_is_in_them()
    {
        var states = Read("""
            private const string Table = "Post";
            private static readonly string[] Words = ["title", "-id"];

            public override IEnumerable<Dependency> Dependencies { get; } = [];
            public override IEnumerable<Operation> Operations
            {
                get
                {
                    yield return new CreateModel(name: Table, fields: new (string, Field)[] { ("id", new BigAutoField { PrimaryKey = true }), ("title", new CharField { MaxLength = 100 + 100 }) });
                    yield return new AddIndex(Table, new IndexAttribute(Words));
                    yield return new AlterModelOptions("Post", new MetaAttribute { Ordering = new[] { "title" }, VerboseName = nameof(Post) });
                    yield return new RunSql("SELECT 1", RunSql.Noop);
                }
            }
            """);

        Assert.Empty(states.Unread);
        var post = states.Migrations!.FinalState.Get("posts", "Post");
        Assert.Equal(new CharField { MaxLength = 200 }, post.GetField("title").Field);
        Assert.Equal(["title", "-id"], post.Indexes[0].Fields);
        Assert.Equal(new MetaAttribute { Ordering = ["title"], VerboseName = "Post" }, post.Options);
    }

    [Fact]
    public void An_operation_of_the_apps_own_says_what_it_does_to_the_models()
    {
        var states = Read("""
            public override IEnumerable<Operation> Operations =>
            [
                new CreateModel("Post", [("id", new BigAutoField { PrimaryKey = true }), ("title", new CharField { MaxLength = 200 })]),
                new SlowIndex("Post", new IndexAttribute("title") { Name = "slow" }),
                new Log("done"),
            ];
            """, """
            [StateEffect(typeof(AddIndex))]
            public class SlowIndex(string modelName, IndexAttribute index) : Own { public string Of => modelName + index.Name; }

            [StateEffect]
            public class Log(string text) : Own { public string Text => text; }
            """ + Own);

        Assert.Empty(states.Unread);
        Assert.Equal("slow", states.Migrations!.FinalState.Get("posts", "Post").Indexes.Single().Name);
        Assert.True(states.IsWhole("posts"));
    }

    [Fact]
    public void An_operation_that_does_not_say_it_leaves_its_app_open()
    {
        var states = Read("public override IEnumerable<Operation> Operations => [new Own()];", Own);

        var part = Assert.Single(states.Unread);
        Assert.Equal("posts", part.AppLabel);
        Assert.Contains("what Own does to the models is not known: say it with [StateEffect]", part.Why);
        Assert.Equal("Blog/Migrations.cs", part.Location!.Path);
        Assert.False(states.IsWhole("posts"));
        Assert.True(states.IsWhole("shop"));
    }

    [Theory]
    [InlineData("public override IEnumerable<Operation> Operations => Enumerable.Range(1, 3).Select(n => new DeleteModel($\"M{n}\"));", "it is not written as a list")]
    [InlineData("public override IEnumerable<Operation> Operations => [new CreateModel(System.IO.File.ReadAllText(\"name\"), [])];", "it is more than a construction")]
    [InlineData("public override IEnumerable<Operation> Operations => [new AddField(\"Post\", \"day\", new DateTimeField { Default = DateTime.Now })];", "Now is not the same each time")]
    [InlineData("public override string Name { get { var name = \"x\"; return name; } }", "it is more than one expression")]
    [InlineData("private static readonly Operation Kept = new RunSql(\"SELECT 1\"); public override IEnumerable<Operation> Operations => [Kept];", "it is not written as new")]
    [InlineData("public override IEnumerable<Operation> Operations => [new CreateModel()];", "it does not compile")]
    [InlineData("public override IEnumerable<Operation> Operations => [new Nothing()];", "it does not compile")]
    public void What_would_have_to_be_run_is_named(string members, string why)
    {
        var states = Read(members);

        Assert.Contains(states.Unread, part => part.Why.Contains(why, StringComparison.Ordinal) && part.AppLabel == "posts");
        Assert.False(states.IsWhole("posts"));
        Assert.NotNull(states.Models.Find("posts.Post"));
    }

    [Fact]
    public void Migrations_that_do_not_fit_together_are_told_as_the_command_tells_them()
    {
        var states = Read("public override IEnumerable<Dependency> Dependencies => [new(\"posts\", \"0000_gone\")];");

        Assert.Null(states.Migrations);
        Assert.Contains("Migration posts.0001_initial depends on posts.0000_gone, which does not exist.", Assert.Single(states.Unread).Why);
    }

    [Fact]
    public void A_half_written_model_costs_itself_only()
    {
        var text = App + "\npublic partial class Broken : Model { [CharField(MaxLength = ] public string Title";
        var states = SourceStates.Read(CompiledApps.Compile("Blog", ("Blog/Models.cs", text)));

        Assert.NotNull(states.Models.Find("posts.Post"));
    }

    [Fact]
    public void A_relation_to_a_model_that_is_in_no_app_leaves_its_own_open()
    {
        var text = App.Replace("[CharField(MaxLength = 200)]", "[ForeignKey(OnDelete.Cascade)]\n    public partial Stray Stray { get; set; }\n\n    [CharField(MaxLength = 200)]", StringComparison.Ordinal);
        var states = SourceStates.Read(CompiledApps.Compile("Blog", ("Blog/Models.cs", text), ("Stray.cs", "public partial class Stray : Model { [CharField(MaxLength = 9)] public string Word { get; set; } = \"\"; }")));

        Assert.Contains(states.Unread, part => part.AppLabel == "posts" && part.Why.Contains("the app of the model that 'stray' leads to is not known", StringComparison.Ordinal));
        Assert.False(states.IsWhole("posts"));
        Assert.Equal(["id", "title"], states.Models.Get("posts", "Post").Fields.Select(field => field.Name));
        Assert.Empty(new MigrationInventory(states).ChangesOf("posts.Post"));
    }

    [Fact]
    public void An_index_of_the_apps_own_is_named_as_its_class_says()
    {
        var text = App.Replace("public partial class Post", "[LongIndex(\"title\", Depth = 3)]\npublic partial class Post", StringComparison.Ordinal)
            + "\npublic class LongIndexAttribute(params string[] fields) : IndexAttribute(fields) { public int Depth { get; set; } public override string Suffix => \"long\"; }";
        var states = SourceStates.Read(CompiledApps.Compile("Blog", ("Blog/Models.cs", text)));

        var index = states.Models.Get("posts", "Post").Indexes.Single();
        Assert.EndsWith("_long", index.Name);
        Assert.Equal($"new global::Blog.LongIndexAttribute(\"title\") {{ Depth = 3, Name = \"{index.Name}\" }}", CSharpSource.Of(index));
    }

    [Property(MaxTest = 60)]
    public void No_edit_throws(int from, int length)
    {
        var text = App + Migration("public override IEnumerable<Operation> Operations => [new CreateModel(\"Post\", [(\"id\", new BigAutoField { PrimaryKey = true })]) { Options = new MetaAttribute { Ordering = [\"id\"] } }];", "");
        var start = (int)((uint)from % text.Length);
        var cut = text.Remove(start, Math.Min((int)((uint)length % 40), text.Length - start));

        SourceStates.Read(CompiledApps.Compile("Blog", ("Blog/Models.cs", cut)));
    }

    private const string Own = """

        public class Own : Operation
        {
            public override ProjectState Apply(string appLabel, ProjectState state) => state;
            public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];
            public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];
            public override string Describe() => "own";
            public override string ToCSharp() => "new Own()";
        }
        """;

    private static SourceStates Read(string members, string classes = "") =>
        SourceStates.Read(CompiledApps.Compile("Blog", ("Blog/Models.cs", App), ("Blog/Migrations.cs", "using Quintet.Db.Migrations;\nnamespace Blog;\n" + Migration(members, classes))));

    private static string Migration(string members, string classes)
    {
        var name = members.Contains("string Name", StringComparison.Ordinal) ? "" : "public override string Name => \"0001_initial\";";
        return $"\npublic class M0001 : Quintet.Db.Migrations.Migration {{ {name} {members} }}\n{classes}";
    }
}
