using static Quintet.Urls.UrlHelpers;

namespace Sites.Shop;

/// <summary>Generic views of every kind, by attributes and by classes.</summary>
public class GenericUrls : UrlConf
{
    public override Delegate? Handler404 => Missing;

    public override Delegate? Handler500 => Failed;

    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("about/<slug:topic>/", () => new TemplateView { TemplateName = "shop/about.html", ExtraContext = new { title = "About" } }, name: "about"),
        Path("who/", () => new TemplateView { TemplateName = "shop/who.html" }),
        Path("old/<int:pk>/", () => new RedirectView { PatternName = "book" }),
        Path("older/<int:pk>/", () => new RedirectView { Url = "/book/{pk}/?from=%(pk)s", Permanent = true, QueryString = true }),
        Path("gone/", () => new RedirectView()),
        Path("shelf/", () => new ListView<Book>(), name: "shelf"),
        Path<BookList>("books/", name: "books"),
        Path<BookList>("books/page/<page>/", name: "books_page"),
        Path("full/", () => new ListView<Book> { AllowEmpty = false }),
        Path("get-only/", () => new RedirectView { Url = "/gone/", HttpMethodNames = ["get"] }),
        Path("missing/", () => new ListView<Book> { TemplateName = string.Concat("shop/", "none.html"), TemplateNameSuffix = "_none" }),
        Path("book/<int:pk>/", () => new DetailView<Book> { TemplateNameField = nameof(Book.Page).ToLowerInvariant() }, name: "book"),
        Path("book/<slug:slug>/", () => new DetailView<Book> { ContextObjectName = "volume" }, name: "book_by_slug"),
        Path("both/<int:pk>/<slug:slug>/", () => new DetailView<Book> { QueryPkAndSlug = true }),
        Path("lost/<int:id>/", () => new DetailView<Book>()),
        Path("archive/", () => new ArchiveIndexView<Book> { DateField = "published" }),
        Path("archive/<int:year>/", () => new YearArchiveView<Book> { DateField = nameof(Book.Published), MakeObjectList = true }),
        Path("archive/<int:year>/<str:month>/", () => new MonthArchiveView<Book> { DateField = "published" }),
        Path("open/<int:year>/<int:month>/", () => new MonthArchiveView<Book> { DateField = "published", MonthFormat = "%m", AllowEmpty = true, AllowFuture = true }),
        Path("archive/<int:year>/week/<int:week>/", () => new WeekArchiveView<Book> { DateField = "published" }),
        Path("archive/<int:year>/<str:month>/<int:day>/", () => new DayArchiveView<Book> { DateField = "published" }),
        Path("archive/<int:year>/<str:month>/<int:day>/<int:pk>/", () => new DateDetailView<Book> { DateField = "published" }),
        Path("today/", () => new TodayArchiveView<Book> { DateField = "published" }),
        Path("events/<int:year>/<str:month>/<int:day>/", () => new DayArchiveView<ShopEvent> { DateField = nameof(ShopEvent.StartsAt), TemplateName = "shop/event_day.html" }),
        Path("events/<int:year>/", () => new YearArchiveView<ShopEvent> { DateField = "starts_at", TemplateName = "shop/event_year.html" }),
    ];

    private static HttpResponse Missing(HttpRequest request, Exception exception) => new(exception.Message, status: 404);

    private static HttpResponse Failed(HttpRequest request, Exception exception) => new(exception.Message, status: 500);
}

public class BookList : ListView<Book>
{
    public override int? PaginateBy => 3;

    public override int PaginateOrphans => 1;

    public override IReadOnlyList<string>? Ordering => ["-published"];

    public override ContextData GetContextData()
    {
        var context = base.GetContextData();
        context["heading"] = "Our books";
        return context;
    }
}
