using System.Globalization;

namespace Quintet.Management;

/// <summary>What an argument or option of a command may be, and how its text is read. No culture plays a part.</summary>
/// <param name="Expected">For messages: <c>a whole number</c>.</param>
/// <param name="Placeholder">For the usage: <c>N</c>.</param>
/// <param name="Read">Null where the text is none.</param>
internal sealed record ArgumentType(string Expected, string Placeholder, Func<string, object?> Read)
{
    private static readonly (Type Type, ArgumentType Kind)[] Known =
    [
        (typeof(string), new("a text", "VALUE", static text => text)),
        (typeof(int), new("a whole number", "N", static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null)),
        (typeof(long), new("a whole number", "N", static text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null)),
        (typeof(decimal), new("a number such as 1.5", "NUMBER", static text => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null)),
        (typeof(double), new("a number such as 1.5", "NUMBER", static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null)),
        (typeof(bool), new("true or false", "true|false", static text => bool.TryParse(text, out var value) ? value : null)),
        (typeof(DateOnly), new("a date such as 2024-12-31", "DATE", static text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null)),
        (typeof(TimeOnly), new("a time such as 23:59", "TIME", static text => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null)),
        (typeof(DateTime), new("a date and time such as 2024-12-31T23:59:00Z", "TIME", static text => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? value : null)),
        (typeof(DateTimeOffset), new("a date and time such as 2024-12-31T23:59:00+01:00", "TIME", static text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null)),
        (typeof(TimeSpan), new("a duration such as 01:30:00", "DURATION", static text => text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null)),
        (typeof(Guid), new("a UUID", "UUID", static text => Guid.TryParse(text, out var value) ? value : null)),
        (typeof(Uri), new("an address such as https://example.com/", "URL", static text => Uri.TryCreate(text, UriKind.Absolute, out var value) ? value : null)),
        (typeof(FileInfo), new("a path", "PATH", static text => IsPath(text) ? new FileInfo(text) : null)),
        (typeof(DirectoryInfo), new("a path", "PATH", static text => IsPath(text) ? new DirectoryInfo(text) : null)),
    ];

    /// <exception cref="ArgumentException">Values of this type cannot be read from a command line.</exception>
    public static ArgumentType Of(Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying.IsEnum) return OfEnum(underlying);
        foreach (var (known, kind) in Known)
        {
            if (known == underlying) return kind;
        }

        throw new ArgumentException($"A command cannot take a value of {type}. It takes {string.Join(", ", Known.Select(known => known.Type.Name))}, enums, and lists of these.", nameof(type));
    }

    /// <summary>How a value is written on a command line.</summary>
    public static string Show(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum choice => Word(choice.ToString()),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static ArgumentType OfEnum(Type type)
    {
        var names = Enum.GetNames(type);
        string[] words = [.. names.Select(Word)];
        var choices = words.Length > 1 ? $"{string.Join(", ", words[..^1])} or {words[^1]}" : string.Concat(words);
        return new(choices, string.Join('|', words), text => Array.FindIndex(words, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var i ? Enum.Parse(type, names[i]) : null);
    }

    /// <summary><c>DryRun</c> → <c>dry-run</c>.</summary>
    public static string Word(string name) => Names.ToSnakeCase(name).Replace('_', '-');

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0');
}
