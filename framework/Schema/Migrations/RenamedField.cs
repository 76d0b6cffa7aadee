namespace Quintet.Db.Migrations;

/// <summary>A field under another name, where its name stands among others: as it is, or with <c>-</c> in front.</summary>
internal static class RenamedField
{
    /// <summary>Whether a name means the field.</summary>
    public static bool Is(string name, string field) => name == field || (name.StartsWith('-') && name[1..] == field);

    /// <summary>The name, or the field's new one in its place.</summary>
    public static string Of(string name, string from, string to) => !Is(name, from) ? name : name.StartsWith('-') ? "-" + to : to;

    public static string[] In(string[] names, string from, string to) => [.. names.Select(name => Of(name, from, to))];
}
