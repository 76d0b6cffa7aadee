using System.Text;
using System.Text.RegularExpressions;
using Quintet.Text;

namespace Quintet.Routing;

/// <summary>A part of a route: literal text, or a parameter in angle brackets.</summary>
/// <param name="Span">Where it stands in the route, brackets included.</param>
public abstract record RouteSegment(TextSpan Span);

/// <summary>Text that stands in the path as it is.</summary>
public sealed record LiteralSegment(string Text, TextSpan Span) : RouteSegment(Span);

/// <summary><c>&lt;int:id&gt;</c>.</summary>
/// <param name="Name"><c>id</c>.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="ConverterName"><c>int</c>; <c>str</c> where none is written.</param>
/// <param name="Converter">The converter of that name.</param>
public sealed record ParameterSegment(string Name, TextSpan NameSpan, string ConverterName, PathConverter Converter, TextSpan Span) : RouteSegment(Span);

/// <summary>Something in a route that cannot be as it is.</summary>
/// <param name="Span">The place, in UTF-16 units of the route's text.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record RouteError(TextSpan Span, string Message);

/// <summary>A route that was parsed: <c>book/&lt;int:id&gt;/</c>. Matching and reversing are precompiled.</summary>
/// <remarks>The syntax is that of Django's <c>path()</c>; see "URL dispatcher" in Django's documentation.</remarks>
public sealed class RoutePattern
{
    private RoutePattern(string route, RouteSegment[] segments, RouteError[] errors)
    {
        Route = route;
        Segments = segments;
        Errors = errors;
        Parameters = [.. segments.OfType<ParameterSegment>()];
    }

    /// <summary>The route as it was written.</summary>
    public string Route { get; }

    public IReadOnlyList<RouteSegment> Segments { get; }

    public IReadOnlyList<ParameterSegment> Parameters { get; }

    public IReadOnlyList<RouteError> Errors { get; }

    /// <summary>
    /// Parses a route. Never throws: what is wrong is in <see cref="Errors"/>, and a bracket that cannot be understood counts as
    /// literal text, as in Django.
    /// </summary>
    public static RoutePattern Parse(string route, ConverterSet? converters = null)
    {
        converters ??= ConverterSet.Default;
        var segments = new List<RouteSegment>();
        var errors = new List<RouteError>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var literalStart = 0;
        var position = 0;
        while (position < route.Length)
        {
            if (route[position] != '<')
            {
                position++;
                continue;
            }

            var close = route.IndexOf('>', position);
            if (close < 0)
            {
                errors.Add(new(TextSpan.FromBounds(position, route.Length), $"URL route '{route}' opens a parameter with '<' that no '>' closes."));
                break;
            }

            var span = TextSpan.FromBounds(position, close + 1);
            if (ParseParameter(route, span, converters, names, errors) is { } parameter)
            {
                AddLiteral(literalStart, position);
                segments.Add(parameter);
                literalStart = close + 1;
            }

            position = close + 1;
        }

        AddLiteral(literalStart, route.Length);
        return new(route, [.. segments], [.. errors]);

        void AddLiteral(int start, int end)
        {
            if (end > start) segments.Add(new LiteralSegment(route[start..end], TextSpan.FromBounds(start, end)));
        }
    }

    /// <summary>Matches the beginning of a path, as an included route does.</summary>
    /// <returns>How many characters matched, or -1; values are added to <paramref name="values"/> where it matched.</returns>
    public int MatchPrefix(ReadOnlySpan<char> path, Dictionary<string, object?> values) => Match(path, 0, wholePath: false, values);

    /// <summary>Matches a whole path; values are added to <paramref name="values"/> where it matched.</summary>
    public bool MatchWhole(ReadOnlySpan<char> path, Dictionary<string, object?> values) => Match(path, 0, wholePath: true, values) >= 0;

    /// <summary>The route as Django shows it in messages: the regular expression it stands for, without its anchor at the start.</summary>
    public string ToRegex(bool whole)
    {
        var builder = new StringBuilder();
        foreach (var segment in Segments)
        {
            if (segment is ParameterSegment parameter) builder.Append("(?P<").Append(parameter.Name).Append('>').Append(parameter.Converter.Regex).Append(')');
            else builder.Append(Regex.Escape(((LiteralSegment)segment).Text));
        }

        return whole ? builder.Append('$').ToString() : builder.ToString();
    }

    public override string ToString() => Route;

    private static ParameterSegment? ParseParameter(string route, TextSpan span, ConverterSet converters, HashSet<string> names, List<RouteError> errors)
    {
        var innerStart = span.Start + 1;
        var inner = route[innerStart..(span.End - 1)];
        if (inner.Any(char.IsWhiteSpace))
        {
            errors.Add(new(span, $"URL route '{route}' cannot contain whitespace in angle brackets <…>."));
            return null;
        }

        var colon = inner.IndexOf(':');
        var converterName = colon < 0 ? "str" : inner[..colon];
        var nameSpan = TextSpan.FromBounds(innerStart + colon + 1, span.End - 1);
        var name = nameSpan.Of(route);
        if (!IsIdentifier(name))
        {
            errors.Add(new(nameSpan.IsEmpty ? span : nameSpan, $"URL route '{route}' uses parameter name '{name}' which isn't a valid identifier."));
            return null;
        }

        if (!names.Add(name))
        {
            errors.Add(new(nameSpan, $"URL route '{route}' uses parameter name '{name}' more than once."));
            return null;
        }

        if (converters.Find(converterName) is not { } converter)
        {
            errors.Add(new(
                TextSpan.FromBounds(innerStart, innerStart + converterName.Length),
                $"URL route '{route}' uses invalid converter '{converterName}'.{DidYouMean.Sentence(converterName, converters.Names)}"));
            return null;
        }

        return new(name, nameSpan, converterName, converter, span);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    /// <summary>Greedy with backtracking, as the regular expression would be. Values are written on the way back, so only a match leaves any.</summary>
    private int Match(ReadOnlySpan<char> path, int segmentIndex, bool wholePath, Dictionary<string, object?> values)
    {
        if (segmentIndex == Segments.Count) return wholePath && path.Length > 0 ? -1 : 0;
        if (Segments[segmentIndex] is LiteralSegment literal)
        {
            if (!path.StartsWith(literal.Text, StringComparison.Ordinal)) return -1;
            var tail = Match(path[literal.Text.Length..], segmentIndex + 1, wholePath, values);
            return tail < 0 ? -1 : literal.Text.Length + tail;
        }

        var parameter = (ParameterSegment)Segments[segmentIndex];
        for (var length = parameter.Converter.LongestMatch(path); length > 0; length--)
        {
            if (!parameter.Converter.IsMatch(path[..length])) continue;
            var tail = Match(path[length..], segmentIndex + 1, wholePath, values);
            if (tail < 0) continue;
            if (!parameter.Converter.TryParse(path[..length], out var value)) return -1;
            values[parameter.Name] = value;
            return length + tail;
        }

        return -1;
    }
}
