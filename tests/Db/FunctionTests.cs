using System.Linq.Expressions;
using Quintet.Db;

namespace DbTests;

public sealed class FunctionTestsOnSqlite() : FunctionTests(DatabaseKind.Sqlite);

public sealed class FunctionTestsOnPostgreSql() : FunctionTests(DatabaseKind.PostgreSql);

/// <summary>The functions of the database, each on the book Dune: 600 pages, 12.50, published 1965-08-01 12:30:45, a Sunday in ISO week 30.</summary>
public abstract class FunctionTests(DatabaseKind kind) : Library(kind)
{
    public static TheoryData<string, Expression<Func<Book, string?>>, string?> Texts => new()
    {
        { "Lower", b => Functions.Lower(b.Title), "dune" },
        { "Upper", b => Functions.Upper(b.Title), "DUNE" },
        { "ToUpper", b => b.Title.ToUpper(), "DUNE" },
        { "Left", b => Functions.Left(b.Title, 2), "Du" },
        { "Right", b => Functions.Right(b.Title, 2), "ne" },
        { "Substr", b => Functions.Substr(b.Title, 2, 2), "un" },
        { "Substring", b => b.Title.Substring(1, 2), "un" },
        { "Substring to the end", b => b.Title.Substring(b.Title.IndexOf("n")), "ne" },
        { "LPad", b => Functions.LPad(b.Title, 7, "ab"), "abaDune" },
        { "LPad, longer", b => Functions.LPad(b.Title, 2, "ab"), "Du" },
        { "RPad", b => Functions.RPad(b.Title, 7, "ab"), "Duneaba" },
        { "Trim", b => ("  " + b.Title + " ").Trim(), "Dune" },
        { "LTrim", b => Functions.LTrim("  " + b.Title), "Dune" },
        { "RTrim", b => Functions.RTrim(b.Title + "  "), "Dune" },
        { "Repeat", b => Functions.Repeat(b.Title, 2), "DuneDune" },
        { "Repeat, never", b => Functions.Repeat(b.Title, 0), "" },
        { "Replace", b => b.Title.Replace("u", "oo"), "Doone" },
        { "Reverse", b => Functions.Reverse(b.Title), "enuD" },
        { "Concat", b => Functions.Concat(b.Title, null, b.Genre), "Dunesf" },
        { "plus", b => b.Title + "/" + b.Editor!.Name + "/" + b.Genre, "Dune//sf" },
        { "Chr", b => Functions.Chr(b.Pages - 535), "A" },
        { "Md5", b => Functions.Md5(b.Title), Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData("Dune"u8)) },
        { "Sha256", b => Functions.Sha256(b.Title), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("Dune"u8)) },
        { "Sha512", b => Functions.Sha512(b.Title), Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData("Dune"u8)) },
        { "Coalesce", b => Functions.Coalesce(b.Editor!.Name, b.Genre, "none"), "sf" },
        { "??", b => b.Editor!.Name ?? "none", "none" },
        { "NullIf", b => Functions.NullIf(b.Genre, "sf"), null },
        { "Greatest", b => Functions.Greatest(b.Title, b.Genre!), "sf" },
        { "Least", b => Functions.Least(b.Title, "Alpha"), "Alpha" },
        { "Cast", b => Functions.Cast<string>(b.Pages), "600" },
        { "ToString", b => b.Pages.ToString(), "600" },
    };

    public static TheoryData<string, Expression<Func<Book, double>>, double> Numbers => new()
    {
        { "Length", b => b.Title.Length, 4 },
        { "Ord", b => Functions.Ord(b.Title), 'D' },
        { "StrIndex", b => Functions.StrIndex(b.Title, "ne"), 3 },
        { "IndexOf, nowhere", b => b.Title.IndexOf("x"), -1 },
        { "Abs", b => Math.Abs(b.Pages - 1000), 400 },
        { "Ceil", b => Functions.Ceil(7.2 + b.Pages), 608 },
        { "Floor", b => Math.Floor(b.Pages + 7.9), 607 },
        { "Round", b => Functions.Round(b.Pages / 7.0, 2), 85.71 },
        { "Round to whole", b => Math.Round(b.Pages / 7.0), 86 },
        { "Power", b => Math.Pow(b.Pages, 2), 360000 },
        { "Sqrt", b => Math.Sqrt(b.Pages), 24.494897427831781 },
        { "Exp", b => Math.Exp(b.Pages - 599.0), Math.E },
        { "Ln", b => Functions.Ln(b.Pages), Math.Log(600) },
        { "Log", b => Functions.Log(10.0, b.Pages), Math.Log10(600) },
        { "Math.Log", b => Math.Log(b.Pages, 2), Math.Log2(600) },
        { "Mod", b => Functions.Mod(b.Pages, 7), 5 },
        { "%", b => b.Pages % 7, 5 },
        { "whole division", b => b.Pages / 7, 85 },
        { "division", b => (double)b.Pages / 7, 600.0 / 7 },
        { "Sign", b => Math.Sign(-b.Pages), -1 },
        { "Sin", b => Functions.Sin(b.Pages), Math.Sin(600) },
        { "Cos", b => Functions.Cos(b.Pages), Math.Cos(600) },
        { "Tan", b => Functions.Tan(b.Pages), Math.Tan(600) },
        { "Cot", b => Functions.Cot(b.Pages), 1 / Math.Tan(600) },
        { "ASin", b => Functions.ASin(b.Pages / 1200.0), Math.Asin(0.5) },
        { "ACos", b => Functions.ACos(b.Pages / 1200.0), Math.Acos(0.5) },
        { "ATan", b => Functions.ATan(b.Pages), Math.Atan(600) },
        { "ATan2", b => Functions.ATan2(b.Pages, 2.0), Math.Atan2(600, 2) },
        { "Degrees", b => Functions.Degrees(b.Pages), 600 * 180 / Math.PI },
        { "Radians", b => Functions.Radians(b.Pages), 600 * Math.PI / 180 },
        { "Pi", b => Functions.Pi() * b.Pages, Math.PI * 600 },
        { "Max", b => Math.Max(b.Pages, 700), 700 },
        { "Least", b => Functions.Least(b.Pages, 700, 20), 20 },
        { "year", b => b.PublishedDate.Year, 1965 },
        { "quarter", b => Functions.ExtractQuarter(b.PublishedDate), 3 },
        { "week", b => Functions.ExtractWeek(b.PublishedDate), 30 },
        { "week day", b => Functions.ExtractWeekDay(b.PublishedDate), 1 },
        { "ISO week day", b => Functions.ExtractIsoWeekDay(b.PublishedDate), 7 },
        { "day of week", b => (double)(int)b.PublishedDate.DayOfWeek, 0 },
        { "day of year", b => b.PublishedDate.DayOfYear, 213 },
        { "second", b => b.PublishedDate.Second, 45 },
    };

    public static TheoryData<string, Expression<Func<Book, DateTime>>, string> Dates => new()
    {
        { "TruncYear", b => Functions.TruncYear(b.PublishedDate), "1965-01-01T00:00:00" },
        { "TruncQuarter", b => Functions.TruncQuarter(b.PublishedDate), "1965-07-01T00:00:00" },
        { "TruncMonth", b => Functions.TruncMonth(b.PublishedDate), "1965-08-01T00:00:00" },
        { "TruncWeek", b => Functions.TruncWeek(b.PublishedDate), "1965-07-26T00:00:00" },
        { "TruncDay", b => Functions.TruncDay(b.PublishedDate), "1965-08-01T00:00:00" },
        { "TruncHour", b => Functions.TruncHour(b.PublishedDate), "1965-08-01T12:00:00" },
        { "TruncMinute", b => Functions.TruncMinute(b.PublishedDate), "1965-08-01T12:30:00" },
        { "TruncSecond", b => Functions.TruncSecond(b.PublishedDate), "1965-08-01T12:30:45" },
    };

    [DatabaseTheory]
    [MemberData(nameof(Texts))]
    public void Functions_of_text(string name, Expression<Func<Book, string?>> value, string? expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Book.Objects.Filter("isbn", "1").Values(value).Get());
    }

    [DatabaseTheory]
    [MemberData(nameof(Numbers))]
    public void Functions_of_numbers(string name, Expression<Func<Book, double>> value, double expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Book.Objects.Filter("isbn", "1").Values(value).Get(), 9);
    }

    [DatabaseTheory]
    [MemberData(nameof(Dates))]
    public void Functions_of_dates(string name, Expression<Func<Book, DateTime>> value, string expected)
    {
        Assert.NotEmpty(name);
        var found = Book.Objects.Filter("isbn", "1").Values(value).Get();
        Assert.Equal((expected, DateTimeKind.Utc), (found.ToString("s"), found.Kind));
    }

    [DatabaseFact]
    public void The_time_of_a_moment_keeps_its_fraction()
    {
        var moment = new DateTime(1965, 8, 1, 12, 30, 45, DateTimeKind.Utc).AddMicroseconds(123456);
        var one = Book.Objects.Filter("isbn", "1");
        one.Update(b => new() { PublishedDate = moment });
        Assert.Equal(new TimeOnly(12, 30, 45).Add(TimeSpan.FromMicroseconds(123456)), one.Values(b => TimeOnly.FromDateTime(b.PublishedDate)).Get());
        Assert.Equal("1", Isbns(Book.Objects.Filter(b => TimeOnly.FromDateTime(b.PublishedDate) == TimeOnly.FromDateTime(moment))));
        Assert.Equal("1", Isbns(Book.Objects.Filter("published_date__time__gt", new TimeOnly(12, 30, 45)).Filter("isbn", "1")));
    }

    [DatabaseFact]
    public void The_rest()
    {
        var one = Book.Objects.Filter("isbn", "1");
        Assert.Equal(new DateOnly(1965, 8, 1), one.Values(b => DateOnly.FromDateTime(b.PublishedDate)).Get());
        Assert.Equal(new DateOnly(1965, 8, 1), one.Values(b => Functions.TruncDate(b.PublishedDate)).Get());
        Assert.Equal(new DateOnly(1920, 1, 1), Author.Objects.Filter("name", "Ann").Values(a => Functions.TruncYear(a.Born)).Get());
        Assert.InRange(one.Values(b => Functions.Random()).Get(), 0, 1);
        Assert.InRange(DateTime.UtcNow - one.Values(b => Functions.Now()).Get(), TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
        Assert.Equal("1", Isbns(Book.Objects.Filter(b => b.PublishedDate < Functions.Now() && Functions.Lower(b.Title) == "dune")));
        Assert.Equal(5, Book.Objects.OrderBy("?").ToList().Count);
        Assert.Equal((true, false), one.Values(b => new { A = b.Pages > 5 && b.Genre != null, B = b.Editor != null }).ToList().Select(r => (r.A, r.B)).Single());
        var joined = Book.Objects.Filter(b => b.Genre == "sf").Aggregate(q => q.StringAgg(b => b.Isbn, "+"));
        Assert.Equal("1+4", string.Join('+', joined!.Split('+').Order()));
    }
}
