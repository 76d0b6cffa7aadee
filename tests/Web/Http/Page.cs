using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Urls.UrlHelpers;

namespace WebTests.Http;

/// <summary>A project of one page, which a test writes.</summary>
public class PageSettings : Settings
{
    public PageSettings()
    {
        SecretKey = "key";
        AllowedHosts = ["localhost"];
        RootUrlConf = typeof(PageUrls);
        Middleware = [];
    }

    public Func<HttpRequest, Task<HttpResponse>> View { get; set; } = _ => Task.FromResult(new HttpResponse());

    public override Manifest Manifest => Manifest.Empty;
}

public class PageUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Page.View)];
}

internal static class Page
{
    public static Task<HttpResponse> View(HttpRequest request) => ((PageSettings)Quintet.Conf.Settings.Current).View(request);

    public static PageSettings Settings(Func<HttpRequest, HttpResponse> view, Action<PageSettings>? change = null)
    {
        var settings = new PageSettings { View = request => Task.FromResult(view(request)) };
        change?.Invoke(settings);
        return settings;
    }

    /// <summary>A client of a project whose only page, at <c>/</c>, is this; what goes wrong in it is not printed.</summary>
    public static Client Client(Func<HttpRequest, HttpResponse> view, Action<PageSettings>? change = null, List<string>? errors = null) =>
        new(Quintet.Application.Load(Settings(view, change), (message, _) => errors?.Add(message)));

    public static Client AsyncClient(Func<HttpRequest, Task<HttpResponse>> view, Action<PageSettings>? change = null)
    {
        var settings = new PageSettings { View = view };
        change?.Invoke(settings);
        return new(Quintet.Application.Load(settings, (_, _) => { }));
    }

    public static Dictionary<string, string> Headers(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = new Dictionary<string, string>();
        foreach (var (name, value) in headers) all.Add(name, value);
        return all;
    }
}
