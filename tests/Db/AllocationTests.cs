namespace DbTests;

/// <summary>What models and querysets cost, counted in bytes and statements: the same on every machine. The driver's own part is counted too.</summary>
public sealed class AllocationTests : IDisposable
{
    private const int Rows = 500;
    private readonly TestDatabase _database = new();
    private readonly List<Book> _books;

    public AllocationTests()
    {
        _database.Connections.Observer = null;
        var author = Author.Objects.Create(new() { Name = "Ann" });
        _books = [.. Book.Objects.BulkCreate(Enumerable.Range(0, Rows).Select(i => new Book { Title = "t", Isbn = "i" + i, Author = author, PublishedDate = new(2026, 1, 1), Price = 1.5m }))];
    }

    public void Dispose() => _database.Dispose();

    /// <summary>The object, its texts, a list of one, the parameter, and some 800 bytes of the driver's: no query is built.</summary>
    [Fact]
    public void AnObjectByItsKeyCostsLittle()
    {
        var bytes = Allocated(() => Book.Objects.Get(_books[7].Id));
        Assert.True(bytes <= 1_600, $"{bytes} bytes.");
    }

    /// <summary>Nothing but the object and its texts.</summary>
    [Fact]
    public void ARowCostsItsObjectAndTexts()
    {
        var (few, many) = (Book.Objects.OrderBy("id")[..100], Book.Objects.OrderBy("id")[..Rows]);
        var one = (Allocated(() => many.All().ToList()) - Allocated(() => few.All().ToList())) / (Rows - 100);
        Assert.True(one <= 360, $"{one} bytes for each row.");
    }

    /// <summary>Each value in a box, the parameters' array, and the driver's part.</summary>
    [Fact]
    public void SavingCostsLittle()
    {
        var book = Book.Objects.Get(_books[3].Id);
        var bytes = Allocated(() =>
        {
            book.Pages++;
            book.Save();
        });
        Assert.True(bytes <= 1_250, $"{bytes} bytes.");
    }

    /// <summary>Two thirds of it are the expression trees that the C# compiler builds for the two lambdas.</summary>
    [Fact]
    public void UpdatingCostsLittleMoreThanItsLambdas()
    {
        var (id, pages) = (_books[5].Id, 3);
        var bytes = Allocated(() => Book.Objects.Filter(b => b.Id == id).Update(b => new() { Pages = pages }));
        Assert.True(bytes <= 2_900, $"{bytes} bytes.");
    }

    /// <summary>Each row its values in boxes and the driver's part; no text of a statement is made again.</summary>
    [Fact]
    public void ARowOfManyIsInsertedForLittle()
    {
        var round = 0;
        long Insert(int count)
        {
            List<Book> New() => [.. Enumerable.Range(0, count).Select(i => new Book { Title = "t", Isbn = $"{++round}-{i}", AuthorId = _books[0].AuthorId, Price = 2.5m })];
            Book.Objects.BulkCreate(New());
            var books = New();
            return Counted(() => Book.Objects.BulkCreate(books));
        }

        var one = (Insert(400) - Insert(100)) / 300;
        Assert.True(one <= 1_600, $"{one} bytes for each row.");
    }

    /// <summary>A related object is got like any other by its key.</summary>
    [Fact]
    public void ARelatedObjectCostsLittle()
    {
        var bytes = Allocated(() =>
        {
            var book = new Book { AuthorId = _books[0].AuthorId };
            _ = book.Author;
        });
        Assert.True(bytes <= 1_450, $"{bytes} bytes.");
    }

    /// <summary>One statement each; the SQL of a shape is the same object every time, so that its command is found without reading it.</summary>
    [Fact]
    public void TheSameQueryIsOneStatement()
    {
        var texts = new List<string>();
        _database.Connections.Observer = texts.Add;
        for (var i = 0; i < 3; i++)
        {
            var id = _books[i].Id;
            var book = Book.Objects.Get(id);
            book.Save();
            Book.Objects.Filter(b => b.Id == id).Update(b => new() { Pages = i });
            _ = Book.Objects.Filter(b => b.Pages == i).SelectRelated(b => b.Author).OrderBy(b => b.Id)[..5].ToList();
        }

        _database.Connections.Observer = null;
        Assert.Equal(12, texts.Count);
        Assert.Equal(4, texts.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    /// <summary>An expression tree that names a member looks through the properties of its class: each one more on Model makes every lambda dearer. Keep what is internal in fields.</summary>
    [Fact]
    public void A_model_has_no_properties_that_its_lambdas_do_not_need()
    {
        const System.Reflection.BindingFlags own = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static
            | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;
        Assert.Equal(["Pk", "WriteAlias"], typeof(Quintet.Db.Model).GetProperties(own).Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    private static long Allocated(Action action)
    {
        for (var i = 0; i < 5; i++) action();
        return Counted(action);
    }

    private static long Counted(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
