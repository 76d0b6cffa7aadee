using System.Collections;
using System.Text;

namespace Quintet.Http;

/// <summary>Values by name, of which one may have several (Django's <c>MultiValueDict</c>); immutable.</summary>
public class MultiValueDict<T> : IEnumerable<KeyValuePair<string, T>>, ITemplateMembers
    where T : class
{
    // Few fields: a list searched from its end is faster than a dictionary and keeps the order.
    private readonly List<KeyValuePair<string, T>> _fields;

    public MultiValueDict(IEnumerable<KeyValuePair<string, T>> fields)
        : this([.. fields])
    {
    }

    private protected MultiValueDict(List<KeyValuePair<string, T>> fields) => _fields = fields;

    /// <summary>The last value of a name; null where it is missing.</summary>
    public T? this[string name]
    {
        get
        {
            for (var i = _fields.Count - 1; i >= 0; i--)
            {
                if (_fields[i].Key == name) return _fields[i].Value;
            }

            return null;
        }
    }

    /// <summary>The number of names.</summary>
    public int Count => _fields.Count == 0 ? 0 : Keys.Count();

    /// <summary>Each name once, in the order of their first appearance.</summary>
    public IEnumerable<string> Keys => _fields.Select(pair => pair.Key).Distinct(StringComparer.Ordinal);

    public bool ContainsKey(string name) => this[name] is not null;

    /// <summary>All values of a name, in their order; empty where it is missing.</summary>
    public IReadOnlyList<T> GetList(string name) => [.. _fields.Where(field => field.Key == name).Select(field => field.Value)];

    /// <summary>In templates: <c>{{ request.GET.q }}</c>.</summary>
    bool ITemplateMembers.TryGetTemplateMember(string name, out object? value)
    {
        value = this[name] ?? OwnMember(name);
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What templates may ask for that is no field.</summary>
    private protected virtual object? OwnMember(string name) => null;
}

/// <summary>
/// The fields of a query string or a form (Django's <c>QueryDict</c>): a name may have several values; immutable.
/// </summary>
public sealed class QueryDict : MultiValueDict<string>
{
    public static readonly QueryDict Empty = new([]);

    public QueryDict(IEnumerable<KeyValuePair<string, string>> fields)
        : base(fields)
    {
    }

    private QueryDict(List<KeyValuePair<string, string>> fields)
        : base(fields)
    {
    }

    /// <summary>As it stands in a URL: <c>q=a&amp;tag=x&amp;tag=y</c>.</summary>
    public string UrlEncode() => HttpUtils.UrlEncode(this);

    public override string ToString() => UrlEncode();

    /// <summary><c>{{ request.GET.urlencode }}</c></summary>
    private protected override object? OwnMember(string name) => name == "urlencode" ? UrlEncode() : null;

    /// <summary>Reads <c>application/x-www-form-urlencoded</c> text. Bytes that are no UTF-8 become U+FFFD; nothing is refused but the number of fields.</summary>
    /// <exception cref="TooManyFieldsSent">There are more than <paramref name="maxFields"/> fields.</exception>
    public static QueryDict Parse(ReadOnlySpan<char> text, int maxFields = int.MaxValue)
    {
        if (text.Length > 0 && text[0] == '?') text = text[1..];
        if (text.IsEmpty) return Empty;
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in text.Split('&'))
        {
            var field = text[range];
            if (field.IsEmpty) continue;
            if (fields.Count == maxFields) throw new TooManyFieldsSent();
            var equals = field.IndexOf('=');
            fields.Add(equals < 0 ? new(Decode(field), "") : new(Decode(field[..equals]), Decode(field[(equals + 1)..])));
        }

        return new(fields);
    }

    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0) return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '+')
            {
                bytes[count++] = (byte)' ';
                i++;
            }
            else if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = (byte)(HexValue(text[i + 1]) << 4 | HexValue(text[i + 2]));
                i += 3;
            }
            else
            {
                var end = i + 1;
                while (end < text.Length && text[end] is not ('+' or '%')) end++;
                count += Encoding.UTF8.GetBytes(text[i..end], bytes.AsSpan(count));
                i = end;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
