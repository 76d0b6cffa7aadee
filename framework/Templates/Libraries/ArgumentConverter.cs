using System.Globalization;
using System.Reflection;
using Quintet.Templates.Values;

namespace Quintet.Templates.Libraries;

/// <summary>Makes a template's value one of the type that a tag's or filter's parameter has. What to do is decided once for each type.</summary>
internal static class ArgumentConverter<T>
{
    private static readonly Func<object, object?>? Converter = ArgumentConverters.For(typeof(T));

    /// <exception cref="ArgumentException">It cannot be done.</exception>
    public static T Convert(object? value, string name)
    {
        if (value is T exact) return exact;
        if (value is null) return default(T) is null ? default! : throw Fail(value, name, null);
        try
        {
            return Converter is { } convert && convert(value) is T converted ? converted : throw Fail(value, name, null);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException)
        {
            throw Fail(value, name, exception);
        }
    }

    private static ArgumentException Fail(object? value, string name, Exception? inner)
    {
        var text = value switch
        {
            null => "nothing (None)",
            string or SafeString => $"the text '{Shortened(value.ToString()!)}'",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => $"a value of type {value.GetType().Name}",
        };
        return new($"'{Names.ToSnakeCase(name)}' should be {ArgumentConverters.Describe(typeof(T))}, and is {text}.", inner);
    }

    private static string Shortened(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

/// <summary>The conversions there are.</summary>
internal static class ArgumentConverters
{
    /// <summary>Converts to a type, or gives null where the value does not fit; null where only a value of the very type will do.</summary>
    public static Func<object, object?>? For(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return Make(nameof(Enumeration), plain);
        if (type == typeof(string)) return PythonText.Str;
        // A text that is not marked is escaped on its way, as Django's conditional_escape does.
        if (type == typeof(SafeString)) return value => new SafeString(Html.Escape(PythonText.Str(value)));
        if (ItemType(type) is { } item) return Make(type.IsArray ? nameof(Array) : nameof(List), item);
        return Scalar(plain);
    }

    public static string Describe(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(plain).Select(Names.ToSnakeCase));
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(int) || plain == typeof(long) || plain == typeof(short) || plain == typeof(byte)) return "a whole number";
        if (plain == typeof(decimal) || plain == typeof(double) || plain == typeof(float)) return "a number";
        if (plain == typeof(DateTime) || plain == typeof(DateTimeOffset)) return "a date and time";
        if (plain == typeof(DateOnly)) return "a date";
        if (plain == typeof(TimeOnly)) return "a time";
        if (plain == typeof(TimeSpan)) return "a duration";
        if (plain == typeof(SafeString)) return "a text";
        return ItemType(type) is null ? $"a value of type {plain.Name}" : "a list";
    }

    private static Func<object, object?>? Scalar(Type type)
    {
        if (type == typeof(bool)) return value => PythonOperators.IsTrue(value);
        if (type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(sbyte) || type == typeof(uint)
            || type == typeof(ulong) || type == typeof(ushort)) return value => Whole(value) is { } number ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture) : null;
        if (type == typeof(decimal)) return value => Text(value) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : Number(value) is { } number ? Convert.ToDecimal(number, CultureInfo.InvariantCulture) : null;
        if (type == typeof(double) || type == typeof(float))
        {
            return value => Text(value) is { } text ? Convert.ChangeType(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture)
                : Number(value) is { } number ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture) : null;
        }

        if (type == typeof(DateTime)) return value => value switch { DateTimeOffset moment => moment.DateTime, DateOnly day => day.ToDateTime(default), _ => Text(value) is { } text ? DateTime.Parse(text, CultureInfo.InvariantCulture) : null };
        if (type == typeof(DateTimeOffset)) return value => value switch { DateTime moment => new DateTimeOffset(moment), DateOnly day => new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero), _ => Text(value) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null };
        if (type == typeof(DateOnly)) return value => value switch { DateTime moment => DateOnly.FromDateTime(moment), DateTimeOffset moment => DateOnly.FromDateTime(moment.DateTime), _ => Text(value) is { } text ? DateOnly.Parse(text, CultureInfo.InvariantCulture) : null };
        if (type == typeof(TimeOnly)) return value => value switch { DateTime moment => TimeOnly.FromDateTime(moment), DateTimeOffset moment => TimeOnly.FromDateTime(moment.DateTime), _ => Text(value) is { } text ? TimeOnly.Parse(text, CultureInfo.InvariantCulture) : null };
        if (type == typeof(Guid)) return value => Text(value) is { } text ? Guid.Parse(text) : null;
        if (type == typeof(char)) return value => Text(value) is { Length: 1 } text ? text[0] : null;
        return null;
    }

    private static string? Text(object value) => value as string ?? (value as SafeString)?.Value;

    private static object? Number(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float or bool or System.Numerics.BigInteger
        ? value is System.Numerics.BigInteger big ? (decimal)big : value
        : null;

    /// <summary>A whole number; of a fraction nothing is cut off.</summary>
    private static object? Whole(object value)
    {
        if (Text(value) is { } text) return decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        return Number(value) switch
        {
            double number => Math.Floor(number) == number ? number : null,
            float number => MathF.Floor(number) == number ? number : null,
            decimal number => decimal.Floor(number) == number ? number : null,
            var number => number,
        };
    }

    private static Type? ItemType(Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1) return type.GetElementType();
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(IEnumerable<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(IReadOnlyCollection<>) || definition == typeof(IList<>) || definition == typeof(List<>)
            ? type.GenericTypeArguments[0]
            : null;
    }

    private static Func<object, object?> Enumeration<TEnum>() where TEnum : struct, Enum => value =>
    {
        if (Text(value) is { } text)
        {
            foreach (var name in Enum.GetNames<TEnum>())
            {
                if (name == text || Names.ToSnakeCase(name) == text) return Enum.Parse<TEnum>(name);
            }

            return null;
        }

        return Whole(value) is { } number && Enum.ToObject(typeof(TEnum), Convert.ToInt64(number, CultureInfo.InvariantCulture)) is TEnum member && Enum.IsDefined(member) ? member : null;
    };

    private static Func<object, object?> Array<T>() => static value => Items<T>(value)?.ToArray();

    private static Func<object, object?> List<T>() => static value => Items<T>(value);

    private static List<T>? Items<T>(object value)
    {
        if (value is string or SafeString || Sequences.Items(value) is not { } items) return null;
        var list = new List<T>(items.Count);
        foreach (var item in items) list.Add(ArgumentConverter<T>.Convert(item, "item"));
        return list;
    }

    private static Func<object, object?> Make(string factory, Type type) => (Func<object, object?>)typeof(ArgumentConverters)
        .GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;
}
