using System.Net;
using System.Net.Sockets;
using System.Text;
using Quintet;
using Quintet.Management;
using Quintet.Server;

namespace WebTests;

/// <summary>Over a real socket.</summary>
public class ServerTests
{
    private static readonly ServerAddress AnyPort = new("127.0.0.1", IPAddress.Loopback, 0);

    [Fact]
    public async Task Pages_forms_and_files_are_served()
    {
        await using var server = await HttpServer.Start(Load(), AnyPort);
        using var client = new HttpClient { BaseAddress = new(server.Addresses.Single()) };

        Assert.Equal("Hello, world!", await client.GetStringAsync("/"));
        Assert.Equal("slow x", await client.GetStringAsync("/slow/x/"));
        var posted = await client.PostAsync("/echo/", new FormUrlEncodedContent([new("q", "ü")]));
        Assert.Equal("POST GET: POST:ü body:8", await posted.Content.ReadAsStringAsync());
        Assert.Equal("body { color: #123; }\n", await client.GetStringAsync("/static/css/site.css"));
        var head = await client.SendAsync(new(HttpMethod.Head, "/"));
        Assert.Equal(13, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("/fails/")).StatusCode);
    }

    [Theory]
    [InlineData("/static/../outside.txt")]
    [InlineData("/static/%2e%2e/outside.txt")]
    [InlineData("/static/..%2foutside.txt")]
    [InlineData("/static/%2e%2e%2foutside.txt")]
    [InlineData("/static/..\\outside.txt")]
    public async Task A_raw_path_cannot_leave_the_static_folders(string target)
    {
        await using var server = await HttpServer.Start(Load(), AnyPort);

        var answer = await Raw(server, $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 4", answer);
        Assert.DoesNotContain("outside\n", answer);
    }

    [Fact]
    public async Task A_wrong_host_is_refused()
    {
        await using var server = await HttpServer.Start(Load(), AnyPort);

        Assert.StartsWith("HTTP/1.1 400", await Raw(server, "GET / HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var server = await HttpServer.Start(Load(), AnyPort);
        var port = new Uri(server.Addresses.Single()).Port;

        var exception = await Assert.ThrowsAsync<PortInUseException>(() => HttpServer.Start(Load(), AnyPort with { Port = port }));

        Assert.Equal($"That port is already in use: 127.0.0.1:{port}", exception.Message);
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:8000/")]
    [InlineData("8001", "http://127.0.0.1:8001/")]
    [InlineData("0.0.0.0:80", "http://0.0.0.0:80/")]
    [InlineData("0:8000", "http://0.0.0.0:8000/")]
    [InlineData("[::1]:8000", "http://[::1]:8000/")]
    [InlineData("localhost:9", "http://localhost:9/")]
    public void Addresses(string? text, string url) => Assert.Equal(url, ServerAddress.Parse(text).Url);

    [Theory]
    [InlineData("x")]
    [InlineData("70000")]
    [InlineData("1.2.3.4")]
    [InlineData("nowhere.example:8000")]
    [InlineData("8000:")]
    public void What_is_no_address_is_said_so(string text) => Assert.Equal(2, Assert.Throws<CommandError>(() => ServerAddress.Parse(text)).ExitCode);

    private static Application Load() => Application.Load(new SiteSettings(), (_, _) => { });

    private static async Task<string> Raw(HttpServer server, string request)
    {
        using var client = new TcpClient();
        var address = new Uri(server.Addresses.Single());
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        return await new StreamReader(stream).ReadToEndAsync();
    }
}
