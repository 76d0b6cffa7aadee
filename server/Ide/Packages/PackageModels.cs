using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Db.Migrations;
using Quintet.Ide.Schema;
using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>The models of a package, as relations to them and queries over them need them. Its migrations are its own affair.</summary>
/// <param name="Models">Each with the full name of its class.</param>
/// <param name="Open">The labels of those of which not everything could be read.</param>
internal sealed record PackageModels(IReadOnlyList<(ModelState Model, string Class)> Models, IReadOnlySet<string> Open)
{
    public static readonly PackageModels None = new([], new HashSet<string>());

    /// <summary>Reads what a package declares in the way in which a project's own models are read.</summary>
    /// <param name="package">The package.</param>
    /// <param name="references">What its C# is bound against: itself is among them.</param>
    public static PackageModels Read(Package package, IEnumerable<MetadataReference> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None);
        var trees = package.Sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, options, source.Path)).Append(CSharpSyntaxTree.ParseText(ImplicitUsings.ToSource(), options, "GlobalUsings.g.cs"));
        var outline = CSharpCompilation.Create(package.Name + ".Outline", trees, references, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
        var states = SourceStates.Read(outline);
        return new(
            [.. states.ModelClasses.Select(pair => (states.Models.Find(pair.Label)!, pair.Class))],
            states.ModelClasses.Where(pair => states.Find(pair.Class) is { Unread: not null }).Select(pair => pair.Label).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
