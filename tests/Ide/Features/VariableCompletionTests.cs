namespace IdeTests.Features;

/// <summary>The variables that views give to templates.</summary>
public class VariableCompletionTests
{
    private const string Code = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Author : Model { public string FullName { get; set; } = ""; }
        public partial class Book : Model { public string Title { get; set; } = ""; public partial Author Author { get; set; } }
        // file: Shop/Lists.cs
        namespace Shop;
        public class BookList : ListView<Book>
        {
            public override ContextData GetContextData()
            {
                var context = base.GetContextData();
                context["heading"] = "Books";
                return context;
            }
        }
        public static class More
        {
            public static HttpResponse Home(HttpRequest request) => Render(request, "shop/home.html", new { newest = Book.Objects.Filter(b => b.Id > 1)[..3], total = Count() });
        }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;
        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path<Shop.BookList>("books/"),
                Path("book/<int:pk>/", () => new DetailView<Shop.Book> { ContextObjectName = "volume" }),
                Path("about/<slug:topic>/", () => new TemplateView { TemplateName = "about.html", ExtraContext = new { title = "About" } }),
                Path("months/", Include([Path("<int:year>/<str:month>/", () => new MonthArchiveView<Shop.Book> { DateField = "x", TemplateName = "month.html" })])),
            ];
        }

        """;

    private static string Show(string file, string template) =>
        string.Join(' ', CompletionFixture.Items($"{Code}\n// file: {file}\n{template}").Select(item => item.Detail is null ? item.Label : $"{item.Label}:{item.Detail}"));

    [Theory]
    [InlineData("Shop/templates/shop/book_list.html", "{{ $0 }}", "book_list:IEnumerable<Book> heading:string is_paginated:bool object_list:IEnumerable<Book> page_obj:Page<Book> paginator:Paginator<Book> view:BookList csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    [InlineData("Shop/templates/shop/book_detail.html", "{{ $0 }}", "object:Book view:DetailView<Book> volume:Book csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    [InlineData("templates/about.html", "{{ $0 }}", "title:string topic:string view:TemplateView csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    [InlineData("Shop/templates/shop/home.html", "{{ $0 }}", "newest:QuerySet<Book> total csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    [InlineData("templates/other.html", "{{ $0 }}", "csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    public void Each_template_has_the_variables_of_its_views(string file, string template, string expected) => Assert.Equal(expected, Show(file, template));

    [Theory]
    [InlineData("{{ page_obj.$0 }}", "count:int end_index:int has_next:bool has_other_pages:bool has_previous:bool next_page_number:int number:int object_list:IReadOnlyList<Book> paginator:Paginator<Book> previous_page_number:int start_index:int get_elided_page_range:IEnumerable<…>")]
    [InlineData("{{ page_obj.paginator.$0 }}", "allow_empty_first_page:bool count:int num_pages:int object_list:IEnumerable<Book> orphans:int page_range:IEnumerable<int> per_page:int")]
    [InlineData("<% for book in book_list %>{{ book.$0 }}<% endfor %>", "author:Author title:string id:long pk:long get_absolute_url:string get_deferred_fields:IReadOnlyList<string> get_meta:ModelMeta")]
    [InlineData("<% for book in page_obj %>{{ book.author.$0 }}<% endfor %>", "full_name:string id:long pk:long get_absolute_url:string get_deferred_fields:IReadOnlyList<string> get_meta:ModelMeta")]
    [InlineData("<% with first=page_obj.object_list.0 %>{{ first.author.f$0 }}<% endwith %>", "full_name:string id:long pk:long get_absolute_url:string get_deferred_fields:IReadOnlyList<string> get_meta:ModelMeta")]
    [InlineData("<% if page_obj.$0 %><% endif %>", "count:int end_index:int has_next:bool has_other_pages:bool has_previous:bool next_page_number:int number:int object_list:IReadOnlyList<Book> paginator:Paginator<Book> previous_page_number:int start_index:int get_elided_page_range:IEnumerable<…>")]
    [InlineData("{{ user.$0 }}", "is_active:bool is_anonymous:bool is_authenticated:bool is_staff:bool is_superuser:bool pk username:string get_absolute_url:string get_all_permissions:IReadOnlySet<string> get_deferred_fields:IReadOnlyList<string> get_group_permissions:IReadOnlySet<string> get_meta:ModelMeta get_user_permissions:IReadOnlySet<string> get_username:string")]
    [InlineData("{{ request.user.is_a$0 }}", "is_active:bool is_anonymous:bool is_authenticated:bool is_staff:bool is_superuser:bool pk username:string get_absolute_url:string get_all_permissions:IReadOnlySet<string> get_deferred_fields:IReadOnlyList<string> get_group_permissions:IReadOnlySet<string> get_meta:ModelMeta get_user_permissions:IReadOnlySet<string> get_username:string")]
    [InlineData("{{ heading.$0 }}", "length:int")]
    [InlineData("{{ nothing.$0 }}", "")]
    public void What_a_variable_answers_follows_from_its_type(string template, string expected) => Assert.Equal(expected, Show("Shop/templates/shop/book_list.html", template));

    [Fact]
    public void A_loop_adds_its_variable_inside_of_it()
    {
        Assert.Contains("book:Book", Show("Shop/templates/shop/book_list.html", "<% for book in book_list %>{{ $0 }}<% endfor %>"));
        Assert.DoesNotContain("book:Book", Show("Shop/templates/shop/book_list.html", "<% for book in book_list %><% endfor %>{{ $0 }}"));
        Assert.Contains("month:DateOnly", Show("templates/month.html", "{{ $0 }}"));
    }

    [Fact]
    public void Context_processors_are_those_of_the_settings() => Assert.Equal("STATIC_URL:string csrf_token:string", string.Join(' ', CompletionFixture.Items("""
        // file: Settings.cs
        public partial class Settings : Quintet.Conf.Settings
        {
            public Settings()
            {
                RootUrlConf = typeof(Urls);
                Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], ContextProcessors = [ContextProcessors.Static] }];
            }
        }
        // file: templates/x.html
        {{ $0 }}
        """).Select(item => $"{item.Label}:{item.Detail}")));
}
