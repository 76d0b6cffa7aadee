using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>What a <c>UrlPatterns</c> property gives.</summary>
/// <param name="Entries">Its entries, in their order.</param>
/// <param name="IncludesBase">Whether <c>base.UrlPatterns</c> is spread into it.</param>
/// <param name="DynamicAt">The first place that cannot be read from the source; null where the whole list is understood.</param>
/// <param name="Span">The property.</param>
public sealed record UrlList(EquatableArray<UrlEntry> Entries, bool IncludesBase, TextSpan? DynamicAt, TextSpan Span);

/// <summary>One call of <c>Path</c> or <c>RePath</c>.</summary>
/// <param name="Span">The call.</param>
public sealed record UrlEntry(TextSpan Span)
{
    /// <summary>The route, where it is a literal.</summary>
    public StringFact? Route { get; init; }

    /// <summary>Whether the route is a regular expression (<c>RePath</c>).</summary>
    public bool IsRegex { get; init; }

    /// <summary>The name, where it is a literal.</summary>
    public StringFact? Name { get; init; }

    /// <summary>Where a name is given by something else than a literal.</summary>
    public TextSpan? DynamicName { get; init; }

    /// <summary>What the route leads to; null where that is not typed yet, or is an include.</summary>
    public ViewReference? View { get; init; }

    /// <summary>The included URL configuration.</summary>
    public IncludeReference? Include { get; init; }

    /// <summary>Whether it is no call but a list that is spread into this one (<c>..Extra</c>); <see cref="Include"/> names it.</summary>
    public bool IsSpread { get; init; }

    /// <summary>The names of the extra arguments.</summary>
    public EquatableArray<string> Kwargs { get; init; }

    /// <summary>Whether the extra arguments are given by something else than an anonymous object, so that their names are not known.</summary>
    public bool HasDynamicKwargs { get; init; }
}

/// <summary>How a view is given.</summary>
public enum ViewKind
{
    /// <summary>A name, most likely of a method: <c>Views.BookDetail</c>. What it is, only name resolution says.</summary>
    Name,

    /// <summary>A class-based view: <c>Path&lt;DashboardView&gt;(…)</c>, <c>() => new LoginView { … }</c>.</summary>
    Class,

    /// <summary>A lambda that answers itself.</summary>
    Lambda,

    /// <summary>Any other expression.</summary>
    Other,
}

/// <summary>The view of an entry.</summary>
/// <param name="Kind">How it is given.</param>
/// <param name="Text">The name of the method or class; else the expression.</param>
/// <param name="Span">Where that stands.</param>
public sealed record ViewReference(ViewKind Kind, string Text, TextSpan Span)
{
    /// <summary>What the object is made with (<c>new ListView&lt;Book&gt; { TemplateName = "books.html" }</c>), where that is a text.</summary>
    public EquatableArray<(string Name, StringFact Value)> Set { get; init; }

    /// <summary>The properties that are set to something that is no plain text.</summary>
    public EquatableArray<string> SetElsewhere { get; init; }

    /// <summary>The variables that it is given by <c>ExtraContext</c>.</summary>
    public EquatableArray<VariableFact> ExtraContext { get; init; }
}

/// <summary><c>Include&lt;Blog.Urls&gt;(ns: "blog")</c>, or <c>Include([Path(…), …], appName: "blog")</c>.</summary>
/// <param name="Type">The URL configuration; null where the call gives none that can be read.</param>
/// <param name="Namespace">The instance namespace, where it is a literal.</param>
/// <param name="IsDynamic">Whether something of it cannot be read from the source.</param>
public sealed record IncludeReference(TypeReference? Type, StringFact? Namespace, bool IsDynamic)
{
    /// <summary>The entries, where they are written in the call.</summary>
    public UrlList? List { get; init; }

    /// <summary>The member of the same class that gives the entries.</summary>
    public string? ListName { get; init; }

    /// <summary>The application namespace of a list, where it is a literal.</summary>
    public StringFact? AppName { get; init; }
}

/// <summary>A member other than <c>UrlPatterns</c> that gives entries: <c>static readonly UrlPattern[] Extra = [Path(…)];</c>.</summary>
public sealed record NamedUrlList(string Name, UrlList List);

/// <summary>A class marked <c>[PathConverter("yyyy")]</c>.</summary>
/// <param name="Name">The name that routes write.</param>
/// <param name="Regex">Its expression, where that is a literal.</param>
/// <param name="ValueType">The type of its values, as written.</param>
public sealed record PathConverterFact(StringFact Name, StringFact? Regex, string ValueType);
