using System.Diagnostics;
using Quintet.Db;
using Quintet.Db.Introspection;
using Quintet.Db.Migrations;
using Quintet.Tests;

namespace GeneratorsTests;

/// <summary>A database that a Django project made and filled is taken over.</summary>
public sealed class AdoptionTests : IDisposable
{
    private const string DjangoModels =
        """
        import uuid
        from django.db import models

        class Author(models.Model):
            name = models.CharField(max_length=100, db_index=True)
            born = models.DateField(null=True)
            address = models.GenericIPAddressField(null=True)

        class Tag(models.Model):
            code = models.SlugField(primary_key=True)

        class Book(models.Model):
            title = models.CharField(max_length=200)
            author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
            sequel_of = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="sequel")
            tags = models.ManyToManyField(Tag, related_name="books")
            price = models.DecimalField(max_digits=8, decimal_places=2)
            published = models.DateTimeField()
            in_print = models.BooleanField(default=True)
            rating = models.FloatField(null=True)
            pages = models.PositiveIntegerField()
            length = models.DurationField()
            uid = models.UUIDField(default=uuid.uuid4, unique=True)
            data = models.JSONField(default=dict)
            cover = models.BinaryField(default=b"")
            opens = models.TimeField(null=True)
            blurb = models.TextField(blank=True)

            class Meta:
                unique_together = [("title", "author")]
                indexes = [models.Index(fields=["published", "-price"], name="book_published")]
        """;

    private const string DjangoProject =
        """
        import sys, datetime, decimal, uuid
        import django
        from django.conf import settings
        settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "blog"], USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}})
        django.setup()
        from django.core.management import call_command
        call_command("makemigrations", "blog", name=sys.argv[1], verbosity=0)
        call_command("migrate", verbosity=0)
        from blog.models import Author, Book, Tag
        doe = Author.objects.create(name="Doe", born=datetime.date(1970, 1, 2), address="10.0.0.1")
        tags = [Tag.objects.create(code=code) for code in ("sea", "sun")]
        first = Book.objects.create(title="First", author=doe, price=decimal.Decimal("12.50"), published=datetime.datetime(2020, 1, 2, 3, 4, 5, 678, tzinfo=datetime.timezone.utc), rating=4.5, pages=300,
            length=datetime.timedelta(minutes=90), uid=uuid.UUID(int=1), data={"a": [1, None]}, cover=b"\x01\x02", opens=datetime.time(10, 20))
        first.tags.set(tags)
        Book.objects.create(title="Second", author=doe, sequel_of=first, price=1, published=first.published, in_print=False, pages=1, length=datetime.timedelta(0)).tags.add(tags[0])
        """;

    private const string Models =
        """
        using System.Net;
        using System.Text.Json;
        using Quintet.Db;

        namespace Blog;

        public partial class Author : Model
        {
            [CharField(MaxLength = 100, DbIndex = true)]
            public string Name { get; set; } = "";

            [DateField]
            public DateOnly? Born { get; set; }

            [GenericIPAddressField]
            public IPAddress? Address { get; set; }
        }

        public partial class Tag : Model
        {
            [SlugField(PrimaryKey = true)]
            public string Code { get; set; } = "";
        }

        [UniqueTogether("title", "author")]
        [Index("published", "-price", Name = "book_published")]
        public partial class Book : Model
        {
            [CharField(MaxLength = 200)]
            public string Title { get; set; } = "";

            [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
            public partial Author Author { get; set; }

            [OneToOne(OnDelete.SetNull, RelatedName = "sequel")]
            public partial Book? SequelOf { get; set; }

            [ManyToMany(RelatedName = "books")]
            public partial ManyRelated<Tag> Tags { get; }

            [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
            public decimal Price { get; set; }

            [DateTimeField]
            public DateTime Published { get; set; }

            [BooleanField]
            public bool InPrint { get; set; } = true;

            [FloatField]
            public double? Rating { get; set; }

            [PositiveIntegerField]
            public int Pages { get; set; }

            [DurationField]
            public TimeSpan Length { get; set; }

            [UuidField(Unique = true)]
            public Guid Uid { get; set; }

            [JsonField]
            public JsonElement Data { get; set; }

            [BinaryField]
            public byte[] Cover { get; set; } = [];

            [TimeField]
            public TimeOnly? Opens { get; set; }

            [TextField(Blank = true)]
            public string Blurb { get; set; } = "";
            // more
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-adoption-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [DjangoFact]
    public void The_database_of_a_django_project_is_taken_over()
    {
        // Django's first migration has another name than ours: ours is not recorded, but all that it makes is there.
        using var connections = Fill("0001_start");
        var connection = connections["default"];
        var before = Dump(connection);
        var first = new InspectedProject(Models, """
            var book = Book.Objects.SelectRelated("author").Get(b => b.Title == "First");
            Say(book.Id, book.Author.Name, book.Author.Born, book.Author.Address, book.Price, book.Published.Microsecond, book.InPrint, book.Rating, book.Pages, book.Length, book.Uid, book.Data.GetProperty("a")[0], book.Cover.Length, book.Opens);
            Say(string.Join(',', book.Tags.OrderBy(t => t.Code).ToList().Select(t => t.Code)), book.Sequel!.Title, book.Sequel.InPrint, Book.Objects.Filter(b => b.Tags.Any(t => t.Code == "sea")).Count());
            """);
        List<MigrationRegistration> migrations = [.. first.Missing(new MigrationGraph([]))];
        Assert.Equal("0001_initial", Assert.Single(migrations).Create().Name);
        var executor = new MigrationExecutor(connections, new MigrationGraph(migrations));
        var known = executor.Applied().Keys.ToHashSet();
        var faked = new List<string>();

        executor.Migrate(executor.Plan(), (step, progress) => faked.Add($"{step} {progress}"), new() { FakeInitial = true });

        Assert.Contains($"Applying blog.0001_initial {MigrationProgress.Faked}", faked);
        Assert.Equal(before, Dump(connection));
        Assert.Equal(known.Append(new("blog", "0001_initial")).ToHashSet(), [.. executor.Applied().Keys]);
        Assert.Contains(new Dependency("auth", "0012_alter_user_first_name_max_length"), executor.Applied().Keys);
        const string Expected =
            """
            1 Doe 01/02/1970 10.0.0.1 12.50 678 True 4.5 300 01:30:00 00000000-0000-0000-0000-000000000001 1 2 10:20
            sea,sun Second False 2
            """;
        Assert.Equal(Expected, first.Run(connections));

        // And on from there.
        var second = new InspectedProject(Models.Replace("// more", "\n    [IntegerField]\n    public int? Stock { get; set; }"), """
            var book = Book.Objects.Get(b => b.Title == "Second");
            book.Stock = 4;
            book.Save();
            Say(Book.Objects.Get(b => b.Stock == 4).SequelOf!.Title, Book.Objects.Filter(b => b.Stock == null).Count());
            """);
        executor = new(connections, new MigrationGraph([.. migrations, .. second.Missing(new MigrationGraph(migrations))]));
        Assert.Equal("Applying blog.0002_book_stock", Assert.Single(executor.Plan()).ToString());
        executor.Migrate(executor.Plan());

        // The table was made anew.
        Assert.Equal(before.Where(line => !line.StartsWith("blog_book:", StringComparison.Ordinal)), Dump(connection).Where(line => !line.StartsWith("blog_book:", StringComparison.Ordinal)));
        Assert.Equal(Expected, first.Run(connections));
        Assert.Equal("First 1", second.Run(connections));
        Assert.Empty(executor.Plan());
    }

    [DjangoFact]
    public void A_first_migration_of_the_same_name_is_applied_already()
    {
        using var connections = Fill("0001_initial");
        var executor = new MigrationExecutor(connections, new MigrationGraph(new InspectedProject(Models).Missing(new MigrationGraph([]))));

        Assert.Empty(executor.Plan());
    }

    [DjangoFact]
    public void Inspectdb_reads_the_tables_of_a_django_project()
    {
        using var connections = Fill("0001_initial");

        var project = new InspectedProject(InspectDb.Write(connections["default"], [], includeViews: false, "Blog"), """
            var book = BlogBook.Objects.Get(b => b.Title == "First");
            Say(book.Author.Name, book.BlogBookSequelOf!.Title, book.Pages, book.Price, BlogBookTags.Objects.Filter(p => p.Book == book).Count(), AuthPermission.Objects.Count() > 10, AuthUser.Objects.Count());
            """);

        Assert.Equal("Doe Second 300 12.50000 2 True 0", project.Run(connections));
    }

    private Connections Fill(string migration)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "blog"));
        File.WriteAllText(Path.Combine(_folder, "blog", "__init__.py"), "");
        File.WriteAllText(Path.Combine(_folder, "blog", "models.py"), DjangoModels);
        File.WriteAllText(Path.Combine(_folder, "project.py"), DjangoProject);
        using var process = Process.Start(new ProcessStartInfo(DjangoFactAttribute.Python!, ["project.py", migration["0001_".Length..]]) { WorkingDirectory = _folder, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return new(new Dictionary<string, Database> { ["default"] = new Sqlite(Path.Combine(_folder, "db.sqlite3")) });
    }

    /// <summary>All that is in the database, as lines: what makes it, and its rows; the record of migrations is left out.</summary>
    private static List<string> Dump(Connection connection)
    {
        var lines = connection.Query("SELECT tbl_name || ': ' || coalesce(sql, name) FROM sqlite_master WHERE tbl_name NOT IN ('django_migrations', 'sqlite_sequence') ORDER BY type, name", row => row.GetString(0)).ToList();
        foreach (var table in connection.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('django_migrations', 'sqlite_sequence') ORDER BY name", row => row.GetString(0)))
        {
            var columns = connection.Query("SELECT name FROM pragma_table_info(@p0)", row => row.GetString(0), table);
            lines.AddRange(connection.Query($"SELECT {string.Join(" || ' ' || ", columns.Select(column => $"quote(\"{column}\")"))} FROM \"{table}\" ORDER BY 1", row => $"{table}: {row.GetString(0)}"));
        }

        return lines;
    }
}

/// <summary>A test that needs Django itself.</summary>
internal sealed class DjangoFactAttribute() : RequirableFactAttribute("django", Python is null ? "Django is not installed (Debian: python3-django)." : null)
{
    // A Python of one's own in front of Debian's may have no Django.
    private static readonly Lazy<string?> Found = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasDjango));

    /// <summary>The program that has Django; null: none.</summary>
    public static string? Python => Found.Value;

    private static bool HasDjango(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import django; assert django.VERSION >= (3, 2)"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
