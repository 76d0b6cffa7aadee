namespace Quintet.Db;

/// <summary>
/// A condition or a value that a field class knows beside the usual lookups (Django's <c>Lookup</c> and <c>Transform</c>): <c>tags__overlap</c>,
/// <c>tags__len</c>. See <see cref="Field.FindLookup"/>.
/// </summary>
/// <param name="Name">Its word in lookups by name, <c>overlap</c>.</param>
/// <param name="Sql">
/// The SQL: <c>{0}</c> is the field, then come the <see cref="Arguments"/>, then, of a condition, what it is asked of: <c>{0} &amp;&amp; {1}</c>. <c>{{</c> and
/// <c>}}</c> are braces. With an operator in it, of a value the whole stands in parentheses.
/// </param>
public sealed record FieldLookup(string Name, string Sql)
{
    /// <summary>Of what kind the value is: its own lookups may follow, <c>tags__len__gt</c>. Null: it is a condition.</summary>
    public Field? Output { get; init; }

    /// <summary>The value may be NULL where the field is not.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>What the value is compared with is made the same of (Django's <c>bilateral</c>).</summary>
    public bool IsBilateral { get; init; }

    /// <summary>Values that belong to it, such as the key it asks for; they are sent as parameters.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];

    /// <summary>Makes of what a condition is asked of what is sent. Null: it is sent as it is.</summary>
    public Func<object?, LookupValue>? Prepare { get; init; }

    /// <summary>The kind of database that has it, <c>postgresql</c>; null: all that have such a column.</summary>
    public string? Vendor { get; init; }
}

/// <summary>What a condition is asked of, as it is sent.</summary>
/// <param name="Value">Never null.</param>
/// <param name="Type">The field whose column's type it gets; null: the one that the driver chooses.</param>
public readonly record struct LookupValue(object Value, Field? Type = null);
