using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Quintet.Caching;

/// <summary>Keeps values in a folder, a file for each (Django's <c>FileBasedCache</c>): shared by the processes of one machine. Nobody else may write into the folder.</summary>
/// <param name="folder">Made where it is missing.</param>
public sealed class FileCache(string folder) : Cache
{
    // The number of ticks at which it ends, in eight bytes, then the value.
    private const int HeadLength = 8;
    private const string Suffix = ".cache";

    private readonly Lock _counting = new();

    /// <summary>How many values there is room for; more make some go, whichever.</summary>
    public int MaxEntries { get; init; } = 300;

    protected internal override async ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation)
    {
        try
        {
            var path = PathOf(key);
            var bytes = async ? await File.ReadAllBytesAsync(path, cancellation) : File.ReadAllBytes(path);
            if (bytes.Length < HeadLength) return null;
            var end = EndIn(bytes);
            if (!(end <= Clock.GetUtcNow())) return new CacheEntry(bytes.AsMemory(HeadLength), end);
            File.Delete(path);
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    protected internal override async ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (onlyIfMissing && await ReadAsync(key, async, cancellation) is not null) return false;
        if (end <= Clock.GetUtcNow())
        {
            if (Directory.Exists(folder)) File.Delete(path);
            return true;
        }

        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(path)) Cull();
        // A reader finds the old value or the new one, never a half.
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            var bytes = new byte[HeadLength + value.Length];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, end?.UtcTicks ?? long.MaxValue);
            value.CopyTo(bytes.AsMemory(HeadLength));
            if (async) await File.WriteAllBytesAsync(temporary, bytes, cancellation);
            else File.WriteAllBytes(temporary, bytes);
            if (onlyIfMissing)
            {
                try
                {
                    File.Move(temporary, path);
                }
                catch (IOException) when (File.Exists(path))
                {
                    return false;
                }
            }
            else
            {
                File.Move(temporary, path, overwrite: true);
            }
        }
        finally
        {
            File.Delete(temporary);
        }

        return true;
    }

    protected internal override async ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation) =>
        await ReadAsync(key, async, cancellation) is { } entry && await WriteAsync(key, entry.Value, end, onlyIfMissing: false, async, cancellation);

    protected internal override async ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation)
    {
        if (await ReadAsync(key, async, cancellation) is null) return false;
        File.Delete(PathOf(key));
        return true;
    }

    protected internal override ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        foreach (var file in Files()) File.Delete(file);
        return default;
    }

    /// <remarks>Of several processes that count at the same moment, one may be missed.</remarks>
    protected internal override ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation)
    {
        lock (_counting)
        {
            if (ReadAsync(key, async: false, cancellation).GetAwaiter().GetResult() is not { } entry) return default;
            var (number, bytes) = Sum(entry.Value, delta);
            WriteAsync(key, bytes, entry.End, onlyIfMissing: false, async: false, cancellation).GetAwaiter().GetResult();
            return new(number);
        }
    }

    private void Cull()
    {
        var files = Files();
        if (files.Length < MaxEntries) return;
        Random.Shared.Shuffle(files);
        // A third, as Django does it, so that it is not done each time.
        foreach (var file in files.AsSpan(0, Math.Max(1, files.Length / 3))) File.Delete(file);
    }

    private string[] Files() => Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Suffix) : [];

    private string PathOf(string key) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + Suffix);

    private static DateTimeOffset? EndIn(byte[] bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes) is var ticks && ticks is > 0 and < 3155378975999999999 ? new(ticks, TimeSpan.Zero) : null;
}
