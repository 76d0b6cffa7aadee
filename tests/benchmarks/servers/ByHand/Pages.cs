using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using static Benchmarks.Utf8Text;

namespace ByHandPages;

/// <summary>The pages: routes as comparisons, links as text, and nothing that is not needed.</summary>
internal sealed class Pages(string path)
{
    private readonly ConcurrentBag<Store> _stores = [];
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];
    private readonly SemaphoreSlim _writer = new(1);

    public Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value.AsSpan();
        var isPost = HttpMethods.IsPost(context.Request.Method);
        if (path is "/plaintext/") return Plaintext(context.Response);
        if (path is "/books/") return BookList(context.Response);
        if (path.StartsWith("/books/") && path[^1] == '/')
        {
            var rest = path[7..^1];
            if (long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return BookDetail(context.Response, id);
            if (rest.EndsWith("/review") && long.TryParse(rest[..^7], NumberStyles.None, CultureInfo.InvariantCulture, out id)) return isPost ? Post(context, id) : Form(context, id, "");
        }

        return Status(context.Response, 404);
    }

    private static Task Plaintext(HttpResponse response)
    {
        response.ContentType = "text/plain";
        response.ContentLength = 13;
        return response.BodyWriter.WriteAsync("Hello, World!"u8.ToArray()).AsTask();
    }

    private Task BookList(HttpResponse response)
    {
        var store = Rent();
        var books = store.Newest();
        _stores.Add(store);
        var output = Begin("Our newest books");
        output.Write("<h1>Our newest books</h1>\n<ul>\n"u8);
        var first = true;
        foreach (var book in books)
        {
            output.Write(first ? "  <li class=\"first\"><a href=\"/books/"u8 : "  <li><a href=\"/books/"u8);
            first = false;
            Formatted(output, book.Id);
            output.Write("/\">"u8);
            Escaped(output, book.Title);
            output.Write("</a> by "u8);
            Escaped(output, book.Author);
            output.Write(", <time>"u8);
            Formatted(output, book.Published, "d MMMM yyyy");
            output.Write("</time> "u8);
            Formatted(output, book.Price, "F2");
            output.Write("</li>\n"u8);
        }

        output.Write("</ul>\n"u8);
        return End(response, output);
    }

    private Task BookDetail(HttpResponse response, long id)
    {
        var store = Rent();
        var found = store.Detail(id);
        _stores.Add(store);
        if (found is not { } book) return Status(response, 404);
        var output = Begin(book.Title);
        output.Write("<h1>"u8);
        Escaped(output, book.Title);
        output.Write("</h1>\n<dl>\n<dt>Author</dt><dd>"u8);
        Escaped(output, book.Author);
        output.Write("</dd>\n<dt>Published</dt><dd><time>"u8);
        Formatted(output, book.Published, "d MMMM yyyy");
        output.Write("</time></dd>\n<dt>Genre</dt><dd>"u8);
        Escaped(output, book.Genre ?? "none");
        output.Write("</dd>\n<dt>Price</dt><dd>"u8);
        Formatted(output, book.Price, "F2");
        output.Write("</dd>\n<dt>Pages</dt><dd>"u8);
        Formatted(output, book.Pages);
        output.Write("</dd>\n<dt>Available</dt><dd>"u8);
        output.Write(book.InPrint ? "yes"u8 : "no"u8);
        output.Write("</dd>\n</dl>\n<p><a href=\"/books/"u8);
        Formatted(output, book.Id);
        output.Write("/review/\">Write a review</a></p>\n"u8);
        return End(response, output);
    }

    private Task Form(HttpContext context, long id, string errors)
    {
        var store = Rent();
        var title = store.Title(id);
        _stores.Add(store);
        if (title is null) return Status(context.Response, 404);
        var secret = context.Request.Cookies["csrf"];
        if (secret is not { Length: 43 })
        {
            secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            context.Response.Headers.SetCookie = $"csrf={secret}; Path=/; SameSite=Lax";
        }

        var output = Begin("A review of " + title);
        output.Write("<h1>A review of "u8);
        Escaped(output, title);
        output.Write("</h1>\n<form method=\"post\"><input type=\"hidden\" name=\"csrf\" value=\""u8);
        Escaped(output, secret);
        output.Write("\">\n"u8);
        Encoding.UTF8.GetBytes(errors, output);
        output.Write("<p><label>Name <input name=\"name\"></label></p>\n<p><label>Rating <input name=\"rating\"></label></p>\n<p><label>Text <textarea name=\"text\"></textarea></label></p>\n<p><button>Send</button></p>\n</form>\n"u8);
        return End(context.Response, output);
    }

    private async Task Post(HttpContext context, long id)
    {
        var form = await new FormPipeReader(context.Request.BodyReader).ReadFormAsync(context.RequestAborted);
        if (context.Request.Cookies["csrf"] is not { Length: 43 } secret || !form.TryGetValue("csrf", out var token)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token.ToString())))
        {
            await Status(context.Response, 403);
            return;
        }

        var store = Rent();
        try
        {
            if (store.Title(id) is null)
            {
                await Status(context.Response, 404);
                return;
            }

            var (name, text) = (Field("name").Trim(), Field("text").Trim());
            var errors = "";
            if (name.Length is 0 or > 100) errors += "<p class=\"error\">A name has 1 to 100 characters.</p>\n";
            if (text.Length is 0 or > 2000) errors += "<p class=\"error\">A review has 1 to 2000 characters.</p>\n";
            if (!int.TryParse(Field("rating"), NumberStyles.None, CultureInfo.InvariantCulture, out var rating) || rating is < 1 or > 5) errors += "<p class=\"error\">A rating is a number from 1 to 5.</p>\n";
            if (errors.Length > 0)
            {
                context.Response.StatusCode = 400;
                await Form(context, id, errors);
                return;
            }

            await _writer.WaitAsync(context.RequestAborted);
            try
            {
                store.Insert(id, name, rating, text);
            }
            finally
            {
                _writer.Release();
            }
        }
        finally
        {
            _stores.Add(store);
        }

        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/books/{id}/");
        await Status(context.Response, 302);

        string Field(string key) => form.TryGetValue(key, out var value) ? value.ToString() : "";
    }

    private Store Rent() => _stores.TryTake(out var store) ? store : new Store(path);

    private static Task Status(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private ArrayBufferWriter<byte> Begin(string title)
    {
        var output = _buffers.TryTake(out var kept) ? kept : new ArrayBufferWriter<byte>(16 * 1024);
        output.Write("<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <title>"u8);
        Escaped(output, title);
        output.Write("</title>\n  <link rel=\"stylesheet\" href=\"/static/css/site.css\">\n</head>\n<body>\n<nav><a href=\"/books/\">Books</a> <a href=\"/plaintext/\">Plain</a></nav>\n<main>\n"u8);
        return output;
    }

    private async Task End(HttpResponse response, ArrayBufferWriter<byte> output)
    {
        output.Write("</main>\n<footer>The bookshop</footer>\n</body>\n</html>\n"u8);
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = output.WrittenCount;
        await response.BodyWriter.WriteAsync(output.WrittenMemory);
        output.ResetWrittenCount();
        _buffers.Add(output);
    }
}
