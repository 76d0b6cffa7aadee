using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Texts by text keys in one column; <c>Dictionary&lt;string, string?&gt;</c> in C# (Django's <c>HStoreField</c>). The database needs the extension: the first migration begins
/// with <see cref="HStoreExtension"/>.
/// </summary>
public class HStoreField : Field, IFieldOf<Dictionary<string, string?>>
{
    public override string? RequiredDbVendor => PostgresText.Vendor;

    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == PostgresText.Vendor ? "hstore" : null;

    public override string? DefaultText(object value) => value is IEnumerable<KeyValuePair<string, string?>> pairs ? PostgresText.OfMap(pairs) : null;

    public override object PrepareValue(object value) => value switch
    {
        Dictionary<string, string?> => value,
        System.Collections.IDictionary map => map.Keys.Cast<object>().ToDictionary(Text, key => map[key] is { } item ? (string?)Text(item) : null),
        _ => value,
    };

    public override FieldLookup? FindLookup(string name) => name switch
    {
        "contains" => Of(name, "{0} @> {1}"),
        "contained_by" => Of(name, "{0} <@ {1}"),
        "has_key" => new(name, "{0} ? {1}") { Prepare = value => new(value as string ?? throw new FieldErrorException("The value of a has_key lookup must be a text.")) },
        "has_keys" => new(name, "{0} ?& {1}") { Prepare = value => new(Keys(name, value)) },
        "has_any_keys" => new(name, "{0} ?| {1}") { Prepare = value => new(Keys(name, value)) },
        "keys" => new(name, "AKEYS({0})") { Output = new ArrayField<TextField>() },
        "values" => new(name, "AVALS({0})") { Output = new ArrayField<TextField>() },
        _ => null,
    };

    /// <summary>The value of a key, <c>data__color</c>; NULL where there is none.</summary>
    public override FieldLookup? FindKey(object key) => key is string name ? new(name, "({0} -> {1})") { Output = new TextField(), Arguments = [name], MayBeNull = true } : null;

    public override IEnumerable<string> LookupNames => ["contains", "contained_by", "has_key", "has_keys", "has_any_keys", "keys", "values"];

    public override string? LookupOfMember(string member) => member == nameof(Dictionary<,>.ContainsKey) ? "has_key" : null;

    private FieldLookup Of(string name, string sql) => new(name, sql)
    {
        Prepare = value => new(PrepareValue(value is System.Collections.IDictionary ? value : throw new FieldErrorException($"The value of a {name} lookup must be a dictionary.")), this),
    };

    private static string[] Keys(string lookup, object? value) =>
        value is IEnumerable<string> keys ? [.. keys] : throw new FieldErrorException($"The value of a {lookup} lookup must be a list of texts.");

    private static string Text(object value) => value as string ?? PostgresText.Of(value);
}

/// <summary>
/// Django's lookups of <see cref="HStoreField"/>, for use in a query's lambda: <c>d => d.Data.HasKeys("color", "size")</c>. A key's value and whether there is one are said
/// as always: <c>d.Data["color"] == "red"</c>, <c>d.Data.ContainsKey("color")</c>. Outside of a query they do the same in memory.
/// </summary>
public static class HStoreLookups
{
    /// <summary>Whether all of these pairs are there (<c>data__contains</c>).</summary>
    [Lookup("contains")]
    public static bool ContainsAll(this Dictionary<string, string?> map, Dictionary<string, string?> pairs) => pairs.All(pair => map.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>Whether all pairs are among these (<c>data__contained_by</c>).</summary>
    [Lookup("contained_by")]
    public static bool IsContainedBy(this Dictionary<string, string?> map, Dictionary<string, string?> pairs) => pairs.ContainsAll(map);

    /// <summary>Whether there are all of these keys (<c>data__has_keys</c>).</summary>
    [Lookup("has_keys")]
    public static bool HasKeys(this Dictionary<string, string?> map, params string[] keys) => keys.All(map.ContainsKey);

    /// <summary>Whether there is one of these keys (<c>data__has_any_keys</c>).</summary>
    [Lookup("has_any_keys")]
    public static bool HasAnyKeys(this Dictionary<string, string?> map, params string[] keys) => keys.Any(map.ContainsKey);
}
