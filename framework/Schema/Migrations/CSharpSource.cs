using System.Globalization;
using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>A value of which only the C# is known, where source is read without running it: <c>global::Shop.Status.Open</c>.</summary>
public sealed record SourceCode(string Code);

/// <summary>Fields, options and operations as the C# expressions that make them: exact and always the same text.</summary>
public static class CSharpSource
{
    /// <summary><c>new CharField { MaxLength = 50, Null = true }</c></summary>
    public static string Of(Field field) => Construction(field.ClassName, field.Deconstruct());

    /// <summary><c>new MetaAttribute { Ordering = ["title"] }</c></summary>
    public static string Of(MetaAttribute options) => Construction(nameof(MetaAttribute), options.Deconstruct());

    /// <summary><c>new IndexAttribute("title") { Name = "blog_book_title_1a2b3c_idx" }</c></summary>
    public static string Of(IndexAttribute index) => Construction(index.ClassName, index.Deconstruct());

    /// <summary><c>new UniqueConstraintAttribute("title") { Name = "title_once" }</c></summary>
    public static string Of(ConstraintAttribute constraint) => Construction(constraint.ClassName, constraint.Deconstruct());

    /// <summary>An operation; several lines where it is long, indented from column 0.</summary>
    public static string Of(Operation operation) => operation.ToCSharp();

    /// <summary>Operations as the items of a list, a line or several each.</summary>
    internal static string Indented(IEnumerable<Operation> operations, int depth) => string.Concat(operations.Select(operation =>
        string.Join('\n', operation.ToCSharp().Split('\n').Select(line => line.Length == 0 ? line : new string(' ', depth) + line)) + ",\n"));

    /// <summary>A value as a C# literal or expression.</summary>
    /// <exception cref="NotSupportedException">The value has no form in source.</exception>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        SourceCode source => source.Code,
        bool b => b ? "true" : "false",
        string s => Text(s),
        int i => i.ToString(CultureInfo.InvariantCulture),
        short i => "(short)" + i.ToString(CultureInfo.InvariantCulture),
        long i => i.ToString(CultureInfo.InvariantCulture) + "L",
        decimal d => d.ToString(CultureInfo.InvariantCulture) + "m",
        double d when double.IsNaN(d) => "double.NaN",
        double d when double.IsInfinity(d) => d > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        Guid g => $"new Guid({Text(g.ToString())})",
        DateOnly d => $"new DateOnly({d.Year}, {d.Month}, {d.Day})",
        TimeOnly t => $"new TimeOnly({t.Ticks}L)",
        TimeSpan t => $"new TimeSpan({t.Ticks}L)",
        DateTime d => $"new DateTime({d.Ticks}L, DateTimeKind.{d.Kind})",
        Enum e => $"{TypeName(e.GetType())}.{e}",
        string[] a => "[" + string.Join(", ", a.Select(Text)) + "]",
        int[] a => "[" + string.Join(", ", a.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]",
        string[][] a => "[" + string.Join(", ", a.Select(Literal)) + "]",
        System.Collections.IDictionary d when Dictionary(d) is { } source => source,
        PermissionsAttribute[] a => "[" + string.Join(", ", a.Select(p => $"new PermissionsAttribute({Text(p.Codename)}, {Text(p.Name)})")) + "]",
        _ => throw new NotSupportedException(
            $"A migration cannot write a {value.GetType().Name} as C#. Use a string, a number, a boolean, a date, a Guid or an enum as the default, or write the operation by hand."),
    };

    internal static string Text(string value)
    {
        var builder = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            builder.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                // What a reader cannot see, or an editor may change, is written by number.
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return builder.Append('"').ToString();
    }

    /// <summary>A migration uses our namespace; an app's own field class is written with its own.</summary>
    internal static string TypeName(Type type)
    {
        if (type.IsGenericType) return $"{PlainName(type.GetGenericTypeDefinition())}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
        return PlainName(type);
    }

    private static string PlainName(Type type)
    {
        var name = type.Namespace == typeof(Field).Namespace ? type.Name : "global::" + type.FullName!.Replace('+', '.');
        return name.IndexOf('`') is var tick and > 0 ? name[..tick] : name;
    }

    // A default may be of any type, so a list in its place must say its own.
    private static string Option(FieldArgument argument) => argument is { Name: nameof(Field.Default) or nameof(Field.DbDefault), Value: Array { Rank: 1 } list }
        ? $"new {ElementName(list.GetType().GetElementType()!)}[] {{ {string.Join(", ", list.Cast<object?>().Select(Literal))} }}".Replace("{  }", "{ }", StringComparison.Ordinal)
        : Literal(argument.Value);

    private static string ElementName(Type type) => Nullable.GetUnderlyingType(type) is { } plain ? ElementName(plain) + "?" : Type.GetTypeCode(type) switch
    {
        TypeCode.String => "string",
        TypeCode.Boolean => "bool",
        TypeCode.Int16 => "short",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Double => "double",
        TypeCode.Single => "float",
        TypeCode.Decimal => "decimal",
        TypeCode.Byte => "byte",
        _ => type.Namespace == "System" ? type.Name : TypeName(type),
    };

    private static string? Dictionary(System.Collections.IDictionary map) => map is not IDictionary<string, string?> texts ? null
        : texts.Count == 0 ? "new Dictionary<string, string?>()"
        : $"new Dictionary<string, string?> {{ {string.Join(", ", texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"[{Text(pair.Key)}] = {Literal(pair.Value)}"))} }}";

    private static string Construction(string type, IReadOnlyList<FieldArgument> arguments)
    {
        var positional = string.Join(", ", arguments.Where(a => a.Positional).Select(a => Literal(a.Value)));
        var named = string.Join(", ", arguments.Where(a => !a.Positional).Select(a => $"{a.Name} = {Option(a)}"));
        if (named.Length == 0) return $"new {type}({positional})";
        return positional.Length == 0 ? $"new {type} {{ {named} }}" : $"new {type}({positional}) {{ {named} }}";
    }
}
