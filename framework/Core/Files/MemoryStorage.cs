using System.Collections.Concurrent;
using Quintet.Text;

namespace Quintet.Files;

/// <summary>Files in this process's memory (Django's <c>InMemoryStorage</c>): for tests. They are gone with the storage.</summary>
/// <param name="baseUrl">The address under which they would be served; null: none.</param>
/// <param name="clock">Tells what time it is; null: the system's.</param>
public sealed class MemoryStorage(string? baseUrl = null, TimeProvider? clock = null) : Storage
{
    private readonly ConcurrentDictionary<string, Kept> _files = new(StringComparer.Ordinal);
    private readonly string? _baseUrl = baseUrl is null || baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/";
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public override Stream Open(string name)
    {
        var key = Clean(name);
        var kept = Existing(key);
        _files.TryUpdate(key, kept with { Accessed = Now }, kept);
        return new MemoryStream(kept.Content, writable: false);
    }

    public override void Delete(string name)
    {
        if (name.Length == 0) throw new ArgumentException("The name must be given to Delete().");
        _files.TryRemove(Clean(name), out _);
    }

    /// <summary>Whether there is a file, or a folder with one in it.</summary>
    public override bool Exists(string name)
    {
        var key = Clean(name);
        return _files.ContainsKey(key) || _files.Keys.Any(file => file.StartsWith(key + "/", StringComparison.Ordinal));
    }

    public override long Size(string name) => Existing(Clean(name)).Content.Length;

    public override string Url(string name) => _baseUrl is null
        ? throw new NotSupportedException("This file is not accessible via a URL.")
        : _baseUrl + UrlEncoding.FilePathToUri(name).TrimStart('/');

    public override (IReadOnlyList<string> Folders, IReadOnlyList<string> Files) ListDirectory(string path)
    {
        var folder = path.Length == 0 ? "" : Clean(path) + "/";
        var below = _files.Keys.Where(file => file.StartsWith(folder, StringComparison.Ordinal)).Select(file => file[folder.Length..].Split('/')).ToList();
        return ([.. below.Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct()], [.. below.Where(parts => parts.Length == 1).Select(parts => parts[0])]);
    }

    public override DateTime GetAccessedTime(string name) => Existing(Clean(name)).Accessed;

    public override DateTime GetCreatedTime(string name) => Existing(Clean(name)).Created;

    /// <remarks>What is kept does not change.</remarks>
    public override DateTime GetModifiedTime(string name) => Existing(Clean(name)).Created;

    protected override string Store(string name, Stream content, int? maxLength)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        var kept = new Kept(bytes.ToArray(), Now, Now);
        while (!_files.TryAdd(Clean(name), kept)) name = GetAvailableName(name, maxLength);
        return name;
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private Kept Existing(string key) => _files.TryGetValue(key, out var kept) ? kept : throw new FileNotFoundException($"There is no file '{key}'.", key);

    private static string Clean(string name)
    {
        FileNames.Check(name, allowFolders: true);
        return name.Replace('\\', '/');
    }

    private sealed record Kept(byte[] Content, DateTime Created, DateTime Accessed);
}
