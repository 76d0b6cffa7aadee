namespace GeneratorsTests;

/// <summary>What objects of generated models can do, on SQLite.</summary>
public sealed class InstanceTests : RunsOnSqlite
{
    private static readonly (string Path, string Text) Models = ("Blog/Models.cs", """
        using Quintet.Db;

        namespace Blog;

        public abstract partial class Dated : Model
        {
            [DateField] public DateOnly Day { get; set; }

            [DateTimeField] public DateTime? Seen { get; set; }
        }

        public partial class Entry : Dated
        {
            public static int Sentinels;

            [CharField(MaxLength = 20)] public string Title { get; set; } = "";

            [SlugField] public string Slug { get; set; } = "";

            [ForeignKey(OnDelete.Set, SetValue = nameof(GetSentinel))] public partial Kind Kind { get; set; }

            private static Kind GetSentinel()
            {
                Sentinels++;
                return Kind.Objects.GetOrCreate(() => new Kind { Name = "none" }).Object;
            }

            public override void Save(SaveOptions options)
            {
                Slug = Title.ToLowerInvariant();
                base.Save(options);
            }

            public override DeletionResult Delete(string? @using = null, bool keepParents = false)
            {
                Title = "gone";
                return base.Delete(@using, keepParents);
            }

            public override string GetAbsoluteUrl() => $"/{Slug}/";
        }

        public partial class Kind : Model
        {
            [CharField(MaxLength = 20)] public string Name { get; set; } = "";
        }
        """);

    [Fact]
    public void An_override_of_Save_or_Delete_is_called_by_every_way()
    {
        var result = RunInside(Models, """
            var kind = Kind.Objects.Create(new Kind { Name = "k" });
            var one = Entry.Objects.Create(new Entry { Title = "ONE", Kind = kind });
            var two = Entry.Objects.CreateAsync(new Entry { Title = "TWO", Kind = kind }).Result;
            var three = Entry.Objects.GetOrCreate(() => new Entry { Title = "THREE", Kind = kind }).Object;
            var four = new Entry { Title = "FOUR", Kind = kind };
            four.SaveAsync(forceInsert: true).Wait();
            four.Title = "FIVE";
            four.Save();
            Say(string.Join(' ', Entry.Objects.OrderBy(e => e.Id).ToList().Select(e => e.Slug)));
            four.Title = "SIX";
            four.SaveAsync(updateFields: ["title"]).Wait();
            Say(Entry.Objects.Get(four.Id).Slug, four.Slug, four.GetAbsoluteUrl(), four.TryGetTemplateMember("get_absolute_url", out var url), url, kind.GetAbsoluteUrl() is null);
            one.Delete();
            two.DeleteAsync().Wait();
            three.DeleteAsync(@using: "default").Wait();
            var (five, six) = (Entry.Objects.Create(new Entry { Title = "FIVE", Kind = kind }), Entry.Objects.Create(new Entry { Title = "SIX", Kind = kind }));
            five.Delete(keepParents: true);
            six.DeleteAsync(keepParents: true).Wait();
            Say(one.Title, two.Title, three.Title, five.Title, six.Title, Entry.Objects.Count());
            """);
        Assert.Equal(
            """
            one two three five
            five six /six/ True /six/ True
            gone gone gone gone gone 1
            """,
            result);
    }

    [Fact]
    public void The_key_is_of_the_class_that_the_model_its_base_or_the_assembly_says()
    {
        var result = RunInside(("Blog/Keys.cs", """
            using Quintet.Db;

            [assembly: DefaultAutoField<AutoField>]

            namespace Blog;

            public partial class Usual : Model;

            [Meta(AutoField = typeof(SmallAutoField))]
            public abstract partial class Small : Model;

            public partial class Tiny : Small;

            [Meta(AutoField = typeof(BigAutoField))]
            public partial class Huge : Small
            {
                [ForeignKey(OnDelete.Cascade)] public partial Usual Usual { get; set; }
                [ForeignKey(OnDelete.Cascade)] public partial Tiny Tiny { get; set; }
            }
            """), """
            var huge = Huge.Objects.Create(new Huge { Usual = Usual.Objects.Create(new Usual()), Tiny = Tiny.Objects.Create(new Tiny()) });
            Say(huge.UsualId.GetType().Name, huge.TinyId.GetType().Name, huge.Id.GetType().Name, Usual.Meta.PrimaryKey.Field, Tiny.Meta.PrimaryKey.Field);
            """);
        Assert.Equal("Int32 Int16 Int64 new AutoField { PrimaryKey = true } new SmallAutoField { PrimaryKey = true }", result);
    }

    [Fact]
    public void Rows_follow_each_other_by_their_dates()
    {
        var result = RunInside(Models, """
            var kind = Kind.Objects.Create(new Kind { Name = "k" });
            Entry Make(string title, int day) => Entry.Objects.Create(new Entry { Title = title, Day = new(2024, 1, day), Kind = kind });
            var b = Make("b", 2);
            var a = Make("a", 1);
            var c = Make("c", 2);
            var d = Make("d", 3);
            Say(a.GetNextByDay().Title, b.GetNextByDay().Title, c.GetNextByDay().Title, d.GetPreviousByDay().Title, c.GetPreviousByDay().Title, b.GetPreviousByDayAsync().Result.Title);
            Say(a.GetNextByDay(e => e.Title != "b" && e.Title != "c").Title, a.TryGetTemplateMember("get_next_by_day", out var next), next is Entry { Title: "b" });
            try { d.GetNextByDay(); } catch (DoesNotExistException<Entry> e) { Say(e.Message, e is Quintet.ISilentVariableFailure); }
            try { new Entry().GetNextByDay(); } catch (InvalidOperationException e) { Say(e.Message); }
            Say(typeof(Entry).GetMethod("GetNextBySeen") is null);
            """);
        Assert.Equal(
            """
            b c d c b a
            d True True
            Entry matching query does not exist. True
            get_next/get_previous cannot be used on unsaved objects.
            True
            """,
            result);
    }

    [Fact]
    public void A_relation_is_set_to_what_its_model_says()
    {
        var result = RunInside(Models, """
            var kind = Kind.Objects.Create(new Kind { Name = "k" });
            Entry.Objects.Create(new Entry { Title = "a", Kind = kind });
            Say(kind.Delete().Total, Entry.Objects.Get(e => e.Title == "a").Kind.Name, Entry.Sentinels);
            Say(Quintet.Db.Migrations.CSharpSource.Of(Entry.Meta.GetField("kind").Field));
            """);
        Assert.Equal(
            """
            1 none 1
            new ForeignKey("blog.Kind", OnDelete.Set)
            """,
            result);
    }
}
