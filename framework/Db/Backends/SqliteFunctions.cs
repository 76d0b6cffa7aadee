using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Quintet.Db.Sql;

/// <summary>What SQLite does not bring: functions that each connection gets when it is opened, under the names they have elsewhere.</summary>
internal static class SqliteFunctions
{
    // A pattern of a visitor's must not hold a thread for long.
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    // One way in for all, which finds the function by its name: the driver's own CreateFunction has the runtime compile a dozen methods for each.
    private static readonly (string Name, int Arguments)[] Scalars =
    [
        ("regexp", 2), ("cot", 1), ("lpad", 3), ("rpad", 3), ("repeat", 2), ("reverse", 1), ("md5", 1), ("sha1", 1), ("sha256", 1), ("sha384", 1), ("sha512", 1),
        ("json_equals", 2), ("json_guid", 1), ("json_time", 1), ("at_time_zone", 2), ("date_trunc", 3),
    ];

    private static readonly string[] Aggregates = ["stddev_pop", "stddev_samp", "var_pop", "var_samp"];

    /// <summary>Gives them to a connection that is open.</summary>
    public static void Register(sqlite3 database)
    {
        const int Flags = raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC;
        delegate_function_scalar scalar = Scalar;
        foreach (var (name, arguments) in Scalars) Check(database, raw.sqlite3_create_function(database, name, arguments, Flags, name, scalar));
        delegate_function_aggregate_step step = Step;
        delegate_function_aggregate_final final = Final;
        foreach (var name in Aggregates) Check(database, raw.sqlite3_create_function(database, name, 1, Flags, name, step, final));
    }

    private static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result);
    }

    private static void Scalar(sqlite3_context context, object name, sqlite3_value[] arguments)
    {
        try
        {
            switch (Evaluate((string)name, arguments))
            {
                case null: raw.sqlite3_result_null(context); break;
                case string text: raw.sqlite3_result_text(context, text); break;
                case bool answer: raw.sqlite3_result_int(context, answer ? 1 : 0); break;
                case double number: raw.sqlite3_result_double(context, number); break;
                case var other: throw new InvalidOperationException($"The function {name} gave a {other.GetType()}.");
            }
        }
        catch (Exception e)
        {
            // SQLite's own code is between here and whoever asked: the statement fails with this message.
            raw.sqlite3_result_error(context, e.Message);
        }
    }

    private static object? Evaluate(string name, sqlite3_value[] a) => name switch
    {
        "regexp" => Text(a[0]) is not { } pattern || Text(a[1]) is not { } text ? null : Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, RegexTimeout),
        "cot" => Number(a[0]) is not { } x || 1 / Math.Tan(x) is var y && double.IsNaN(y) ? null : y,
        "lpad" => Pad(Text(a[0]), Whole(a[1]), Text(a[2]), left: true),
        "rpad" => Pad(Text(a[0]), Whole(a[1]), Text(a[2]), left: false),
        "repeat" => Text(a[0]) is not { } text || Whole(a[1]) is not { } count ? null : new StringBuilder().Insert(0, text, (int)Math.Max(0, count)).ToString(),
        "reverse" => Text(a[0]) is { } text ? Reversed(text) : null,
        "md5" => Hash(a[0], MD5.HashData),
        "sha1" => Hash(a[0], SHA1.HashData),
        "sha256" => Hash(a[0], SHA256.HashData),
        "sha384" => Hash(a[0], SHA384.HashData),
        "sha512" => Hash(a[0], SHA512.HashData),
        "json_equals" => Text(a[0]) is not { } left || Text(a[1]) is not { } right ? null : System.Text.Json.JsonElement.DeepEquals(JsonText.Parse(left), JsonText.Parse(right)),
        "json_guid" => Guid.TryParseExact(Text(a[0]), "D", out var id) ? id.ToString("N") : null,
        "json_time" => JsonText.TryTime(Text(a[0]), out var time) ? SqliteText.Of(time) : null,
        "at_time_zone" => Text(a[0]) is { } moment ? SqliteText.Of(Zones.ToLocal(SqliteText.ParseDateTime(moment), Zones.Find(Text(a[1])!))) : null,
        "date_trunc" => Text(a[1]) is { } moment ? SqliteText.Of(Zones.Trunc(Enum.Parse<DateUnit>(Text(a[0])!), SqliteText.ParseDateTime(moment), Zones.Find(Text(a[2])!))) : null,
        _ => throw new InvalidOperationException($"There is no function {name}."),
    };

    /// <summary>Takes one more value into a variance, by Welford's method: exact also where the numbers are large and close together.</summary>
    private static void Step(sqlite3_context context, object name, sqlite3_value[] arguments)
    {
        if (Number(arguments[0]) is not { } x) return;
        var state = (Variance)(context.state ??= new Variance());
        state.Count++;
        var delta = x - state.Mean;
        state.Mean += delta / state.Count;
        state.Squares += delta * (x - state.Mean);
    }

    private static void Final(sqlite3_context context, object name)
    {
        var sample = name is "stddev_samp" or "var_samp";
        if (context.state is not Variance state || state.Count - (sample ? 1 : 0) is var divisor && divisor <= 0)
        {
            raw.sqlite3_result_null(context);
            return;
        }

        var variance = state.Squares / divisor;
        raw.sqlite3_result_double(context, name is "stddev_pop" or "stddev_samp" ? Math.Sqrt(variance) : variance);
    }

    private static bool IsNull(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL;

    private static string? Text(sqlite3_value value) => IsNull(value) ? null : raw.sqlite3_value_text(value).utf8_to_string();

    private static long? Whole(sqlite3_value value) => IsNull(value) ? null : raw.sqlite3_value_int64(value);

    private static double? Number(sqlite3_value value) => IsNull(value) ? null : raw.sqlite3_value_double(value);

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

    private static string? Hash(sqlite3_value value, Func<byte[], byte[]> hash) => Text(value) is { } text ? Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(text))) : null;

    /// <summary>What a variance is made of.</summary>
    private sealed class Variance
    {
        public long Count { get; set; }

        public double Mean { get; set; }

        public double Squares { get; set; }
    }
}
