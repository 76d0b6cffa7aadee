using System.Globalization;
using static Quintet.Shortcuts;

namespace Shop;

public static class Views
{
    public static HttpResponse Plaintext(HttpRequest request) => new("Hello, World!", "text/plain");

    public static HttpResponse BookList(HttpRequest request) =>
        Render(request, "shop/book_list.html", new { books = Book.Objects.SelectRelated(b => b.Author).OrderByDescending(b => b.Published)[..20] });

    public static HttpResponse BookDetail(HttpRequest request, int id) =>
        Render(request, "shop/book_detail.html", new { book = GetObjectOr404(Book.Objects.SelectRelated(b => b.Author).Filter(b => b.Id == id)) });

    public static async Task<HttpResponse> WriteReview(HttpRequest request, int id)
    {
        var book = await GetObjectOr404Async(Book.Objects.Filter(b => b.Id == id));
        var errors = new List<string>();
        if (request.Method == "POST")
        {
            var (name, text) = ((request.POST["name"] ?? "").Trim(), (request.POST["text"] ?? "").Trim());
            if (name.Length is 0 or > 100) errors.Add("A name has 1 to 100 characters.");
            if (text.Length is 0 or > 2000) errors.Add("A review has 1 to 2000 characters.");
            if (!int.TryParse(request.POST["rating"], NumberStyles.None, CultureInfo.InvariantCulture, out var rating) || rating is < 1 or > 5) errors.Add("A rating is a number from 1 to 5.");
            if (errors.Count == 0)
            {
                await Review.Objects.CreateAsync(new() { Book = book, Name = name, Rating = rating, Text = text });
                return Redirect("book_detail", new { id });
            }
        }

        return Render(request, "shop/review.html", new { book, errors }, status: errors.Count > 0 ? 400 : 200);
    }
}
