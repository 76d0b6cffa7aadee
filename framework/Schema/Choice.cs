namespace Quintet.Db;

/// <summary>A value that a field may have, with its name for people: <c>new("sf", "Science fiction")</c>.</summary>
/// <param name="Value">As the column holds it (of an enum: the number).</param>
/// <param name="Label">For people.</param>
/// <param name="Group">The heading under which a form shows it; null: none.</param>
public sealed record Choice(object? Value, string Label, string? Group = null);

/// <summary>An enum member's name for people; without it, the name with spaces: <c>ToBeRead</c> → To Be Read.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LabelAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
