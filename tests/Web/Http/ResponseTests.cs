using System.Net;
using System.Text;
using Quintet.Http;
using Quintet.Server;

namespace WebTests.Http;

public class ResponseTests
{
    [Fact]
    public void A_body_can_be_added_to()
    {
        var response = new HttpResponse("ab");
        response.Write("ä");
        response.Write("c"u8);

        Assert.Equal(("abäc", 5L), (response.Content, response.Tell()));
        Assert.Equal("abäc", Page.Client(_ => response).Get("/").Content);
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", "iso-8859-1", 1)]
    [InlineData("text/plain; charset=UTF-8", "utf-8", 2)]
    [InlineData("text/plain", "utf-8", 2)]
    [InlineData("text/plain; charset=no-such", "utf-8", 2)]
    [InlineData("text/plain; charset=\"utf-16\"", "utf-16", 2)]
    public void Text_has_the_encoding_of_its_type(string contentType, string charset, int length)
    {
        var response = new HttpResponse("ä", contentType);

        Assert.Equal((charset, length), (response.Charset, response.ContentBytes.Length));
        Assert.Equal(response.ContentBytes.ToArray(), Page.Client(_ => new("ä", contentType)).Get("/").Body);
    }

    [Fact]
    public void Statuses()
    {
        Assert.Equal(410, new HttpResponseGone("x").StatusCode);
        Assert.Equal(302, new HttpResponseRedirect("/x").StatusCode);
        Assert.Equal(307, new HttpResponseRedirect("/x", preserveRequest: true).StatusCode);
        Assert.Equal(301, new HttpResponsePermanentRedirect("/x").StatusCode);
        Assert.Equal(308, new HttpResponsePermanentRedirect("/x", preserveRequest: true).StatusCode);
        Assert.Throws<NotSupportedException>(() => new HttpResponseNotModified().Content = "x");
        Assert.Throws<NotSupportedException>(() => new HttpResponseNotModified().Write("x"));
        Assert.Throws<BadHeaderException>(() => new HttpResponse().ReasonPhrase = "OK\r\nX: y");
        Assert.Equal("Unsafe redirect exceeding 2048 characters", Assert.Throws<DisallowedRedirect>(() => new HttpResponseRedirect("/" + new string('a', 2048))).Message);
    }

    [Theory]
    [InlineData("caf\u00e9", "caf\u00e9")]
    [InlineData("\u65e5\u672c", "=?utf-8?b?5pel5pys?=")]
    public async Task A_header_holds_any_text(string value, string expected)
    {
        await using var server = await HttpServer.Start(Quintet.Application.Load(Page.Settings(_ => new() { ["X-Name"] = value })), new("127.0.0.1", IPAddress.Loopback, 0));
        using var client = new HttpClient(new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1 });

        using var response = await client.GetAsync(server.Addresses.Single());

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, response.Headers.GetValues("X-Name").Single()));
    }

    [Theory]
    [InlineData("/; HttpOnly", null)]
    [InlineData("/", "example.com; Secure")]
    [InlineData("/ü", null)]
    public void A_cookie_cannot_be_given_other_attributes(string path, string? domain)
    {
        Assert.Throws<ArgumentException>(() => new HttpResponse().SetCookie("a", "b", path: path, domain: domain));
        Assert.Throws<ArgumentException>(() => new HttpResponse().DeleteCookie("a", path, domain));
    }

    [Theory]
    [InlineData("ü")]
    [InlineData("a b")]
    [InlineData("a=b")]
    [InlineData("")]
    public void A_cookie_has_a_name(string name) => Assert.Throws<ArgumentException>(() => new HttpResponse().SetCookie(name, "b"));

    [Fact]
    public void A_content_type_is_ascii() => Assert.Throws<BadHeaderException>(() => new HttpResponse("", "text/plain; charset=ü"));

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public void Some_statuses_have_no_body(int status)
    {
        var response = Page.Client(_ => new HttpResponse("text", status: status)).Get("/");

        Assert.Equal((status, 0, null), (response.StatusCode, response.Body.Length, response["Content-Length"]));
    }

    [Theory]
    [InlineData("plan.txt", true, "attachment; filename=\"plan.txt\"")]
    [InlineData("plan.txt", false, "inline; filename=\"plan.txt\"")]
    [InlineData("a\"b\\c.txt", true, "attachment; filename=\"a\\\"b\\\\c.txt\"")]
    [InlineData("ü €.txt", false, "inline; filename*=utf-8''%C3%BC%20%E2%82%AC.txt")]
    [InlineData("a\r\nSet-Cookie: x=y", true, "attachment; filename*=utf-8''a%0D%0ASet-Cookie%3A%20x%3Dy")]
    [InlineData("", true, "attachment")]
    [InlineData("", false, null)]
    public void A_file_says_how_it_is_called(string name, bool asAttachment, string? expected) => Assert.Equal(expected, HttpUtils.ContentDisposition(asAttachment, name));

    [Fact]
    public void A_file_may_come_from_a_stream()
    {
        var client = Page.Client(request => new FileResponse(Open(request), "a.txt", asAttachment: true));

        var whole = client.Get("/");
        Assert.Equal(("0123456789", "10", "text/plain; charset=utf-8", "attachment; filename=\"a.txt\""), (whole.Content, whole["Content-Length"], whole["Content-Type"], whole["Content-Disposition"]));
        var part = client.Get("/", Page.Headers(("Range", "bytes=2-4")));
        Assert.Equal((206, "234", "bytes 2-4/10"), (part.StatusCode, part.Content, part["Content-Range"]));
        var one = client.Get("/?oneway", Page.Headers(("Range", "bytes=2-4")));
        Assert.Equal((200, "0123456789", null), (one.StatusCode, one.Content, one["Content-Length"]));

        static Stream Open(HttpRequest request)
        {
            var bytes = new MemoryStream(Encoding.ASCII.GetBytes("0123456789"));
            return request.GET.ContainsKey("oneway") ? new System.IO.Compression.GZipStream(new MemoryStream(Zip(bytes)), System.IO.Compression.CompressionMode.Decompress) : bytes;
        }

        static byte[] Zip(MemoryStream bytes)
        {
            var output = new MemoryStream();
            using (var zip = new System.IO.Compression.GZipStream(output, System.IO.Compression.CompressionMode.Compress)) bytes.CopyTo(zip);
            return output.ToArray();
        }
    }

    [Theory]
    [InlineData("If-Range", "tag", 206)]
    [InlineData("If-Range", "date", 206)]
    [InlineData("If-Range", "\"other\"", 200)]
    [InlineData("If-Range", "Sat, 12 Feb 2011 17:38:44 GMT", 200)]
    [InlineData("If-Match", "tag", 206)]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("If-Unmodified-Since", "Sat, 12 Feb 2011 17:38:44 GMT", 412)]
    [InlineData("If-None-Match", "tag", 304)]
    public void A_file_answers_conditions_wherever_it_comes_from(string header, string value, int status)
    {
        var path = Path.Combine(Path.GetTempPath(), $"quintet-{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllText(path, "0123456789");
            var client = Page.Client(_ => new FileResponse(path));
            var first = client.Get("/");

            var response = client.Get("/", Page.Headers(("Range", "bytes=0-1"), (header, value switch { "tag" => first["ETag"]!, "date" => first["Last-Modified"]!, _ => value })));

            Assert.Equal((status, status == 206 ? "01" : status == 200 ? "0123456789" : ""), (response.StatusCode, response.Content));
            Assert.Equal(200, client.Post("/", headers: Page.Headers(("If-Match", "\"other\""))).StatusCode);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
