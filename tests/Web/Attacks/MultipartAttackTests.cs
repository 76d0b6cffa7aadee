using System.Text;

namespace WebTests.Attacks;

/// <summary>Forms that no browser sends.</summary>
public class MultipartAttackTests
{
    private const string Field = "Content-Disposition: form-data; name=\"a\"";
    private const string FileHeader = "Content-Disposition: form-data; name=\"a\"; filename=\"a.txt\"";

    public static TheoryData<string, string, string, int> Forms => new()
    {
        { "whole", "boundary=sep", $"--sep\n{Field}\n\nx\n--sep--\n", 200 },
        { "nothing", "boundary=sep", "", 400 },
        { "only the end", "boundary=sep", "--sep--\n", 200 },
        { "no boundary", "", $"--sep\n{Field}\n\nx\n--sep--\n", 400 },
        { "empty boundary", "boundary=", $"--\n{Field}\n\nx\n----\n", 400 },
        { "huge boundary", "boundary=" + new string('s', 5000), $"--{new string('s', 5000)}\n{Field}\n\nx\n--{new string('s', 5000)}--\n", 400 },
        { "another boundary", "boundary=other", $"--sep\n{Field}\n\nx\n--sep--\n", 400 },
        { "cut in the boundary", "boundary=sep", $"--sep\n{Field}\n\nx\n--se", 400 },
        { "cut in the content", "boundary=sep", $"--sep\n{Field}\n\nx", 400 },
        { "cut in the headers", "boundary=sep", "--sep\nContent-Dis", 400 },
        { "cut behind the headers", "boundary=sep", $"--sep\n{Field}\n", 400 },
        { "cut in a file", "boundary=sep", $"--sep\n{FileHeader}\n\n{new string('x', 200_000)}", 400 },
        { "a header without a colon", "boundary=sep", $"--sep\n{Field}\nrubbish\n\nx\n--sep--\n", 400 },
        { "nested", "boundary=sep", $"--sep\nContent-Disposition: form-data; name=\"a\"\nContent-Type: multipart/mixed; boundary=in\n\n--in\n{FileHeader}\n\nx\n--in--\n--sep--\n", 200 },
        { "nested ten times", "boundary=sep", string.Concat(Enumerable.Range(0, 10).Select(i => $"--sep\nContent-Disposition: form-data; name=\"a\"\nContent-Type: multipart/form-data; boundary=sep\n\n")) + "--sep--\n", 200 },
        { "a charset that there is not", "boundary=sep; charset=no-such", $"--sep\n{Field}\n\nü\n--sep--\n", 200 },
        { "a charset that is a trap", "boundary=sep; charset=utf-7", $"--sep\n{Field}\n\n+ADw-script+AD4-\n--sep--\n", 200 },
        { "two bytes for a character", "boundary=sep; charset=utf-16", $"--sep\n{Field}\n\nxyz\n--sep--\n", 200 },
        { "base64 that is none", "boundary=sep", $"--sep\n{FileHeader}\nContent-Transfer-Encoding: base64\n\n####\n--sep--\n", 400 },
        { "base64 that is cut", "boundary=sep", $"--sep\n{FileHeader}\nContent-Transfer-Encoding: base64\n\nYWJ\n--sep--\n", 400 },
        { "base64 that goes on", "boundary=sep", $"--sep\n{FileHeader}\nContent-Transfer-Encoding: base64\n\nYQ==YQ==\n--sep--\n", 400 },
        { "20,000 fields", "boundary=sep", Many($"--sep\n{Field}\n\nx\n", 20_000) + "--sep--\n", 400 },
        { "20,000 files", "boundary=sep", Many($"--sep\n{FileHeader}\n\nx\n", 20_000) + "--sep--\n", 400 },
        { "20,000 files without a name", "boundary=sep", Many("--sep\nContent-Disposition: form-data; name=\"a\"; filename=\"\"\n\nx\n", 20_000) + "--sep--\n", 400 },
        { "a huge field", "boundary=sep", $"--sep\n{Field}\n\n{new string('x', 3_000_000)}\n--sep--\n", 413 },
        { "many fields that are huge together", "boundary=sep", Many($"--sep\n{Field}\n\n{new string('x', 10_000)}\n", 300) + "--sep--\n", 413 },
        { "a huge name", "boundary=sep", $"--sep\nContent-Disposition: form-data; name=\"{new string('n', 100_000)}\"\n\nx\n--sep--\n", 400 },
        { "a huge header", "boundary=sep", $"--sep\n{Field}\nX-Long: {new string('x', 1_000_000)}\n\nx\n--sep--\n", 400 },
        { "1,000 headers", "boundary=sep", $"--sep\n{Field}\n{Many("X: y\n", 1000)}\nx\n--sep--\n", 400 },
        { "quotes that do not end", "boundary=sep", $"--sep\nContent-Disposition: form-data; name=\"a; filename=\"\"\"\\\n\nx\n--sep--\n", 200 },
        { "backslashes", "boundary=sep", $"--sep\nContent-Disposition: form-data; name=\"a\"; filename=\"{new string('\\', 900)}\"\n\nx\n--sep--\n", 200 },
        { "the same parameter again and again", "boundary=sep; boundary=sep2; boundary=sep", $"--sep\n{Field}; name=b; name=\"c\"\n\nx\n--sep--\n", 200 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form(string what, string parameters, string body, int status)
    {
        var seen = 0;
        var client = Http.Page.Client(request =>
        {
            seen++;
            return new($"{request.POST.Count} {request.FILES.Count}");
        });

        var response = client.Post("/", body.Replace("\n", "\r\n", StringComparison.Ordinal), "multipart/form-data; " + parameters);

        Assert.True(status == response.StatusCode, $"{what}: {response.StatusCode} {response.Content}");
        Assert.Equal(status == 200 ? 1 : 0, seen);
    }

    [Fact]
    public void What_a_trap_of_a_charset_hides_stays_text()
    {
        var body = $"--sep\r\n{Field}\r\n\r\n+ADw-script+AD4-\r\n--sep--\r\n";

        Assert.Equal("+ADw-script+AD4-", Http.Page.Client(request => new(request.POST["a"]!)).Post("/", body, "multipart/form-data; boundary=sep; charset=utf-7").Content);
    }

    [Theory]
    [InlineData("a=1&", 20_000, 400)]
    [InlineData("&", 2_000_000, 200)]
    [InlineData("a=b&", 1_000_000, 413)]
    [InlineData("%", 100_000, 200)]
    [InlineData("[", 100_000, 200)]
    public void A_form_in_one_line(string piece, int times, int status) =>
        Assert.Equal(status, Http.Page.Client(request => new($"{request.POST.Count}")).Post("/", Many(piece, times), "application/x-www-form-urlencoded").StatusCode);

    [Fact]
    public void Json_as_deep_as_a_well_is_a_bad_request() =>
        Assert.Equal(400, Http.Page.Client(request => new($"{request.Json<System.Text.Json.JsonElement>().ValueKind}")).Post("/", Many("[", 100_000), "application/json").StatusCode);

    [Fact]
    public void A_body_that_announces_more_than_it_may_is_refused_before_it_comes()
    {
        var client = Http.Page.Client(_ => throw new InvalidOperationException("The view was asked."));

        Assert.Equal(413, client.Request("POST", "/", "x"u8.ToArray(), "text/plain", new Dictionary<string, string> { ["Content-Length"] = "99999999999" }).StatusCode);
    }

    private static string Many(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
