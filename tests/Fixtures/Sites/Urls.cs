using static Quintet.Urls.UrlHelpers;

namespace Sites;

public class Urls : UrlConf
{
    private static readonly UrlPattern[] Pages = [Path("about/", Views.Index, name: "about"), RePath("^terms/$", Views.Index, name: "terms")];

    public override Delegate? Handler404 => Views.NotFound;

    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("", Views.Index, name: "index"),
        Path("item/<int:id>/", Views.Item, kwargs: new { mode = "plain" }, name: "item"),
        Path("broken/<int:id>/", Views.Broken, name: "broken"),
        Path("made/", () => new Page { Title = "made" }, name: "made"),
        Path<Page>("page/", name: "page"),
        Path("year/<yyyy:year>/", Views.Year, name: "year"),
        RePath(@"^old/(?P<id>[0-9]+)/(?:(?<mode>\w+)/)?$", Views.Item, name: "old"),
        RePath("^pair/([a-z]+)-([a-z]+)/$", Views.Pair, name: "pair"),
        RePath<Page>("^re-page/$", name: "re_page"),
        ..Pages,
        ..Static("/files/", Quintet.Conf.Settings.Current.BaseDir),
        Path("more/", Include(Pages)),
        Path("user/<slug:user>/", Include([
            Path("", Views.User, name: "user"),
            Path("books/", Include([Path("<int:id>/", Views.UserItem, name: "book")], "books", ns: "owned")),
        ])),
        Path("first/", Include<Shop.Urls>(ns: "first"), kwargs: new { shelf = "a" }),
        Path("second/", Include<Shop.Urls>("second")),
        RePath("^third/(?<shelf>[a-z])/", Include<Shop.Urls>()),
        Path("index/again/", Views.Index, name: "index"),
    ];
}

[PathConverter("yyyy")]
public class FourDigitYear : PathConverter<int>
{
    public override string Regex => "[0-9]{4}";

    public override int ToValue(string text) => text == "0000" ? throw new FormatException("There is no year 0.") : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public override string ToUrl(int value) => value.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
}

public class Page : View
{
    public string Title { get; set; } = "page";

    public HttpResponse Get(HttpRequest request) => new(Title);
}

public static class Views
{
    public static HttpResponse Index(HttpRequest request) => new("index");

    public static HttpResponse Item(HttpRequest request, int id, string mode = "none") => new($"item {id} {mode}");

    public static HttpResponse Broken(HttpRequest request, int id) => throw new InvalidOperationException($"item {id} is broken");

    public static HttpResponse Year(HttpRequest request, int year) => new($"year {year}");

    public static HttpResponse Pair(HttpRequest request, string first, string second) => new($"{first} and {second}");

    public static HttpResponse User(HttpRequest request, string user) => new($"user {user}");

    public static HttpResponse UserItem(HttpRequest request, string user, long id) => new($"{user} {id} {request.ResolverMatch!.ViewName}");

    public static HttpResponse NotFound(HttpRequest request, Exception exception) => new($"nothing at {request.Path}", status: 404);
}
