using IdeTests.Features;
using Quintet.Ide;

namespace IdeTests.Types;

/// <summary>The variables of a template with their types, from all who render and include it.</summary>
public class ScopeTests
{
    private const string Code = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Author : Model
        {
            /// <summary>As on the cover.</summary>
            [CharField(MaxLength = 100)] public string FullName { get; set; } = "";
        }
        public partial class Book : Model
        {
            [CharField(MaxLength = 100)] public string Title { get; set; } = "";
            [ForeignKey(OnDelete.Cascade, RelatedName = "books")] public partial Author Author { get; set; }
            public int Edition() => 1;
        }
        public record Shelf(string Name, IReadOnlyList<Book> Books);
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        using Quintet.Db;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request)
            {
                var books = Book.Objects.All().ToList();
                var shelves = books.GroupBy(b => b.Title.Length).Select(g => new { Length = g.Key, Books = g.ToList() });
                return Render(request, "shop/index.html", new { books, shelves, prices = new Dictionary<string, decimal>(), PageTitle = "All", both = (1, "x") });
            }
            public static HttpResponse BookDetail(HttpRequest request, int id)
            {
                var book = GetObjectOr404(Book.Objects.Filter(b => b.Id == id));
                return Render(request, "shop/book.html", new { book, author = book.Author, other = book.Author.Books.First() });
            }
            public static HttpResponse Shelf(HttpRequest request) => Render(request, "shop/shelf.html", new Shelf("A", []));
            public static HttpResponse Entries(HttpRequest request) => Render(request, "shop/entries.html", new Dictionary<string, object?> { ["first"] = 1, ["names"] = new[] { "a" } });
            public static async Task<HttpResponse> Later(HttpRequest request) => Render(request, template: "shop/later.html", context: new { soon = Soon(), lazily = (Func<int>)(() => 1) });
            private static async Task<Book> Soon() => new();
        }
        // file: Blog/Views.cs
        using static Quintet.Shortcuts;
        namespace Blog;
        public static class Views
        {
            public static HttpResponse PostList(HttpRequest request) => Render(request, "shop/book.html", new { book = new Shop.Book(), teaser = "x" });
            public static HttpResponse PostDetail(HttpRequest request, string slug) => new("");
        }
        // file: Shop/templates/shop/book.html
        <% extends "base.html" %><% block content %>{{ book }}<% include "shop/_card.html" with shown=book.author only %><% endblock %>
        // file: Shop/templates/shop/shelf.html
        <% for one in books %><% include "shop/_row.html" %><% endfor %>
        // file: templates/base.html
        <% with site="Books" %><% block content %><% endblock %><% endwith %>

        """;

    /// <summary>What is offered at the cursor: names with types, those that every template has left out.</summary>
    private static string Show(string file, string template) => string.Join(' ', CompletionFixture.Items($"{Code}\n// file: {file}\n{template}")
        .Where(item => item.SortText?[0] != '2').Select(item => item.Detail is null ? item.Label : $"{item.Label}:{item.Detail}"));

    [Theory]
    [InlineData("shop/index.html", "{{ $0 }}", "books:List<Book> both:ValueTuple<int, string> page_title:string prices:Dictionary<string, decimal> shelves:IEnumerable<…>")]
    [InlineData("shop/index.html", "{{ books.0.$0 }}", "author:Author edition:int title:string author_id:long id:long pk:long")]
    [InlineData("shop/index.html", "<% for shelf in shelves %>{{ shelf.$0 }}<% endfor %>", "books:List<Book> length:int")]
    [InlineData("shop/index.html", "<% for shelf in shelves %><% for book in shelf.books %>{{ book.author.$0 }}<% endfor %><% endfor %>", "full_name:string books:RelatedManager<Book> id:long pk:long")]
    [InlineData("shop/index.html", "<% for name, price in prices.items %>{{ $0 }}<% endfor %>", "forloop name:string price:decimal books:List<Book> both:ValueTuple<int, string> page_title:string prices:Dictionary<string, decimal> shelves:IEnumerable<…>")]
    [InlineData("shop/index.html", "<% for book in books|slice:':3' %>{{ book.t$0 }}<% endfor %>", "author:Author edition:int title:string author_id:long id:long pk:long")]
    [InlineData("shop/index.html", "<% with newest=books|first %>{{ newest.author.f$0 }}<% endwith %>", "full_name:string books:RelatedManager<Book> id:long pk:long")]
    [InlineData("shop/index.html", "<% regroup books by author as writers %><% for writer in writers %>{{ writer.grouper.$0 }}<% endfor %>", "full_name:string books:RelatedManager<Book> id:long pk:long")]
    [InlineData("shop/index.html", "<% for x in books %>{{ forloop.$0 }}<% endfor %>", "counter:int counter0:int first:bool last:bool length:int parentloop revcounter:int revcounter0:int")]
    [InlineData("shop/shelf.html", "{{ $0 }}", "books:IReadOnlyList<Book> name:string")]
    [InlineData("shop/entries.html", "{{ $0 }}", "first:int names:string[]")]
    [InlineData("shop/later.html", "{{ $0 }}", "lazily:int soon:Book")]
    [InlineData("shop/book.html", "{{ $0 }}", "author:Author book:Book other:Book teaser:string")]
    public void A_view_gives_its_variables_with_the_types_that_C_sharp_gives_them(string file, string template, string expected) => Assert.Equal(expected, Show("Shop/templates/" + file, template));

    [Fact]
    public void A_part_has_what_is_there_where_it_is_included()
    {
        Assert.Equal("one:Book", Show("Shop/templates/shop/_row.html", "{{ on$0 }}").Split(' ').Single(item => item.StartsWith("one:", StringComparison.Ordinal)));
        // With "only", nothing else.
        Assert.Equal("shown:Author", Show("Shop/templates/shop/_card.html", "{{ $0 }}"));
        Assert.DoesNotContain(CompletionFixture.Items($"{Code}\n// file: Shop/templates/shop/_card.html\n{{{{ $0 }}}}"), item => item.Label == "request");
    }

    [Fact]
    public void A_template_that_is_extended_has_what_its_children_are_given_and_they_have_what_it_declares_around_their_blocks()
    {
        Assert.Equal("author:Author book:Book books:List<Book> both:ValueTuple<int, string> other:Book page_title:string prices:Dictionary<string, decimal> shelves:IEnumerable<…> teaser:string", Show("templates/base.html", "{{ $0 }}<% block content %><% endblock %>"));
        Assert.Equal("block site:string author:Author book:Book other:Book teaser:string", Show("Shop/templates/shop/book.html", "<% extends 'base.html' %><% block content %>{{ $0 }}<% endblock %>"));
    }

    [Fact]
    public void What_one_of_several_views_does_not_give_is_marked()
    {
        var items = CompletionFixture.Items($"{Code}\n// file: Shop/templates/shop/book.html\n{{{{ $0 }}}}").ToDictionary(item => item.Label);
        Assert.Null(items["book"].Documentation);
        Assert.Equal("Not given by Blog.Views.PostList", items["author"].Documentation);
        Assert.Equal("Not given by Shop.Views.BookDetail", items["teaser"].Documentation);
    }

    [Fact]
    public void Hover_says_type_place_summary_and_who_does_not_give_it()
    {
        var fixture = Fixture.Of($"{Code}\n// file: Shop/templates/shop/book.html\n{{{{ au$0thor.full_name }}}}");
        Assert.Equal("```csharp\nAuthor author\n```\n\nShop/Views.cs\n\nNot given by Blog.Views.PostList", HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)!.Markdown);
        fixture = Fixture.Of($"{Code}\n// file: Shop/templates/shop/book.html\n{{{{ book.author.full$0_name }}}}");
        Assert.Equal("```csharp\nstring full_name\n```\n\nAs on the cover.\n\nShop/Models.cs", HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)!.Markdown);
        Assert.Equal("FullName", Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset) is [var link] ? fixture.Files[link.TargetPath][link.TargetNameSpan.Start..link.TargetNameSpan.End] : "");
    }

    [Fact]
    public void A_template_that_includes_itself_ends() => Assert.Equal("", Show("templates/loop.html", "<% include 'loop.html' %><% include 'a.html' %>{{ $0 }}\n// file: templates/a.html\n<% include 'loop.html' %>"));
}
