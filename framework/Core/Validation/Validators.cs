using Quintet.Localization;

namespace Quintet.Validation;

/// <summary>Says whether a value is valid (Django's validators): of a model's field, of a form's.</summary>
public interface IValidator
{
    /// <exception cref="ValidationError">The value is not valid.</exception>
    void Validate(object? value);
}

/// <summary>Django's validators that need no argument.</summary>
public static class Validators
{
    public static readonly IValidator ValidateSlug = new RegexValidator(
        @"^[-a-zA-Z0-9_]+\z", Translation.GettextLazy("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."), "invalid");

    public static readonly IValidator ValidateUnicodeSlug = new RegexValidator(
        @"^[-\w]+\z", Translation.GettextLazy("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."), "invalid");

    public static readonly IValidator ValidateInteger = new RegexValidator(@"^-?\d+\z", Translation.GettextLazy("Enter a valid integer."), "invalid");

    public static readonly IValidator ValidateCommaSeparatedIntegerList = IntegerListValidator(message: Translation.GettextLazy("Enter only digits separated by commas."));

    public static readonly IValidator ValidateEmail = new EmailValidator();

    public static readonly IValidator ValidateIpv4Address = new IpAddressValidator(IpProtocol.IPv4);

    public static readonly IValidator ValidateIpv6Address = new IpAddressValidator(IpProtocol.IPv6);

    public static readonly IValidator ValidateIpv46Address = new IpAddressValidator(IpProtocol.Both);

    public static readonly IValidator ValidateImageFileExtension = new FileExtensionValidator(
        "bmp", "dib", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "apng", "tif", "tiff", "webp", "ico", "icns", "pbm", "pgm", "ppm", "pnm");

    /// <summary>Integers with a separator between them (Django's <c>int_list_validator</c>).</summary>
    public static IValidator IntegerListValidator(string separator = ",", LazyText? message = null, string code = "invalid", bool allowNegative = false)
    {
        var number = allowNegative ? @"(-)?\d+" : @"\d+";
        return new RegexValidator($@"^{number}(?:{System.Text.RegularExpressions.Regex.Escape(separator)}{number})*\z", message, code);
    }
}
