using System.Text.Json;
using Quintet;
using Quintet.Http;
using Quintet.Tests;
using Quintet.Validation;
using Xunit.Abstractions;

namespace WebTests.Http;

/// <summary>Django's recorded text functions, as far as they are HTTP's: dates, tags, addresses, cookies, query strings.</summary>
public class TextConformanceTests(ITestOutputHelper output)
{
    private static readonly string[] Ours = ["django.http.", "django.utils.http.", "django.utils.ipv6.", "querydict"];

    /// <summary>What is not for this part, by what a case calls or by its number; each with the reason.</summary>
    private static readonly (string Beginning, string Reason)[] Outside =
    [
        ("django.utils.ipv6.clean_ipv6_address", "addresses are put into one form by form fields, which come with forms"),
        ("own.cookies#9", "cookies are percent-encoded here, as scripts do it, so that they hold any text"),
    ];

    [ConformanceFact]
    public void AsDjango()
    {
        var (run, outside, failures) = (0, new SortedDictionary<string, int>(), new List<string>());
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("text-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var one = document.RootElement;
            var call = one.GetProperty("kind").GetString() is "call" ? one.GetProperty("function").GetString()! : one.GetProperty("kind").GetString()!;
            if (!Array.Exists(Ours, beginning => call.StartsWith(beginning, StringComparison.Ordinal))) continue;
            var id = one.GetProperty("id").GetString()!;
            if (Array.Find(Outside, rule => call.StartsWith(rule.Beginning, StringComparison.Ordinal) || id == rule.Beginning) is { Reason: not null } rule)
            {
                outside[rule.Reason] = outside.GetValueOrDefault(rule.Reason) + 1;
                continue;
            }

            run++;
            var wanted = one.TryGetProperty("expect", out var expected) ? JsonSerializer.Serialize(Untagged(expected)) : one.GetProperty("expect_error").GetString()!;
            string found;
            try
            {
                found = JsonSerializer.Serialize(Call(call, one));
            }
            catch (Exception exception) when (exception is ArgumentException or NotText)
            {
                found = exception is NotText or ArgumentNullException ? "TypeError" : "ValueError";
            }

            if (found != wanted) failures.Add($"{id}: {call}: expected {wanted}, got {found}");
        }

        output.WriteLine($"{run} cases, {failures.Count} failed.");
        foreach (var (reason, count) in outside) output.WriteLine($"{count} left out: {reason}.");
        Assert.True(run > 0, "No case was run.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} cases failed:\n{string.Join('\n', failures)}");
    }

    private static object? Call(string call, JsonElement one)
    {
        if (call == "querydict")
        {
            var query = QueryDict.Parse(one.GetProperty("query").GetString());
            return query.Keys.Select(key => new object[] { key, query.GetList(key) });
        }

        var arguments = one.GetProperty("arguments");
        switch (call)
        {
            case "django.http.cookie.parse_cookie": return new SortedDictionary<string, string>(CookieText.Parse(Text("cookie")).ToDictionary(), StringComparer.Ordinal);
            case "django.utils.ipv6.is_valid_ipv6_address": return IsValid(Text("ip_str"));
            case "django.utils.http.url_has_allowed_host_and_scheme":
                return HttpUtils.UrlHasAllowedHostAndScheme(Text("url"), Strings(arguments.GetProperty("allowed_hosts")), arguments.TryGetProperty("require_https", out var https) && https.GetBoolean());
            case "django.utils.http.is_same_domain": return HttpUtils.IsSameDomain(Text("host"), Text("pattern"));
            case "django.utils.http.base36_to_int": return HttpUtils.Base36ToInt(Text("s"));
            case "django.utils.http.int_to_base36": return HttpUtils.IntToBase36(arguments.GetProperty("i").GetInt64());
            case "django.utils.http.quote_etag": return HttpUtils.QuoteETag(Text("etag_str"));
            case "django.utils.http.http_date": return HttpUtils.HttpDate(DateTimeOffset.UnixEpoch.AddSeconds(arguments.GetProperty("epoch_seconds").GetDouble()));
            case "django.utils.http.urlsafe_base64_encode": return HttpUtils.UrlSafeBase64Encode(arguments.GetProperty("s").GetProperty("v").GetBytesFromBase64());
            case "django.utils.http.urlsafe_base64_decode": return Convert.ToBase64String(HttpUtils.UrlSafeBase64Decode(Text("s")));
            case "django.utils.http.urlencode": return HttpUtils.UrlEncode(Fields(arguments.GetProperty("query")));
            default: throw new InvalidOperationException($"The test does not know {call}: add it, or leave it out with a reason.");
        }

        string Text(string name) => arguments.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new NotText();
    }

    private static bool IsValid(string address)
    {
        try
        {
            Validators.ValidateIpv6Address.Validate(address);
            return true;
        }
        catch (ValidationError)
        {
            return false;
        }
    }

    private static IEnumerable<string>? Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => [json.GetString()!],
        _ => json.GetProperty("v").EnumerateArray().Select(item => item.GetString()!),
    };

    /// <summary>Python's dictionaries and pairs of values and sequences.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonElement query)
    {
        var tag = query.TryGetProperty("$t", out var name) ? name.GetString() : null;
        var pairs = tag == "tuple"
            ? query.GetProperty("v").EnumerateArray().Select(pair => (pair.GetProperty("v")[0].GetString()!, pair.GetProperty("v")[1]))
            : (tag == "multidict" ? query.GetProperty("v") : query).EnumerateObject().Select(property => (property.Name, property.Value));
        return [.. pairs.SelectMany(pair => Values(pair.Item2).Select(value => new KeyValuePair<string, string>(pair.Item1, value!)))];
    }

    private static IEnumerable<string?> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Values),
        JsonValueKind.Object => [System.Text.Encoding.UTF8.GetString(value.GetProperty("v").GetBytesFromBase64())],
        JsonValueKind.String => [value.GetString()],
        JsonValueKind.Null => [null],
        _ => [value.GetRawText()],
    };

    private static object? Untagged(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("$t", out _) ? json.GetProperty("v")
        : json.ValueKind == JsonValueKind.Object ? new SortedDictionary<string, JsonElement>(json.EnumerateObject().ToDictionary(property => property.Name, property => property.Value), StringComparer.Ordinal) : json;

    private sealed class NotText : Exception;
}
