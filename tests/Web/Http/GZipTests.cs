using System.IO.Compression;
using System.Text;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;

namespace WebTests.Http;

public class GZipTests
{
    private static readonly string Text = string.Concat(Enumerable.Repeat("Hello, world. ", 100));

    private static Client Client(Func<HttpRequest, HttpResponse> view, params Type[] inside) => Page.Client(view, settings => settings.Middleware = [typeof(GZipMiddleware), .. inside]);

    private static Dictionary<string, string> Accepts(string codings) => Page.Headers(("Accept-Encoding", codings));

    private static string Read(ClientResponse response)
    {
        using Stream input = response["Content-Encoding"] switch
        {
            "gzip" => new GZipStream(new MemoryStream(response.Body), CompressionMode.Decompress),
            "br" => new BrotliStream(new MemoryStream(response.Body), CompressionMode.Decompress),
            _ => new MemoryStream(response.Body),
        };
        using var reader = new StreamReader(input);
        return reader.ReadToEnd();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*, br;q=0", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("identity;q=0.1, gzip;q=0.5", "gzip")]
    [InlineData("br;q=2, gzip;q=x", null)]
    [InlineData("deflate", null)]
    [InlineData("notgzip", null)]
    [InlineData("", null)]
    [InlineData(";;,=,q=", null)]
    public void The_client_chooses(string codings, string? coding)
    {
        var response = Client(_ => new(Text)).Get("/", Accepts(codings));

        Assert.Equal(coding, response["Content-Encoding"]);
        Assert.Equal("Accept-Encoding", response["Vary"]);
        Assert.Equal(response.Body.Length.ToString(), response["Content-Length"]);
        Assert.Equal(Text, Read(response));
        Assert.Equal(coding is not null, response.Body.Length < 400);
    }

    [Fact]
    public void What_is_not_worth_it_stays()
    {
        Assert.Null(Client(_ => new(new string('a', 199))).Get("/", Accepts("gzip"))["Content-Encoding"]);
        Assert.Equal("gzip", Client(_ => new(new string('a', 201))).Get("/", Accepts("gzip"))["Content-Encoding"]);
        Assert.Equal("other", Client(_ => new(Text) { ["Content-Encoding"] = "other" }).Get("/", Accepts("gzip"))["Content-Encoding"]);
        var noise = new byte[1000];
        Random.Shared.NextBytes(noise);
        var response = Client(_ => new((ReadOnlyMemory<byte>)noise, "application/octet-stream")).Get("/", Accepts("gzip"));
        Assert.Equal((null, "Accept-Encoding", "1000"), (response["Content-Encoding"], response["Vary"], response["Content-Length"]));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Lengths_vary_by_chance(string coding)
    {
        var client = Client(_ => new(Text));

        Assert.True(Enumerable.Range(0, 40).Select(_ => client.Get("/", Accepts(coding)).Body.Length).Distinct().Count() > 1);
    }

    [Fact]
    public void Any_text_comes_back()
    {
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(200, 70_000)).Select(_ => (char)random.Next('a', 'e'))]);
            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Read(Client(_ => new(text)).Get("/", Accepts(i % 2 == 0 ? "gzip" : "br"))))));
        }
    }

    [Fact]
    public void A_tag_becomes_weak()
    {
        Assert.Equal("W/\"eggs\"", Client(_ => new(Text) { ["ETag"] = "\"eggs\"" }).Get("/", Accepts("gzip"))["ETag"]);
        Assert.Equal("W/\"eggs\"", Client(_ => new(Text) { ["ETag"] = "W/\"eggs\"" }).Get("/", Accepts("gzip"))["ETag"]);
        Assert.Equal("\"eggs\"", Client(_ => new(Text) { ["ETag"] = "\"eggs\"" }).Get("/")["ETag"]);
    }

    [Fact]
    public void A_compressed_page_is_not_sent_again()
    {
        var client = Client(_ => new(Text), typeof(ConditionalGetMiddleware));
        var first = client.Get("/", Accepts("br"));

        var second = client.Get("/", Page.Headers(("Accept-Encoding", "br"), ("If-None-Match", first["ETag"]!)));

        Assert.Equal((304, 0), (second.StatusCode, second.Body.Length));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void A_file_of_text_is_compressed_as_a_stream(string coding)
    {
        var path = Path.Combine(Path.GetTempPath(), $"quintet-{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllText(path, Text);
            var client = Client(_ => new FileResponse(path, "text/plain"));

            var response = client.Get("/", Accepts(coding));
            var part = client.Get("/", Page.Headers(("Accept-Encoding", coding), ("Range", "bytes=0-4")));

            Assert.Equal((coding, null, null), (response["Content-Encoding"], response["Content-Length"], response["Accept-Ranges"]));
            Assert.Equal(Text, Read(response));
            Assert.True(response.Body.Length < 400);
            Assert.Equal((206, null, "Hello"), (part.StatusCode, part["Content-Encoding"], part.Content));
            Assert.Equal(304, client.Get("/", Page.Headers(("Accept-Encoding", coding), ("If-None-Match", response["ETag"]!))).StatusCode);
            Assert.Null(Client(_ => new FileResponse(path, "image/png")).Get("/", Accepts(coding))["Content-Encoding"]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
