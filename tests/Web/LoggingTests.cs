using System.Collections.Concurrent;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Logging;
using Quintet;
using Quintet.Db;
using Quintet.Http;
using Quintet.Logging;
using Quintet.Mail;
using Quintet.Management.Commands;
using Quintet.Middleware;
using Quintet.Server;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>The log, the mail to the admins, and the statements on the page of an error.</summary>
public sealed class LoggingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-log-").FullName;
    private readonly Entries _entries = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Who_wants_to_hear_it_hears_it()
    {
        var client = Client(settings => settings.Logging = log => log.AddProvider(_entries).SetMinimumLevel(LogLevel.Debug));
        client.Get("/log/");
        client.Get("/fail/");
        client.Get("/log/", new Dictionary<string, string> { ["Host"] = "evil.example.com" });

        Assert.Contains(("shop", LogLevel.Information, "3 books sold"), _entries.Seen);
        Assert.Contains(("WebTests.LoggingTests", LogLevel.Debug, "quietly"), _entries.Seen);
        Assert.Contains(("quintet.request", LogLevel.Error, "Internal Server Error: /fail/ InvalidOperationException: broken"), _entries.Seen);
        Assert.Contains(_entries.Seen, entry => entry is ("quintet.security", LogLevel.Warning, _) && entry.Text.StartsWith("Bad Request (Invalid HTTP_HOST header: 'evil.example.com'.", StringComparison.Ordinal));
        Assert.Contains(_entries.Seen, entry => entry.Category == "quintet.db" && entry.Text.EndsWith("SELECT 1 + @p0; args=(41); alias=default", StringComparison.Ordinal));
    }

    [Fact]
    public void Statements_are_kept_only_where_somebody_looks()
    {
        Assert.Equal("none", Client().Get("/statements/").Content);
        Assert.Equal("1", Client(settings => settings.Debug = true).Get("/statements/").Content);
        Assert.Equal("none", Client(settings => settings.Logging = log => log.AddProvider(_entries).SetMinimumLevel(LogLevel.Debug).AddFilter("quintet.db", LogLevel.Warning)).Get("/statements/").Content);
        Assert.DoesNotContain(_entries.Seen, entry => entry.Category == "quintet.db");
    }

    [Fact]
    public async Task Outside_of_debug_the_log_alone_hears_of_requests()
    {
        Assert.Null(RunServerCommand.LogOf(Load(null)));
        Assert.Null(RunServerCommand.LogOf(Load(log => log.AddProvider(_entries).AddFilter("quintet.server", LogLevel.Warning))));

        var application = Load(log => log.AddProvider(_entries));
        await using var server = await HttpServer.Start(application, new("127.0.0.1", System.Net.IPAddress.Loopback, 0), RunServerCommand.LogOf(application));
        using var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) };
        await client.GetAsync("/log/?a=%0A");

        Assert.Contains(("quintet.server", LogLevel.Information, "\"GET /log/?a=%0A HTTP/1.1\" 200 4"), _entries.Seen);

        Application Load(Action<ILoggingBuilder>? logging) => Application.Load(new SessionSettings { AllowedHosts = ["127.0.0.1"], RootUrlConf = typeof(LogUrls), Middleware = [], Databases = { ["default"] = new Sqlite(System.IO.Path.Combine(_folder, "db.sqlite3")) }, Logging = logging });
    }

    [Fact]
    public void An_entry_is_one_line()
    {
        var client = Client(settings => settings.Logging = log => log.AddProvider(_entries));
        client.Get("/fail/%0D%0AInternal Server Error: %1b[31m/other");

        Assert.Contains(_entries.Seen, entry => entry.Text.StartsWith(@"Internal Server Error: /fail/\x0d\x0aInternal Server Error: \x1b[31m/other ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_admins_get_a_mail_without_secrets()
    {
        var memory = new MemoryEmailBackend();
        var client = Client(settings => (settings.EmailBackend, settings.Admins) = (memory, ["ada@example.com"]));
        var response = client.Post("/fail/?name=shown", [new("password", "form-secret")], new Dictionary<string, string> { ["Authorization"] = "Bearer header-secret", ["Cookie"] = "sessionid=cookie-secret" });

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain("broken", response.Content);
        var mail = Assert.Single(memory.Outbox);
        Assert.Equal("[Quintet] ERROR (EXTERNAL IP): Internal Server Error: /fail/", mail.Subject);
        Assert.Equal(["ada@example.com"], mail.To);
        Assert.Contains("System.InvalidOperationException at /fail/\nbroken\n", mail.Body);
        Assert.Contains("LoggingTests", mail.Body);
        Assert.Contains("  name = shown\n", mail.Body);
        Assert.Contains("  password = ********************\n", mail.Body);
        Assert.All(new[] { "form-secret", "header-secret", "cookie-secret", "a key that must not be shown" }, secret => Assert.DoesNotContain(secret, mail.Body));
        client.Get("/fail/%0D%0ABcc: everyone@example.com");
        Assert.DoesNotContain('\n', memory.Outbox[1].Subject);
    }

    [Fact]
    public void A_mail_that_cannot_be_sent_is_no_second_error()
    {
        var client = Client(settings => (settings.EmailBackend, settings.EmailPort, settings.Admins, settings.Logging) = (new SmtpEmailBackend(), 1, ["ada@example.com"], log => log.AddProvider(_entries)));

        Assert.Equal(500, client.Get("/fail/").StatusCode);
        Assert.Contains(_entries.Seen, entry => entry.Text.StartsWith("The mail to the admins could not be sent: ", StringComparison.Ordinal));
    }

    [Fact]
    public void While_developing_nobody_is_told_and_missing_pages_are_no_errors()
    {
        var memory = new MemoryEmailBackend();
        Client(settings => (settings.EmailBackend, settings.Admins, settings.Debug) = (memory, ["ada@example.com"], true)).Get("/fail/");
        Client(settings => (settings.EmailBackend, settings.Admins) = (memory, ["ada@example.com"])).Get("/missing/");

        Assert.Empty(memory.Outbox);
    }

    [Fact]
    public void The_page_of_an_error_shows_the_statements()
    {
        var client = Client(settings => settings.Debug = true);
        var page = new HtmlParser().ParseDocument(client.Get("/fail/?queries=5").Content);
        var section = page.QuerySelectorAll("section").Single(part => part.QuerySelector("h2")!.TextContent == "SQL");

        Assert.Matches(@"^5 queries in \d+\.\d\d ms$", section.QuerySelector("p")!.TextContent);
        Assert.StartsWith("The same statement ran 5 times", section.QuerySelector(".message")!.TextContent);
        Assert.Equal(5, section.QuerySelectorAll("tr").Length);
        Assert.Equal("'<script>'", section.QuerySelector("td .place")!.TextContent);
        Assert.DoesNotContain("<script>", client.Get("/fail/?queries=5").Content);
        Assert.DoesNotContain(new HtmlParser().ParseDocument(client.Get("/fail/").Content).QuerySelectorAll("h2"), title => title.TextContent == "SQL");
    }

    [Fact]
    public void A_program_gets_plain_text()
    {
        var response = Client(settings => settings.Debug = true).Get("/fail/", new Dictionary<string, string> { ["Accept"] = "application/json" });

        Assert.Equal("text/plain; charset=utf-8", response["Content-Type"]);
        Assert.StartsWith("InvalidOperationException at /fail/\n\nSystem.InvalidOperationException: broken", response.Content);
    }

    private Client Client(Action<Quintet.Conf.Settings>? change = null)
    {
        var settings = new SessionSettings { RootUrlConf = typeof(LogUrls), Middleware = [typeof(CommonMiddleware)], EmailBackend = new MemoryEmailBackend(), Databases = { ["default"] = new Sqlite(System.IO.Path.Combine(_folder, "db.sqlite3")) } };
        change?.Invoke(settings);
        return new(Application.Load(settings));
    }

    public class LogUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("log/", (HttpRequest request) =>
            {
                Log.For("shop").LogInformation("{Count} books sold", 3);
                Log.For<LoggingTests>().LogDebug("quietly");
                Connections.Current["default"].Query("SELECT 1 + @p0", row => row.GetInt64(0), 41L);
                return new HttpResponse("done");
            }),
            Path("statements/", (HttpRequest request) =>
            {
                Connections.Current["default"].Query("SELECT 1", row => row.GetInt64(0));
                return new HttpResponse(Connections.Current.Record?.Count.ToString() ?? "none");
            }),
            Path("fail/", Fail),
            RePath("^fail/", (HttpRequest request) => Fail(request)),
        ];

        private static HttpResponse Fail(HttpRequest request)
        {
            for (var i = 0; i < int.Parse(request.GET["queries"] ?? "0"); i++) Connections.Current["default"].Query("SELECT @p0", row => row.GetString(0), i == 0 ? "<script>" : "x");
            throw new InvalidOperationException("broken");
        }
    }

    private sealed class Entries : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Seen { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Category(Entries entries, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                entries.Seen.Enqueue((name, logLevel, formatter(state, exception) + (exception is null ? "" : $" {exception.GetType().Name}: {exception.Message}")));
        }
    }
}
