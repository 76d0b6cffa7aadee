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
        _database = new TestDatabase(kind, Loan.Meta, Copy.Meta);
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

        protected static ModelMeta<T> Make<T>(OnDelete onDelete, Func<T> create)
            where T : Pointing => new(
            "blog",
            [
                new FieldMeta<T, long>("id", "Id", new BigAutoField { PrimaryKey = true }, m => m.Id, (m, v) => m.Id = v),
                new RelationFieldMeta<T, Book, long?>("book", "Book", new("blog.Book", onDelete) { Null = true }, m => m.BookId, (m, v) => m.BookId = v, () => Book.Meta, _ => null, (m, v) => m.BookId = v?.Id),
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
}
