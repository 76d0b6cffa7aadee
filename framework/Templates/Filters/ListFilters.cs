using System.Collections;
using System.Numerics;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class ListFilters
{
    public static object? Length(in FilterInput input) => Sequences.Length(input.Value) ?? 0;

    public static object? First(in FilterInput input) => Sequences.TryGetItem(input.Value, 0, out var item) ? item : "";

    public static object? Last(in FilterInput input)
    {
        if (DictionaryView.Of(input.Value) is not null || Sequences.Items(input.Value) is not { Count: > 0 } items) return "";
        return items[^1];
    }

    public static object? Join(in FilterInput input)
    {
        if (Sequences.Items(input.Value) is not { } items) return input.Value;
        var texts = new string[items.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            if (input.Autoescape) texts[i] = items[i] is SafeString safe ? safe.Value : Html.Escape(PythonText.Str(items[i]));
            else if (items[i] is string or SafeString) texts[i] = items[i]!.ToString()!;
            else return input.Value;
        }

        var glue = input.Argument is SafeString ? input.ArgumentText : Html.Escape(input.ArgumentText);
        return new SafeString(string.Join(glue, texts));
    }

    public static object? Slice(in FilterInput input)
    {
        var bounds = new int?[3];
        var parts = input.ArgumentText.Split(':');
        if (parts.Length > 3) return input.Value;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0) continue;
            if (!PythonNumber.TryParseInteger(parts[i], out var bound)) return input.Value;
            bounds[i] = (int)BigInteger.Clamp(bound, int.MinValue + 1, int.MaxValue);
        }

        // With one number it is the end, as in Python's slice().
        if (parts.Length == 1) (bounds[0], bounds[1]) = (null, bounds[0]);
        if (bounds[2] == 0 || input.Value is null || DictionaryView.Of(input.Value) is not null || Sequences.Items(input.Value) is not { } items) return input.Value;
        var sliced = Take(items, bounds[0], bounds[1], bounds[2] ?? 1);
        return input.Value is string or SafeString ? string.Concat(sliced) : sliced;
    }

    public static object? DictSort(in FilterInput input)
    {
        if (Sequences.Items(input.Value) is not { } items || KeyReader(input) is not { } read) return "";
        var keyed = new List<(object? Key, object? Item)>(items.Count);
        foreach (var item in items)
        {
            if (!read(item, out var key)) return "";
            keyed.Add((key, item));
        }

        try
        {
            return keyed.OrderBy(pair => pair.Key, Comparer<object?>.Create((a, b) => PythonOperators.Compare(a, b) ?? 0)).Select(pair => pair.Item).ToList();
        }
        catch (InvalidOperationException)
        {
            // Keys without an order.
            return "";
        }
    }

    private delegate bool Read(object? item, out object? key);

    private static Read? KeyReader(in FilterInput input)
    {
        if (Numbers.TryGetInteger(input.Argument, out var index)) return (object? item, out object? key) => Sequences.TryGetItem(item, (int)index, out key);
        var path = input.ArgumentText;
        if (path.Length == 0 || path[0] == '_' || path.Contains("._", StringComparison.Ordinal)) return null;
        if (PythonNumber.TryParseFloat(path, out _)) return null;
        var names = path.Split('.');
        var members = input.Engine.Members;
        return (object? item, out object? key) =>
        {
            key = item;
            foreach (var name in names)
            {
                if (key is null || !TryRead(members, key, name, out key)) return false;
            }

            return true;
        };
    }

    private static bool TryRead(TypeMembers.Cache members, object current, string name, out object? value)
    {
        if (DictionaryView.Of(current) is { } dictionary) return dictionary.TryGet(name, out value);
        if (current is ITemplateMembers own && own.TryGetTemplateMember(name, out value)) return true;
        value = null;
        if (members.For(current.GetType()).Find(name) is not { } reader || reader == MemberReader.Forbidden) return false;
        value = reader.Read(current).ToObject();
        return true;
    }

    private static List<object?> Take(IList items, int? from, int? to, int step)
    {
        var result = new List<object?>();
        var count = items.Count;
        if (step > 0)
        {
            var (start, end) = (Bound(from ?? 0, 0, count), Bound(to ?? count, 0, count));
            for (long i = start; i < end; i += step) result.Add(items[(int)i]);
        }
        else
        {
            var (start, end) = (from is { } f ? Bound(f, -1, count - 1) : count - 1, to is { } t ? Bound(t, -1, count - 1) : -1);
            for (long i = start; i > end; i += step) result.Add(items[(int)i]);
        }

        return result;

        int Bound(int index, int low, int high) => (int)Math.Clamp(index < 0 ? index + (long)count : index, low, high);
    }
}
