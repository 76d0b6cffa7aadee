using System.Text;
using System.Text.Json.Nodes;

namespace Quintet.Sessions;

/// <summary>Sessions in a folder, a file for each.</summary>
/// <param name="folder">Made where it is missing; nobody else may read it. Null: a folder of the user's among the temporary ones.</param>
public sealed class FileSessions(string? folder = null) : SessionEngine
{
    private const string Prefix = "sessionid";

    private readonly string _folder = folder ?? Path.Combine(Path.GetTempPath(), $"quintet-sessions-{Environment.UserName}");

    public override async ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        // A key is a part of a path: what is none never becomes one.
        if (!IsKey(key)) return null;
        var file = new FileInfo(FileOf(key));
        try
        {
            var text = async ? await File.ReadAllTextAsync(file.FullName, cancellation) : File.ReadAllText(file.FullName);
            return Decode(text) is { } values && times.AgeOf(values, file.LastWriteTimeUtc) > TimeSpan.Zero ? values : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public override async ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        var isNew = key is null;
        key ??= NewKey();
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // Whoever reads meanwhile has the old or the new one, never half of it.
        var path = FileOf(key);
        var fresh = Path.Combine(_folder, Path.GetRandomFileName());
        var data = Encoding.ASCII.GetBytes(Encode(values));
        if (async) await File.WriteAllBytesAsync(fresh, data, cancellation);
        else File.WriteAllBytes(fresh, data);
        File.SetLastWriteTimeUtc(fresh, times.Now.UtcDateTime);
        try
        {
            if (isNew)
            {
                File.Move(fresh, path);
            }
            else
            {
                // Only where it still is: a session that another request ended stays ended.
                if (!File.Exists(path)) return null;
                File.Move(fresh, path, overwrite: true);
            }
        }
        finally
        {
            File.Delete(fresh);
        }

        return key;
    }

    public override ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default)
    {
        if (IsKey(key) && Directory.Exists(_folder)) File.Delete(FileOf(key));
        return default;
    }

    public override async ValueTask<int?> ClearExpiredAsync(SessionTimes times, CancellationToken cancellation = default)
    {
        var count = 0;
        if (!Directory.Exists(_folder)) return count;
        foreach (var path in Directory.EnumerateFiles(_folder, Prefix + "*"))
        {
            if (await LoadAsync(Path.GetFileName(path)[Prefix.Length..], times, async: true, cancellation) is not null) continue;
            File.Delete(path);
            count++;
        }

        return count;
    }

    private string FileOf(string key) => Path.Combine(_folder, Prefix + key);
}
