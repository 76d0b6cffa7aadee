using Quintet.Text;

namespace Quintet.Routing;

/// <summary>Something in a route that cannot be as it is.</summary>
/// <param name="Span">The place, in UTF-16 units of the route's text.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record RouteError(TextSpan Span, string Message);

/// <summary>A value that a route captures under a name.</summary>
/// <param name="Name">The name of the view's parameter.</param>
/// <param name="Kind">Its converter's name; <c>regex</c> for a group of a regular expression.</param>
/// <param name="ValueType">The type of the value; null for a group of a regular expression, which is a text that the view may want as a number.</param>
public sealed record RouteValue(string Name, string Kind, Type? ValueType);

/// <summary>What a route took from a path.</summary>
/// <param name="End">Where in the path the rest begins.</param>
/// <param name="Kwargs">The values with names.</param>
/// <param name="Args">The values without; empty where any has a name.</param>
public readonly record struct RouteMatch(int End, KeyValuePair<string, object?>[] Kwargs, object?[] Args);

/// <summary>What <c>Path</c> or <c>RePath</c> is given: matches a path, and can be reversed.</summary>
public abstract class UrlRoute
{
    private protected UrlRoute(string route, IReadOnlyList<RouteError> errors)
    {
        Route = route;
        Errors = errors;
    }

    /// <summary>As it was written.</summary>
    public string Route { get; }

    public IReadOnlyList<RouteError> Errors { get; }

    /// <summary>The values with names, in their order.</summary>
    public IReadOnlyList<RouteValue> Values { get; private protected init; } = [];

    /// <summary>How many values without names it captures; 0 where any has a name.</summary>
    public int UnnamedValues { get; private protected init; }

    /// <summary>What a path that matches begins with for sure.</summary>
    internal abstract string LiteralPrefix { get; }

    /// <summary>The regular expression that it stands for, without its anchor at the start.</summary>
    /// <param name="isEndpoint">Whether it leads to a view, so that nothing may follow.</param>
    internal abstract string ToRegex(bool isEndpoint);

    /// <summary>Matches a path from a place on.</summary>
    /// <param name="path">The path without its leading slash, percent-decoded.</param>
    /// <param name="start">What is before it was taken by the routes around this one.</param>
    /// <param name="isEndpoint">Whether it leads to a view: a route then has to match to the end.</param>
    /// <param name="match">What it took.</param>
    public abstract bool TryMatch(string path, int start, bool isEndpoint, out RouteMatch match);

    public override string ToString() => Route;
}
