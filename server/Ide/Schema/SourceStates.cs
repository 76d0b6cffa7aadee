using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Db.Migrations;
using Quintet.Generators;
using Quintet.Reading;

namespace Quintet.Ide.Schema;

/// <summary>Something of a project's models or migrations that cannot be told without running it; of its app no absence is claimed.</summary>
/// <param name="AppLabel">The app; null where that is not known.</param>
/// <param name="Why">For people.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record UnreadPart(string? AppLabel, string Why, SourceLocation? Location);

/// <summary>A class that is a model or a migration, as it was read.</summary>
/// <param name="Class">Its full name.</param>
/// <param name="Trees">The files that it rests on, generated ones among them.</param>
internal sealed record SourcePart(string Class, IReadOnlyList<SyntaxTree> Trees)
{
    public ModelState? Model { get; init; }

    /// <summary>The migration with the label of its app.</summary>
    public (string AppLabel, SourceMigration Migration)? Migration { get; init; }

    /// <summary>Whether it is meant to be a model.</summary>
    public bool IsModel { get; init; }

    /// <summary>Why not all of it is known; the fields of a model may be there all the same.</summary>
    public UnreadPart? Unread { get; init; }
}

/// <summary>
/// The models and migrations of a project as its source declares them, broken or not: what <c>makemigrations</c> sees in the running app, without running it.
/// </summary>
/// <remarks>
/// The models are read from what our generator makes of them, which is what the compiled app starts from; so neither knows a field that the other does not.
/// </remarks>
internal sealed class SourceStates
{
    private readonly Dictionary<string, SourcePart> _parts;
    private readonly List<UnreadPart> _unread;
    private readonly Dictionary<string, ModelState> _foreign = new(StringComparer.Ordinal);

    public SourceStates(IEnumerable<SourcePart> parts, IReadOnlySet<string> apps, SourceFingerprints? fingerprints, IReadOnlyList<PackageModels>? packages = null, SwappableModels? swappable = null)
    {
        _parts = parts.ToDictionary(part => part.Class, StringComparer.Ordinal);
        _unread = [.. _parts.Values.Select(part => part.Unread).OfType<UnreadPart>()];
        Fingerprints = fingerprints;
        var own = ProjectState.Of(_parts.Values.Select(part => part.Model).OfType<ModelState>());
        var foreign = (packages ?? []).SelectMany(package => package.Models).Where(pair => own.Find(pair.Model.Label) is null).ToList();
        Models = (swappable ?? SwappableModels.None).Mark(foreign.Aggregate(own, (all, model) => all.With(model.Model)));
        foreach (var (model, name) in foreign) _foreign.TryAdd(name, Models.Find(model.Label) ?? model);
        OpenModels = (packages ?? []).SelectMany(package => package.Open).ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            // A migration of an app that comes in a package is there, though not in the source; the app is never asked about.
            bool IsElsewhere(Dependency dependency) => dependency.AppLabel != SwappableModels.AppLabel && !apps.Contains(dependency.AppLabel);
            Migrations = new MigrationGraph(
                _parts.Values.Select(part => part.Migration).OfType<(string AppLabel, SourceMigration Migration)>().Select(own => new MigrationRegistration(own.AppLabel, () => own.Migration.After.Any(IsElsewhere) ? own.Migration.Without(IsElsewhere) : own.Migration)),
                swappable);
        }
        catch (MigrationGraphException exception)
        {
            _unread.Add(new(null, exception.Message, null));
        }
    }

    /// <summary>All models, those of packages included.</summary>
    public ProjectState Models { get; }

    /// <summary>The labels of models of packages of which not everything is known.</summary>
    public IReadOnlySet<string> OpenModels { get; }

    /// <summary>All migrations; null where they do not fit together.</summary>
    public MigrationGraph? Migrations { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<UnreadPart> Unread => _unread;

    /// <summary>From what it was read; null where nobody reads it again.</summary>
    public SourceFingerprints? Fingerprints { get; }

    /// <summary>Whether every model could be read.</summary>
    public bool AreModelsWhole => _parts.Values.All(part => part is not { IsModel: true, Unread: not null });

    /// <summary>The label of each model, with the full name of its class.</summary>
    public IEnumerable<(string Label, string Class)> ModelClasses => _parts.Values.Where(part => part.Model is not null).Select(part => (part.Model!.Label, part.Class))
        .Concat(_foreign.Select(pair => (pair.Value.Label, pair.Key)));

    /// <summary>A state of the project's own models with those of packages, which no migration of the project changes.</summary>
    public ProjectState WithPackages(ProjectState state) => _foreign.Values.Aggregate(state, (all, model) => all.Find(model.Label) is null ? all.With(model) : all);

    /// <summary>A class as it was read; null where it is neither model nor migration.</summary>
    public SourcePart? Find(string fullName) => _parts.GetValueOrDefault(fullName);

    /// <summary>The label of the model of a class, by its full name; null where it is none that could be read.</summary>
    public string? LabelOfClass(string fullName) => (Find(fullName)?.Model ?? _foreign.GetValueOrDefault(fullName))?.Label;

    /// <summary>The migration of a class, by its full name; null where it is none that could be read.</summary>
    public Dependency? MigrationOfClass(string fullName) => Find(fullName)?.Migration is var (label, migration) ? new(label, migration.Name) : null;

    /// <summary>The full name of a migration's class.</summary>
    public string? ClassOfMigration(Dependency migration) => _parts.Values.FirstOrDefault(part => part.Migration is var (label, own) && label == migration.AppLabel && own.Name == migration.Name)?.Class;

    /// <summary>Why an app is not whole; null where it is.</summary>
    public string? WhyOpen(string appLabel) => _unread.Find(part => part.AppLabel is null || part.AppLabel == appLabel)?.Why;

    /// <summary>Whether all models and migrations of an app are known, so that a difference between them is one.</summary>
    public bool IsWhole(string appLabel) => Migrations is not null && WhyOpen(appLabel) is null;

    /// <summary>Reads a project.</summary>
    /// <param name="source">The user's own source with its references; what our generator adds to it is added here.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static SourceStates Read(CSharpCompilation source, SwappableModels? swappable = null, CancellationToken cancellation = default)
    {
        var options = source.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions;
        CSharpGeneratorDriver.Create([QuintetGenerator.ForReading().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(source, out var whole, out _, cancellation);
        return StateReader.Read(whole, source, null, null, swappable: swappable, cancellation: cancellation);
    }
}

/// <summary>The files of a project at one moment, with a number for what models and migrations can rest on in each.</summary>
internal sealed class SourceFingerprints(IReadOnlyDictionary<string, ulong> numbers, IReadOnlyDictionary<string, SyntaxTree> trees)
{
    /// <summary>The files that say something else than at another moment, as they were and as they are; null: not there.</summary>
    public IEnumerable<(SyntaxTree? Old, SyntaxTree? New)> ChangedSince(SourceFingerprints old) =>
        numbers.Keys.Union(old.Numbers.Keys).Where(path => numbers.GetValueOrDefault(path) != old.Numbers.GetValueOrDefault(path)).Select(path => (old.Trees.GetValueOrDefault(path), trees.GetValueOrDefault(path)));

    private IReadOnlyDictionary<string, ulong> Numbers => numbers;

    private IReadOnlyDictionary<string, SyntaxTree> Trees => trees;
}
