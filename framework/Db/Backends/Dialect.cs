using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

/// <summary>How one kind of database says what all can say. Pure: text in, text out.</summary>
internal abstract class Dialect
{
    /// <summary>How tables are made and changed.</summary>
    public abstract SchemaDialect Schema { get; }

    /// <summary>A query that has a row if the table <c>@p0</c> is there.</summary>
    public abstract string TableExists { get; }

    /// <summary>Said before a migration's transaction begins, and after it; null: nothing.</summary>
    public virtual (string Before, string After)? AroundMigration => null;

    /// <summary>A query for rows that point to missing ones: table, row, target; null where the database itself refuses them at once.</summary>
    public virtual string? FindBrokenRelations => null;

    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    public virtual string ParameterName(int index) => "@p" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether parameters are known by their place (<c>$1</c>) and not by a name.</summary>
    public virtual bool HasNumberedParameters => false;

    /// <summary>A statement of the user's own, whose parameters are <c>@p0</c>, <c>@p1</c>, …, as the driver wants it.</summary>
    public virtual string Numbered(string sql) => sql;

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
