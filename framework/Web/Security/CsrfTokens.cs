namespace Quintet.Security;

/// <summary>The secret of a visitor, and the tokens made from it (Django's <c>middleware.csrf</c>).</summary>
internal static class CsrfTokens
{
    public const int SecretLength = 32;
    public const int TokenLength = 2 * SecretLength;
    private const string Allowed = Crypto.Alphanumeric;

    public static string NewSecret() => Crypto.GetRandomString(SecretLength, Allowed);

    /// <summary>A token for a page: another one each time, so that how well a page is compressed says nothing of the secret (BREACH).</summary>
    public static string Mask(string secret)
    {
        var mask = NewSecret();
        return string.Create(TokenLength, (mask, secret), static (token, parts) =>
        {
            parts.mask.CopyTo(token);
            for (var i = 0; i < SecretLength; i++) token[SecretLength + i] = Allowed[(Allowed.IndexOf(parts.secret[i]) + Allowed.IndexOf(parts.mask[i])) % Allowed.Length];
        });
    }

    /// <summary>The secret in a token of the right form.</summary>
    public static string Unmask(string token) => string.Create(SecretLength, token, static (secret, token) =>
    {
        for (var i = 0; i < SecretLength; i++)
        {
            var difference = Allowed.IndexOf(token[SecretLength + i]) - Allowed.IndexOf(token[i]);
            secret[i] = Allowed[difference < 0 ? difference + Allowed.Length : difference];
        }
    });

    /// <summary>Why a text can be neither a token nor a secret; null: it can.</summary>
    public static string? Refuse(string token)
    {
        if (token.Length is not (TokenLength or SecretLength)) return "has incorrect length";
        return token.AsSpan().ContainsAnyExcept(Allowed) ? "has invalid characters" : null;
    }

    /// <summary>Whether a token, or the secret itself, is of this secret.</summary>
    public static bool Match(string token, string secret) => Crypto.ConstantTimeCompare(token.Length == TokenLength ? Unmask(token) : token, secret);
}
