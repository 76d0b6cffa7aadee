using static Quintet.Urls.UrlHelpers;

public class Urls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("", Include<Shop.Urls>()),
        Path("journal/", Include<Blog.Urls>()),
    ];
}
