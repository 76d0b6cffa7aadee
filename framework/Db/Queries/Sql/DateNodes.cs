using System.Collections.Immutable;
using System.Globalization;

namespace Quintet.Db.Sql;

/// <summary>A part of a date or time; of a moment what a clock of the time zone shows.</summary>
/// <param name="part">Which.</param>
/// <param name="operand">Of what.</param>
/// <param name="zone">Null: the current one.</param>
internal sealed class ExtractNode(DatePart part, Node operand, TimeZoneInfo? zone = null) : Node
{
    public DatePart Part => part;

    public Node Operand => operand;

    public TimeZoneInfo? Zone => zone;

    public override bool IsNullable => operand.IsNullable;

    public override ImmutableArray<Node> Parts { get; } = [operand];

    protected override object? Distinction => (part, zone?.Id);

    public override void Write(SqlWriter writer) => writer.Text(writer.Dialect.Extract(part, writer.Local(operand, zone)));

    /// <summary>A value that the part is compared with: what stands in text, or is a whole date, as what the part is.</summary>
    /// <exception cref="FieldErrorException">It is nothing of the kind.</exception>
    public object? Prepare(object? value)
    {
        try
        {
            return (part, value) switch
            {
                (DatePart.Date, DateTime time) => DateOnly.FromDateTime(time),
                (DatePart.Date, string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture),
                (DatePart.Time, DateTime time) => TimeOnly.FromDateTime(time),
                (DatePart.Time, TimeSpan time) => TimeOnly.FromTimeSpan(time),
                (DatePart.Time, string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
                (not (DatePart.Date or DatePart.Time), string text) => long.Parse(text, CultureInfo.InvariantCulture),
                _ => value,
            };
        }
        catch (FormatException e)
        {
            throw new FieldErrorException($"The {Names.ToSnakeCase(part.ToString())} of a date is compared with a {(part is DatePart.Date or DatePart.Time ? "date or time" : "number")}, not with '{value}'. {e.Message}");
        }
    }

    /// <summary>
    /// The comparison of a year with a number, as one of the date itself with the year's ends, for which an index can be used; null
    /// where it is none.
    /// </summary>
    public Node? Year(string op, object? value)
    {
        if (part is not (DatePart.Year or DatePart.IsoYear) || (zone is not null && operand.Time != TimeKind.Moment) || operand is not ColumnNode { Field.Field.InternalType: var type } || type is not (nameof(DateField) or nameof(DateTimeField))) return null;
        if (value is not (int or long or short) || Convert.ToInt64(value, CultureInfo.InvariantCulture) is not (> 1 and < 9999 and var number)) return null;
        var year = (int)number;
        Node From(int first) => new YearNode(first, isIso: part == DatePart.IsoYear, operand.Time == TimeKind.Moment, zone);
        return op switch
        {
            "=" => JunctionNode.And(new ComparisonNode(">=", operand, From(year)), new ComparisonNode("<", operand, From(year + 1))),
            "<>" => new NotNode(Year("=", value)!),
            ">" => new ComparisonNode(">=", operand, From(year + 1)),
            ">=" => new ComparisonNode(">=", operand, From(year)),
            "<" => new ComparisonNode("<", operand, From(year)),
            "<=" => new ComparisonNode("<", operand, From(year + 1)),
            _ => null,
        };
    }
}

/// <summary>The beginning of a year: a day, or the moment in the time zone. The current zone is asked for when the value is sent.</summary>
internal sealed class YearNode(int year, bool isIso, bool isMoment, TimeZoneInfo? zone) : ValueNode
{
    public override object? Sent
    {
        get
        {
            var day = isIso ? ISOWeek.ToDateTime(year, 1, DayOfWeek.Monday) : new DateTime(year, 1, 1);
            return isMoment ? Zones.ToMoment(day, zone ?? Zones.Current) : DateOnly.FromDateTime(day);
        }
    }

    protected override object? Distinction => isMoment;
}

/// <summary>What a date or time is cut off to.</summary>
internal enum TruncResult
{
    /// <summary>Of its own kind: a moment in UTC, a day, a time.</summary>
    Same,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day with the time 0:00, in no zone: C#'s <c>Date</c>.</summary>
    Local,
}

/// <summary>A date or time cut off at a unit: the first of its month, the beginning of its hour; of a moment as clocks of the time zone show it.</summary>
internal sealed class TruncNode(DateUnit unit, Node operand, TruncResult result, TimeZoneInfo? zone = null) : Node
{
    public override bool IsNullable => operand.IsNullable;

    public override TimeKind Time => result switch
    {
        TruncResult.Same => operand.Time,
        TruncResult.Local => TimeKind.Local,
        _ => TimeKind.None,
    };

    public override ImmutableArray<Node> Parts { get; } = [operand];

    protected override object? Distinction => (unit, result, zone?.Id);

    public override void Write(SqlWriter writer) =>
        writer.Text(result == TruncResult.Same && writer.Zone(operand, zone) is { } name
            ? writer.Dialect.TruncMoment(unit, writer.Capture(operand), name)
            : writer.Dialect.Trunc(unit, writer.Local(operand, zone), toDate: result == TruncResult.Date));
}
