using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;

[assembly: Quintet.Testing.TestSettings<ShellTests.ProjectSettings>]

namespace ShellTests
{
    /// <summary>A project of two apps, both of which have a model called Book.</summary>
    public partial class ProjectSettings : Quintet.Conf.Settings
    {
        public ProjectSettings()
        {
            SecretKey = "x";
            InstalledApps = [typeof(Library.LibraryApp), typeof(Archive.ArchiveApp)];
            Databases["default"] = new Sqlite("real.sqlite3");
        }
    }
}

namespace Library
{
    public partial class LibraryApp : AppConfig;

    [Meta(Ordering = ["id"])]
    public partial class Book : Model
    {
        [CharField(MaxLength = 100)]
        public string Title { get; set; } = "";

        [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
        public partial Author? Author { get; set; }

        public override string ToString() => Title;
    }

    public partial class Author : Model
    {
        [CharField(MaxLength = 100)]
        public string Name { get; set; } = "";
    }

    public static class BookVerbs
    {
        public static string Shout(this Book book) => book.Title.ToUpperInvariant();
    }

    public class M0001_Initial : Migration
    {
        public override string Name => "0001_initial";

        public override IEnumerable<Operation> Operations =>
        [
            new CreateModel("Author", [("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 100 })]),
            new CreateModel("Book",
            [
                ("id", new BigAutoField { PrimaryKey = true }),
                ("title", new CharField { MaxLength = 100 }),
                ("author", new ForeignKey("library.Author", OnDelete.Cascade) { Null = true, RelatedName = "books" }),
            ]),
        ];
    }
}

namespace Archive
{
    public partial class ArchiveApp : AppConfig;

    public partial class Book : Model;

    public partial class Shelf : Model;

    // Its name would hide the namespace.
    public partial class Library : Model;
}
