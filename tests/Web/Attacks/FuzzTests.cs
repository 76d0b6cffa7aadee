extern alias bookshop;

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Quintet;
using Quintet.Conf;
using Quintet.Contrib.Messages;
using Quintet.Db;
using Quintet.Http;
using Quintet.Management;
using Quintet.Middleware;
using Quintet.Server;
using Quintet.Testing;
using Quintet.Views;
using Xunit.Abstractions;

namespace WebTests.Attacks;

/// <summary>
/// Random requests for the bookshop's routes: whatever comes, the answer is a page or an error of the client's, and the process lives. With the variable QUINTET_SOAK
/// (npm run soak) 50,000 of them, else 2,000. QUINTET_SEED takes the number that a failure names.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quintet-fuzz-");

    private static int Count => Environment.GetEnvironmentVariable("QUINTET_SOAK") is { Length: > 0 } ? 50_000 : 2_000;

    private static int Seed => Environment.GetEnvironmentVariable("QUINTET_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task No_request_breaks_the_bookshop()
    {
        var errors = new List<string>();
        var application = await Bookshop(errors);
        var requests = Requests(application);
        var (count, seed, reached, statuses) = (Count, Seed, 0, new SortedDictionary<int, int>());
        for (var i = 0; i < count; i++)
        {
            var number = unchecked(seed + i);
            var request = requests.Make(number);
            var client = new Client(application);
            foreach (var (name, value) in request.Cookies) client.Cookies[name] = value;
            ClientResponse response;
            try
            {
                response = client.Request(request.Method, request.Path, request.Body, request.ContentType, request.Headers);
            }
            catch (Exception exception)
            {
                Assert.Fail($"QUINTET_SEED={number} threw {exception}\n{request}");
                return;
            }

            if (response.StatusCode >= 500) Assert.Fail($"QUINTET_SEED={number} got {response.StatusCode}: {string.Join('\n', errors.TakeLast(1))}\n{request}");
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
            if (response[ReachedMiddleware.Header] is not null) reached++;
        }

        output.WriteLine($"{count} requests from {seed} on: {reached} reached a view; {string.Join(", ", statuses.Select(pair => $"{pair.Value} times {pair.Key}"))}.");
        Assert.True(count == 1 || reached >= count / 2, $"Only {reached} of {count} requests (QUINTET_SEED={seed}) reached a view.");
        Assert.Equal(200, new Client(application).Get("/").StatusCode);
    }

    [Fact]
    public async Task No_bytes_on_a_socket_break_the_server()
    {
        var errors = new List<string>();
        var application = await Bookshop(errors);
        var requests = Requests(application);
        var (count, seed) = (Count / 20, Seed);
        await using var server = await HttpServer.Start(application, new("127.0.0.1", IPAddress.Loopback, 0));
        var port = new Uri(server.Addresses.Single()).Port;
        for (var i = 0; i < count; i++)
        {
            var number = unchecked(seed + i);
            var bytes = Raw(requests.Make(number), new Random(number));
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var answer = "";
            try
            {
                var reading = new StreamReader(client.GetStream()).ReadLineAsync();
                await client.GetStream().WriteAsync(bytes);
                // Where there is no answer so far, the server waits for the rest, which does not come.
                if (await Task.WhenAny(reading, Task.Delay(50)) != reading) client.Client.Shutdown(SocketShutdown.Send);
                answer = await reading ?? "";
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // The server cuts a connection that makes no sense.
            }

            Assert.False(answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && !answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"QUINTET_SEED={number} got {answer}: {string.Join('\n', errors.TakeLast(1))}");
        }

        using var browser = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(server.Addresses.Single())).StatusCode);
    }

    private static byte[] Raw(RandomRequest request, Random chance)
    {
        var head = new StringBuilder($"{request.Method} {request.Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var (name, value) in request.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (request.ContentType is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {request.ContentType}\r\n");
        head.Append(chance.Next(8) switch
        {
            0 => "Transfer-Encoding: chunked\r\n",
            1 => $"Content-Length: {request.Body.Length + 100}\r\n",
            2 => $"Content-Length: {request.Body.Length}\r\nTransfer-Encoding: chunked\r\n",
            _ => $"Content-Length: {request.Body.Length}\r\n",
        });
        var bytes = (byte[])[.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. request.Body];
        for (var i = chance.Next(8); i > 4; i--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        return chance.Next(6) == 0 ? bytes[..chance.Next(bytes.Length)] : bytes;
    }

    /// <summary>The shop with its books, in a database of its own.</summary>
    private async Task<Application> Bookshop(List<string> errors)
    {
        var settings = Settings();
        foreach (var command in (string[])["migrate", "seed"]) Assert.Equal(0, await ManagementUtility.Execute(Settings, [command], TextWriter.Null, TextWriter.Null));
        return Application.Load(settings, (message, exception) => errors.Add($"{message} {exception}"));

        bookshop::Settings Settings()
        {
            var project = Path.Combine(Repository(), "examples", "bookshop");
            var settings = new bookshop::Settings
            {
                Debug = false,
                SecretKey = "a key for requests that nobody chose, long enough",
                BaseDir = project,
                StaticFilesDirs = [Path.Combine(project, "static")],
                Templates = [new QuintetTemplates { Dirs = [Path.Combine(project, "templates")], AppDirs = true, ContextProcessors = [ContextProcessors.Request, RequestMessages.ContextProcessor] }],
            };
            settings.Databases["default"] = new Sqlite(Path.Combine(_folder.FullName, "db.sqlite3"));
            settings.Middleware = [typeof(GZipMiddleware), typeof(ConditionalGetMiddleware), .. settings.Middleware, typeof(ReachedMiddleware)];
            return settings;
        }
    }

    private static RandomRequests Requests(Application application)
    {
        using var scope = application.Context.Enter();
        return new(application.Urls, new Dictionary<string, string[]>
        {
            ["int"] = [.. bookshop::Shop.Book.Objects.All()[..20].ToList().Select(book => book.Id.ToString(CultureInfo.InvariantCulture)), "1", "2", "3"],
            ["slug"] = [.. bookshop::Shop.Genre.Objects.All().ToList().Select(genre => genre.Slug)],
        });
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Tooling.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"There is no Tooling.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>Says of a response that a view was asked.</summary>
public sealed class ReachedMiddleware(GetResponse getResponse) : Middleware
{
    public const string Header = "X-Reached";

    public override async ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = await getResponse(request);
        if (request.Items.ContainsKey(Header)) response[Header] = "1";
        return response;
    }

    public override ValueTask<HttpResponse?> ProcessView(HttpRequest request, ViewInfo view)
    {
        request.Items[Header] = true;
        return default;
    }
}
