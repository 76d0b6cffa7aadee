namespace Quintet.Security;

/// <summary>A signature does not fit: the value was changed, or signed for something else or with another key.</summary>
public class BadSignature(string message) : Exception(message);

/// <summary>A signature fits, but is older than it may be.</summary>
public sealed class SignatureExpired(string message) : BadSignature(message);
