using System.Net;
using System.Text;

namespace Quintet.Testing;

/// <summary>
/// HTML as tests compare it (Django's <c>assertHTMLEqual</c>): white space, the order of attributes and of classes, and how an empty attribute or a tag without content is written do not count; comments do not either.
/// </summary>
internal sealed class ParsedHtml
{
    private static readonly string[] Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

    private readonly string? _text;
    private readonly string _name;
    private readonly SortedDictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private List<ParsedHtml> _children = [];

    private ParsedHtml(string name, string? text = null) => (_name, _text) = (name, text);

    /// <exception cref="FormatException">A tag is not closed, or closed that was not opened.</exception>
    public static ParsedHtml Parse(string html)
    {
        var root = new ParsedHtml("");
        var open = new Stack<ParsedHtml>([root]);
        var position = 0;
        while (position < html.Length)
        {
            var tag = html.IndexOf('<', position);
            if (tag < 0) tag = html.Length;
            if (tag > position) open.Peek().Append(WebUtility.HtmlDecode(html[position..tag]));
            if (tag == html.Length) break;
            position = Tag(html, tag, open);
        }

        if (open.Count > 1) throw new FormatException($"Couldn't find end tag of `{open.Peek()._name}`.");
        root.Finish();
        return root;
    }

    /// <summary>How often the other's content stands in this one.</summary>
    public int Count(ParsedHtml needle)
    {
        if (needle._children is [{ _text: { } text }]) return Texts().Sum(own => Occurrences(own, text));
        var count = 0;
        for (var i = 0; i + needle._children.Count <= _children.Count; i++)
        {
            if (needle._children.Select((child, offset) => child.IsSame(_children[i + offset])).All(same => same)) count++;
        }

        return count + _children.Sum(child => child.Count(needle));
    }

    public bool IsSame(ParsedHtml other) =>
        _name == other._name && _text == other._text && _attributes.SequenceEqual(other._attributes) && _children.Count == other._children.Count && _children.Zip(other._children, (a, b) => a.IsSame(b)).All(same => same);

    /// <summary>Each tag and text on a line of its own.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, -1);
        return text.ToString();
    }

    private static int Tag(string html, int start, Stack<ParsedHtml> open)
    {
        if (string.CompareOrdinal(html, start, "<!--", 0, 4) == 0) return Behind(html, html.IndexOf("-->", start, StringComparison.Ordinal), 3);
        if (start + 1 < html.Length && html[start + 1] is '!' or '?') return Behind(html, html.IndexOf('>', start), 1);
        var isEnd = start + 1 < html.Length && html[start + 1] == '/';
        var position = start + (isEnd ? 2 : 1);
        var name = Name(html, ref position);
        if (name.Length == 0)
        {
            // No tag: a text that has this character.
            open.Peek().Append("<");
            return start + 1;
        }

        if (isEnd)
        {
            if (Array.IndexOf(Void, name) < 0)
            {
                if (open.Count == 1 || open.Peek()._name != name) throw new FormatException($"Unexpected end tag `{name}`{(open.Count > 1 ? $", where `{open.Peek()._name}` is open" : "")}.");
                open.Pop();
            }

            return Behind(html, html.IndexOf('>', position), 1);
        }

        var element = new ParsedHtml(name);
        var isClosed = element.ReadAttributes(html, ref position);
        open.Peek().Append(element);
        if (isClosed || Array.IndexOf(Void, name) >= 0) return position;
        if (name is "script" or "style")
        {
            var end = html.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase);
            if (end < 0) throw new FormatException($"Couldn't find end tag of `{name}`.");
            element.Append(html[position..end]);
            return Behind(html, html.IndexOf('>', end), 1);
        }

        open.Push(element);
        return position;
    }

    private bool ReadAttributes(string html, ref int position)
    {
        while (true)
        {
            while (position < html.Length && (char.IsWhiteSpace(html[position]) || html[position] == '/')) position++;
            if (position >= html.Length) return false;
            if (html[position] == '>') return html[position++ - 1] == '/';
            var begin = position;
            while (position < html.Length && !char.IsWhiteSpace(html[position]) && html[position] is not ('=' or '>' or '/')) position++;
            // What cannot be a name is passed over, so that something moves on.
            if (position == begin) position++;
            var name = html[begin..position].ToLowerInvariant();
            while (position < html.Length && char.IsWhiteSpace(html[position])) position++;
            var value = "";
            if (position < html.Length && html[position] == '=')
            {
                position++;
                while (position < html.Length && char.IsWhiteSpace(html[position])) position++;
                value = Value(html, ref position);
            }

            if (name == "class") value = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
            // checked, checked="" and checked="checked" are one.
            _attributes.TryAdd(name, value == name ? "" : value);
        }
    }

    private static string Value(string html, ref int position)
    {
        if (position < html.Length && html[position] is '"' or '\'')
        {
            var end = html.IndexOf(html[position], position + 1);
            if (end < 0) end = html.Length;
            var quoted = html[(position + 1)..end];
            position = Math.Min(end + 1, html.Length);
            return WebUtility.HtmlDecode(quoted);
        }

        var begin = position;
        while (position < html.Length && !char.IsWhiteSpace(html[position]) && html[position] != '>') position++;
        return WebUtility.HtmlDecode(html[begin..position]);
    }

    private static string Name(string html, ref int position)
    {
        var begin = position;
        if (position >= html.Length || !char.IsAsciiLetter(html[position])) return "";
        while (position < html.Length && !char.IsWhiteSpace(html[position]) && html[position] is not ('>' or '/')) position++;
        return html[begin..position].ToLowerInvariant();
    }

    private static int Behind(string html, int found, int length) => found < 0 ? html.Length : found + length;

    private void Append(string text)
    {
        var before = _children is [.., { _text: { } last }] ? last : null;
        if (before is not null) _children.RemoveAt(_children.Count - 1);
        var normal = Normal(before + text);
        if (normal.Length > 0) _children.Add(new("", normal));
    }

    private void Append(ParsedHtml element)
    {
        // White space between tags does not count.
        if (_children is [.., { _text: " " }]) _children.RemoveAt(_children.Count - 1);
        _children.Add(element);
    }

    private void Finish()
    {
        _children = [.. _children.Select(child => child._text is { } text ? new ParsedHtml("", text.Trim()) : child).Where(child => child._text is not "")];
        foreach (var child in _children) child.Finish();
    }

    private static string Normal(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length == 0 || result[^1] != ' ') result.Append(' ');
        }

        return result.ToString();
    }

    private IEnumerable<string> Texts() => _children.Where(child => child._text is not null).Select(child => child._text!).Concat(_children.SelectMany(child => child.Texts())).Concat(_text is null ? [] : [_text]).Distinct(ReferenceEqualityComparer.Instance).Cast<string>();

    private static int Occurrences(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0 && part.Length > 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private void Write(StringBuilder output, int depth)
    {
        var indent = new string(' ', Math.Max(0, depth) * 2);
        if (_text is not null)
        {
            output.Append(indent).Append(_text).Append('\n');
            return;
        }

        if (depth >= 0)
        {
            output.Append(indent).Append('<').Append(_name);
            foreach (var (name, value) in _attributes)
            {
                output.Append(' ').Append(name);
                if (value.Length > 0) output.Append("=\"").Append(value).Append('"');
            }

            output.Append(">\n");
        }

        foreach (var child in _children) child.Write(output, depth + 1);
        if (depth >= 0 && _children.Count > 0) output.Append(indent).Append("</").Append(_name).Append(">\n");
    }
}
