using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// A field by its name, for lookups by name: <c>Filter("price__gt", new F("cost") * 2)</c> (Django's <c>F</c>). In a lambda the field itself is
/// written: <c>b => b.Price > b.Cost * 2</c>.
/// </summary>
public sealed class F
{
    private readonly Func<Source, Node> _node;

    /// <param name="name">The field, over relations and into JSON too: <c>author__born</c>, <c>data__owner__age</c>.</param>
    public F(string name) => _node = source =>
    {
        var path = LookupPath.Resolve(source, name);
        if (path.Many is not null) throw FieldErrorException.Unknown(path.Source.Model, path.Rest.Count > 0 ? path.Rest[0] : name);
        var column = new ColumnNode(path.Source, path.Field);
        return JsonNode.Is(path.Field, column) ? JsonNode.Of(column).Walk(path.Rest) : OwnLookup.WalkAll(path);
    };

    private F(Func<Source, Node> node) => _node = node;

    public static F operator +(F left, object right) => Of("+", left, right);

    public static F operator -(F left, object right) => Of("-", left, right);

    public static F operator *(F left, object right) => Of("*", left, right);

    public static F operator /(F left, object right) => Of("/", left, right);

    public static F operator %(F left, object right) => Of("%", left, right);

    internal Node ToNode(Source source) => _node(source);

    private static F Of(string op, F left, object right) =>
        new(source => new ArithmeticNode(op, left._node(source), right is F other ? other._node(source) : new ParameterNode(right)));
}
