using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Generators;
using Quintet.Reading;

namespace Quintet.Ide.Types;

/// <summary>
/// A project's C# as the compiler would bind it, broken or not: the source that is open or on disk, what our generator adds to it, and
/// its references. Made when somebody first asks for a type; a change of a file binds again only what is asked for again.
/// </summary>
internal sealed class ProjectCompilation
{
    private readonly Lazy<CSharpCompilation> _whole;
    private readonly Lazy<GeneratorDriver> _driver;
    private readonly ReadAhead? _ahead;

    // What an earlier state had come to, until this one has its own: where types were not asked for in between, nothing is lost by it. Of earlier states it is the only one that is kept.
    private CSharpCompilation? _wholeBefore;
    private GeneratorDriver? _driverBefore;

    private ProjectCompilation(CSharpCompilation source, ProjectCompilation? previous, IReadOnlyCollection<string> changed, bool declaresTheSame, WorkspaceStatistics statistics)
    {
        Source = source;
        _ahead = previous is null ? new() : null;
        // Only values are taken over, so that no chain of earlier states stays alive.
        _wholeBefore = previous is { _whole.IsValueCreated: true } ? previous._whole.Value : previous?._wholeBefore;
        _driverBefore = previous is { _driver.IsValueCreated: true } ? previous._driver.Value : previous?._driverBefore;
        _driver = declaresTheSame && previous is { _driver.IsValueCreated: true } ? new(previous._driver.Value) : new(() =>
        {
            statistics.CountGeneration();
            var driver = (_driverBefore ?? CSharpGeneratorDriver.Create([QuintetGenerator.ForReading(_ahead).AsSourceGenerator()], parseOptions: SourceReader.ParseOptions)).RunGenerators(source);
            _driverBefore = null;
            return driver;
        });
        if (_driver.IsValueCreated) _driverBefore = null;
        _whole = new(() =>
        {
            var whole = Join(source, _driver.Value.GetRunResult().GeneratedTrees, _wholeBefore);
            _wholeBefore = null;
            return whole;
        });
        Types = new(_whole, declaresTheSame ? previous?.Types : null, changed, statistics);
    }

    /// <summary>The user's own source.</summary>
    public CSharpCompilation Source { get; }

    /// <summary>With what the generator adds.</summary>
    public CSharpCompilation Whole => _whole.Value;

    /// <summary>The types of its expressions.</summary>
    public TypeBinder Types { get; }

    /// <summary>The compilation of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="files">Where its references are listed.</param>
    /// <param name="references">The assemblies that are known already.</param>
    /// <param name="previous">An earlier state's.</param>
    /// <param name="changed">The C# files that came, went or changed since then.</param>
    /// <param name="statistics">Counts.</param>
    public static ProjectCompilation Create(Project project, IFileSystem files, AssemblyReferences references, ProjectCompilation? previous, IReadOnlyCollection<string> changed, WorkspaceStatistics statistics)
    {
        statistics.CountCompilation();
        if (previous is null)
        {
            var trees = project.Sources.Values.AsParallel().AsOrdered().Select(file => file.TakeSyntax()).ToList();
            trees.Add(SourceReader.Parse(ImplicitUsings.ToSource(), "GlobalUsings.g.cs"));
            // What may be null is declared; the way through methods and attributes that finds out more is warnings' affair, and those are the build's.
            var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations, concurrentBuild: false);
            return new(CSharpCompilation.Create(project.Name, trees, references.Of(files, project.Folder), options), null, changed, declaresTheSame: false, statistics);
        }

        var known = previous.Source.SyntaxTrees.Where(tree => changed.Contains(tree.FilePath)).ToDictionary(tree => tree.FilePath, Paths.Comparer);
        var (source, declaresTheSame) = (previous.Source, true);
        foreach (var path in changed)
        {
            var old = known.GetValueOrDefault(path);
            var tree = project.Sources.TryGetValue(path, out var file) ? file.TakeSyntax() : null;
            if (old is null && tree is null) continue;
            declaresTheSame = declaresTheSame && old is not null && tree is not null && SchemaFingerprint.OfDeclarations(old.GetCompilationUnitRoot()) == SchemaFingerprint.OfDeclarations(tree.GetCompilationUnitRoot());
            source = old is null ? source.AddSyntaxTrees(tree!) : tree is null ? source.RemoveSyntaxTrees(old) : source.ReplaceSyntaxTree(old, tree);
        }

        return new(source, previous, changed, declaresTheSame, statistics);
    }

    /// <summary>
    /// Reads what the generator will ask for, which goes through the classes one by one, and parses what it writes, on all processors: for who wants everything at once and nothing beside it.
    /// An editor leaves one to who types.
    /// </summary>
    public void Hurry()
    {
        // Later the generator goes through what has changed alone.
        if (_ahead is null || _driver.IsValueCreated) return;
        Source.SyntaxTrees.AsParallel().ForAll(tree => _ahead.Read(tree, Source));
        Whole.SyntaxTrees.AsParallel().ForAll(static tree => tree.GetRoot());
    }

    /// <summary>
    /// The source and what was generated, made of the compilation before: the generator's driver parses all of its files each time, but a tree with a text of before
    /// is as good, and what is known of its declarations stays known.
    /// </summary>
    private static CSharpCompilation Join(CSharpCompilation source, IReadOnlyList<SyntaxTree> generated, CSharpCompilation? before)
    {
        if (before is null) return source.AddSyntaxTrees(generated);
        var known = before.SyntaxTrees.ToLookup(tree => tree.FilePath, Paths.Comparer);
        var trees = source.SyntaxTrees.Concat(generated.Select(tree => known[tree.FilePath].FirstOrDefault(old => old.GetText().ContentEquals(tree.GetText())) ?? tree)).ToHashSet();
        var gone = before.SyntaxTrees.Where(tree => !trees.Contains(tree)).ToList();
        trees.ExceptWith(before.SyntaxTrees);
        return before.RemoveSyntaxTrees(gone).AddSyntaxTrees(trees);
    }
}
