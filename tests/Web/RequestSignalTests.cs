using Quintet;
using Quintet.Dispatch;
using Quintet.Http;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>Who hears of requests.</summary>
public sealed class RequestSignalTests
{
    private readonly List<string> _heard = [];
    private readonly List<string> _errors = [];

    [Fact]
    public void Each_request_begins_and_ends_once()
    {
        var client = Client();
        client.Get("/page/?q=1");
        client.Get("/missing/");
        client.Head("/page/");

        Assert.Equal(["started GET /page/", "view", "finished GET /page/ 200", "started GET /missing/", "finished GET /missing/ 404", "started HEAD /page/", "view", "finished HEAD /page/ 200"], _heard);
    }

    [Fact]
    public void An_error_is_told_and_ends_like_any_other()
    {
        Assert.Equal(500, Client().Get("/fail/").StatusCode);

        Assert.Equal(["started GET /fail/", "exception broken", "finished GET /fail/ 500"], _heard);
    }

    [Fact]
    public void A_receiver_that_fails_is_an_error_at_the_beginning_and_a_line_in_the_log_at_the_end()
    {
        var client = Client();
        using (client.Application.Context.Enter())
        {
            using (Signal<RequestStarted>.Connect(_ => throw new TimeoutException("too early"))) Assert.Equal(500, client.Get("/page/").StatusCode);
            using (Signal<RequestFinished>.Connect(_ => throw new TimeoutException("too late"))) Assert.Equal(200, client.Get("/page/").StatusCode);
        }

        Assert.Equal(["Internal Server Error: /page/", "Error in a receiver of RequestFinished: /page/"], _errors);
        Assert.Equal(1, _heard.Count(heard => heard == "view"));
    }

    private Client Client()
    {
        var settings = new SessionSettings { RootUrlConf = typeof(SignalUrls), Middleware = [], Heard = _heard };
        var application = Application.Load(settings, (message, _) => _errors.Add(message));
        using (application.Context.Enter())
        {
            Signal<RequestStarted>.Connect(signal => _heard.Add($"started {signal.Request}"));
            Signal<RequestFinished>.Connect(signal => _heard.Add($"finished {signal.Request} {signal.Response.StatusCode}"));
            Signal<GotRequestException>.Connect(signal => _heard.Add($"exception {signal.Exception.Message}"));
        }

        return new(application);
    }

    private sealed class SessionSettings : WebTests.SessionSettings
    {
        public List<string> Heard { get; init; } = [];
    }

    public class SignalUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", (HttpRequest request) =>
            {
                ((SessionSettings)request.Settings).Heard.Add("view");
                return new HttpResponse("page");
            }),
            Path("fail/", Fail),
        ];

        private static HttpResponse Fail(HttpRequest request) => throw new InvalidOperationException("broken");
    }
}
