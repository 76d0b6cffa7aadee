using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Quintet.Generators;
using Quintet.Reading;

namespace GeneratorsTests;

/// <summary>Compiles a user's project in memory against the real framework, with the generator.</summary>
internal sealed class Harness
{
    public const string ProjectDir = "/project/";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    // All that the test program itself runs with: the framework's assemblies, ASP.NET Core, the base library.
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    private Harness(CSharpCompilation before, CSharpCompilation after, GeneratorDriver driver)
    {
        Before = before;
        After = after;
        Driver = driver;
        Result = driver.GetRunResult().Results.Single();
    }

    public CSharpCompilation Before { get; }

    public CSharpCompilation After { get; }

    public GeneratorDriver Driver { get; }

    public GeneratorRunResult Result { get; }

    public IEnumerable<(string Name, string Text)> Generated => Result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()));

    /// <param name="files">Path within the project, and text.</param>
    public static Harness Run(params (string Path, string Text)[] files) => Run([], files);

    /// <param name="references">Assemblies beside the framework's.</param>
    /// <param name="files">Path within the project, and text.</param>
    public static Harness Run(IEnumerable<MetadataReference> references, params (string Path, string Text)[] files)
    {
        var compilation = Compile("Sample", files).AddReferences(references);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new QuintetGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new Options(),
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, compilation);
    }

    /// <summary>One file in the namespace of an app called blog, with the usings that every project has.</summary>
    public static Harness RunBlog(string source) => Run(("Blog/Apps.cs", "namespace Blog; public partial class BlogApp : AppConfig;"), ("Blog/Models.cs", "using Quintet.Contrib.ContentTypes;\nusing Quintet.Db;\nnamespace Blog;\n" + source));

    /// <summary>The same project with one file changed: what an editor does at every key.</summary>
    public Harness With(string path, string text)
    {
        var old = Before.SyntaxTrees.Single(t => t.FilePath == ProjectDir + path);
        return Run(Driver, Before.ReplaceSyntaxTree(old, Parse(path, text)));
    }

    public static CSharpCompilation Compile(string name, params (string Path, string Text)[] files) => CSharpCompilation.Create(
        name,
        [Parse("obj/Usings.g.cs", ImplicitUsings.ToSource()), .. files.Select(f => Parse(f.Path, f.Text))],
        References.Value,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1591", ReportDiagnostic.Suppress), new("CS8019", ReportDiagnostic.Suppress)]));

    /// <summary>Fails unless the project compiles, with warnings as errors, and neither we nor the compiler have anything to say.</summary>
    public Harness AssertCompiles()
    {
        Assert.Null(Result.Exception);
        var found = Result.Diagnostics.Concat(After.GetDiagnostics()).Where(d => d.Severity >= DiagnosticSeverity.Warning || d.IsWarningAsError).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found) + "\n\n" + string.Join("\n\n", Generated.Select(g => g.Text)));
        return this;
    }

    /// <summary>Our diagnostics as <c>QT3001 at «text»</c>, in the order of the source.</summary>
    public IReadOnlyList<string> Findings() =>
    [
        .. Result.Diagnostics.Where(d => !d.IsSuppressed).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id)
            .Select(d => d.Location.SourceTree is { } tree ? $"{d.Id} at «{tree.GetText().ToString(d.Location.SourceSpan)}»" : d.Id),
    ];

    /// <summary>The compiled project, loaded.</summary>
    public Assembly Load()
    {
        AssertCompiles();
        using var stream = new MemoryStream();
        var result = After.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>How the steps of that name ended: which outputs are new, which were there before.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(r => r.Outputs).Select(o => o.Reason) : [];

    private static Harness Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var after, out _);
        return new(compilation, (CSharpCompilation)after, driver);
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, ProjectDir + path, System.Text.Encoding.UTF8);

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Global();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Global : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.ProjectDir" ? ProjectDir : null;
                return value is not null;
            }
        }
    }
}
