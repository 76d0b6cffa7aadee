using System.Globalization;
using System.Text.RegularExpressions;
using Quintet.Localization;

namespace Quintet.Validation;

/// <summary>Text must match a regular expression somewhere (or nowhere, with <paramref name="inverseMatch"/>).</summary>
/// <param name="pattern">In .NET's syntax; anchor it with <c>^</c> and <c>\z</c> to match the whole.</param>
/// <param name="message">Null: "Enter a valid value."</param>
/// <param name="code">Null: <c>invalid</c>.</param>
/// <param name="inverseMatch">A match is the error.</param>
/// <param name="options">Such as <see cref="RegexOptions.IgnoreCase"/>.</param>
public sealed class RegexValidator(string pattern = "", LazyText? message = null, string? code = null, bool inverseMatch = false, RegexOptions options = RegexOptions.None) : IValidator
{
    private readonly Regex _regex = new(pattern, options | RegexOptions.CultureInvariant);

    public void Validate(object? value)
    {
        // Django looks at str(value), which of nothing is a word too.
        var text = value is null ? "None" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        if (_regex.IsMatch(text) == inverseMatch) throw Errors.Invalid(message ?? Translation.GettextLazy("Enter a valid value."), value, code);
    }
}

/// <summary>Text must hold no NUL character.</summary>
public sealed class ProhibitNullCharactersValidator : IValidator
{
    public void Validate(object? value)
    {
        if (Convert.ToString(value, CultureInfo.InvariantCulture)!.Contains('\0'))
        {
            throw new ValidationError(Translation.GettextLazy("Null characters are not allowed."), "null_characters_not_allowed", new Dictionary<string, object?> { ["value"] = value });
        }
    }
}

/// <summary>A file's name must end with one of these, without the point and whatever the case.</summary>
public sealed class FileExtensionValidator(params string[] allowedExtensions) : IValidator
{
    public void Validate(object? value)
    {
        var extension = Path.GetExtension(Convert.ToString(value, CultureInfo.InvariantCulture)!).TrimStart('.').ToLowerInvariant();
        if (allowedExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase)) return;
        throw new ValidationError(
            Translation.GettextLazy("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."),
            "invalid_extension",
            new Dictionary<string, object?> { ["extension"] = extension, ["allowed_extensions"] = string.Join(", ", allowedExtensions), ["value"] = value });
    }
}

internal static class Errors
{
    public static ValidationError Invalid(LazyText message, object? value, string? code = null) =>
        new(message, code ?? "invalid", new Dictionary<string, object?> { ["value"] = value });
}
