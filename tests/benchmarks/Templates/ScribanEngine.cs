using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Benchmarks.Templates;

/// <summary>Scriban, which interprets its tree.</summary>
internal sealed class ScribanEngine : Renderer
{
    public const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>{{ heading | html.escape }}</title>
          <link rel="stylesheet" href="{{ static 'css/site.css' }}">
        </head>
        <body>
        <nav><a href="{{ url 'index' 0 }}">Home</a> <a href="{{ url 'about' 0 }}">About</a></nav>
        <main>

        """;

    public const string Foot = """

        </main>
        <footer>{{ books.size }} books</footer>
        </body>
        </html>

        """;

    public const string List = """
        {{ include 'head' }}<h1>{{ heading | html.escape }}</h1>
        <ul>
        {{ for book in books }}  <li{{ if for.first }} class="first"{{ end }}><a href="{{ url 'book_detail' book.id }}">{{ book.title | html.escape }}</a> by {{ book.author.name | html.escape }}, <time>{{ date book.published 'd MMMM yyyy' }}</time> {{ book.price }}</li>
        {{ end }}</ul>
        {{ include 'foot' }}
        """;

    public const string Table = """
        <table>
        {{ for book in books }}<tr><td>{{ book.id }}</td><td>{{ book.title | html.escape }}</td><td>{{ book.author.name | html.escape }}</td><td>{{ date book.published 'yyyy-MM-dd' }}</td><td>{{ fixed book.price }}</td><td>{{ book.stock }}</td></tr>
        {{ end }}</table>

        """;

    private readonly Scriban.Template _template;

    public ScribanEngine(string text) => _template = Parse(text);

    public static Scriban.Template Parse(string text) => Scriban.Template.Parse(text);

    public override ReadOnlySpan<byte> Render(BookPage page) => Write((_template, page), static (writer, state) =>
    {
        var globals = new ScriptObject();
        globals.Import(state.page);
        globals.Import("static", (string path) => "/static/" + path);
        globals.Import("date", (DateTime value, string format) => value.ToString(format, CultureInfo.InvariantCulture));
        globals.Import("fixed", (decimal value) => value.ToString("F2", CultureInfo.InvariantCulture));
        globals.Import("url", (string name, int id) => name switch { "index" => "/", "about" => "/about/", _ => $"/books/{id}/" });
        var context = new Scriban.TemplateContext { TemplateLoader = new Files(), LoopLimit = 0 };
        context.PushGlobal(globals);
        context.PushOutput(new TextWriterOutput(writer));
        state._template.Render(context);
    });

    private sealed class Files : ITemplateLoader
    {
        public string GetPath(Scriban.TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

        public string Load(Scriban.TemplateContext context, SourceSpan callerSpan, string templatePath) => (templatePath == "head" ? Head : Foot);

        public ValueTask<string?> LoadAsync(Scriban.TemplateContext context, SourceSpan callerSpan, string templatePath) => new(Load(context, callerSpan, templatePath));
    }
}
