using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Server;

namespace WebTests.Http;

/// <summary>Bodies that are made while they are sent, over a real socket where that matters.</summary>
public class StreamingTests
{
    private static readonly ServerAddress AnyPort = new("127.0.0.1", IPAddress.Loopback, 0);

    private static async IAsyncEnumerable<string> Slowly(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return piece;
        }
    }

    public static TheoryData<Func<HttpResponse>> Bodies => new()
    {
        () => new StreamingHttpResponse(Slowly("ä", "", "bc")),
        () => new StreamingHttpResponse((IEnumerable<string>)["ä", "bc"]),
        () => new StreamingHttpResponse((IEnumerable<byte[]>)["äb"u8.ToArray(), [], "c"u8.ToArray()]),
        () => new StreamingHttpResponse(async (stream, cancellation) => await stream.WriteAsync("äbc"u8.ToArray(), cancellation)),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Pieces_become_a_body(Func<HttpResponse> make)
    {
        var response = Page.Client(_ => make()).Get("/");

        Assert.Equal(("äbc", null, "text/html; charset=utf-8"), (response.Content, response["Content-Length"], response["Content-Type"]));
        Assert.Empty(Page.Client(_ => make()).Head("/").Body);
        Assert.Throws<NotSupportedException>(() => make().Content);
        Assert.Throws<NotSupportedException>(() => make().Write("x"));
        Assert.Throws<NotSupportedException>(() => make().Tell());
    }

    [Fact]
    public void Text_is_encoded_as_the_content_type_says() =>
        Assert.Equal([0xE4], Page.Client(_ => new StreamingHttpResponse(Slowly("ä"), "text/plain; charset=iso-8859-1")).Get("/").Body);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Each_piece_goes_out_at_once(string coding)
    {
        var pieces = Channel.CreateUnbounded<string>();
        var settings = Page.Settings(_ => new StreamingHttpResponse(pieces.Reader.ReadAllAsync()), settings => settings.Middleware = [typeof(GZipMiddleware), typeof(ConditionalGetMiddleware)]);
        await using var server = await HttpServer.Start(Quintet.Application.Load(settings), AnyPort);
        using var client = new HttpClient { BaseAddress = new(server.Addresses.Single()), DefaultRequestHeaders = { { "Accept-Encoding", coding } } };
        await pieces.Writer.WriteAsync("first");
        using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(coding, Assert.Single(response.Content.Headers.ContentEncoding));
        var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : new BrotliStream(body, CompressionMode.Decompress);
        var buffer = new byte[6];
        await plain.ReadExactlyAsync(buffer.AsMemory(0, 5));
        Assert.Equal("first", Encoding.UTF8.GetString(buffer, 0, 5));
        await pieces.Writer.WriteAsync("second");
        await plain.ReadExactlyAsync(buffer);
        Assert.Equal("second", Encoding.UTF8.GetString(buffer));
        pieces.Writer.Complete();
        Assert.Equal(0, await plain.ReadAsync(buffer));
    }

    [Fact]
    public async Task A_body_that_fails_is_cut_off_and_the_server_lives()
    {
        var errors = new List<string>();
        var application = Quintet.Application.Load(
            Page.Settings(request => request.GET["fail"] is null ? new HttpResponse("alive") : new StreamingHttpResponse(Failing())), (message, exception) => errors.Add($"{message} {exception?.Message}"));
        await using var server = await HttpServer.Start(application, AnyPort);
        using var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync("/?fail=1"));
        Assert.Equal("alive", await client.GetStringAsync("/"));
        Assert.Equal("Error while sending the response: / broken", Assert.Single(errors));

        static async IAsyncEnumerable<string> Failing()
        {
            yield return "part";
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public async Task The_sequence_ends_when_the_client_goes()
    {
        var ended = new TaskCompletionSource();
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => new StreamingHttpResponse(Endless(default)))), AnyPort);
        using (var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) })
        {
            using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[5]);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

        async IAsyncEnumerable<string> Endless([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                yield return "begin";
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public void Events_have_the_form_that_browsers_read()
    {
        var response = Page.Client(_ => new EventStreamResponse(Events())).Get("/");

        Assert.Equal("data: plain\n\nid: 7\nevent: price\nretry: 2500\ndata: two\ndata: lines\ndata: \n\n", response.Content);
        Assert.Equal(("text/event-stream", "no-cache", "no"), (response["Content-Type"], response["Cache-Control"], response["X-Accel-Buffering"]));

        static async IAsyncEnumerable<ServerSentEvent> Events()
        {
            yield return "plain";
            await Task.Yield();
            yield return new("two\r\nlines\n") { Id = "7", Event = "price", Retry = TimeSpan.FromSeconds(2.5) };
        }
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void An_event_cannot_be_broken_out_of(string text)
    {
        Assert.Throws<ArgumentException>(() => new ServerSentEvent("x") { Id = text });
        Assert.Throws<ArgumentException>(() => new ServerSentEvent("x") { Event = text });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_have_a_heartbeat_and_end_when_the_client_goes(bool looksAtToken)
    {
        var ended = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => new EventStreamResponse(Events(default), TimeSpan.FromMilliseconds(20)))), AnyPort);
        using (var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) })
        {
            using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
            var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("data: first", await reader.ReadLineAsync());
            Assert.Equal("", await reader.ReadLineAsync());
            Assert.Equal(": ", await reader.ReadLineAsync());
        }

        if (!looksAtToken) release.SetResult();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

        async IAsyncEnumerable<ServerSentEvent> Events([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                yield return "first";
                if (looksAtToken) await Task.Delay(Timeout.Infinite, cancellation);
                else await release.Task;
                yield return "last";
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_stops_does_not_wait_for_events(bool looksAtToken)
    {
        var (ended, errors) = (new TaskCompletionSource(), new List<string>());
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => new EventStreamResponse(Events(default))), (message, exception) => errors.Add($"{message} {exception}")), AnyPort);
        using var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) };
        using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: first", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());

        // No patience runs out: the stream has its regular end.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await server.Stop(patience.Token);
        Assert.False(patience.IsCancellationRequested);
        Assert.Null(await reader.ReadLineAsync());
        Assert.Empty(errors);
        if (looksAtToken) await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

        async IAsyncEnumerable<ServerSentEvent> Events([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                yield return "first";
                await Task.Delay(Timeout.Infinite, looksAtToken ? cancellation : CancellationToken.None);
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    private static WebSocketResponse Echo(params string[] origins) => new(async (socket, cancellation) =>
    {
        var buffer = new byte[100];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer, cancellation);
            if (message.MessageType == WebSocketMessageType.Close) return;
            var text = Encoding.UTF8.GetString(buffer, 0, message.Count);
            if (text == "fail") throw new InvalidOperationException("fail");
            if (text == "end") return;
            await socket.SendAsync(Encoding.UTF8.GetBytes("echo " + text), WebSocketMessageType.Text, true, cancellation);
        }
    })
    {
        AllowedOrigins = origins,
        SubProtocols = ["v2", "v1"],
    };

    private static async Task<ClientWebSocket> Connect(HttpServer server, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v1");
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new(server.Addresses.Single().Replace("http", "ws", StringComparison.Ordinal)), default);
        return socket;
    }

    private static async Task<string> Say(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        var answer = await socket.ReceiveAsync(buffer, default);
        return answer.MessageType == WebSocketMessageType.Close ? $"closed {(int)answer.CloseStatus!}" : Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }

    [Fact]
    public async Task A_socket_speaks_both_ways()
    {
        var errors = new List<string>();
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => Echo(), settings =>
        {
            settings.AllowedHosts = ["127.0.0.1"];
            settings.Middleware = [typeof(SecurityMiddleware), typeof(GZipMiddleware), typeof(CommonMiddleware), typeof(CsrfViewMiddleware)];
        }), (message, _) => errors.Add(message)), AnyPort);
        using var socket = await Connect(server, server.Addresses.Single());

        Assert.Equal("v1", socket.SubProtocol);
        Assert.Equal("echo hi", await Say(socket, "hi"));
        Assert.Equal("echo again", await Say(socket, "again"));
        Assert.Equal("closed 1000", await Say(socket, "end"));
        using var failing = await Connect(server);
        Assert.Equal("closed 1011", await Say(failing, "fail"));
    }

    [Theory]
    [InlineData("https://evil.com", 403)]
    [InlineData("null", 403)]
    [InlineData("https://friend.example", 101)]
    [InlineData("https://trusted.example", 101)]
    public async Task Pages_of_other_sites_may_not_connect(string origin, int status)
    {
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => Echo("https://friend.example"), settings => (settings.AllowedHosts, settings.CsrfTrustedOrigins) = (["127.0.0.1"], ["https://trusted.example"]))), AnyPort);

        Assert.StartsWith($"HTTP/1.1 {status} ", await Handshake(server, $"Origin: {origin}\r\n"));
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 8\r\n", 426)]
    [InlineData("Sec-WebSocket-Key: short\r\n", 400)]
    [InlineData("Upgrade: h2c\r\n", 426)]
    public async Task What_is_no_handshake_is_refused(string headers, int status)
    {
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => Echo(), settings => settings.AllowedHosts = ["*"])), AnyPort);

        Assert.StartsWith($"HTTP/1.1 {status} ", await Handshake(server, headers));
        Assert.Equal(426, Page.Client(_ => Echo()).Get("/").StatusCode);
    }

    private static async Task<string> Handshake(HttpServer server, string headers)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")])
        {
            if (!headers.Contains(name + ":", StringComparison.Ordinal)) headers += $"{name}: {value}\r\n";
        }

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Addresses.Single()).Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n{headers}\r\n"));
        return await new StreamReader(client.GetStream()).ReadLineAsync() ?? "";
    }
}
