using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>
/// A library with apps, known by its assembly alone: what the generator wrote of its declarations (<c>AppSourceAttribute</c>), and the templates and static files that are embedded in it. Nothing of it is run.
/// Its files have paths as if the assembly were a folder: <c>/packages/Shop.dll/Shop/templates/shop/list.html</c>.
/// </summary>
internal sealed class Package
{
    private readonly Lazy<IReadOnlyList<(string Path, SourceFacts Facts)>> _facts;
    private readonly Lazy<IReadOnlyDictionary<string, SourceFile>> _files;
    private readonly string? _sourceFolder;
    private readonly Lock _lock = new();
    private PackageModels? _models;

    private Package(string name, string path, string? sourceFolder, IReadOnlyList<(string Path, string Text)> sources, IReadOnlyList<string> resources)
    {
        (Name, AssemblyPath, _sourceFolder, Sources) = (name, path, sourceFolder, sources);
        _facts = new(() => [.. sources.Select(source => (source.Path, SourceReader.Read(source.Text)))]);
        // What is read of them is no work of an edit, so that nobody counts it.
        var statistics = new WorkspaceStatistics();
        _files = new(() => resources.Select(resource => (Resource: resource, Path: Inside(path, resource))).ToDictionary(file => file.Path, file => SourceFile.Of(file.Path, () => ReadResource(path, file.Resource), statistics), Paths.Comparer));
    }

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>Absolute path of the assembly.</summary>
    public string AssemblyPath { get; }

    /// <summary>What its files declare, as C#.</summary>
    public IReadOnlyList<(string Path, string Text)> Sources { get; }

    /// <summary>The same, read.</summary>
    public IReadOnlyList<(string Path, SourceFacts Facts)> Facts => _facts.Value;

    /// <summary>What is embedded, by path; a text is read from the assembly when somebody asks for it.</summary>
    public IReadOnlyDictionary<string, SourceFile> Files => _files.Value;

    /// <summary>Its models, read when somebody first asks.</summary>
    /// <param name="project">The compilation of the project that asks.</param>
    public PackageModels Models(CSharpCompilation project)
    {
        // Without a field there is none.
        if (!_facts.Value.Any(file => file.Facts.Types.Items.Any(type => type.Properties.Items.Any(property => property.Attributes.Count > 0)))) return PackageModels.None;
        lock (_lock) return _models ??= PackageModels.Read(this, project);
    }

    /// <summary>Where the file may be from which something in it was built; null where it is no other project's.</summary>
    public string? SourceOf(string path) => _sourceFolder is null ? null : Paths.Combine(_sourceFolder, Paths.Relative(path, AssemblyPath));

    /// <summary>Reads an assembly; null where it is no library with apps.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="sourceFolder">The folder of the project that it was built from; null for a package's.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Package? Read(string path, string? sourceFolder = null)
    {
        path = Paths.Normalize(path);
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata) return null;
            var metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly) return null;
            var sources = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(handle => SourceOf(metadata, handle)).OfType<(string Path, string Text)>()
                .Select(source => (Inside(path, source.Path), source.Text)).ToList();
            return sources.Count == 0 ? null : new(metadata.GetString(metadata.GetAssemblyDefinition().Name), path, sourceFolder, sources, Resources(path));
        }
        catch (BadImageFormatException)
        {
            // A library of the machine's own, or one that is being written.
            return null;
        }
    }

    private static (string Path, string Text)? SourceOf(MetadataReader metadata, CustomAttributeHandle handle)
    {
        var attribute = metadata.GetCustomAttribute(handle);
        if (attribute.Constructor.Kind != HandleKind.MemberReference || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent) return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        if (!metadata.StringComparer.Equals(type.Name, "AppSourceAttribute") || !metadata.StringComparer.Equals(type.Namespace, "Quintet.Apps")) return null;
        var value = metadata.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == 1 && value.ReadSerializedString() is { } path && value.ReadSerializedString() is { } text ? (path, text) : null;
    }

    /// <summary>The names of what is embedded. The public face of a library that was built here has nothing of it; the library itself lies beside it.</summary>
    private static List<string> Resources(string path)
    {
        using var image = new PEReader(File.OpenRead(WithResources(path)));
        var metadata = image.GetMetadataReader();
        return [.. metadata.ManifestResources.Select(metadata.GetManifestResource).Where(resource => resource.Implementation.IsNil).Select(resource => metadata.GetString(resource.Name))];
    }

    private static string? ReadResource(string path, string name)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(WithResources(path)));
            var metadata = image.GetMetadataReader();
            foreach (var resource in metadata.ManifestResources.Select(metadata.GetManifestResource))
            {
                if (!resource.Implementation.IsNil || metadata.GetString(resource.Name) != name || image.PEHeaders.CorHeader is not { } header) continue;
                var section = image.GetSectionData(header.ResourcesDirectory.RelativeVirtualAddress).GetContent();
                var start = checked((int)resource.Offset);
                var length = BitConverter.ToInt32(section.AsSpan(start, sizeof(int)));
                using var reader = new StreamReader(new MemoryStream([.. section.AsSpan(start + sizeof(int), length)]), Encoding.UTF8);
                return reader.ReadToEnd();
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or ArgumentException or OverflowException)
        {
            // Built anew at this moment: the text is not there, as that of a file that cannot be read.
            return null;
        }
    }

    private static string WithResources(string path) =>
        Path.GetDirectoryName(path) is { } folder && Path.GetFileName(folder) == "ref" && Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(path)) is var whole && File.Exists(whole) ? whole : path;

    private static string Inside(string assembly, string path) => Paths.Normalize(Path.Combine(assembly, path.Replace('/', Path.DirectorySeparatorChar)));
}

/// <summary>The packages that a project refers to.</summary>
/// <param name="foreign">Those that do not come with the framework: their names are resolved like those of the project.</param>
/// <param name="all">With the framework's own apps.</param>
internal sealed class PackageSet(IReadOnlyList<Package> foreign, Lazy<IReadOnlyList<Package>> all)
{
    /// <summary>With the framework's own apps, whose classes are known by name: only their models are asked for.</summary>
    public IReadOnlyList<Package> All => all.Value;

    /// <summary>What the classes of packages declare.</summary>
    public IEnumerable<(string Path, SourceFacts Facts)> Facts => foreign.SelectMany(package => package.Facts);

    /// <summary>The paths of what is embedded in them.</summary>
    public IEnumerable<string> Files => foreign.SelectMany(package => package.Files.Keys);

    /// <summary>The package in which a path is; null where it is in none.</summary>
    public Package? Of(string path) => foreign.FirstOrDefault(package => Paths.IsBelow(path, package.AssemblyPath));

    /// <summary>Whether a path is in one of them.</summary>
    public bool Has(string path) => Of(path) is not null;

    /// <summary>An embedded file; null where there is none of that path.</summary>
    public SourceFile? Find(string path) => Of(path)?.Files.GetValueOrDefault(path);
}
