using System.Globalization;

namespace Quintet.Db.Introspection;

/// <summary>The field that a column seems to be.</summary>
/// <param name="Attribute">The class, <c>CharField</c>.</param>
/// <param name="Type">The property's type where it is not null, <c>string</c>.</param>
/// <param name="Arguments">What the attribute says of the type: <c>MaxLength = 50</c>.</param>
/// <param name="Note">What a person should know; null: nothing.</param>
internal sealed record FieldGuess(string Attribute, string Type, IReadOnlyList<string> Arguments, string? Note = null)
{
    // Where no digits are said, as Django guesses.
    private const int UsualDigits = 10;
    private const int UsualPlaces = 5;

    /// <summary>The property's initialiser, for what would be null without one; "" where there is none.</summary>
    public string Initialiser => Type switch
    {
        "string" => " = \"\";",
        "byte[]" => " = [];",
        "IPAddress" => " = IPAddress.Any;",
        _ => "",
    };

    /// <summary>The namespace of the type; null: one that every file has.</summary>
    public string? Namespace => Type switch
    {
        "IPAddress" => "System.Net",
        "JsonElement" => "System.Text.Json",
        _ => null,
    };

    public static FieldGuess Of(ColumnDescription column, string vendor, bool isKey)
    {
        if (isKey && column.Counts && Counting(column, vendor) is { } key) return key;
        return (vendor == "sqlite" ? OnSqlite(column) : OnPostgreSql(column)) ?? new("TextField", "string", [], "This field type is a guess.");
    }

    private static FieldGuess? Counting(ColumnDescription column, string vendor) => (vendor, column.Type) switch
    {
        // SQLite's keys have 64 bits, whatever the field was that made them.
        ("sqlite", _) or (_, "int8") => new("BigAutoField", "long", []),
        (_, "int4") => new("AutoField", "int", []),
        (_, "int2") => new("SmallAutoField", "short", []),
        _ => null,
    };

    private static FieldGuess? OnSqlite(ColumnDescription column) => column.Type switch
    {
        "text" when column.IsJson => new("JsonField", "JsonElement", []),
        "bool" or "boolean" => new("BooleanField", "bool", []),
        "smallint" or "smallinteger" or "tinyint" => new("SmallIntegerField", "short", []),
        "int" or "integer" or "mediumint" => new("IntegerField", "int", []),
        "bigint" => new("BigIntegerField", "long", []),
        "smallint unsigned" => new("PositiveSmallIntegerField", "short", []),
        "integer unsigned" => new("PositiveIntegerField", "int", []),
        "bigint unsigned" => new("PositiveBigIntegerField", "long", []),
        "decimal" or "numeric" => Decimal(column),
        "real" or "float" or "double" or "double precision" => new("FloatField", "double", []),
        "text" => new("TextField", "string", []),
        "char" or "varchar" or "nchar" or "nvarchar" => Text(column),
        "blob" => new("BinaryField", "byte[]", []),
        "date" => new("DateField", "DateOnly", []),
        "datetime" => new("DateTimeField", "DateTime", []),
        "time" => new("TimeField", "TimeOnly", []),
        _ => null,
    };

    private static FieldGuess? OnPostgreSql(ColumnDescription column) => column.Type switch
    {
        "bool" => new("BooleanField", "bool", []),
        "int2" => new("SmallIntegerField", "short", []),
        "int4" => new("IntegerField", "int", []),
        "int8" => new("BigIntegerField", "long", []),
        "numeric" => Decimal(column),
        "float4" or "float8" => new("FloatField", "double", []),
        "text" => new("TextField", "string", []),
        "varchar" or "bpchar" => Text(column),
        "bytea" => new("BinaryField", "byte[]", []),
        "date" => new("DateField", "DateOnly", []),
        "timestamp" or "timestamptz" => new("DateTimeField", "DateTime", []),
        "time" => new("TimeField", "TimeOnly", []),
        "interval" => new("DurationField", "TimeSpan", []),
        "uuid" => new("UuidField", "Guid", []),
        "inet" => new("GenericIPAddressField", "IPAddress", []),
        "jsonb" => new("JsonField", "JsonElement", []),
        _ => null,
    };

    /// <summary>Without a length it is text of any.</summary>
    private static FieldGuess Text(ColumnDescription column) => column.Length is > 0
        ? new("CharField", "string", [$"MaxLength = {column.Length.Value.ToString(CultureInfo.InvariantCulture)}"])
        : new("TextField", "string", []);

    private static FieldGuess Decimal(ColumnDescription column)
    {
        var isKnown = column.Precision is > 0 && column.Scale <= column.Precision;
        return new(
            "DecimalField",
            "decimal",
            [$"MaxDigits = {(isKnown ? column.Precision : UsualDigits)}", $"DecimalPlaces = {(isKnown ? column.Scale : UsualPlaces)}"],
            isKnown ? null : "MaxDigits and DecimalPlaces have been guessed, as the database does not say them.");
    }
}
