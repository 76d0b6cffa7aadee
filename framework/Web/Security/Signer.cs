using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Quintet.Conf;

namespace Quintet.Security;

/// <summary>
/// Signs text, so that it may leave the server and nobody can change it (Django's <c>Signer</c>); it can still be read. What Django signs with the same key is
/// read here, and the other way round.
/// </summary>
public class Signer
{
    private readonly byte[][] _keys;

    /// <param name="key">The key; null: <c>Settings.SecretKey</c>, and for reading <c>Settings.SecretKeyFallbacks</c> too.</param>
    /// <param name="separator">Between the value and its signature.</param>
    /// <param name="salt">Says what it is signed for; null: nothing in particular.</param>
    /// <exception cref="ArgumentException">The separator may stand in a signature.</exception>
    public Signer(string? key = null, string separator = ":", string? salt = null)
        : this(Keys(key), separator, salt)
    {
    }

    /// <inheritdoc cref="Signer(string, string, string)"/>
    public Signer(byte[] key, string separator = ":", string? salt = null)
        : this([key], separator, salt)
    {
    }

    /// <param name="keys">The first signs; what is read may be signed with any.</param>
    /// <param name="separator">Between the value and its signature.</param>
    /// <param name="salt">Says what it is signed for.</param>
    private protected Signer(IEnumerable<byte[]> keys, string separator, string? salt)
    {
        _keys = [.. keys];
        if (_keys[0].Length == 0) throw new ImproperlyConfigured("The SecretKey setting must not be empty: nothing can be signed without it.");
        if (separator.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '='))
        {
            throw new ArgumentException($"Unsafe separator: '{separator}' (cannot be empty or consist of only A-z0-9-_=)", nameof(separator));
        }

        Separator = separator;
        Salt = salt ?? DefaultSalt;
    }

    /// <summary>Between the value and its signature.</summary>
    public string Separator { get; }

    /// <summary>Says what it is signed for.</summary>
    public string Salt { get; }

    public HashAlgorithmName Algorithm { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Another algorithm whose signatures are taken as well: SHA-1 for what Django before 3.1 signed. Null: none.</summary>
    public HashAlgorithmName? LegacyAlgorithm { get; init; }

    private protected virtual string DefaultSalt => "django.core.signing.Signer";

    /// <summary>The signature alone.</summary>
    public string Signature(string value) => Signature(value, _keys[0], Algorithm);

    /// <summary>The value with its signature behind it.</summary>
    public virtual string Sign(string value) => value + Separator + Signature(value);

    /// <summary>The value that was signed.</summary>
    /// <exception cref="BadSignature">It was not signed by us, or changed since.</exception>
    public virtual string Unsign(string signed)
    {
        var at = signed.LastIndexOf(Separator, StringComparison.Ordinal);
        if (at < 0) throw new BadSignature($"No \"{Separator}\" found in value");
        var (value, signature) = (signed[..at], signed[(at + Separator.Length)..]);
        foreach (var key in _keys)
        {
            if (Crypto.ConstantTimeCompare(signature, Signature(value, key, Algorithm))) return value;
            if (LegacyAlgorithm is { } legacy && Crypto.ConstantTimeCompare(signature, Signature(value, key, legacy))) return value;
        }

        throw new BadSignature($"Signature \"{signature}\" does not match");
    }

    /// <summary>An object as JSON, in characters that may stand in an address, signed.</summary>
    /// <param name="value">What <see cref="JsonSerializer"/> can write.</param>
    /// <param name="compress">Packs it where that makes it shorter; a dot in front says so.</param>
    public string SignObject<T>(T value, bool compress = false)
    {
        var data = SignedJson.Write(value);
        if (compress && SignedJson.Compress(data) is var packed && packed.Length < data.Length - 1) return Sign("." + Base64Url.EncodeToString(packed));
        return Sign(Base64Url.EncodeToString(data));
    }

    /// <summary>The object that <see cref="SignObject"/> signed.</summary>
    /// <exception cref="BadSignature">It was not signed by us, or changed since.</exception>
    /// <exception cref="JsonException">It is signed, but no JSON of a <typeparamref name="T"/>.</exception>
    public T? UnsignObject<T>(string signed) => SignedJson.Read<T>(Unsign(signed));

    /// <summary>The keys of the settings, or the one that is given, in front of each what says what it is for.</summary>
    internal static IEnumerable<byte[]> Keys(string? key, string purpose = "") =>
        (key is not null ? [key] : new[] { Settings.Current.SecretKey }.Concat(Settings.Current.SecretKeyFallbacks)).Select(text => Encoding.UTF8.GetBytes(text.Length == 0 ? text : purpose + text));

    private string Signature(string value, byte[] key, HashAlgorithmName algorithm) => Base64Url.EncodeToString(Crypto.SaltedHmac(Salt + "signer", Encoding.UTF8.GetBytes(value), key, algorithm));
}

/// <summary>A signer that also signs when (Django's <c>TimestampSigner</c>), so that what it signed can be too old.</summary>
/// <remarks>What it signs begins to age at once; the time is in it, in seconds.</remarks>
public sealed class TimestampSigner : Signer
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <inheritdoc cref="Signer(string, string, string)"/>
    public TimestampSigner(string? key = null, string separator = ":", string? salt = null)
        : base(key, separator, salt)
    {
    }

    internal TimestampSigner(IEnumerable<byte[]> keys, string separator, string? salt)
        : base(keys, separator, salt)
    {
    }

    /// <summary>Tells what time it is.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private protected override string DefaultSalt => "django.core.signing.TimestampSigner";

    /// <summary>The time of now as it is signed.</summary>
    public string Timestamp() => Encode(Clock.GetUtcNow().ToUnixTimeSeconds());

    public override string Sign(string value) => base.Sign(value + Separator + Timestamp());

    public override string Unsign(string signed) => Unsign(signed, null);

    /// <summary>The value that was signed.</summary>
    /// <param name="signed">The value with its time and signature.</param>
    /// <param name="maxAge">How old it may be; null: any age.</param>
    /// <exception cref="BadSignature">It was not signed by us, or changed since.</exception>
    /// <exception cref="SignatureExpired">It is too old.</exception>
    public string Unsign(string signed, TimeSpan? maxAge)
    {
        var value = base.Unsign(signed);
        var at = value.LastIndexOf(Separator, StringComparison.Ordinal);
        if (at < 0 || Decode(value.AsSpan(at + Separator.Length)) is not { } seconds) throw new BadSignature("The value was signed without a time.");
        var age = (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - seconds;
        if (maxAge is { } most && age > most.TotalSeconds)
        {
            throw new SignatureExpired(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Signature age {age} > {most.TotalSeconds} seconds"));
        }

        return value[..at];
    }

    /// <inheritdoc cref="Signer.UnsignObject"/>
    /// <param name="signed">The object with its time and signature.</param>
    /// <param name="maxAge">How old it may be; null: any age.</param>
    /// <exception cref="SignatureExpired">It is too old.</exception>
    public T? UnsignObject<T>(string signed, TimeSpan? maxAge) => SignedJson.Read<T>(Unsign(signed, maxAge));

    private static string Encode(long number)
    {
        if (number == 0) return "0";
        var text = new StringBuilder();
        for (var rest = Math.Abs(number); rest > 0; rest /= 62) text.Insert(0, Base62[(int)(rest % 62)]);
        return (number < 0 ? "-" : "") + text;
    }

    private static long? Decode(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-");
        if (negative) text = text[1..];
        if (text.Length is 0 or > 10) return null;
        long number = 0;
        foreach (var c in text)
        {
            var digit = Base62.IndexOf(c);
            if (digit < 0) return null;
            number = (number * 62) + digit;
        }

        return negative ? -number : number;
    }
}

/// <summary>Objects as signed text and back, in one call.</summary>
public static class Signing
{
    /// <summary>An object as signed text that may stand in an address.</summary>
    /// <param name="value">What <see cref="JsonSerializer"/> can write.</param>
    /// <param name="salt">Says what it is signed for.</param>
    /// <param name="compress">Packs it where that makes it shorter.</param>
    /// <param name="key">The key; null: that of the settings.</param>
    public static string Dumps<T>(T value, string salt = "django.core.signing", bool compress = false, string? key = null) => new TimestampSigner(key, salt: salt).SignObject(value, compress);

    /// <summary>The object that <see cref="Dumps"/> signed.</summary>
    /// <exception cref="BadSignature">It was not signed by us, or changed since, or is too old.</exception>
    public static T? Loads<T>(string signed, string salt = "django.core.signing", TimeSpan? maxAge = null, string? key = null) => new TimestampSigner(key, salt: salt).UnsignObject<T>(signed, maxAge);

    /// <summary>What signs a cookie.</summary>
    /// <param name="salt">The cookie's name and a salt of one's own.</param>
    public static TimestampSigner CookieSigner(string salt) =>
        new(Signer.Keys(null, "django.http.cookies"), ":", salt);
}
