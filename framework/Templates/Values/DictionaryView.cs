using System.Collections;

namespace Quintet.Templates.Values;

/// <summary>A dictionary of whatever kind: generic or not, read-only or not.</summary>
internal abstract class DictionaryView
{
    public abstract int Count { get; }

    public abstract bool TryGet(object key, out object? value);

    public abstract IEnumerable<(object? Key, object? Value)> Items();

    public IList Keys() => Items().Select(item => item.Key).ToList();

    /// <summary>A view of the value; null where it is not a dictionary.</summary>
    public static DictionaryView? Of(object? value) => value switch
    {
        DictionaryView view => view,
        IDictionary<string, object?> dictionary => new ByName(dictionary),
        IReadOnlyDictionary<string, object?> dictionary => new ReadOnlyByName(dictionary),
        IDictionary dictionary => new Untyped(dictionary),
        IEnumerable when MakeTyped(value) is { } typed => typed,
        _ => null,
    };

    /// <summary>Whether values of this type are dictionaries.</summary>
    public static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type) || typeof(DictionaryView).IsAssignableFrom(type) || FindInterface(type) is not null;

    private static Type? FindInterface(Type type) => type.GetInterfaces().FirstOrDefault(i =>
        i.IsGenericType && i.GetGenericTypeDefinition() is var definition && (definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IDictionary<,>)));

    private static DictionaryView? MakeTyped(object value)
    {
        if (FindInterface(value.GetType()) is not { } contract) return null;
        var view = contract.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? typeof(ReadOnlyTyped<,>) : typeof(Typed<,>);
        return (DictionaryView)Activator.CreateInstance(view.MakeGenericType(contract.GetGenericArguments()), value)!;
    }

    private sealed class ByName(IDictionary<string, object?> dictionary) : DictionaryView
    {
        public override int Count => dictionary.Count;

        public override bool TryGet(object key, out object? value)
        {
            value = null;
            return key is string name && dictionary.TryGetValue(name, out value);
        }

        public override IEnumerable<(object? Key, object? Value)> Items() => dictionary.Select(pair => ((object?)pair.Key, pair.Value));
    }

    private sealed class ReadOnlyByName(IReadOnlyDictionary<string, object?> dictionary) : DictionaryView
    {
        public override int Count => dictionary.Count;

        public override bool TryGet(object key, out object? value)
        {
            value = null;
            return key is string name && dictionary.TryGetValue(name, out value);
        }

        public override IEnumerable<(object? Key, object? Value)> Items() => dictionary.Select(pair => ((object?)pair.Key, pair.Value));
    }

    private sealed class Untyped(IDictionary dictionary) : DictionaryView
    {
        public override int Count => dictionary.Count;

        public override bool TryGet(object key, out object? value)
        {
            var found = dictionary.Contains(key);
            value = found ? dictionary[key] : null;
            return found;
        }

        public override IEnumerable<(object? Key, object? Value)> Items()
        {
            // The dictionary's own enumerator gives entries; as a plain sequence it would give its typed pairs.
            foreach (DictionaryEntry entry in dictionary) yield return (entry.Key, entry.Value);
        }
    }

    private sealed class Typed<TKey, TValue>(IDictionary<TKey, TValue> dictionary) : DictionaryView
    {
        public override int Count => dictionary.Count;

        public override bool TryGet(object key, out object? value)
        {
            var found = key is TKey typed && dictionary.TryGetValue(typed, out var item) ? (true, (object?)item) : (false, null);
            value = found.Item2;
            return found.Item1;
        }

        public override IEnumerable<(object? Key, object? Value)> Items() => dictionary.Select(pair => ((object?)pair.Key, (object?)pair.Value));
    }

    private sealed class ReadOnlyTyped<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> dictionary) : DictionaryView
    {
        public override int Count => dictionary.Count;

        public override bool TryGet(object key, out object? value)
        {
            var found = key is TKey typed && dictionary.TryGetValue(typed, out var item) ? (true, (object?)item) : (false, null);
            value = found.Item2;
            return found.Item1;
        }

        public override IEnumerable<(object? Key, object? Value)> Items() => dictionary.Select(pair => ((object?)pair.Key, (object?)pair.Value));
    }
}
