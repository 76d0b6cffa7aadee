using System.Buffers;
using Quintet;
using Quintet.Routing;
using Quintet.Templates;

namespace Benchmarks.Templates;

/// <summary>This project's engine, with its real URL reversal.</summary>
internal sealed class QuintetEngine(string entry) : Renderer
{
    public const string Base = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title><% block title %>Bookshop<% endblock %></title>
          <link rel="stylesheet" href="<% static 'css/site.css' %>">
        </head>
        <body>
        <nav><a href="<% url 'index' %>">Home</a> <a href="<% url 'about' %>">About</a></nav>
        <main>
        <% block content %><% endblock %>
        </main>
        <footer>{{ books|length }} books</footer>
        </body>
        </html>

        """;

    public const string BaseWithLoad = "<% load static %>" + Base;

    public const string List = """
        <% extends "base.html" %>
        <% block title %>{{ heading }}<% endblock %>
        <% block content %><h1>{{ heading }}</h1>
        <ul>
        <% for book in books %>  <li<% if forloop.first %> class="first"<% endif %>><a href="<% url 'book_detail' id=book.id %>">{{ book.title }}</a> by {{ book.author.name }}, <time>{{ book.published|date:"j F Y" }}</time> {{ book.price }}</li>
        <% endfor %></ul>
        <% endblock %>
        """;

    public const string Table = """
        <table>
        <% for book in books %><tr><td>{{ book.id }}</td><td>{{ book.title }}</td><td>{{ book.author.name }}</td><td>{{ book.published|date:"Y-m-d" }}</td><td>{{ book.price|floatformat:2 }}</td><td>{{ book.stock }}</td></tr>
        <% endfor %></table>

        """;

    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly Template _template = Engine(new Dictionary<string, string> { ["base.html"] = BaseWithLoad, ["list.html"] = List, ["table.html"] = Table }).GetTemplate(entry);

    public static Engine Engine(Dictionary<string, string> templates) => Engine([new MemoryLoader(templates)]);

    public static Engine Engine(IReadOnlyList<TemplateLoader> loaders) => new(new()
    {
        Loaders = loaders,
        Urls = Urls.Reverser,
        StaticUrls = new StaticFiles(),
    });

    private static UrlTree Urls { get; } = new(
    [
        new UrlLeaf(RoutePattern.Parse(""), "index", "index"),
        new UrlLeaf(RoutePattern.Parse("about/"), "about", "about"),
        new UrlLeaf(RoutePattern.Parse("books/<int:id>/"), "book", "book_detail"),
        new UrlLeaf(RoutePattern.Parse("authors/<int:id>/"), "author", "author_detail"),
    ]);

    public override ReadOnlySpan<byte> Render(BookPage page)
    {
        _output.ResetWrittenCount();
        _template.Render(_output, RenderContext.From(page));
        return _output.WrittenSpan;
    }

    private sealed class StaticFiles : IStaticUrls
    {
        public string StaticPrefix => "/static/";

        public string MediaPrefix => "/media/";

        public string Url(string path) => StaticPrefix + path;
    }
}
