using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Reading;

namespace IdeTests.Schema;

/// <summary>The example and the fixture apps, compiled and as source.</summary>
internal static class CompiledApps
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly Lazy<(string Name, MetadataReference Reference)[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path)))]);

    /// <summary>Assembly and folder of each.</summary>
    private static readonly Dictionary<string, (string Assembly, string Folder)> Known = new[] { "Accounts", "Archive", "Club", "Depot", "Media", "Places", "Press", "Sites", "Tagging", "Uploads" }
        .ToDictionary(name => name, name => ("Quintet.Fixtures." + name, "tests/Fixtures/" + name))
        .Append(new("bookshop", ("bookshop", "examples/bookshop")))
        .Append(new("ContentTypes", ("Quintet.Contrib.ContentTypes", "framework/Contrib/ContentTypes")))
        .ToDictionary();

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What the running app would start from.</summary>
    public static (ProjectState Models, IReadOnlyList<MigrationRegistration> Migrations) Compiled(string name)
    {
        var assembly = Assembly.Load(Known[name].Assembly);
        var app = (AppConfig)Activator.CreateInstance(assembly.GetTypes().First(type => type is { IsAbstract: false } && typeof(AppConfig).IsAssignableFrom(type)))!;
        return (ModelStates.Of(app.Manifest.OfType<ModelMeta>()), [.. app.Manifest.OfType<MigrationRegistration>()]);
    }

    /// <summary>Its source files with the references that its build has.</summary>
    public static CSharpCompilation Source(string name)
    {
        var (assembly, relative) = Known[name];
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Bookshop.Folder)!)!, relative);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")).Select(path => (path, File.ReadAllText(path)));
        return Compile(assembly, [.. files]);
    }

    /// <summary>Source as a project's build would see it.</summary>
    public static CSharpCompilation Compile(string assembly, params (string Path, string Text)[] files)
    {
        const string Ours = "global using Quintet.Apps;\nglobal using Quintet.Db;\n";
        var usings = assembly == "bookshop" ? ImplicitUsings.ToSource() : string.Concat(ImplicitUsings.Sdk.Select(space => $"global using {space};\n")) + Ours;
        return CSharpCompilation.Create(
            assembly,
            [.. files.Append(("GlobalUsings.g.cs", usings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, ParseOptions, file.Item1))],
            References.Value.Where(pair => pair.Name != assembly).Select(pair => pair.Reference),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
