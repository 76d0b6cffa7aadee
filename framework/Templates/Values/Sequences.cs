using System.Collections;
using System.Runtime.CompilerServices;

namespace Quintet.Templates.Values;

/// <summary>Lists, texts, tuples and dictionaries as Python iterates, counts and indexes them.</summary>
internal static class Sequences
{
    /// <summary><c>len(value)</c>; null where the value has no length.</summary>
    public static int? Length(object? value) => value switch
    {
        null => null,
        string text => TextLength(text),
        SafeString safe => TextLength(safe.Value),
        ICollection collection => collection.Count,
        ITuple tuple => tuple.Length,
        IEnumerable sequence => DictionaryView.Of(value) is { } dictionary ? dictionary.Count : Count(sequence),
        _ => null,
    };

    /// <summary>The items: of a text its characters, of a dictionary its keys. Null where the value cannot be iterated.</summary>
    public static IList? Items(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case string or SafeString:
                return Characters(value.ToString()!);
            case IList list:
                return list;
            case ITuple tuple:
                var items = new object?[tuple.Length];
                for (var i = 0; i < items.Length; i++) items[i] = tuple[i];
                return items;
            case IEnumerable sequence:
                return DictionaryView.Of(value) is { } dictionary ? dictionary.Keys() : Buffer(sequence);
            default:
                return null;
        }
    }

    /// <summary><c>value[index]</c>, from the end where it is negative; false where there is no such item.</summary>
    public static bool TryGetItem(object? value, int index, out object? item)
    {
        item = null;
        if (value is IEnumerable lazy and not (IList or string) && index >= 0 && DictionaryView.Of(value) is null)
        {
            foreach (var candidate in lazy)
            {
                if (index-- > 0) continue;
                item = candidate;
                return true;
            }

            return false;
        }

        if (value is IEnumerable and not IList && DictionaryView.Of(value) is not null) return false;
        if (Items(value) is not { } items) return false;
        if (index < 0) index += items.Count;
        if (index < 0 || index >= items.Count) return false;
        item = items[index];
        return true;
    }

    public static List<object?> Buffer(IEnumerable sequence)
    {
        var items = new List<object?>();
        foreach (var item in sequence) items.Add(item);
        return items;
    }

    private static List<object?> Characters(string text)
    {
        var characters = new List<object?>(text.Length);
        foreach (var rune in text.EnumerateRunes()) characters.Add(rune.ToString());
        return characters;
    }

    private static int TextLength(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) count--;
        }

        return count;
    }

    private static int Count(IEnumerable sequence)
    {
        var count = 0;
        foreach (var _ in sequence) count++;
        return count;
    }
}
