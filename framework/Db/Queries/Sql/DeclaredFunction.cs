using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Quintet.Db.Sql;

/// <summary>What the attributes of a method say, read once for each method.</summary>
internal sealed class DeclaredFunction
{
    private static readonly ConditionalWeakTable<MethodInfo, DeclaredFunction> Known = [];

    private readonly MethodInfo _method;
    private readonly DbFunctionAttribute[] _attributes;

    private DeclaredFunction(MethodInfo method) => (_method, _attributes) = (method, [.. method.GetCustomAttributes<DbFunctionAttribute>()]);

    public bool MayBeNull => _attributes.Any(attribute => attribute.MayBeNull);

    /// <summary>The function that a method stands for; null: it is a method like any other.</summary>
    public static DeclaredFunction? Of(MethodInfo method)
    {
        if (!method.IsStatic || method.Module == typeof(object).Module) return null;
        if (method.IsGenericMethod) method = method.GetGenericMethodDefinition();
        var known = Known.GetValue(method, static m => new(m));
        return known._attributes.Length == 0 ? null : known;
    }

    /// <exception cref="NotSupportedException">It is one of other databases.</exception>
    /// <param name="vendor">The kind of database.</param>
    /// <param name="arguments">The values of each parameter: of <c>params</c> any number, else one.</param>
    public string Write(string vendor, IReadOnlyList<IReadOnlyList<string>> arguments)
    {
        var attribute = _attributes.FirstOrDefault(a => a.Vendor == vendor) ?? _attributes.FirstOrDefault(a => a.Vendor is null) ?? throw new NotSupportedException(
            $"{Name} is a function of {string.Join(" and ", _attributes.Select(a => a.Vendor))}, and this database is {vendor}. Give the method a [DbFunction(\"…\", Vendor = \"{vendor}\")], too, or ask the other database: Using(…).");
        try
        {
            var isList = _method.GetParameters() is [.., var last] && last.IsDefined(typeof(ParamArrayAttribute), inherit: false);
            return string.Format(CultureInfo.InvariantCulture, attribute.Sql, [.. arguments.Select((values, i) => isList && i == arguments.Count - 1
                ? string.Join(attribute.Separator, values.Select(value => string.Format(CultureInfo.InvariantCulture, attribute.Item, value)))
                : values[0])]);
        }
        catch (FormatException e)
        {
            throw new QueryTranslationException($"The SQL of {Name} is '{attribute.Sql}': its parameters are {{0}} to {{{arguments.Count - 1}}}, and braces that are none are doubled. {e.Message}");
        }
    }

    private string Name => $"{_method.DeclaringType?.Name}.{_method.Name}";
}

/// <summary>A call of a declared function.</summary>
/// <param name="function">Which.</param>
/// <param name="counts">How many of the arguments belong to each parameter: of <c>params</c> any number, else one.</param>
/// <param name="arguments">All arguments.</param>
/// <param name="type">What it gives.</param>
internal sealed class DeclaredFunctionNode(DeclaredFunction function, IReadOnlyList<int> counts, IReadOnlyList<Node> arguments, Type type) : Node
{
    public override bool IsNullable => function.MayBeNull || Parts.Any(argument => argument.IsNullable);

    public override bool IsCondition => type == typeof(bool);

    public override TimeKind Time => (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTime) ? TimeKind.Moment : TimeKind.None;

    public override bool Gives(Type wanted) => wanted == type;

    public override ImmutableArray<Node> Parts { get; } = [.. arguments];

    protected override object? Distinction => (function, string.Join(',', counts), type);

    public override void Write(SqlWriter writer)
    {
        var texts = Parts.Select(writer.Capture).ToList();
        var parameters = new List<IReadOnlyList<string>>();
        var start = 0;
        foreach (var count in counts)
        {
            parameters.Add(texts[start..(start + count)]);
            start += count;
        }

        var sql = function.Write(writer.Dialect.Vendor, parameters);
        if (IsCondition) writer.Condition(sql, IsNullable);
        else writer.Text(sql);
    }
}
