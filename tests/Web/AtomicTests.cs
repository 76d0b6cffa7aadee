using Microsoft.AspNetCore.Http.Features;
using Quintet;
using Quintet.Db;
using Quintet.Http;
using Quintet.Management;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using WebTests.Library;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>Views in transactions. Each adds authors to real databases; what is there afterwards is read past the views.</summary>
public sealed class AtomicTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-atomic-").FullName;
    private readonly List<string> _errors = [];

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/plain/", true)] // Without the attribute what was saved stays.
    [InlineData("/atomic/", false)]
    [InlineData("/atomic-later/", false)]
    [InlineData("/class/", false)]
    [InlineData("/method/", false)]
    public async Task An_exception_rolls_back(string path, bool stays)
    {
        var client = await Client();

        var response = client.Get(path + "?name=Ada&then=throw");

        Assert.Equal(500, response.StatusCode);
        Assert.Contains("Internal Server Error: " + path, Assert.Single(_errors));
        Assert.Equal(stays ? ["Ada"] : [], Names(client));
    }

    [Theory]
    [InlineData("/atomic/")]
    [InlineData("/atomic-later/")]
    [InlineData("/class/")]
    [InlineData("/method/")]
    public async Task A_response_commits_whatever_its_status(string path)
    {
        var client = await Client();

        Assert.Equal("in a transaction", client.Get(path + "?name=Ada").Content);
        Assert.Equal(404, client.Get(path + "?name=Bob&then=404").StatusCode);
        Assert.Equal(500, client.Get(path + "?name=Cyd&then=500").StatusCode);
        Assert.Equal(["Ada", "Bob", "Cyd"], Names(client));
    }

    [Fact]
    public async Task The_page_of_an_exception_is_made_outside()
    {
        var client = await Client(settings => settings.Middleware = [typeof(InTransactionMiddleware)]);

        Assert.Equal("False", client.Get("/atomic/?name=Ada&then=throw")["X-In-Transaction"]);
        Assert.Equal("False", client.Get("/atomic/?name=Ada")["X-In-Transaction"]);
    }

    [Fact]
    public async Task A_missing_object_rolls_back_and_gives_404()
    {
        var client = await Client();

        Assert.Equal(404, client.Get("/atomic/?name=Ada&then=Http404").StatusCode);
        Assert.Empty(Names(client));
    }

    [Fact]
    public async Task Hooks_run_after_the_commit_and_not_after_a_rollback()
    {
        var client = await Client();

        Assert.Equal("view; hook outside of the transaction", client.Get("/hooks/").Content);
        Assert.Equal(500, client.Get("/hooks/?then=throw").StatusCode);
        Assert.Equal(["Ada", "of the hook"], Names(client));
    }

    [Fact]
    public async Task A_block_inside_is_undone_alone()
    {
        var client = await Client();

        Assert.Equal("inner failed", client.Get("/nested/").Content);
        Assert.Equal(["outer"], Names(client));
    }

    [Fact]
    public async Task Without_a_savepoint_the_whole_is_undone()
    {
        var client = await Client();

        Assert.Equal(500, client.Get("/nested-whole/").StatusCode);
        Assert.Empty(Names(client));
    }

    [Fact]
    public async Task Each_database_has_its_own()
    {
        var client = await Client();

        Assert.Equal(500, client.Get("/both/?then=throw").StatusCode);
        Assert.Empty(Names(client));
        Assert.Empty(Names(client, "other"));
        Assert.Equal(500, client.Get("/other/?then=throw").StatusCode);
        Assert.Equal(["both"], Names(client));
        Assert.Empty(Names(client, "other"));
        Assert.Equal(200, client.Get("/both/").StatusCode);
        Assert.Equal(["both"], Names(client, "other"));
    }

    [Fact]
    public async Task Durable_refuses_another_transaction()
    {
        var client = await Client();

        Assert.Equal("in a transaction", client.Get("/durable/?name=Ada").Content);

        client = await Client(atomicRequests: true);
        Assert.Contains("A durable atomic block cannot be nested within another atomic block.", client.Get("/durable/?name=Bob").Content);
        Assert.Equal(["Ada"], Names(client));
    }

    [Theory]
    [InlineData("/plain/")]
    [InlineData("/atomic/")]
    [InlineData("/lambda/")]
    [InlineData("/class/")]
    public async Task Every_view_is_atomic_where_the_database_says_so(string path)
    {
        var client = await Client(atomicRequests: true);

        Assert.Equal("in a transaction", client.Get(path + "?name=Ada").Content);
        Assert.Equal(500, client.Get(path + "?name=Bob&then=throw").StatusCode);
        Assert.Equal(["Ada"], Names(client));
    }

    [Fact]
    public async Task A_view_may_say_no()
    {
        var client = await Client(atomicRequests: true);

        Assert.Equal("no transaction", client.Get("/exempt/?name=Ada").Content);
        Assert.Equal(500, client.Get("/exempt/?name=Bob&then=throw").StatusCode);
        Assert.Equal(["Ada", "Bob"], Names(client));
        Assert.Equal("no transaction", client.Get("/exempt-class/").Content);
        Assert.Equal("in a transaction", client.Get("/exempt-method/").Content);
        Assert.Equal("no transaction", client.Post("/exempt-method/").Content);
        Assert.Equal("in a transaction", client.Get("/exempt-of-other/?name=Cyd").Content);
    }

    [Fact]
    public async Task A_body_is_made_after_the_commit()
    {
        var client = await Client();

        Assert.Equal("False: Ada", client.Get("/streamed/").Content);
    }

    [Fact]
    public async Task Requests_at_once_wait_for_their_turn()
    {
        var client = await Client(atomicRequests: true);

        // The client blocks its thread, so each has one of its own.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
            () => Assert.Equal("in a transaction", client.Get($"/later/?name=a{i:00}").Content), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"a{i:00}"), Names(client));
    }

    private async Task<Client> Client(Action<LibrarySettings>? change = null, bool atomicRequests = false)
    {
        var settings = new LibrarySettings(_folder, typeof(LibraryApp)) { RootUrlConf = typeof(AtomicUrls) };
        settings.Databases["default"] = new Sqlite(settings.BaseDir / "db.sqlite3") { AtomicRequests = atomicRequests };
        settings.Databases["other"] = new Sqlite(settings.BaseDir / "other.sqlite3");
        change?.Invoke(settings);
        foreach (var alias in settings.Databases.Keys) Assert.Equal(0, await ManagementUtility.Execute(() => settings, ["migrate", "--database", alias], TextWriter.Null, TextWriter.Null));
        return new(Application.Load(settings, (message, _) => _errors.Add(message)));
    }

    private static IEnumerable<string> Names(Client client, string alias = "default")
    {
        using var scope = client.Application.Connections.NewScope();
        return scope[alias].Query("SELECT name FROM library_author ORDER BY name", row => row.GetString(0));
    }
}

public sealed class InTransactionMiddleware(GetResponse getResponse) : Quintet.Middleware.Middleware
{
    public override async ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = await getResponse(request);
        response["X-In-Transaction"] = AtomicViews.InTransaction().ToString();
        return response;
    }
}

public class AtomicUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("plain/", AtomicViews.Plain),
        Path("later/", AtomicViews.Later),
        Path("atomic/", AtomicViews.Atomic),
        Path("atomic-later/", AtomicViews.AtomicLater),
        Path("lambda/", (HttpRequest request) => AtomicViews.Add(request)),
        Path("class/", () => new AtomicView()),
        Path<AtomicMethodView>("method/"),
        Path("hooks/", AtomicViews.Hooks),
        Path("nested/", AtomicViews.Nested),
        Path("nested-whole/", AtomicViews.NestedWhole),
        Path("both/", AtomicViews.Both),
        Path("other/", AtomicViews.Other),
        Path("durable/", AtomicViews.Durable),
        Path("exempt/", AtomicViews.Exempt),
        Path("exempt-of-other/", AtomicViews.ExemptOfOther),
        Path<ExemptView>("exempt-class/"),
        Path<ExemptMethodView>("exempt-method/"),
        Path("streamed/", AtomicViews.Streamed),
    ];
}

public static class AtomicViews
{
    public static bool InTransaction(string alias = "default") => Context.Current.Get(Connections.Key)[alias].InTransaction;

    /// <summary>Adds an author and does what the request says then.</summary>
    public static HttpResponse Add(HttpRequest request)
    {
        if (request.GET["name"] is { } name) Author.Objects.GetQuerySet().Create(new() { Name = name });
        return request.GET["then"] switch
        {
            "throw" => throw new InvalidOperationException("It failed."),
            "Http404" => throw new Http404("It is not there."),
            { } status => new HttpResponse(status: int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)),
            null => new HttpResponse(InTransaction() ? "in a transaction" : "no transaction"),
        };
    }

    public static HttpResponse Plain(HttpRequest request) => Add(request);

    public static async Task<HttpResponse> Later(HttpRequest request)
    {
        var before = await Author.Objects.GetQuerySet().CountAsync();
        await Task.Yield();
        var response = Add(request);
        return await Author.Objects.GetQuerySet().CountAsync() == before + 1 ? response : throw new InvalidOperationException("Another one wrote in between.");
    }

    [Atomic]
    public static HttpResponse Atomic(HttpRequest request) => Add(request);

    [Atomic]
    public static async Task<HttpResponse> AtomicLater(HttpRequest request)
    {
        await Task.Yield();
        var response = Add(request);
        await Task.Yield();
        return response;
    }

    [Atomic]
    public static HttpResponse Hooks(HttpRequest request)
    {
        var response = new HttpResponse("view");
        Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
        Transaction.OnCommit(() =>
        {
            response.Content += InTransaction() ? "; hook inside" : "; hook outside of the transaction";
            Author.Objects.GetQuerySet().Create(new() { Name = "of the hook" });
        });
        return request.GET["then"] is null ? response : throw new InvalidOperationException("It failed.");
    }

    [Atomic]
    public static HttpResponse Nested(HttpRequest request)
    {
        Author.Objects.GetQuerySet().Create(new() { Name = "outer" });
        try
        {
            Transaction.Atomic(() =>
            {
                Author.Objects.GetQuerySet().Create(new() { Name = "inner" });
                Fail();
            });
        }
        catch (InvalidOperationException)
        {
            return new("inner failed");
        }

        return new("inner did not fail");
    }

    [Atomic]
    public static HttpResponse NestedWhole(HttpRequest request)
    {
        Author.Objects.GetQuerySet().Create(new() { Name = "outer" });
        try
        {
            Transaction.Atomic(() => Fail(), savepoint: false);
        }
        catch (InvalidOperationException)
        {
            return new("The view goes on, but nothing can be committed.");
        }

        return new("inner did not fail");
    }

    [Atomic]
    [Atomic(Using = "other")]
    public static HttpResponse Both(HttpRequest request) => AddToBoth(request);

    [Atomic(Using = "other")]
    public static HttpResponse Other(HttpRequest request) => AddToBoth(request);

    [Atomic(Durable = true)]
    public static HttpResponse Durable(HttpRequest request) => Add(request);

    [NonAtomicRequests]
    public static HttpResponse Exempt(HttpRequest request) => Add(request);

    [NonAtomicRequests(Using = "other")]
    public static HttpResponse ExemptOfOther(HttpRequest request) => Add(request);

    [Atomic]
    public static HttpResponse Streamed(HttpRequest request)
    {
        Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
        return new NamesResponse();
    }

    private static void Fail() => throw new InvalidOperationException("It failed.");

    private static HttpResponse AddToBoth(HttpRequest request)
    {
        foreach (var alias in new[] { "default", "other" }) Author.Objects.GetQuerySet().Using(alias).Create(new() { Name = "both" });
        return request.GET["then"] is null ? new("done") : throw new InvalidOperationException("It failed.");
    }
}

[Atomic]
public class AtomicView : View
{
    public HttpResponse Get(HttpRequest request) => AtomicViews.Add(request);
}

public class AtomicMethodView : View
{
    [Atomic]
    public HttpResponse Get(HttpRequest request) => AtomicViews.Add(request);
}

[NonAtomicRequests]
public class ExemptView : View
{
    public HttpResponse Get(HttpRequest request) => AtomicViews.Add(request);
}

public class ExemptMethodView : View
{
    public HttpResponse Get(HttpRequest request) => AtomicViews.Add(request);

    [NonAtomicRequests]
    public HttpResponse Post(HttpRequest request) => AtomicViews.Add(request);
}

/// <summary>A body that is made while it is sent.</summary>
internal sealed class NamesResponse : HttpResponse
{
    public override bool IsStreaming => true;

    internal override long? ContentLength => null;

    internal override async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation)
    {
        var names = await Author.Objects.GetQuerySet().Values(author => author.Name).ToListAsync(cancellation);
        await body.Stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{AtomicViews.InTransaction()}: {string.Join(", ", names)}"), cancellation);
    }
}
