using Quintet.Ide;

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
    [InlineData("Shop/templates/shop/book_list.html", "{{ $0 }}", "book_list:IEnumerable<Book> csrf_token:string debug:bool heading:string is_paginated:bool object_list:IEnumerable<Book> page_obj:Page<Book> paginator:Paginator<Book> request:HttpRequest user:AbstractBaseUser view:Shop.BookList")]
    [InlineData("Shop/templates/shop/book_detail.html", "{{ $0 }}", "csrf_token:string debug:bool object:Shop.Book request:HttpRequest user:AbstractBaseUser view:DetailView<Shop.Book> volume:Shop.Book")]
    [InlineData("templates/about.html", "{{ $0 }}", "csrf_token:string debug:bool request:HttpRequest title:string topic:string user:AbstractBaseUser view:TemplateView")]
    [InlineData("Shop/templates/shop/home.html", "{{ $0 }}", "csrf_token:string debug:bool newest:QuerySet<Book> request:HttpRequest total user:AbstractBaseUser")]
    [InlineData("templates/other.html", "{{ $0 }}", "csrf_token:string debug:bool request:HttpRequest user:AbstractBaseUser")]
    public void Each_template_has_the_variables_of_its_views(string file, string template, string expected) => Assert.Equal(expected, Show(file, template));

    [Theory]
    [InlineData("{{ page_obj.$0 }}", "count:int end_index:int has_next:bool has_other_pages:bool has_previous:bool next_page_number:int number:int object_list:IReadOnlyList<Book> paginator:Paginator<Book> previous_page_number:int start_index:int")]
    [InlineData("{{ page_obj.paginator.$0 }}", "count:int num_pages:int object_list:IEnumerable<Book> orphans:int page_range:IEnumerable<int> per_page:int")]
    [InlineData("<% for book in book_list %>{{ book.$0 }}<% endfor %>", "author:Author id:long pk:long title:string")]
    [InlineData("<% for book in page_obj %>{{ book.author.$0 }}<% endfor %>", "full_name:string id:long pk:long")]
    [InlineData("<% with first=page_obj.object_list.0 %>{{ first.author.f$0 }}<% endwith %>", "full_name:string id:long pk:long")]
    [InlineData("<% if page_obj.$0 %><% endif %>", "count:int end_index:int has_next:bool has_other_pages:bool has_previous:bool next_page_number:int number:int object_list:IReadOnlyList<Book> paginator:Paginator<Book> previous_page_number:int start_index:int")]
    [InlineData("{{ user.$0 }}", "is_active:bool is_anonymous:bool is_authenticated:bool is_staff:bool is_superuser:bool pk username:string")]
    [InlineData("{{ request.user.is_a$0 }}", "is_active:bool is_anonymous:bool is_authenticated:bool is_staff:bool is_superuser:bool pk username:string")]
    [InlineData("{{ heading.$0 }}", "")]
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

    /// <summary>The table of what templates read of the framework's types.</summary>
    [Fact]
    public void The_frameworks_members_are_those_of_its_types()
    {
        var types = new Dictionary<string, Type>
        {
            ["Page"] = typeof(Quintet.Views.Page<string>),
            ["Paginator"] = typeof(Quintet.Views.Paginator<string>),
            ["HttpRequest"] = typeof(Quintet.Http.HttpRequest),
            ["AbstractBaseUser"] = typeof(Quintet.Auth.AbstractBaseUser),
            ["Message"] = typeof(Quintet.Contrib.Messages.Message),
            ["ResolverMatch"] = typeof(Quintet.Http.ResolverMatch),
        };
        Assert.Equal(types.Keys.Order(), FrameworkTypes.Members.Keys.Order());
        foreach (var (name, members) in FrameworkTypes.Members)
        {
            var properties = types[name].GetProperties().Where(property => property.GetIndexParameters().Length == 0).ToDictionary(property => Quintet.Names.ToSnakeCase(property.Name), property => TypeText(property.PropertyType));
            foreach (var member in members) Assert.True(properties.TryGetValue(member.Name, out var type) && (member.Type.Length == 0 || type == member.Type), $"{name}.{member.Name} is {type}, not {member.Type}");
            if (name is "Page" or "Paginator") Assert.Equal(properties.Keys.Order(StringComparer.Ordinal), members.Select(member => member.Name).Append(name == "Paginator" ? "allow_empty_first_page" : "").Where(member => member.Length > 0).Order(StringComparer.Ordinal));
        }
    }

    private static string TypeText(Type type)
    {
        if (type.IsGenericType) return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument == typeof(string) ? "T" : TypeText(argument)))}>";
        return type == typeof(int) ? "int" : type == typeof(bool) ? "bool" : type == typeof(string) ? "string" : type.Name;
    }
}
