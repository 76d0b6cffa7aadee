using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>What a template shows, held against the types of those who render it: each rule with a case that fires and those that do not.</summary>
public class VariableDiagnosticsTests
{
    private const string Code = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Book : Model
        {
            [CharField(MaxLength = 100)] public string Title { get; set; } = "";
        }
        public partial class Copy : Model
        {
            [ForeignKey(OnDelete.Cascade, RelatedName = "copies")] public partial Book Book { get; set; }
        }
        [QuerySetMethods] public static partial class BookVerbs
        {
            /// <summary>Those that stand on a shelf.</summary>
            public static QuerySet<Book> OnShelf(this QuerySet<Book> books, int least = 1) => books;
            public static QuerySet<Book> By(this QuerySet<Book> books, string author) => books;
            public static int Pages(this QuerySet<Book> books) => 3;
        }
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html", new { books = Book.Objects.All(), count = 3, price = 1.5m, word = "x", anything = (object)1, map = new Dictionary<string, int>(), manager = Book.Objects, titles = Book.Objects.All().Values(b => b.Title) });
            public static HttpResponse BookDetail(HttpRequest request, int id) => Render(request, "shop/book.html", new { book = new Book() });
        }
        // file: templates/base.html
        <% block content %><% endblock %><% block footer %><% endblock %>
        // file: Shop/templates/shop/_card.html
        <h3>{{ book.title }}</h3><% if note %>{{ note }}<% endif %>{{ teaser|default:"" }}
        // file: Shop/templates/shop/book.html
        <% include "shop/_card.html" %>

        """;

    private static string Found(string sections)
    {
        var fixture = Fixture.Of(Code + sections);
        return string.Join('\n', Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(diagnostic => $"{diagnostic.Id} {fixture.Text[diagnostic.Span.Start..diagnostic.Span.End]}: {diagnostic.Message}"));
    }

    private static string InIndex(string template) => Found("// file: Shop/templates/shop/index.html\n" + template + "$0");

    [Theory]
    [InlineData("{{ book }}", "QT1014 book: The template is not given 'book' by Shop.Views.Index. Did you mean 'books'?")]
    [InlineData("<% if zzz %><% endif %>", "QT1014 zzz: The template is not given 'zzz' by Shop.Views.Index.")]
    [InlineData("<% for b in boks %>{{ b }}<% endfor %>{{ b }}", "QT1014 boks: The template is not given 'boks' by Shop.Views.Index. Did you mean 'books'?\nQT1014 b: The template is not given 'b' by Shop.Views.Index.")]
    [InlineData("{{ count|add:coutn }}", "QT1014 coutn: The template is not given 'coutn' by Shop.Views.Index. Did you mean 'count'?")]
    [InlineData("<% with a=cuont %>{{ a }}<% endwith %>", "QT1014 cuont: The template is not given 'cuont' by Shop.Views.Index. Did you mean 'count'?")]
    public void A_variable_that_nobody_gives(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Theory]
    [InlineData("new { PageTitle = 1 }", "")]
    [InlineData("new Dictionary<string, object?> { [\"PageTitle\"] = 1 }", "QT1014 page_title: The template is not given 'page_title' by Shop.Views.Index. Did you mean 'PageTitle'?")]
    public void What_C_sharp_names_is_called_as_it_runs_by_both_names_where_it_is_a_member_and_by_its_key_where_it_is_an_entry(string given, string expected) => Assert.Equal(expected, Found(
        $$$$"""
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html", {{{{given}}}});
            public static HttpResponse BookDetail(HttpRequest request, int id) => new("");
        }
        // file: Shop/templates/shop/index.html
        $0{{ PageTitle }}{{ page_title }}
        """));

    [Fact]
    public void A_template_that_is_named_relative_to_another_sees_what_that_is_given() =>
        Assert.Equal("QT1014 boks: The template is not given 'boks' by Shop.Views.Index. Did you mean 'books'?", Found("// file: Shop/templates/shop/index.html\n<% extends '../part.html' %>\n// file: Shop/templates/part.html\n$0{{ books }}{{ boks }}"));

    [Theory]
    [InlineData("{{ books }}{{ count }}{{ request.path }}{{ user.username }}{{ csrf_token }}{{ debug }}{{ True }}{{ None }}{{ 'text' }}{{ 12 }}{{ _('hello') }}")]
    [InlineData("<% for b in books %>{{ b.title }}{{ forloop.counter }}{{ forloop.parentloop.counter }}<% empty %>{{ count }}<% endfor %>")]
    [InlineData("<% with a=count b=word %>{{ a }}{{ b }}<% endwith %><% with count as c %>{{ c }}<% endwith %>")]
    [InlineData("<% url 'index' as home %>{{ home }}<% now 'Y' as year %>{{ year }}<% cycle 'a' 'b' as row silent %>{{ row }}<% firstof count word as one %>{{ one }}")]
    [InlineData("<% regroup books by title as groups %><% for g in groups %>{{ g.grouper }}{{ g.list }}<% endfor %><% for title, list in groups %>{{ title }}{{ list }}<% endfor %>")]
    [InlineData("<% if count > 3 and word == 'x' or not count in map %><% elif count is None %><% else %><% endif %>")]
    [InlineData("<% load i18n %><% blocktranslate count n=count trimmed %>{{ n }} one<% plural %>{{ n }} many<% endblocktranslate %><% blocktranslate asvar said %>Hi<% endblocktranslate %>{{ said }}<% get_current_language as LANG %>{{ LANG }}<% get_language_info for LANG as info %>{{ info.name }}")]
    [InlineData("<% load cache %><% cache 500 sidebar word %>{{ count }}<% endcache %><% lorem 3 w random %><% widthratio count 10 100 as width %>{{ width }}<% load tz %><% localtime on %>{{ count }}<% endlocaltime %>")]
    [InlineData("<% partialdef row inline %>{{ whatever }}<% endpartialdef %><% autoescape off %>{{ word }}<% endautoescape %><% templatetag openblock %><% filter upper %>{{ word }}<% endfilter %>")]
    [InlineData("<% comment %>{{ nobody }}<% endcomment %>{# {{ nobody }} #}<% verbatim %>{{ nobody }}<% endverbatim %>")]
    [InlineData("{{ nob")]
    public void Variables_that_are_there(string template) => Assert.DoesNotContain("QT1014", InIndex(template));

    [Theory]
    [InlineData("// file: templates/free.html\n{{ anything }}{{ at.all }}$0")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Any(HttpRequest request, string name) => Render(request, name, new { zzz = 1 }); }\n// file: Shop/templates/shop/index.html\n{{ zzz }}$0")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Any(HttpRequest request, string name, object context) => Render(request, name, context); }\n// file: Shop/templates/shop/index.html\n{{ zzz }}$0")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Any(HttpRequest request, string name) => Render(request, name, new { books = new[] { new { pages = 1 } } }); }\n// file: Shop/templates/shop/_row.html\n{{ row.pages }}$0\n// file: Shop/templates/shop/index.html\n<% for b in books %>{{ b.pages }}<% include 'shop/_row.html' with row=b %><% endfor %>")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Any(HttpRequest request, object context) => Render(request, \"shop/index.html\", context); }\n// file: Shop/templates/shop/index.html\n{{ zzz }}$0")]
    [InlineData("// file: Settings.cs\npublic partial class Settings : Quintet.Conf.Settings { public Settings() { RootUrlConf = typeof(Urls); InstalledApps = [typeof(Shop.ShopApp), typeof(Blog.BlogApp)]; Templates = [new QuintetTemplates { Dirs = [BaseDir / \"templates\"], AppDirs = true, ContextProcessors = [Elsewhere.Given] }]; } }\n// file: Shop/templates/shop/index.html\n{{ zzz }}$0")]
    public void Where_others_may_be_given_nothing_is_claimed(string sections) => Assert.Equal("", Found(sections));

    [Fact]
    public void What_nobody_gives_is_told_though_some_templates_names_are_computed() => Assert.Equal("QT1014 zzz: The template is not given 'zzz' by Shop.Views.Index.", Found("""
        // file: Shop/More.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class More { public static HttpResponse Any(HttpRequest request, string name) => Render(request, name, new { other = 1 }); }
        // file: Shop/templates/shop/index.html
        {{ other }}{{ zzz }}$0
        """));

    private const string Generic = """
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;
        using Shop;
        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path<BookList>("", name: "index"),
                Path("year/<int:year>/", () => new YearArchiveView<Book> { DateField = "title", TemplateName = "shop/year.html" }),
                Path("<int:pk>/", () => new DetailView<Book> { ContextObjectName = "volume" }, name: "book_detail"),
            ];
        }

        """;

    [Theory]
    [InlineData("// file: Shop/templates/shop/list.html\n{{ page_obj.number }}{{ paginator.count }}{{ is_paginated }}{{ object_list }}{{ book_list }}{{ heading }}{{ view }}{{ user }}{{ paeg_obj }}$0", "QT1014 paeg_obj: The template is not given 'paeg_obj' by Shop.BookList. Did you mean 'page_obj'?")]
    [InlineData("// file: Shop/templates/shop/year.html\n{{ date_list }}{{ year }}{{ previous_year }}{{ next_year }}{{ book_list }}{{ previuos_year }}{{ messages }}$0", "QT1014 previuos_year: The template is not given 'previuos_year' by YearArchiveView<Book>. Did you mean 'previous_year'?\nQT1014 messages: The template is not given 'messages' by YearArchiveView<Book>.")]
    [InlineData("// file: Shop/templates/shop/book_detail.html\n{{ volume.title }}{{ object.title }}{{ objcet }}$0", "QT1014 objcet: The template is not given 'objcet' by DetailView<Book>. Did you mean 'object'?")]
    public void What_a_generic_view_gives_is_known(string sections, string expected) => Assert.Equal(expected, Found(Generic + "// file: Shop/List.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { public override string? TemplateName => \"shop/list.html\"; public override ContextData GetContextData() { var data = base.GetContextData(); data[\"heading\"] = \"Books\"; return data; } }\n" + sections));

    [Theory]
    [InlineData("public override ContextData GetContextData() { var data = base.GetContextData(); More.Add(data); return data; }")]
    [InlineData("public override ContextData GetContextData() { var data = base.GetContextData(); data.Add(\"zzz\", 1); return data; }")]
    [InlineData("public override ContextData GetContextData() { var data = base.GetContextData(); data[Key] = 1; return data; }")]
    [InlineData("public override ContextData GetContextData() => More.With(base.GetContextData());")]
    [InlineData("public override HttpResponse RenderToResponse(ContextData context) => base.RenderToResponse(More.With(context));")]
    [InlineData("public override object? ExtraContext => More.All();")]
    public void A_view_whose_context_cannot_be_read_may_give_anything(string member) =>
        Assert.Equal("", Found(Generic + $"// file: Shop/List.cs\nnamespace Shop;\npublic class BookList : ListView<Book> {{ public override string? TemplateName => \"shop/list.html\"; {member} }}\n// file: Shop/templates/shop/list.html\n{{{{ zzz }}}}$0"));

    [Fact]
    public void A_view_that_a_computed_route_may_lead_to_may_give_anything() =>
        Assert.Equal("", Found(Generic.Replace("Path<BookList>", "..Made(), Path<BookList>", StringComparison.Ordinal) + "// file: Shop/List.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { public override string? TemplateName => \"shop/list.html\"; }\n// file: Shop/templates/shop/list.html\n{{ zzz }}$0"));

    [Fact]
    public void Own_context_processors_and_tags_are_known() => Assert.Equal("QT1014 zzz: The template is not given 'zzz' by Shop.Views.Index.", Found("""
        // file: Shop/Processors.cs
        namespace Shop;
        public static class Processors { public static object Basket(HttpRequest request) => new { basket_size = 3 }; }
        // file: Settings.cs
        public partial class Settings : Quintet.Conf.Settings { public Settings() { RootUrlConf = typeof(Urls); InstalledApps = [typeof(Shop.ShopApp), typeof(Blog.BlogApp)]; Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true, ContextProcessors = [Shop.Processors.Basket] }]; } }
        // file: Shop/Tags.cs
        using Quintet.Templates;
        namespace Shop;
        public static class ShopTags
        {
            [SimpleTag] public static int Double(int value) => value * 2;
            [InclusionTag("shop/_shelf.html")] public static object Shelf() => new { shelf = "A" };
        }
        // file: Shop/templates/shop/_shelf.html
        {{ shelf }}
        // file: Shop/templates/shop/index.html
        <% load shop_tags %>{{ basket_size }}<% double 3 as six %>{{ six }}<% shelf %>{{ zzz }}$0
        """));

    [Theory]
    [InlineData("{{ word.lenght }}", "QT1015 lenght: string has no 'lenght'. Did you mean 'length'?")]
    [InlineData("<% for b in books %>{{ b.titel }}<% endfor %>", "QT1015 titel: Book has no 'titel'. Did you mean 'title'?")]
    [InlineData("{{ books.first.nothing }}", "QT1015 nothing: Book has no 'nothing'.")]
    [InlineData("{{ count.days }}", "QT1015 days: int has no 'days'.")]
    [InlineData("{{ books.cuont }}", "QT1015 cuont: QuerySet<Book> has no 'cuont'. Did you mean 'count'?")]
    [InlineData("{{ books.on_shelv }}", "QT1015 on_shelv: QuerySet<Book> has no 'on_shelv'. Did you mean 'on_shelf'?")]
    [InlineData("{{ books.on_shelf.first.titel }}", "QT1015 titel: Book has no 'titel'. Did you mean 'title'?")]
    [InlineData("{{ books.by }}", "QT1015 by: QuerySet<Book> has no 'by'.")]
    [InlineData("{{ books.first.copies.on_shelf }}", "QT1015 on_shelf: RelatedManager<Copy> has no 'on_shelf'.")]
    [InlineData("{{ manager.firts }}", "QT1015 firts: Manager<Book> has no 'firts'. Did you mean 'first'?")]
    [InlineData("<% for row in titles %>{{ row.nothing }}<% endfor %>{{ titles.pages }}", "QT1015 nothing: string has no 'nothing'.\nQT1015 pages: ValuesQuerySet<Book, string> has no 'pages'.")]
    public void A_member_that_its_type_does_not_have(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Theory]
    [InlineData("{{ anything.at.all }}{{ map.some_key }}{{ map.items }}{{ books.on_shelf }}{{ books.count }}{{ books.0.title }}{{ user.whatever }}{{ request.session.basket }}{{ request.GET.q }}{{ word.Length }}{{ books.first.Title }}{{ books.first.pk }}{{ books.first. }}")]
    [InlineData("{{ books.all.0.title }}{{ books.exists }}{{ books.last.title }}{{ books.OnShelf.count }}{{ books.pages }}{{ books.on_shelf.pages }}{{ manager.on_shelf.count }}{{ manager.all.count }}{{ books.first.copies.count }}{{ books.first.copies.all.first.book.title }}{{ books.reverse.first.title }}{{ titles.0 }}{{ titles.first }}")]
    public void Members_that_are_there_or_may_be(string template) => Assert.DoesNotContain("QT1015", InIndex(template));

    [Fact]
    public void Verbs_are_offered_with_what_they_give()
    {
        var fixture = Fixture.Of(Code + "// file: Shop/templates/shop/index.html\n{{ books.$0 }}");
        var offered = Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items.ToDictionary(item => item.Label, item => item.Detail);
        Assert.Equal(("QuerySet<Book>", "int", "int", "Book"), (offered["on_shelf"], offered["pages"], offered["count"], offered["first"]));
        Assert.DoesNotContain("by", offered.Keys);
        var hover = Fixture.Of(Code + "// file: Shop/templates/shop/index.html\n{{ books.on_sh$0elf }}");
        Assert.Contains("Those that stand on a shelf.", HoverInfo.At(hover.Snapshot, hover.Path, hover.Offset)!.Markdown, StringComparison.Ordinal);
        Assert.Equal(Fixture.At("Shop/Models.cs"), Assert.Single(Definition.At(hover.Snapshot, hover.Path, hover.Offset)).TargetPath);
    }

    [Fact]
    public void A_manager_that_may_be_the_projects_own_may_answer_to_anything() => Assert.DoesNotContain("QT1015", Found("""
        // file: Shop/Managers.cs
        using Quintet.Db;
        namespace Shop;
        public class Shelf(ModelMeta<Book> model) : Manager<Book>(model) { public int Height => 3; }
        // file: Shop/templates/shop/index.html
        {{ manager.height }}$0
        """));

    [Theory]
    [InlineData("<% include 'shop/_card.html' %>", "QT1016 'shop/_card.html': 'shop/_card.html' shows 'book', which it is not given here. Give it: with name=value.")]
    [InlineData("<% include 'shop/_card.html' with books=books only %>", "QT1016 'shop/_card.html': 'shop/_card.html' shows 'book', which it is not given here. Give it: with name=value.")]
    [InlineData("<% include 'shop/_card.html' with book=books.first %><% for book in books %><% include 'shop/_card.html' only %><% endfor %>", "QT1016 'shop/_card.html': 'shop/_card.html' shows 'book', which it is not given here. Give it: with name=value.")]
    [InlineData("<% include 'shop/_card.html' with book=books.first %><% for book in books %><% include 'shop/_card.html' %><% endfor %>", "")]
    public void A_part_is_included_without_what_it_shows(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Theory]
    [InlineData("<% extends 'base.html' %><% block contnet %><% endblock %>", "QT1017 contnet: No template above has a block 'contnet', so this one is never shown. Did you mean 'content'?")]
    [InlineData("<% extends 'base.html' %><% block content %><% block inner %><% endblock %><% endblock %><% block footer %><% endblock %>", "")]
    [InlineData("<% block own %><% endblock %>", "")]
    [InlineData("<% extends word %><% block own %><% endblock %>", "")]
    public void A_block_that_no_template_above_has(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Theory]
    [InlineData("<form method=\"post\"><button></form>", "QT1018 <form method=\"post\">: This form posts without a csrf_token, so its posts are refused (403). Write one inside of it.")]
    [InlineData("<form action=\"<% url 'index' %>\" METHOD=post class='a'>\n</form>", "QT1018 <form action=\"<% url 'index' %>\" METHOD=post class='a'>: This form posts without a csrf_token, so its posts are refused (403). Write one inside of it.")]
    [InlineData("<form method=\"post\"><% csrf_token %></form>", "")]
    [InlineData("<form method=\"post\">{{ csrf_token }}</form>", "")]
    [InlineData("<form method=\"get\"></form><form></form>", "")]
    [InlineData("<form method=\"post\" action=\"https://example.com/\"></form>", "")]
    [InlineData("<form method=\"post\"><% include 'shop/_token.html' %></form>\n// file: Shop/templates/shop/_token.html\n<% csrf_token %>\n// file: Shop/templates/shop/index.html\n<form method=\"post\"><% include 'shop/_token.html' %></form>", "")]
    [InlineData("<%# <form method=\"post\"></form> %>", "")]
    public void A_form_that_posts_without_its_token(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Theory]
    [InlineData("<% url 'book_detail' books.first %>", "QT2009 books.first: 'id' of 'book_detail' is of the kind int, which takes no Book.")]
    [InlineData("<% url 'book_detail' id=price %>", "QT2009 price: 'id' of 'book_detail' is of the kind int, which takes no decimal.")]
    [InlineData("<% url 'book_detail' 'abc' %>", "QT2009 'abc': 'id' of 'book_detail' is of the kind int, which takes no string.")]
    [InlineData("<% url 'book_detail' books.first.id %><% url 'book_detail' count %><% url 'book_detail' word %><% url 'book_detail' '12' %><% url 'book_detail' anything %><% url 'blog:post_detail' word %>", "")]
    public void A_URL_argument_of_a_wrong_type(string template, string expected) => Assert.Equal(expected, InIndex(template));

    [Fact]
    public void Near_names_and_the_token_are_offered_as_fixes()
    {
        Assert.Equal("{{ books }}", Fixed("{{ boo$0k }}"));
        Assert.Equal("{{ books.first.title }}", Fixed("{{ books.first.tit$0el }}"));
        Assert.Equal("<% extends 'base.html' %><% block content %><% endblock %>", Fixed("<% extends 'base.html' %><% block cont$0net %><% endblock %>"));
        Assert.Equal("<form method=\"post\"><% csrf_token %><button></form>", Fixed("<form met$0hod=\"post\"><button></form>"));
        Assert.Equal("  <form method=\"post\">\n    <% csrf_token %>\n  </form>", Fixed("  <form met$0hod=\"post\">\n  </form>"));
    }

    private static string Fixed(string template)
    {
        var fixture = Fixture.Of(Code + "// file: Shop/templates/shop/index.html\n" + template);
        var edit = Assert.Single(Assert.Single(Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Offset, 0))).Edits);
        return fixture.Text[..edit.Replace.Start] + edit.Text + fixture.Text[edit.Replace.End..];
    }
}
