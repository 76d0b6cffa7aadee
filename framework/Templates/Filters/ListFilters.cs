using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Filters;

internal static class ListFilters
{
    public static object? Length(in FilterInput input) => Sequences.Length(input.Value) ?? 0;

    public static object? LengthIs(in FilterInput input) =>
        Sequences.Length(input.Value) is { } length && Numbers.TryToInteger(input.Argument, out var wanted) ? length == wanted : "";

    public static object? First(in FilterInput input)
    {
        if (input.Value is not null && DictionaryView.Of(input.Value) is { } dictionary) return dictionary.TryGet(0, out var value) ? value : "";
        return Sequences.TryGetItem(input.Value, 0, out var item) ? item : "";
    }

    public static object? Last(in FilterInput input)
    {
        if (input.Value is null || DictionaryView.Of(input.Value) is not null || Sequences.Items(input.Value) is not { Count: > 0 } items) return "";
        return items[^1];
    }

    public static object? Random(in FilterInput input)
    {
        if (input.Value is null || DictionaryView.Of(input.Value) is not null || Sequences.Items(input.Value) is not { Count: > 0 } items) return "";
        return items[System.Random.Shared.Next(items.Count)];
    }

    public static object? MakeList(in FilterInput input) => Sequences.Items(input.Text);

    public static object? Join(in FilterInput input)
    {
        if (Sequences.Items(input.Value) is not { } items) return input.Value;
        var builder = new TextBuilder(stackalloc char[256]);
        var glue = input.Argument is SafeString ? input.ArgumentText : Html.Escape(input.ArgumentText);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) builder.Append(glue);
            if (items[i] is SafeString safe)
            {
                builder.Append(safe.Value);
            }
            else if (input.Autoescape)
            {
                builder.AppendEscaped(PythonText.Str(items[i]));
            }
            else if (items[i] is string text)
            {
                builder.Append(text);
            }
            else
            {
                // Unescaped, only texts can be joined: the list stays as it is.
                builder.Dispose();
                return input.Value;
            }
        }

        return new SafeString(builder.ToString());
    }

    public static object? Slice(in FilterInput input)
    {
        Span<int?> bounds = [null, null, null];
        var text = input.ArgumentText.AsSpan();
        var count = 0;
        foreach (var range in text.Split(':'))
        {
            if (count == 3) return input.Value;
            var part = text[range];
            if (!part.IsEmpty)
            {
                if (!PythonNumber.TryParseInteger(part.ToString(), out var bound)) return input.Value;
                bounds[count] = (int)BigInteger.Clamp(bound, int.MinValue + 1, int.MaxValue);
            }

            count++;
        }

        // With one number it is the end, as in Python's slice().
        if (count == 1) (bounds[0], bounds[1]) = (null, bounds[0]);
        if (bounds[2] == 0 || input.Value is null || DictionaryView.Of(input.Value) is not null) return input.Value;
        if (input.Value is string or SafeString) return SliceText(input.Text, bounds);
        // What has no order has no parts: a set.
        if (input.Value is not (IList or ITuple or Array) && PythonText.IsSet(input.Value)) return input.Value;
        if (Sequences.Items(input.Value) is not { } items) return input.Value;
        var taken = Take(items, bounds[0], bounds[1], bounds[2] ?? 1);
        return input.Value is ITuple ? new TupleValue([.. taken]) : taken;
    }

    public static object? DictSort(in FilterInput input) => Sort(input, isReversed: false);

    public static object? DictSortReversed(in FilterInput input) => Sort(input, isReversed: true);

    private static object Sort(in FilterInput input, bool isReversed)
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
            var comparer = Comparer<object?>.Create((a, b) => PythonOperators.Compare(a, b) ?? 0);
            // Items with one key stay in their order, also the other way round.
            var sorted = isReversed ? keyed.OrderByDescending(pair => pair.Key, comparer) : keyed.OrderBy(pair => pair.Key, comparer);
            return sorted.Select(pair => pair.Item).ToList();
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
        var argument = input.Argument;
        if (argument is not (string or SafeString)) return argument is not null && Numbers.IsNumber(argument) ? Index(argument) : null;
        var path = input.ArgumentText;
        // A number in quotes is the key of a dictionary, and no position.
        if (PythonNumber.TryParseFloat(path, out _)) return Index(path);
        if (path.Length == 0 || path[0] == '_' || path.Contains("._", StringComparison.Ordinal)) return null;
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

    private static Read Index(object index) => (object? item, out object? key) =>
    {
        key = null;
        if (item is null) return false;
        if (DictionaryView.Of(item) is { } dictionary) return dictionary.TryGet(index, out key);
        return Numbers.TryGetInteger(index, out var position) && BigInteger.Abs(position) <= int.MaxValue && Sequences.TryGetItem(item, (int)position, out key);
    };

    private static bool TryRead(TypeMembers.Cache members, object current, string name, out object? value)
    {
        if (DictionaryView.Of(current) is { } dictionary) return dictionary.TryGet(name, out value);
        if (current is ITemplateMembers own && own.TryGetTemplateMember(name, out value)) return true;
        value = null;
        if (members.For(current.GetType()).Find(name) is not { } reader || reader == MemberReader.Forbidden) return false;
        value = reader.Read(current).ToObject();
        return true;
    }

    private static string SliceText(string text, ReadOnlySpan<int?> bounds)
    {
        var length = UnicodeText.Length(text);
        if (bounds[2] is not (null or 1)) return string.Concat(Take(Sequences.Items(text)!, bounds[0], bounds[1], bounds[2]!.Value));
        var start = Bound(bounds[0] ?? 0, length);
        var end = Math.Max(start, Bound(bounds[1] ?? length, length));
        if (length == text.Length) return text[start..end];
        start = UnicodeText.IndexOf(text, start);
        return text[start..UnicodeText.IndexOf(text, end)];

        static int Bound(int index, int length) => (int)Math.Clamp(index < 0 ? index + (long)length : index, 0, length);
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
