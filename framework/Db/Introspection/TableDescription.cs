namespace Quintet.Db.Introspection;

/// <summary>A table or view as the database describes it.</summary>
internal sealed record TableDescription(string Name, bool IsView, string? Comment)
{
    public IReadOnlyList<ColumnDescription> Columns { get; init; } = [];

    /// <summary>The columns of the primary key in their order; empty where there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Sets of columns whose values together are unique in all rows, the primary key not among them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UniqueSets { get; init; } = [];

    public IReadOnlyList<ForeignKeyDescription> ForeignKeys { get; init; } = [];

    /// <summary>Plain indexes over columns, of all rows, that make nothing unique.</summary>
    public IReadOnlyList<IndexDescription> Indexes { get; init; } = [];
}

/// <param name="Name">The column.</param>
/// <param name="Type">The type in lower case, without what stands in parentheses: <c>varchar</c>, <c>integer unsigned</c>.</param>
/// <param name="Length">The most characters; null: not said.</param>
/// <param name="Precision">All digits of a decimal; null: not said.</param>
/// <param name="Scale">The digits behind the point.</param>
/// <param name="IsNull">NULL is allowed.</param>
/// <param name="Default">SQL; null: none.</param>
internal sealed record ColumnDescription(string Name, string Type, int? Length, int? Precision, int? Scale, bool IsNull, string? Default)
{
    /// <summary>The database counts it up.</summary>
    public bool Counts { get; init; }

    /// <summary>The database calculates it.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Text that the database holds to be JSON.</summary>
    public bool IsJson { get; init; }

    public string? Comment { get; init; }
}

/// <param name="Columns">The columns that point.</param>
/// <param name="Table">Where to.</param>
/// <param name="Targets">The columns that they point to, one for each; empty where the database does not say because there is no such table.</param>
internal sealed record ForeignKeyDescription(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> Targets);

/// <param name="Name">Its name.</param>
/// <param name="Columns">Column names, <c>-</c> in front for descending.</param>
internal sealed record IndexDescription(string Name, IReadOnlyList<string> Columns);
