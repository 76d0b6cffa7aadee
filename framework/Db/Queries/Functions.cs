namespace Quintet.Db;

/// <summary>
/// Django's database functions, for use in a query's lambda: <c>b => Functions.Lower(b.Title) == "sea"</c>. Where C# has a way of its own
/// (<c>b.Title.ToLower()</c>, <c>??</c>, <c>Math.Abs</c>, <c>b.PublishedDate.Year</c>), that works as well. The database calculates; nothing here runs
/// in memory.
/// </summary>
public static class Functions
{
    // Comparison and conversion.

    /// <summary>As another type: a number or text.</summary>
    public static T Cast<T>(object? value) => throw OnlyInQuery();

    /// <summary>The first value that is not null.</summary>
    public static T Coalesce<T>(params T[] values) => throw OnlyInQuery();

    /// <summary>The greatest; where one is null, PostgreSQL leaves it out and SQLite gives null.</summary>
    public static T Greatest<T>(params T[] values) => throw OnlyInQuery();

    /// <summary>The least; where one is null, PostgreSQL leaves it out and SQLite gives null.</summary>
    public static T Least<T>(params T[] values) => throw OnlyInQuery();

    /// <summary>Null where both are equal, else the first.</summary>
    public static T? NullIf<T>(T first, T second) => throw OnlyInQuery();

    // Text.

    public static string Chr(int code) => throw OnlyInQuery();

    /// <summary>Joined; null is nothing.</summary>
    public static string Concat(params string?[] texts) => throw OnlyInQuery();

    public static string Left(string? text, int length) => throw OnlyInQuery();

    public static int Length(string? text) => throw OnlyInQuery();

    public static string Lower(string? text) => throw OnlyInQuery();

    public static string LPad(string? text, int length, string fill) => throw OnlyInQuery();

    public static string LTrim(string? text) => throw OnlyInQuery();

    public static string Md5(string? text) => throw OnlyInQuery();

    /// <summary>The number of the first character.</summary>
    public static int Ord(string? text) => throw OnlyInQuery();

    public static string Repeat(string? text, int count) => throw OnlyInQuery();

    public static string Replace(string? text, string old, string replacement) => throw OnlyInQuery();

    public static string Reverse(string? text) => throw OnlyInQuery();

    public static string Right(string? text, int length) => throw OnlyInQuery();

    public static string RPad(string? text, int length, string fill) => throw OnlyInQuery();

    public static string RTrim(string? text) => throw OnlyInQuery();

    /// <summary>On PostgreSQL its extension <c>pgcrypto</c> is needed.</summary>
    public static string Sha1(string? text) => throw OnlyInQuery();

    public static string Sha256(string? text) => throw OnlyInQuery();

    public static string Sha384(string? text) => throw OnlyInQuery();

    public static string Sha512(string? text) => throw OnlyInQuery();

    /// <summary>Where a text begins in another, from 1; 0: nowhere.</summary>
    public static int StrIndex(string? text, string wanted) => throw OnlyInQuery();

    /// <param name="text">The whole.</param>
    /// <param name="position">From 1.</param>
    /// <param name="length">In characters.</param>
    public static string Substr(string? text, int position, int length) => throw OnlyInQuery();

    public static string Trim(string? text) => throw OnlyInQuery();

    public static string Upper(string? text) => throw OnlyInQuery();

    // Numbers.

    public static double Abs(double? x) => throw OnlyInQuery();

    public static double ACos(double? x) => throw OnlyInQuery();

    public static double ASin(double? x) => throw OnlyInQuery();

    public static double ATan(double? x) => throw OnlyInQuery();

    public static double ATan2(double? y, double? x) => throw OnlyInQuery();

    public static double Ceil(double? x) => throw OnlyInQuery();

    public static double Cos(double? x) => throw OnlyInQuery();

    public static double Cot(double? x) => throw OnlyInQuery();

    public static double Degrees(double? x) => throw OnlyInQuery();

    public static double Exp(double? x) => throw OnlyInQuery();

    public static double Floor(double? x) => throw OnlyInQuery();

    public static double Ln(double? x) => throw OnlyInQuery();

    public static double Log(double? logBase, double? x) => throw OnlyInQuery();

    public static double Mod(double? x, double? divisor) => throw OnlyInQuery();

    public static double Pi() => throw OnlyInQuery();

    public static double Power(double? x, double? exponent) => throw OnlyInQuery();

    public static double Radians(double? x) => throw OnlyInQuery();

    /// <summary>From 0 up to 1.</summary>
    public static double Random() => throw OnlyInQuery();

    public static double Round(double? x, int digits = 0) => throw OnlyInQuery();

    public static double Sign(double? x) => throw OnlyInQuery();

    public static double Sin(double? x) => throw OnlyInQuery();

    public static double Sqrt(double? x) => throw OnlyInQuery();

    public static double Tan(double? x) => throw OnlyInQuery();

    // Dates.

    /// <summary>The time of the statement, in UTC, by the database's clock.</summary>
    public static DateTime Now() => throw OnlyInQuery();

    // Of a DateTime the parts are those that a clock of the current time zone shows, or of the one that is said.

    public static int ExtractYear<T>(T date) => throw OnlyInQuery();

    public static int ExtractYear<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractIsoYear<T>(T date) => throw OnlyInQuery();

    public static int ExtractIsoYear<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractQuarter<T>(T date) => throw OnlyInQuery();

    public static int ExtractQuarter<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractMonth<T>(T date) => throw OnlyInQuery();

    public static int ExtractMonth<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    /// <summary>The week's number by ISO 8601.</summary>
    public static int ExtractWeek<T>(T date) => throw OnlyInQuery();

    /// <inheritdoc cref="ExtractWeek{T}(T)"/>
    public static int ExtractWeek<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    /// <summary>1 is Sunday.</summary>
    public static int ExtractWeekDay<T>(T date) => throw OnlyInQuery();

    /// <inheritdoc cref="ExtractWeekDay{T}(T)"/>
    public static int ExtractWeekDay<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    /// <summary>1 is Monday.</summary>
    public static int ExtractIsoWeekDay<T>(T date) => throw OnlyInQuery();

    /// <inheritdoc cref="ExtractIsoWeekDay{T}(T)"/>
    public static int ExtractIsoWeekDay<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractDay<T>(T date) => throw OnlyInQuery();

    public static int ExtractDay<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractHour<T>(T time) => throw OnlyInQuery();

    public static int ExtractHour<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractMinute<T>(T time) => throw OnlyInQuery();

    public static int ExtractMinute<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static int ExtractSecond<T>(T time) => throw OnlyInQuery();

    public static int ExtractSecond<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncYear<T>(T date) => throw OnlyInQuery();

    public static T TruncYear<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncQuarter<T>(T date) => throw OnlyInQuery();

    public static T TruncQuarter<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncMonth<T>(T date) => throw OnlyInQuery();

    public static T TruncMonth<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    /// <summary>The Monday before.</summary>
    public static T TruncWeek<T>(T date) => throw OnlyInQuery();

    /// <inheritdoc cref="TruncWeek{T}(T)"/>
    public static T TruncWeek<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncDay<T>(T date) => throw OnlyInQuery();

    public static T TruncDay<T>(T date, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncHour<T>(T time) => throw OnlyInQuery();

    public static T TruncHour<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncMinute<T>(T time) => throw OnlyInQuery();

    public static T TruncMinute<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static T TruncSecond<T>(T time) => throw OnlyInQuery();

    public static T TruncSecond<T>(T time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static DateOnly TruncDate(DateTime? time) => throw OnlyInQuery();

    public static DateOnly TruncDate(DateTime? time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    public static TimeOnly TruncTime(DateTime? time) => throw OnlyInQuery();

    public static TimeOnly TruncTime(DateTime? time, TimeZoneInfo timeZone) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("Database functions stand in a query's lambda only; the database calculates them.");
}
