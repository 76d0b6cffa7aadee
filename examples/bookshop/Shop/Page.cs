using Quintet.Db;

namespace Shop;

/// <summary>One page of a long list, with what a template needs to link to its neighbours.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int NumPages, int Count)
{
    public bool HasPrevious => Number > 1;

    public bool HasNext => Number < NumPages;

    public int Previous => Number - 1;

    public int Next => Number + 1;

    /// <summary>The page that a request asks for with <c>?page=3</c>; a number out of range means the nearest page there is.</summary>
    public static Page<T> Of(QuerySet<T> books, HttpRequest request, int perPage = 24)
    {
        var count = books.Count();
        var pages = Math.Max(1, (count + perPage - 1) / perPage);
        var number = int.TryParse(request.GET["page"], out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        var first = (number - 1) * perPage;
        return new Page<T>(books[first..(first + perPage)].ToList(), number, pages, count);
    }
}
