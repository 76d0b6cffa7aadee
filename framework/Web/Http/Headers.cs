using System.Collections;
using Microsoft.AspNetCore.Http;

namespace Quintet.Http;

/// <summary>The headers of a request; names are compared without case.</summary>
public readonly struct RequestHeaders(IHeaderDictionary headers) : IEnumerable<KeyValuePair<string, string>>
{
    /// <summary>The value of a header, several joined by commas; null where it is missing.</summary>
    public string? this[string name] => headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool ContainsKey(string name) => headers.ContainsKey(name);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (var (name, values) in headers) yield return new(name, values.ToString());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The headers of a response; names are compared without case.</summary>
public sealed class ResponseHeaders : IEnumerable<KeyValuePair<string, string>>
{
    // A response has a handful: a list is smaller and faster than a dictionary.
    private readonly List<KeyValuePair<string, string>> _items = new(4);

    /// <summary>The value of a header, null where it is missing; setting null removes it.</summary>
    /// <exception cref="BadHeaderException">The name or the value holds a control character.</exception>
    public string? this[string name]
    {
        get => IndexOf(name) is >= 0 and var index ? _items[index].Value : null;
        set
        {
            var index = IndexOf(name);
            if (value is null)
            {
                if (index >= 0) _items.RemoveAt(index);
                return;
            }

            Check(name, value);
            // Headers are Latin-1; what is not is encoded as in mails (RFC 2047).
            if (value.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff')) value = $"=?utf-8?b?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}?=";
            if (index >= 0) _items[index] = new(_items[index].Key, value);
            else _items.Add(new(name, value));
        }
    }

    public int Count => _items.Count;

    public bool ContainsKey(string name) => IndexOf(name) >= 0;

    /// <summary>Gives a header its value unless it has one.</summary>
    public void SetDefault(string name, string value)
    {
        if (IndexOf(name) < 0) this[name] = value;
    }

    /// <summary>Adds a name to <c>Vary</c> unless it is there (Django's <c>patch_vary_headers</c>); <c>*</c> takes the place of all.</summary>
    public void PatchVary(string name)
    {
        var vary = this["Vary"];
        if (vary is null || name == "*") this["Vary"] = name;
        else if (vary.Split(',', StringSplitOptions.TrimEntries).Contains("*")) this["Vary"] = "*";
        else if (!vary.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase)) this["Vary"] = vary + ", " + name;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static void Check(string name, string value)
    {
        foreach (var c in value)
        {
            if (c is '\r' or '\n' or '\0') throw new BadHeaderException($"Header values can't contain newlines (got {Show(value)} for '{name}').");
            if ((c < ' ' && c != '\t') || c == (char)127) throw new BadHeaderException($"Header values can't contain control characters (got {Show(value)} for '{name}').");
        }

        foreach (var c in name)
        {
            if (c is <= ' ' or ':' or >= (char)127) throw new BadHeaderException($"{Show(name)} is no name of a header.");
        }
    }

    private static string Show(string text) => "'" + text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'";

    private int IndexOf(string name)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (string.Equals(_items[i].Key, name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
