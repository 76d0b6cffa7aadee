namespace Quintet.Db.Sql;

/// <summary>How one kind of database says what all can say. Pure: text in, text out.</summary>
internal abstract class Dialect
{
    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    public virtual string ParameterName(int index) => "@p" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A C# value as the driver shall get it.</summary>
    public abstract object? ToDatabase(object? value);

    /// <summary>The part of a date or time, as a number (a <see cref="DatePart.Date"/> as a date).</summary>
    public abstract string Extract(DatePart part, string operand);

    /// <summary>The condition that <paramref name="operand"/> matches the pattern in <paramref name="parameter"/>.</summary>
    public abstract string Match(string operand, string parameter, bool ignoreCase);

    /// <summary>The pattern for a piece of text.</summary>
    public abstract string Pattern(string text, MatchKind kind, bool ignoreCase);

    public abstract string Limit(string? limit, string? offset);
}

internal enum DatePart
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Date,

    /// <summary>0 is Sunday, as in C#.</summary>
    DayOfWeek,
}

internal enum MatchKind
{
    Contains,
    StartsWith,
    EndsWith,
    Exact,
}
