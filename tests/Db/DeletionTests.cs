using Quintet.Db;

namespace DbTests;

/// <summary>What a relation says about deletion, beyond Cascade and SetNull.</summary>
public sealed class DeletionTestsOnSqlite() : DeletionTests(DatabaseKind.Sqlite);

public sealed class DeletionTestsOnPostgreSql() : DeletionTests(DatabaseKind.PostgreSql);

public abstract class DeletionTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly Author _ann;
    private readonly Book _book;

    protected DeletionTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind, Loan.Meta, Copy.Meta, Note.Meta, Shelf.Meta);
        _ann = Author.Objects.Create(new() { Name = "Ann" });
        _book = _ann.Books.Create(new() { Title = "T", Isbn = "1" });
    }

    public void Dispose() => _database.Dispose();

    [DatabaseFact]
    public void Protect_refuses_and_leaves_everything()
    {
        var loan = new Manager<Loan>(Loan.Meta).Create(new() { BookId = _book.Id });
        var error = Assert.Throws<ProtectedErrorException>(() => _ann.Delete());
        Assert.Equal("Cannot delete some instances of model 'Book' because they are referenced through protected foreign keys: 'Loan.book'.", error.Message);
        Assert.Equal([loan], error.ProtectedObjects);
        Assert.Equal(1, Book.Objects.Count());
        loan.Delete();
        Assert.Equal(2, _ann.Delete());
    }

    [DatabaseFact]
    public void Restrict_refuses_unless_the_row_goes_by_another_way()
    {
        var copies = new Manager<Copy>(Copy.Meta);
        var copy = copies.Create(new() { BookId = _book.Id });
        Assert.Equal([copy], Assert.Throws<RestrictedErrorException>(() => _book.Delete()).RestrictedObjects);
        copy.OwnerId = _ann.Id;
        copy.Save();
        Assert.Equal(3, _ann.Delete());
        Assert.Equal(0, copies.Count());
    }

    [DatabaseFact]
    public void Rows_that_restrict_may_go_unseen_with_the_others()
    {
        var copies = new Manager<Copy>(Copy.Meta);
        copies.Create(new() { BookId = _book.Id, OwnerId = _ann.Id });
        copies.Create(new() { BookId = _book.Id });
        Assert.Single(Assert.Throws<RestrictedErrorException>(() => _ann.Delete()).RestrictedObjects);
        copies.Filter(c => c.OwnerId == null).Delete();
        Assert.Equal((3, 0), (_ann.Delete().Total, copies.Count()));
    }

    [DatabaseFact]
    public void What_a_deletion_took_along_is_counted_by_model()
    {
        var notes = new Manager<Note>(Note.Meta);
        for (var i = 0; i < 3; i++) notes.Create(new() { BookId = _book.Id, OwnerId = _ann.Id });
        DeletionResult result = _ann.Delete();
        Assert.Equal(5, result.Total);
        Assert.Equal([("blog.Author", 1), ("blog.Book", 1), ("blog.Note", 3)], result.PerModel.Select(p => (p.Key, p.Value)).Order());
        Assert.Equal((0, 0), Book.Objects.All().Delete() is var none ? (none.Total, none.PerModel.Count) : default);
    }

    [DatabaseFact]
    public void Rows_on_which_nothing_hangs_are_deleted_without_being_read()
    {
        var notes = new Manager<Note>(Note.Meta);
        Note[] made = [.. Enumerable.Range(0, 5).Select(_ => notes.Create(new() { BookId = _book.Id }))];
        Assert.StartsWith("DELETE", Assert.Single(_database.StatementsOf(() => Assert.Equal(1, made[0].Delete()))));
        Assert.Null(made[0].Pk);
        Assert.StartsWith("DELETE", Assert.Single(_database.StatementsOf(() => Assert.Equal(1, notes.Filter(n => n.Id == made[1].Id).Delete()))));
        Assert.StartsWith("DELETE", Assert.Single(_database.StatementsOf(() => Assert.Equal(0, notes.Filter("book__title", "other").Delete()))));
        Assert.Empty(_database.StatementsOf(() => Assert.Equal(0, notes.None().Delete())));

        // With the book: they go by its key, and are not read.
        var sql = _database.StatementsOf(() => Assert.Equal(4, _book.Delete()));
        Assert.Contains(sql, s => s.StartsWith("DELETE FROM \"blog_note\" WHERE \"blog_note\".\"book_id\" IN", StringComparison.Ordinal) || s.StartsWith("DELETE FROM \"blog_note\" WHERE \"book_id\" IN", StringComparison.Ordinal));
        Assert.DoesNotContain(sql, s => s.StartsWith("SELECT", StringComparison.Ordinal) && s.Contains("blog_note"));
    }

    [DatabaseFact]
    public void Where_somebody_listens_every_row_is_read()
    {
        var notes = new Manager<Note>(Note.Meta);
        for (var i = 0; i < 3; i++) notes.Create(new() { BookId = _book.Id });
        var heard = 0;
        using var scope = Quintet.Context.Current.With(Quintet.Dispatch.Signals.Key, new([Quintet.Dispatch.ReceiverRegistration.Of<PreDelete<Note>>(_ => heard++)])).Enter();
        Assert.Equal(1, notes.All()[..1].ToList()[0].Delete());
        Assert.Equal(3, _book.Delete());
        Assert.Equal(3, heard);
    }

    [DatabaseFact]
    public void A_relation_may_be_set_to_what_a_member_gives()
    {
        var shelves = new Manager<Shelf>(Shelf.Meta);
        var shelf = shelves.Create(new() { BookId = _book.Id });
        var other = _ann.Books.Create(new() { Title = "Sentinel", Isbn = "2" });
        Assert.Equal(1, _book.Delete());
        Assert.Equal(other.Id, shelves.Get(shelf.Id).BookId);
    }

    private abstract class Pointing : Model
    {
        public long Id { get; set; }

        public long? BookId { get; set; }

        public long? OwnerId { get; set; }

        public override object? Pk
        {
            get => Id == 0 ? null : Id;
            set => Id = (long?)value ?? 0;
        }

        protected static ModelMeta<T> Make<T>(OnDelete onDelete, Func<T> create, Func<object?>? value = null)
            where T : Pointing => new(
            "blog",
            [
                new FieldMeta<T, long>("id", "Id", new BigAutoField { PrimaryKey = true }, m => m.Id, (m, v) => m.Id = v),
                new RelationFieldMeta<T, Book, long?>("book", "Book", new("blog.Book", onDelete) { Null = true }, m => m.BookId, (m, v) => m.BookId = v, () => Book.Meta, _ => null, (m, v) => m.BookId = v?.Id) { ValueOnDeleteOf = value },
                new RelationFieldMeta<T, Author, long?>("owner", "Owner", new("blog.Author", OnDelete.Cascade) { Null = true }, m => m.OwnerId, (m, v) => m.OwnerId = v, () => Author.Meta, _ => null, (m, v) => m.OwnerId = v?.Id),
            ],
            create,
            (row, offset) =>
            {
                var instance = create();
                (instance.Id, instance.BookId, instance.OwnerId) = (row.GetInt64(offset), row.GetInt64OrNull(offset + 1), row.GetInt64OrNull(offset + 2));
                return instance;
            });
    }

    private sealed class Loan : Pointing
    {
        public static ModelMeta<Loan> Meta { get; } = Make(OnDelete.Protect, () => new Loan());

        public override ModelMeta GetMeta() => Meta;
    }

    private sealed class Copy : Pointing
    {
        public static ModelMeta<Copy> Meta { get; } = Make(OnDelete.Restrict, () => new Copy());

        public override ModelMeta GetMeta() => Meta;
    }

    private sealed class Note : Pointing
    {
        public static ModelMeta<Note> Meta { get; } = Make(OnDelete.Cascade, () => new Note());

        public override ModelMeta GetMeta() => Meta;
    }

    private sealed class Shelf : Pointing
    {
        public static ModelMeta<Shelf> Meta { get; } = Make(OnDelete.Set, () => new Shelf(), () => Book.Objects.Filter(b => b.Title == "Sentinel").First());

        public override ModelMeta GetMeta() => Meta;
    }
}
