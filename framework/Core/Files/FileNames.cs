using System.Globalization;

namespace Quintet.Files;

/// <summary>Names of stored files: relative, with <c>/</c>, on every system.</summary>
internal static class FileNames
{
    /// <summary>More characters than this do not go into a name on many systems.</summary>
    private const int Longest = 255;

    /// <summary><c>docs/plan.pdf</c> → <c>docs</c> and <c>plan.pdf</c>; <c>\</c> separates, too: what is harmless here may not be where the file goes later.</summary>
    public static (string Folder, string File) Split(string name)
    {
        name = name.Replace('\\', '/');
        var end = name.LastIndexOf('/');
        return end < 0 ? ("", name) : (name[..end] is { Length: > 0 } folder ? folder : "/", name[(end + 1)..]);
    }

    public static string Join(string folder, string file) => folder.Length == 0 || folder.EndsWith('/') ? folder + file : folder + "/" + file;

    /// <summary><c>backup.tar.gz</c> → <c>backup</c> and <c>.tar.gz</c>; the point of a hidden file begins no ending.</summary>
    public static (string Root, string Ending) Ending(string file)
    {
        var start = file.Length - file.TrimStart('.').Length;
        var point = file.EndsWith('.') ? -1 : file.IndexOf('.', start);
        return point < 0 ? (file, "") : (file[..point], file[point..]);
    }

    /// <summary>What a browser says a file is called, as far as it is a name: no folders of whichever system, nothing that is not seen (Django's <c>sanitize_file_name</c>).</summary>
    /// <returns>Null where nothing is left.</returns>
    public static string? Sanitize(string name)
    {
        name = System.Net.WebUtility.HtmlDecode(name);
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = new System.Text.StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value == ' ' || IsPrintable(System.Text.Rune.GetUnicodeCategory(rune))) shown.Append(rune.ToString());
        }

        name = shown.ToString();
        return name is "" or "." or ".." ? null : name;
    }

    /// <summary>The last part of a path, with at most 255 characters, its ending among them.</summary>
    /// <exception cref="SuspiciousFileOperationException">It is no name of a file.</exception>
    public static string OfUpload(string name)
    {
        name = name[(name.LastIndexOf('/') + 1)..];
        if (name.Length > Longest)
        {
            var ending = System.IO.Path.GetExtension(name);
            if (ending.Length > Longest) ending = ending[..Longest];
            name = name[..(Longest - ending.Length)] + ending;
        }

        Check(name, allowFolders: false);
        return name;
    }

    /// <exception cref="SuspiciousFileOperationException">It leads up.</exception>
    public static void CheckFolder(string folder)
    {
        if (folder.Split('/').Contains("..")) throw new SuspiciousFileOperationException($"Detected path traversal attempt in '{folder}'");
    }

    /// <exception cref="SuspiciousFileOperationException">It is no name of a file, leads up, or is absolute.</exception>
    public static void Check(string name, bool allowFolders)
    {
        var (folder, file) = Split(name);
        if (file is "" or "." or ".." || file.Contains('\0')) throw new SuspiciousFileOperationException($"Could not derive file name from '{name.Replace("\0", "\\0")}'");
        if (!allowFolders && folder.Length > 0) throw new SuspiciousFileOperationException($"File name '{name}' includes path elements");
        if (folder.StartsWith('/') || folder.Split('/').Contains("..")) throw new SuspiciousFileOperationException($"Detected path traversal attempt in '{name}'");
    }

    private static bool IsPrintable(UnicodeCategory category) => category is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
