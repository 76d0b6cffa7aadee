namespace Quintet.Db;

/// <summary>
/// A function of the database, for use in a query's lambda. The method is static and never runs; the attribute says its SQL, once for all databases or
/// once for each kind:
/// <code>
/// [DbFunction("SOUNDEX({0})")]
/// public static string Soundex(string? text) => throw new NotSupportedException();
///
/// Author.Objects.Filter(a => Soundex(a.Name) == Soundex(wanted))
/// </code>
/// </summary>
/// <param name="sql">
/// The SQL, in which <c>{0}</c> is the first parameter; a <c>params</c> one is all its values with commas between. <c>{{</c> and <c>}}</c> are braces. With an operator in it
/// the whole stands in parentheses: <c>({0} || {1})</c>. A method that returns bool is a condition.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DbFunctionAttribute(string sql) : Attribute
{
    public string Sql { get; } = sql;

    /// <summary>The kind of database, <c>sqlite</c> or <c>postgresql</c>; null: all that no other attribute of the method names.</summary>
    public string? Vendor { get; init; }

    /// <summary>What stands between the values of a <c>params</c> parameter.</summary>
    public string Separator { get; init; } = ", ";

    /// <summary>How each value of a <c>params</c> parameter is written: <c>COALESCE({0}, '')</c>.</summary>
    public string Item { get; init; } = "{0}";

    /// <summary>The result may be NULL where no argument is. Where one is, it may be anyway.</summary>
    public bool MayBeNull { get; init; }
}
