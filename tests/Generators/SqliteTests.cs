namespace GeneratorsTests;

/// <summary>Compiles models with the generator, loads them, makes their tables by their own migrations, and works with rows on SQLite.</summary>
public sealed class SqliteTests : RunsOnSqlite
{
    [Fact]
    public void Rows_are_written_read_and_related()
    {
        var result = RunInside(Samples.Books, """
            var doe = Author.Objects.Create(new Author { Name = "Doe", Born = new DateOnly(1950, 2, 3) });
            var roe = Author.Objects.Create(new Author { Name = "Roe" });
            Book.Objects.Create(new Book { Title = "First", Author = doe, Isbn = "1", Price = 9.50m });
            Book.Objects.Create(new Book { Title = "Second", AuthorId = doe.Id, Editor = roe, Isbn = "2", Genre = "crime", Pages = 7, InPrint = false });

            var second = Book.Objects.Get(b => b.Isbn == "2");
            Say(second.Title, second.Pages, second.InPrint, second.Genre, second.Price, second.PublishedDate.Year > 2000);
            Say(second.Author.Name, second.Author.Born, second.Editor!.Name, second.EditorId == roe.Id);
            Say(doe.Books.Count(), roe.EditedBooks.First()!.Title, roe.Books.Count());
            Say(Book.Objects.Filter(b => b.Author.Name == "Doe").OrderBy(b => b.Title).ToList().Count);

            second.EditorId = null;
            second.Save();
            Say(Book.Objects.Get(second.Id).Editor is null, second.Equals(Book.Objects.Get(second.Id)));
            second.AuthorId = roe.Id;
            Say(second.Author.Name);
            """);
        Assert.Equal(
            """
            Second 7 False crime 0.00 True
            Doe 02/03/1950 Roe True
            2 Second 0
            2
            True True
            Roe
            """,
            result);
    }

    [Fact]
    public void Relations_load_without_blocking()
    {
        var result = RunInside(Samples.Books, """
            var doe = Author.Objects.Create(new Author { Name = "Doe" });
            Book.Objects.Create(new Book { Title = "First", Author = doe });
            var book = Book.Objects.Get(b => b.Title == "First");
            Say(book.GetAuthorAsync().AsTask().Result.Name, book.GetEditorAsync().AsTask().Result is null);
            """);
        Assert.Equal("Doe True", result);
    }

    [Fact]
    public void Templates_read_members_by_both_names()
    {
        var result = RunInside(Samples.Books, """
            var doe = Author.Objects.Create(new Author { Name = "Doe" });
            var book = Book.Objects.Create(new Book { Title = "First", Author = doe, Isbn = "1" });
            foreach (var name in new[] { "title", "Title", "published_date", "author_id", "pk", "shout", "nothing", "Save", "__author" })
            {
                Say(name, book.TryGetTemplateMember(name, out var value), name == "published_date" ? value is DateTime : value);
            }

            Say(doe.TryGetTemplateMember("books", out var books), books is Manager<Book>);
            """);
        Assert.Equal(
            """
            title True First
            Title True First
            published_date True True
            author_id True 1
            pk True 1
            shout True FIRST!
            nothing False 
            Save False 
            __author False 
            True True
            """,
            result);
    }

    [Fact]
    public void Every_field_class_keeps_its_value()
    {
        var result = RunInside(Samples.Rarities, """
            var country = Country.Objects.Create(new Country { Code = "NO", Name = "Norway" });
            var all = Everything.Objects.Create(new Everything
            {
                Owner = country, Small = -3, Mood = Mood.Bad, Ratio = 2.25, Part = 1.5m, Body = "long", Slug = "a-b", Email = "a@b.c", URLPath = "http://x/",
                At = new TimeOnly(10, 20, 30), Lasts = TimeSpan.FromMinutes(90), Data = [1, 2, 3], @class = true,
            });
            var read = Everything.Objects.Get(all.Key);
            Say(read.Key == all.Key, read.Big, read.Small, read.Mood, read.Other is null, read.Ratio, read.Part, read.Body, read.Slug, read.Email, read.URLPath);
            Say(read.At, read.Lasts, string.Join(',', read.Data), read.@class, read.Owner!.Name, read.OwnerId, read.Age());
            Say(country.EverythingOwned.Count(), Everything.Objects.Filter(e => e.Mood == Mood.Bad).Count(), Everything.Objects.Filter(e => e.Mood == Mood.Good).Count());

            var nested = Inside.Nested.Objects.Create(new Inside.Nested { Whole = all });
            var child = Inside.Nested.Objects.Create(new Inside.Nested { Whole = Everything.Objects.Create(new Everything()), Parent = nested });
            Say(nested.Pk!.Equals(all.Key), child.Parent!.Equals(nested), nested.NestedSet.Count(), all.Nested!.Equals(nested), Everything.Objects.Create(new Everything()).Nested is null);
            """);
        Assert.Equal(
            """
            True 1048576 -3 Bad True 2.25 1.5 long a-b a@b.c http://x/
            10:20 01:30:00 1,2,3 True Norway NO old
            1 1 0
            True True 1 True True
            """,
            result);
    }

    [Fact]
    public void A_value_of_another_type_than_the_columns_is_refused_and_not_taken_for_null()
    {
        var result = RunInside(Samples.Options, """
            var paint = new Paint { Trim = new Color(1, 2, 3) };
            foreach (var name in new[] { "trim", "ground", "even" })
            {
                try { Paint.Meta.GetField(name).SetValue(paint, 7.5); Say(name, "was set"); }
                catch (System.InvalidCastException) { Say(name, "was refused"); }
            }

            Say(paint.Trim == new Color(1, 2, 3));
            """);
        Assert.Equal("trim was refused\nground was refused\neven was refused\nTrue", result);
    }

    [Fact]
    public void A_field_may_convert_to_a_column_of_any_type_of_reference()
    {
        Harness.Run(Samples.BlogApp, ("Blog/Models.cs", """
            using System.Collections.Generic;
            using Quintet.Contrib.Postgres;
            using Quintet.Db;

            namespace Blog;

            public sealed record Labels(string Text);

            public sealed class LabelsField : HStoreField, IFieldConverter<Labels, Dictionary<string, string?>>
            {
                public static Labels FromDatabase(Dictionary<string, string?> value) => new(string.Join(",", value.Keys));

                public static Dictionary<string, string?> ToDatabase(Labels value) => new() { [value.Text] = null };
            }

            public partial class Book : Model
            {
                [LabelsField] public Labels? Labels { get; set; }
            }
            """)).AssertCompiles();
    }

    [Fact]
    public void Own_fields_convert_and_choices_have_names()
    {
        var result = RunInside(Samples.Options, """
            var data = System.Text.Json.JsonDocument.Parse("{\"a\": [1, null]}").RootElement;
            var red = new Color(255, 0, 1);
            var paint = Paint.Objects.Create(new Paint { Ground = red, Isbn = "1", Status = Status.InPrint, Size = "l", Address = System.Net.IPAddress.Parse("::1"), Data = data, Even = 2 });
            var read = Paint.Objects.Get(paint.Id);
            Say(read.Ground == red, read.Trim is null, read.Address, read.Data.GetProperty("a")[0], read.More is null, read.Stock);
            Say(read.GetStatusDisplay(), "|", read.GetSizeDisplay(), "|", new Paint().GetSizeDisplay(), "|", new Paint { Status = (Status)9 }.GetStatusDisplay());
            Say(read.TryGetTemplateMember("get_status_display", out var label), label);
            Say(Paint.Objects.Filter(p => p.Ground == red).Count(), Paint.Objects.Filter("ground", red).Count(), Paint.Objects.Filter(p => p.Ground == new Color(1, 1, 1)).Count(), Paint.Objects.Filter("address", "::1").Count());
            read.Trim = new Color(0, 0, 16);
            read.More = System.Text.Json.JsonDocument.Parse("null").RootElement;
            read.Save();
            read = Paint.Objects.Get(paint.Id);
            Say(read.Trim!.Value.Blue, read.More!.Value.ValueKind, string.Join(',', Paint.Objects.ValuesList("trim").First()!));
            Say(string.Join(", ", Paint.Meta.Fields.Single(f => f.Name == "size").Choices.Select(c => c.Label)), Paint.Meta.GetField("size").Choices[1].Group, Paint.Meta.GetField("even").Validators.Count);
            """);
        Assert.Equal(
            """
            True True ::1 1 True 7
            In print | Large |  | 9
            True In print
            1 1 0 1
            16 Null #000010
            Small, Large Big ones 2
            """,
            result);
    }

    [Fact]
    public void Receivers_are_found_through_the_manifest()
    {
        var models = (Samples.Books.Path, Samples.Books.Text + """

            public static class Receivers
            {
                public static readonly List<string> Heard = [];

                [Receiver]
                public static void Greet(PostSave<Author> signal) => Heard.Add($"{signal.Instance.Name} {signal.Created}");

                [Receiver]
                internal static void All(PreDelete<Model> signal) => Heard.Add($"{signal.Instance.GetMeta().Name} goes");
            }
            """);
        var result = RunInside(models, """
            var doe = Author.Objects.Create(new Author { Name = "Doe" });
            Book.Objects.Create(new Book { Title = "First", Author = doe, Isbn = "1" });
            doe.Save();
            doe.Delete();
            Say(string.Join(", ", Receivers.Heard));
            """);
        Assert.Equal("Doe True, Doe False, Author goes, Book goes", result);
    }

    [Fact]
    public void Pairs_are_added_and_found()
    {
        var result = RunInside(Samples.Links, """
            var (ann, bob) = (Person.Objects.Create(new() { Name = "Ann" }), Person.Objects.Create(new() { Name = "Bob" }));
            var (sea, sun) = (Tag.Objects.Create(new() { Code = "sea" }), Tag.Objects.Create(new() { Code = "sun" }));
            ann.Tags.Add(sea, sun);
            bob.Tags.Add(sun);
            ann.Friends.Add(bob);
            ann.Heroes.Add(bob);
            Say(string.Join(',', sun.TaggedPersons.OrderBy(p => p.Name)), string.Join(',', bob.Friends.All()), string.Join(',', bob.Fans.All()), bob.Heroes.Count());

            var crew = Crew.Objects.Create(new() { Name = "Hope" });
            crew.Sailors.Add(ann, () => new Place { Rank = "captain", HiredBy = bob });
            crew.Sailors.Add(bob);
            Say(string.Join(',', Place.Objects.OrderBy(p => p.Rank).Values(p => p.Rank)), string.Join(',', bob.Crews.All()), Place.Objects.Get(p => p.Sailor == ann).Rank);
            Say(Person.Objects.Filter(p => p.Tags.Any(t => t.Code == "sea") && p.Crews.Any(c => c.Name == "Hope")).Get().Name);

            Passport.Objects.Create(new() { Person = ann, Number = "1" });
            Say(Person.Objects.Filter(p => p.Passport!.Number == "1").Get().Name, ann.Passport!.Number, bob.Passport is null);
            Say(ann.TryGetTemplateMember("tags", out var tags) && tags is ManyRelated<Tag>, ann.TryGetTemplateMember("crews", out _), ann.TryGetTemplateMember("tags_id", out _));
            """);
        Assert.Equal(
            """
            Ann,Bob Ann Ann 0
            captain,mate Hope captain
            Ann
            Ann 1 True
            True True False
            """,
            result);
    }
}
