using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>A variable is one thing in the C# that gives it and in all templates that see it.</summary>
public class VariableRenameTests
{
    private const string Code = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Book : Model
        {
            [CharField(MaxLength = 100)] public string Title { get; set; } = "";
        }
        public record Shelf(string Label);
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        using Quintet.Db;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request)
            {
                var books = Book.Objects.All();
                return Render(request, "shop/index.html", new { books, PageTitle = "All", label = "x" });
            }
            public static HttpResponse Search(HttpRequest request) => Render(request, "shop/index.html", new { books = Book.Objects.All(), PageTitle = "Found", label = "y" });
            public static HttpResponse BookDetail(HttpRequest request, int id) => Render(request, "shop/book.html", new Dictionary<string, object?> { ["book"] = new Book(), { "label", "b" } });
            public static HttpResponse Shelves(HttpRequest request) => Render(request, "shop/shelf.html", new Shelf("a"));
            public static HttpResponse Free(HttpRequest request, Dictionary<string, object?> given) => Render(request, "shop/free.html", given);
            public static HttpResponse Two(HttpRequest request)
            {
                var page = new { first = 1, second = "s" };
                return page.first > 0 ? Render(request, "shop/two.html", page) : Render(request, "shop/other.html", page);
            }
        }
        // file: Shop/Pages.cs
        using Quintet.Views;
        namespace Shop;
        public class BookList : ListView<Book>
        {
            public override string? TemplateName => "shop/list.html";
            public override string? ContextObjectName => "books";
            public override ContextData GetContextData()
            {
                var context = base.GetContextData();
                context["heading"] = "All";
                context["count"] = context["heading"] is string text ? text.Length : 0;
                return context;
            }
        }
        public class ShortList : BookList
        {
            public override ContextData GetContextData()
            {
                var context = base.GetContextData();
                if (context.ContainsKey("heading")) context["short"] = true;
                return context;
            }
        }
        // file: Shop/Urls.cs
        using static Quintet.Urls.UrlHelpers;
        using Quintet.Views;
        namespace Shop;
        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("list/", () => new BookList()),
                Path("short/", () => new ShortList()),
                Path("own/", () => new ListView<Book> { TemplateName = "shop/own.html", ContextObjectName = "mine", ExtraContext = new { PageTitle = "Mine" } }),
                Path("plain/", () => new ListView<Book> { TemplateName = "shop/plain.html" }),
            ];
        }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;
        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Include<Shop.Urls>()), Path("blog/", Include<Blog.Urls>())];
        }
        // file: Shop/templates/shop/index.html
        <% extends "base.html" %><% block body %>{{ page_title }}{{ PageTitle }}<% for book in books %><% include "shop/_card.html" %><% endfor %><% include "./_foot.html" %><% endblock %>
        // file: Shop/templates/shop/book.html
        <% include "shop/_card.html" %>{{ label }}
        // file: Shop/templates/shop/_card.html
        <b>{{ book.title }}</b>
        // file: Shop/templates/shop/_foot.html
        <% if books %>{{ books|length }}<% endif %>
        // file: Shop/templates/shop/shelf.html
        {{ label }}
        // file: Shop/templates/shop/free.html
        {{ anything }}<% with own=1 %>{{ own }}<% endwith %>
        // file: Shop/templates/shop/two.html
        {{ first }}
        // file: Shop/templates/shop/other.html
        {{ first }}{{ second }}
        // file: Shop/templates/shop/list.html
        <h1>{{ heading }}</h1>{{ count }}{{ books|length }}{{ short }}
        // file: Shop/templates/shop/own.html
        {{ PageTitle }}{{ mine|length }}<% for one in mine %><% include "shop/_card.html" with book=one only %><% endfor %>
        // file: Shop/templates/shop/plain.html
        {{ object_list|length }}
        // file: templates/base.html
        <title>{{ page_title|default:"Books" }}</title>{{ books }}<% block body %><% endblock %>
        // file: templates/parts.html
        <% partialdef row %>{{ item }}<% endpartialdef %><% for item in "ab" %><% partial row %><% endfor %><% url 'x' as link %>{{ link }}

        """;

    private static Fixture With(string mark, string marked) => Fixture.Of(Once(Code, mark, marked));

    private static string Once(string text, string mark, string marked)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(at >= 0, $"There is no '{mark}'.");
        return text[..at] + marked + text[(at + mark.Length)..];
    }

    private static Dictionary<string, string> Apply(Fixture fixture, string newName) => fixture.With(Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, newName).Edits);

    /// <summary>The lines that changed.</summary>
    private static string Changed(Fixture fixture, string newName) => string.Join('\n', Apply(fixture, newName).OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file =>
        file.Value.Split('\n').Zip(fixture.Snapshot.GetDocument(Fixture.At(file.Key))!.Text.Split('\n')).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Trim())));

    [Theory]
    // From each template that sees it, through extends, and an include that is relative.
    [InlineData("for book in books", "for book in bo$0oks")]
    [InlineData("{{ books }}", "{{ $0books }}")]
    [InlineData("{{ books|length }}<% endif", "{{ books$0|length }}<% endif")]
    // From C#, where the name is one of its own.
    [InlineData("{ books = Book", "{ bo$0oks = Book")]
    public void A_context_key_changes_in_its_views_and_in_every_template_that_sees_it(string mark, string marked) => Assert.Equal(
        """
        return Render(request, "shop/index.html", new { shelf = books, PageTitle = "All", label = "x" });
        public static HttpResponse Search(HttpRequest request) => Render(request, "shop/index.html", new { shelf = Book.Objects.All(), PageTitle = "Found", label = "y" });
        <% if shelf %>{{ shelf|length }}<% endif %>
        <% extends "base.html" %><% block body %>{{ page_title }}{{ PageTitle }}<% for book in shelf %><% include "shop/_card.html" %><% endfor %><% include "./_foot.html" %><% endblock %>
        <title>{{ page_title|default:"Books" }}</title>{{ shelf }}<% block body %><% endblock %>
        """, Changed(With(mark, marked), "shelf"));

    [Fact]
    public void A_name_is_spelled_as_its_language_does() => Assert.Equal(
        """
        return Render(request, "shop/index.html", new { books, MainHeading = "All", label = "x" });
        public static HttpResponse Search(HttpRequest request) => Render(request, "shop/index.html", new { books = Book.Objects.All(), MainHeading = "Found", label = "y" });
        <% extends "base.html" %><% block body %>{{ main_heading }}{{ MainHeading }}<% for book in books %><% include "shop/_card.html" %><% endfor %><% include "./_foot.html" %><% endblock %>
        <title>{{ main_heading|default:"Books" }}</title>{{ books }}<% block body %><% endblock %>
        """, Changed(With("{{ PageTitle }}", "{{ Page$0Title }}"), "main_heading"));

    [Theory]
    [InlineData("{{ book.title }}", "{{ bo$0ok.title }}")]
    [InlineData("for book in", "for bo$0ok in")]
    [InlineData("[\"book\"]", "[\"bo$0ok\"]")]
    [InlineData("with book=one", "with b$0ook=one")]
    public void A_part_and_those_who_show_it_have_one_name(string mark, string marked) => Assert.Equal(
        """
        public static HttpResponse BookDetail(HttpRequest request, int id) => Render(request, "shop/book.html", new Dictionary<string, object?> { ["volume"] = new Book(), { "label", "b" } });
        <b>{{ volume.title }}</b>
        <% extends "base.html" %><% block body %>{{ page_title }}{{ PageTitle }}<% for volume in books %><% include "shop/_card.html" %><% endfor %><% include "./_foot.html" %><% endblock %>
        {{ PageTitle }}{{ mine|length }}<% for one in mine %><% include "shop/_card.html" with volume=one only %><% endfor %>
        """, Changed(With(mark, marked), "volume"));

    [Fact]
    public void An_entry_of_a_dictionary_is_not_that_of_another_view() => Assert.Equal(
        """
        public static HttpResponse BookDetail(HttpRequest request, int id) => Render(request, "shop/book.html", new Dictionary<string, object?> { ["book"] = new Book(), { "kind", "b" } });
        <% include "shop/_card.html" %>{{ kind }}
        """, Changed(With("\"label\", ", "\"la$0bel\", "), "kind"));

    [Fact]
    public void What_a_class_reads_again_changes_with_it() => Assert.Equal(
        """
        context["title"] = "All";
        context["count"] = context["title"] is string text ? text.Length : 0;
        if (context.ContainsKey("title")) context["short"] = true;
        <h1>{{ title }}</h1>{{ count }}{{ books|length }}{{ short }}
        """, Changed(With("{{ heading }}", "{{ head$0ing }}"), "title"));

    [Fact]
    public void The_object_of_a_generic_view_is_called_as_the_view_says() => Assert.Equal(
        """
        Path("own/", () => new ListView<Book> { TemplateName = "shop/own.html", ContextObjectName = "ours", ExtraContext = new { PageTitle = "Mine" } }),
        {{ PageTitle }}{{ ours|length }}<% for one in ours %><% include "shop/_card.html" with book=one only %><% endfor %>
        """, Changed(With("{{ mine|length }}", "{{ mi$0ne|length }}"), "ours"));

    [Fact]
    public void Extra_variables_have_the_name_that_C_sharp_writes() => Assert.Equal(
        """
        Path("own/", () => new ListView<Book> { TemplateName = "shop/own.html", ContextObjectName = "mine", ExtraContext = new { Heading = "Mine" } }),
        {{ Heading }}{{ mine|length }}<% for one in mine %><% include "shop/_card.html" with book=one only %><% endfor %>
        """, Changed(With("{{ PageTitle }}{{ mine", "{{ $0PageTitle }}{{ mine"), "Heading"));

    [Fact]
    public void An_object_that_C_sharp_reads_itself_is_read_by_the_new_name() => Assert.Equal(
        """
        var page = new { @class = 1, second = "s" };
        return page.@class > 0 ? Render(request, "shop/two.html", page) : Render(request, "shop/other.html", page);
        {{ class }}{{ second }}
        {{ class }}
        """, Changed(With("{{ first }}", "{{ fi$0rst }}"), "class"));

    [Theory]
    [InlineData("for item in", "for it$0em in", "<% partialdef row %>{{ letter }}<% endpartialdef %><% for letter in \"ab\" %><% partial row %><% endfor %><% url 'x' as link %>{{ link }}")]
    [InlineData("{{ item }}", "{{ it$0em }}", "<% partialdef row %>{{ letter }}<% endpartialdef %><% for letter in \"ab\" %><% partial row %><% endfor %><% url 'x' as link %>{{ link }}")]
    [InlineData("as link", "as li$0nk", "<% partialdef row %>{{ item }}<% endpartialdef %><% for item in \"ab\" %><% partial row %><% endfor %><% url 'x' as letter %>{{ letter }}")]
    public void What_tags_declare_changes_with_the_parts_that_they_show(string mark, string marked, string expected) => Assert.Equal(expected, Changed(With(mark, marked), "letter"));

    [Fact]
    public void The_new_state_has_no_fault_that_the_old_one_had_not()
    {
        var fixture = With("{{ book.title }}", "{{ bo$0ok.title }}");
        var before = Faults(fixture);
        foreach (var (path, text) in Apply(fixture, "volume")) fixture.Edit(path, text);
        Assert.Equal(before, Faults(fixture));

        static List<string> Faults(Fixture fixture) => [.. Diagnostics.OfProject(fixture.Snapshot, fixture.Project).SelectMany(file => file.Items.Select(item => $"{file.Path} {item.Id} {item.Message}")).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void References_are_found_in_the_same_places()
    {
        var fixture = With("for book in books", "for book in bo$0oks");
        var all = References.At(fixture.Snapshot, fixture.Path, fixture.Offset).Select(place => Path.GetRelativePath(Fixture.Root, place.Path)).Distinct();
        Assert.Equal(["Shop/Views.cs", "Shop/templates/shop/_foot.html", "Shop/templates/shop/index.html", "templates/base.html"], all);
        Assert.DoesNotContain(References.At(fixture.Snapshot, fixture.Path, fixture.Offset, withDeclarations: false), place => place.Path.EndsWith(".cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{ label }}\n// file: Shop/templates/shop/free", "{{ la$0bel }}\n// file: Shop/templates/shop/free", "kind", "'label' is a member that Shop/Models.cs declares. Rename it there, in C#, and then in the templates.")]
    [InlineData("{{ object_list|length }}", "{{ object_li$0st|length }}", "all", "Here is nothing that can be renamed")]
    [InlineData("{{ anything }}", "{{ any$0thing }}", "all", "Here is nothing that can be renamed")]
    [InlineData("{{ book.title }}", "{{ $0book.title }}", "books", "There is a variable 'books' in ")]
    [InlineData("{{ heading }}", "{{ $0heading }}", "count", "There is a variable 'count' in Shop/templates/shop/list.html already, where 'heading' is one.")]
    [InlineData("{{ heading }}", "{{ $0heading }}", "2nd", "'2nd' cannot be a variable's name")]
    [InlineData("{{ heading }}", "{{ $0heading }}", "view", "There is a variable 'view' in Shop/templates/shop/list.html already, where 'heading' is one.")]
    public void What_cannot_be_is_refused_with_a_reason(string mark, string marked, string newName, string message)
    {
        var fixture = With(mark, marked);
        Assert.StartsWith(message, Assert.Throws<RenameException>(() => Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, newName)).Message);
    }

    [Fact]
    public void Who_gives_what_cannot_be_read_keeps_the_name()
    {
        var fixture = With("{{ first }}\n// file: Shop/templates/shop/other.html\n", "{{ fi$0rst }}\n// file: Shop/templates/shop/other.html\n<% include 'shop/two.html' %>");
        Assert.NotEmpty(Apply(fixture, "number"));
        fixture.Edit("Shop/templates/shop/free.html", "<% include 'shop/two.html' %>");
        Assert.Equal("'first' keeps its name. Shop.Views.Free gives shop/free.html variables that cannot be read, and 'first' may be among them.", Assert.Throws<RenameException>(() => Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, "number")).Message);
    }

    [Fact]
    public void C_sharp_that_would_not_compile_is_not_written()
    {
        var fixture = With("{{ first }}{{ second }}", "{{ fi$0rst }}");
        fixture.Edit("Shop/templates/shop/two.html", "{{ first }}");
        var message = Assert.Throws<RenameException>(() => Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, "second")).Message;
        Assert.True(message.StartsWith("There is a variable 'second'", StringComparison.Ordinal) || message.StartsWith("With 'second' the C# would not compile", StringComparison.Ordinal), message);
    }

    [Fact]
    public void The_cursor_is_on_the_name_alone()
    {
        var fixture = With("[\"book\"]", "[\"bo$0ok\"]");
        Assert.Equal("book", Rename.Prepare(fixture.Snapshot, fixture.Path, fixture.Offset)?.Span.Of(fixture.Text));
        // What is called as its value is renamed by C#, or from a template.
        fixture = With("new { books,", "new { bo$0oks,");
        Assert.Null(Rename.Prepare(fixture.Snapshot, fixture.Path, fixture.Offset));
        fixture = With("{{ second }}", "{{ sec$0ond }}");
        Assert.Equal("second", Rename.Prepare(fixture.Snapshot, fixture.Path, fixture.Offset)?.Name);
    }
}
