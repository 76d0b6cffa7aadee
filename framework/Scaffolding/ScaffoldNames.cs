using System.Collections.Frozen;
using System.Text;

namespace Quintet.Scaffolding;

/// <summary>Which names a project or an app may have.</summary>
internal static class ScaffoldNames
{
    private static readonly FrozenSet<string> Keywords = new HashSet<string>(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double",
        "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal",
        "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
        "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Names that mean something else in a project: its own files and folders, and the namespaces that everything uses.</summary>
    private static readonly FrozenSet<string> Taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Quintet", "System", "Microsoft", "Xunit", "Settings", "Urls", "Manage", "Program", "Tests", "Test", "Templates", "Static", "Media", "StaticFiles", "Bin", "Obj", "Con", "Nul", "Prn", "Aux",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says why a name cannot be used; null where it can.</summary>
    /// <param name="kind">"project" or "app".</param>
    public static string? Refuse(string name, string kind)
    {
        if (name.Length == 0) return $"You must provide {Article(kind)} name.";
        if (!IsIdentifier(name))
        {
            return $"'{name}' is not a valid {kind} name. Please make sure the name is a valid identifier: letters, digits and underscores, not beginning with a digit.";
        }

        if (name.Length > 100) return $"'{name[..20]}…' is too long for {Article(kind)} name: more than 100 characters.";
        if (Keywords.Contains(name)) return $"'{name}' is a word of C# and cannot be used as {Article(kind)} name. Please try another name.";
        if (Taken.Contains(ToPascalCase(name))) return $"'{name}' has a meaning of its own in a project and cannot be used as {Article(kind)} name. Please try another name.";
        return null;
    }

    /// <summary><c>blog</c> → <c>Blog</c>, <c>my_shop</c> → <c>MyShop</c>.</summary>
    public static string ToPascalCase(string name)
    {
        var builder = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (c == '_')
            {
                upper = true;
                continue;
            }

            builder.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return builder.ToString();
    }

    private static bool IsIdentifier(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && char.IsAsciiLetter(name[0]);

    private static string Article(string kind) => kind == "app" ? "an app" : "a project";
}
