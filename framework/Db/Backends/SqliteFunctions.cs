using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Quintet.Db.Sql;

/// <summary>What SQLite does not bring: functions that each connection gets when it is opened, under the names they have elsewhere.</summary>
internal static class SqliteFunctions
{
    // A pattern of a visitor's must not hold a thread for long.
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction("regexp", (string? pattern, string? text) =>
            pattern is null || text is null ? (bool?)null : Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, RegexTimeout), isDeterministic: true);
        connection.CreateFunction("cot", (double? x) => 1 / Math.Tan(x ?? double.NaN) is var y && double.IsNaN(y) ? null : (double?)y, isDeterministic: true);
        connection.CreateFunction("lpad", (string? text, long? length, string? fill) => Pad(text, length, fill, left: true), isDeterministic: true);
        connection.CreateFunction("rpad", (string? text, long? length, string? fill) => Pad(text, length, fill, left: false), isDeterministic: true);
        connection.CreateFunction("repeat", (string? text, long? count) => text is null || count is null ? null : new StringBuilder().Insert(0, text, (int)Math.Max(0, count.Value)).ToString(), isDeterministic: true);
        connection.CreateFunction("reverse", (string? text) => text is null ? null : Reversed(text), isDeterministic: true);
        connection.CreateFunction("md5", (string? text) => Hash(text, MD5.HashData), isDeterministic: true);
        connection.CreateFunction("sha1", (string? text) => Hash(text, SHA1.HashData), isDeterministic: true);
        connection.CreateFunction("sha256", (string? text) => Hash(text, SHA256.HashData), isDeterministic: true);
        connection.CreateFunction("sha384", (string? text) => Hash(text, SHA384.HashData), isDeterministic: true);
        connection.CreateFunction("sha512", (string? text) => Hash(text, SHA512.HashData), isDeterministic: true);
        connection.CreateFunction("json_equals", (string? left, string? right) =>
            left is null || right is null ? (bool?)null : System.Text.Json.JsonElement.DeepEquals(JsonText.Parse(left), JsonText.Parse(right)), isDeterministic: true);
        connection.CreateFunction("json_guid", (string? text) => Guid.TryParseExact(text, "D", out var id) ? id.ToString("N") : null, isDeterministic: true);
        connection.CreateFunction("json_time", (string? text) => JsonText.TryTime(text, out var time) ? SqliteText.Of(time) : null, isDeterministic: true);
        connection.CreateFunction("at_time_zone", (string? moment, string zone) =>
            moment is null ? null : SqliteText.Of(Zones.ToLocal(SqliteText.ParseDateTime(moment), Zones.Find(zone))), isDeterministic: true);
        connection.CreateFunction("date_trunc", (string unit, string? moment, string zone) =>
            moment is null ? null : SqliteText.Of(Zones.Trunc(Enum.Parse<DateUnit>(unit), SqliteText.ParseDateTime(moment), Zones.Find(zone))), isDeterministic: true);
        Spread(connection, "stddev_pop", sample: false, root: true);
        Spread(connection, "stddev_samp", sample: true, root: true);
        Spread(connection, "var_pop", sample: false, root: false);
        Spread(connection, "var_samp", sample: true, root: false);
    }

    /// <summary>Variance by Welford's method: exact also where the numbers are large and close together.</summary>
    private static void Spread(SqliteConnection connection, string name, bool sample, bool root) => connection.CreateAggregate<double?, (long Count, double Mean, double Squares), double?>(
        name,
        (0L, 0.0, 0.0),
        (state, value) =>
        {
            if (value is not { } x) return state;
            var count = state.Count + 1;
            var delta = x - state.Mean;
            var mean = state.Mean + (delta / count);
            return (count, mean, state.Squares + (delta * (x - mean)));
        },
        state =>
        {
            var divisor = sample ? state.Count - 1 : state.Count;
            if (divisor <= 0) return null;
            var variance = state.Squares / divisor;
            return root ? Math.Sqrt(variance) : variance;
        },
        isDeterministic: true);

    private static string? Pad(string? text, long? length, string? fill, bool left)
    {
        if (text is null || length is null || fill is null) return null;
        var wanted = (int)Math.Max(0, length.Value);
        if (text.Length >= wanted || fill.Length == 0) return text.Length > wanted ? text[..wanted] : text;
        var missing = wanted - text.Length;
        var padding = new StringBuilder().Insert(0, fill, (missing / fill.Length) + 1).ToString(0, missing);
        return left ? padding + text : text + padding;
    }

    private static string Reversed(string text)
    {
        // By character, so that one of two code units stays whole.
        var runes = text.EnumerateRunes().ToArray();
        Array.Reverse(runes);
        return string.Concat(runes.Select(rune => rune.ToString()));
    }

    private static string? Hash(string? text, Func<byte[], byte[]> hash) => text is null ? null : Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(text)));
}
