using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>
/// Writes what the user's classes leave out: the other half of models, the settings' <c>Current</c>, and the assembly's manifest, from which the
/// runtime starts.
/// </summary>
/// <remarks>
/// Incremental: classes become equatable records; what is written depends on records without places, so that typing inside a
/// method, or moving one, writes nothing anew.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class QuintetGenerator : IIncrementalGenerator
{
    private readonly bool _headsOnly;
    private readonly ReadAhead? _ahead;

    /// <summary>Writes all that a build needs.</summary>
    public QuintetGenerator()
    {
    }

    private QuintetGenerator(bool headsOnly, ReadAhead? ahead) => (_headsOnly, _ahead) = (headsOnly, ahead);

    /// <summary>
    /// Writes only what other source can name, of metadata only what a migration knows of a model, and reports nothing: for who reads a project without building it. A tenth
    /// of the text, and no view, tag or receiver is bound.
    /// </summary>
    /// <param name="ahead">Classes that were read already; null: none.</param>
    public static QuintetGenerator ForReading(ReadAhead? ahead = null) => new(headsOnly: true, ahead);

    /// <summary>The names of the steps, by which tests see what was computed again.</summary>
    internal static class Steps
    {
        public const string Declarations = nameof(Declarations);
        public const string Models = nameof(Models);
        public const string Model = nameof(Model);
        public const string Verbs = nameof(Verbs);
        public const string Views = nameof(Views);
        public const string TagLibraries = nameof(TagLibraries);
        public const string Manifest = nameof(Manifest);
    }

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var ahead = _ahead;
        var declarations = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => Declarations.IsCandidate(node),
                (c, cancellation) => ahead is not null && ahead.TryTake((ClassDeclarationSyntax)c.Node, out var known) ? known : Declarations.Read((ClassDeclarationSyntax)c.Node, c.SemanticModel, cancellation))
            .Where(static d => d is not null).Select(static (d, _) => d!)
            .WithTrackingName(Steps.Declarations);

        // The same, once without places for what is written, and once with them for what is reported.
        var models = declarations.Where(static d => d.Model is not null).Select(static (d, _) => d.Model!.WithoutLocations()).Collect();
        var apps = declarations.Where(static d => d.App is not null).Select(static (d, _) => d.App! with { Location = null }).Collect();
        var verbs = context.SyntaxProvider.ForAttributeWithMetadataName(
                QuerySetMethodsReader.AttributeType, static (node, _) => QuerySetMethodsReader.IsCandidate(node), static (c, cancellation) => QuerySetMethodsReader.Read((INamedTypeSymbol)c.TargetSymbol, cancellation))
            .WithTrackingName(Steps.Verbs);
        var linked = models.Combine(apps).Combine(verbs.Where(static v => v.Class is not null).Select(static (v, _) => v.Class!).Collect())
            .Select(static (all, _) => ModelLinker.Link(all.Left.Left, all.Left.Right, all.Right)).WithTrackingName(Steps.Models);

        var headsOnly = _headsOnly;
        context.RegisterSourceOutput(
            linked.SelectMany(static (all, _) => WithFileNames(all.Models.Items.Where(IsWritten), m => m.Declaration.FullName)).WithTrackingName(Steps.Model),
            (output, named) => Failure.Guard(
                output, $"the model '{named.Value.Declaration.FullName}'", () => output.AddSource(named.File, ModelWriter.Write(named.Value, headsOnly))));
        context.RegisterSourceOutput(
            linked.Select(static (all, _) => all.Foreign),
            (output, foreign) =>
            {
                if (foreign.Count > 0) Failure.Guard(output, "the relations to other assemblies", () => output.AddSource("Quintet.Relations.g.cs", RelationWriter.Extensions(foreign, headsOnly)));
            });

        context.RegisterSourceOutput(
            verbs.Where(static v => v.Class is not null).Select(static (v, _) => v.Class!).Collect().SelectMany(static (all, _) => WithFileNames(all, c => c.FullName + ".Managers")),
            (output, named) => Failure.Guard(output, $"the queryset methods '{named.Value.FullName}'", () => output.AddSource(named.File, ManagerWriter.Verbs(named.Value, headsOnly))));
        var assembly = context.CompilationProvider.Select(static (c, _) => c.AssemblyName ?? "Unnamed");
        var settings = declarations.Where(static d => d.Settings is { IsPartial: true }).Select(static (d, _) => d.Settings!);
        context.RegisterSourceOutput(settings.Collect().SelectMany(static (all, _) => WithFileNames(all, s => s.FullName)).Combine(assembly), static (output, both) => Failure.Guard(
            output, $"the settings '{both.Left.Value.FullName}'", () => output.AddSource(both.Left.File, ManifestWriter.WriteSettings(both.Left.Value, both.Right))));
        if (headsOnly) return;

        var views = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => ViewReader.IsCandidate(node),
                static (c, cancellation) => ViewReader.Read((InvocationExpressionSyntax)c.Node, c.SemanticModel, cancellation))
            .Where(static v => v is not null).Select(static (v, _) => v!)
            .WithTrackingName(Steps.Views);

        var libraries = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => TagLibraryReader.IsCandidate(node),
                static (c, cancellation) => TagLibraryCode.Read((TypeDeclarationSyntax)c.Node, c.SemanticModel, cancellation))
            .Where(static l => l is not null).Select(static (l, _) => l!)
            .WithTrackingName(Steps.TagLibraries);

        var strays = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => StrayFields.IsCandidate(node),
                static (c, cancellation) => StrayFields.Read((PropertyDeclarationSyntax)c.Node, c.SemanticModel, cancellation))
            .Where(static f => f is not null).Select(static (f, _) => f!);

        var receivers = context.SyntaxProvider.ForAttributeWithMetadataName(ReceiverReader.AttributeType, static (node, _) => ReceiverReader.IsCandidate(node), static (c, _) => ReceiverReader.Read(c));

        var strayParameters = StrayParameters(context, CommandReader.ArgumentType).Combine(StrayParameters(context, CommandReader.OptionType)).Select(static (both, _) => both.Left.AddRange(both.Right));
        var checks = context.SyntaxProvider.ForAttributeWithMetadataName(CheckReader.AttributeType, static (node, _) => ReceiverReader.IsCandidate(node), static (c, _) => CheckReader.Read(c));

        var converters = context.SyntaxProvider.ForAttributeWithMetadataName(ConverterReader.AttributeType, static (node, _) => node is ClassDeclarationSyntax, static (c, _) => ConverterReader.Read(c));

        var folder = context.AnalyzerConfigOptionsProvider.Select(static (o, _) => o.GlobalOptions.TryGetValue("build_property.ProjectDir", out var path) ? path : "");
        WriteManifest(context, assembly, folder, settings, declarations, linked, apps, views, libraries, receivers, checks, converters);
        WriteOutline(context, folder);
        var libraryFindings = libraries.Collect().Select(static (all, _) => all.SelectMany(l => l.Findings.Items).Concat(TagLibraryCode.Clashes(all)).ToEquatableArray());
        var receiverFindings = receivers.Select(static (r, _) => r.Finding).Where(static f => f is not null).Select(static (f, _) => f!).Collect()
            .Combine(checks.Select(static (c, _) => c.Finding).Where(static f => f is not null).Select(static (f, _) => f!).Collect())
            .Combine(converters.Select(static (c, _) => c.Finding).Where(static f => f is not null).Select(static (f, _) => f!).Collect())
            .Select(static (all, _) => all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right));
        var verbFindings = verbs.Where(static v => v.Finding is not null).Select(static (v, _) => v.Finding!).Collect();
        Report(context, declarations, views.SelectMany(static (v, _) => v.Findings.Items).Collect().Combine(strays.Collect().Combine(strayParameters).Select(static (both, _) => both.Left.AddRange(both.Right))).Combine(libraryFindings).Combine(receiverFindings.Combine(verbFindings))
            .Select(static (all, _) => all.Left.Left.Left.AddRange(all.Left.Left.Right).AddRange(all.Left.Right.Items).AddRange(all.Right.Left).AddRange(all.Right.Right).ToEquatableArray()));
    }

    private static IncrementalValueProvider<ImmutableArray<Finding>> StrayParameters(IncrementalGeneratorInitializationContext context, string attribute) => context.SyntaxProvider
        .ForAttributeWithMetadataName(attribute, static (node, _) => node is PropertyDeclarationSyntax, static (c, _) => CommandReader.ReadStray(c))
        .Where(static f => f is not null).Select(static (f, _) => f!).Collect();

    private static void WriteManifest(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<string> assembly,
        IncrementalValueProvider<string> folder,
        IncrementalValuesProvider<SettingsDeclaration> settings,
        IncrementalValuesProvider<Declaration> declarations,
        IncrementalValueProvider<LinkedModels> linked,
        IncrementalValueProvider<ImmutableArray<AppDeclaration>> apps,
        IncrementalValuesProvider<ViewReading> views,
        IncrementalValuesProvider<TagLibraryReading> libraries,
        IncrementalValuesProvider<ReceiverReading> receivers,
        IncrementalValuesProvider<CheckReading> checks,
        IncrementalValuesProvider<ConverterReading> converters)
    {
        var registered = declarations.Where(static d => d.Migration is not null || d.Command is not null || d.Views.Count > 0)
            .Select(static (d, _) => d with { Migration = WithoutPlace(d.Migration), Findings = [] }).Collect();
        var bound = views.SelectMany(static (v, _) => v.Views.Items).Collect();
        var owners = settings.Collect().Combine(apps).Select(static (both, _) => both.Left.Length > 0 || both.Right.Any(a => a.IsPartial));
        var tags = libraries.Select(static (l, _) => l.Library).Collect();
        var listening = receivers.Where(static r => r.Receiver is not null).Select(static (r, _) => r.Receiver!).Collect();
        var looking = checks.Where(static c => c.Check is not null).Select(static (c, _) => c.Check!).Collect();
        var converting = converters.Where(static c => c.Converter is not null).Select(static (c, _) => c.Converter!).Collect();
        var content = assembly.Combine(linked).Combine(apps).Combine(registered).Combine(bound).Combine(tags)
            .Select(static (all, _) => Content(all.Left.Left.Left.Left.Left, all.Left.Left.Left.Left.Right, all.Left.Left.Left.Right, all.Left.Left.Right, all.Left.Right, all.Right))
            .Combine(listening)
            .Combine(looking)
            .Combine(converting)
            .Select(static (all, _) => all.Left.Left.Left with
            {
                Receivers = all.Left.Left.Right.OrderBy(r => r.Method, StringComparer.Ordinal).ToEquatableArray(),
                Converters = all.Right.OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Type, StringComparer.Ordinal).ToEquatableArray(),
                Checks = all.Left.Right.OrderBy(c => c.Method, StringComparer.Ordinal).ToEquatableArray(),
            })
            .WithTrackingName(Steps.Manifest);

        context.RegisterSourceOutput(content.Combine(owners), static (output, both) =>
        {
            // Nothing would hand it out.
            if (both.Right) Failure.Guard(output, "the manifest", () => output.AddSource("Quintet.Manifest.g.cs", ManifestWriter.Write(both.Left)));
        });
        context.RegisterSourceOutput(apps.SelectMany(static (all, _) => WithFileNames(all.Where(a => a.IsPartial), a => a.FullName)).Combine(assembly).Combine(folder), static (output, all) =>
        {
            var (((app, file), name), root) = all;
            Failure.Guard(output, $"the app '{app.FullName}'", () => output.AddSource(file, ManifestWriter.WriteApp(app, name, FolderOf(app.Path, root))));
        });
    }

    private static void WriteOutline(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<string> folder)
    {
        var entries = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => OutlineReader.IsCandidate(node),
                static (c, cancellation) => OutlineReader.Read((TypeDeclarationSyntax)c.Node, c.SemanticModel, cancellation))
            .Where(static e => e is not null).Select(static (e, _) => e!).Collect();
        var usings = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is CompilationUnitSyntax unit && unit.Usings.Any(directive => directive.GlobalKeyword.RawKind != 0),
                static (c, _) => OutlineReader.GlobalUsings((CompilationUnitSyntax)c.Node))
            .Collect();
        context.RegisterSourceOutput(entries.Combine(usings).Combine(folder), static (output, all) =>
        {
            var ((entries, usings), root) = all;
            if (!entries.Any(entry => entry.IsApp)) return;
            Failure.Guard(output, "the outline", () => output.AddSource("Quintet.Outline.g.cs", ManifestWriter.WriteOutline(entries, string.Join("\n", usings), path => FolderOf(path, root))));
        });
    }

    private static ManifestContent Content(
        string assembly, LinkedModels linked, ImmutableArray<AppDeclaration> apps, ImmutableArray<Declaration> registered, ImmutableArray<ViewUse> functions,
        ImmutableArray<TagLibraryUse> libraries) => new(
        assembly,
        linked.Models.Items.Where(m => IsWritten(m) && !m.Declaration.IsAbstract).Select(m => m.Declaration.FullName).ToEquatableArray(),
        registered.Where(d => d.Migration is not null)
            .Select(d => (Label: AppDeclaration.Owner(d.Migration!.Namespace, apps)?.Label!, Type: d.Migration.FullName))
            .Where(m => m.Label is not null).OrderBy(m => m.Label, StringComparer.Ordinal).ThenBy(m => m.Type, StringComparer.Ordinal).ToEquatableArray(),
        functions.Distinct().Concat(registered.SelectMany(d => d.Views.Items))
            .OrderBy(v => v.Class ?? "", StringComparer.Ordinal).ThenBy(v => v.Method, StringComparer.Ordinal).ToEquatableArray(),
        registered.Where(d => d.Command is not null).Select(d => (AppDeclaration.Owner(d.Command!.Namespace, apps)?.Label, Command: d.Command)).OrderBy(c => c.Command.FullName, StringComparer.Ordinal).ToEquatableArray(),
        TagLibraryUse.Merge(libraries.Where(l => l.Tags.Count + l.Filters.Count > 0)).Items.Select(l => (AppDeclaration.Owner(l.Namespace, apps)?.Label, l)).ToEquatableArray());

    /// <summary>The folder of a file, relative to the project's, with <c>/</c>; empty for the project's own, and for one outside of it.</summary>
    private static string FolderOf(string file, string root)
    {
        file = file.Replace('\\', '/');
        root = root.Replace('\\', '/').TrimEnd('/') + "/";
        var end = file.LastIndexOf('/');
        return file.StartsWith(root, StringComparison.Ordinal) && end >= root.Length ? file.Substring(root.Length, end - root.Length) : "";
    }

    private static RegisteredClass? WithoutPlace(RegisteredClass? registered) => registered is null ? null : registered with { Location = null };

    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Declaration> declarations, IncrementalValueProvider<EquatableArray<Finding>> others)
    {
        var alone = declarations.SelectMany(static (d, _) => d.Findings.Items).Collect().Combine(others)
            .Select(static (both, _) => both.Left.AddRange(both.Right.Items).ToEquatableArray());
        var together = declarations.Where(static d => d.Model is not null || d.App is not null || d.Migration is not null).Collect().Select(static (all, _) => Together(all));
        context.RegisterSourceOutput(alone.Combine(together).Combine(context.CompilationProvider), static (output, all) =>
        {
            foreach (var finding in all.Left.Left) output.ReportDiagnostic(Diagnostics.Of(finding, all.Right));
            foreach (var finding in all.Left.Right) output.ReportDiagnostic(Diagnostics.Of(finding, all.Right));
        });
    }

    private static EquatableArray<Finding> Together(ImmutableArray<Declaration> all)
    {
        var apps = all.Where(d => d.App is not null).Select(d => d.App!).ToList();
        var models = ModelLinker.Link(all.Where(d => d.Model is not null).Select(d => d.Model!), apps).Findings;
        var migrations = all.Where(d => d.Migration is { } m && AppDeclaration.Owner(m.Namespace, apps) is null)
            .Select(d => new Finding(DiagnosticTable.MigrationWithoutApp, d.Migration!.Location, d.Migration.FullName, d.Migration.Namespace));
        return models.Items.Concat(migrations).ToEquatableArray();
    }

    /// <summary>What cannot be completed is only reported: half a class would bring errors of the compiler's that hide ours.</summary>
    private static bool IsWritten(LinkedModel model) => model.Declaration.IsPartial && (model.Declaration.IsAbstract || model.AppLabel is not null);

    /// <summary>
    /// Each with the name of its file. Those differ by more than case: classes need not, and the compiler stops the whole generator
    /// where two files have one name.
    /// </summary>
    private static IEnumerable<(T Value, string File)> WithFileNames<T>(IEnumerable<T> values, Func<T, string> fullName)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            var name = fullName(value).Replace("@", "");
            var file = name;
            for (var n = 2; !taken.Add(file); n++) file = $"{name}.{n}";
            yield return (value, file + ".g.cs");
        }
    }
}
