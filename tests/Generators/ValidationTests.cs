namespace GeneratorsTests;

/// <summary>FullClean and its parts, through generated models on SQLite: Django's messages under Django's names.</summary>
public sealed class ValidationTests : RunsOnSqlite
{
    private const string Helper = """
        void Try(Action action)
        {
            try { action(); Say("fine"); }
            catch (Quintet.ValidationError e) { foreach (var (field, messages) in e.MessageDict) Say(field + ":", string.Join(" ", messages)); }
        }

        Paint Fine() => new() { Isbn = "1", Even = 2, Place = "p", Doc = "d", Picture = "i", Slug = "s", Day = new(2024, 1, 2), Address = System.Net.IPAddress.Loopback };

        """;

    [Fact]
    public void Fields_say_what_Django_says()
    {
        var result = RunInside(Samples.Options, Helper + """
            Try(() => Fine().FullClean());
            var bad = Fine();
            (bad.Isbn, bad.Status, bad.Size, bad.Even, bad.Slug) = ("12345678901234", (Status)9, "x", -3, "a b");
            Try(() => bad.FullClean());
            Try(() => bad.FullClean(exclude: ["isbn", "status", "size", "even"]));
            bad.Doc = "";
            Try(() => bad.CleanFields(exclude: ["isbn", "status", "size", "even", "slug"]));
            """);
        Assert.Equal(
            """
            fine
            isbn: Ensure this value has at most 13 characters (it has 14).
            status: Value 9 is not a valid choice.
            size: Value 'x' is not a valid choice.
            even: Ensure this value is greater than or equal to 0. Enter an even number.
            slug: Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.
            slug: Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.
            doc: This field cannot be blank.
            """,
            result);
    }

    [Fact]
    public void What_must_be_unique_is_looked_up()
    {
        var result = RunInside(Samples.Options, Helper + """
            var first = Fine();
            first.Save();
            Try(() => first.FullClean());
            var second = Fine();
            second.Day = new(2023, 1, 30);
            Try(() => second.FullClean());
            Try(() => second.FullClean(validateUnique: false));
            (second.Isbn, second.Day) = ("2", new(2024, 3, 2));
            Try(() => second.ValidateUnique());
            Try(() => second.FullCleanAsync().GetAwaiter().GetResult());
            """);
        Assert.Equal(
            """
            fine
            isbn: Paint with this Isbn already exists.
            slug: Slug must be unique for day month.
            fine
            fine
            fine
            """,
            result);
    }

    [Fact]
    public void A_relation_must_lead_to_a_row()
    {
        var result = RunInside(Samples.Books, """
            void Try(Book book)
            {
                try { book.FullClean(); Say("fine"); }
                catch (Quintet.ValidationError e) { foreach (var (field, messages) in e.MessageDict) Say(field + ":", string.Join(" ", messages)); }
            }

            var ann = Author.Objects.Create(new Author { Name = "Ann" });
            Try(new Book { Title = "T", Isbn = "1", Genre = "g" });
            Try(new Book { Title = "T", Isbn = "1", Genre = "g", AuthorId = 7, EditorId = ann.Id });
            Try(new Book { Title = "T", Isbn = "1", Genre = "g", Author = ann, Editor = ann, Price = 1234567.5m });
            """);
        Assert.Equal(
            """
            author: This field cannot be null.
            author: author instance with id 7 does not exist.
            price: Ensure that there are no more than 6 digits before the decimal point.
            """,
            result);
    }

    [Fact]
    public void Constraints_of_the_class_and_of_its_base_hold()
    {
        var result = RunInside(Samples.Metas, """
            void Try(Action action)
            {
                try { action(); Say("fine"); }
                catch (Quintet.ValidationError e) { foreach (var (field, messages) in e.MessageDict) Say(field + ":", string.Join(" ", messages)); }
                catch (IntegrityErrorException e) { Say("refused:", e.Message); }
            }

            var ann = Owner.Objects.Create(new() { Name = "Ann" });
            var bob = Owner.Objects.Create(new() { Name = "Bob" });
            var first = new Disc { Title = "one", Shelf = 1, Owner = ann };
            Try(() => first.FullClean());
            first.Save();
            Try(() => first.FullClean());
            var second = new Disc { Title = "one", Shelf = 1, Owner = bob, Added = first.Added };
            Try(() => second.FullClean());
            Try(() => second.Save());
            second.Shelf = -1;
            Try(() => second.ValidateConstraints());
            Try(() => second.Save());
            (second.Shelf, second.Title) = (-1, "it's \"off\"");
            Try(() => second.FullClean());
            second.Save();
            Say(Disc.Objects.Latest().Title, Disc.Objects.Earliest().Title, bob.BlogDiscs.Count(), Owner.Objects.Filter("its_discs__shelf", 1).Get().Name, string.Join(" ", Disc.Meta.Options.Permissions.Select(p => p.Codename)));
            """);
        Assert.Equal(
            """
            fine
            fine
            __all__: Disc with this Title and Added already exists. Disc with this Title and Shelf already exists.
            refused: UNIQUE constraint failed: blog_disc.title, blog_disc.added
            __all__: No shelf is below the ground.
            refused: CHECK constraint failed: disc_shelf
            fine
            one it's "off" 1 Ann can_lend can_burn
            """,
            result);
    }
}
