using System.Text;

namespace Quintet.Lsp.Session;

/// <summary>The edge between URIs and absolute paths of the file system.</summary>
internal static class FileUri
{
    /// <summary>The path of a <c>file:</c> URI; null for any other (unsaved buffers, virtual documents) and for what is no URI.</summary>
    public static string? ToPath(string? uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || !parsed.IsFile || !uri!.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return null;
        // "localhost" is no share on another machine.
        var path = parsed.Host == "localhost" ? Uri.UnescapeDataString(parsed.AbsolutePath) : parsed.LocalPath;
        // VS Code escapes the drive's colon (file:///c%3A/…), which leaves a slash before it.
        if (path.Length > 2 && path[0] == '/' && path[2] == ':' && char.IsAsciiLetter(path[1])) path = path[1..];
        if (path.Contains('\0')) return null;
        path = Path.GetFullPath(path);
        return path.Length > 1 ? Path.TrimEndingDirectorySeparator(path) : path;
    }

    public static string FromPath(string path)
    {
        var uri = new StringBuilder("file://");
        if (!path.StartsWith('/') && !path.StartsWith('\\')) uri.Append('/');
        foreach (var part in path.Replace('\\', OperatingSystem.IsWindows() ? '/' : '\\').Split('/'))
        {
            uri.Append(Uri.EscapeDataString(part)).Append('/');
        }

        uri.Length--;
        return uri.ToString();
    }
}
