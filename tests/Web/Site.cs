using Quintet;
using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>A project as a user writes it; what the generator would write stands in <see cref="SiteManifest"/>.</summary>
public class SiteSettings : Settings
{
    public SiteSettings()
    {
        Debug = true;
        SecretKey = "a key that must not be shown";
        RootUrlConf = typeof(SiteUrls);
        StaticFilesDirs = [BaseDir / "Files"];
    }

    public override Manifest Manifest => SiteManifest.Instance;
}

public static class SiteManifest
{
    public static readonly Manifest Instance = new(
    [
        new ViewBinding(((Delegate)SiteViews.Detail).Method, (request, kwargs) => ViewResult.Of(SiteViews.Detail(request, ViewArgument.Get<int>(kwargs, "id")))),
        new ViewBinding(((Delegate)SiteViews.Sale).Method, (request, kwargs) => ViewResult.Of(SiteViews.Sale(request, ViewArgument.Get<bool>(kwargs, "onSale", false)))),
        new ViewBinding(((Delegate)SiteViews.Slow).Method, (request, kwargs) => ViewResult.Of(SiteViews.Slow(request, ViewArgument.Get<string>(kwargs, "slug")))),
        new ClassViewBinding(typeof(ItemView), typeof(ItemView).GetMethod("Get")!, (view, request, kwargs) => ViewResult.Of(((ItemView)view).Get(request, ViewArgument.Get<long>(kwargs, "id")))),
    ]);
}

public class SiteUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("", SiteViews.Index, name: "index"),
        Path("book/<int:id>/", SiteViews.Detail, name: "book_detail"),
        Path("sale/", SiteViews.Sale, kwargs: new { onSale = true }, name: "sale"),
        Path("plain/", SiteViews.Sale, name: "plain"),
        Path("slow/<slug:slug>/", SiteViews.Slow, name: "slow"),
        Path("echo/", SiteViews.Echo, name: "echo"),
        Path("fails/", SiteViews.Fails),
        Path("fails-later/", SiteViews.FailsLater),
        Path("only-post/", SiteViews.OnlyPost),
        Path("go/", SiteViews.Go),
        Path("cookie/", SiteViews.Cookie),
        Path("json/", (HttpRequest request) => (HttpResponse)new JsonResponse(new { FirstName = "Ada", Tags = new[] { "<b>" } })),
        Path<HelloView>("hello/", name: "hello"),
        Path<ItemView>("item/<int:id>/", name: "item"),
        Path("made/", () => new HelloView { Greeting = "made" }),
        Path("inner/", Include<InnerUrls>()),
        Path("no-slash", SiteViews.Index, name: "no_slash"),
    ];
}

public class InnerUrls : UrlConf
{
    public override string AppName => "inner";

    public override IEnumerable<UrlPattern> UrlPatterns => [Path("", SiteViews.Where, name: "where")];
}

public static class SiteViews
{
    public static HttpResponse Index(HttpRequest request) => new("Hello, world!");

    public static HttpResponse Detail(HttpRequest request, int id) => new($"book {id}");

    public static HttpResponse Sale(HttpRequest request, bool onSale = false) => new($"sale {onSale}");

    public static async Task<HttpResponse> Slow(HttpRequest request, string slug)
    {
        await Task.Yield();
        return new($"slow {slug}");
    }

    public static HttpResponse Echo(HttpRequest request) => new(
        $"{request.Method} GET:{string.Join(",", request.GET.GetList("q"))} POST:{string.Join(",", request.POST.GetList("q"))} body:{(request.ContentType == "multipart/form-data" ? 0 : request.Body.Length)}");

    public static HttpResponse Fails(HttpRequest request)
    {
        var secret = request.GET["html"] ?? "broken";
        throw new InvalidOperationException(secret); // the line that fails
    }

    public static async Task<HttpResponse> FailsLater(HttpRequest request)
    {
        await Task.Yield();
        return request.GET["missing"] is null ? throw new Http404("No such thing") : new HttpResponse();
    }

    [RequirePost]
    public static HttpResponse OnlyPost(HttpRequest request) => new("posted");

    public static HttpResponse Go(HttpRequest request) => Redirect(request.GET["to"] ?? "index");

    public static HttpResponse Cookie(HttpRequest request)
    {
        var response = new HttpResponse(request.COOKIES.GetValueOrDefault("seen", "never"));
        response.SetCookie("seen", "once; or = twice", httpOnly: true, sameSite: "Lax");
        return response;
    }

    public static HttpResponse Where(HttpRequest request) =>
        new($"{request.ResolverMatch!.ViewName} {request.ResolverMatch.Route} {Reverse("inner:where")} {request.BuildAbsoluteUri()}");
}

public class HelloView : View
{
    public string Greeting { get; set; } = "hello";

    public HttpResponse Get(HttpRequest request) => new($"{Greeting} from {request.Path}");

    [RequireHttpMethods("POST")]
    public Task<HttpResponse> Post(HttpRequest request) => Task.FromResult(new HttpResponse($"{Greeting} posted"));
}

public class ItemView : View
{
    public HttpResponse Get(HttpRequest request, long id) => new($"item {id} {Kwargs["id"]}");
}

public sealed class MarkMiddleware(GetResponse getResponse) : Quintet.Middleware.Middleware
{
    public override async ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = await getResponse(request);
        response["X-Status-Seen"] = response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return response;
    }
}

internal static class Site
{
    /// <summary>A client of the project; what goes wrong in it is not printed.</summary>
    public static Client Client(Action<SiteSettings>? change = null, List<string>? errors = null)
    {
        var settings = new SiteSettings();
        change?.Invoke(settings);
        return new(Application.Load(settings, (message, _) => errors?.Add(message)));
    }
}
