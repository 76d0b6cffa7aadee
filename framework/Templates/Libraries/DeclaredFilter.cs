using Quintet.Templates.Filters;
using Quintet.Templates.Libraries;

namespace Quintet.Templates;

/// <summary>Makes filters of methods, and gives those their parameters; called by generated code.</summary>
public static class DeclaredFilter
{
    /// <summary>A filter (<see cref="TemplateFilterAttribute"/>).</summary>
    /// <param name="name">The filter's name.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="argument">Whether there is something after the colon.</param>
    /// <param name="apply">Calls the method; null where the filter is only described.</param>
    public static FilterInfo Create(string name, string documentation, FilterArgument argument = FilterArgument.None, FilterFunction? apply = null) =>
        new(name, "value|" + name + (argument switch { FilterArgument.Required => ":argument", FilterArgument.Optional => "[:argument]", _ => "" }), documentation)
        {
            Argument = argument,
            Apply = apply,
        };

    /// <summary>The value.</summary>
    /// <exception cref="ArgumentException">It cannot be made one of the parameter's type.</exception>
    public static T Value<T>(in FilterInput input, string name) => ArgumentConverter<T>.Convert(input.Value, name);

    /// <summary>The value, a date and time in the current time zone.</summary>
    /// <exception cref="ArgumentException">It cannot be made one of the parameter's type.</exception>
    public static T LocalValue<T>(in FilterInput input, string name) => ArgumentConverter<T>.Convert(
        input.Value switch
        {
            DateTimeOffset moment => TimeZoneInfo.ConvertTime(moment, input.Locale.TimeZone),
            DateTime { Kind: not DateTimeKind.Unspecified } moment => TimeZoneInfo.ConvertTime(moment, input.Locale.TimeZone),
            var other => other,
        },
        name);

    /// <summary>What follows the colon.</summary>
    /// <exception cref="ArgumentException">It cannot be made one of the parameter's type.</exception>
    public static T Argument<T>(in FilterInput input, string name) => ArgumentConverter<T>.Convert(input.Argument, name);

    /// <summary>What follows the colon, or the parameter's default.</summary>
    /// <exception cref="ArgumentException">It cannot be made one of the parameter's type.</exception>
    public static T Argument<T>(in FilterInput input, string name, T defaultValue) => input.HasArgument ? ArgumentConverter<T>.Convert(input.Argument, name) : defaultValue;
}
