using System.Collections.Immutable;

namespace Quintet.Db.Migrations;

/// <summary>A field with its name, as a model's state holds it.</summary>
public sealed record NamedField(string Name, Field Field)
{
    public string Column => Field.GetColumn(Name);
}

/// <summary>A model at one moment of the project's history: no code of the user's, only data.</summary>
/// <param name="AppLabel"><c>blog</c></param>
/// <param name="Name"><c>Book</c></param>
/// <param name="Fields">In the order of the columns.</param>
/// <param name="Options">The model's <c>[Meta]</c>.</param>
/// <param name="Indexes">With their names.</param>
public sealed record ModelState(string AppLabel, string Name, ImmutableArray<NamedField> Fields, MetaAttribute Options, ImmutableArray<IndexAttribute> Indexes)
{
    /// <summary>The model's constraints, in the order of the table's definition.</summary>
    public ImmutableArray<ConstraintAttribute> Constraints { get; init; } = [];

    /// <summary><c>blog.Book</c></summary>
    public string Label => AppLabel + "." + Name;

    public string Table => Options.DbTable ?? ModelNames.Table(AppLabel, Name);

    /// <summary>The labels of the models it derives from that are not abstract: <c>shop.Place</c>; none: only from <c>Model</c>.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    public NamedField PrimaryKey => Fields.First(f => f.Field.PrimaryKey);

    /// <summary>The fields that have a column, in its order; last the place that a row has among those of <see cref="MetaAttribute.OrderWithRespectTo"/>.</summary>
    public IEnumerable<NamedField> Columns => Options.OrderWithRespectTo is null ? Fields.Where(f => f.Field.HasColumn) : Fields.Where(f => f.Field.HasColumn).Append(OrderField);

    /// <summary>The field <c>_order</c> of a model whose rows have an order of their own.</summary>
    public static NamedField OrderField { get; } = new("_order", new IntegerField { Editable = false });

    public IEnumerable<(NamedField Field, ManyToMany Relation)> ManyToMany =>
        Fields.Where(f => f.Field is ManyToMany).Select(f => (f, (ManyToMany)f.Field));

    public IEnumerable<(NamedField Field, ForeignKey Relation)> Relations =>
        Fields.Where(f => f.Field is ForeignKey).Select(f => (f, (ForeignKey)f.Field));

    /// <summary>A state whose indexes have the names that Django would give them.</summary>
    public static ModelState Create(string appLabel, string name, IEnumerable<NamedField> fields, MetaAttribute? options = null,
        IEnumerable<IndexAttribute>? indexes = null, IEnumerable<ConstraintAttribute>? constraints = null)
    {
        var state = new ModelState(appLabel, name, [.. fields], options ?? new MetaAttribute(), []) { Constraints = [.. constraints ?? []] };
        return state with { Indexes = [.. (indexes ?? []).Select(index => IndexNames.Named(index, state))] };
    }

    public NamedField? FindField(string name) => Fields.FirstOrDefault(f => f.Name == name) ?? (name == OrderField.Name && Options.OrderWithRespectTo is not null ? OrderField : null);

    /// <exception cref="InvalidOperationException">The model has no such field.</exception>
    public NamedField GetField(string name) => FindField(name) ?? throw new InvalidOperationException(
        $"The model {Label} has no field '{name}' at this point of the migrations. It has: {string.Join(", ", Fields.Select(f => f.Name))}.");

    /// <summary>A field as indexes and conditions may name it: by its name, <c>pk</c>, or <c>author_id</c> for a relation.</summary>
    /// <exception cref="InvalidOperationException">The model has no such field.</exception>
    public NamedField ResolveField(string name) => name == "pk"
        ? PrimaryKey
        : FindField(name) ?? Fields.FirstOrDefault(f => f.Field is ForeignKey && f.Name + "_id" == name) ?? GetField(name);

    /// <exception cref="InvalidOperationException">The model has no such index.</exception>
    public IndexAttribute GetIndex(string name) => Indexes.FirstOrDefault(i => i.Name == name) ?? throw new InvalidOperationException(
        $"The model {Label} has no index '{name}' at this point of the migrations. It has: {string.Join(", ", Indexes.Select(i => i.Name))}.");

    /// <summary>The sets of fields that are unique together here, but not in the other state.</summary>
    public IEnumerable<string[]> UniqueSetsNotIn(ModelState other) => Options.UniqueTogether.Where(set => !other.Options.UniqueTogether.Any(set.SequenceEqual));

    /// <summary>The sets of fields that have an index together here, but not in the other state.</summary>
    public IEnumerable<string[]> IndexSetsNotIn(ModelState other) => Options.IndexTogether.Where(set => !other.Options.IndexTogether.Any(set.SequenceEqual));

    public ConstraintAttribute? FindConstraint(string name) => Constraints.FirstOrDefault(c => c.Name == name);

    /// <exception cref="InvalidOperationException">The model has no such constraint.</exception>
    public ConstraintAttribute GetConstraint(string name) => FindConstraint(name) ?? throw new InvalidOperationException(
        $"The model {Label} has no constraint '{name}' at this point of the migrations. It has: {string.Join(", ", Constraints.Select(c => c.Name))}.");

    public bool Equals(ModelState? other) =>
        other is not null && AppLabel == other.AppLabel && Name == other.Name && Fields.SequenceEqual(other.Fields)
        && Options.Equals(other.Options) && Indexes.SequenceEqual(other.Indexes)
        && Constraints.SequenceEqual(other.Constraints) && Bases.SequenceEqual(other.Bases, StringComparer.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(AppLabel, Name, Fields.Length);

    public override string ToString() => Label;
}

/// <summary>All models at one moment of the history. Never changed; an operation makes a new one.</summary>
public sealed class ProjectState : IEquatable<ProjectState>
{
    public static readonly ProjectState Empty = new(ImmutableSortedDictionary.Create<string, ModelState>(StringComparer.OrdinalIgnoreCase));

    private readonly ImmutableSortedDictionary<string, ModelState> _models;

    private ProjectState(ImmutableSortedDictionary<string, ModelState> models) => _models = models;

    /// <summary>By label.</summary>
    public IEnumerable<ModelState> Models => _models.Values;

    public static ProjectState Of(IEnumerable<ModelState> models) => models.Aggregate(Empty, (state, model) => state.With(model));

    public ModelState? Find(string label) => _models.GetValueOrDefault(label);

    /// <exception cref="InvalidOperationException">There is no such model.</exception>
    public ModelState Get(string appLabel, string name) => Find(appLabel + "." + name) ?? throw new InvalidOperationException(
        $"There is no model {appLabel}.{name} at this point of the migrations. Is a dependency missing, or the name misspelt? The app has: {string.Join(", ", _models.Values.Where(m => m.AppLabel == appLabel).Select(m => m.Name))}.");

    /// <summary>The model that a relation points to.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public ModelState Target(ModelState from, NamedField field)
    {
        var to = ((IRelation)field.Field).To;
        return Find(to) ?? throw new InvalidOperationException(
            $"{from.Label}.{field.Name} points to {to}, which is not there at this point of the migrations. Add the migration that makes it to the dependencies.");
    }

    /// <summary>The model that has the table of a relation's target: a proxy has its base's.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public ModelState TargetTable(ModelState from, NamedField field)
    {
        var model = Target(from, field);
        while (model.Options.Proxy)
        {
            model = model.Bases.Select(Find).FirstOrDefault() ?? throw new InvalidOperationException(
                $"{model.Label} is a proxy of {string.Join(", ", model.Bases)}, which is not there at this point of the migrations. Add the migration that makes it to the dependencies.");
        }

        return model;
    }

    /// <summary>The field whose values a relation's column holds: the target's key, or the one that <c>ToField</c> names.</summary>
    public NamedField TargetField(ModelState from, NamedField field)
    {
        var target = TargetTable(from, field);
        return field.Field is ForeignKey { ToField: { } name } ? target.GetField(name) : target.PrimaryKey;
    }

    public ProjectState With(ModelState model) => new(_models.SetItem(model.Label, model));

    public ProjectState Without(string label) => new(_models.Remove(label));

    /// <summary>The state with a model under another name of its app: whatever points to it or derives from it follows.</summary>
    public ProjectState WithModelRenamed(ModelState model, string name)
    {
        var to = model.AppLabel + "." + name;
        var state = Without(model.Label).With(model with { Name = name });
        foreach (var other in state.Models)
        {
            var fresh = other with { Fields = [.. other.Fields.Select(Repointed)], Bases = [.. other.Bases.Select(label => Same(label, model.Label) ? to : label)] };
            if (!fresh.Equals(other)) state = state.With(fresh);
        }

        return state;

        NamedField Repointed(NamedField field)
        {
            switch (field.Field)
            {
                case ForeignKey relation when Same(relation.To, model.Label):
                    return new(field.Name, relation.WithTarget(to));
                case ManyToMany relation when Same(relation.To, model.Label) || (relation.ThroughModel is { } through && Same(through, model.Label)):
                    var copy = Same(relation.To, model.Label) ? relation.WithTarget(to) : (ManyToMany)relation.Clone();
                    if (copy.ThroughModel is { } pairs && Same(pairs, model.Label)) copy.ThroughModel = to;
                    return new(field.Name, copy);
                default:
                    return field;
            }
        }

        static bool Same(string label, string other) => string.Equals(label, other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The state with a field of a model under another name, in whatever speaks of it.</summary>
    public ProjectState WithFieldRenamed(ModelState model, string from, string to)
    {
        var field = model.GetField(from);
        var renamed = Speaking(model with { Fields = model.Fields.Replace(field, field with { Name = to }) }, from, to);

        // A relation may be called by its column, too.
        if (field.Field is ForeignKey && model.FindField(from + "_id") is null) renamed = Speaking(renamed, from + "_id", to + "_id");
        var state = With(renamed);
        foreach (var other in state.Models.Where(other => other.Fields.Any(SpeaksOf)))
        {
            state = state.With(other with { Fields = [.. other.Fields.Select(field => SpeaksOf(field) ? new(field.Name, Renamed(field.Field.Clone())) : field)] });
        }

        return state;

        bool SpeaksOf(NamedField other) => other.Field switch
        {
            ManyToMany relation => Is(relation.ThroughModel) && relation.ThroughFields.Contains(from),
            ForeignKey relation => Is(relation.To) && relation.ToField == from,
            _ => false,
        };

        bool Is(string? label) => string.Equals(label, model.Label, StringComparison.OrdinalIgnoreCase);

        Field Renamed(Field copy)
        {
            if (copy is ManyToMany many) many.ThroughFields = RenamedField.In(many.ThroughFields, from, to);
            else ((ForeignKey)copy).ToField = to;
            return copy;
        }
    }

    private static ModelState Speaking(ModelState model, string from, string to)
    {
        var options = model.Options.WithUniqueTogether(In(model.Options.UniqueTogether)).WithIndexTogether(In(model.Options.IndexTogether));
        return model with
        {
            Fields = [.. model.Fields.Select(field => field.Field.GeneratedAs is { } text ? new(field.Name, Calculated(field.Field.Clone(), text)) : field)],
            Options = options.OrderWithRespectTo == from ? options.WithOrderWithRespectTo(to) : options,
            Indexes = [.. model.Indexes.Select(index => index.WithFieldRenamed(from, to))],
            Constraints = [.. model.Constraints.Select(constraint => constraint.WithFieldRenamed(from, to))],
        };

        string[][] In(string[][] sets) => [.. sets.Select(set => RenamedField.In(set, from, to))];

        Field Calculated(Field copy, string text)
        {
            copy.GeneratedAs = Condition.WithFieldRenamed(text, from, to);
            return copy;
        }
    }

    public bool Equals(ProjectState? other) => other is not null && _models.Count == other._models.Count && _models.Values.SequenceEqual(other._models.Values);

    public override bool Equals(object? obj) => Equals(obj as ProjectState);

    public override int GetHashCode() => _models.Count;
}
