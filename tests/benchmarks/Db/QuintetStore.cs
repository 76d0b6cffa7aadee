using Quintet;
using Quintet.Db;

namespace Benchmarks.Db;

/// <summary>This project's models and querysets, in a scope as a request has one.</summary>
internal sealed class QuintetStore : Store
{
    private readonly Connections _connections;
    private readonly Connections _scope;
    private readonly Context.Scope _context;

    public QuintetStore(string folder)
        : base(folder)
    {
        _connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Path) });
        _scope = _connections.NewScope();
        _context = Context.Current.With(Connections.Key, _scope).With(ModelRegistry.Key, new ModelRegistry([Author.Meta, Book.Meta])).Enter();
    }

    public override string Name => "Quintet";

    public override IReadOnlyList<IBook> ReadMany(long after) => Book.Objects.Filter(b => b.Id > after && b.Id <= after + Many).ToList();

    public override IBook Get(long id) => Book.Objects.Get(id);

    public override IReadOnlyList<IBook> Page(DateTime before) =>
        Book.Objects.Filter(b => b.Published < before).SelectRelated(b => b.Author).OrderByDescending(b => b.Published)[..PageSize].ToList();

    public override void Insert(long seed)
    {
        var books = new List<Book>(Many);
        for (var i = 0; i < Many; i++)
        {
            var (title, author, published, genre, price, pages, inPrint) = Values(seed + i);
            books.Add(new() { Title = title, AuthorId = author, Published = published, Genre = genre, Price = price, Pages = pages, InPrint = inPrint });
        }

        Book.Objects.BulkCreate(books);
    }

    public override int Update(long id, int pages) => Book.Objects.Filter(b => b.Id == id).Update(b => new() { Pages = pages });

    public override void LoadChangeSave(long id, int pages)
    {
        var book = Book.Objects.Get(id);
        book.Pages = pages;
        book.Save();
    }

    public override void Dispose()
    {
        _context.Dispose();
        _scope.Dispose();
        _connections.Dispose();
        base.Dispose();
    }
}
