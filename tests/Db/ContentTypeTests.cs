using Media;
using Quintet;
using Quintet.Contrib.ContentTypes;
using Quintet.Db;
using Quintet.Db.Migrations;
using Tagging;

namespace DbTests;

/// <summary>
/// The rows that the tests of generic relations work on. A song and a film are called Alma and have the key 1 both; the song Bolero has no tags.
/// <code>
/// tag   of               bookmark  of
/// calm  the song Alma    top       the song Alma
/// old   the song Alma    none      nothing
/// calm  the film Alma
/// </code>
/// </summary>
public abstract class Tagged : IDisposable
{
    protected Tagged(DatabaseKind kind)
    {
        Database = new TestDatabase(kind, [ContentType.Meta, TaggedItem.Meta, Bookmark.Meta, Song.Meta, Film.Meta, Documentary.Meta]);
        (Alma, Bolero) = (Song.Objects.Create(new() { Title = "Alma" }), Song.Objects.Create(new() { Title = "Bolero" }));
        Movie = Film.Objects.Create(new() { Title = "Alma" });
        foreach (var (tag, of) in ((string, Model)[])[("calm", Alma), ("old", Alma), ("calm", Movie)]) TaggedItem.Objects.Create(new() { Tag = tag, ContentObject = of });
        Bookmark.Objects.Create(new() { Label = "top", Place = Alma });
        Bookmark.Objects.Create(new() { Label = "none" });
    }

    protected TestDatabase Database { get; }

    protected Song Alma { get; }

    protected Song Bolero { get; }

    protected Film Movie { get; }

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static string Text<T>(IEnumerable<T> rows) => string.Join(' ', rows);

    /// <summary>The first column of a query that is written by hand.</summary>
    protected string Sql(string sql) =>
        string.Join(' ', Database.Connection.Query(sql, row => Convert.ToString(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The tags that the database has of a type's object, by hand.</summary>
    protected string TagsOf(string model, long key) => Sql(
        $"SELECT t.tag FROM tagging_taggeditem t JOIN django_content_type c ON c.id = t.content_type_id WHERE c.app_label = 'media' AND c.model = '{model}' AND t.object_id = {key} ORDER BY t.tag");

    protected int Queries(Action action) => Database.StatementsOf(action).Count;
}

public abstract class ContentTypeTests(DatabaseKind kind) : Tagged(kind)
{
    [DatabaseFact]
    public void A_model_has_one_row_that_is_asked_for_once()
    {
        ContentType.Objects.ClearCache();
        ContentType? song = null;
        Assert.Equal(1, Queries(() => song = ContentType.Objects.GetForModel<Song>()));
        Assert.Equal(("media", "song"), song!.NaturalKey());
        Assert.Equal(Song.Meta, song.GetModel());
        Assert.Equal("Media | song", song.ToString());
        Assert.Equal(0, Queries(() =>
        {
            Assert.Equal(song, ContentType.Objects.GetForModel(Song.Meta));
            Assert.Equal(song, ContentType.Objects.GetByNaturalKey("media", "song"));
            Assert.Equal(song, ContentType.Objects.GetForId(song.Id));
        }));
        Assert.Equal("film song", Sql("SELECT model FROM django_content_type ORDER BY model"));
    }

    [DatabaseFact]
    public async Task A_type_that_is_not_there()
    {
        Assert.Throws<DoesNotExistException<ContentType>>(() => ContentType.Objects.GetByNaturalKey("media", "opera"));
        await Assert.ThrowsAsync<DoesNotExistException<ContentType>>(() => ContentType.Objects.GetForIdAsync(999));
        var gone = ContentType.Objects.Create(new() { AppLabel = "media", Model = "opera" });
        Assert.Null(gone.GetModel());
        Assert.Equal("opera", gone.ToString());
        Assert.Throws<InvalidOperationException>(() => gone.GetObjectForThisType(1L));
    }

    [DatabaseFact]
    public async Task The_object_of_a_type()
    {
        var type = ContentType.Objects.GetForModel<Film>();
        Assert.Equal(Movie, type.GetObjectForThisType(Movie.Id));
        Assert.Equal(Movie, await type.GetObjectForThisTypeAsync("1"));
        Assert.Throws<DoesNotExistException>(() => type.GetObjectForThisType(77L));
    }

    [DatabaseFact]
    public void A_type_made_in_a_transaction_that_is_undone_is_not_remembered()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
        {
            ContentType.Objects.GetForModel<Bookmark>();
            if (ContentType.Objects.GetForModel<Bookmark>().Id > 0) throw new InvalidTimeZoneException();
        }));
        var made = ContentType.Objects.GetForModel<Bookmark>();
        Assert.Equal($"{made.Id}", Sql("SELECT id FROM django_content_type WHERE model = 'bookmark'"));
        Assert.Equal(0, Queries(() => ContentType.Objects.GetForModel<Bookmark>()));
    }

    [DatabaseFact]
    public void Scopes_share_what_was_found_and_each_database_has_its_own()
    {
        using var other = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory) });
        using (Context.Current.With(Connections.Key, other).Enter())
        {
            other["default"].Execute("CREATE TABLE django_content_type (id integer PRIMARY KEY, app_label text, model text)");
            other["default"].Execute("INSERT INTO django_content_type VALUES (41, 'media', 'song')");
            Assert.Equal(41, ContentType.Objects.GetForModel<Song>().Id);
        }

        Assert.NotEqual(41, ContentType.Objects.GetForModel<Song>().Id);
    }
}

public class SqliteContentTypeTests() : ContentTypeTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void The_migrations_make_what_the_models_say_and_take_a_database_of_Djangos_over()
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory) });
        using var scope = Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, new ModelRegistry([ContentType.Meta])).Enter();
        var graph = new MigrationGraph(new ContentTypesApp().Manifest.OfType<MigrationRegistration>());
        Assert.Empty(MakeMigrations.Missing([ContentType.Meta], graph));
        var executor = new MigrationExecutor(connections, graph);
        executor.Migrate(executor.Plan());
        Assert.Equal("0001_initial 0002_remove_content_type_name", string.Join(' ', connections["default"].Query("SELECT name FROM django_migrations WHERE app = 'contenttypes' ORDER BY name", row => row.GetString(0))));
        Assert.Equal("id app_label model", string.Join(' ', connections["default"].Query("SELECT name FROM pragma_table_info('django_content_type')", row => row.GetString(0))));
        Assert.Equal("song", ContentType.Objects.Create(new() { AppLabel = "media", Model = "song" }).Model);
        Assert.Empty(executor.Plan());
    }
}

[Trait("Category", "Postgres")]
public class PostgresContentTypeTests() : ContentTypeTests(DatabaseKind.PostgreSql);
