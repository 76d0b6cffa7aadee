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

/// <summary>A route that was parsed: <c>book/&lt;int:id&gt;/</c>.</summary>
/// <remarks>The syntax is that of Django's <c>path()</c>; see "URL dispatcher" in Django's documentation.</remarks>
public sealed class RoutePattern : UrlRoute
{
    private readonly RouteSegment[] _segments;

    // Where an app's own converter is in it, the whole route is matched as the regular expression that it stands for.
    private readonly Regex? _prefix;
    private readonly Regex? _whole;

    private RoutePattern(string route, RouteSegment[] segments, RouteError[] errors)
        : base(route, errors)
    {
        _segments = segments;
        Parameters = [.. segments.OfType<ParameterSegment>()];
        Values = [.. Parameters.Select(parameter => new RouteValue(parameter.Name, parameter.ConverterName, parameter.Converter.ValueType))];
        LiteralPrefix = segments is [LiteralSegment literal, ..] ? literal.Text : "";
        if (Parameters.All(parameter => parameter.Converter is BuiltinConverter)) return;
        _prefix = RegexPattern.Make(@"\A" + ToRegex(isEndpoint: false));
        _whole = RegexPattern.Make(@"\A" + ToRegex(isEndpoint: true));
    }

    public IReadOnlyList<RouteSegment> Segments => _segments;

    public IReadOnlyList<ParameterSegment> Parameters { get; }

    /// <summary>Whether it is matched by hand.</summary>
    internal bool IsSimple => _whole is null;

    internal override string LiteralPrefix { get; }

    /// <summary>
    /// Parses a route. Never throws: what is wrong is in <see cref="UrlRoute.Errors"/>, and a bracket that cannot be understood counts as
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

    public override bool TryMatch(string path, int start, bool isEndpoint, out RouteMatch match)
    {
        match = default;
        if (_whole is not null) return TryMatch(isEndpoint ? _whole : _prefix!, path, start, out match);
        if (Parameters.Count == 0)
        {
            if (!path.AsSpan(start).StartsWith(LiteralPrefix, StringComparison.Ordinal) || (isEndpoint && path.Length - start != LiteralPrefix.Length)) return false;
            match = new(start + LiteralPrefix.Length, [], []);
            return true;
        }

        KeyValuePair<string, object?>[]? values = null;
        var length = Match(path.AsSpan(start), 0, 0, isEndpoint, ref values);
        if (length < 0) return false;
        match = new(start + length, values!, []);
        return true;
    }

    internal override string ToRegex(bool isEndpoint)
    {
        var builder = new StringBuilder();
        foreach (var segment in Segments)
        {
            if (segment is ParameterSegment parameter) builder.Append("(?<").Append(parameter.Name).Append('>').Append(parameter.Converter.Regex).Append(')');
            else AppendEscaped(builder, ((LiteralSegment)segment).Text);
        }

        return isEndpoint ? builder.Append("\\z").ToString() : builder.ToString();
    }

    private static void AppendEscaped(StringBuilder builder, string text)
    {
        foreach (var c in text)
        {
            if ("\\*+?|{}[]()^$.#".Contains(c)) builder.Append('\\');
            builder.Append(c);
        }
    }

    private bool TryMatch(Regex regex, string path, int start, out RouteMatch match)
    {
        match = default;
        if (!path.AsSpan(start).StartsWith(LiteralPrefix, StringComparison.Ordinal)) return false;
        try
        {
            var found = regex.Match(path, start, path.Length - start);
            if (!found.Success) return false;
            var values = new KeyValuePair<string, object?>[Parameters.Count];
            for (var i = 0; i < values.Length; i++)
            {
                if (!Parameters[i].Converter.TryParse(found.Groups[Parameters[i].Name].ValueSpan, out var value)) return false;
                values[i] = new(Parameters[i].Name, value);
            }

            match = new(found.Index + found.Length, values, []);
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

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

        if (converter is not BuiltinConverter && RegexPattern.Parse(converter.Regex).Errors is [var wrong, ..])
        {
            errors.Add(new(span, $"URL route '{route}' uses converter '{converterName}', but {wrong.Message}"));
            return null;
        }

        return new(name, nameSpan, converterName, converter, span);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    /// <summary>Greedy with backtracking, as the regular expression would be. Values are made on the way back, so only a match makes any.</summary>
    /// <returns>How many characters matched, or -1.</returns>
    private int Match(ReadOnlySpan<char> path, int index, int parameterIndex, bool isEndpoint, ref KeyValuePair<string, object?>[]? values)
    {
        if (index == _segments.Length) return isEndpoint && path.Length > 0 ? -1 : 0;
        if (_segments[index] is LiteralSegment literal)
        {
            if (!path.StartsWith(literal.Text, StringComparison.Ordinal)) return -1;
            var rest = Match(path[literal.Text.Length..], index + 1, parameterIndex, isEndpoint, ref values);
            return rest < 0 ? -1 : literal.Text.Length + rest;
        }

        var parameter = (ParameterSegment)_segments[index];
        var converter = (BuiltinConverter)parameter.Converter;
        var next = index + 1 < _segments.Length ? _segments[index + 1] as LiteralSegment : null;
        for (var length = converter.LongestMatch(path); length > 0; length = converter.TakesEveryPrefix ? length - 1 : 0)
        {
            if (next is not null)
            {
                // Only where the text behind it follows can it end.
                var furthest = path[..Math.Min(path.Length, length + next.Text.Length)].LastIndexOf(next.Text, StringComparison.Ordinal);
                if (furthest <= 0 || (!converter.TakesEveryPrefix && furthest != length)) return -1;
                length = furthest;
            }

            var rest = Match(path[length..], index + 1, parameterIndex + 1, isEndpoint, ref values);
            if (rest < 0) continue;
            if (!converter.TryParse(path[..length], out var value)) return -1;
            values ??= new KeyValuePair<string, object?>[Parameters.Count];
            values[parameterIndex] = new(parameter.Name, value);
            return length + rest;
        }

        return -1;
    }
}
