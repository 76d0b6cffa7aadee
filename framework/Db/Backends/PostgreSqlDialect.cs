using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

internal sealed partial class PostgreSqlDialect : Dialect
{
    public static readonly PostgreSqlDialect Instance = new();

    public override SchemaDialect Schema => PostgreSqlSchema.Instance;

    public override string TableExists =>
        "SELECT 1 FROM pg_catalog.pg_class WHERE relname = @p0 AND relkind IN ('r', 'p') AND pg_catalog.pg_table_is_visible(oid)";

    // By number the driver need not read the statement before it sends it.
    public override bool HasNumberedParameters => true;

    public override string ParameterName(int index) => "$" + (index + 1).ToString(CultureInfo.InvariantCulture);

    public override string Numbered(string sql) =>
        NamedParameter().Replace(sql, match => match.Groups[1].Success ? ParameterName(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : match.Value);

    public override object? ToDatabase(object? value) => value switch
    {
        // The driver takes UTC only. A time without a kind counts as UTC here as on the other databases.
        DateTime { Kind: DateTimeKind.Local } d => d.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Unspecified } d => DateTime.SpecifyKind(d, DateTimeKind.Utc),
        DateTimeOffset d => d.UtcDateTime,
        byte b => (short)b,
        Enum e => Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()), CultureInfo.InvariantCulture),
        char c => c.ToString(),
        Pattern p => Pattern(p.Text, p.Kind, p.IgnoreCase),
        _ => value,
    };

    public override string Extract(DatePart part, string operand) => part switch
    {
        DatePart.Date => $"CAST({operand} AS date)",
        DatePart.Second => $"CAST(FLOOR(EXTRACT(SECOND FROM {operand})) AS integer)",
        _ => $"CAST(EXTRACT({(part == DatePart.DayOfWeek ? "DOW" : part.ToString().ToUpperInvariant())} FROM {operand}) AS integer)",
    };

    public override string Match(string operand, string parameter, bool ignoreCase) =>
        ignoreCase ? $"UPPER({operand}::text) LIKE UPPER({parameter})" : $"{operand}::text LIKE {parameter}";

    public override string Pattern(string text, MatchKind kind, bool ignoreCase)
    {
        var builder = new StringBuilder(text.Length + 4);
        if (kind is MatchKind.Contains or MatchKind.EndsWith) builder.Append('%');
        foreach (var c in text)
        {
            if (c is '%' or '_' or '\\') builder.Append('\\');
            builder.Append(c);
        }

        if (kind is MatchKind.Contains or MatchKind.StartsWith) builder.Append('%');
        return builder.ToString();
    }

    public override string Limit(string? limit, string? offset) =>
        (limit is null ? "" : " LIMIT " + limit) + (offset is null ? "" : " OFFSET " + offset);

    // What stands in quotes, or in a comment, is no parameter.
    [GeneratedRegex("""@p(\d+)\b|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex NamedParameter();
}
