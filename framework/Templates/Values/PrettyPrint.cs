using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace Quintet.Templates.Values;

/// <summary>Values for a developer's eyes: in one line where it is short enough, else an item per line, dictionaries by key (Python's <c>pprint</c>).</summary>
internal static class PrettyPrint
{
    private const int Width = 80;

    public static string Format(object? value)
    {
        var builder = new StringBuilder();
        Append(builder, value, 0, 0, 0);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, object? value, int indent, int allowance, int depth)
    {
        var line = Line(value, depth);
        var ordered = DictionaryView.Of(value) is { } dictionary ? Order(dictionary) : null;
        if (line.Length <= Width - indent - allowance || (ordered is null && value is not (ITuple or IList)))
        {
            builder.Append(line);
            return;
        }

        // The brackets are those of the line.
        builder.Append(line[0]);
        if (ordered is not null)
        {
            for (var i = 0; i < ordered.Count; i++)
            {
                var key = PythonText.Repr(ordered[i].Key) + ": ";
                builder.Append(key);
                Append(builder, ordered[i].Value, indent + 1 + key.Length, i == ordered.Count - 1 ? allowance + 1 : 1, depth + 1);
                if (i < ordered.Count - 1) builder.Append(",\n").Append(' ', indent + 1);
            }
        }
        else
        {
            var items = Sequences.Items(value)!;
            for (var i = 0; i < items.Count; i++)
            {
                Append(builder, items[i], indent + 1, i == items.Count - 1 ? allowance + 1 : 1, depth + 1);
                if (i < items.Count - 1) builder.Append(",\n").Append(' ', indent + 1);
            }

            if (value is ITuple { Length: 1 }) builder.Append(',');
        }

        builder.Append(line[^1]);
    }

    private static string Line(object? value, int depth)
    {
        Nesting.Check(depth);
        if (DictionaryView.Of(value) is { } dictionary) return "{" + string.Join(", ", Order(dictionary).Select(item => $"{PythonText.Repr(item.Key)}: {Line(item.Value, depth + 1)}")) + "}";
        if (value is not (ITuple or IList)) return PythonText.Repr(value);
        var items = string.Join(", ", Sequences.Items(value)!.Cast<object?>().Select(item => Line(item, depth + 1)));
        return value is ITuple tuple ? tuple.Length == 1 ? $"({items},)" : $"({items})" : $"[{items}]";
    }

    /// <summary>By key where keys have an order, else as they come.</summary>
    private static List<(object? Key, object? Value)> Order(DictionaryView dictionary)
    {
        var items = dictionary.Items().ToList();
        try
        {
            return [.. items.OrderBy(item => item.Key, Comparer<object?>.Create((a, b) => PythonOperators.Compare(a, b) ?? 0))];
        }
        catch (InvalidOperationException)
        {
            // Keys of several kinds.
            return items;
        }
    }
}
