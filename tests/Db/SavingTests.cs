using Quintet;
using Quintet.Db;

namespace DbTests;

public sealed class SavingTestsOnSqlite() : SavingTests(DatabaseKind.Sqlite);

public sealed class SavingTestsOnPostgreSql() : SavingTests(DatabaseKind.PostgreSql);

public abstract class SavingTests(DatabaseKind kind) : IDisposable
{
    private readonly TestDatabase _database = new(kind);

    public void Dispose() => _database.Dispose();

    /// <summary>Templates call methods without arguments; not these.</summary>
    [DatabaseTheory]
    [InlineData(typeof(Model))]
    [InlineData(typeof(QuerySet<>))]
    public void ATemplateCannotDelete(Type type) =>
        Assert.True(type.GetMethods().First(m => m.Name == "Delete")!.IsDefined(typeof(AltersDataAttribute), inherit: true));

    [DatabaseFact]
    public void Save_inserts_then_updates()
    {
        var author = new Author { Name = "Ann" };
        Assert.Null(author.Pk);
        Assert.StartsWith("INSERT", Assert.Single(_database.StatementsOf(author.Save)));
        Assert.Equal(1, author.Id);
        author.Name = "Anne";
        Assert.StartsWith("UPDATE", Assert.Single(_database.StatementsOf(author.Save)));
        Assert.Equal("Anne", Author.Objects.Get(1).Name);
    }

    [DatabaseFact]
    public void A_row_with_a_key_of_its_own_is_inserted_where_it_is_not_there()
    {
        new Author { Id = 7, Name = "Seven" }.Save();
        new Author { Id = 7, Name = "Eight" }.Save();
        Assert.Equal("Eight", Author.Objects.Get(7).Name);
        Assert.Equal(
            kind == DatabaseKind.Sqlite ? "UNIQUE constraint failed: blog_author.id" : "duplicate key value violates unique constraint \"blog_author_pkey\"",
            Assert.Throws<IntegrityErrorException>(() => Author.Objects.Create(new() { Id = 7 })).Message);
    }

    [DatabaseFact]
    public void Times_are_set_once_and_come_back_equal()
    {
        var author = Author.Objects.Create(new() { Name = "Ann" });
        var book = Book.Objects.Create(new() { Title = "T", Isbn = "1", Author = author });
        var added = book.PublishedDate;
        book.Save();
        Assert.Equal(added, book.PublishedDate);
        Assert.Equal(added, Book.Objects.Get(book.Id).PublishedDate);
    }

    [DatabaseFact]
    public void An_object_saved_after_it_was_assigned_lends_its_key()
    {
        var author = new Author { Name = "Ann" };
        var book = new Book { Title = "T", Isbn = "1", Author = author };
        Assert.Equal("Save() prohibited to prevent data loss due to unsaved related object 'author'.", Assert.Throws<InvalidOperationException>(book.Save).Message);
        author.Save();
        book.Save();
        Assert.Equal(author.Id, Book.Objects.Get(book.Id).AuthorId);
    }

    [DatabaseFact]
    public void A_relation_that_was_never_set_is_named()
    {
        var book = new Book { Title = "T", Isbn = "1" };
        Assert.Contains("Book has no author", Assert.Throws<IntegrityErrorException>(book.Save).Message);
        Assert.Equal("Book has no author.", Assert.Throws<DoesNotExistException<Author>>(() => book.Author).Message);
        Assert.Contains("needs to be saved", Assert.Throws<InvalidOperationException>(() => new Author().Books.Count()).Message);
    }

    [DatabaseFact]
    public void Objects_are_equal_by_model_and_key()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        Assert.Equal(ann, Author.Objects.Get(ann.Id));
        Assert.Equal(ann.GetHashCode(), Author.Objects.Get(ann.Id).GetHashCode());
        Assert.NotEqual<Model>(ann, Book.Objects.Create(new() { Title = "T", Isbn = "1", Author = ann }));
        Assert.NotEqual(new Author(), new Author());
    }

    [DatabaseFact]
    public void Refresh_reads_again()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        Author.Objects.Update(a => new() { Name = a.Name + "!" });
        Assert.Equal("Ann", ann.Name);
        ann.RefreshFromDb();
        Assert.Equal("Ann!", ann.Name);
        Assert.Equal(1, ann.Delete());
        Assert.Throws<InvalidOperationException>(ann.RefreshFromDb);
    }

    [DatabaseFact]
    public void Deletion_takes_along_what_hangs_on_a_row_and_nulls_what_may_stay()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        var bob = Author.Objects.Create(new() { Name = "Bob" });
        Book.Objects.BulkCreate(Enumerable.Range(0, 1200).Select(i => new Book { Title = "A", Isbn = "a" + i, Author = ann }));
        var edited = Book.Objects.Create(new() { Title = "B", Isbn = "b", Author = bob, Editor = ann });
        Assert.Equal(1201, ann.Delete());
        Assert.Null(ann.Pk);
        Assert.Equal([edited.Id], Book.Objects.All().ToList().Select(b => b.Id));
        Assert.Null(Book.Objects.Get(edited.Id).EditorId);
        Assert.Equal(2, Author.Objects.All().Delete());
        Assert.False(Book.Objects.Exists());
    }

    [DatabaseFact]
    public void Update_changes_rows_in_one_statement_over_relations_too()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        var bob = Author.Objects.Create(new() { Name = "Bob" });
        Book.Objects.Create(new() { Title = "A", Isbn = "a", Author = ann, Pages = 10 });
        Book.Objects.Create(new() { Title = "B", Isbn = "b", Author = bob, Pages = 20 });
        Assert.Single(_database.StatementsOf(() =>
            Assert.Equal(1, Book.Objects.Filter(b => b.Author.Name == "Bob").Update(b => new() { Pages = b.Pages + 1, Genre = null, Author = ann, Price = 1.005m }))));
        var book = Book.Objects.Get(b => b.Title == "B");
        Assert.Equal((21, null, ann.Id, 1.00m), (book.Pages, book.Genre, book.AuthorId, book.Price));
        Assert.Throws<FieldErrorException>(() => Book.Objects.Update(b => new() { Title = b.Author.Name }));
    }

    [DatabaseFact]
    public void Many_rows_are_saved_in_one_transaction()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        Assert.Throws<IntegrityErrorException>(() => Book.Objects.BulkCreate([new() { Isbn = "1", Author = ann }, new() { Isbn = "1", Author = ann }]));
        Assert.Equal(0, Book.Objects.Count());
        var made = Book.Objects.BulkCreate([new() { Isbn = "1", Author = ann }, new() { Isbn = "2", Author = ann }]);
        Assert.All(made, b => Assert.NotEqual(0, b.Id));
    }
}
