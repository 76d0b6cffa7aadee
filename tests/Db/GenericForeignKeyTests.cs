using Media;
using Quintet.Contrib.ContentTypes;
using Quintet.Db;
using Tagging;

namespace DbTests;

public abstract class GenericForeignKeyTests(DatabaseKind kind) : Tagged(kind)
{
    [DatabaseFact]
    public void Setting_the_object_sets_both_fields()
    {
        var item = new TaggedItem { Tag = "new", ContentObject = Movie };
        Assert.Equal((ContentType.Objects.GetForModel<Film>().Id, Movie.Id), (item.ContentTypeId, item.ObjectId));
        item.Save();
        Assert.Equal("calm new", TagsOf("film", Movie.Id));
        Assert.Equal("calm old", TagsOf("song", Alma.Id));
    }

    [DatabaseFact]
    public async Task The_object_is_read_when_first_used()
    {
        var item = TaggedItem.Objects.Get(t => t.Tag == "old");
        Assert.Equal(1, Queries(() => Assert.Equal(Alma, item.ContentObject)));
        Assert.Equal(0, Queries(() => Assert.Same(item.ContentObject, item.ContentObject)));
        item.ObjectId = Bolero.Id;
        Assert.Equal(1, Queries(() => Assert.Equal(Bolero, item.ContentObject)));
        item.ContentType = ContentType.Objects.GetForModel<Film>();
        item.ObjectId = Movie.Id;
        Assert.Equal(Movie, await item.GetContentObjectAsync());
    }

    [DatabaseFact]
    public void Nothing_where_nothing_is_set_or_the_row_is_gone()
    {
        Assert.Equal(0, Queries(() => Assert.Null(new TaggedItem().ContentObject)));
        Assert.Null(Bookmark.Objects.Get(b => b.Label == "none").Place);
        var item = TaggedItem.Objects.Get(t => t.Tag == "old");
        item.ObjectId = 4711;
        Assert.Null(item.ContentObject);
        Assert.Equal(0, Queries(() => Assert.Null(item.ContentObject)));
    }

    [DatabaseFact]
    public void A_key_as_text()
    {
        var top = Bookmark.Objects.Get(b => b.Label == "top");
        Assert.Equal("1", top.Key);
        Assert.Equal(Alma, top.Place);
        top.Place = null;
        Assert.Equal((null, null), (top.KindId, top.Key));
        var error = Assert.Throws<InvalidOperationException>(() => new TaggedItem().ContentObject = null);
        Assert.Equal("tagging.TaggedItem.content_object cannot be None: its field 'content_type' may not be null.", error.Message);
    }

    [DatabaseFact]
    public void An_object_that_is_not_saved_is_refused_until_it_is()
    {
        var song = new Song { Title = "Coda" };
        var item = new TaggedItem { Tag = "end", ContentObject = song };
        Assert.Same(song, item.ContentObject);
        var error = Assert.Throws<InvalidOperationException>(item.Save);
        Assert.Equal("Save() prohibited to prevent data loss due to unsaved related object 'content_object'.", error.Message);
        song.Save();
        item.Save();
        Assert.Equal("end", TagsOf("song", song.Id));
        Assert.Equal(0, Queries(() => Assert.Same(song, item.ContentObject)));
    }

    [DatabaseFact]
    public void Reading_along_asks_once_for_each_model()
    {
        TaggedItem.Objects.Create(new() { Tag = "slow", ContentObject = Bolero });
        List<TaggedItem> items = [];
        Assert.Equal(3, Queries(() => items = TaggedItem.Objects.PrefetchRelated(t => t.ContentObject).OrderBy(t => t.Id).ToList()));
        Assert.Equal(0, Queries(() => Assert.Equal("Song Alma, Song Alma, Film Alma, Song Bolero", string.Join(", ", items.Select(i => $"{i.ContentObject!.GetMeta().Name} {i.ContentObject}")))));
        Assert.Same(items[0].ContentObject, items[1].ContentObject);
        Assert.Equal(2, Queries(() => Assert.Equal([null, Alma], Bookmark.Objects.OrderBy(b => b.Label).PrefetchRelated("place").ToList().Select(b => b.Place))));
    }

    [DatabaseFact]
    public void What_reading_along_cannot_do()
    {
        var error = Assert.Throws<InvalidOperationException>(() => TaggedItem.Objects.PrefetchRelated(Prefetch.Of("content_object", Song.Objects.All())));
        Assert.Equal("Custom queryset can't be used for this lookup.", error.Message);
        Assert.Throws<InvalidOperationException>(() => TaggedItem.Objects.PrefetchRelated("content_object__tags"));
    }
}

public class SqliteGenericForeignKeyTests() : GenericForeignKeyTests(DatabaseKind.Sqlite);

[Trait("Category", "Postgres")]
public class PostgresGenericForeignKeyTests() : GenericForeignKeyTests(DatabaseKind.PostgreSql);
