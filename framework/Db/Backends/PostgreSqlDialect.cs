using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

internal sealed partial class PostgreSqlDialect : Dialect
{
    public static readonly PostgreSqlDialect Instance = new();

    public override string Vendor => "postgresql";

    public override SchemaDialect Schema => PostgreSqlSchema.Instance;

    public override string ColumnsOf => "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @p0";

    public override string DeferChecks => "SET CONSTRAINTS ALL DEFERRED";

    public override string? CountOn(string table, string column) =>
        $"SELECT setval(pg_get_serial_sequence({Literal(Quote(table))}, {Literal(column)}), COALESCE(MAX({Quote(column)}), 1), MAX({Quote(column)}) IS NOT NULL) FROM {Quote(table)}";

    public override IEnumerable<string> Empty(IReadOnlyList<string> tables, Func<string, bool> exists) => [$"TRUNCATE {string.Join(", ", tables.Select(Quote))} RESTART IDENTITY"];

    public override string? SettleRows => "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED";

    // Of this database, for whoever speaks of this number; a connection that dies gives it up.
    // The server looks now and then whether the client is still there, instead of finishing a long statement for one that was killed
    // and holding the lock as long. Older servers and some systems cannot.
    public override string? BeforeMigrations => "DO $$ BEGIN PERFORM set_config('client_connection_check_interval', '1000', false); EXCEPTION WHEN OTHERS THEN NULL; END $$";

    public override (string Try, string Release)? MigrationLock => ("SELECT pg_try_advisory_lock(8205134207718632)", "SELECT pg_advisory_unlock(8205134207718632)");

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
        DateTime[] list => Array.ConvertAll(list, Utc),
        DateTime?[] list => Array.ConvertAll(list, static d => d is { } time ? Utc(time) : (DateTime?)null),
        NpgsqlTypes.NpgsqlRange<DateTime> { IsEmpty: false } r => new NpgsqlTypes.NpgsqlRange<DateTime>(
            Utc(r.LowerBound), r.LowerBoundIsInclusive, r.LowerBoundInfinite, Utc(r.UpperBound), r.UpperBoundIsInclusive, r.UpperBoundInfinite),
        byte b => (short)b,
        Enum e => Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()), CultureInfo.InvariantCulture),
        char c => c.ToString(),
        System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Undefined } => JsonText.Parse("null"),
        Pattern p => Pattern(p.Text, p.Kind, p.IgnoreCase),
        JsonPath p => p.ToNames(),
        JsonKey k => k.Name,
        JsonOperand o => o.Value,
        _ => value,
    };

    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    public override string Extract(DatePart part, string operand) => part switch
    {
        DatePart.Date => $"CAST({operand} AS date)",
        DatePart.Second => $"CAST(FLOOR(EXTRACT(SECOND FROM {operand})) AS integer)",
        DatePart.Time => $"CAST({operand} AS time)",
        DatePart.WeekDay => $"(CAST(EXTRACT(DOW FROM {operand}) AS integer) + 1)",
        _ => $"CAST(EXTRACT({part switch
        {
            DatePart.DayOfWeek => "DOW",
            DatePart.DayOfYear => "DOY",
            DatePart.IsoWeekDay => "ISODOW",
            _ => part.ToString().ToUpperInvariant(),
        }} FROM {operand}) AS integer)",
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

    public override string Trunc(DateUnit unit, string operand, bool toDate)
    {
        var cut = $"DATE_TRUNC('{unit.ToString().ToLowerInvariant()}', {operand})";
        return toDate ? $"CAST({cut} AS date)" : cut;
    }

    public override string AtTimeZone(string operand, string zone) => $"({operand} AT TIME ZONE {Zone(zone)})";

    public override string TruncMoment(DateUnit unit, string operand, string zone) => $"DATE_TRUNC('{unit.ToString().ToLowerInvariant()}', {operand}, {Zone(zone)})";

    // What JsonElement.GetDateTime reads: a day, or a day and a time with or without seconds and zone.
    private const string IsoTime = @"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,16})?)?(Z|[+-]\d{2}(:\d{2})?)?)?$";

    public override string Json(JsonKind kind, string json, string? path)
    {
        var (value, text) = path is null ? (json, $"({json} #>> '{{}}')") : ($"({json} #> {path})", $"({json} #>> {path})");
        return kind switch
        {
            JsonKind.Json or JsonKind.Sorted => value,
            JsonKind.Text => text,
            JsonKind.String => $"CASE WHEN JSONB_TYPEOF({value}) = 'string' THEN {text} END",
            JsonKind.Number => $"CASE WHEN JSONB_TYPEOF({value}) = 'number' THEN CAST({text} AS numeric) END",
            JsonKind.Boolean => $"CASE WHEN JSONB_TYPEOF({value}) = 'boolean' THEN CAST({text} AS boolean) END",
            JsonKind.Kind => $"CASE JSONB_TYPEOF({value}) WHEN 'object' THEN 1 WHEN 'array' THEN 2 WHEN 'string' THEN 3 WHEN 'number' THEN 4 WHEN 'boolean' THEN CASE WHEN {value} = 'true' THEN 5 ELSE 6 END WHEN 'null' THEN 7 ELSE 0 END",
            JsonKind.Guid => $"CASE WHEN JSONB_TYPEOF({value}) = 'string' AND {text} ~* '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN CAST({text} AS uuid) END",
            JsonKind.Time => $"CASE WHEN JSONB_TYPEOF({value}) = 'string' AND {text} ~ '{IsoTime}' THEN CAST({text} || CASE WHEN {text} ~ 'T.*[Z+-]' THEN '' WHEN {text} ~ 'T' THEN 'Z' ELSE 'T00:00Z' END AS timestamp with time zone) END",
            JsonKind.Length => $"CASE WHEN JSONB_TYPEOF({value}) = 'array' THEN JSONB_ARRAY_LENGTH({value}) END",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public override string JsonEquals(string json, string? path, System.Text.Json.JsonValueKind kind, string value) => $"{Json(JsonKind.Json, json, path)} = {value}";

    public override string JsonContains(string json, string value, bool isContained) => $"{json} {(isContained ? "<@" : "@>")} {value}";

    public override string JsonHasKey(string json, string key) => $"{json} ? {key}";

    public override string Regex(string operand, string pattern, bool ignoreCase) => $"{operand}::text {(ignoreCase ? "~*" : "~")} {pattern}";

    public override string Function(DbFunction function, IReadOnlyList<string> arguments) => function switch
    {
        DbFunction.StrIndex => $"STRPOS({arguments[0]}, {arguments[1]})",
        DbFunction.Ord => $"ASCII({arguments[0]})",
        DbFunction.Now => "STATEMENT_TIMESTAMP()",

        // These take two numbers only where they are exact.
        DbFunction.Round when arguments.Count == 2 => $"ROUND(CAST({arguments[0]} AS numeric), {arguments[1]})",
        DbFunction.Log when arguments.Count == 2 => $"LOG(CAST({arguments[0]} AS numeric), CAST({arguments[1]} AS numeric))",
        DbFunction.Mod => $"MOD(CAST({arguments[0]} AS numeric), CAST({arguments[1]} AS numeric))",
        DbFunction.Sha1 => $"ENCODE(DIGEST({arguments[0]}, 'sha1'), 'hex')",
        DbFunction.Sha256 or DbFunction.Sha384 or DbFunction.Sha512 => $"ENCODE({Name(function)}(CONVERT_TO({arguments[0]}, 'UTF8')), 'hex')",

        DbFunction.Substr => $"SUBSTR({string.Join(", ", arguments.Select((a, i) => i == 0 ? a : $"CAST({a} AS integer)"))})",

        // The driver's numbers are wider than the ones that these take.
        DbFunction.Left or DbFunction.Right or DbFunction.Repeat => $"{Name(function)}({arguments[0]}, CAST({arguments[1]} AS integer))",
        DbFunction.LPad or DbFunction.RPad => $"{Name(function)}({arguments[0]}, CAST({arguments[1]} AS integer), {arguments[2]})",
        _ => base.Function(function, arguments),
    };

    public override string CastType(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(short) => "smallint",
        var t when t == typeof(int) => "integer",
        var t when t == typeof(long) => "bigint",
        var t when t == typeof(double) || t == typeof(float) => "double precision",
        var t when t == typeof(decimal) => "numeric",
        var t when t == typeof(string) => "text",
        _ => throw NoCast(type),
    };

    public override string DistinctOn(string columns) => $"DISTINCT ON ({columns})";

    public override string Lock(RowLock rowLock, IReadOnlyList<string> tables) =>
        (rowLock.NoKey ? " FOR NO KEY UPDATE" : " FOR UPDATE")
        + (tables.Count > 0 ? " OF " + string.Join(", ", tables) : "")
        + (rowLock.NoWait ? " NOWAIT" : rowLock.SkipLocked ? " SKIP LOCKED" : "");

    public override string NextKey => "DEFAULT";

    // It takes 65,535; more than some thousand make nothing faster.
    public override int ParametersPerStatement => 4000;

    public override string Typed(string parameter, Field field) => $"CAST({parameter} AS {PostgreSqlSchema.Instance.ValueType(field)})";

    public override string Explain(string? format, bool analyze)
    {
        if (format is not (null or "TEXT" or "JSON" or "YAML" or "XML")) throw new ArgumentException($"{format} is not a recognized format. Allowed formats: JSON, TEXT, XML, YAML.");
        string[] options = [.. analyze ? (string[])["ANALYZE"] : [], .. format is null ? [] : (string[])["FORMAT " + format]];
        return options.Length == 0 ? "EXPLAIN " : $"EXPLAIN ({string.Join(", ", options)}) ";
    }

    // An offset alone is meant the other way round here: what is behind Greenwich is positive.
    private static string Zone(string name) => $"'{(name[0] switch { '+' => "-" + name[1..], '-' => "+" + name[1..], _ => name.Replace("'", "''", StringComparison.Ordinal) })}'";

    // What stands in quotes, or in a comment, is no parameter.
    [GeneratedRegex("""@p(\d+)\b|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex NamedParameter();
}
