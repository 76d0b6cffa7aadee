using System.Globalization;
using System.Text.RegularExpressions;

namespace Quintet.Routing;

/// <summary>
/// Says which texts a route's parameter accepts and turns them into values and back (Django's path converters:
/// <c>regex</c>, <c>to_python</c>, <c>to_url</c>).
/// </summary>
public abstract class PathConverter
{
    /// <summary>What the parameter accepts, as a regular expression without anchors and without capturing groups.</summary>
    public abstract string Regex { get; }

    /// <summary>The type of the values that <see cref="TryParse"/> gives.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The length of the longest prefix of <paramref name="text"/> that is accepted; 0 where there is none.</summary>
    public abstract int LongestMatch(ReadOnlySpan<char> text);

    /// <summary>Whether the whole of <paramref name="text"/> is accepted.</summary>
    public virtual bool IsMatch(ReadOnlySpan<char> text) => text.Length > 0 && LongestMatch(text) == text.Length;

    /// <summary>The value of an accepted text; false means "no match" and the next route is tried (Django's <c>ValueError</c>).</summary>
    public abstract bool TryParse(ReadOnlySpan<char> text, out object? value);

    /// <summary>The text of a value; null where the value is none of this converter's.</summary>
    public virtual string? ToUrl(object? value) => value switch
    {
        null => null,
        string text => text,
        SafeString safe => safe.Value,
        // As Python prints it, so that a float is no int: 1.0, not 1.
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e16 => number.ToString("F1", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>A converter whose texts are given by a regular expression: the base of an app's own.</summary>
public abstract class RegexConverter : PathConverter
{
    private Regex? _prefix;
    private Regex? _whole;

    public override Type ValueType => typeof(string);

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        _prefix ??= new Regex($@"\G(?:{Regex})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var match in _prefix.EnumerateMatches(text)) return match.Length;
        return 0;
    }

    public override bool IsMatch(ReadOnlySpan<char> text)
    {
        _whole ??= new Regex($@"\A(?:{Regex})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return _whole.IsMatch(text);
    }

    public override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        value = text.ToString();
        return true;
    }
}

/// <summary>The converters that routes may name; an app adds its own with <see cref="With"/>.</summary>
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

    private readonly Dictionary<string, PathConverter> _byName;

    private ConverterSet(Dictionary<string, PathConverter> byName) => _byName = byName;

    public IEnumerable<string> Names => _byName.Keys;

    public PathConverter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>This set and one more converter; a name given twice means the later one.</summary>
    public ConverterSet With(string name, PathConverter converter) =>
        new(new Dictionary<string, PathConverter>(_byName, StringComparer.Ordinal) { [name] = converter });
}

/// <summary>One or more characters of a class.</summary>
internal sealed class CharClassConverter(string regex, Func<char, bool> isMember) : PathConverter
{
    public override string Regex => regex;

    public override Type ValueType => typeof(string);

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && isMember(text[length])) length++;
        return length;
    }

    public override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        value = text.ToString();
        return true;
    }
}

/// <summary>Decimal digits; the value is a <see cref="long"/>. More than fits into one is no match.</summary>
internal sealed class IntConverter : PathConverter
{
    public override string Regex => "[0-9]+";

    public override Type ValueType => typeof(long);

    public override int LongestMatch(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return length;
    }

    public override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        var parsed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        value = parsed ? number : null;
        return parsed;
    }
}

/// <summary>A UUID in small letters with dashes, as in Django; the value is a <see cref="Guid"/>.</summary>
internal sealed class UuidConverter : PathConverter
{
    private const int TextLength = 36;

    public override string Regex => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    public override Type ValueType => typeof(Guid);

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

    public override bool TryParse(ReadOnlySpan<char> text, out object? value)
    {
        var parsed = Guid.TryParseExact(text, "D", out var guid);
        value = parsed ? guid : null;
        return parsed;
    }

    public override string? ToUrl(object? value) => value is Guid guid ? guid.ToString("D") : base.ToUrl(value);
}
