using System.Collections.Frozen;
using System.Globalization;

namespace Quintet.Routing;

/// <summary>
/// Says which texts a route's parameter accepts and turns them into values and back (Django's path converters:
/// <c>regex</c>, <c>to_python</c>, <c>to_url</c>). An app's own derive from <see cref="Urls.PathConverter{T}"/>.
/// </summary>
public abstract class PathConverter
{
    private protected PathConverter()
    {
    }

    /// <summary>Stands for a converter of which only the source is known: it accepts what its expression does.</summary>
    public static PathConverter Known(string regex) => new KnownConverter(regex);

    /// <summary>What the parameter accepts, as a regular expression without anchors and without capturing groups.</summary>
    public abstract string Regex { get; }

    /// <summary>The type of the values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The value of an accepted text; false means "no match" and the next route is tried (Django's <c>ValueError</c>).</summary>
    internal abstract bool TryParse(ReadOnlySpan<char> text, out object? value);

    /// <summary>The text of a value; null where the value is none of this converter's.</summary>
    internal virtual string? TextOf(object? value) => Texts.Of(value);
}

/// <inheritdoc cref="PathConverter.Known"/>
internal sealed class KnownConverter(string regex) : PathConverter
{
    public override string Regex => regex;

    public override Type ValueType => typeof(string);

    internal override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        value = text.ToString();
        return true;
    }
}

/// <summary>One of those that are always there: matched by hand, without a regular expression.</summary>
internal abstract class BuiltinConverter : PathConverter
{
    /// <summary>The length of the longest prefix of <paramref name="text"/> that is accepted; 0 where there is none.</summary>
    public abstract int LongestMatch(ReadOnlySpan<char> text);

    /// <summary>Whether each shorter prefix of an accepted text is accepted, too.</summary>
    public virtual bool TakesEveryPrefix => true;

    /// <summary>Whether the whole of <paramref name="text"/> is accepted.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => text.Length > 0 && LongestMatch(text) == text.Length;
}

/// <summary>The converters that routes may name; an app's own come with <see cref="With"/>.</summary>
public sealed class ConverterSet
{
    /// <summary>Django's five: int, path, slug, str, uuid.</summary>
    public static readonly ConverterSet Default = new(new Dictionary<string, PathConverter>(StringComparer.Ordinal)
    {
        ["int"] = new IntConverter(),
        ["path"] = new CharClassConverter(".+", static c => c != '\n'),
        ["slug"] = new CharClassConverter("[-a-zA-Z0-9_]+", static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
        ["str"] = new CharClassConverter("[^/]+", static c => c != '/'),
        ["uuid"] = new UuidConverter(),
    });

    private readonly FrozenDictionary<string, PathConverter> _byName;

    private ConverterSet(IEnumerable<KeyValuePair<string, PathConverter>> byName) => _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);

    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    public PathConverter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>This set and one more converter; a name given twice means the later one.</summary>
    public ConverterSet With(string name, PathConverter converter) => new([.. _byName.Where(pair => pair.Key != name), new(name, converter)]);
}

/// <summary>The text that a value is in a path, as Python's <c>str()</c> gives it.</summary>
internal static class Texts
{
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        SafeString safe => safe.Value,
        // So that a float is no int: 1.0, not 1.
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e16 => number.ToString("F1", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>One or more characters of a class.</summary>
internal sealed class CharClassConverter(string regex, Func<char, bool> isMember) : BuiltinConverter
{
    public override string Regex => regex;

    public override Type ValueType => typeof(string);

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && isMember(text[length])) length++;
        return length;
    }

    internal override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        value = text.ToString();
        return true;
    }
}

/// <summary>Decimal digits; the value is a <see cref="long"/>, or a <see cref="System.Numerics.BigInteger"/> where it does not fit into one.</summary>
internal sealed class IntConverter : BuiltinConverter
{
    public override string Regex => "[0-9]+";

    public override Type ValueType => typeof(long);

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return length;
    }

    internal override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (object)number
            : System.Numerics.BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }
}

/// <summary>A UUID in small letters with dashes, as in Django; the value is a <see cref="Guid"/>.</summary>
internal sealed class UuidConverter : BuiltinConverter
{
    private const int TextLength = 36;

    public override string Regex => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    public override Type ValueType => typeof(Guid);

    public override bool TakesEveryPrefix => false;

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        if (text.Length < TextLength) return 0;
        for (var i = 0; i < TextLength; i++)
        {
            var fits = i is 8 or 13 or 18 or 23 ? text[i] == '-' : char.IsAsciiDigit(text[i]) || text[i] is >= 'a' and <= 'f';
            if (!fits) return 0;
        }

        return TextLength;
    }

    internal override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        var parsed = Guid.TryParseExact(text, "D", out var guid);
        value = parsed ? guid : null;
        return parsed;
    }

    internal override string? TextOf(object? value) => value is Guid guid ? guid.ToString("D") : base.TextOf(value);
}
