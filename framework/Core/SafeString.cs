namespace Quintet;

/// <summary>Text that is HTML already and is not escaped again (Django's <c>SafeString</c>).</summary>
public sealed class SafeString(string value) : IEquatable<SafeString>
{
    public static readonly SafeString Empty = new("");

    public string Value { get; } = value;

    public bool Equals(SafeString? other) => other is not null && other.Value == Value;

    public override bool Equals(object? obj) => Equals(obj as SafeString);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}
