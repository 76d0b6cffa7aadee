using Blog;
using Quintet.Db;
using static Quintet.Shortcuts;

namespace Shop;

public static class Views
{
    /// <summary>What every list of books shows of a book: its cover takes the genre's colour, its caption the author's name.</summary>
    static QuerySet<Book> Shelf => Book.Objects.All().SelectRelated(b => b.Author).SelectRelated(b => b.Genre);

    public static HttpResponse Index(HttpRequest request)
    {
        var arrivals = Shelf[..13].ToList();
        return Render(request, "shop/index.html", new
        {
            featured = arrivals.FirstOrDefault(),
            arrivals = arrivals.Skip(1).ToList(),
            genres = Genre.Objects.All(),
            posts = Post.Objects.All()[..3],
            book_count = Book.Objects.Count(),
        });
    }

    public static HttpResponse BookList(HttpRequest request) =>
        Render(request, "shop/book_list.html", new { page = Page<Book>.Of(Shelf, request) });

    public static HttpResponse BookDetail(HttpRequest request, int id)
    {
        var book = GetObjectOr404(Shelf.SelectRelated(b => b.Publisher).Filter(b => b.Id == id));
        return Render(request, "shop/book_detail.html", new
        {
            book,
            others = Shelf.Filter(b => b.Author == book.Author).Exclude(b => b.Id == book.Id)[..6],
            alike = Shelf.Filter(b => b.Themes.Any(t => t.Books.Any(other => other.Id == id))).Exclude(b => b.Author == book.Author)[..6],
            posts = Post.Objects.Filter(p => p.Book == book),
        });
    }

    public static HttpResponse AuthorList(HttpRequest request) =>
        Render(request, "shop/author_list.html", new { authors = Author.Objects.All() });

    public static HttpResponse AuthorDetail(HttpRequest request, int id)
    {
        var author = GetObjectOr404(Author.Objects.Filter(a => a.Id == id));
        return Render(request, "shop/author_detail.html", new { author, books = Shelf.Filter(b => b.Author == author) });
    }

    public static HttpResponse GenreList(HttpRequest request) =>
        Render(request, "shop/genre_list.html", new { genres = Genre.Objects.All() });

    public static HttpResponse GenreDetail(HttpRequest request, string slug)
    {
        var genre = GetObjectOr404(Genre.Objects.Filter(g => g.Slug == slug));
        return Render(request, "shop/genre_detail.html", new
        {
            genre,
            genres = Genre.Objects.All(),
            page = Page<Book>.Of(Shelf.Filter(b => b.Genre == genre), request),
        });
    }

    public static HttpResponse PublisherDetail(HttpRequest request, int id)
    {
        var publisher = GetObjectOr404(Publisher.Objects.Filter(p => p.Id == id));
        return Render(request, "shop/publisher_detail.html", new
        {
            publisher,
            page = Page<Book>.Of(Shelf.Filter(b => b.Publisher == publisher), request),
        });
    }

    public static HttpResponse Search(HttpRequest request)
    {
        var query = request.GET["q"]?.Trim() ?? "";
        if (query.Length == 0)
            return Render(request, "shop/search.html", new { query, genres = Genre.Objects.All() });
        return Render(request, "shop/search.html", new
        {
            query,
            genres = Genre.Objects.All(),
            authors = Author.Objects.Filter(a => a.Name.IContains(query))[..8],
            page = Page<Book>.Of(Shelf.Filter(b => b.Title.IContains(query) || b.Author.Name.IContains(query) || b.Themes.Any(t => t.Name.IContains(query))), request),
        });
    }

    public static HttpResponse About(HttpRequest request) => Render(request, "shop/about.html", new
    {
        book_count = Book.Objects.Count(),
        author_count = Author.Objects.Count(),
        publishers = Publisher.Objects.All(),
    });
}
