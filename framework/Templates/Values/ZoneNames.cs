using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace Quintet.Templates.Values;

/// <summary>
/// The short names of time zones (<c>CET</c>, <c>CEST</c>), which <see cref="TimeZoneInfo"/> does not tell: read from the machine's
/// time zone files (RFC 8536).
/// </summary>
internal sealed class ZoneNames
{
    private static readonly ConcurrentDictionary<string, ZoneNames?> Files = new(StringComparer.Ordinal);

    private readonly long[] _times;
    private readonly string[] _names;
    private readonly string _first;
    private readonly string? _standard;
    private readonly string? _summer;

    private ZoneNames(long[] times, string[] names, string first, string footer)
    {
        (_times, _names, _first) = (times, names, first);
        // CET-1CEST,M3.5.0,M10.5.0/3: what holds from the last change of the file on.
        var rest = footer.AsSpan();
        _standard = Name(ref rest);
        rest = rest.TrimStart("0123456789:+-");
        _summer = Name(ref rest);
    }

    /// <summary>The zone's name at a time; null where nothing is known of the zone.</summary>
    public static string? Find(TimeZoneInfo zone, DateTimeOffset time)
    {
        if (zone.Id is "UTC" or "Etc/UTC") return "UTC";
        return Files.GetOrAdd(zone.Id, Read)?.At(zone, time);
    }

    private string? At(TimeZoneInfo zone, DateTimeOffset time)
    {
        var index = Array.BinarySearch(_times, time.ToUnixTimeSeconds());
        if (index < 0) index = ~index - 1;
        if (index < 0) return _times.Length > 0 ? _first : _standard ?? _first;
        if (index < _times.Length - 1 || _standard is null) return _names[index];
        return _summer is null ? _standard : zone.IsDaylightSavingTime(time) ? _summer : _standard;
    }

    private static ZoneNames? Read(string id)
    {
        var folder = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } own ? own : "/usr/share/zoneinfo";
        var path = Path.Combine(folder, id);
        if (id.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(id) || !File.Exists(path)) return null;
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException)
        {
            // A file that cannot be read tells no names; the distance from UTC is shown instead.
            return null;
        }
    }

    private static ZoneNames? Parse(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("TZif"u8) || file[4] < (byte)'2') return null;
        // The first part has times of 32 bits, the second the same with 64.
        var counts = Counts(file);
        file = file[(44 + (counts.Times * 5) + (counts.Types * 6) + counts.Characters + (counts.Leaps * 8) + counts.Marks)..];
        counts = Counts(file);
        var times = file[44..];
        var indices = times[(counts.Times * 8)..];
        var types = indices[counts.Times..];
        var characters = types[(counts.Types * 6)..];
        var footer = characters[(counts.Characters + (counts.Leaps * 12) + counts.Marks)..];
        var byType = new string[counts.Types];
        for (var i = 0; i < byType.Length; i++)
        {
            var name = characters[types[(i * 6) + 5]..];
            byType[i] = Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
        }

        var changes = new long[counts.Times];
        var names = new string[counts.Times];
        for (var i = 0; i < changes.Length; i++) (changes[i], names[i]) = (BinaryPrimitives.ReadInt64BigEndian(times[(i * 8)..]), byType[indices[i]]);
        return new(changes, names, byType[0], Encoding.ASCII.GetString(footer).Trim('\n'));
    }

    private static (int Times, int Types, int Characters, int Leaps, int Marks) Counts(ReadOnlySpan<byte> header)
    {
        return (Count(header, 3), Count(header, 4), Count(header, 5), Count(header, 2), Count(header, 0) + Count(header, 1));

        static int Count(ReadOnlySpan<byte> header, int index) => BinaryPrimitives.ReadInt32BigEndian(header[(20 + (index * 4))..]);
    }

    /// <summary>A name of a footer: letters, or anything between angle brackets.</summary>
    private static string? Name(ref ReadOnlySpan<char> text)
    {
        var bracketed = text.StartsWith("<");
        var length = bracketed ? text.IndexOf('>') - 1 : text.IndexOfAnyExcept(Letters);
        if (length < 0) length = bracketed ? 0 : text.Length;
        var name = bracketed ? text.Slice(1, length) : text[..length];
        text = text[Math.Min(text.Length, bracketed ? length + 2 : length)..];
        return name.IsEmpty ? null : name.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
