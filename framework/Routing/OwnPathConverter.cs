using System.Globalization;
using Quintet.Routing;

namespace Quintet.Urls;

/// <summary>Registers a <see cref="PathConverter{T}"/> under the name that routes write: <c>&lt;yyyy:year&gt;</c> (Django's <c>register_converter</c>).</summary>
/// <param name="name">The name before the colon.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PathConverterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The base of an app's own converters: which texts a parameter of a route accepts, and what they mean. One object serves all requests.</summary>
/// <typeparam name="T">The type of the values: what the view's parameter gets.</typeparam>
/// <example><code>
/// [PathConverter("yyyy")]
/// public class FourDigitYear : PathConverter&lt;int&gt;
/// {
///     public override string Regex => "[0-9]{4}";
///
///     public override int ToValue(string text) => int.Parse(text);
///
///     public override string ToUrl(int value) => value.ToString("D4");
/// }
/// </code></example>
public abstract class PathConverter<T> : PathConverter
{
    public sealed override Type ValueType => typeof(T);

    /// <summary>The value of a text that <see cref="PathConverter.Regex"/> accepts (Django's <c>to_python</c>).</summary>
    /// <exception cref="FormatException">It has none: the route does not match and the next one is tried. So do <see cref="ArgumentException"/> and <see cref="OverflowException"/>.</exception>
    public abstract T ToValue(string text);

    /// <summary>The text of a value (Django's <c>to_url</c>). Where it is none that the expression accepts, the route is none for the value.</summary>
    /// <exception cref="FormatException">The value has none, as for <see cref="ToValue"/>.</exception>
    public virtual string ToUrl(T value) => Texts.Of(value) ?? "";

    internal sealed override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        try
        {
            value = ToValue(text.ToString());
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            value = null;
            return false;
        }
    }

    internal sealed override string? TextOf(object? value)
    {
        try
        {
            return value switch
            {
                T own => ToUrl(own),
                // A template's numbers are whatever integers the model has.
                IConvertible when value is not string && typeof(T).IsPrimitive => ToUrl((T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture)),
                _ => base.TextOf(value),
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }
}
