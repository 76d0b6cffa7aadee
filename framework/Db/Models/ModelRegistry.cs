using Quintet.Apps;
using Quintet.Db.Migrations;
using Quintet.Db.Sql;
using Quintet.Text;

namespace Quintet.Db;

/// <summary>All models of a project, and which of them point at which (Django's <c>apps</c>). Made once, when the app starts.</summary>
public sealed class ModelRegistry
{
    public static readonly ContextKey<ModelRegistry> Key = new("model registry");

    private readonly Dictionary<string, ModelMeta> _byLabel;
    private readonly Dictionary<Type, ModelMeta> _byType;
    private readonly Dictionary<ModelMeta, RelationFieldMeta[]> _pointing;
    private readonly Dictionary<ModelMeta, RelationFieldMeta[]> _reverse;
    private readonly Dictionary<ModelMeta, Way[]> _ways;

    /// <param name="models">All models; the same one twice counts once.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    /// <exception cref="InvalidOperationException">Two models share a name or a table, a relation points out of the project or to a model in whose place another is, or a setting names none.</exception>
    public ModelRegistry(IEnumerable<ModelMeta> models, SwappableModels? swappable = null)
    {
        All = [.. models.Distinct()];
        var swapped = Swapped(swappable ?? SwappableModels.None);
        Models = swapped.Count == 0 ? All : [.. All.Where(model => !swapped.ContainsKey(model))];
        foreach (var same in Models.GroupBy(m => m.Label.ToLowerInvariant()).Where(g => g.Count() > 1))
        {
            throw new InvalidOperationException($"Two models are called {same.First().Label}: {string.Join(" and ", same.Select(m => m.Type.FullName))}. Rename one, or give the apps different labels.");
        }

        List<ModelMeta> pairs = [.. Models.SelectMany(m => m.ManyToMany).Select(m => m.Through).Where(t => t.IsAutoCreated)];
        foreach (var same in Models.Where(m => !m.IsProxy).Concat(pairs).GroupBy(m => m.Table).Where(g => g.Count() > 1))
        {
            throw new InvalidOperationException($"The table {same.Key} is used by two models: {string.Join(" and ", same.Select(m => m.Label))}. Give one of them [Meta(DbTable = \"…\")].");
        }

        _byLabel = Models.ToDictionary(m => m.Label, StringComparer.OrdinalIgnoreCase);

        // The models of a migration are all of one class.
        _byType = Models.DistinctBy(m => m.Type).ToDictionary(m => m.Type);
        foreach (var model in Models.Where(m => m.DerivedFrom is { } parent && !_byType.ContainsKey(parent.Type)))
        {
            throw new InvalidOperationException($"{model.Label} derives from {model.DerivedFrom!.Label}, whose app is not in InstalledApps. Add the app to Settings.cs.");
        }

        if (swapped.Count > 0) CheckRelations(swapped);

        _pointing = Models.Where(m => !m.IsProxy).Concat(pairs).SelectMany(m => m.Fields.OfType<RelationFieldMeta>())
            .GroupBy(r => r.Target.ConcreteModel)
            .ToDictionary(g => g.Key, g => g.ToArray());
        _reverse = Models.ToDictionary(m => m, m => Reverse(m).ToArray());
        var backOverPairs = Models.SelectMany(m => m.ManyToMany).ToLookup(m => m.Target.ConcreteModel, m => m.Back);
        var backOverKeys = Models.SelectMany(m => m.GenericRelations).Where(r => r.Back is not null).ToLookup(r => r.Target.ConcreteModel, r => r.Back!);
        _ways = Models.ToDictionary(m => m, m => (Way[])
        [
            .. m.AllManyToMany.Select(r => r.Forth), .. m.Tables.SelectMany(table => backOverPairs[table]), .. ReverseRelations(m).Select(r => r.Back),
            .. m.Tables.SelectMany(table => table.GenericRelations).Select(r => r.Forth), .. m.Tables.SelectMany(table => backOverKeys[table]),
        ]);
        foreach (var relation in _pointing.Values.SelectMany(r => r).Where(r => !_byType.ContainsKey(r.Target.Type)))
        {
            throw new InvalidOperationException(
                $"{relation.Model.Label}.{relation.Name} points to {relation.Target.Label}, whose app is not in InstalledApps. Add the app to Settings.cs.");
        }

    }

    /// <summary>The models that have rows here: not those in whose place another is.</summary>
    public IReadOnlyList<ModelMeta> Models { get; }

    /// <summary>All models, those included in whose place another is.</summary>
    public IReadOnlyList<ModelMeta> All { get; }

    /// <summary>The registry of the models in the manifests of some apps.</summary>
    /// <inheritdoc cref="ModelRegistry(IEnumerable{ModelMeta}, SwappableModels?)"/>
    public static ModelRegistry Of(IEnumerable<Manifest> manifests, SwappableModels? swappable = null) => new(manifests.SelectMany(m => m.OfType<ModelMeta>()), swappable);

    /// <summary>The model <c>blog.Book</c> (whatever the case), or null.</summary>
    public ModelMeta? Find(string label) => _byLabel.GetValueOrDefault(label);

    public ModelMeta? Find(Type type) => _byType.GetValueOrDefault(type);

    /// <summary>The foreign keys that lead back from a model: those that point to its table, and to those of its parents.</summary>
    public IReadOnlyList<RelationFieldMeta> ReverseRelations(ModelMeta model) => _reverse.GetValueOrDefault(model) ?? [];

    /// <summary>All ways from a row of a model to many rows, or back to the one that points to it.</summary>
    internal IReadOnlyList<Way> Ways(ModelMeta model) => _ways.GetValueOrDefault(model) ?? [];

    /// <summary>The foreign keys that point to a model's own table.</summary>
    internal IReadOnlyList<RelationFieldMeta> Pointing(ModelMeta model) => _pointing.GetValueOrDefault(model.ConcreteModel) ?? [];

    /// <summary>The models in whose place another is, with its label.</summary>
    private Dictionary<ModelMeta, string> Swapped(SwappableModels swappable)
    {
        var swapped = new Dictionary<ModelMeta, string>();
        foreach (var model in All)
        {
            if (model.Options.Swappable is not { } setting) continue;
            var label = swappable.Get(setting);
            if (!All.Any(other => string.Equals(other.Label, label, StringComparison.OrdinalIgnoreCase)))
                throw new InvalidOperationException($"{setting} references '{label}', which has not been installed, or is abstract.{DidYouMean.Sentence(label, All.Select(other => other.Label))} Add its app to InstalledApps, or name another model.");
            if (swappable.InPlaceOf(model.Label, model.Options) is { } other) swapped.Add(model, other);
        }

        return swapped;
    }

    private void CheckRelations(Dictionary<ModelMeta, string> swapped)
    {
        foreach (var (label, name, target) in Models.SelectMany(m => m.Fields.OfType<RelationFieldMeta>().Select(r => (m.Label, r.Name, r.Target)).Concat(m.ManyToMany.Select(r => (m.Label, r.Name, r.Target)))))
        {
            if (!swapped.TryGetValue(target, out var other)) continue;
            throw new InvalidOperationException(
                $"{label}.{name}: Field defines a relation with the model '{target.Label}', which has been swapped out. Update the relation to point at '{other}', which the setting {target.Options.Swappable} names.");
        }
    }

    /// <summary>A row is not another child of its own parent's, so that way is not inherited.</summary>
    private IEnumerable<RelationFieldMeta> Reverse(ModelMeta model)
    {
        IEnumerable<RelationFieldMeta> own = Pointing(model);
        for (var parent = model.Parent; parent is not null; parent = parent.Parent) own = own.Concat(Pointing(parent).Where(r => !r.IsParentLink));
        return own;
    }

    internal static ModelRegistry? Find() => Context.Current.Find(Key);

    internal static ModelRegistry Current => Context.Current.Get(Key);
}
