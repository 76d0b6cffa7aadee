using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Quintet.Text;

namespace Quintet.Db.Sql;

/// <summary>What field classes know beside the usual lookups, in queries.</summary>
internal static class OwnLookup
{
    private static readonly ConditionalWeakTable<MethodInfo, object> Methods = [];

    /// <summary>Words as ways into a value, as far as they lead: <c>tags__0</c>, <c>data__color</c>.</summary>
    /// <param name="operand">The value.</param>
    /// <param name="words">The words.</param>
    /// <param name="taken">How many were ways.</param>
    public static Node Walk(Node operand, IReadOnlyList<string> words, out int taken)
    {
        for (taken = 0; taken < words.Count; taken++)
        {
            if (operand.FieldKind is not { } kind) break;
            var lookup = kind.FindLookup(words[taken]);
            if (lookup is null && !(taken == words.Count - 1 && LookupTable.IsLookup(words[taken]))) lookup = kind.FindKey(words[taken]);
            if (lookup?.Output is null) break;
            operand = new OwnLookupNode(lookup, operand, null);
        }

        return operand;
    }

    /// <summary>A field, or the value to which all words behind it lead.</summary>
    /// <exception cref="FieldErrorException">They lead nowhere.</exception>
    public static Node WalkAll(LookupPath path)
    {
        var node = Walk(new ColumnNode(path.Source, path.Field), path.Rest, out var taken);
        return taken == path.Rest.Count ? node : throw FieldErrorException.Unknown(path.Source.Model, path.Rest[taken]);
    }

    /// <summary>The lookup as a condition or as a value.</summary>
    /// <param name="lookup">Of the operand's kind.</param>
    /// <param name="operand">The field.</param>
    /// <param name="asked">What a condition is asked of.</param>
    public static Node Of(FieldLookup lookup, Node operand, object? asked) => new OwnLookupNode(lookup, operand, lookup.Output is null ? Asked(lookup, asked) : null);

    /// <summary>What a value is compared with: where the value was made by a lookup that says so, the same is made of it.</summary>
    public static Node Bilateral(Node operand, Node compared) =>
        operand is OwnLookupNode { Lookup: var lookup } own ? lookup.IsBilateral ? new OwnLookupNode(lookup, Bilateral(own.Parts[0], compared), null) : Bilateral(own.Parts[0], compared) : compared;

    /// <summary>The lookup that a method stands for; null: it is a method like any other.</summary>
    public static string? NameOf(MethodInfo method)
    {
        if (!method.IsStatic || method.Module == typeof(object).Module) return null;
        if (method.IsGenericMethod) method = method.GetGenericMethodDefinition();
        return Methods.GetValue(method, static m => m.GetCustomAttribute<LookupAttribute>()?.Name ?? "") is string { Length: > 0 } name ? name : null;
    }

    public static string Label(Field kind) => kind.GetType().Name.Split('`')[0];

    /// <exception cref="FieldErrorException">The field has no such lookup.</exception>
    public static FieldLookup Get(Field kind, string name) => kind.FindLookup(name) ?? throw new FieldErrorException(
        $"Unsupported lookup '{name}' for {Label(kind)}.{DidYouMean.Sentence(name, kind.LookupNames)} Its own lookups are: {(kind.LookupNames.Any() ? string.Join(", ", kind.LookupNames) : "none")}.");

    private static Node Asked(FieldLookup lookup, object? asked) => asked switch
    {
        Node node => node,
        null => throw new FieldErrorException($"The value of a {lookup.Name} lookup must not be null."),
        _ when lookup.Prepare is null => new ParameterNode(asked),
        _ => Asked(lookup.Prepare(asked)),
    };

    private static ValueNode Asked(LookupValue value) => value.Type is { } type ? new TypedNode(value.Value, type) : new ParameterNode(value.Value);
}

/// <summary>A value that has the type of a field's column, whatever the driver takes it for.</summary>
internal sealed class TypedNode(object value, Field type) : ValueNode
{
    public override object? Sent => value;

    private Field Type => type;

    protected override object? Distinction => (value.GetType(), type);

    protected override bool SameButParts(Node other) => value.GetType() == ((TypedNode)other).Sent!.GetType() && type.Equals(((TypedNode)other).Type);

    protected override int HashButParts() => ShapeHash.Mix(value.GetType().GetHashCode(), type.GetHashCode());

    public static ValueNode Of(Field? kind, object value) => kind is null or ForeignKey || !kind.IsOwnColumn ? new ParameterNode(value) : new TypedNode(value, kind);

    public override void Write(SqlWriter writer) => writer.Text(writer.Dialect.Typed(writer.Capture(() => base.Write(writer)), type));
}

/// <summary>A lookup of a field class: a condition, or a value of the field.</summary>
internal sealed class OwnLookupNode : Node
{
    private readonly FieldLookup _lookup;

    public OwnLookupNode(FieldLookup lookup, Node operand, Node? asked)
    {
        _lookup = lookup;
        Parts = [operand, .. lookup.Arguments.Select(argument => new ParameterNode(argument)), .. asked is null ? [] : (Node[])[asked]];
    }

    public FieldLookup Lookup => _lookup;

    public override bool IsNullable => _lookup.MayBeNull || Parts.Any(part => part.IsNullable);

    public override bool IsCondition => _lookup.Output is null or BooleanField;

    public override Field? FieldKind => _lookup.Output;

    public override TimeKind Time => _lookup.Output?.InternalType == nameof(DateTimeField) ? TimeKind.Moment : TimeKind.None;

    public override ImmutableArray<Node> Parts { get; }

    // What makes a lookup of the same name another one is its SQL.
    protected override object? Distinction => (_lookup.Sql, _lookup.Output, _lookup.Vendor);

    public override void Write(SqlWriter writer)
    {
        if (_lookup.Vendor is { } vendor && vendor != writer.Dialect.Vendor)
        {
            throw new NotSupportedException($"The lookup '{_lookup.Name}' is one of {vendor}, and this database is {writer.Dialect.Vendor}. Ask the other database, Using(…), or use another lookup.");
        }

        var sql = string.Format(CultureInfo.InvariantCulture, _lookup.Sql, [.. Parts.Select(writer.Capture)]);
        if (IsCondition) writer.Condition(sql, IsNullable);
        else writer.Text(sql);
    }
}
