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
    /// <param name="project">The compilation of a project that refers to it: what is known of its references is known for the package as well.</param>
    public static PackageModels Read(Package package, CSharpCompilation project)
    {
        var trees = package.Sources.Select(source => SourceReader.Parse(source.Text, source.Path)).Append(SourceReader.Parse(ImplicitUsings.ToSource(), "GlobalUsings.g.cs"));
        var states = SourceStates.Read(project.RemoveAllSyntaxTrees().AddSyntaxTrees(trees));
        return new(
            [.. states.ModelClasses.Select(pair => (states.Models.Find(pair.Label)!, pair.Class))],
            states.ModelClasses.Where(pair => states.Find(pair.Class) is { Unread: not null }).Select(pair => pair.Label).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
