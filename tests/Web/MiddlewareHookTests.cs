using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>What middleware is asked between the chain and the view.</summary>
public class MiddlewareHookTests
{
    [Fact]
    public void Before_a_view_from_the_outside_in_and_after_an_exception_from_the_inside_out()
    {
        var client = new Client(new HookSettings());

        Assert.Equal("outer view, inner view", client.Get("/seen/").Content);
        Assert.Equal("inner exception, outer exception: Boom", client.Get("/boom/").Content);
        Assert.Equal("inner exception, outer exception: Later", client.Get("/later/").Content);
    }

    [Fact]
    public void A_response_before_the_view_takes_its_place()
    {
        var client = new Client(new HookSettings());

        Assert.Equal("instead of WebTests.HookViews.Seen", client.Get("/seen/?instead=inner").Content);
        Assert.Equal("instead of WebTests.HookViews.Seen", client.Get("/seen/?instead=later").Content);
    }

    [Fact]
    public void A_page_that_is_not_there_has_no_view() => Assert.Equal(404, new Client(new HookSettings()).Get("/none/?instead=inner").StatusCode);
}

public class HookSettings : Settings
{
    public HookSettings()
    {
        SecretKey = "key";
        AllowedHosts = ["localhost"];
        RootUrlConf = typeof(HookUrls);
        Middleware = [typeof(OuterHooks), typeof(InnerHooks)];
    }

    public override Manifest Manifest => Manifest.Empty;
}

public class HookUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns => [Path("seen/", HookViews.Seen), Path("boom/", HookViews.Boom), Path("later/", HookViews.Later)];
}

public static class HookViews
{
    public static HttpResponse Seen(HttpRequest request) => new(string.Join(", ", Notes(request)));

    public static HttpResponse Boom(HttpRequest request) => throw new InvalidOperationException("Boom");

    public static async Task<HttpResponse> Later(HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException("Later");
    }

    public static List<string> Notes(HttpRequest request)
    {
        if (request.Items.TryGetValue("notes", out var notes)) return (List<string>)notes!;
        var made = new List<string>();
        request.Items["notes"] = made;
        return made;
    }
}

public class OuterHooks(GetResponse getResponse) : Middleware
{
    public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

    public override ValueTask<HttpResponse?> ProcessView(HttpRequest request, ViewInfo view)
    {
        HookViews.Notes(request).Add("outer view");
        return default;
    }

    public override ValueTask<HttpResponse?> ProcessException(HttpRequest request, Exception exception)
    {
        HookViews.Notes(request).Add($"outer exception: {exception.Message}");
        return new(new HttpResponse(string.Join(", ", HookViews.Notes(request).Where(note => note.Contains("exception", StringComparison.Ordinal)))));
    }
}

public class InnerHooks(GetResponse getResponse) : Middleware
{
    public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

    public override async ValueTask<HttpResponse?> ProcessView(HttpRequest request, ViewInfo view)
    {
        HookViews.Notes(request).Add("inner view");
        if (request.GET["instead"] == "later") await Task.Yield();
        return request.GET["instead"] is null ? null : new HttpResponse($"instead of {view.Name}");
    }

    public override ValueTask<HttpResponse?> ProcessException(HttpRequest request, Exception exception)
    {
        HookViews.Notes(request).Add("inner exception");
        return default;
    }
}
