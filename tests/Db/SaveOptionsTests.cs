using Quintet;
using Quintet.Db;
using Quintet.Dispatch;

namespace DbTests;

/// <summary>What Save can be told, on both databases.</summary>
public sealed class SaveOptionsTestsOnSqlite() : SaveOptionsTests(DatabaseKind.Sqlite);

public sealed class SaveOptionsTestsOnPostgreSql() : SaveOptionsTests(DatabaseKind.PostgreSql);

public abstract class SaveOptionsTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly Author _ann;
    private readonly Book _book;

    protected SaveOptionsTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind);
        _ann = Author.Objects.Create(new() { Name = "Ann" });
        _book = _ann.Books.Create(new() { Title = "T", Isbn = "1", Pages = 10 });
    }

    public void Dispose() => _database.Dispose();

    [DatabaseFact]
    public void Only_the_named_fields_are_written()
    {
        (_book.Title, _book.Pages, _book.Genre) = ("New", 20, "g");
        var sql = Assert.Single(_database.StatementsOf(() => _book.Save(updateFields: ["title", "genre"])));
        Assert.DoesNotContain("pages", sql);
        var read = Book.Objects.Get(_book.Id);
        Assert.Equal(("New", 10, "g"), (read.Title, read.Pages, read.Genre));
        _book.Save(updateFields: ["author_id", "pages"]);
        Assert.Equal(20, Book.Objects.Get(_book.Id).Pages);
    }

    [DatabaseFact]
    public void No_fields_mean_that_nothing_is_done()
    {
        using var scope = Context.Current.With(Signals.Key, new Signals([ReceiverRegistration.Of<PreSave<Book>>(_ => Assert.Fail("sent"))])).Enter();
        Assert.Empty(_database.StatementsOf(() => _book.Save(updateFields: [])));
    }

    [DatabaseFact]
    public void What_is_no_field_to_update_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => _book.Save(updateFields: ["title", "id", "nothing"]));
        Assert.Equal("The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: id, nothing", error.Message);
    }

    [DatabaseFact]
    public void An_insert_and_an_update_cannot_both_be_forced()
    {
        Assert.Equal("Cannot force both insert and updating in model saving.", Assert.Throws<ArgumentException>(() => _book.Save(forceInsert: true, forceUpdate: true)).Message);
        Assert.Throws<ArgumentException>(() => _book.Save(["title"], forceInsert: true));
    }

    [DatabaseFact]
    public void An_update_needs_a_key_and_a_row()
    {
        var fresh = new Author { Name = "Bob" };
        Assert.Equal("Cannot force an update in save() with no primary key.", Assert.Throws<InvalidOperationException>(() => fresh.Save(forceUpdate: true)).Message);
        Assert.Throws<InvalidOperationException>(() => fresh.Save(["name"]));
        fresh.Id = 77;
        Assert.Equal("Forced update did not affect any rows.", Assert.Throws<DatabaseErrorException>(() => fresh.Save(forceUpdate: true)).Message);
        Assert.Equal("Save with update_fields did not affect any rows.", Assert.Throws<DatabaseErrorException>(() => fresh.Save(["name"])).Message);
        Assert.Equal(1, Author.Objects.Count());
        _ann.Name = "Anna";
        Assert.StartsWith("UPDATE", Assert.Single(_database.StatementsOf(() => _ann.Save(forceUpdate: true))));
    }

    [DatabaseFact]
    public async Task A_forced_insert_is_no_update()
    {
        _ann.Name = "Other";
        Assert.Throws<IntegrityErrorException>(() => _ann.Save(forceInsert: true));
        await Assert.ThrowsAsync<IntegrityErrorException>(() => _ann.SaveAsync(forceInsert: true));
        Assert.Equal("Ann", Author.Objects.Get(_ann.Id).Name);
        await _ann.SaveAsync(updateFields: ["name"]);
        await _ann.SaveAsync();
        Assert.Equal("Other", Author.Objects.Get(_ann.Id).Name);
    }

    [DatabaseFact]
    public void What_was_deferred_is_not_written_and_its_row_must_be_there()
    {
        var some = Book.Objects.Only("title").Get(_book.Id);
        Assert.Equal(["author", "editor", "published_date", "isbn", "genre", "price", "pages", "in_print"], some.GetDeferredFields());
        some.Title = "Short";
        var heard = new List<string>();
        using (Context.Current.With(Signals.Key, new Signals([ReceiverRegistration.Of<PostSave<Book>>(s => heard.AddRange(s.UpdateFields!))])).Enter()) some.Save();
        Assert.Equal(["title"], heard);
        var read = Book.Objects.Get(_book.Id);
        Assert.Equal(("Short", 10, "1"), (read.Title, read.Pages, read.Isbn));
        read.Delete();
        Assert.Equal("Save with update_fields did not affect any rows.", Assert.Throws<DatabaseErrorException>(() => some.Save()).Message);
    }

    [DatabaseFact]
    public void UpdateOrCreate_writes_what_changes()
    {
        var sql = _database.StatementsOf(() => Book.Objects.UpdateOrCreate(() => new() { Isbn = "1" }, () => new() { Pages = 30, Author = _ann }));
        Assert.Contains(sql, s => s.StartsWith("UPDATE", StringComparison.Ordinal) && s.Contains("pages") && s.Contains("author_id") && !s.Contains("title"));
        Assert.Equal(30, Book.Objects.Get(_book.Id).Pages);
    }
}
