using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Quintet.Db.Introspection;

/// <summary>Names of classes and properties for tables and columns (Django's <c>table2model</c> and <c>normalize_col_name</c>).</summary>
internal static partial class InspectedNames
{
    /// <summary>Types that the written source speaks of: a model of such a name would take their place.</summary>
    private static readonly FrozenSet<string> UsedTypes = new[]
    {
        nameof(Model), nameof(OnDelete), "DateOnly", "DateTime", "TimeOnly", "TimeSpan", "Guid", "IPAddress", "JsonElement", "System", "Quintet",
    }.Concat(typeof(Field).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Attribute))).Select(type => type.Name)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What every model has already, by itself or from the generator.</summary>
    private static readonly FrozenSet<string> Members = typeof(Model)
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
        .Select(member => member.Name).Concat(["Objects", "Meta", "MemberwiseClone", "Finalize"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary><c>auth_user</c> → <c>AuthUser</c>; with something behind it where the name is taken.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="used">The names that are taken, by which those that differ in case alone count as one; the new one is added.</param>
    public static string Class(string table, HashSet<string> used)
    {
        var name = new StringBuilder();
        for (var i = 0; i < table.Length; i++)
        {
            if (!char.IsLetterOrDigit(table[i])) continue;
            name.Append(i > 0 && char.IsLetter(table[i - 1]) ? char.ToLowerInvariant(table[i]) : char.ToUpperInvariant(table[i]));
        }

        if (name.Length == 0 || char.IsDigit(name[0])) name.Insert(0, "Table");
        if (UsedTypes.Contains(name.ToString())) name.Append("Table");
        return Free(name.ToString(), used, "");
    }

    /// <summary>The property of a column, and why it is not called as the column is.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="isRelation">The column's <c>_id</c> is the relation's own.</param>
    /// <param name="className">The class, whose name no member can have.</param>
    /// <param name="used">The members' names that are taken; the new ones are added.</param>
    public static (string Property, IReadOnlyList<string> Notes) Property(string column, bool isRelation, string className, HashSet<string> used)
    {
        var notes = new List<string>();
        var name = column.ToLowerInvariant();
        if (name != column) notes.Add("Field name made lowercase.");
        if (isRelation && name.Length > 3 && name.EndsWith("_id", StringComparison.Ordinal)) name = name[..^3];
        Change(Unsuitable().Replace(name, "_"), "Field renamed to remove unsuitable characters.");
        Change(Underscores().Replace(name, "_"), "Field renamed because it contained more than one '_' in a row.");
        if (name.StartsWith('_')) Change("field" + name, "Field renamed because it started with '_'.");
        if (name.EndsWith('_')) Change(name + "field", "Field renamed because it ended with '_'.");
        if (char.IsDigit(name[0])) Change("number_" + name, "Field renamed because it wasn't a valid C# identifier.");

        // A word of C# begins with a small letter, a property with a capital: only names of members can be in the way.
        if (ModelNames.PascalCase(name) == className) Change(name + "_field", "Field renamed because a member cannot have the name of its class.");
        if (Members.Contains(ModelNames.PascalCase(name))) Change(name + "_field", "Field renamed because every model has a member of that name.");
        var wanted = ModelNames.PascalCase(name);
        var property = Free(wanted, used, "_", candidate => isRelation ? [candidate + "Id", $"Get{candidate}Async"] : []);
        if (property != wanted) notes.Add("Field renamed because of name conflict.");
        return (property, notes);

        void Change(string changed, string note)
        {
            if (changed != name) notes.Add(note);
            name = changed;
        }
    }

    /// <summary>The name, or the first with a number behind it, that is not taken, nor what comes with it.</summary>
    private static string Free(string name, HashSet<string> used, string separator, Func<string, string[]>? companions = null)
    {
        var candidate = name;
        for (var i = 0; used.Contains(candidate) || companions?.Invoke(candidate).Any(used.Contains) == true; i++) candidate = $"{name}{separator}{i}";
        used.Add(candidate);
        used.UnionWith(companions?.Invoke(candidate) ?? []);
        return candidate;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}_]")]
    private static partial Regex Unsuitable();

    [GeneratedRegex("__+")]
    private static partial Regex Underscores();
}
