using System.Collections;
using System.Runtime.CompilerServices;

namespace Quintet.Templates.Values;

/// <summary>Truth, equality, order and membership as in Python.</summary>
internal static class PythonOperators
{
    public static bool IsTrue(in TemplateValue value) => value.Kind switch
    {
        ValueKind.Boolean => value.Boolean,
        ValueKind.Integer32 or ValueKind.Integer64 => value.Integer != 0,
        ValueKind.Decimal => value.Decimal != 0,
        ValueKind.Double => value.Double != 0,
        ValueKind.DateTime or ValueKind.DateOnly or ValueKind.TimeOnly => true,
        _ => IsTrue(value.Reference),
    };

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool b => b,
        string text => text.Length > 0,
        int i => i != 0,
        SafeString safe => safe.Value.Length > 0,
        ICollection collection => collection.Count > 0,
        ITuple tuple => tuple.Length > 0,
        TimeSpan t => t != TimeSpan.Zero,
        DictionaryView view => view.Count > 0,
        IEnumerable sequence => Any(sequence),
        ITemplateTruth truth => truth.IsTrue,
        _ when Numbers.IsNumber(value) => Numbers.Compare(value, 0) != 0,
        _ => true,
    };

    public static new bool Equals(object? a, object? b)
    {
        if (ReferenceEquals(a, b)) return !(Numbers.IsFloat(a) && double.IsNaN(Numbers.ToDouble(a!)));
        if (a is null || b is null) return false;
        if (Text(a) is { } left) return Text(b) is { } right && left == right;
        if (Numbers.IsNumber(a) && Numbers.IsNumber(b)) return Numbers.Compare(a, b) == 0;
        if (a is ITuple ^ b is ITuple) return false;
        if (DictionaryView.Of(a) is { } first)
        {
            return DictionaryView.Of(b) is { } second && first.Count == second.Count
                && first.Items().All(item => item.Key is not null && second.TryGet(item.Key, out var other) && Equals(item.Value, other));
        }

        if (a is IList or ITuple && b is IList or ITuple)
        {
            var (items, others) = (Sequences.Items(a)!, Sequences.Items(b)!);
            if (items.Count != others.Count) return false;
            for (var i = 0; i < items.Count; i++)
            {
                if (!Equals(items[i], others[i])) return false;
            }

            return true;
        }

        return a.Equals(b);
    }

    /// <summary>Whether both are one object; numbers, truths and texts are, where type and value agree.</summary>
    public static bool Is(object? a, object? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.GetType() == b.GetType() && (a is bool or string || Numbers.IsNumber(a)) && a.Equals(b));

    /// <summary>
    /// Order of two values.
    /// </summary>
    /// <exception cref="InvalidOperationException">They have no order: Python's <c>TypeError</c>.</exception>
    public static int? Compare(object? a, object? b)
    {
        if (a is not null && b is not null)
        {
            if (Numbers.IsNumber(a) && Numbers.IsNumber(b)) return Numbers.Compare(a, b);
            if (Text(a) is { } left && Text(b) is { } right) return string.CompareOrdinal(left, right);
            if ((a is IList && b is IList) || (a is ITuple && b is ITuple)) return CompareItems(Sequences.Items(a)!, Sequences.Items(b)!);
            if (a.GetType() == b.GetType() && a is IComparable comparable) return comparable.CompareTo(b);
        }

        throw new InvalidOperationException($"{a?.GetType().Name ?? "null"} and {b?.GetType().Name ?? "null"} have no order.");
    }

    /// <summary><c>item in container</c>.</summary>
    /// <exception cref="InvalidOperationException">Nothing can be in such a container: Python's <c>TypeError</c>.</exception>
    public static bool Contains(object? container, object? item)
    {
        if (Text(container) is { } text)
        {
            return Text(item) is { } part
                ? text.Contains(part, StringComparison.Ordinal)
                : throw new InvalidOperationException("Only a text can be in a text.");
        }

        if (DictionaryView.Of(container) is { } dictionary) return item is not null && dictionary.TryGet(Text(item) ?? item, out _);
        var items = Sequences.Items(container) ?? throw new InvalidOperationException($"Nothing can be in a {container?.GetType().Name ?? "null"}.");
        foreach (var candidate in items)
        {
            if (Equals(candidate, item)) return true;
        }

        return false;
    }

    private static string? Text(object? value) => value switch { string text => text, SafeString safe => safe.Value, char c => c.ToString(), _ => null };

    private static int? CompareItems(IList a, IList b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            if (!Equals(a[i], b[i])) return Compare(a[i], b[i]);
        }

        return a.Count.CompareTo(b.Count);
    }

    private static bool Any(IEnumerable sequence)
    {
        foreach (var _ in sequence) return true;
        return false;
    }
}
