using Media;
using Quintet;
using Quintet.Contrib.ContentTypes;
using Quintet.Db;
using Quintet.Db.Migrations;
using Tagging;

namespace DbTests;

public abstract class GenericRelationTests(DatabaseKind kind) : Tagged(kind)
{
    [DatabaseFact]
    public void The_rows_of_an_object_are_those_of_its_model()
    {
        Assert.Equal("calm old", Text(Alma.Tags.All()));
        Assert.Equal("calm", Text(Movie.Tags.All()));
        Assert.Equal(0, Bolero.Tags.Count());
        Assert.Equal("old", Text(Alma.Tags.Filter(t => t.Tag != "calm")));
        Assert.Equal("top", Text(Alma.Bookmarks.All()));
        Assert.Equal("", Text(Movie.Bookmarks.All()));
    }

    [DatabaseFact]
    public async Task Rows_are_made()
    {
        Alma.Tags.Create(new() { Tag = "new" });
        await Movie.Tags.CreateAsync(new() { Tag = "long" });
        Assert.Equal("calm new old", TagsOf("song", Alma.Id));
        Assert.Equal("calm long", TagsOf("film", Movie.Id));
        Assert.False(Alma.Tags.GetOrCreate(() => new TaggedItem { Tag = "new" }).Created);
        Assert.True((await Bolero.Tags.GetOrCreateAsync(() => new TaggedItem { Tag = "new" })).Created);
        Assert.Equal("new", TagsOf("song", Bolero.Id));
        Bolero.Bookmarks.Create(new() { Label = "here" });
        Assert.Equal("2", Sql("SELECT \"key\" FROM tagging_bookmark WHERE label = 'here'"));
    }

    [DatabaseFact]
    public async Task Rows_are_added_and_deleted()
    {
        var old = Alma.Tags.Get(t => t.Tag == "old");
        Bolero.Tags.Add(old);
        Assert.Equal(("calm", "old"), (TagsOf("song", Alma.Id), TagsOf("song", Bolero.Id)));
        Alma.Tags.Remove(old);
        Assert.Equal("old", TagsOf("song", Bolero.Id));
        await Bolero.Tags.RemoveAsync([old]);
        Assert.Equal("calm calm", Sql("SELECT tag FROM tagging_taggeditem ORDER BY id"));
        Alma.Tags.Clear();
        Assert.Equal("3", Sql("SELECT id FROM tagging_taggeditem"));
        Assert.Throws<InvalidOperationException>(() => Alma.Tags.Add(new TaggedItem { Tag = "unsaved" }));
    }

    [DatabaseFact]
    public void The_rows_are_set()
    {
        var old = Alma.Tags.Get(t => t.Tag == "old");
        var film = Movie.Tags.Get(t => t.Tag == "calm");
        Alma.Tags.Set([old, film]);
        Assert.Equal("2 3", Sql("SELECT id FROM tagging_taggeditem ORDER BY id"));
        Assert.Equal("calm old", TagsOf("song", Alma.Id));
        Assert.Equal("", TagsOf("film", Movie.Id));
    }

    [DatabaseFact]
    public void An_object_that_is_not_saved_has_none()
    {
        var song = new Song { Title = "Coda" };
        Assert.Throws<InvalidOperationException>(() => song.Tags.All());
        Assert.Throws<InvalidOperationException>(() => song.Tags.Create(new() { Tag = "x" }));
    }

    [DatabaseFact]
    public void In_lambdas()
    {
        Assert.Equal(1, Queries(() => Assert.Equal("Alma", Text(Song.Objects.Filter(s => s.Tags.Any(t => t.Tag == "old"))))));
        Assert.Equal("", Text(Film.Objects.Filter(f => f.Tags.Any(t => t.Tag == "old"))));
        Assert.Equal("Bolero", Text(Song.Objects.Filter(s => !s.Tags.Any())));
        Assert.Equal("Bolero", Text(Song.Objects.Exclude(s => s.Tags.Count() > 1)));
        Assert.Equal([2, 0], Song.Objects.OrderBy(s => s.Title).Values(s => s.Tags.Count()).ToList());
        Assert.Equal("Alma", Text(Song.Objects.Filter(s => s.Bookmarks.Any(b => b.Label == "top"))));
    }

    [DatabaseFact]
    public void By_name()
    {
        Assert.Equal("Alma", Text(Song.Objects.Filter("tags__tag", "old")));
        Assert.Equal("Bolero", Text(Song.Objects.Exclude("tags__tag", "calm")));
        Assert.Equal("calm old", Text(TaggedItem.Objects.Filter("song__title", "Alma")));
        Assert.Equal("", Text(TaggedItem.Objects.Filter("song__title", "Bolero")));
        Assert.Equal("Alma", Text(Song.Objects.Filter("bookmarks__label", "top")));
    }

    [DatabaseFact]
    public void Reading_along_asks_once()
    {
        List<Song> songs = [];
        Assert.Equal(2, Queries(() => songs = Song.Objects.OrderBy(s => s.Title).PrefetchRelated(s => s.Tags).ToList()));
        Assert.Equal(0, Queries(() => Assert.Equal("calm old|", string.Join('|', songs.Select(s => Text(s.Tags.All()))))));
        songs[1].Tags.Create(new() { Tag = "late" });
        Assert.Equal("late", Text(songs[1].Tags.All()));
        var films = Film.Objects.PrefetchRelated("tags", "bookmarks").ToList();
        Assert.Equal(0, Queries(() => Assert.Equal("calm|", $"{Text(films[0].Tags.All())}|{Text(films[0].Bookmarks.All())}")));
        var marked = Song.Objects.OrderBy(s => s.Title).PrefetchRelated(s => s.Bookmarks).ToList();
        Assert.Equal(0, Queries(() => Assert.Equal("top|", string.Join('|', marked.Select(s => Text(s.Bookmarks.All()))))));
    }

    [DatabaseFact]
    public void Deleting_an_object_deletes_its_rows()
    {
        Alma.Delete();
        Assert.Equal("3", Sql("SELECT id FROM tagging_taggeditem"));
        Assert.Equal("none", Sql("SELECT label FROM tagging_bookmark"));
        Film.Objects.Filter(f => f.Title == "Alma").Delete();
        Assert.Equal("", Sql("SELECT id FROM tagging_taggeditem"));
        Assert.Equal("Bolero", Sql("SELECT title FROM media_song"));
    }

    [DatabaseFact]
    public void A_proxy_is_pointed_to_as_the_model_whose_rows_it_shows_unless_it_is_said()
    {
        var film = Documentary.Objects.Get(f => f.Title == "Alma");
        Assert.Equal(ContentType.Objects.GetForModel<Film>(), ContentType.Objects.GetForModel<Documentary>());
        Assert.Equal("documentary", ContentType.Objects.GetForModel<Documentary>(forConcreteModel: false).Model);
        var item = TaggedItem.Objects.Create(new() { Tag = "p", ContentObject = film });
        Assert.Equal("film", item.ContentType.Model);
        Assert.IsType<Film>(TaggedItem.Objects.Get(item.Id).ContentObject);
        item.AsItself = film;
        item.Save();
        Assert.Equal("documentary", item.ContentType.Model);
        Assert.IsType<Documentary>(TaggedItem.Objects.Get(item.Id).ContentObject);
        Assert.Equal(film, Assert.Single(TaggedItem.Objects.Filter(t => t.Tag == "p").PrefetchRelated("as_itself").ToList()).AsItself);
    }

    [DatabaseFact]
    public void Deleting_a_proxy_deletes_its_rows()
    {
        var film = Documentary.Objects.Get(f => f.Title == "Alma");
        Assert.Equal(1, film.Tags.Count());
        Assert.Equal("2", film.Delete().ToString());
        Assert.DoesNotContain("3", Sql("SELECT id FROM tagging_taggeditem"), StringComparison.Ordinal);
    }
}

public class SqliteGenericRelationTests() : GenericRelationTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void Rows_stand_in_the_database_of_their_object()
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory), ["other"] = new Sqlite(Sqlite.Memory) });
        ModelMeta[] models = [ContentType.Meta, TaggedItem.Meta, Bookmark.Meta, Song.Meta, Film.Meta];
        using var scope = Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, new ModelRegistry(models)).Enter();
        var state = ProjectState.Empty;
        foreach (var change in Differ.Diff(state, ModelStates.Of(models)))
        {
            var after = change.Operation.Apply(change.AppLabel, state);
            foreach (var sql in change.Operation.Forwards(change.AppLabel, state, after, SqliteSchema.Instance)) connections["other"].Execute(sql);
            state = after;
        }

        // The types have other keys there than the order of asking would give.
        connections["other"].Execute("INSERT INTO django_content_type (id, app_label, model) VALUES (70, 'media', 'song')");
        var song = Song.Objects.Using("other").Create(new() { Title = "Far" });
        song.Tags.Create(new() { Tag = "x" });
        var item = Assert.Single(song.Tags.All().ToList());
        Assert.Equal((70, song), (item.ContentTypeId, item.ContentObject));
        Assert.Equal("x", Text(TaggedItem.Objects.Using("other").Filter("song__title", "Far")));
        song.Delete();
        Assert.Equal(0, TaggedItem.Objects.Using("other").Count());
    }
}

[Trait("Category", "Postgres")]
public class PostgresGenericRelationTests() : GenericRelationTests(DatabaseKind.PostgreSql);
