using NpgsqlTypes;
using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>What the range fields share (Django's <c>RangeField</c>); <c>NpgsqlRange</c> in C#.</summary>
/// <typeparam name="T">What the bounds are.</typeparam>
public abstract class RangeField<T> : Field, IFieldOf<NpgsqlRange<T>>
{
    private readonly string _type;
    private readonly Field _bound;

    private protected RangeField(string type, Field bound) => (_type, _bound) = (type, bound);

    public override string? RequiredDbVendor => PostgresText.Vendor;

    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == PostgresText.Vendor ? _type : null;

    public override string? DefaultText(object value) => value is NpgsqlRange<T> range ? RangeText.Of(range) : null;

    /// <summary>A pair is the range from its first to before its second, as in Django.</summary>
    public override object PrepareValue(object value) => value is ValueTuple<T, T> pair ? new NpgsqlRange<T>(pair.Item1, true, pair.Item2, false) : value;

    public override FieldLookup? FindLookup(string name) => name switch
    {
        "contains" => new(name, "{0} @> {1}") { Prepare = Prepared },
        "contained_by" => Of(name, "<@"),
        "overlap" => Of(name, "&&"),
        "fully_lt" => Of(name, "<<"),
        "fully_gt" => Of(name, ">>"),
        "not_lt" => Of(name, "&>"),
        "not_gt" => Of(name, "&<"),
        "adjacent_to" => Of(name, "-|-"),
        "startswith" => new(name, "LOWER({0})") { Output = _bound, MayBeNull = true },
        "endswith" => new(name, "UPPER({0})") { Output = _bound, MayBeNull = true },
        "isempty" or "lower_inc" or "lower_inf" or "upper_inc" or "upper_inf" => new(name, $"{name.ToUpperInvariant()}({{0}})") { Output = new BooleanField() },
        _ => null,
    };

    public override IEnumerable<string> LookupNames =>
        ["contains", "contained_by", "overlap", "fully_lt", "fully_gt", "not_lt", "not_gt", "adjacent_to", "startswith", "endswith", "isempty", "lower_inc", "lower_inf", "upper_inc", "upper_inf"];

    public override string? LookupOfMember(string member) => member switch
    {
        nameof(NpgsqlRange<>.LowerBound) => "startswith",
        nameof(NpgsqlRange<>.UpperBound) => "endswith",
        nameof(NpgsqlRange<>.IsEmpty) => "isempty",
        nameof(NpgsqlRange<>.LowerBoundIsInclusive) => "lower_inc",
        nameof(NpgsqlRange<>.LowerBoundInfinite) => "lower_inf",
        nameof(NpgsqlRange<>.UpperBoundIsInclusive) => "upper_inc",
        nameof(NpgsqlRange<>.UpperBoundInfinite) => "upper_inf",
        _ => null,
    };

    private FieldLookup Of(string name, string symbol) => new(name, $"{{0}} {symbol} {{1}}") { Prepare = Prepared };

    private LookupValue Prepared(object? value) =>
        PrepareValue(value ?? throw new FieldErrorException("A range is not compared with null.")) is var prepared && prepared is NpgsqlRange<T> ? new(prepared, this) : new(prepared, _bound);
}

/// <summary>Whole numbers from one to another; <c>NpgsqlRange&lt;int&gt;</c> in C#.</summary>
public class IntegerRangeField() : RangeField<int>("int4range", new IntegerField());

/// <summary>Whole numbers from one to another; <c>NpgsqlRange&lt;long&gt;</c> in C#.</summary>
public class BigIntegerRangeField() : RangeField<long>("int8range", new BigIntegerField());

/// <summary>Numbers from one to another; <c>NpgsqlRange&lt;decimal&gt;</c> in C#.</summary>
public class DecimalRangeField() : RangeField<decimal>("numrange", new AnyDecimal());

/// <summary>Moments from one to another, in UTC; <c>NpgsqlRange&lt;DateTime&gt;</c> in C#.</summary>
public class DateTimeRangeField() : RangeField<DateTime>("tstzrange", new DateTimeField());

/// <summary>Days from one to another; <c>NpgsqlRange&lt;DateOnly&gt;</c> in C#.</summary>
public class DateRangeField() : RangeField<DateOnly>("daterange", new DateField());

/// <summary>A bound has as many digits as it was written with.</summary>
internal sealed class AnyDecimal : Field
{
    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == PostgresText.Vendor ? "numeric" : null;
}

internal static class RangeText
{
    public static string Of<T>(NpgsqlRange<T> range) => range.IsEmpty
        ? "empty"
        : (range.LowerBoundIsInclusive ? "[" : "(") + Bound(range.LowerBoundInfinite, range.LowerBound) + "," + Bound(range.UpperBoundInfinite, range.UpperBound) + (range.UpperBoundIsInclusive ? "]" : ")");

    private static string Bound(bool isInfinite, object? value) => isInfinite || value is null ? "" : $"\"{PostgresText.Of(value)}\"";
}
