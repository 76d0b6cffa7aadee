using System.Text;
using Quintet.Files;
using Quintet.Http;
using Quintet.Testing;
using Quintet.Views;

namespace WebTests.Http;

public class UploadTests
{
    private static ClientResponse Post(Client client, Action<MultipartFormDataContent> fill, Dictionary<string, string>? headers = null)
    {
        using var form = new MultipartFormDataContent("sep");
        fill(form);
        return client.Request("POST", "/", form.ReadAsByteArrayAsync().Result, form.Headers.ContentType!.ToString(), headers);
    }

    private static ClientResponse Post(Client client, string body, string contentType = "multipart/form-data; boundary=sep") => client.Post("/", body.ReplaceLineEndings("\r\n"), contentType);

    private static string Part(string headers, string content) => $"--sep\n{headers}\n\n{content}\n--sep--\n";

    private static HttpResponse Show(HttpRequest request) => new(string.Join('|', request.FILES.Select(file =>
    {
        using var reader = new StreamReader(file.Value.Open());
        return $"{file.Key}={file.Value.Name}:{file.Value.ContentType}:{file.Value.Charset}:{file.Value.Size}:{file.Value.GetType().Name}:{reader.ReadToEnd()}";
    })) + ";" + string.Join('|', request.POST.Select(field => $"{field.Key}={field.Value}")));

    [Fact]
    public void Files_and_fields_come_in()
    {
        var response = Post(Page.Client(Show), form =>
        {
            form.Add(new StringContent("Ünï"), "title");
            form.Add(new StringContent("first"), "doc", "a b.txt");
            form.Add(new ByteArrayContent([]), "doc", "empty");
            form.Add(new StringContent("a"), "tag");
            form.Add(new StringContent("b"), "tag");
        });

        Assert.Equal("doc=a b.txt:text/plain:utf-8:5:InMemoryUploadedFile:first|doc=empty:::0:InMemoryUploadedFile:;title=Ünï|tag=a|tag=b", response.Content);
    }

    [Fact]
    public void A_large_one_goes_into_a_file_that_is_removed_at_the_end()
    {
        var path = "";
        var folder = Directory.CreateTempSubdirectory("quintet-uploads-").FullName;
        var client = Page.Client(
            request =>
            {
                path = ((TemporaryUploadedFile)request.FILES["doc"]!).TemporaryFilePath;
                Assert.True(File.Exists(path));
                if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
                return request.POST["fail"] is null ? Show(request) : throw new InvalidOperationException("fails");
            },
            settings => (settings.FileUploadMaxMemorySize, settings.FileUploadTempDir) = (10, new(folder)));

        var response = Post(client, form => form.Add(new StringContent("content"), "doc", "a.txt"));

        Assert.Equal("doc=a.txt:text/plain:utf-8:7:TemporaryUploadedFile:content;", response.Content);
        Assert.StartsWith(folder, path);
        Assert.EndsWith(".upload.txt", path);
        Assert.False(File.Exists(path));
        Assert.Equal(500, Post(client, form =>
        {
            form.Add(new StringContent("content"), "doc", "a.txt");
            form.Add(new StringContent("1"), "fail");
        }).StatusCode);
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(400, Post(client, "--sep\nContent-Disposition: form-data; name=\"a\"; filename=\"whole\"\n\nx\n--sep\nContent-Disposition: form-data; name=\"a\"; filename=\"half\"\n\nx").StatusCode);
        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public void A_file_comes_in_pieces()
    {
        var file = new InMemoryUploadedFile("a.txt", "0123456789"u8.ToArray());

        Assert.Equal(["0123", "4567", "89"], file.Chunks(4).Select(chunk => Encoding.UTF8.GetString(chunk.Span)));
        Assert.Equal((true, false), (file.MultipleChunks(4), file.MultipleChunks()));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Chunks(0));
    }

    [Theory]
    [InlineData("filename=\"plain.txt\"", "plain.txt")]
    [InlineData("filename=plain.txt", "plain.txt")]
    [InlineData("filename=\"x.txt\"; filename*=UTF-8''%C3%BC%2Btest%20.txt", "ü+test .txt")]
    [InlineData("filename*=UTF-8''%C3%BC.txt; filename=\"x.txt\"", "ü.txt")]
    [InlineData("filename*=iso-8859-1'en'%A3.txt", "£.txt")]
    [InlineData("filename*=none-such'en'a.txt", "none-such'en'a.txt")]
    [InlineData("filename=\"weird;n&quot;ame.txt\"", "weird;n\"ame.txt")]
    [InlineData("filename=\"a\\\"b.txt\"", "a\"b.txt")]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"..\\\\..\\\\windows\\\\win.ini\"", "win.ini")]
    [InlineData("filename=\"C:\\Users\\me\\plan.pdf\"", "plan.pdf")]
    [InlineData("filename=\"\\\\\\\\server\\\\share\\\\x.txt\"", "x.txt")]
    [InlineData("filename=\"/etc/passwd\"", "passwd")]
    [InlineData("filename=\"&#46;&#46;&#47;up.txt\"", "up.txt")]
    [InlineData("filename=\"a\u0000b\u0007\u202e.txt\"", "ab.txt")]
    [InlineData("filename*=UTF-8''..%2F..%2Fx.txt", "x.txt")]
    [InlineData("filename*=UTF-8''%2e%2e%2fx%00.txt", "x.txt")]
    public void A_name_is_only_a_name(string fileName, string expected)
    {
        var response = Post(Page.Client(request => new(request.FILES["f"]!.Name)), Part($"Content-Disposition: form-data; name=\"f\"; {fileName}", "x"));

        Assert.Equal((200, expected), (response.StatusCode, response.Content));
    }

    [Theory]
    [InlineData("filename=\"\"")]
    [InlineData("filename=\"..\"")]
    [InlineData("filename=\".\"")]
    [InlineData("filename=\"/\"")]
    [InlineData("filename=\"a/\"")]
    [InlineData("filename=\"..\\\\\"")]
    [InlineData("filename=\"\u0001\"")]
    public void What_is_no_name_is_no_file(string fileName) =>
        Assert.Equal("0", Post(Page.Client(request => new($"{request.FILES.Count}")), Part($"Content-Disposition: form-data; name=\"f\"; {fileName}", "x")).Content);

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = Post(Page.Client(request => new(request.FILES["f"]!.Name)), Part($"Content-Disposition: form-data; name=\"f\"; filename=\"{new string('a', 400)}.jpeg\"", "x")).Content;

        Assert.Equal(new string('a', 250) + ".jpeg", name);
    }

    [Theory]
    [InlineData("aGVsbG8=", 200, "hello")]
    [InlineData("aGVs\nbG8=", 200, "hello")]
    [InlineData("aGV sbG8=", 200, "hello")]
    [InlineData("!!!!", 400, null)]
    [InlineData("aGVsbG8", 400, null)]
    public void A_file_in_base64_is_decoded(string content, int status, string? expected)
    {
        var response = Post(Page.Client(request => new(string.Concat(request.FILES["f"]!.Chunks().Select(chunk => Encoding.UTF8.GetString(chunk.Span))))), Part("Content-Disposition: form-data; name=\"f\"; filename=\"a\"\nContent-Transfer-Encoding: base64", content));

        Assert.Equal(status, response.StatusCode);
        if (expected is not null) Assert.Equal(expected, response.Content);
        else Assert.Contains("Could not decode base64 data.", response.Content);
    }

    [Theory]
    [InlineData("aGVsbG8=", "hello")]
    [InlineData("no base64!", "no base64!")]
    public void A_field_in_base64_is_decoded_if_it_is_such(string content, string expected) =>
        Assert.Equal(expected, Post(Page.Client(request => new(request.POST["f"]!)), Part("Content-Disposition: form-data; name=\"f\"\nContent-Transfer-Encoding: base64", content)).Content);

    [Fact]
    public void Fields_have_the_encoding_of_the_form()
    {
        var client = Page.Client(request => new(request.POST["f"]!));
        var body = Encoding.Latin1.GetBytes(Part("Content-Disposition: form-data; name=\"f\"", "ü").ReplaceLineEndings("\r\n"));

        Assert.Equal("ü", client.Request("POST", "/", body, "multipart/form-data; charset=iso-8859-1; boundary=sep").Content);
        Assert.Equal("\ufffd", client.Request("POST", "/", body, "multipart/form-data; charset=no-such; boundary=sep").Content);
        Assert.Equal(400, client.Request("POST", "/", "a=b"u8.ToArray(), "application/x-www-form-urlencoded; charset=iso-8859-1").StatusCode);
    }

    [Theory]
    [InlineData("multipart/form-data", "Invalid boundary in multipart: it is missing")]
    [InlineData("multipart/form-data; boundary=", "Invalid boundary in multipart: ''")]
    [InlineData("multipart/form-data; boundary=\"a \"", "Invalid boundary in multipart: 'a '")]
    [InlineData("multipart/form-data; boundary=ü", "Invalid boundary in multipart: 'ü'")]
    [InlineData("multipart/form-data; boundary=other", "The multipart form is malformed: ")]
    public void A_malformed_form_says_what_is_wrong(string contentType, string message)
    {
        var response = Post(Page.Client(Show), Part("Content-Disposition: form-data; name=\"f\"", "x"), contentType);

        Assert.Equal(400, response.StatusCode);
        Assert.Contains(message, System.Net.WebUtility.HtmlDecode(response.Content));
    }

    [Fact]
    public void Limits()
    {
        var client = Page.Client(Show, settings => (settings.DataUploadMaxMemorySize, settings.DataUploadMaxNumberFields, settings.DataUploadMaxNumberFiles) = (20, 2, 2));

        Assert.Equal(200, Fields("12345", "12345"));
        Assert.Equal(400, Fields("1", "1", "1"));
        Assert.Equal(413, Fields("0123456789", "0123456789"));
        Assert.Equal(200, Files(new string('x', 1000), "1"));
        Assert.Equal(400, Files("1", "1", "1"));

        int Fields(params string[] values) => Post(client, form => Array.ForEach(values, value => form.Add(new StringContent(value), "f"))).StatusCode;

        int Files(params string[] contents) => Post(client, form => Array.ForEach(contents, content => form.Add(new StringContent(content), "f", "a.txt"))).StatusCode;
    }

    [Fact]
    public void Headers_of_a_part_have_a_limit() =>
        Assert.Equal(400, Post(Page.Client(Show), Part($"Content-Disposition: form-data; name=\"f\"\nX-Long: {new string('a', 2000)}", "x")).StatusCode);

    [Fact]
    public void What_is_no_part_of_a_form_is_left_out()
    {
        var response = Post(Page.Client(Show), "preamble\n--sep\n\nno headers\n--sep\nContent-Disposition: attachment; name=\"f\"\n\nx\n--sep\nContent-Disposition: form-data\n\nx\n--sep\nContent-Disposition: form-data; name=\"g\"\nContent-Type: multipart/mixed; boundary=inner\n\n--inner\n\nx\n--inner--\n--sep--\nepilogue");

        Assert.Equal(";g=--inner\r\n\r\nx\r\n--inner--", response.Content);
    }

    [Fact]
    public void The_body_is_not_kept_beside_the_fields()
    {
        var client = Page.Client(request => new(Assert.Throws<RawPostDataException>(() => request.Body.Length as object).Message));

        Assert.Equal("You cannot access body after reading from request's data stream", Post(client, Part("Content-Disposition: form-data; name=\"f\"", "x")).Content);
        Assert.Equal("16", Page.Client(request => new($"{request.Body.Length}")).Request("PUT", "/", "--sep\r\nno form\r\n"u8.ToArray(), "multipart/form-data; boundary=sep").Content);
    }

    [Fact]
    public void Handlers_of_ones_own_see_each_piece()
    {
        var seen = new List<string>();
        var client = Page.Client(Show, settings => settings.FileUploadHandlers = [() => new Noting(seen), () => new MemoryFileUploadHandler()]);

        var response = Post(client, form =>
        {
            form.Add(new StringContent("0123456789"), "f", "a.txt");
            form.Add(new StringContent("skip"), "f", "skip.txt");
            form.Add(new StringContent("b"), "f", "b.txt");
            form.Add(new StringContent("after"), "after");
        });

        Assert.Equal("f=a.txt:text/plain:utf-8:10:InMemoryUploadedFile:0123456789|f=b.txt:text/plain:utf-8:1:InMemoryUploadedFile:b;after=after", response.Content);
        Assert.Equal(["new a.txt", "0:0123", "4:4567", "8:89", "complete 10", "new skip.txt", "0:skip", "interrupted", "new b.txt", "0:b", "complete 1", "all"], seen);
    }

    [Fact]
    public void A_handler_may_stop_it_all()
    {
        var seen = new List<string>();
        var client = Page.Client(Show, settings => settings.FileUploadHandlers = [() => new Noting(seen), () => new MemoryFileUploadHandler()]);

        var response = Post(client, form =>
        {
            form.Add(new StringContent("a"), "f", "a.txt");
            form.Add(new StringContent("stop"), "f", "stop.txt");
            form.Add(new StringContent("after"), "after");
        });

        Assert.Equal("f=a.txt:text/plain:utf-8:1:InMemoryUploadedFile:a;", response.Content);
        Assert.Equal(["new stop.txt", "0:stop", "interrupted"], seen[^3..]);
    }

    private sealed class Noting(List<string> seen) : FileUploadHandler
    {
        public override int ChunkSize => 4;

        public override bool NewFile(UploadingFile file)
        {
            seen.Add("new " + file.FileName);
            return true;
        }

        public override ValueTask<ReadOnlyMemory<byte>?> ReceiveDataChunk(ReadOnlyMemory<byte> data, long start)
        {
            seen.Add($"{start}:{Encoding.UTF8.GetString(data.Span)}");
            return File.FileName switch
            {
                "skip.txt" => throw new SkipFile(),
                "stop.txt" => throw new StopUpload(),
                _ => new(data),
            };
        }

        public override ValueTask<UploadedFile?> FileComplete(long size)
        {
            seen.Add($"complete {size}");
            return default;
        }

        public override ValueTask UploadComplete()
        {
            seen.Add("all");
            return default;
        }

        public override ValueTask UploadInterrupted()
        {
            seen.Add("interrupted");
            return default;
        }
    }

    [Fact]
    public void A_view_may_read_the_form_itself()
    {
        var seen = new List<string>();
        var client = RawPages.Client(async request =>
        {
            Assert.Empty(request.POST);
            request.UploadHandlers = [new Noting(seen), .. request.UploadHandlers];
            await request.ReadFormAsync();
            Assert.Throws<InvalidOperationException>(() => request.UploadHandlers = []);
            Assert.Throws<RawPostDataException>(() => request.Body);
            await Assert.ThrowsAsync<RawPostDataException>(request.ReadFormAsync);
            return Show(request);
        });

        Assert.Equal("f=a.txt:text/plain:utf-8:1:InMemoryUploadedFile:a;x=y", Post(client, form =>
        {
            form.Add(new StringContent("a"), "f", "a.txt");
            form.Add(new StringContent("y"), "x");
        }).Content);
        Assert.Equal(["new a.txt", "0:a", "complete 1", "all"], seen);
    }

    [Fact]
    public void A_view_may_read_the_body_as_a_stream()
    {
        var client = RawPages.Client(
            async request =>
            {
                var text = await new StreamReader(request.OpenBody()).ReadToEndAsync();
                Assert.Throws<RawPostDataException>(() => request.OpenBody());
                Assert.Throws<RawPostDataException>(() => request.Body);
                return new(text);
            },
            settings => settings.DataUploadMaxMemorySize = 3);

        Assert.Equal("longer than the limit", client.Post("/", "longer than the limit", "text/plain").Content);
    }

    [Fact]
    public void A_view_may_read_the_body_when_it_wants()
    {
        var client = RawPages.Client(
            async request =>
            {
                Assert.Equal(0, request.Body.Length);
                var read = await request.ReadBodyAsync();
                Assert.Equal(read, request.Body);
                return new(await new StreamReader(request.OpenBody()).ReadToEndAsync());
            },
            settings => settings.DataUploadMaxMemorySize = 3);

        Assert.Equal("abc", client.Post("/", "abc", "text/plain").Content);
        Assert.Equal(413, client.Post("/", "abcd", "text/plain").StatusCode);
    }

    [Fact]
    public void In_a_template()
    {
        var context = Quintet.Templates.RenderContext.From(new { files = new MultiValueDict<UploadedFile>([new("cover", new InMemoryUploadedFile("a.png", new byte[3], "image/png"))]) });

        Assert.Equal("a.png 3 image/png", new Quintet.Templates.Engine(new()).FromString("{{ files.cover }} {{ files.cover.size }} {{ files.cover.content_type }}").Render(context));
    }
}

/// <summary>A page whose view reads the body itself.</summary>
public static class RawPages
{
    public static Client Client(Func<HttpRequest, Task<HttpResponse>> view, Action<PageSettings>? change = null) => Page.AsyncClient(view, settings =>
    {
        settings.RootUrlConf = typeof(Urls);
        change?.Invoke(settings);
    });

    [RawBody]
    public static Task<HttpResponse> View(HttpRequest request) => Page.View(request);

    public class Urls : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [Quintet.Urls.UrlHelpers.Path("", View)];
    }
}
