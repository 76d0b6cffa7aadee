namespace Quintet.Db;

/// <summary>
/// A statement as the database gets it. What is run often keeps its object, so that a connection finds the command for it without
/// looking at the text.
/// </summary>
internal sealed class SqlText(string text) : IEquatable<SqlText>
{
    private readonly int _hash = text.GetHashCode(StringComparison.Ordinal);

    public string Text { get; } = text;

    public static implicit operator SqlText(string text) => new(text);

    public bool Equals(SqlText? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Text == other.Text);

    public override bool Equals(object? obj) => Equals(obj as SqlText);

    public override int GetHashCode() => _hash;

    public override string ToString() => Text;
}
