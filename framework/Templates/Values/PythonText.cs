using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>The text of a value, as Python's <c>str()</c> and <c>repr()</c> give it: what a Django template shows.</summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c>.</summary>
    public static string Str(object? value) => value switch
    {
        null => "None",
        string text => text,
        SafeString safe => safe.Value,
        bool b => b ? "True" : "False",
        int i => i.ToString(CultureInfo.InvariantCulture),
        double d => Float(d),
        float f => Float(f),
        DateTime d => Date(d) + " " + Time(d.TimeOfDay) + (d.Kind == DateTimeKind.Utc ? "+00:00" : ""),
        DateTimeOffset d => Date(d.DateTime) + " " + Time(d.TimeOfDay) + Offset(d.Offset),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => Time(t.ToTimeSpan()),
        TimeSpan t => Duration(t),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable or ITuple when !HasOwnText(value) => Repr(value),
        _ => value.ToString() ?? "",
    };

    /// <summary>Python's <c>repr(value)</c>, for what is shown inside of a list.</summary>
    public static string Repr(object? value) => Repr(value, 0);

    private static string Repr(object? value, int depth)
    {
        Nesting.Check(depth);
        switch (value)
        {
            case string or SafeString or char:
                return Quote(value.ToString()!);
            case DictionaryView view:
                return Join("{", view.Items().Select(item => $"{Repr(item.Key, depth + 1)}: {Repr(item.Value, depth + 1)}"), "}");
            case ITuple tuple:
                var items = Enumerable.Range(0, tuple.Length).Select(i => Repr(tuple[i], depth + 1)).ToList();
                return items.Count == 1 ? $"({items[0]},)" : Join("(", items, ")");
            case IEnumerable sequence when !HasOwnText(value):
                if (DictionaryView.Of(value) is { } dictionary) return Repr(dictionary, depth);
                var texts = sequence.Cast<object?>().Select(item => Repr(item, depth + 1));
                return IsSet(value) ? Join("{", texts, "}") : Join("[", texts, "]");
            default:
                return Str(value);
        }

        static string Join(string open, IEnumerable<string> items, string close) => open + string.Join(", ", items) + close;
    }

    /// <summary><c>repr(float)</c>: the shortest text that reads back as the number.</summary>
    public static string Float(double value)
    {
        Span<char> shortest = stackalloc char[32];
        value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        return Float(value, shortest[..length]);
    }

    private static string Float(float value)
    {
        Span<char> shortest = stackalloc char[32];
        value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        return Float(value, shortest[..length]);
    }

    /// <summary>.NET's shortest text in Python's form: another border between plain and exponent, and always a point or an exponent.</summary>
    private static string Float(double value, ReadOnlySpan<char> shortest)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var exponentAt = shortest.IndexOf('E');
        if (exponentAt < 0 && Math.Abs(value) is 0 or (>= 1e-4 and < 1e16)) return shortest.Contains('.') ? shortest.ToString() : string.Concat(shortest, ".0");

        // The significant digits, and where the point stands among them.
        var builder = new TextBuilder(stackalloc char[32]);
        var mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        var point = mantissa.IndexOf('.');
        var leading = point < 0 ? mantissa.Length : point;
        foreach (var c in mantissa)
        {
            if (c is '-') leading--;
            else if (c == '0' && builder.Length == 0) leading--;
            else if (c != '.') builder.Append(c);
        }

        var exponent = leading - 1 + (exponentAt < 0 ? 0 : int.Parse(shortest[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var digits = builder.Text.TrimEnd('0').ToString();
        builder.Dispose();
        var sign = value < 0 ? "-" : "";
        if (exponent is < -4 or >= 16) return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}";
    }

    private static string Date(DateTime value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan value) =>
        value.ToString(value.Ticks % TimeSpan.TicksPerSecond / 10 == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan value)
    {
        var (days, rest) = DurationText.Split(value);
        var time = rest.Hours.ToString(CultureInfo.InvariantCulture) + Time(rest)[2..];
        return days == 0 ? time : $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, {time}";
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var builder = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.Value;
            if (c == quote || c == '\\') builder.Append('\\').Append((char)c);
            else if (c is '\n' or '\r' or '\t') builder.Append('\\').Append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
            else if (IsPrintable(rune)) builder.Append(rune.ToString());
            else builder.Append(c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U").Append(c.ToString(c < 0x100 ? "x2" : c < 0x10000 ? "x4" : "x8", CultureInfo.InvariantCulture));
        }

        return builder.Append(quote).ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    /// <summary>Whether it is a set: items without an order.</summary>
    public static bool IsSet(object value) => value.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    /// <summary>Whether a sequence says itself how it is shown, as a query set does.</summary>
    private static bool HasOwnText(object value) =>
        value is not ITuple && value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType != typeof(object);
}
