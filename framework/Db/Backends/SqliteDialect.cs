using System.Text;
using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

internal sealed class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    public override SchemaDialect Schema => SqliteSchema.Instance;

    public override string TableExists => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0";

    // A remade table is dropped for a moment, and those that point to it must not mind; SQLite takes this order only outside
    // a transaction.
    public override (string Before, string After)? AroundMigration => ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON");

    public override string? FindBrokenRelations => "PRAGMA foreign_key_check";

    public override object? ToDatabase(object? value) => value switch
    {
        null or string or long or double or byte[] => value,
        bool b => b ? 1L : 0L,
        int i => (long)i,
        short i => (long)i,
        byte i => (long)i,
        float f => (double)f,
        DateTime d => SqliteText.Of(d),
        DateTimeOffset d => SqliteText.Of(d.UtcDateTime),
        DateOnly d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        TimeOnly t => SqliteText.Of(t),
        TimeSpan t => t.Ticks / TimeSpan.TicksPerMicrosecond,
        Guid g => g.ToString("N"),

        // A number where it is exact, so that arithmetic and comparison work everywhere; else text, of which the column's
        // numeric affinity makes what it can.
        decimal d => (decimal)(double)d == d ? (double)d : d.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Enum e => Convert.ToInt64(e, System.Globalization.CultureInfo.InvariantCulture),
        char c => c.ToString(),
        Pattern p => Pattern(p.Text, p.Kind, p.IgnoreCase),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} cannot be stored in SQLite. Use a string, number, boolean, date, Guid or bytes."),
    };

    public override string Extract(DatePart part, string operand) => part switch
    {
        DatePart.Date => $"date({operand})",
        DatePart.Year => Part("%Y", operand),
        DatePart.Month => Part("%m", operand),
        DatePart.Day => Part("%d", operand),
        DatePart.Hour => Part("%H", operand),
        DatePart.Minute => Part("%M", operand),
        DatePart.Second => Part("%S", operand),
        DatePart.DayOfWeek => Part("%w", operand),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    // SQLite's LIKE ignores the case of ASCII letters and cannot be told not to; GLOB is exact, and uses an index too.
    public override string Match(string operand, string parameter, bool ignoreCase) =>
        ignoreCase ? $"{operand} LIKE {parameter} ESCAPE '\\'" : $"{operand} GLOB {parameter}";

    public override string Pattern(string text, MatchKind kind, bool ignoreCase)
    {
        var builder = new StringBuilder(text.Length + 4);
        var any = ignoreCase ? '%' : '*';
        if (kind is MatchKind.Contains or MatchKind.EndsWith) builder.Append(any);
        foreach (var c in text)
        {
            if (ignoreCase && c is '%' or '_' or '\\') builder.Append('\\').Append(c);
            else if (!ignoreCase && c is '*' or '?' or '[') builder.Append('[').Append(c).Append(']');
            else builder.Append(c);
        }

        if (kind is MatchKind.Contains or MatchKind.StartsWith) builder.Append(any);
        return builder.ToString();
    }

    public override string Limit(string? limit, string? offset) =>
        // SQLite knows no OFFSET without LIMIT.
        (limit, offset) switch
        {
            (null, null) => "",
            (null, _) => $" LIMIT -1 OFFSET {offset}",
            (_, null) => $" LIMIT {limit}",
            _ => $" LIMIT {limit} OFFSET {offset}",
        };

    private static string Part(string format, string operand) => $"CAST(strftime('{format}', {operand}) AS INTEGER)";
}
