using Quintet.Conf;
using Quintet.Db;
using Quintet.Testing;
using Quintet.Views;
using Sites.Shop;

namespace WebTests;

/// <summary>Generic views over a real database; the site is tests/Fixtures/Sites.</summary>
public class GenericViewTests : TestCase
{
    protected override Settings CreateSettings() => new Sites.Settings
    {
        BaseDir = Folder,
        RootUrlConf = typeof(GenericUrls),
        TimeZone = "Pacific/Auckland",
        Databases = { ["default"] = new Sqlite(Path.Combine(Path.GetTempPath(), $"quintet-generic-{Environment.ProcessId}.sqlite3")) },
    };

    internal static string Folder
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Tooling.sln"))) folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "tests", "Fixtures", "Sites");
        }
    }

    private static Book Add(string title, string published, string? page = null) =>
        Book.Objects.Create(new() { Title = title, Slug = title.ToLowerInvariant(), Published = DateOnly.Parse(published, System.Globalization.CultureInfo.InvariantCulture), Page = page });

    private string Get(string path, int status = 200)
    {
        var response = Client.Get(path);
        Assert.Equal(status, response.StatusCode);
        return response.Content;
    }

    [Fact]
    public void A_template_view_gives_the_routes_values_and_its_own() => Assert.Equal("About sea shop/about.html /about/sea/", Get("/about/sea/"));

    [Fact]
    public void HEAD_and_OPTIONS_are_answered_and_other_methods_are_not()
    {
        Assert.Equal((200, ""), (Client.Request("HEAD", "/about/sea/").StatusCode, Client.Request("HEAD", "/about/sea/").Content));
        Assert.Equal("GET, HEAD, OPTIONS", Client.Request("OPTIONS", "/about/sea/")["Allow"]);
        Assert.Equal((405, "GET, HEAD, OPTIONS"), (Client.Post("/about/sea/").StatusCode, Client.Post("/about/sea/")["Allow"]));
    }

    [Fact]
    public void A_redirection_goes_to_a_name_an_address_or_nowhere()
    {
        Assert.Equal((302, "/book/5/"), (Client.Get("/old/5/").StatusCode, Client.Get("/old/5/")["Location"]));
        Assert.Equal((302, "/book/5/"), (Client.Post("/old/5/").StatusCode, Client.Request("DELETE", "/old/5/")["Location"]));
        Assert.Equal((301, "/book/5/?from=5?q=1"), (Client.Get("/older/5/").StatusCode, Client.Get("/older/5/?q=1")["Location"]));
        Assert.Equal(410, Client.Get("/gone/").StatusCode);
        Assert.Equal((302, 405, "GET, HEAD, OPTIONS"), (Client.Get("/get-only/").StatusCode, Client.Post("/get-only/").StatusCode, Client.Post("/get-only/")["Allow"]));
    }

    [Fact]
    public void A_list_has_the_models_order_and_name()
    {
        Assert.Equal("List: | False /   0", Get("/shelf/"));
        Assert.Contains("Empty list and “ListView.allow_empty” is False.", Get("/full/", 404));
        Add("Sea", "2024-01-01");
        Add("Air", "2024-02-01");
        Assert.StartsWith("List: Air Sea | False", Get("/shelf/"), StringComparison.Ordinal);
        Assert.StartsWith("List: Air Sea | False", Get("/full/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_are_asked_for_in_the_query_or_the_route()
    {
        for (var day = 1; day <= 7; day++) Add($"B{day}", $"2024-01-0{day}");

        Assert.Equal("Our books: B7 B6 B5 | True 1/2 True False 3", Get("/books/"));
        Assert.Equal("Our books: B4 B3 B2 B1 | True 2/2 False True 4", Get("/books/?page=2"));
        Assert.Equal(Get("/books/?page=2"), Get("/books/page/last/"));
        Assert.Equal(Get("/books/?page=2"), Get("/books/page/2/"));
        Assert.Contains("Invalid page (3): That page contains no results", Get("/books/?page=3", 404));
        Assert.Contains("Invalid page (0): That page number is less than 1", Get("/books/?page=0", 404));
        Assert.Contains("Page is not “last”, nor can it be converted to an int.", Get("/books/?page=two", 404));
    }

    [Fact]
    public void An_object_is_found_by_its_key_its_slug_or_both()
    {
        var sea = Add("Sea", "2024-01-01");
        var air = Add("Air", "2024-01-01", "shop/special.html");

        Assert.Equal("Sea sea ", Get($"/book/{sea.Id}/"));
        Assert.Equal("special Air", Get($"/book/{air.Id}/"));
        Assert.Equal("Sea  sea", Get("/book/sea/"));
        Assert.Equal("Sea sea ", Get($"/both/{sea.Id}/sea/"));
        Assert.Contains("No book found matching the query", Get($"/both/{sea.Id}/air/", 404));
        Assert.Contains("No book found matching the query", Get("/book/99999/", 404));
        Assert.Contains("Generic detail view DetailView must be called with either an object pk or a slug in the URLconf: expected <int:pk> or <slug:slug> in the route, found id.", Get("/lost/1/", 500));
    }

    [Fact]
    public void The_archives_show_what_there_is_and_its_neighbours()
    {
        Assert.Contains("No books available", Get("/archive/", 404));
        Add("Old", "2019-05-02");
        Add("Sea", "2024-01-31");
        Add("Air", "2024-03-01");
        Add("Mud", "2024-03-05");
        Add("Next", DateTime.UtcNow.AddYears(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal("2024 2019 | Mud Air Sea Old ", Get("/archive/"));
        Assert.Equal("2024 2019  | 01 03 | Mud Air Sea ", Get("/archive/2024/"));
        Assert.Equal("2019  2024 | 05 | Old ", Get("/archive/2019/"));
        Assert.Equal("2024-03 2024-01  | 01 05 | Mud Air ", Get("/archive/2024/mar/"));
        Assert.Equal("2024-01 2019-05 2024-03 | 31 | Sea ", Get("/archive/2024/jan/"));
        Assert.Equal("2024-02 2024-01 2024-03 | | ", Get("/open/2024/2/"));
        Assert.Equal("2024-03-03 2024-02-25  | Mud ", Get("/archive/2024/week/9/"));
        Assert.Equal("2024-03-05 2024-03-01  2024-01  | Mud ", Get("/archive/2024/mar/5/"));
        Assert.Contains("No books available", Get("/archive/2023/", 404));
        Assert.Contains("Invalid date string “2024__zzz” given format “%Y__%b”", Get("/archive/2024/zzz/", 404));
        Assert.Contains("Invalid date string “2023__feb__29” given format “%Y__%b__%d”", Get("/archive/2023/feb/29/", 404));
    }

    [Fact]
    public void A_page_of_a_day_needs_the_right_day()
    {
        var sea = Add("Sea", "2024-01-31");
        var later = Add("Next", "2999-01-01");

        Assert.Equal("Sea sea ", Get($"/archive/2024/jan/31/{sea.Id}/"));
        Assert.Contains("No book found matching the query", Get($"/archive/2024/jan/30/{sea.Id}/", 404));
        Assert.Contains("Future books not available because DateDetailView.allow_future is False.", Get($"/archive/2999/jan/1/{later.Id}/", 404));
    }

    [Fact]
    public void Days_are_those_of_the_time_zone()
    {
        ShopEvent.Objects.Create(new() { Title = "Reading", StartsAt = new(2024, 1, 31, 20, 0, 0, DateTimeKind.Utc) });
        ShopEvent.Objects.Create(new() { Title = "Party", StartsAt = new(2024, 1, 30, 9, 0, 0, DateTimeKind.Utc) });

        Assert.Equal("2024-02-01 2024-01-30 | Reading ", Get("/events/2024/feb/1/"));
        Assert.Contains("No events available", Get("/events/2024/jan/31/", 404));
        Assert.Equal("01 02 ", Get("/events/2024/"));
    }

    [Fact]
    public void Today_is_an_archive_of_its_own()
    {
        Assert.Contains("No books available", Get("/today/", 404));
        var here = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));
        Add("Now", here.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Contains("| Now ", Get("/today/"));
    }

    [Fact]
    public void A_template_that_is_not_there_is_named_as_the_view_names_it() => Assert.Contains("There is no template 'shop/none.html'", Get("/missing/", 500));
}

/// <summary>Pages of a list.</summary>
public class PaginatorTests
{
    [Theory]
    [InlineData(0, 3, 0, 1)]
    [InlineData(7, 3, 0, 3)]
    [InlineData(7, 3, 1, 2)]
    [InlineData(1, 3, 2, 1)]
    public void Pages_are_counted_with_orphans(int count, int perPage, int orphans, int pages) => Assert.Equal(pages, new Paginator<int>(Enumerable.Range(1, count), perPage, orphans).NumPages);

    [Fact]
    public void A_page_knows_its_neighbours_and_its_place()
    {
        var paginator = new Paginator<int>(Enumerable.Range(1, 11), 5);
        var page = paginator.Page("2");

        Assert.Equal([6, 7, 8, 9, 10], page);
        Assert.Equal((true, true, true, 3, 1), (page.HasNext, page.HasPrevious, page.HasOtherPages, page.NextPageNumber, page.PreviousPageNumber));
        Assert.Equal((6, 10, "<Page 2 of 3>"), (page.StartIndex, page.EndIndex, page.ToString()));
        Assert.Equal((11, 11), (paginator.Page(3).StartIndex, paginator.Page(3).EndIndex));
        Assert.Equal([1, 2, 3], paginator.PageRange);
        Assert.Throws<EmptyPage>(() => paginator.Page(3).NextPageNumber);
    }

    [Theory]
    [InlineData("x", typeof(PageNotAnInteger), "That page number is not an integer")]
    [InlineData(1.5, typeof(PageNotAnInteger), "That page number is not an integer")]
    [InlineData(null, typeof(PageNotAnInteger), "That page number is not an integer")]
    [InlineData(0, typeof(EmptyPage), "That page number is less than 1")]
    [InlineData(4, typeof(EmptyPage), "That page contains no results")]
    public void What_is_no_page_is_said(object? number, Type type, string message) =>
        Assert.Equal(message, Assert.Throws(type, () => new Paginator<int>(Enumerable.Range(1, 11), 5).Page(number)).Message);

    [Theory]
    [InlineData("x", 1)]
    [InlineData(99, 3)]
    [InlineData(-1, 3)]
    [InlineData(2.0, 2)]
    public async Task The_nearest_page_is_given_to_whoever_asks_for_one(object number, int expected)
    {
        var paginator = new Paginator<int>(Enumerable.Range(1, 11), 5);
        Assert.Equal(expected, paginator.GetPage(number).Number);
        Assert.Equal(expected, (await paginator.GetPageAsync(number)).Number);
    }

    [Fact]
    public void Nothing_has_no_page_where_that_is_wanted() => Assert.Throws<EmptyPage>(() => new Paginator<int>([], 5, allowEmptyFirstPage: false).Page(1));

    [Theory]
    [InlineData(1, "1 2 3 4 … 49 50")]
    [InlineData(8, "1 2 … 5 6 7 8 9 10 11 … 49 50")]
    [InlineData(50, "1 2 … 47 48 49 50")]
    public void A_long_bar_of_pages_leaves_some_out(int number, string expected) =>
        Assert.Equal(expected, string.Join(' ', new Paginator<int>(Enumerable.Range(1, 500), 10).GetElidedPageRange(number)));
}
