using System.Text;
using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

internal sealed class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    public override string Vendor => "sqlite";

    public override SchemaDialect Schema => SqliteSchema.Instance;

    public override string TableExists => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0";

    public override string ColumnsOf => "SELECT name FROM pragma_table_info(@p0)";

    public override string? Dependents => "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY type DESC, rowid";

    // A remade table is dropped for a moment, and those that point to it must not mind; SQLite takes this order only outside
    // a transaction.
    public override (string Before, string After)? AroundMigration => ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON");

    public override string DeferChecks => "PRAGMA defer_foreign_keys = ON";

    // It counts behind the greatest key that there ever was.
    public override string? CountOn(string table, string column) => null;

    public override IEnumerable<string> Empty(IReadOnlyList<string> tables, Func<string, bool> exists)
    {
        foreach (var table in tables) yield return $"DELETE FROM {Quote(table)}";
        if (exists("sqlite_sequence")) yield return $"UPDATE sqlite_sequence SET seq = 0 WHERE name IN ({string.Join(", ", tables.Select(Literal))})";
    }

    public override string? FindBrokenRelations => "PRAGMA foreign_key_check";

    public override object? ToDatabase(object? value) => value switch
    {
        null or string or long or int or double or bool or byte[] or short or byte or float => value,
        DateTime d => SqliteText.Of(d),
        DateTimeOffset d => SqliteText.Of(d.UtcDateTime),
        DateOnly d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        TimeOnly t => SqliteText.Of(t),
        TimeSpan t => t.Ticks / TimeSpan.TicksPerMicrosecond,
        Guid g => g.ToString("N"),

        // A number where it is exact, so that arithmetic and comparison work everywhere; else text, of which the column's
        // numeric affinity makes what it can.
        decimal d => SqliteNumber.IsExact(d) ? (double)d : d.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Enum e => Convert.ToInt64(e, System.Globalization.CultureInfo.InvariantCulture),
        char c => c.ToString(),
        System.Net.IPAddress a => a.ToString(),
        System.Text.Json.JsonElement j => JsonText.Of(j),
        Pattern p => Pattern(p.Text, p.Kind, p.IgnoreCase),
        JsonPath p => p.ToSqlite(),
        JsonKey k => new JsonPath([k.Name]).ToSqlite(),
        JsonOperand o => JsonValue.Scalar(o.Value) is { } scalar ? ToDatabase(scalar) : JsonText.Of(o.Value),
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

        // Its time() leaves fractions of seconds away; a moment is stored as its date, a space and its time.
        DatePart.Time => $"substr({operand}, 12)",
        DatePart.Quarter => $"((CAST(strftime('%m', {operand}) AS INTEGER) + 2) / 3)",
        DatePart.DayOfYear => Part("%j", operand),
        DatePart.DayOfWeek => Part("%w", operand),
        DatePart.WeekDay => $"({Part("%w", operand)} + 1)",
        DatePart.IsoWeekDay => Part("%u", operand),
        DatePart.Week => Part("%V", operand),
        DatePart.IsoYear => Part("%G", operand),
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
        // SQLite knows no OFFSET without LIMIT. Where the limit is a parameter alone, it prepares the statement anew for each value,
        // which takes three times as long as reading a row; of a sum it does not think so.
        (limit, offset) switch
        {
            (null, null) => "",
            (null, _) => $" LIMIT -1 OFFSET {offset}",
            (_, null) => $" LIMIT 0 + {limit}",
            _ => $" LIMIT 0 + {limit} OFFSET {offset}",
        };

    public override string Trunc(DateUnit unit, string operand, bool toDate)
    {
        var day = unit switch
        {
            DateUnit.Year => $"date({operand}, 'start of year')",
            DateUnit.Quarter => $"date({operand}, 'start of month', '-' || ((CAST(strftime('%m', {operand}) AS INTEGER) - 1) % 3) || ' months')",
            DateUnit.Month => $"date({operand}, 'start of month')",
            DateUnit.Week => $"date({operand}, 'weekday 0', '-6 days')",
            DateUnit.Day => $"date({operand})",
            _ => null,
        };
        if (day is not null) return toDate ? day : $"({day} || ' 00:00:00')";
        return unit switch
        {
            DateUnit.Hour => $"strftime('%Y-%m-%d %H:00:00', {operand})",
            DateUnit.Minute => $"strftime('%Y-%m-%d %H:%M:00', {operand})",
            _ => $"strftime('%Y-%m-%d %H:%M:%S', {operand})",
        };
    }

    public override string AtTimeZone(string operand, string zone) => $"AT_TIME_ZONE({operand}, {Text(zone)})";

    public override string TruncMoment(DateUnit unit, string operand, string zone) => $"DATE_TRUNC('{unit}', {operand}, {Text(zone)})";

    public override string Json(JsonKind kind, string json, string? path)
    {
        path ??= "'$'";
        var type = $"JSON_TYPE({json}, {path})";
        var value = $"JSON_EXTRACT({json}, {path})";
        return kind switch
        {
            JsonKind.Json => $"({json} -> {path})",
            JsonKind.Sorted => value,
            JsonKind.Text => $"CASE {type} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST({value} AS TEXT) END",
            JsonKind.String => $"CASE {type} WHEN 'text' THEN {value} END",
            JsonKind.Number => $"CASE WHEN {type} IN ('integer', 'real') THEN {value} END",
            JsonKind.Boolean => $"CASE {type} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
            JsonKind.Kind => $"CASE {type} WHEN 'object' THEN 1 WHEN 'array' THEN 2 WHEN 'text' THEN 3 WHEN 'integer' THEN 4 WHEN 'real' THEN 4 WHEN 'true' THEN 5 WHEN 'false' THEN 6 WHEN 'null' THEN 7 ELSE 0 END",
            JsonKind.Guid => $"CASE {type} WHEN 'text' THEN JSON_GUID({value}) END",
            JsonKind.Time => $"CASE {type} WHEN 'text' THEN JSON_TIME({value}) END",
            JsonKind.Length => $"CASE {type} WHEN 'array' THEN JSON_ARRAY_LENGTH({json}, {path}) END",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public override string JsonEquals(string json, string? path, System.Text.Json.JsonValueKind kind, string value) => kind switch
    {
        System.Text.Json.JsonValueKind.String => $"{Json(JsonKind.String, json, path)} = {value}",
        System.Text.Json.JsonValueKind.Number => $"{Json(JsonKind.Number, json, path)} = {value}",
        System.Text.Json.JsonValueKind.Object or System.Text.Json.JsonValueKind.Array => $"JSON_EQUALS({Json(JsonKind.Json, json, path)}, {value})",
        _ => $"JSON_TYPE({json}, {path ?? "'$'"}) = {value}",
    };

    public override string JsonContains(string json, string value, bool isContained) =>
        throw new NotSupportedException($"{(isContained ? "contained_by" : "contains")} lookup is not supported on this database backend. SQLite has none; ask for the keys: data__owner__name.");

    public override string JsonHasKey(string json, string key) => $"JSON_TYPE({json}, {key}) IS NOT NULL";

    public override string Regex(string operand, string pattern, bool ignoreCase) => ignoreCase ? $"{operand} REGEXP ('(?i)' || {pattern})" : $"{operand} REGEXP {pattern}";

    public override string Function(DbFunction function, IReadOnlyList<string> arguments) => function switch
    {
        DbFunction.StrIndex => $"INSTR({arguments[0]}, {arguments[1]})",
        DbFunction.Greatest => $"MAX({string.Join(", ", arguments)})",
        DbFunction.Least => $"MIN({string.Join(", ", arguments)})",
        DbFunction.Chr => $"CHAR({arguments[0]})",
        DbFunction.Ord => $"UNICODE({arguments[0]})",
        DbFunction.Left => $"SUBSTR({arguments[0]}, 1, {arguments[1]})",
        DbFunction.Right => $"SUBSTR({arguments[0]}, -({arguments[1]}))",
        DbFunction.Random => "(0.5 - RANDOM() / 18446744073709551616.0)",
        DbFunction.Now => "STRFTIME('%Y-%m-%d %H:%M:%f', 'now')",
        _ => base.Function(function, arguments),
    };

    public override string Aggregate(AggregateKind kind, bool distinct, IReadOnlyList<string> arguments, string order)
    {
        if (kind == AggregateKind.StringAgg && distinct)
        {
            // SQLite takes DISTINCT with one argument only, and separates with a comma then.
            throw new NotSupportedException("SQLite cannot join distinct texts with a delimiter. Select the distinct values and join them in C#.");
        }

        return base.Aggregate(kind, distinct, arguments, order);
    }

    public override string CastType(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "INTEGER",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "REAL",
        TypeCode.String => "TEXT",
        _ => throw NoCast(type),
    };

    public override string DistinctOn(string columns) =>
        throw new NotSupportedException("DISTINCT ON fields is not supported by this database backend. SQLite has DISTINCT over all columns only: Distinct().");

    // One writer at a time, and a transaction that may write is one from its beginning: there is nothing to lock.
    public override string Lock(RowLock rowLock, IReadOnlyList<string> tables) => "";

    public override string NextKey => "NULL";

    // A round trip inside the process is next to nothing, and RETURNING takes half as long as the row. A trigger might use up keys.
    public override (SqlText IsCounted, SqlText LastKey)? Loop { get; } = (
        """
        SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0 COLLATE NOCASE AND sql LIKE '%AUTOINCREMENT%'
        AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = @p0 COLLATE NOCASE)
        """,
        "SELECT seq FROM sqlite_sequence WHERE name = @p0 COLLATE NOCASE");

    // It looks for each parameter by its name among all of them: many rows to a statement make each of them slower.
    public override int ParametersPerStatement => 200;

    // Values have types here, columns hardly.
    // A decimal may be sent as text, which beside a number that is no column's would be a text.
    public override string Typed(string parameter, Field field) => field.InternalType == nameof(DecimalField) ? $"CAST({parameter} AS NUMERIC)" : parameter;

    public override string Explain(string? format, bool analyze)
    {
        if (format is not (null or "TEXT")) throw new ArgumentException($"{format} is not a recognized format. Allowed formats: TEXT.");
        if (analyze) throw new NotSupportedException("SQLite explains a query without running it: leave out analyze.");
        return "EXPLAIN QUERY PLAN ";
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Part(string format, string operand) => $"CAST(strftime('{format}', {operand}) AS INTEGER)";
}
