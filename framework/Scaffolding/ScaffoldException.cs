namespace Quintet.Scaffolding;

/// <summary>Nothing was written; the message says why and what to do.</summary>
public sealed class ScaffoldException(string message) : Exception(message);
