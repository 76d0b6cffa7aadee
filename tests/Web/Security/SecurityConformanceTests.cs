using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet.Security;
using Quintet.Tests;
using Xunit.Abstractions;

namespace WebTests.Security;

/// <summary>Django's recorded signatures, keys and tokens: the same come out, or the same kind of error.</summary>
public class SecurityConformanceTests(ITestOutputHelper output)
{
    private const string SecretKey = "django_tests_secret_key";

    /// <summary>What is not for this part, by what a case calls; each with the reason.</summary>
    private static readonly (string Beginning, string Reason)[] Outside =
    [
        ("django.contrib.auth.", "passwords come with users"),
        ("reset_token", "password resets come with users"),
        ("session_auth_hash", "logins come with users"),
    ];

    [ConformanceFact]
    public void AsDjango()
    {
        var (run, outside, failures) = (0, new SortedDictionary<string, int>(), new List<string>());
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("security-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var one = document.RootElement;
            var call = one.GetProperty("kind").GetString() switch
            {
                "call" => one.GetProperty("function").GetString()!,
                "method" => $"{one.GetProperty("class").GetString()}.{one.GetProperty("method").GetString()}",
                var kind => kind!,
            };
            if (Array.Find(Outside, rule => call.StartsWith(rule.Beginning, StringComparison.Ordinal)) is { Reason: not null } rule)
            {
                outside[rule.Reason] = outside.GetValueOrDefault(rule.Reason) + 1;
                continue;
            }

            run++;
            var wanted = one.TryGetProperty("expect", out var expected) ? Text(expected) : one.GetProperty("expect_error").GetString()!;
            string found;
            try
            {
                found = Found(Call(call, one));
            }
            catch (Exception exception) when (exception is BadSignature or ArgumentException or CryptographicException)
            {
                found = exception switch { ArgumentException => "ValueError", CryptographicException => "InvalidAlgorithm", _ => exception.GetType().Name };
            }

            if (found != wanted) failures.Add($"{one.GetProperty("id")}: {call}({one.GetProperty("arguments")}): expected {wanted}, got {found}");
        }

        output.WriteLine($"{run} cases, {failures.Count} failed.");
        foreach (var (reason, count) in outside) output.WriteLine($"{count} left out: {reason}.");
        Assert.True(run > 0, "No case was run.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} cases failed:\n{string.Join('\n', failures)}");
    }

    private static object? Call(string call, JsonElement one)
    {
        var arguments = one.GetProperty("arguments");
        var method = call[(call.LastIndexOf('.') + 1)..];
        switch (call)
        {
            case "django.utils.crypto.salted_hmac":
                return Convert.ToHexStringLower(Crypto.SaltedHmac(Word("key_salt"), Bytes("value"), Has("secret") ? Bytes("secret") : Encoding.UTF8.GetBytes(SecretKey), Algorithm(arguments)));
            case "django.core.signing.base64_hmac":
                return System.Buffers.Text.Base64Url.EncodeToString(Crypto.SaltedHmac(Word("salt"), Bytes("value"), Bytes("key"), Algorithm(arguments)));
            case "django.utils.crypto.constant_time_compare":
                return Crypto.ConstantTimeCompare(Word("val1"), Word("val2"));
            case "django.utils.crypto.pbkdf2":
                return Crypto.Pbkdf2(Bytes("password"), Bytes("salt"), arguments.GetProperty("iterations").GetInt32(), Digest(arguments.GetProperty("digest")), arguments.GetProperty("dklen").GetInt32());
            case "django.middleware.csrf._unmask_cipher_token":
                return CsrfTokens.Unmask(Word("token"));
            case "django.core.signing.dumps":
                return Stamped(arguments).SignObject(JsonNode.Parse(arguments.GetProperty("obj").GetRawText()), Has("compress") && arguments.GetProperty("compress").GetBoolean());
            case "django.core.signing.loads":
                return Stamped(arguments).UnsignObject<JsonNode>(Word("s"), Has("max_age") ? TimeSpan.FromSeconds(arguments.GetProperty("max_age").GetDouble()) : null);
        }

        var init = one.GetProperty("init");
        var signer = call.Contains("TimestampSigner", StringComparison.Ordinal) ? Stamped(init) : new Signer(init.TryGetProperty("key", out var given) ? Value(given) : Encoding.UTF8.GetBytes(SecretKey), Optional(init, "sep") ?? ":", Optional(init, "salt")) { Algorithm = Algorithm(init), LegacyAlgorithm = HashAlgorithmName.SHA1 };
        return method switch
        {
            "sign" => signer.Sign(Word("value")),
            "signature" => signer.Signature(Word("value")),
            "unsign" when signer is TimestampSigner stamped && Has("max_age") => stamped.Unsign(Word("signed_value"), TimeSpan.FromSeconds(arguments.GetProperty("max_age").GetDouble())),
            "unsign" => signer.Unsign(Word(Has("signed_value") ? "signed_value" : "value")),
            "sign_object" => signer.SignObject(JsonNode.Parse(arguments.GetProperty("obj").GetRawText()), Has("compress") && arguments.GetProperty("compress").GetBoolean()),
            "unsign_object" => signer.UnsignObject<JsonNode>(Word("signed_obj")),
            _ => throw new InvalidOperationException($"The test does not know {call}: add it, or leave it out with a reason."),
        };

        bool Has(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

        string Word(string name) => Encoding.UTF8.GetString(Bytes(name));

        byte[] Bytes(string name) => Value(arguments.GetProperty(name));

        TimestampSigner Stamped(JsonElement from) => new(Optional(from, "key") ?? SecretKey, Optional(from, "sep") ?? ":", Optional(from, "salt") ?? (call.Contains("Signer", StringComparison.Ordinal) ? null : "django.core.signing"))
        {
            LegacyAlgorithm = HashAlgorithmName.SHA1,
            Clock = new Stopped(one.GetProperty("time").GetDouble()),
        };
    }

    private static string? Optional(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Encoding.UTF8.GetString(Value(value)) : null;

    private static HashAlgorithmName Algorithm(JsonElement from) => new(from.TryGetProperty("algorithm", out var name) ? name.GetString()!.ToUpperInvariant() : from.TryGetProperty("key_salt", out _) ? "SHA1" : "SHA256");

    private static HashAlgorithmName Digest(JsonElement reference) => new(reference.GetProperty("v").GetString()!["_hashlib.openssl_".Length..].ToUpperInvariant());

    /// <summary>Text, bytes, or what Python's <c>str()</c> makes of something else.</summary>
    private static byte[] Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Encoding.UTF8.GetBytes(value.GetString()!),
        JsonValueKind.True => "True"u8.ToArray(),
        JsonValueKind.False => "False"u8.ToArray(),
        JsonValueKind.Object when value.GetProperty("$t").GetString() == "bytes" => value.GetProperty("v").GetBytesFromBase64(),
        JsonValueKind.Object => Encoding.UTF8.GetBytes(value.GetProperty("v").GetString()!),
        _ => Encoding.UTF8.GetBytes(value.GetRawText()),
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$t", out var type) && type.GetString() == "bytes" ? value.GetProperty("v").GetString()! : JsonNode.Parse(value.GetRawText())?.ToJsonString() ?? "null";

    private static string Found(object? value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        JsonNode node => node.ToJsonString(),
        _ => JsonSerializer.SerializeToNode(value)?.ToJsonString() ?? "null",
    };

    private sealed class Stopped(double seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
