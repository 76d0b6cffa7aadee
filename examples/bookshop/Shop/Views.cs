using Blog;
using Quintet.Contrib.Messages;
using Quintet.Db;
using static Quintet.Shortcuts;

namespace Shop;

public static class Views
{
    public static HttpResponse Index(HttpRequest request)
    {
        var arrivals = Book.Objects.OnShelf()[..13].ToList();
        return Render(request, "shop/index.html", new
        {
            featured = arrivals.FirstOrDefault(),
            arrivals = arrivals.Skip(1).ToList(),
            genres = Genre.Objects.All(),
            posts = Post.Objects.All()[..3],
            book_count = Book.Objects.Count(),
        });
    }

    public static HttpResponse BookDetail(HttpRequest request, int id)
    {
        var book = GetObjectOr404(Book.Objects.OnShelf().SelectRelated(b => b.Publisher).Filter(b => b.Id == id));
        return Render(request, "shop/book_detail.html", new
        {
            book,
            is_aside = Aside.Of(request).Contains(id),
            others = book.Author.Books.OnShelf().Exclude(b => b.Id == book.Id)[..6],
            alike = Book.Objects.OnShelf().Like(book)[..6],
            posts = Post.Objects.Filter(p => p.Book == book),
        });
    }

    /// <summary>Puts a book aside for the visitor, or back on the shelf.</summary>
    [RequirePost]
    public static HttpResponse SetAside(HttpRequest request, int id)
    {
        var book = GetObjectOr404(Book.Objects.Filter(b => b.Id == id));
        if (request.POST["back"] is null)
        {
            Aside.Add(request, book.Id);
            request.Messages.Success($"“{book}” is put aside for you.");
        }
        else
        {
            Aside.Remove(request, book.Id);
            request.Messages.Info($"“{book}” is back on the shelf.");
        }

        return Redirect("shop:aside_list");
    }

    public static HttpResponse AsideList(HttpRequest request)
    {
        var kept = Aside.Of(request);
        return Render(request, "shop/aside_list.html", new { books = Book.Objects.OnShelf().Filter(b => kept.Contains(b.Id)) });
    }

    public static HttpResponse AuthorList(HttpRequest request) =>
        Render(request, "shop/author_list.html", new { authors = Author.Objects.All() });

    public static HttpResponse AuthorDetail(HttpRequest request, int id)
    {
        var author = GetObjectOr404(Author.Objects.Filter(a => a.Id == id));
        return Render(request, "shop/author_detail.html", new { author, books = author.Books.OnShelf() });
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
            page = PageOf(genre.Books.OnShelf(), request),
        });
    }

    public static HttpResponse PublisherDetail(HttpRequest request, int id)
    {
        var publisher = GetObjectOr404(Publisher.Objects.Filter(p => p.Id == id));
        return Render(request, "shop/publisher_detail.html", new
        {
            publisher,
            page = PageOf(publisher.Books.OnShelf(), request),
        });
    }

    public static HttpResponse Search(HttpRequest request)
    {
        var query = request.GET["q"]?.Trim() ?? "";
        if (query.Length == 0)
        {
            if (request.GET["q"] is not null) request.Messages.Warning("Write a word of the title, or a part of the author’s name.");
            return Render(request, "shop/search.html", new { query, genres = Genre.Objects.All() });
        }

        return Render(request, "shop/search.html", new
        {
            query,
            genres = Genre.Objects.All(),
            authors = Author.Objects.Filter(a => a.Name.IContains(query))[..8],
            page = PageOf(Book.Objects.OnShelf().Matching(query), request),
        });
    }

    public static HttpResponse About(HttpRequest request) => Render(request, "shop/about.html", new
    {
        book_count = Book.Objects.Count(),
        author_count = Author.Objects.Count(),
        publishers = Publisher.Objects.All(),
    });

    /// <summary>The page that a request asks for with <c>?page=3</c>; a number out of range means the nearest page there is.</summary>
    private static Page<Book> PageOf(QuerySet<Book> books, HttpRequest request) => new Paginator<Book>(books, perPage: 24).GetPage(request.GET["page"]);
}

/// <summary>All books, page by page.</summary>
public class BookList : ListView<Book>
{
    public override int? PaginateBy => 24;

    public override QuerySet<Book> GetQueryset() => Book.Objects.OnShelf();
}
