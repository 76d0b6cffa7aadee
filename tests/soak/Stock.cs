using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Soak;

/// <summary>What the shop has, read from its pages as a visitor would.</summary>
internal sealed partial record Stock(string[] Books, string[] Authors, string[] Genres, string[] Publishers, string[] Posts, int Pages, Asset[] Assets)
{
    public static async Task<Stock> Read(int port)
    {
        using var connection = new Connection(port);
        var books = new SortedSet<string>();
        var publishers = new SortedSet<string>();
        var pages = 0;
        for (var list = await Text("/books/"); ; list = await Text($"/books/?page={pages + 1}"))
        {
            pages++;
            books.UnionWith(Paths(list, BookPath()));
            if (!list.Contains($"?page={pages + 1}", StringComparison.Ordinal)) break;
        }

        publishers.UnionWith(Paths(await Text("/about/"), PublisherPath()));
        var assets = new List<Asset>();
        foreach (var path in Paths(await Text("/"), AssetPath()))
        {
            var answer = await connection.Ask(Get(path));
            assets.Add(new(path, answer.Body.Length, answer.Header("ETag") ?? throw new InvalidOperationException($"{path} has no ETag."), answer.Header("Last-Modified")!));
        }

        var stock = new Stock([.. books], [.. Paths(await Text("/authors/"), AuthorPath())], [.. Paths(await Text("/genres/"), GenrePath())], [.. publishers], [.. Paths(await Text("/journal/"), PostPath())], pages, [.. assets]);
        return (string[][])[stock.Books, stock.Authors, stock.Genres, stock.Publishers, stock.Posts, [.. assets.Select(asset => asset.Path)]] is var all && all.Any(some => some.Length == 0)
            ? throw new InvalidOperationException($"The shop's pages show {string.Join(", ", all.Select(some => some.Length))} books, authors, genres, publishers, posts and static files; there should be some of each.")
            : stock;

        async Task<string> Text(string path)
        {
            var answer = await connection.Ask(Get(path));
            return answer.Status == 200 ? Encoding.UTF8.GetString(answer.Body.Span) : throw new InvalidOperationException($"{path}: {answer.Status}");
        }
    }

    private static byte[] Get(string path) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));

    private static IEnumerable<string> Paths(string page, Regex pattern) => pattern.Matches(page).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("\"(/books/\\d+/)\"")]
    private static partial Regex BookPath();

    [GeneratedRegex("\"(/authors/\\d+/)\"")]
    private static partial Regex AuthorPath();

    [GeneratedRegex("\"(/genres/[\\w-]+/)\"")]
    private static partial Regex GenrePath();

    [GeneratedRegex("\"(/publishers/\\d+/)\"")]
    private static partial Regex PublisherPath();

    [GeneratedRegex("\"(/journal/\\d+/[\\w-]+/)\"")]
    private static partial Regex PostPath();

    [GeneratedRegex("\"(/static/[^\"#]+)\"")]
    private static partial Regex AssetPath();
}

/// <summary>A static file.</summary>
internal sealed record Asset(string Path, int Length, string ETag, string LastModified);
