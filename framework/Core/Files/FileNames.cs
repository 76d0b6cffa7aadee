namespace Quintet.Files;

/// <summary>Names of stored files: relative, with <c>/</c>, on every system.</summary>
internal static class FileNames
{
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
}
