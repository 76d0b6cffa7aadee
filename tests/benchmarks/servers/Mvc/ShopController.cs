using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace MvcPages;

public sealed class ShopController(ShopContext context) : Controller
{
    [HttpGet("/plaintext/")]
    public IActionResult Plaintext() => Content("Hello, World!", "text/plain");

    [HttpGet("/books/")]
    public async Task<IActionResult> BookList() =>
        View(await context.Books.Include(b => b.Author).OrderByDescending(b => b.Published).Take(20).ToListAsync());

    [HttpGet("/books/{id:long}/")]
    public async Task<IActionResult> BookDetail(long id) =>
        await context.Books.Include(b => b.Author).SingleOrDefaultAsync(b => b.Id == id) is { } book ? View(book) : NotFound();

    [HttpGet("/books/{id:long}/review/")]
    public async Task<IActionResult> WriteReview(long id) => await Find(id) is { } book ? View(new ReviewPage(book, new())) : NotFound();

    [HttpPost("/books/{id:long}/review/")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> WriteReview(long id, ReviewInput input)
    {
        if (await Find(id) is not { } book) return NotFound();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 400;
            return View(new ReviewPage(book, input));
        }

        context.Reviews.Add(new() { BookId = book.Id, Name = input.Name, Rating = input.Rating, Text = input.Text, Created = DateTime.UtcNow });
        await context.SaveChangesAsync();
        return RedirectToAction(nameof(BookDetail), new { id });
    }

    private Task<Book?> Find(long id) => context.Books.SingleOrDefaultAsync(b => b.Id == id);
}
