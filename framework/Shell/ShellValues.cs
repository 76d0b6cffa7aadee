using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp.Scripting.Hosting;
using Quintet.Db;

namespace Quintet.Shell;

/// <summary>Values as the shell shows them: models and querysets in Django's way, all else in C#'s.</summary>
internal static class ShellValues
{
    private const int Most = 20;
    private const string More = "'...(remaining elements truncated)...'";

    /// <summary>Reads the first rows of a queryset.</summary>
    public static string Format(object? value) => value switch
    {
        null => "null",
        Model model => $"<{model.GetMeta().Name}: {model}>",
        string => Plain(value),
        IList items when items.OfType<Model>().Any() => List(items),
        IEnumerable => QuerySetOf(value.GetType()) is { } rows ? (string)rows.Invoke(null, [value])! : Plain(value),
        _ when value.GetType() is { IsPrimitive: true } or { IsEnum: true } => Plain(value),
        IFormattable text => text.ToString(null, CultureInfo.InvariantCulture),

        // Records and others that say how they look.
        _ when value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } type && type != typeof(object) && type != typeof(ValueType) => value.ToString() ?? "",
        _ => Plain(value),
    };

    private static string Plain(object value) => CSharpObjectFormatter.Instance.FormatObject(value);

    private static string List(IEnumerable items) => $"[{string.Join(", ", items.Cast<object?>().Take(Most).Select(Format).Concat(items.Cast<object?>().Skip(Most).Take(1).Select(_ => More)))}]";

    private static MethodInfo? QuerySetOf(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(QuerySet<>)) return typeof(ShellValues).GetMethod(nameof(Rows), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(t.GetGenericArguments());
        }

        return null;
    }

    private static string Rows<T>(QuerySet<T> rows) => $"<QuerySet {List(rows[..(Most + 1)].ToList())}>";
}
