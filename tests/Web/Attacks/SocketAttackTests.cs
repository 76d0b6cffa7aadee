using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Quintet.Server;

namespace WebTests.Attacks;

/// <summary>What only a socket can do: requests that are none, too large, or too slow.</summary>
public class SocketAttackTests
{
    private static Task<HttpServer> Start(Action<KestrelServerLimits>? limits = null) =>
        HttpServer.Start(Quintet.Application.Load(Http.Page.Settings(request => new($"{request.Method} {request.Body.Length}")), (_, _) => { }), new("127.0.0.1", IPAddress.Loopback, 0), limits: limits);

    public static TheoryData<string, string, int> Requests => new()
    {
        { "a page", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 },
        { "a line of 9,000 characters", $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { "a header of 40,000 characters", $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 40_000)}\r\n\r\n", 431 },
        { "a cookie of 40,000 characters", $"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {new string('a', 40_000)}\r\n\r\n", 431 },
        { "200 headers", $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: y\r\n"))}\r\n", 431 },
        { "no host", "GET / HTTP/1.1\r\n\r\n", 400 },
        { "two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.com\r\n\r\n", 400 },
        { "another host in the line", "GET http://evil.com/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "a length and pieces: smuggling", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n", 400 },
        { "two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400 },
        { "a length below zero", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400 },
        { "a length that is none", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1x\r\n\r\n", 400 },
        { "an unknown transfer coding", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n", 400 },
        { "a piece whose size is none", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400 },
        { "a piece whose size is too large", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n", 400 },
        { "a form in such a piece", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=sep\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n", 400 },
        { "a space before the colon", "GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n", 400 },
        { "a folded header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\r\n z\r\n\r\n", 400 },
        { "a NUL in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\0z\r\n\r\n", 400 },
        { "a NUL in the path", "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "no version", "GET /\r\n\r\n", 400 },
        { "a version that there is not", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505 },
        { "a method that is none", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "too large a body", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", 413 },
        { "too large a body in pieces", $"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2DC6C0\r\n{new string('a', 3_000_000)}\r\n0\r\n\r\n", 413 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request(string what, string request, int status)
    {
        await using var server = await Start();

        var answer = await Ask(server, request);

        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{what}: {answer}");
        Assert.StartsWith("HTTP/1.1 200 ", await Ask(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    [Fact]
    public void Who_is_slow_is_cut_off()
    {
        var limits = new KestrelServerLimits();
        HttpServer.SetLimits(limits);

        Assert.Equal((240, 5), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod.TotalSeconds));
        Assert.Equal((240, 5), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod.TotalSeconds));
        Assert.Equal((30, 130), (limits.RequestHeadersTimeout.TotalSeconds, limits.KeepAliveTimeout.TotalSeconds));
    }

    [Fact]
    public async Task A_body_that_trickles_gets_408()
    {
        await using var server = await Start(limits => limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1)));

        // The rest never comes; the client waits for the answer.
        Assert.StartsWith("HTTP/1.1 408 ", await Ask(server, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"));
    }

    [Fact]
    public async Task Headers_that_trickle_get_408()
    {
        await using var server = await Start(limits => limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1));

        Assert.StartsWith("HTTP/1.1 408 ", await Ask(server, "GET / HTTP/1.1\r\nHost: local"));
    }

    [Fact]
    public async Task Slow_clients_keep_nobody_waiting()
    {
        await using var server = await Start();
        var slow = new List<TcpClient>();
        for (var i = 0; i < 50; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Addresses.Single()).Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i % 2 == 0 ? "GET / HTTP/1.1\r\nHos" : "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"));
            slow.Add(client);
        }

        Assert.StartsWith("HTTP/1.1 200 ", await Ask(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        slow.ForEach(client => client.Dispose());
    }

    /// <summary>The first line of the answer.</summary>
    private static async Task<string> Ask(HttpServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Addresses.Single()).Port);
        var stream = client.GetStream();
        var reading = new StreamReader(stream).ReadLineAsync();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (IOException)
        {
            // It answered before all was sent.
        }

        return await reading ?? "";
    }
}
