using static Quintet.Urls.UrlHelpers;

namespace Sites.Shop;

public partial class ShopApp : AppConfig;

public class Urls : UrlConf
{
    public override string AppName => "shop";

    public override IEnumerable<UrlPattern> UrlPatterns
    {
        get
        {
            yield return Path("", Views.Shelf, name: "shelf");
            yield return Path("<int:number>/", Views.Place, name: "place");
        }
    }
}

public static class Views
{
    public static HttpResponse Shelf(HttpRequest request, string shelf = "?") => new($"shelf {shelf} of {request.ResolverMatch!.Namespace}");

    public static HttpResponse Place(HttpRequest request, int number, string shelf = "?") => new($"place {number} on {shelf}");
}
