using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Quintet.Ide.Types;

/// <summary>
/// The assemblies that a project's C# is bound against: those of its last restore, and those of .NET and of the framework itself where
/// it was never restored. Nothing is run to know them. Safe for several threads.
/// </summary>
internal sealed class AssemblyReferences
{
    // A file is read once, as long as it stays the same one; so that projects share what is known of it.
    private readonly ConcurrentDictionary<string, (DateTime Written, MetadataReference Reference)> _byPath = new(Paths.Comparer);
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, Package? Package)> _packages = new(Paths.Comparer);
    private readonly Lazy<IReadOnlyList<string>> _shared = new(FindShared);
    private readonly Lazy<IReadOnlyList<string>> _framework = new(() => Assemblies(Path.Combine(AppContext.BaseDirectory, "framework")));

    /// <summary>The list that a restore leaves in a project's folder.</summary>
    public static string ListOf(string projectFolder) => Path.Combine(projectFolder, "obj", "project.assets.json");

    /// <summary>The references of a project, one for each assembly.</summary>
    /// <param name="files">Where the restore's list is read.</param>
    /// <param name="projectFolder">The project's folder.</param>
    public IReadOnlyList<MetadataReference> Of(IFileSystem files, string projectFolder)
    {
        // What comes first wins: an assembly of the restore stands before the one that is brought along.
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Restored(files, projectFolder).Select(found => found.Path).Concat(_shared.Value).Concat(_framework.Value)) paths.TryAdd(Path.GetFileName(path), path);
        return [.. paths.Values.Select(Load).OfType<MetadataReference>()];
    }

    /// <summary>The libraries with apps among them.</summary>
    /// <param name="files">Where the restore's list is read.</param>
    /// <param name="projectFolder">The project's folder.</param>
    public PackageSet Packages(IFileSystem files, string projectFolder)
    {
        var own = _framework.Value.Select(path => Path.GetFileName(path)!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var restored = Restored(files, projectFolder).DistinctBy(found => Path.GetFileName(found.Path), StringComparer.OrdinalIgnoreCase).ToList();
        var known = restored.Select(found => Path.GetFileName(found.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var framework = restored.Select(found => found.Path).Where(path => own.Contains(Path.GetFileName(path))).Concat(_framework.Value.Where(path => !known.Contains(Path.GetFileName(path)) && Path.GetFileName(path).StartsWith("Quintet.", StringComparison.Ordinal)));
        var foreign = restored.Where(found => !own.Contains(Path.GetFileName(found.Path))).Select(found => PackageAt(found.Path, found.SourceFolder)).OfType<Package>().ToList();
        return new(foreign, new(() => [.. foreign, .. framework.Select(path => PackageAt(path, null)).OfType<Package>()]));
    }

    private Package? PackageAt(string path, string? sourceFolder)
    {
        try
        {
            var file = new FileInfo(path);
            if (_packages.TryGetValue(path, out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length) return known.Package;
            var package = Package.Read(path, sourceFolder);
            _packages[path] = (file.LastWriteTimeUtc, file.Length, package);
            return package;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private MetadataReference? Load(string path)
    {
        try
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (_byPath.TryGetValue(path, out var known) && known.Written == written) return known.Reference;
            var reference = MetadataReference.CreateFromFile(path, documentation: null);
            _byPath[path] = (written, reference);
            return reference;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Being built at this moment; the next change asks again.
            return null;
        }
    }

    /// <summary>The assemblies in <c>project.assets.json</c>: those of packages, and of other projects, with their folders, where they have been built.</summary>
    private static List<(string Path, string? SourceFolder)> Restored(IFileSystem files, string projectFolder)
    {
        var found = new List<(string, string?)>();
        if (files.ReadText(ListOf(projectFolder)) is not { } text) return found;
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
            var libraries = root.GetProperty("libraries");
            foreach (var library in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
            {
                if (!library.Value.TryGetProperty("compile", out var compile) || !libraries.TryGetProperty(library.Name, out var about)) continue;
                var path = about.GetProperty("path").GetString()!;
                var sourceFolder = about.GetProperty("type").ValueEquals("project") ? Path.GetDirectoryName(Path.GetFullPath(Path.Combine(projectFolder, path))) : null;
                foreach (var assembly in compile.EnumerateObject().Select(item => item.Name).Where(name => name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
                {
                    var file = sourceFolder is not null
                        ? Built(sourceFolder, Path.GetFileName(assembly))
                        : folders.Select(folder => Path.Combine(folder, path, assembly)).FirstOrDefault(File.Exists);
                    if (file is not null) found.Add((file, sourceFolder));
                }
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Half written, or of a format to come: as if it were not there.
            return [];
        }

        return found;
    }

    /// <summary>What the last build of another project made: its public face where there is one.</summary>
    private static string? Built(string projectFolder, string assembly)
    {
        try
        {
            return new[] { "obj", "bin" }.Select(folder => Path.Combine(projectFolder, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, assembly, SearchOption.AllDirectories))
                .Where(path => !Path.GetDirectoryName(path)!.EndsWith("refint", StringComparison.Ordinal))
                .MaxBy(File.GetLastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The assemblies of .NET and ASP.NET Core: the SDK's reference packs, else those that this process would run on.</summary>
    private static IReadOnlyList<string> FindShared()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var version = Path.GetFileName(runtime);
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return [.. new[] { "Microsoft.NETCore.App", "Microsoft.AspNetCore.App" }.SelectMany(name =>
            Packs(Path.Combine(dotnet, "packs", name + ".Ref")) is { Count: > 0 } pack ? pack : Assemblies(Path.Combine(dotnet, "shared", name, version)))];
    }

    private static IReadOnlyList<string> Packs(string folder)
    {
        var newest = Folders(folder).Where(version => Version.TryParse(Path.GetFileName(version).Split('-')[0], out _))
            .MaxBy(version => Version.Parse(Path.GetFileName(version).Split('-')[0]));
        return newest is null ? [] : [.. Folders(Path.Combine(newest, "ref")).Take(1).SelectMany(Assemblies)];
    }

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static IReadOnlyList<string> Assemblies(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.dll").Where(IsManaged).Order(StringComparer.Ordinal)] : [];

    /// <summary>Whether a library holds C#'s kind of code; beside it lie those of the machine's.</summary>
    private static bool IsManaged(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var file = new System.Reflection.PortableExecutable.PEReader(stream);
            return file.HasMetadata;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return false;
        }
    }
}
