using System.Linq.Expressions;
using Quintet.Db;

namespace DbTests;

/// <summary>A condition twice: for the database, and for objects in memory. What the one says the other must say.</summary>
internal sealed record Pair<T>(Expression<Func<T, bool>> Asked, Func<T, bool> Meant);

/// <summary>Conditions made of chance, on small values that meet often, null among them.</summary>
internal sealed class RandomConditions(Random random)
{
    public static readonly string[] Names = ["ann", "bob", "Bob", "cat%", "", "a_b"];
    public static readonly string?[] Genres = [null, "sf", "essay", "bob", ""];

    /// <summary>A condition of up to so many levels.</summary>
    public Pair<Book> Book(int depth)
    {
        if (depth == 0 || random.Next(4) == 0) return BookAtom();
        var left = Book(depth - 1);
        if (random.Next(4) == 0) return new(Join(left.Asked, null, (a, _) => Expression.Not(a)), b => !left.Meant(b));
        var right = Book(depth - 1);
        return random.Next(5) switch
        {
            0 or 1 => new(Join(left.Asked, right.Asked, Expression.AndAlso), b => left.Meant(b) && right.Meant(b)),
            2 or 3 => new(Join(left.Asked, right.Asked, Expression.OrElse), b => left.Meant(b) || right.Meant(b)),
            _ => new(Join(left.Asked, right.Asked, Expression.ExclusiveOr), b => left.Meant(b) ^ right.Meant(b)),
        };
    }

    private Pair<Book> BookAtom()
    {
        var (n, k) = (random.Next(-1, 8), random.Next(1, 4));
        var name = Names[random.Next(Names.Length)];
        var genre = Genres[random.Next(Genres.Length)];
        var price = random.Next(0, 400) / 100m;
        var day = new DateOnly(2000, 1, 1).AddDays(random.Next(5));
        string?[] some = [genre, "sf", name];
        return random.Next(26) switch
        {
            0 => new(b => b.Pages == n, b => b.Pages == n),
            1 => new(b => b.Pages > n, b => b.Pages > n),
            2 => new(b => n >= b.Pages, b => n >= b.Pages),
            3 => new(b => b.Price < price, b => b.Price < price),
            4 => new(b => b.Title == name, b => b.Title == name),
            5 => new(b => b.Title.StartsWith(name), b => b.Title.StartsWith(name, StringComparison.Ordinal)),
            6 => new(b => b.Title.IContains(name), b => b.Title.IContains(name)),
            7 => new(b => b.Genre == genre, b => b.Genre == genre),
            8 => new(b => b.Genre != genre, b => b.Genre != genre),
            9 => new(b => b.Genre!.Contains("s"), b => b.Genre?.Contains('s') == true),
            10 => new(b => b.InPrint, b => b.InPrint),
            11 => new(b => b.PublishedDate.Day == k, b => b.PublishedDate.Day == k),
            12 => new(b => b.Author.Name == name, b => b.Author.Name == name),
            13 => new(b => b.Author.Born < day, b => b.Author.Born < day),
            14 => new(b => b.Editor == null, b => b.Editor is null),
            15 => new(b => b.Editor!.Name != name, b => b.Editor?.Name != name),
            16 => new(b => b.Editor!.Born == b.Author.Born, b => b.Editor?.Born == b.Author.Born),
            17 => new(b => b.Genre == b.Editor!.Name, b => b.Genre == b.Editor?.Name),
            18 => new(b => some.Contains(b.Genre), b => some.Contains(b.Genre)),
            19 => new(b => b.Pages % k == 1, b => b.Pages % k == 1),
            20 => new(b => (b.Genre ?? "none") == (genre ?? "none"), b => (b.Genre ?? "none") == (genre ?? "none")),
            21 => new(b => (b.InPrint ? b.Pages : -b.Pages) * 2 + 1 > n, b => ((b.InPrint ? b.Pages : -b.Pages) * 2) + 1 > n),
            22 => new(b => b.Author.Books.Count() > k, b => World.BooksOf(b.Author).Count > k),
            23 => new(b => b.Author.Books.Any(x => x.Pages > b.Pages), b => World.BooksOf(b.Author).Any(x => x.Pages > b.Pages)),
            24 => new(b => b.Author.EditedBooks.Any(x => x.Author == b.Author || x.Genre == b.Genre), b => World.EditedBy(b.Author).Any(x => x.AuthorId == b.AuthorId || x.Genre == b.Genre)),
            _ => new(b => (b.Pages > n) == b.InPrint, b => (b.Pages > n) == b.InPrint),
        };
    }

    private static Expression<Func<Book, bool>> Join(Expression<Func<Book, bool>> left, Expression<Func<Book, bool>>? right, Func<Expression, Expression, Expression> join)
    {
        var body = right is null ? left.Body : new Replace(right.Parameters[0], left.Parameters[0]).Visit(right.Body);
        return Expression.Lambda<Func<Book, bool>>(join(left.Body, body), left.Parameters);
    }

    private sealed class Replace(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>The rows of a random test as objects, with the ways back that the database knows by itself.</summary>
internal sealed class World
{
    [ThreadStatic]
    private static World? _current;

    private readonly Dictionary<long, List<Book>> _books;
    private readonly Dictionary<long, List<Book>> _edited;

    public World(List<Author> authors, List<Book> books)
    {
        (Authors, Books) = (authors, books);
        _books = books.GroupBy(b => b.AuthorId).ToDictionary(g => g.Key, g => g.ToList());
        _edited = books.Where(b => b.EditorId is not null).GroupBy(b => b.EditorId!.Value).ToDictionary(g => g.Key, g => g.ToList());
        _current = this;
    }

    public List<Author> Authors { get; }

    public List<Book> Books { get; }

    public static List<Book> BooksOf(Author author) => _current!._books.GetValueOrDefault(author.Id) ?? [];

    public static List<Book> EditedBy(Author author) => _current!._edited.GetValueOrDefault(author.Id) ?? [];
}
