using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Http;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests.Library;

/// <summary>An app with one model; what the generator would write stands below.</summary>
public class Author : Model
{
    public static ModelMeta<Author> Meta { get; } = new(
        "library",
        [
            new FieldMeta<Author, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
            new FieldMeta<Author, string>("name", "Name", new CharField { MaxLength = 100 }, static m => m.Name, static (m, v) => m.Name = v),
        ],
        static () => new Author(),
        static (row, offset) => new Author { Id = row.GetInt64(offset), Name = row.GetString(offset + 1) });

    public static Manager<Author> Objects { get; } = new(Meta);

    public long Id { get; set; }

    public string Name { get; set; } = "";

    public override object? Pk
    {
        get => Id == 0 ? null : Id;
        set => Id = value is null ? 0 : (long)value;
    }

    public override ModelMeta GetMeta() => Meta;
}

public class LibraryApp : AppConfig
{
    public override string SourcePath => "Library";

    public override Manifest Manifest { get; } = new(
    [
        Author.Meta,
        new MigrationRegistration("library", static () => new M0001_Initial()),
        new ViewBinding(((Delegate)Views.One).Method, (request, kwargs) => ViewResult.Of(Views.One(request, ViewArgument.Get<long>(kwargs, "id")))),
        new ViewBinding(((Delegate)Views.Later).Method, (request, kwargs) => ViewResult.Of(Views.Later(request, ViewArgument.Get<long>(kwargs, "id")))),
    ]);
}

/// <summary>The same app before its first migration.</summary>
public class NewLibraryApp : AppConfig
{
    public override string Label => "library";

    public override string SourcePath => "Library";

    public override Manifest Manifest { get; } = new([Author.Meta]);
}

public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Author",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 100 }),
        ]),
    ];
}

/// <summary>The same app when its model and its field were called otherwise.</summary>
public class OldLibraryApp : AppConfig
{
    public override string Label => "library";

    public override string SourcePath => "Library";

    public override Manifest Manifest { get; } = new([Author.Meta, new MigrationRegistration("library", static () => new M0001_Writers())]);
}

public class M0001_Writers : Migration
{
    public override string Name => "0001_writers";

    public override IEnumerable<Operation> Operations => [new CreateModel("Writer", [("id", new BigAutoField { PrimaryKey = true }), ("full_name", new CharField { MaxLength = 100 })])];
}

/// <summary>The same app when its model had no name.</summary>
public class NamelessLibraryApp : AppConfig
{
    public override string Label => "library";

    public override string SourcePath => "Library";

    public override Manifest Manifest { get; } = new([Author.Meta, new MigrationRegistration("library", static () => new M0001_Nameless())]);
}

public class M0001_Nameless : Migration
{
    public override string Name => "0001_nameless";

    public override IEnumerable<Operation> Operations => [new CreateModel("Author", [("id", new BigAutoField { PrimaryKey = true })])];
}

/// <summary>A project in a folder of its own, with a database in a file.</summary>
public sealed class LibrarySettings : SiteSettings
{
    public LibrarySettings(string folder, params Type[] apps)
    {
        BaseDir = folder;
        InstalledApps = [.. apps];
        StaticFilesDirs = [];
        Databases["default"] = new Sqlite(BaseDir / "db.sqlite3");
    }
}

public class Urls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("add/", Views.Add),
        Path("author/<int:id>/", Views.One, name: "author"),
        Path("author-later/<int:id>/", Views.Later),
    ];
}

public static class Views
{
    public static HttpResponse Add(HttpRequest request) => Redirect("author", new { id = Author.Objects.GetQuerySet().Create(new() { Name = request.POST["name"]! }).Id });

    public static HttpResponse One(HttpRequest request, long id) => new(GetObjectOr404(Author.Objects.GetQuerySet().Filter(a => a.Id == id)).Name);

    public static async Task<HttpResponse> Later(HttpRequest request, long id)
    {
        var author = await GetObjectOr404Async(Author.Objects.GetQuerySet().Filter(a => a.Id == id));
        return new(author.Name);
    }
}
