using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quintet.Templates.Values;

/// <summary>What a <see cref="TemplateValue"/> holds without a box.</summary>
internal enum ValueKind
{
    /// <summary>An object, or null.</summary>
    Object,

    /// <summary>No value: there is no such variable.</summary>
    Missing,
    Boolean,
    Integer32,
    Integer64,
    Double,
    Decimal,
    DateTime,
    DateOnly,
    TimeOnly,
}

/// <summary>
/// A value on its way from a member to the output: numbers, truths and dates are carried as they are, so that showing one makes
/// no object. Tags and filters see it as <see cref="ToObject"/>.
/// </summary>
internal readonly struct TemplateValue
{
    /// <summary>There is no such variable.</summary>
    public static readonly TemplateValue Missing = new(Marker.Missing, default);

    private static readonly object True = true;
    private static readonly object False = false;

    // Either the object, or the marker of the kind whose bits stand behind it.
    private readonly object? _reference;
    private readonly Bits _bits;

    private TemplateValue(Marker marker, Bits bits) => (_reference, _bits) = (marker, bits);

    private TemplateValue(object? value) => (_reference, _bits) = (value, default);

    /// <summary>Whether it is a text, null or one of the kinds: nothing that could be called, translated or awaited.</summary>
    public bool IsOrdinary => _reference is null or string or Marker;

    public bool IsMissing => ReferenceEquals(_reference, Marker.Missing);

    public ValueKind Kind => _reference is Marker marker ? marker.Kind : ValueKind.Object;

    /// <summary>The object; for any other kind something private, which is no object of a program's.</summary>
    public object? Reference => _reference;

    /// <summary>As <see cref="ToObject"/>, but null where the value is missing; for what has members.</summary>
    public object? ObjectOrBox => _reference is Marker marker ? (marker.Kind == ValueKind.Missing ? null : Box(marker.Kind)) : _reference;

    public bool Boolean => _bits.First != 0;

    /// <summary>Of an integer of either size.</summary>
    public long Integer => _bits.First;

    public double Double => BitConverter.Int64BitsToDouble(_bits.First);

    public decimal Decimal => Unsafe.BitCast<Bits, decimal>(_bits);

    public DateTime DateTime => Unsafe.BitCast<long, DateTime>(_bits.First);

    public DateOnly DateOnly => DateOnly.FromDayNumber((int)_bits.First);

    public TimeOnly TimeOnly => new(_bits.First);

    /// <summary>Of an object; a value type stays in its box.</summary>
    public static TemplateValue Of(object? value) => new(value);

    /// <summary>Of a value type; one that is not among the kinds is boxed.</summary>
    public static TemplateValue Unboxed<T>(T value) where T : struct
    {
        // The compiler keeps one branch per type.
        if (typeof(T) == typeof(int)) return new(Marker.Integer32, new(Unsafe.As<T, int>(ref value)));
        if (typeof(T) == typeof(long)) return new(Marker.Integer64, new(Unsafe.As<T, long>(ref value)));
        if (typeof(T) == typeof(bool)) return new(Marker.Boolean, new(Unsafe.As<T, bool>(ref value) ? 1 : 0));
        if (typeof(T) == typeof(decimal)) return new(Marker.Decimal, Unsafe.As<T, Bits>(ref value));
        if (typeof(T) == typeof(double)) return new(Marker.Double, new(Unsafe.As<T, long>(ref value)));
        if (typeof(T) == typeof(DateTime)) return new(Marker.DateTime, new(Unsafe.As<T, long>(ref value)));
        if (typeof(T) == typeof(DateOnly)) return new(Marker.DateOnly, new(Unsafe.As<T, DateOnly>(ref value).DayNumber));
        if (typeof(T) == typeof(TimeOnly)) return new(Marker.TimeOnly, new(Unsafe.As<T, TimeOnly>(ref value).Ticks));
        return new((object)value);
    }

    public static TemplateValue Of(bool value) => new(Marker.Boolean, new(value ? 1 : 0));

    /// <summary>The value as tags and filters see it.</summary>
    public object? ToObject() => _reference is Marker marker ? Box(marker.Kind) : _reference;

    /// <summary>Whether there is a value, and it.</summary>
    public bool TryGet(out object? value)
    {
        value = IsMissing ? null : ToObject();
        return !IsMissing;
    }

    private object Box(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => Boolean ? True : False,
        ValueKind.Missing => throw new InvalidOperationException("A variable that does not exist has no value."),
        ValueKind.Integer32 => (int)Integer,
        ValueKind.Integer64 => Integer,
        ValueKind.Double => Double,
        ValueKind.Decimal => Decimal,
        ValueKind.DateTime => DateTime,
        ValueKind.DateOnly => DateOnly,
        _ => TimeOnly,
    };

    /// <summary>As many bits as the largest kind needs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Bits(long first)
    {
        public readonly long First = first;
        private readonly long _second;
    }

    private sealed class Marker(ValueKind kind)
    {
        public static readonly Marker Missing = new(ValueKind.Missing);
        public static readonly Marker Boolean = new(ValueKind.Boolean);
        public static readonly Marker Integer32 = new(ValueKind.Integer32);
        public static readonly Marker Integer64 = new(ValueKind.Integer64);
        public static readonly Marker Double = new(ValueKind.Double);
        public static readonly Marker Decimal = new(ValueKind.Decimal);
        public static readonly Marker DateTime = new(ValueKind.DateTime);
        public static readonly Marker DateOnly = new(ValueKind.DateOnly);
        public static readonly Marker TimeOnly = new(ValueKind.TimeOnly);

        public ValueKind Kind => kind;
    }
}
