using Quintet.Db;

namespace Shop;

/// <summary>What the shop asks of its books: <c>Book.Objects.OnShelf()</c>, <c>author.Books.OnShelf()</c>, and in a template <c>author.books.on_shelf</c>.</summary>
[QuerySetMethods]
public static partial class BookQueries
{
    /// <summary>With what every list of books shows: a cover takes the genre's colour, its caption the author's name.</summary>
    public static QuerySet<Book> OnShelf(this QuerySet<Book> books) => books.SelectRelated(b => b.Author).SelectRelated(b => b.Genre);

    /// <summary>Those of other authors that share a theme with a book.</summary>
    public static QuerySet<Book> Like(this QuerySet<Book> books, Book book)
    {
        var (id, author) = (book.Id, book.AuthorId);
        return books.Filter(b => b.AuthorId != author && b.Themes.Any(t => t.Books.Any(other => other.Id == id)));
    }

    /// <summary>Those whose title, author or themes have the words.</summary>
    public static QuerySet<Book> Matching(this QuerySet<Book> books, string words) =>
        books.Filter(b => b.Title.IContains(words) || b.Author.Name.IContains(words) || b.Themes.Any(t => t.Name.IContains(words)));
}
