using System.Linq.Expressions;
using Quintet;
using Quintet.Db;
using Quintet.Localization;

namespace DbTests;

public sealed class TimeZoneTestsOnSqlite() : TimeZoneTests(DatabaseKind.Sqlite);

public sealed class TimeZoneTestsOnPostgreSql() : TimeZoneTests(DatabaseKind.PostgreSql);

/// <summary>
/// Parts of moments as clocks of a time zone show them:
/// <code>
/// isbn UTC                  Paris                        New York
/// 1    2023-12-31 23:30:00  2024-01-01 00:30             2023-12-31 18:30
/// 2    2024-03-31 01:10:00  2024-03-31 03:10 (forward)   2024-03-30 21:10
/// 3    2024-06-15 22:30:00  2024-06-16 00:30, a Sunday   2024-06-15 18:30
/// 4    2024-10-27 00:30:00  2024-10-27 02:30 (first)     2024-10-26 20:30
/// 5    2024-10-27 01:30:00  2024-10-27 02:30 (second)    2024-10-26 21:30
/// 6    2024-12-31 23:30:15  2025-01-01 00:30:15          2024-12-31 18:30:15
/// </code>
/// </summary>
public abstract class TimeZoneTests : IDisposable
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private readonly TestDatabase _database;

    protected TimeZoneTests(DatabaseKind kind)
    {
        _database = new TestDatabase(kind);
        var author = Author.Objects.Create(new() { Name = "Ann", Born = new(1999, 12, 31) });
        Add(author, "1", "2023-12-31T23:30:00Z");
        Add(author, "2", "2024-03-31T01:10:00Z");
        Add(author, "3", "2024-06-15T22:30:00Z");
        Add(author, "4", "2024-10-27T00:30:00Z");
        Add(author, "5", "2024-10-27T01:30:00Z");
        Add(author, "6", "2024-12-31T23:30:15Z");
    }

    public static TheoryData<string, Expression<Func<Book, bool>>, string, string, string> Conditions => new()
    {
        { "year", b => b.PublishedDate.Year == 2024, "23456", "12345", "23456" },
        { "not the year", b => b.PublishedDate.Year != 2024, "1", "6", "1" },
        { "later year", b => b.PublishedDate.Year > 2024, "", "6", "" },
        { "the year or later", b => b.PublishedDate.Year >= 2024, "23456", "123456", "23456" },
        { "earlier year", b => b.PublishedDate.Year < 2024, "1", "", "1" },
        { "the year or earlier", b => b.PublishedDate.Year <= 2024, "123456", "12345", "123456" },
        { "year on the left", b => 2023 < b.PublishedDate.Year, "23456", "123456", "23456" },
        { "several years", b => new[] { 2023, 2025 }.Contains(b.PublishedDate.Year), "1", "6", "1" },
        { "ISO year", b => Functions.ExtractIsoYear(b.PublishedDate) == 2024, "2345", "12345", "2345" },
        { "ISO year 2025", b => Functions.ExtractIsoYear(b.PublishedDate) == 2025, "6", "6", "6" },
        { "month", b => b.PublishedDate.Month == 12, "16", "", "16" },
        { "day", b => b.PublishedDate.Day == 31, "126", "2", "16" },
        { "hour", b => b.PublishedDate.Hour == 2, "", "45", "" },
        { "minute and second", b => b.PublishedDate.Minute == 30 && b.PublishedDate.Second == 15, "6", "6", "6" },
        { "day of week", b => b.PublishedDate.DayOfWeek == DayOfWeek.Sunday, "1245", "2345", "1" },
        { "day of year", b => b.PublishedDate.DayOfYear == 1, "", "16", "" },
        { "week", b => Functions.ExtractWeek(b.PublishedDate) == 1, "6", "16", "6" },
        { "date", b => b.PublishedDate.Date == new DateTime(2024, 6, 16), "", "3", "" },
        { "part of a date", b => b.PublishedDate.Date.Day == 16, "", "3", "" },
        { "day only", b => DateOnly.FromDateTime(b.PublishedDate) == new DateOnly(2024, 10, 26), "", "", "45" },
        { "time only", b => TimeOnly.FromDateTime(b.PublishedDate) == new TimeOnly(2, 30), "", "45", "" },
        { "the coalesced", b => ((DateTime?)b.PublishedDate ?? DateTime.UnixEpoch).Year == 2025, "", "6", "" },
        { "a day field", b => b.Author.Born!.Value.Year == 1999 && b.Author.Born.Value.Day == 31, "123456", "123456", "123456" },
        { "said zone", b => Functions.ExtractYear(b.PublishedDate, Paris) == 2025, "6", "6", "6" },
        { "said zone, hour", b => Functions.ExtractHour(b.PublishedDate, NewYork) == 21, "25", "25", "25" },
        { "said zone, date", b => Functions.TruncDate(b.PublishedDate, Paris) == new DateOnly(2025, 1, 1), "6", "6", "6" },
        { "now", b => Functions.Now().Year == DateTime.UtcNow.Year || Functions.Now().Month == 12 || Functions.Now().Month == 1, "123456", "123456", "123456" },
    };

    public static TheoryData<string, object, string, string, string> Lookups => new()
    {
        { "published_date__year", 2024, "23456", "12345", "23456" },
        { "published_date__year", "2025", "", "6", "" },
        { "published_date__year__gt", 2023, "23456", "123456", "23456" },
        { "published_date__year__in", new[] { 2023, 2025 }, "1", "6", "1" },
        { "published_date__year__range", new[] { 2025, 2026 }, "", "6", "" },
        { "published_date__iso_year", 2025, "6", "6", "6" },
        { "published_date__month", 1, "", "16", "" },
        { "published_date__quarter__lte", 1, "2", "126", "2" },
        { "published_date__hour", 0, "4", "136", "" },
        { "published_date__date", "2024-06-15", "3", "", "3" },
        { "published_date__date__lt", "2024-01-01", "1", "", "1" },
        { "published_date__date__year", 2025, "", "6", "" },
        { "published_date__time", "18:30", "", "", "13" },
        { "author__born__year", 1999, "123456", "123456", "123456" },
    };

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseTheory]
    [MemberData(nameof(Conditions))]
    public void Conditions_speak_of_the_current_zone(string name, Expression<Func<Book, bool>> condition, string utc, string paris, string newYork)
    {
        Assert.NotEmpty(name);
        Assert.Equal(utc, Isbns(Book.Objects.Filter(condition)));
        Assert.Equal(paris, In(Paris, () => Isbns(Book.Objects.Filter(condition))));
        Assert.Equal(newYork, In(NewYork, () => Isbns(Book.Objects.Filter(condition))));
        Assert.Equal(string.Concat("123456".Except(paris)), In(Paris, () => Isbns(Book.Objects.Exclude(condition))));
    }

    [DatabaseTheory]
    [MemberData(nameof(Lookups))]
    public void Lookups_speak_of_the_current_zone(string lookup, object value, string utc, string paris, string newYork)
    {
        Assert.Equal(utc, Isbns(Book.Objects.Filter(lookup, value)));
        Assert.Equal(paris, In(Paris, () => Isbns(Book.Objects.Filter(lookup, value))));
        Assert.Equal(newYork, In(NewYork, () => Isbns(Book.Objects.Filter(lookup, value))));
    }

    [DatabaseFact]
    public void What_is_cut_off_is_a_moment_again()
    {
        static IEnumerable<string> Text(QuerySet<DateTime> times) => times.ToList().Select(t => t.ToString("MM-dd HH:mm") + t.Kind);
        var parisian = In(Paris, () => new[]
        {
            Text(Book.Objects.OrderBy("isbn").Values(b => Functions.TruncYear(b.PublishedDate))),
            Text(Book.Objects.OrderBy("isbn").Values(b => Functions.TruncWeek(b.PublishedDate))),
            Text(Book.Objects.OrderBy("isbn").Values(b => Functions.TruncDay(b.PublishedDate))),
            Text(Book.Objects.OrderBy("isbn").Values(b => Functions.TruncHour(b.PublishedDate))),
            Text(Book.Objects.OrderBy("isbn").Values(b => Functions.TruncDay(b.PublishedDate, NewYork))),
        });

        // Midnight in Paris is 23:00 in UTC, and 22:00 in summer. The hour that comes twice is two hours.
        Assert.Equal(["12-31 23:00Utc", "12-31 23:00Utc", "12-31 23:00Utc", "12-31 23:00Utc", "12-31 23:00Utc", "12-31 23:00Utc"], parisian[0]);
        Assert.Equal(["12-31 23:00Utc", "03-24 23:00Utc", "06-09 22:00Utc", "10-20 22:00Utc", "10-20 22:00Utc", "12-29 23:00Utc"], parisian[1]);
        Assert.Equal(["12-31 23:00Utc", "03-30 23:00Utc", "06-15 22:00Utc", "10-26 22:00Utc", "10-26 22:00Utc", "12-31 23:00Utc"], parisian[2]);
        Assert.Equal(["12-31 23:00Utc", "03-31 01:00Utc", "06-15 22:00Utc", "10-27 00:00Utc", "10-27 01:00Utc", "12-31 23:00Utc"], parisian[3]);
        Assert.Equal(["12-31 05:00Utc", "03-30 04:00Utc", "06-15 04:00Utc", "10-26 04:00Utc", "10-26 04:00Utc", "12-31 05:00Utc"], parisian[4]);
        Assert.Equal("16", In(Paris, () => Isbns(Book.Objects.Filter(b => Functions.TruncDay(b.PublishedDate) == Functions.TruncYear(b.PublishedDate)))));
    }

    [DatabaseFact]
    public void Dates_and_times()
    {
        Assert.Equal("2023-12-01 2024-03-01 2024-06-01 2024-10-01 2024-12-01", string.Join(' ', Book.Objects.Dates(b => b.PublishedDate, DateKind.Month).ToList().Select(d => d.ToString("yyyy-MM-dd"))));
        Assert.Equal("2024-01-01 2024-03-01 2024-06-01 2024-10-01 2025-01-01", In(Paris, () => string.Join(' ', Book.Objects.Dates(b => b.PublishedDate, DateKind.Month).ToList().Select(d => d.ToString("yyyy-MM-dd")))));
        Assert.Equal("2024-12-31 23 2023-12-31 23", In(Paris, () => string.Join(' ', Book.Objects.DateTimes(b => b.PublishedDate, DateKind.Year, descending: true).ToList().Select(d => d.ToString("yyyy-MM-dd HH")))));
        Assert.Equal("2023-01-01 05 2024-01-01 05", In(Paris, () => string.Join(' ', Book.Objects.DateTimes(b => b.PublishedDate, DateKind.Year, timeZone: NewYork).ToList().Select(d => d.ToString("yyyy-MM-dd HH")))));
        var days = In(Paris, () => Book.Objects.Filter(b => b.Isbn == "3").Values(b => b.PublishedDate.Date).Get());
        Assert.Equal((new DateTime(2024, 6, 16), DateTimeKind.Unspecified), (days, days.Kind));
    }

    [DatabaseFact]
    public void Groups()
    {
        static string Years() => string.Join(' ', Book.Objects.Values(b => b.PublishedDate.Year).Annotate((year, q) => new { Year = year, Books = q.Count() }).OrderBy(g => g.Year).ToList().Select(g => $"{g.Year}:{g.Books}"));
        Assert.Equal("2023:1 2024:5", Years());
        Assert.Equal("2024:5 2025:1", In(Paris, Years));
        Assert.Equal("2025", In(Paris, () => Author.Objects.Values(a => a.Books.Aggregate(q => q.Max(b => b.PublishedDate))!.Value.Year).Get().ToString()));
        Assert.Equal("6", In(Paris, () => Book.Objects.OrderByDescending(b => b.PublishedDate.Date).First()!.Isbn));
    }

    [DatabaseFact]
    public async Task The_zone_of_one_request_never_reaches_another()
    {
        // One query for all, as it might stand in a static property, and its SQL is kept.
        var midnight = Book.Objects.Filter(b => b.PublishedDate.Hour == 0).OrderBy("isbn");
        var thisYear = Book.Objects.Filter(b => b.PublishedDate.Year == 2024).OrderBy("isbn");
        (TimeZoneInfo Zone, string Midnight, string Year)[] expected = [(TimeZoneInfo.Utc, "4", "23456"), (Paris, "136", "12345"), (NewYork, "", "23456"), (TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"), "", "12345")];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            using var scope = _database.Connections.NewScope();
            using var connections = Context.Current.With(Connections.Key, scope).Enter();
            for (var i = 0; i < 20; i++)
            {
                var (zone, hours, years) = expected[(worker + i) % expected.Length];
                using var inZone = Timezone.Override(zone);
                Assert.Equal(hours, Isbns(await midnight.All().ToListAsync()));
                Assert.Equal(years, Isbns(midnight.All().Count() == hours.Length ? await thisYear.All().ToListAsync() : []));
            }
        })));
    }

    [DatabaseFact]
    public void An_offset_is_a_zone()
    {
        var nepal = TimeZoneInfo.CreateCustomTimeZone("Kathmandu time", new(5, 45, 0), null, null);
        Assert.Equal("36", In(nepal, () => Isbns(Book.Objects.Filter(b => b.PublishedDate.Hour == 4 || b.PublishedDate.Hour == 5 && b.PublishedDate.Second == 15))));
        Assert.Equal("3", In(nepal, () => Isbns(Book.Objects.Filter(b => Functions.TruncDay(b.PublishedDate) == new DateTime(2024, 6, 15, 18, 15, 0, DateTimeKind.Utc)))));
        var odd = TimeZoneInfo.CreateCustomTimeZone("Odd time", TimeSpan.Zero, null, null, null, [Rule(new(1, 1, 1, 0, 0, 0), 3, 1)]);
        Assert.Contains("'Odd time' is none of the IANA's", Assert.Throws<NotSupportedException>(() => In(odd, () => Isbns(Book.Objects.Filter(b => b.PublishedDate.Hour == 4)))).Message);
    }

    [DatabaseFact]
    public void Ends_of_years_at_changed_clocks()
    {
        // Clocks are put forward from 23:30 to 0:30 of New Year: 0:00 is never shown. The year begins with what comes then.
        var forward = TimeZoneInfo.CreateCustomTimeZone("Forward", TimeSpan.Zero, null, null, null, [Rule(new(1, 1, 1, 23, 30, 0), 12, 31)]);
        Change("1", "2023-12-31T23:29:59Z");
        Change("6", "2023-12-31T23:30:00Z");
        Assert.Equal("23456", In(forward, () => Isbns(Book.Objects.Filter(b => b.PublishedDate.Year == 2024))));

        // They are put back from 1:00 to 0:00: that hour comes twice, and the year has both.
        var back = TimeZoneInfo.CreateCustomTimeZone("Back", TimeSpan.Zero, null, null, null, [TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 2, 0, 0), 7, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 1, 0, 0), 1, 1))]);
        Change("6", "2023-12-31T23:00:00Z");
        Change("1", "2023-12-31T22:59:59Z");
        Assert.Equal("23456", In(back, () => Isbns(Book.Objects.Filter(b => b.PublishedDate.Year == 2024))));
    }

    [DatabaseFact]
    public void A_day_without_midnight()
    {
        // In São Paulo the clocks of 2018-11-04 went from 0:00 to 1:00, which was 3:00 in UTC.
        Change("1", "2018-11-04T03:00:00Z");
        Change("2", "2018-11-04T02:59:59Z");
        In(TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"), () =>
        {
            var days = Book.Objects.Filter(b => b.PublishedDate.Year == 2018).OrderBy("isbn").Values(b => new { Day = Functions.TruncDay(b.PublishedDate), b.PublishedDate.Date, b.PublishedDate.Hour }).ToList();
            Assert.Equal([(new(2018, 11, 4, 3, 0, 0), new(2018, 11, 4), 1), (new(2018, 11, 3, 3, 0, 0), new(2018, 11, 3), 23)], days.Select(d => (d.Day, d.Date, d.Hour)));
            return 0;
        });
    }

    [DatabaseFact]
    public void A_year_is_a_range_for_which_an_index_can_be_used()
    {
        static string Where(IReadOnlyList<string> statements) => statements.Single().Split(" WHERE ")[1].Split(" ORDER BY ")[0];
        var first = Where(_database.StatementsOf(() => Isbns(Book.Objects.Filter(b => b.PublishedDate.Year == 2024))));

        Assert.Equal(first, Where(_database.StatementsOf(() => In(Paris, () => Isbns(Book.Objects.Filter("published_date__year", 2023))))));
        Assert.Matches("""^\("blog_book"\."published_date" >= \S+ AND "blog_book"\."published_date" < \S+\)$""", first);

        // Years that no date of C#'s has are no range.
        Assert.Equal("123456", Isbns(Book.Objects.Filter(b => b.PublishedDate.Year < 10000 && b.PublishedDate.Year != 0 && b.PublishedDate.Year > -1)));
    }

    [DatabaseFact]
    public void Without_time_zones_times_are_as_they_are()
    {
        using var parisian = Timezone.Override(Paris);
        using var plain = Context.Current.With(Locale.Key, Translation.Current.WithUseTz(false)).Enter();
        Assert.Equal("23456", Isbns(Book.Objects.Filter(b => b.PublishedDate.Year == 2024)));
        Assert.Equal("4", Isbns(Book.Objects.Filter(b => b.PublishedDate.Hour == 0)));
    }

    [DatabaseFact]
    public void A_zone_is_said_of_moments_only()
    {
        var wrong = Assert.Throws<ArgumentException>(() => Author.Objects.Filter(a => Functions.ExtractYear(a.Born, Paris) == 2000).ToList());
        Assert.Contains("of a DateTimeField, not of a DateField", wrong.Message);
        Assert.Contains("compared with a number, not with 'soon'", Assert.Throws<FieldErrorException>(() => Book.Objects.Filter("published_date__year", "soon")).Message);
    }

    private static TimeZoneInfo.AdjustmentRule Rule(DateTime time, int month, int day) => TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
        DateTime.MinValue.Date,
        DateTime.MaxValue.Date,
        TimeSpan.FromHours(1),
        TimeZoneInfo.TransitionTime.CreateFixedDateRule(time, month, day),
        TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 3, 0, 0), 7, 1));

    private static TResult In<TResult>(TimeZoneInfo zone, Func<TResult> query)
    {
        using var scope = Timezone.Override(zone);
        return query();
    }

    private static string Isbns(QuerySet<Book> books) => Isbns((IEnumerable<Book>)books.OrderBy("isbn"));

    private static string Isbns(IEnumerable<Book> books) => string.Concat(books.Select(b => b.Isbn));

    private static void Add(Author author, string isbn, string moment)
    {
        Book.Objects.Create(new() { Isbn = isbn, Title = isbn, Author = author });
        Change(isbn, moment);
    }

    private static void Change(string isbn, string moment)
    {
        var time = DateTime.Parse(moment, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        Book.Objects.Filter(b => b.Isbn == isbn).Update(b => new() { PublishedDate = time });
    }
}
