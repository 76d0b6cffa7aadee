namespace Quintet.Testing;

/// <summary>What a test claims is not so.</summary>
public sealed class AssertionException(string message) : Exception(message);
