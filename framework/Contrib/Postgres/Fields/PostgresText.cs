using System.Collections;
using System.Globalization;

namespace Quintet.Contrib.Postgres;

/// <summary>Values as the text that PostgreSQL reads, for defaults in migrations.</summary>
internal static class PostgresText
{
    public const string Vendor = "postgresql";

    /// <summary><c>{"a","b",NULL}</c></summary>
    public static string OfArray(IEnumerable values) => "{" + string.Join(",", values.Cast<object?>().Select(value => value is null ? "NULL" : Quoted(Of(value)))) + "}";

    /// <summary><c>"a"=>"1","b"=>NULL</c></summary>
    public static string OfMap(IEnumerable<KeyValuePair<string, string?>> pairs) =>
        string.Join(",", pairs.Select(pair => $"{Quoted(pair.Key)}=>{(pair.Value is { } value ? Quoted(value) : "NULL")}"));

    public static string Of(object value) => value switch
    {
        bool b => b ? "t" : "f",
        DateTime d => d.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00:00",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeSpan t => $"{(t.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)} microseconds",
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
