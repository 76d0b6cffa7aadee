using System.Text;
using System.Text.RegularExpressions;
using Quintet.Text;

namespace Quintet.Routing;

/// <summary>
/// A route that is a regular expression: <c>^articles/(?&lt;year&gt;[0-9]{4})/$</c>. Django's spelling is understood, too: <c>(?P&lt;year&gt;…)</c>,
/// <c>(?P=year)</c>, and <c>\Z</c> for the very end.
/// </summary>
/// <remarks>
/// No path can make it slow: an expression is matched in time that grows with the path's length only, and one that cannot be
/// (with look-arounds or back-references) gets <see cref="Patience"/>, after which it does not match.
/// </remarks>
public sealed class RegexPattern : UrlRoute
{
    /// <summary>How long an expression may take that cannot be matched in linear time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly string _translated;
    private readonly Regex? _search;
    private readonly string[] _names;
    private readonly int[] _unnamed;
    private readonly bool _endsInDollar;
    private Regex? _whole;

    private RegexPattern(string route, string translated, Regex? search, RouteError[] errors)
        : base(route, errors)
    {
        _translated = translated;
        _search = search;
        _endsInDollar = route.EndsWith('$');
        LiteralPrefix = PrefixOf(translated);
        var groups = search is null ? [] : search.GetGroupNumbers().Where(number => number > 0).ToArray();
        _names = [.. groups.Select(number => search!.GroupNameFromNumber(number)).Where(name => !char.IsAsciiDigit(name[0]))];
        // Any group with a name, and those without are not looked at.
        _unnamed = _names.Length > 0 ? [] : groups;
        Values = [.. _names.Select(name => new RouteValue(name, "regex", null))];
        UnnamedValues = _unnamed.Length;
    }

    internal override string LiteralPrefix { get; }

    /// <summary>Reads an expression. Never throws: what is wrong is in <see cref="UrlRoute.Errors"/>.</summary>
    public static RegexPattern Parse(string route)
    {
        var translated = Translate(route);
        try
        {
            return new(route, translated, Make(translated), []);
        }
        catch (RegexParseException exception)
        {
            // .NET repeats the pattern before the reason.
            var reason = exception.Message[(exception.Message.IndexOf("' at offset ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];
            var place = Math.Clamp(exception.Offset, 0, route.Length);
            return new(route, translated, null, [new(TextSpan.FromBounds(Math.Max(0, place - 1), Math.Max(place, Math.Min(1, route.Length))), $"\"{route}\" is not a valid regular expression: {reason}")]);
        }
    }

    public override bool TryMatch(string path, int start, bool isEndpoint, out RouteMatch match)
    {
        match = default;
        if (_search is null || !path.AsSpan(start).StartsWith(LiteralPrefix, StringComparison.Ordinal)) return false;
        // "$" also matches before a line break at the end, which is no end of a path.
        var regex = isEndpoint && _endsInDollar ? _whole ??= Make($@"\A(?:{_translated})\z") : _search;
        try
        {
            var found = regex.Match(path, start, path.Length - start);
            if (!found.Success) return false;
            match = new(found.Index + found.Length, Named(found), Unnamed(found));
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    internal override string ToRegex(bool isEndpoint) => _translated.StartsWith('^') ? _translated[1..] : _translated;

    internal static Regex Make(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new(pattern, RegexOptions.CultureInvariant, Patience);
        }
    }

    private KeyValuePair<string, object?>[] Named(Match found)
    {
        if (_names.Length == 0) return [];
        var values = new List<KeyValuePair<string, object?>>(_names.Length);
        foreach (var name in _names)
        {
            // A group that took no part gives nothing, so that the view's default counts.
            if (found.Groups[name] is { Success: true } group) values.Add(new(name, group.Value));
        }

        return [.. values];
    }

    private object?[] Unnamed(Match found) => _unnamed.Length == 0 ? [] : [.. _unnamed.Select(number => found.Groups[number] is { Success: true } group ? group.Value : null)];

    /// <summary>Python's spelling in .NET's.</summary>
    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                text.Append('\\').Append(rest[1] == 'Z' && !inClass ? 'z' : rest[1]);
                i++;
            }
            else if (!inClass && rest.StartsWith("(?P<"))
            {
                text.Append("(?<");
                i += 3;
            }
            else if (!inClass && rest.StartsWith("(?P=") && rest.IndexOf(')') is var close and > 0)
            {
                text.Append("\\k<").Append(rest[4..close]).Append('>');
                i += close;
            }
            else
            {
                if (rest[0] == '[') inClass = true;
                else if (rest[0] == ']') inClass = false;
                text.Append(rest[0]);
            }
        }

        return text.ToString();
    }

    /// <summary>The plain text that an anchored expression begins with.</summary>
    private static string PrefixOf(string pattern)
    {
        if (!pattern.StartsWith('^') || pattern.Contains('|')) return "";
        var text = new StringBuilder();
        for (var i = 1; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                if (i + 1 == pattern.Length || char.IsAsciiLetterOrDigit(pattern[i + 1])) break;
                c = pattern[++i];
            }
            else if (c is '?' or '*' or '{')
            {
                // The character before it need not be there.
                if (text.Length > 0) text.Length--;
                break;
            }
            else if (c is '.' or '^' or '$' or '[' or ']' or '(' or ')' or '+')
            {
                break;
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
