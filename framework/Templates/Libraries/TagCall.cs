using Quintet.Templates.Libraries;

namespace Quintet.Templates;

/// <summary>What a tag's method is called with; generated code takes each parameter from it.</summary>
public readonly struct TagCall
{
    internal static readonly object Missing = new();

    private readonly object?[] _values;
    private readonly object?[] _rest;

    internal TagCall(RenderContext context, SafeString? content, object?[] values, object?[] rest, Dictionary<string, object?> keywords) =>
        (Context, Content, _values, _rest, Keywords) = (context, content ?? SafeString.Empty, values, rest, keywords);

    /// <summary>The variables of the rendering.</summary>
    public RenderContext Context { get; }

    /// <summary>Of a tag with content: what that shows.</summary>
    public SafeString Content { get; }

    /// <summary>The keyword arguments that belong to no parameter.</summary>
    public Dictionary<string, object?> Keywords { get; }

    /// <summary>The value of a parameter that must be given.</summary>
    /// <param name="index">The parameter's place in the tag's list.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="ArgumentException">The value cannot be made one of the parameter's type.</exception>
    public T Get<T>(int index, string name) => ArgumentConverter<T>.Convert(_values[index], name);

    /// <summary>The value of a parameter that has a default.</summary>
    /// <inheritdoc cref="Get{T}(int, string)"/>
    public T Get<T>(int index, string name, T defaultValue) => ReferenceEquals(_values[index], Missing) ? defaultValue : ArgumentConverter<T>.Convert(_values[index], name);

    /// <summary>The values of a <c>params</c> array.</summary>
    /// <inheritdoc cref="Get{T}(int, string)"/>
    public T[] Rest<T>(string name) => Array.ConvertAll(_rest, value => ArgumentConverter<T>.Convert(value, name));
}
