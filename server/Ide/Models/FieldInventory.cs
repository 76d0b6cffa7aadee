using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Ide.Schema;

namespace Quintet.Ide;

/// <summary>A name that a query may say of a model.</summary>
/// <param name="Name"><c>author</c></param>
/// <param name="Declarer">The full name of the class whose property says it: the model's, or, of a way back, that of the relation.</param>
/// <param name="DeclaredName">The field there.</param>
internal sealed record FieldName(string Name, string Declarer, string DeclaredName)
{
    /// <summary>The field; of a way back the relation.</summary>
    public required Field Field { get; init; }

    /// <summary>The label of the model that it leads to; null for a value.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it is the way back of a relation.</summary>
    public bool IsBack { get; init; }

    /// <summary>What stands for it in <c>PrefetchRelated</c>: of a way back its property.</summary>
    public string PrefetchName { get; init; } = Name;

    /// <summary>Whether it leads to one object at most.</summary>
    public bool IsSingle => Field is OneToOne || (Field is ForeignKey && !IsBack);

    /// <summary><c>CharField</c>, <c>ForeignKey → shop.Author</c></summary>
    public string Describe() => Target is null ? Field.ClassName : $"{Field.ClassName} {(IsBack ? "←" : "→")} {Target}";
}

/// <summary>What queries may say of the models of a project, by name.</summary>
internal sealed class FieldInventory
{
    // In the order in which they are offered; a test holds them against those of the framework.
    private static readonly string[] Text = ["icontains", "contains", "iexact", "exact", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex"];
    private static readonly string[] Order = ["gt", "gte", "lt", "lte", "range"];
    private static readonly string[] Any = ["exact", "in", "isnull"];
    private static readonly string[] Day = ["year", "month", "day", "quarter", "week", "week_day", "iso_week_day", "iso_year", "date"];
    private static readonly string[] Clock = ["hour", "minute", "second", "time"];

    /// <summary>Every lookup that there is for plain columns.</summary>
    public static readonly IReadOnlyList<string> Lookups = [.. Any.Concat(Order).Concat(Text).Concat(Day).Concat(Clock).Distinct()];

    private readonly ProjectState _models;
    private readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _open;
    private readonly Dictionary<string, IReadOnlyList<FieldName>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<ILookup<string, Relation>> _relations;
    private readonly Lock _lock = new();

    /// <param name="states">The models.</param>
    /// <param name="isGeneric">Whether a class has generic relations, whose names the states do not hold.</param>
    public FieldInventory(SourceStates states, Func<string, bool> isGeneric)
    {
        _models = states.Models;
        AreModelsKnown = states.AreModelsWhole;
        foreach (var (label, name) in states.ModelClasses) _classes[label] = name;
        _relations = new(() => Relations().ToLookup(pair => pair.Label, pair => pair.Relation, StringComparer.OrdinalIgnoreCase));
        _open = [.. _classes.Where(pair => isGeneric(pair.Value)).Select(pair => pair.Key), .. states.OpenModels];
    }

    /// <summary>Whether every model could be read, so that no relation is missing.</summary>
    public bool AreModelsKnown { get; }

    /// <summary>Whether all names of a model are known, so that another is none.</summary>
    public bool IsWhole(string label) => AreModelsKnown && Family(label).All(model => !_open.Contains(model.Label)) && _models.Find(label) is not null;

    /// <summary>The names of a model, its fields first, in their order; empty where the model is not known.</summary>
    public IReadOnlyList<FieldName> NamesOf(string label)
    {
        lock (_lock) return _names.TryGetValue(label, out var known) ? known : _names[label] = [.. Names(label).DistinctBy(name => name.Name)];
    }

    /// <summary>A name of a model, as a query writes it: <c>pk</c> and the column of a relation as well.</summary>
    public FieldName? Find(string label, string name, bool prefetch = false) =>
        NamesOf(label).FirstOrDefault(field => (prefetch ? field.PrefetchName : field.Name) == name)
        ?? (prefetch ? null : name == "pk" ? NamesOf(label).FirstOrDefault(field => field is { IsBack: false, Field.PrimaryKey: true }) : NamesOf(label).FirstOrDefault(field => field is { IsBack: false, Field: ForeignKey } && field.Name + "_id" == name) is { } key ? key with { Target = null } : null);

    /// <summary>The lookups, those that fit a field first.</summary>
    public static IReadOnlyList<string> LookupsOf(Field field) => [.. (field switch
    {
        JsonField => [],
        TextField or CharField => [.. Text, "in", "isnull"],
        DateTimeField => [.. Any, .. Order, .. Day, .. Clock],
        TimeField => [.. Any, .. Order, .. Clock],
        DateField => [.. Any, .. Order, .. Day],
        BooleanField or ForeignKey or ManyToMany => Any,
        _ => [.. Any, .. Order],
    }).Concat(Lookups).Distinct()];

    /// <summary>How many of <see cref="LookupsOf"/> fit.</summary>
    public static bool Fits(Field field, string lookup) => field switch
    {
        TextField or CharField => Text.Contains(lookup) || lookup is "in" or "isnull",
        DateTimeField => Any.Contains(lookup) || Order.Contains(lookup) || Day.Contains(lookup) || Clock.Contains(lookup),
        TimeField => Any.Contains(lookup) || Order.Contains(lookup) || Clock.Contains(lookup),
        DateField => Any.Contains(lookup) || Order.Contains(lookup) || Day.Contains(lookup),
        BooleanField or ForeignKey or ManyToMany => Any.Contains(lookup),
        _ => Any.Contains(lookup) || Order.Contains(lookup),
    };

    /// <summary>The model with those whose rows are also its own: what it derives from, and of a proxy its table.</summary>
    private IEnumerable<ModelState> Family(string label)
    {
        if (_models.Find(label) is not { } model) yield break;
        yield return model;
        foreach (var inherited in model.Bases.SelectMany(Family)) yield return inherited;
    }

    private IEnumerable<FieldName> Names(string label)
    {
        var family = Family(label).ToList();
        foreach (var model in family)
        {
            foreach (var field in model.Options.OrderWithRespectTo is null ? model.Fields : model.Fields.Add(ModelState.OrderField)) yield return new(field.Name, _classes[model.Label], field.Name) { Field = field.Field, Target = TargetOf(field.Field) };
        }

        // A way back leads from what is pointed to; a relation to a proxy is one to its table as well.
        foreach (var (_, other, field) in _relations.Value[label].Concat(family.SelectMany(model => _relations.Value[model.Label].Where(relation => Same(TargetOf(relation.Field.Field)!, model.Label)))).DistinctBy(relation => relation.Place).OrderBy(relation => relation.Place))
        {
            var (related, query) = field.Field is ManyToMany many ? (many.RelatedName, many.RelatedQueryName) : (((ForeignKey)field.Field).RelatedName, ((ForeignKey)field.Field).RelatedQueryName);
            if (related == "+" || field.Field is ManyToMany { Symmetrical: true } && Same(other.Label, label)) continue;
            var property = field.Field is ManyToMany way ? ModelNames.ReverseProperty(way, other.Name) : ModelNames.ReverseProperty((ForeignKey)field.Field, other.Name);
            yield return new(query ?? related ?? other.Name.ToLowerInvariant(), _classes[other.Label], field.Name) { Field = field.Field, Target = other.Label, IsBack = true, PrefetchName = Quintet.Names.ToSnakeCase(property!) };
        }
    }

    /// <summary>Each relation under the labels of the model that it leads to and of those whose rows are also that one's.</summary>
    private IEnumerable<(string Label, Relation Relation)> Relations()
    {
        var place = 0;
        foreach (var other in _models.Models)
        {
            foreach (var field in other.Fields)
            {
                if (TargetOf(field.Field) is not { } target) continue;
                var relation = new Relation(place++, other, field);
                foreach (var label in Family(target).Select(model => model.Label).Prepend(target).Distinct(StringComparer.OrdinalIgnoreCase)) yield return (label, relation);
            }
        }
    }

    /// <summary>A field that leads to a model.</summary>
    /// <param name="Place">Its place among all of them.</param>
    /// <param name="Model">The model with the field.</param>
    /// <param name="Field">The field.</param>
    private readonly record struct Relation(int Place, ModelState Model, NamedField Field);

    private static string? TargetOf(Field field) => field switch { ForeignKey relation => relation.To, ManyToMany many => many.To, _ => null };

    private static bool Same(string label, string other) => string.Equals(label, other, StringComparison.OrdinalIgnoreCase);
}
