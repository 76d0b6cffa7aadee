using System.Collections;
using System.Globalization;
using Quintet.Localization;

namespace Quintet.Validation;

/// <summary>What compares a value with a limit (Django's <c>BaseValidator</c>).</summary>
public abstract class LimitValidator : IValidator
{
    private readonly object? _limit;
    private readonly Func<object?>? _late;
    private readonly LazyText? _message;

    private protected LimitValidator(object limit, LazyText? message) => (_limit, _message) = (limit, message);

    private protected LimitValidator(Func<object?> limit, LazyText? message) => (_late, _message) = (limit, message);

    public void Validate(object? value)
    {
        var limit = _late is null ? _limit : _late();
        var shown = Clean(value);
        if (!IsBad(shown, limit)) return;
        throw new ValidationError(_message ?? Usual(limit), Code, new Dictionary<string, object?> { ["limit_value"] = limit, ["show_value"] = shown, ["value"] = value });
    }

    private protected abstract string Code { get; }

    private protected abstract LazyText Usual(object? limit);

    private protected abstract bool IsBad(object? value, object? limit);

    /// <summary>What of the value is compared.</summary>
    private protected virtual object? Clean(object? value) => value;

    /// <summary>Below 0, 0 or above it; numbers of all kinds compare with one another.</summary>
    private protected static int Compare(object? value, object? limit)
    {
        if (value is null || limit is null) throw new ArgumentException("A limit and a value are needed to compare; empty values are not validated.");
        if (value is double or float || limit is double or float) return Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(limit, CultureInfo.InvariantCulture));
        if (IsNumber(value) && IsNumber(limit)) return Convert.ToDecimal(value, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(limit, CultureInfo.InvariantCulture));
        return value is IComparable comparable && value.GetType() == limit.GetType()
            ? comparable.CompareTo(limit)
            : throw new ArgumentException($"A {value.GetType().Name} cannot be compared with the limit, a {limit.GetType().Name}. Give the validator a limit of the field's type.");
    }

    private static bool IsNumber(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or decimal;
}

/// <summary>At most so much.</summary>
public sealed class MaxValueValidator : LimitValidator
{
    public MaxValueValidator(object limitValue, LazyText? message = null)
        : base(limitValue, message)
    {
    }

    /// <summary>A limit that is asked for each time, such as today.</summary>
    public MaxValueValidator(Func<object?> limitValue, LazyText? message = null)
        : base(limitValue, message)
    {
    }

    private protected override string Code => "max_value";

    private protected override LazyText Usual(object? limit) => Translation.GettextLazy("Ensure this value is less than or equal to %(limit_value)s.");

    private protected override bool IsBad(object? value, object? limit) => Compare(value, limit) > 0;
}

/// <summary>At least so much.</summary>
public sealed class MinValueValidator : LimitValidator
{
    public MinValueValidator(object limitValue, LazyText? message = null)
        : base(limitValue, message)
    {
    }

    /// <summary>A limit that is asked for each time, such as today.</summary>
    public MinValueValidator(Func<object?> limitValue, LazyText? message = null)
        : base(limitValue, message)
    {
    }

    private protected override string Code => "min_value";

    private protected override LazyText Usual(object? limit) => Translation.GettextLazy("Ensure this value is greater than or equal to %(limit_value)s.");

    private protected override bool IsBad(object? value, object? limit) => Compare(value, limit) < 0;
}

/// <summary>At most so many characters (or items).</summary>
public sealed class MaxLengthValidator(int limitValue, LazyText? message = null) : LimitValidator(limitValue, message)
{
    private protected override string Code => "max_length";

    private protected override LazyText Usual(object? limit) => Translation.NgettextLazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        (int)limit!);

    private protected override bool IsBad(object? value, object? limit) => (int)value! > (int)limit!;

    private protected override object? Clean(object? value) => Lengths.Of(value);
}

/// <summary>At least so many characters (or items).</summary>
public sealed class MinLengthValidator(int limitValue, LazyText? message = null) : LimitValidator(limitValue, message)
{
    private protected override string Code => "min_length";

    private protected override LazyText Usual(object? limit) => Translation.NgettextLazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        (int)limit!);

    private protected override bool IsBad(object? value, object? limit) => (int)value! < (int)limit!;

    private protected override object? Clean(object? value) => Lengths.Of(value);
}

internal static class Lengths
{
    /// <summary>A text's length in code points, as Python counts, so that an emoji is one.</summary>
    public static int Of(object? value)
    {
        if (value is ICollection collection) return collection.Count;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) count--;
        }

        return count;
    }
}
