namespace Quintet.Db.Serialization;

/// <summary>
/// A model whose rows have values by which they are known in every database (Django's <c>natural_key()</c>). A fixture may then point to them by these, where the
/// model's default manager is an <see cref="INaturalKeyManager"/>.
/// </summary>
public interface INaturalKey
{
    /// <summary>The values: texts, numbers, true and false, null, and lists of them.</summary>
    IReadOnlyList<object?> NaturalKey();
}

/// <summary>A manager that finds rows by their natural keys (Django's <c>get_by_natural_key</c>).</summary>
public interface INaturalKeyManager
{
    /// <summary>The models whose rows must be loaded before, since natural keys are made of theirs: <c>blog.Author</c> (Django's <c>natural_key.dependencies</c>).</summary>
    IReadOnlyList<string> NaturalKeyDependencies => [];

    /// <summary>The row with a natural key; null where there is none.</summary>
    /// <param name="key">As a fixture has it: <c>string</c>, <c>long</c>, <c>double</c>, <c>bool</c>, null, and lists of them.</param>
    /// <param name="database">The alias.</param>
    Model? GetByNaturalKey(IReadOnlyList<object?> key, string database);
}

internal static class NaturalKeys
{
    /// <summary>Whether rows of a model say their natural keys.</summary>
    public static bool HasKey(ModelMeta model) => typeof(INaturalKey).IsAssignableFrom(model.Type);

    /// <summary>Who finds rows by them; null: nobody.</summary>
    public static INaturalKeyManager? Finder(ModelMeta model) => model.OwnDefaultManager as INaturalKeyManager;

    public static IReadOnlyList<object?> Of(Model row) => ((INaturalKey)row).NaturalKey();

    /// <summary>The models in the order in which natural keys can be resolved; where they go in a circle, as they came.</summary>
    public static IReadOnlyList<ModelMeta> Sort(IReadOnlyList<ModelMeta> models, ModelRegistry registry)
    {
        var open = models.ToList();
        var sorted = new List<ModelMeta>(open.Count);
        while (open.Count > 0)
        {
            var ready = open.Where(model => Needed(model, registry).All(needed => needed == model || !open.Contains(needed))).ToList();
            if (ready.Count == 0) ready = [open[0]];
            sorted.AddRange(ready);
            open.RemoveAll(ready.Contains);
        }

        return sorted;
    }

    private static IEnumerable<ModelMeta> Needed(ModelMeta model, ModelRegistry registry)
    {
        IEnumerable<ModelMeta> targets = [.. model.AllFields.OfType<RelationFieldMeta>().Select(r => r.Target), .. model.AllManyToMany.Where(m => m.Through.IsAutoCreated).Select(m => m.Target)];
        var named = (Finder(model)?.NaturalKeyDependencies ?? []).Select(label => registry.Find(label)
            ?? throw new FixtureException($"The natural keys of {model.Label} rest on '{label}', and there is no such model. NaturalKeyDependencies names models as app.Model."));
        return [.. targets.Where(HasKey), .. named];
    }
}
