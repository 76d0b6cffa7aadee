using System.Globalization;
using HandlebarsDotNet;

namespace Benchmarks.Templates;

/// <summary>Handlebars.Net, which compiles a template to expressions.</summary>
internal sealed class HandlebarsEngine : Renderer
{
    public const string Layout = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>{{Heading}}</title>
          <link rel="stylesheet" href="{{static "css/site.css"}}">
        </head>
        <body>
        <nav><a href="{{url "index"}}">Home</a> <a href="{{url "about"}}">About</a></nav>
        <main>
        {{> @partial-block}}
        </main>
        <footer>{{Books.Count}} books</footer>
        </body>
        </html>

        """;

    public const string List = """
        {{#> layout}}<h1>{{Heading}}</h1>
        <ul>
        {{#each Books}}  <li{{#if @first}} class="first"{{/if}}><a href="{{url "book_detail" Id}}">{{Title}}</a> by {{Author.Name}}, <time>{{date Published "d MMMM yyyy"}}</time> {{Price}}</li>
        {{/each}}</ul>
        {{/layout}}
        """;

    public const string Table = """
        <table>
        {{#each Books}}<tr><td>{{Id}}</td><td>{{Title}}</td><td>{{Author.Name}}</td><td>{{date Published "yyyy-MM-dd"}}</td><td>{{fixed Price}}</td><td>{{Stock}}</td></tr>
        {{/each}}</table>

        """;

    private readonly HandlebarsTemplate<TextWriter, object, object> _template;

    public HandlebarsEngine(string text) => _template = Compile(text);

    public static HandlebarsTemplate<TextWriter, object, object> Compile(string text)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { FormatProvider = CultureInfo.InvariantCulture });
        handlebars.RegisterHelper("static", (output, _, arguments) => output.WriteSafeString("/static/" + (string)arguments[0]!));
        handlebars.RegisterHelper("url", (output, _, arguments) => output.WriteSafeString((string)arguments[0]! switch
        {
            "index" => "/",
            "about" => "/about/",
            _ => $"/books/{(int)arguments[1]!}/",
        }));
        handlebars.RegisterHelper("date", (output, _, arguments) => output.WriteSafeString(((DateTime)arguments[0]!).ToString((string)arguments[1]!, CultureInfo.InvariantCulture)));
        handlebars.RegisterHelper("fixed", (output, _, arguments) => output.WriteSafeString(((decimal)arguments[0]!).ToString("F2", CultureInfo.InvariantCulture)));
        handlebars.RegisterTemplate("layout", Layout);
        return handlebars.Compile(new StringReader(text));
    }

    public override ReadOnlySpan<byte> Render(BookPage page) => Write((_template, page), static (writer, state) => state._template(writer, state.page, null!));
}
