using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Soak;

/// <summary>One who walks through the shop over one connection, with cookies; now and then one who does what no browser would.</summary>
internal sealed partial class Visitor(int port, Stock stock, Tally tally, Random chance) : IDisposable
{
    private static readonly string[] s_words = ["the", "river", "night", "a", "harbour", "letters", "xyzzy", "%C3%A9t%C3%A9", "o'clock", "%3Cscript%3E", "50%25", ""];

    // What is asked of a shop, mostly pages, and how often.
    private static readonly (int Weight, Func<Visitor, Task> Visit)[] s_habits =
    [
        (80, v => v.Page("front page", "/")),
        (160, v => v.Page("list of books", string.Create(CultureInfo.InvariantCulture, $"/books/?page={v._chance.Next(v._stock.Pages) + 1}"))),
        (220, v => v.Page("book", v.Any(v._stock.Books))),
        (50, v => v.Page("author", v.Any(v._stock.Authors))),
        (50, v => v.Page("genre", v.Any(v._stock.Genres))),
        (20, v => v.Page("publisher", v.Any(v._stock.Publishers))),
        (20, v => v.Page("authors, genres", v._chance.Next(2) == 0 ? "/authors/" : "/genres/")),
        (20, v => v.Page("journal", "/journal/")),
        (40, v => v.Page("journal's post", v.Any(v._stock.Posts))),
        (80, v => v.Page("search", $"/search/?q={v.Any(s_words)}")),
        (40, v => v.PutAside()),
        (120, v => v.StaticFile()),
        (40, v => v.Elsewhere()),
        (10, v => v.Refused()),
        (4, v => v.Upload()),
        (4, v => v.Broken()),
        (8, v => v.HangUp()),
        (2, v => v.Slow()),
    ];

    private static readonly int s_weights = s_habits.Sum(habit => habit.Weight);

    // What is no request, or too large a one. The server ends the connection after each.
    private static readonly (string Text, int Status)[] s_broken =
    [
        ("GET /\r\n\r\n", 400),
        ("G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400),
        ($"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        ($"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {new string('a', 40_000)}\r\n\r\n", 431),
    ];

    private readonly Stock _stock = stock;
    private readonly Random _chance = chance;
    private readonly Connection _connection = new(port);
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>One visit: a request, or a few that belong together. What does not go as it should is told to the tally.</summary>
    public async Task Visit()
    {
        var left = _chance.Next(s_weights);
        var habit = s_habits.First(habit => (left -= habit.Weight) < 0);
        try
        {
            await habit.Visit(this);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            tally.Problem(exception.Message);
            _connection.Dispose();
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task Page(string kind, string path)
    {
        var answer = await Ask(kind, 200, "GET", path);
        if (answer.Status == 200 && !answer.Has("</html>"u8)) tally.Problem($"{path}: the page has no end.");
        if (_chance.Next(20) == 0) await Ask("HEAD of a page", 200, "HEAD", path);
    }

    /// <summary>A book, the button on its page, the list, and back again.</summary>
    private async Task PutAside()
    {
        if (_chance.Next(10) == 0) _cookies.Clear();
        var book = Any(_stock.Books);
        var token = Token(await Ask("book", 200, "GET", book));
        if (token is null) return;
        await Ask("put aside", 302, "POST", $"{book}aside/", form: $"csrfmiddlewaretoken={token}");
        await Expect(isThere: true);
        if (_chance.Next(2) == 0) return;
        await Ask("put back", 302, "POST", $"{book}aside/", form: $"csrfmiddlewaretoken={token}&back=1");
        await Expect(isThere: false);

        async Task Expect(bool isThere)
        {
            var list = await Ask("what is put aside", 200, "GET", "/aside/");
            if (list.Has(Encoding.ASCII.GetBytes($"\"{book}\"")) != isThere) tally.Problem($"{book} should {(isThere ? "" : "not ")}be put aside.");
            if (!list.Has(isThere ? "is put aside for you."u8 : "is back on the shelf."u8)) tally.Problem($"{book}: nothing is said of its being put {(isThere ? "aside" : "back")}.");
        }
    }

    /// <summary>A file as a browser asks for it that has it, has it not, or wants a part.</summary>
    private async Task StaticFile()
    {
        var asset = _stock.Assets[_chance.Next(_stock.Assets.Length)];
        var (kind, status, headers, length) = _chance.Next(5) switch
        {
            0 => ("static file", 200, "", asset.Length),
            1 => ("static file, a part", 206, "Range: bytes=10-59\r\n", 50),
            2 => ("static file, unchanged by date", 304, $"If-Modified-Since: {asset.LastModified}\r\n", 0),
            _ => ("static file, unchanged", 304, $"If-None-Match: {asset.ETag}\r\n", 0),
        };
        var answer = await Ask(kind, status, "GET", asset.Path, headers);
        if (answer.Body.Length != length) tally.Problem($"{asset.Path} ({kind}): {answer.Body.Length} bytes instead of {length}.");
        if (_chance.Next(5) == 0) await Ask("static file, compressed", 200, "GET", asset.Path, "Accept-Encoding: br, gzip\r\n");
    }

    private async Task Elsewhere()
    {
        var (kind, status, path) = _chance.Next(6) switch
        {
            0 => ("redirect", 302, "/journal/latest/"),
            1 => ("missing slash", 301, "/books"),
            2 => ("nothing there", 404, "/books/?page=100000"),
            3 => ("nothing there", 404, string.Create(CultureInfo.InvariantCulture, $"/books/{_chance.Next(100_000, 1_000_000)}/")),
            4 => ("nothing there", 404, "/static/none.css"),
            _ => ("nothing there", 404, string.Create(CultureInfo.InvariantCulture, $"/nowhere/{_chance.Next()}/")),
        };
        await Ask(kind, status, "GET", path);
    }

    private async Task Refused()
    {
        switch (_chance.Next(3))
        {
            case 0: await Ask("form without a token", 403, "POST", $"{Any(_stock.Books)}aside/", form: "back=1"); break;
            case 1: await Ask("wrong method", 405, "GET", $"{Any(_stock.Books)}aside/"); break;
            default: await Ask("wrong host", 400, "GET", "/", host: "elsewhere.example"); break;
        }
    }

    /// <summary>A file that the shop did not ask for, in memory or, one in four, so large that it goes to the disk.</summary>
    private async Task Upload()
    {
        var book = Any(_stock.Books);
        if (Token(await Ask("book", 200, "GET", book)) is not { } token) return;
        var size = _chance.Next(4) == 0 ? 2_700_000 : _chance.Next(200_000);
        var head = Encoding.ASCII.GetBytes($"--sep\r\nContent-Disposition: form-data; name=\"csrfmiddlewaretoken\"\r\n\r\n{token}\r\n--sep\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"cover.png\"\r\nContent-Type: image/png\r\n\r\n");
        byte[] body = [.. head, .. new byte[size], .. "\r\n--sep--\r\n"u8];
        await Ask(size > 200_000 ? "upload, large" : "upload", 302, "POST", $"{book}aside/", "Content-Type: multipart/form-data; boundary=sep\r\n", body: body);
    }

    private async Task Broken()
    {
        var (text, status) = s_broken[_chance.Next(s_broken.Length)];
        using var connection = new Connection(port);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await connection.Ask(Encoding.ASCII.GetBytes(text));
            if (answer.Status != status) tally.Problem($"{text[..Math.Min(40, text.Length)]}: {answer.Status} instead of {status}.");
        }
        catch (SocketException)
        {
            // It answered and cut the connection before all was sent; whether the answer is still read is the system's choice.
        }

        tally.Add("broken request", "400, 414, 431, 505", started);
        if (!await connection.Ends(TimeSpan.FromSeconds(10))) tally.Problem($"{text[..Math.Min(40, text.Length)]}: the connection stays.");
    }

    /// <summary>A client that goes away in the middle of what it says, or of what it hears.</summary>
    private async Task HangUp()
    {
        using var connection = new Connection(port);
        var started = Stopwatch.GetTimestamp();
        var large = _stock.Assets.MaxBy(asset => asset.Length)!;
        var text = _chance.Next(5) switch
        {
            0 => "GET /books/ HTTP/1.1\r\nHo",
            1 => $"POST {Any(_stock.Books)}aside/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nback=",
            2 => $"POST {Any(_stock.Books)}aside/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=sep\r\nContent-Length: 1000000\r\n\r\n--sep\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"a.png\"\r\n\r\n{new string('x', 1000)}",
            3 => $"GET {large.Path} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => $"GET {Any(_stock.Books)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        };
        await connection.Send(Encoding.ASCII.GetBytes(text));
        if (_chance.Next(2) == 0) await Task.Delay(_chance.Next(5));
        if (_chance.Next(2) == 0) connection.Reset();
        tally.Add("hung up", "none", started);
    }

    /// <summary>A client that sends piece by piece, or reads so; slow, but not so slow that it is cut off.</summary>
    private async Task Slow()
    {
        using var connection = new Connection(port);
        var (started, isReader) = (Stopwatch.GetTimestamp(), _chance.Next(2) == 0);
        var path = isReader ? _stock.Assets.MaxBy(asset => asset.Length)!.Path : Any(_stock.Books);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").AsMemory();
        for (var sent = 0; sent < request.Length;)
        {
            var piece = request.Slice(sent, Math.Min(isReader ? request.Length : 12, request.Length - sent));
            await connection.Send(piece);
            sent += piece.Length;
            if (!isReader) await Task.Delay(10);
        }

        var answer = await connection.Read(pause: isReader ? TimeSpan.FromMilliseconds(5) : default);
        Check("slow client", 200, "GET", path, answer.Status, started);
    }

    private async Task<Answer> Ask(string kind, int status, string method, string path, string headers = "", string? form = null, byte[]? body = null, string host = "localhost")
    {
        if (form is not null) (headers, body) = ("Content-Type: application/x-www-form-urlencoded\r\n", Encoding.ASCII.GetBytes(form));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}");
        if (_cookies.Count > 0) text.Append("Cookie: ").AppendJoin("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")).Append("\r\n");
        if (body is not null) text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        var head = Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
        var started = Stopwatch.GetTimestamp();
        Answer answer;
        try
        {
            answer = await _connection.Ask(body is null ? head : (byte[])[.. head, .. body], isHead: method == "HEAD");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new IOException($"{method} {path} ({kind}): {exception.Message}", exception);
        }

        foreach (var cookie in answer.Headers("Set-Cookie"))
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (cookie.Contains("Max-Age=0", StringComparison.OrdinalIgnoreCase)) _cookies.Remove(pair[0]);
            else _cookies[pair[0]] = pair[1];
        }

        Check(kind, status, method, path, answer.Status, started);
        return answer;
    }

    private void Check(string kind, int expected, string method, string path, int status, long started)
    {
        tally.Add(kind, expected.ToString(CultureInfo.InvariantCulture), started);
        if (status != expected) tally.Problem(string.Create(CultureInfo.InvariantCulture, $"{method} {path} ({kind}): {status} instead of {expected}."));
    }

    private string? Token(Answer page)
    {
        var match = TokenField().Match(Encoding.UTF8.GetString(page.Body.Span));
        if (!match.Success) tally.Problem("A book's page has no token for its form.");
        return match.Success ? match.Groups[1].Value : null;
    }

    private string Any(string[] choices) => choices[_chance.Next(choices.Length)];

    [GeneratedRegex("name=\"csrfmiddlewaretoken\" value=\"(\\w+)\"")]
    private static partial Regex TokenField();
}
