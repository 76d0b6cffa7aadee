using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Benchmarks.Db;

/// <summary>Entity Framework Core: a context of the pool for each piece of work, on a connection that stays open.</summary>
internal sealed class EfStore : Store
{
    private readonly SqliteConnection _connection;
    private readonly PooledDbContextFactory<ShopContext> _contexts;
    private readonly bool _tracks;

    public EfStore(string folder, bool tracks)
        : base(folder)
    {
        _tracks = tracks;
        _connection = Open();
        _contexts = new(new DbContextOptionsBuilder<ShopContext>()
            .UseSqlite(_connection)
            .UseQueryTrackingBehavior(tracks ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Options);
    }

    public override string Name => _tracks ? "EF Core, tracking" : "EF Core, no tracking";

    public override IReadOnlyList<IBook> ReadMany(long after)
    {
        using var context = _contexts.CreateDbContext();
        return context.Books.Where(b => b.Id > after && b.Id <= after + Many).ToList();
    }

    public override IBook Get(long id)
    {
        using var context = _contexts.CreateDbContext();
        return context.Books.Single(b => b.Id == id);
    }

    public override IReadOnlyList<IBook> Page(DateTime before)
    {
        using var context = _contexts.CreateDbContext();
        return context.Books.Include(b => b.Author).Where(b => b.Published < before).OrderByDescending(b => b.Published).Take(PageSize).ToList();
    }

    public override void Insert(long seed)
    {
        using var context = _contexts.CreateDbContext();
        for (var i = 0; i < Many; i++)
        {
            var (title, author, published, genre, price, pages, inPrint) = Values(seed + i);
            context.Books.Add(new() { Title = title, AuthorId = author, Published = published, Genre = genre, Price = price, Pages = pages, InPrint = inPrint });
        }

        context.SaveChanges();
    }

    public override int Update(long id, int pages)
    {
        using var context = _contexts.CreateDbContext();
        return context.Books.Where(b => b.Id == id).ExecuteUpdate(update => update.SetProperty(b => b.Pages, pages));
    }

    public override void LoadChangeSave(long id, int pages)
    {
        using var context = _contexts.CreateDbContext();
        var book = context.Books.Single(b => b.Id == id);
        book.Pages = pages;
        if (!_tracks) context.Books.Update(book);
        context.SaveChanges();
    }

    public override void Dispose()
    {
        _connection.Dispose();
        base.Dispose();
    }
}

internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<PlainBook> Books => Set<PlainBook>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var book = modelBuilder.Entity<PlainBook>().ToTable("shop_book");
        book.Property(b => b.Id).HasColumnName("id");
        book.Property(b => b.Title).HasColumnName("title");
        book.Property(b => b.AuthorId).HasColumnName("author_id");
        book.Property(b => b.Published).HasColumnName("published");
        book.Property(b => b.Genre).HasColumnName("genre");
        book.Property(b => b.Price).HasColumnName("price");
        book.Property(b => b.Pages).HasColumnName("pages");
        book.Property(b => b.InPrint).HasColumnName("in_print");
        book.HasOne(b => b.Author).WithMany().HasForeignKey(b => b.AuthorId);
        var author = modelBuilder.Entity<PlainAuthor>().ToTable("shop_author");
        author.Property(a => a.Id).HasColumnName("id");
        author.Property(a => a.Name).HasColumnName("name");
    }
}
