using Quintet.Conf;
using Quintet.Db;
using Quintet.Http;
using Quintet.Ide;
using Quintet.Ide.Types;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Views;
using Sites.Shop;

namespace IdeTests.Workspaces;

/// <summary>The variables of generic views: what is read from the source is what the running app's pages have.</summary>
public class SiteContextTests : TestCase
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["Book"] = typeof(Book),
        ["IEnumerable<Book>"] = typeof(IEnumerable<Book>),
        ["Page<Book>"] = typeof(Page<Book>),
        ["Paginator<Book>"] = typeof(Paginator<Book>),
        ["bool"] = typeof(bool),
        ["string"] = typeof(string),
        ["DateOnly"] = typeof(DateOnly),
        ["IReadOnlyList<DateOnly>"] = typeof(IReadOnlyList<DateOnly>),
        ["ShopEvent"] = typeof(ShopEvent),
        ["IEnumerable<ShopEvent>"] = typeof(IEnumerable<ShopEvent>),
        ["Page<ShopEvent>"] = typeof(Page<ShopEvent>),
        ["Paginator<ShopEvent>"] = typeof(Paginator<ShopEvent>),
    };

    protected override Quintet.Conf.Settings CreateSettings() => new Sites.Settings
    {
        BaseDir = Folder,
        RootUrlConf = typeof(GenericUrls),
        Middleware = [typeof(Recorder)],
        Databases = { ["default"] = new Sqlite(Path.Combine(Path.GetTempPath(), $"quintet-contexts-{Environment.ProcessId}.sqlite3")) },
    };

    private static string Folder => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Bookshop.Folder)!)!, "tests", "Fixtures", "Sites");

    [Theory]
    [InlineData("/about/sea/", "shop/about.html")]
    [InlineData("/books/", "shop/book_list.html")]
    [InlineData("/book/1/", "shop/book_detail.html")]
    [InlineData("/book/sea/", "shop/book_detail.html")]
    [InlineData("/archive/", "shop/book_archive.html")]
    [InlineData("/archive/2024/", "shop/book_archive_year.html")]
    [InlineData("/archive/2024/jan/", "shop/book_archive_month.html")]
    [InlineData("/archive/2024/week/4/", "shop/book_archive_week.html")]
    [InlineData("/archive/2024/jan/31/", "shop/book_archive_day.html")]
    [InlineData("/events/2024/jan/31/", "shop/event_day.html")]
    public void A_page_has_the_variables_that_its_source_says(string path, string template)
    {
        Book.Objects.Create(new() { Id = 1, Title = "Sea", Slug = "sea", Published = new(2024, 1, 31) });
        ShopEvent.Objects.Create(new() { Title = "Reading", StartsAt = new(2024, 1, 31, 12, 0, 0, DateTimeKind.Utc) });
        var workspace = new Workspace(new() { References = Fixture.References });
        workspace.SetFolders([Folder]);
        var project = workspace.Current.Projects.Single();
        var given = new TemplateScopes(workspace.Current, project).GivenTo(template);

        var running = Recorder.Page.Value = new();
        Assert.Equal(200, Client.Get(path).StatusCode);

        Assert.Contains(template, project.Model.Contexts.Templates);
        // Several views may render one template: each has its variables among those that are offered.
        var known = given.Variables.Where(variable => variable.Name is not ("csrf_token" or "debug" or "request" or "user")).ToDictionary(variable => variable.Name, variable => variable.Type.Display);
        Assert.Empty(running.Keys.Except(known.Keys));
        foreach (var (name, value) in running.Where(pair => pair.Key != "view" && pair.Value is not null)) Assert.True(Types[known[name]].IsInstanceOfType(value), $"{name} is {value!.GetType()}, not {known[name]}");
        var alone = new[] { "shop/about.html", "shop/book_archive.html", "shop/book_archive_year.html", "shop/book_archive_month.html", "shop/book_archive_week.html", "shop/book_archive_day.html", "shop/event_day.html" };
        if (alone.Contains(template)) Assert.Equal(running.Keys.Order(StringComparer.Ordinal), known.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>What the context processors give every template, and what templates may ask of who asks, here and there.</summary>
    [Fact]
    public void Every_template_has_the_variables_that_its_source_says()
    {
        var workspace = new Workspace(new() { References = Fixture.References });
        workspace.SetFolders([Folder]);
        var scopes = new TemplateScopes(workspace.Current, workspace.Current.Projects.Single());
        var (binder, everywhere) = (scopes.Binder, scopes.GivenTo("nowhere.html").Variables);
        var request = new RequestFactory().Get("/");
        request.User = new Member { Id = 7, Username = "ada" };

        var running = ((QuintetTemplates)Quintet.Conf.Settings.Current.Templates.Single()).ContextProcessors.SelectMany(processor => (IReadOnlyDictionary<string, object?>)processor(request)!).ToDictionary();
        var known = everywhere.Where(variable => variable.Name is not ("debug" or "csrf_token")).ToDictionary(variable => variable.Name, variable => variable.Type);
        Assert.Equal(known.Keys.Order(), running.Keys.Order());
        Assert.Equal(("HttpRequest", "AbstractBaseUser"), (known["request"].Display, known["user"].Display));
        Assert.IsType<HttpRequest>(running["request"]);
        Assert.IsAssignableFrom<Quintet.Auth.AbstractBaseUser>(running["user"]);

        // The base of users, and a project's own, which has fields besides.
        Assert.Equal("AbstractBaseUser", binder.Ask(known["request"], "user")!.Type.Display);
        var all = binder.MembersOf(known["user"]);
        var own = binder.MembersOf(binder.Known("T", TemplateType.Plain("Sites.Shop.Member")));
        Assert.Equal(["is_authenticated", "is_staff", "username"], all.Select(member => member.TemplateName).Where(name => name is "username" or "is_staff" or "is_authenticated").Order());
        Assert.Contains("permissions", own.Select(member => member.TemplateName));
        Assert.Empty(all.Select(member => member.TemplateName).Except(own.Select(member => member.TemplateName)));
        foreach (var name in (string[])["is_authenticated", "is_staff", "username", "id", "permissions", "pk"])
        {
            var answer = binder.Ask(TemplateType.Plain("Sites.Shop.Member"), name)!.Type.Display;
            Assert.True(request.User.TryGetTemplateMember(name, out var value), name);
            Assert.True(answer switch { "bool" => value is bool, "string" => value is string, _ => value is long }, $"{name} is {value}, not {answer}");
        }
    }

    /// <summary>Hands the context of a page to the test that asks for it.</summary>
    public sealed class Recorder(GetResponse getResponse) : Middleware
    {
        public static readonly AsyncLocal<ContextData?> Page = new();

        public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

        public override ValueTask<HttpResponse> ProcessTemplateResponse(HttpRequest request, SimpleTemplateResponse response)
        {
            foreach (var (name, value) in (ContextData)response.ContextData!) Page.Value![name] = value;
            return new(response);
        }
    }
}
