using System.Globalization;
using System.Text.Json;
using Quintet;
using Quintet.Tests;
using Quintet.Validation;

namespace CoreTests;

/// <summary>Django's recorded answers of its validators.</summary>
public class ValidatorConformanceTests
{
    [ConformanceFact]
    public void Every_recorded_validator_says_what_Django_says()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("forms-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var test = document.RootElement;
            if (test.GetProperty("kind").GetString() != "validator") continue;
            count++;
            var expected = test.TryGetProperty("expect_errors", out var errors)
                ? string.Join(";", errors.EnumerateArray().Select(e => $"{e.GetProperty("code").GetString()}: {e.GetProperty("message").GetString()}"))
                : "";
            var actual = Run(Make(test.GetProperty("validator")), Value(test.GetProperty("value")));
            if (actual != expected) failures.Add($"{test.GetProperty("id").GetString()} {test.GetProperty("value")}: expected '{expected}', got '{actual}'");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count} differ:\n" + string.Join("\n", failures));
        Assert.Equal(186, count);
    }

    private static string Run(IValidator validator, object? value)
    {
        try
        {
            validator.Validate(value);
            return "";
        }
        catch (ValidationError e)
        {
            return string.Join(";", e.ErrorList.Select(one => $"{one.Code}: {one.Message}"));
        }
    }

    private static IValidator Make(JsonElement validator)
    {
        if (validator.GetProperty("$t").GetString() == "ref")
        {
            return validator.GetProperty("v").GetString()!.Split('.')[^1] switch
            {
                "validate_integer" => Validators.ValidateInteger,
                "validate_ipv4_address" => Validators.ValidateIpv4Address,
                "validate_ipv6_address" => Validators.ValidateIpv6Address,
                "validate_ipv46_address" => Validators.ValidateIpv46Address,
                var other => throw new InvalidOperationException(other),
            };
        }

        var arguments = validator.GetProperty("kwargs").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        var limit = arguments.TryGetValue("limit_value", out var value) ? Value(value) : null;
        return validator.GetProperty("type").GetString()!.Split('.')[^1] switch
        {
            "URLValidator" => new UrlValidator(Texts("schemes")),
            "EmailValidator" => new EmailValidator(allowList: Texts("allowlist") ?? Texts("whitelist")),
            "RegexValidator" => new RegexValidator(
                arguments.TryGetValue("regex", out var regex) ? (regex.ValueKind == JsonValueKind.String ? regex : regex.GetProperty("v")).GetString()!.Replace("\\Z", "\\z") : "",
                arguments.TryGetValue("message", out var message) && message.ValueKind == JsonValueKind.String ? (Quintet.Localization.LazyText)message.GetString()! : null,
                null,
                arguments.TryGetValue("inverse_match", out var inverse) && inverse.GetBoolean()),
            "DecimalValidator" => new DecimalValidator(arguments["max_digits"].GetInt32(), arguments["decimal_places"].GetInt32()),
            "MaxValueValidator" => new MaxValueValidator(limit!),
            "MinValueValidator" => new MinValueValidator(limit!),
            "MinLengthValidator" => new MinLengthValidator((int)limit!),
            "ProhibitNullCharactersValidator" => new ProhibitNullCharactersValidator(),

            // Django's base class by itself compares for equality and has no use of its own.
            "BaseValidator" => new RegexValidator("True"),
            var other => throw new InvalidOperationException(other),
        };

        string[]? Texts(string name) => arguments.TryGetValue(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : null;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt32(out var number) ? number : (object)value.GetDouble(),
        _ => value.GetProperty("$t").GetString() switch
        {
            "datetime" => value.GetProperty("v").GetDateTime(),
            "decimal" => value.GetProperty("v").GetString() switch
            {
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                "sNaN" or "NaN" => double.NaN,
                var text => decimal.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
            },
            var other => throw new InvalidOperationException(other),
        },
    };
}
