namespace Quintet.Db.Serialization;

/// <summary>How a fixture is written.</summary>
public enum FixtureFormat
{
    /// <summary>One list of objects, <c>.json</c>.</summary>
    Json,

    /// <summary>An object on each line, <c>.jsonl</c>.</summary>
    JsonLines,
}

/// <summary>A fixture cannot be written or loaded; the message says where and why.</summary>
public sealed class FixtureException(string message, Exception? inner = null) : Exception(message, inner);
