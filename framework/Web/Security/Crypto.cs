using System.Security.Cryptography;
using System.Text;

namespace Quintet.Security;

/// <summary>Django's <c>utils.crypto</c>: the small pieces from which tokens and signatures are made.</summary>
public static class Crypto
{
    /// <summary>Letters and digits: 62 characters.</summary>
    public const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>
    /// An HMAC whose key is derived from a secret and a salt, so that a signature made for one purpose is none for another.
    /// </summary>
    /// <param name="keySalt">Says what it is for.</param>
    /// <param name="value">What is signed.</param>
    /// <param name="secret">The secret; text is UTF-8.</param>
    /// <param name="algorithm">SHA-1, SHA-256, SHA-384 or SHA-512.</param>
    public static byte[] SaltedHmac(string keySalt, ReadOnlySpan<byte> value, ReadOnlySpan<byte> secret, HashAlgorithmName algorithm)
    {
        var salt = Encoding.UTF8.GetBytes(keySalt);
        byte[] material = [.. salt, .. secret];
        return CryptographicOperations.HmacData(algorithm, CryptographicOperations.HashData(algorithm, material), value);
    }

    /// <inheritdoc cref="SaltedHmac(string, ReadOnlySpan{byte}, ReadOnlySpan{byte}, HashAlgorithmName)"/>
    public static byte[] SaltedHmac(string keySalt, string value, string secret, HashAlgorithmName algorithm) =>
        SaltedHmac(keySalt, Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(secret), algorithm);

    /// <summary>Whether two texts are the same; how long it takes says nothing of where they differ.</summary>
    public static bool ConstantTimeCompare(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    /// <summary>A text that nobody can guess.</summary>
    /// <param name="length">Of 62 characters 22 hold 128 bits.</param>
    /// <param name="allowed">Its characters.</param>
    public static string GetRandomString(int length, string allowed = Alphanumeric) => RandomNumberGenerator.GetString(allowed, length);

    /// <summary>PBKDF2 with HMAC.</summary>
    /// <param name="password">Its UTF-8 bytes, for text.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="iterations">How often; see what is advised this year.</param>
    /// <param name="algorithm">The hash.</param>
    /// <param name="length">Of the result in bytes; 0: that of the hash.</param>
    public static byte[] Pbkdf2(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName algorithm, int length = 0) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, algorithm, length > 0 ? length : CryptographicOperations.HashData(algorithm, []).Length);
}
