using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Benchmarks.Db;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Pages;

/// <summary>
/// What a page costs the processor, over HTTP: the same bookshop by hand, on Quintet, and on ASP.NET Core MVC with Entity Framework Core, each a process on one core, the load on another. Linux only: it needs <c>taskset</c>.
/// </summary>
internal static partial class PageTimes
{
    public const string Command = "pages";
    private const string List = "/books/";
    private const string SharedMemory = "/dev/shm";
    private const int Starts = 5;
    private const int PostsPerSecond = 1500;

    /// <param name="args"><c>pages [seconds of one load] [rounds] [seconds before memory is looked at, 0: not at all]</c>.</param>
    public static int Run(string[] args)
    {
        var seconds = TimeSpan.FromSeconds(Number(1, 3));
        var rounds = Number(2, 4);
        var memory = TimeSpan.FromSeconds(Number(3, 60));
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("The pages are measured on Linux only: servers and load each have a processor of their own, by taskset.");
            return 1;
        }

        using (var self = Process.GetCurrentProcess()) self.ProcessorAffinity = 2;
        // In memory, where there is such a folder: the disk is not measured, and it does not matter how much each of them asks of it.
        var root = Directory.Exists(SharedMemory) ? Directory.CreateDirectory(Path.Combine(SharedMemory, "quintet-pages-" + Path.GetRandomFileName())).FullName : Directory.CreateTempSubdirectory("quintet-pages-").FullName;
        PageServer[] servers = [];
        try
        {
            servers = PageServer.Publish(root, Fill);
            FirstPages(servers);
            foreach (var server in servers) server.Start(List);
            RequireSame(servers);
            Costs(servers, seconds, rounds);
            foreach (var server in servers) server.Stop();
            if (memory > TimeSpan.Zero) Memory(servers, memory);
            return 0;
        }
        finally
        {
            foreach (var server in servers) server.Dispose();
            Directory.Delete(root, recursive: true);
        }

        int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
    }

    private static void FirstPages(PageServer[] servers)
    {
        var times = servers.ToDictionary(server => server, _ => new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            foreach (var server in servers)
            {
                times[server].Add(server.Start(List));
                server.Stop();
            }
        }

        foreach (var (server, all) in times) Say($"first page after start, {server.Name}: best {all.Min():F0} ms, median {Median(all):F0} ms");
    }

    private static void Costs(PageServer[] servers, TimeSpan seconds, int rounds)
    {
        (string Name, int Status, Func<PageServer, byte[][]> Requests)[] pages =
        [
            ("plaintext", 200, _ => [PageConnection.GetRequest("/plaintext/")]),
            ("list", 200, _ => [PageConnection.GetRequest(List)]),
            ("detail", 200, _ => [.. Ids().Select(id => PageConnection.GetRequest(Detail(id)))]),
            ("POST", 302, server => Posts(server)),
        ];
        foreach (var (name, status, make) in pages)
        {
            var requests = servers.ToDictionary(server => server, make);
            foreach (var server in servers) Load.Run(server, requests[server], status, seconds * 2);
            var results = servers.ToDictionary(server => server, _ => new List<LoadResult>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var server in servers) results[server].Add(Load.Run(server, requests[server], status, seconds));
            }

            var byHand = Best(results[servers[0]]);
            foreach (var server in servers)
            {
                var all = results[server];
                Say($"{name,-9} {server.Name,-13} best {Best(all),6:F1} µs, median {Median(all.Select(r => r.ProcessorMicroseconds)),6:F1} µs of the processor, {Best(all) / byHand:F2} of by hand; {all.Max(r => r.PerSecond),6:F0} a second; p50 {all.Min(r => r.Median):F2}, p99 {all.Min(r => r.Slowest):F2} ms");
            }

            if (name != "POST") continue;
            foreach (var server in servers) results[server].Clear();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var server in servers) results[server].Add(Load.Run(server, requests[server], status, seconds, PostsPerSecond));
            }

            foreach (var (server, all) in results) Say($"{PostsPerSecond} POST a second, {server.Name}: p50 {Median(all.Select(r => r.Median)):F2} ms, p99 {Median(all.Select(r => r.Slowest)):F2} ms (medians of {rounds} rounds; worst {all.Max(r => r.Slowest):F2})");
        }

        static double Best(List<LoadResult> results) => results.Min(result => result.ProcessorMicroseconds);
    }

    private static void Memory(PageServer[] servers, TimeSpan duration)
    {
        foreach (var server in servers)
        {
            server.Start(List);
            var result = Load.Run(server, [PageConnection.GetRequest(List)], 200, duration);
            Say($"memory after {duration.TotalSeconds} s of lists, {server.Name}: {server.Memory():F0} MiB ({result.Requests} requests)");
            server.Stop();
        }
    }

    /// <summary>All of them give the same pages, take the same form and refuse the same ones.</summary>
    /// <exception cref="InvalidOperationException">They differ; says where.</exception>
    private static void RequireSame(PageServer[] servers)
    {
        string[] paths = [List, .. Ids().Take(20).Select(Detail), Review(7)];
        foreach (var path in paths)
        {
            var wanted = Page(servers[0], path);
            foreach (var server in servers.Skip(1))
            {
                var got = Page(server, path);
                if (got != wanted) throw new InvalidOperationException($"{path} differs.\n{servers[0].Name}: {wanted}\n{server.Name}: {got}");
            }
        }

        foreach (var server in servers)
        {
            using var connection = new PageConnection(server.Address);
            var form = Form(connection, server, 7);
            Expect("a good form", form.Post(Review(7), "Ada", "5", "As it should be & more."), 302);
            Expect("no name", form.Post(Review(7), "", "5", "As it should be."), 400);
            Expect("a rating of 9", form.Post(Review(7), "Ada", "9", "As it should be."), 400);
            Expect("a book that is not there", form.Post(Review(999_999), "Ada", "5", "As it should be."), 404);
            Expect("another's token", (form with { Token = new string('a', form.Token.Length) }).Post(Review(7), "Ada", "5", "As it should be."), 403, 400);

            void Expect(string what, byte[] request, params int[] statuses)
            {
                var got = connection.Ask(request).Status;
                if (!statuses.Contains(got)) throw new InvalidOperationException($"{server.Name} answered {what} with {got}, not with {statuses[0]}.");
            }
        }

        static string Page(PageServer server, string path)
        {
            using var connection = new PageConnection(server.Address);
            var answer = connection.Get(path);
            if (answer.Status != 200) throw new InvalidOperationException($"{server.Name} answered {path} with {answer.Status}.");
            // Where a token stands, what it is called and how an entity is written are the framework's own.
            var text = HiddenInput().Replace(answer.Body, "");
            text = ValidationSummary().Replace(text, "");
            return WebUtility.HtmlDecode(Blanks().Replace(Between().Replace(text, "><"), " ")).Replace(" class=\"first\"", "", StringComparison.Ordinal).Trim();
        }
    }

    private static byte[][] Posts(PageServer server)
    {
        using var connection = new PageConnection(server.Address);
        var form = Form(connection, server, 1);
        return [.. Ids().Select(id => form.Post(Review(id), "Reader " + id.ToString(CultureInfo.InvariantCulture), ((id % 5) + 1).ToString(CultureInfo.InvariantCulture), "A book of which one would like to have more: read in two evenings & lent to friends."))];
    }

    private static FormToken Form(PageConnection connection, PageServer server, int id)
    {
        var answer = connection.Get(Review(id));
        var token = TokenValue().Matches(answer.Body).Single(match => match.Groups["name"].Value == server.CsrfField).Groups["value"].Value;
        var cookie = SetCookie().Match(answer.Head).Groups["cookie"].Value;
        return new(server.CsrfField, WebUtility.HtmlDecode(token), cookie);
    }

    private static IEnumerable<int> Ids() => Enumerable.Range(0, 1000).Select(i => (i * 7919 % Store.Books) + 1);

    private static string Detail(int id) => string.Create(CultureInfo.InvariantCulture, $"/books/{id}/");

    private static string Review(int id) => string.Create(CultureInfo.InvariantCulture, $"/books/{id}/review/");

    /// <summary>The books of the other benchmarks, and reviews of them.</summary>
    private static void Fill(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
        Store.Fill(connection);
        command.CommandText = """
            CREATE TABLE "shop_review" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" bigint NOT NULL REFERENCES "shop_book" ("id") DEFERRABLE INITIALLY DEFERRED,
                "name" varchar(100) NOT NULL, "rating" integer NOT NULL, "text" text NOT NULL, "created" datetime NOT NULL);
            CREATE INDEX "shop_review_book_id" ON "shop_review" ("book_id");
            UPDATE shop_book SET title = 'Fish & chips, the book''s <' || id || '>' WHERE id % 7 = 0;
            PRAGMA wal_checkpoint(TRUNCATE);
            """;
        command.ExecuteNonQuery();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenInput();

    [GeneratedRegex("<div class=\"validation-summary-valid\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex ValidationSummary();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex Between();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("name=\"(?<name>[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex TokenValue();

    [GeneratedRegex("^set-cookie: *(?<cookie>[^;\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SetCookie();

    /// <summary>What a visitor's browser has of a form.</summary>
    private sealed record FormToken(string Field, string Token, string Cookie)
    {
        public byte[] Post(string path, string name, string rating, string text) =>
            PageConnection.PostRequest(path, Cookie, [new(Field, Token), new("name", name), new("rating", rating), new("text", text)]);
    }
}
