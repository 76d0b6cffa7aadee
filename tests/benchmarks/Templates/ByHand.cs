using System.Buffers;
using System.Globalization;
using System.Text;
using static Benchmarks.Utf8Text;

namespace Benchmarks.Templates;

/// <summary>What a patient expert writes without any engine: UTF-8 into a buffer that is kept. The limit.</summary>
internal abstract class Utf8ByHand : Renderer
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);

    public sealed override ReadOnlySpan<byte> Render(BookPage page)
    {
        _output.ResetWrittenCount();
        Write(_output, page);
        return _output.WrittenSpan;
    }

    protected abstract void Write(ArrayBufferWriter<byte> output, BookPage page);

    internal sealed class Page : Utf8ByHand
    {
        protected override void Write(ArrayBufferWriter<byte> output, BookPage page)
        {
            output.Write("<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <title>"u8);
            Escaped(output, page.Heading);
            output.Write("</title>\n  <link rel=\"stylesheet\" href=\"/static/css/site.css\">\n</head>\n<body>\n<nav><a href=\"/\">Home</a> <a href=\"/about/\">About</a></nav>\n<main>\n<h1>"u8);
            Escaped(output, page.Heading);
            output.Write("</h1>\n<ul>\n"u8);
            var first = true;
            foreach (var book in page.Books)
            {
                output.Write(first ? "  <li class=\"first\"><a href=\"/books/"u8 : "  <li><a href=\"/books/"u8);
                first = false;
                Formatted(output, book.Id);
                output.Write("/\">"u8);
                Escaped(output, book.Title);
                output.Write("</a> by "u8);
                Escaped(output, book.Author.Name);
                output.Write(", <time>"u8);
                Formatted(output, book.Published, "d MMMM yyyy");
                output.Write("</time> "u8);
                Formatted(output, book.Price);
                output.Write("</li>\n"u8);
            }

            output.Write("</ul>\n\n</main>\n<footer>"u8);
            Formatted(output, page.Books.Count);
            output.Write(" books</footer>\n</body>\n</html>\n"u8);
        }
    }

    internal sealed class Table : Utf8ByHand
    {
        protected override void Write(ArrayBufferWriter<byte> output, BookPage page)
        {
            output.Write("<table>\n"u8);
            foreach (var book in page.Books)
            {
                output.Write("<tr><td>"u8);
                Formatted(output, book.Id);
                output.Write("</td><td>"u8);
                Escaped(output, book.Title);
                output.Write("</td><td>"u8);
                Escaped(output, book.Author.Name);
                output.Write("</td><td>"u8);
                Formatted(output, book.Published, "yyyy-MM-dd");
                output.Write("</td><td>"u8);
                Formatted(output, book.Price, "F2");
                output.Write("</td><td>"u8);
                Formatted(output, book.Stock);
                output.Write("</td></tr>\n"u8);
            }

            output.Write("</table>\n"u8);
        }
    }
}

/// <summary>A StringBuilder, turned into UTF-8 at the end: what most people write by hand.</summary>
internal abstract class StringBuilderByHand : Renderer
{
    private byte[] _bytes = [];

    public sealed override ReadOnlySpan<byte> Render(BookPage page)
    {
        _bytes = Encoding.UTF8.GetBytes(Build(page));
        return _bytes;
    }

    protected abstract string Build(BookPage page);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#x27;", StringComparison.Ordinal);

    internal sealed class Page : StringBuilderByHand
    {
        protected override string Build(BookPage page)
        {
            var text = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <title>");
            text.Append(Escape(page.Heading));
            text.Append("</title>\n  <link rel=\"stylesheet\" href=\"/static/css/site.css\">\n</head>\n<body>\n<nav><a href=\"/\">Home</a> <a href=\"/about/\">About</a></nav>\n<main>\n<h1>");
            text.Append(Escape(page.Heading)).Append("</h1>\n<ul>\n");
            var first = true;
            foreach (var book in page.Books)
            {
                text.Append(first ? "  <li class=\"first\"><a href=\"/books/" : "  <li><a href=\"/books/").Append(book.Id).Append("/\">").Append(Escape(book.Title));
                first = false;
                text.Append("</a> by ").Append(Escape(book.Author.Name)).Append(", <time>").Append(book.Published.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
                text.Append("</time> ").Append(book.Price.ToString(CultureInfo.InvariantCulture)).Append("</li>\n");
            }

            return text.Append("</ul>\n\n</main>\n<footer>").Append(page.Books.Count).Append(" books</footer>\n</body>\n</html>\n").ToString();
        }
    }

    internal sealed class Table : StringBuilderByHand
    {
        protected override string Build(BookPage page)
        {
            var text = new StringBuilder("<table>\n");
            foreach (var book in page.Books)
            {
                text.Append("<tr><td>").Append(book.Id).Append("</td><td>").Append(Escape(book.Title)).Append("</td><td>").Append(Escape(book.Author.Name));
                text.Append("</td><td>").Append(book.Published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append("</td><td>");
                text.Append(book.Price.ToString("F2", CultureInfo.InvariantCulture)).Append("</td><td>").Append(book.Stock).Append("</td></tr>\n");
            }

            return text.Append("</table>\n").ToString();
        }
    }
}
