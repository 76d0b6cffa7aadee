using System.Security.Cryptography;
using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>The names of indexes, letter for letter as Django makes them, so that an existing database fits.</summary>
public static class IndexNames
{
    private const int UnlimitedLength = 200;

    /// <summary>The name of the index of a column or of a constraint: <c>blog_book_author_id_82b8ab51</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="suffix"><c>_uniq</c>, <c>_idx</c> or nothing.</param>
    /// <param name="maxLength">Of the database's names; 0: no limit.</param>
    public static string Of(string table, IReadOnlyList<string> columns, string suffix = "", int maxLength = 0)
    {
        if (maxLength == 0) maxLength = UnlimitedLength;
        var hash = Digest(8, [table, .. columns]) + suffix;
        var joined = string.Join('_', columns);
        var name = $"{table}_{joined}_{hash}";
        if (name.Length <= maxLength) return name;
        if (hash.Length > maxLength / 3) hash = hash[..(maxLength / 3)];
        var rest = ((maxLength - hash.Length) / 2) - 1;
        name = $"{Start(table, rest)}_{Start(joined, rest)}_{hash}";
        return name[0] == '_' || char.IsDigit(name[0]) ? "D" + name[..^1] : name;
    }

    /// <summary>An index with its name: its own, or the one that Django's <c>Index</c> makes.</summary>
    public static IndexAttribute Named(IndexAttribute index, ModelState model)
    {
        if (index.Name is not null) return index;
        if (index.Fields.Length == 0) throw new InvalidOperationException($"An index of {model.Label} without fields needs a name.");
        var columns = index.Fields.Select(f => model.ResolveField(f.TrimStart('-')).Column).ToList();
        List<string> ordered = [.. index.Fields.Select((f, i) => f.StartsWith('-') ? "-" + columns[i] : columns[i])];
        var name = $"{Start(model.Table, 11)}_{Start(columns[0], 7)}_{Digest(6, [model.Table, .. ordered, index.Suffix])}_{index.Suffix}";
        if (name[0] == '_' || char.IsDigit(name[0])) name = "D" + name[1..];
        return index.WithName(name);
    }

    private static string Start(string text, int length) => text.Length <= length ? text : text[..length];

    // MD5 because the names contain it; nothing is protected by it.
    private static string Digest(int length, IEnumerable<string> parts) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..length];
}
