using Quintet.Text;

namespace Quintet.Files;

/// <summary>Files in a folder of this machine (Django's <c>FileSystemStorage</c>). No name leads out of it.</summary>
/// <param name="location">The folder; made when the first file is saved.</param>
/// <param name="baseUrl">The address under which the folder is served, <c>/media/</c>; null: it is not.</param>
public class FileSystemStorage(string location, string? baseUrl = null) : Storage
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The folder's path.</summary>
    public string Location { get; } = System.IO.Path.GetFullPath(location);

    public string? BaseUrl { get; } = baseUrl is null || baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/";

    /// <summary>The permissions of a new file, where the system has such: 644, so that a web server reads it, whatever the process's mask.</summary>
    public UnixFileMode? FilePermissions { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The permissions of a new folder; null: as the process's mask has them.</summary>
    public UnixFileMode? DirectoryPermissions { get; init; }

    /// <exception cref="SuspiciousFileOperationException">The name leads out of the folder.</exception>
    public override string Path(string name)
    {
        if (name.Contains('\0')) throw new SuspiciousFileOperationException($"Could not derive file name from '{name.Replace("\0", "\\0")}'");
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Location, name.Replace('\\', '/')));
        var root = Location.EndsWith(System.IO.Path.DirectorySeparatorChar) ? Location : Location + System.IO.Path.DirectorySeparatorChar;
        return full == Location || full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new SuspiciousFileOperationException($"The joined path ({full}) is located outside of the base path component ({Location})");
    }

    public override Stream Open(string name) => new FileStream(Path(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, useAsync: true);

    public override void Delete(string name)
    {
        if (name.Length == 0) throw new ArgumentException("The name must be given to Delete().");
        var path = Path(name);
        if (Directory.Exists(path)) Directory.Delete(path);
        else if (Exists(name)) File.Delete(path);
    }

    /// <summary>Whether there is anything of that name, a link that leads nowhere included.</summary>
    public override bool Exists(string name)
    {
        var path = Path(name);
        return File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null;
    }

    public override long Size(string name) => new FileInfo(Path(name)).Length;

    public override string Url(string name) => BaseUrl is null
        ? throw new NotSupportedException("This file is not accessible via a URL.")
        : BaseUrl + UrlEncoding.FilePathToUri(name).TrimStart('/');

    public override (IReadOnlyList<string> Folders, IReadOnlyList<string> Files) ListDirectory(string path)
    {
        var folder = new DirectoryInfo(Path(path));
        return ([.. folder.EnumerateDirectories().Select(d => d.Name)], [.. folder.EnumerateFiles().Select(f => f.Name)]);
    }

    public override DateTime GetAccessedTime(string name) => Existing(name).LastAccessTimeUtc;

    public override DateTime GetCreatedTime(string name) => Existing(name).CreationTimeUtc;

    public override DateTime GetModifiedTime(string name) => Existing(name).LastWriteTimeUtc;

    protected override string Store(string name, Stream content, int? maxLength) => StoreAsync(name, content, maxLength, async: false, default).GetAwaiter().GetResult();

    protected override Task<string> StoreAsync(string name, Stream content, int? maxLength, CancellationToken cancellation) => StoreAsync(name, content, maxLength, async: true, cancellation).AsTask();

    private async ValueTask<string> StoreAsync(string name, Stream content, int? maxLength, bool async, CancellationToken cancellation)
    {
        while (true)
        {
            var path = Path(name);
            MakeFolder(System.IO.Path.GetDirectoryName(path)!);
            FileStream file;
            try
            {
                // Only one of two that ask at once makes the file.
                file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, async);
            }
            catch (IOException) when (Exists(name))
            {
                name = GetAvailableName(name, maxLength);
                continue;
            }

            try
            {
                using (file)
                {
                    if (async)
                    {
                        await content.CopyToAsync(file, cancellation);
                        await file.FlushAsync(cancellation);
                    }
                    else
                    {
                        content.CopyTo(file);
                    }
                }

                if (FilePermissions is { } mode && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
            }
            catch
            {
                // Half a file is none.
                File.Delete(path);
                throw;
            }

            return name;
        }
    }

    private void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (DirectoryPermissions is not { } mode || OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (path != Location) MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, mode);
    }

    private FileInfo Existing(string name)
    {
        var file = new FileInfo(Path(name));
        return file.Exists ? file : throw new FileNotFoundException($"There is no file '{name}' in {Location}.", file.FullName);
    }
}
