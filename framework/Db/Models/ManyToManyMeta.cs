using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A many-to-many relation at run time: two models, and the model of the pairs between them.</summary>
public abstract class ManyToManyMeta
{
    private readonly Func<ModelMeta> _target;
    private ModelMeta? _through;

    private protected ManyToManyMeta(string name, string propertyName, ManyToMany field, Func<ModelMeta> target)
    {
        (Name, PropertyName, Field, _target) = (name, propertyName, field, target);
        (Forth, Back) = (new(this, back: false), new(this, back: true));
    }

    /// <summary><c>authors</c></summary>
    public string Name { get; }

    /// <summary><c>Authors</c></summary>
    public string PropertyName { get; }

    public ManyToMany Field { get; }

    public ModelMeta Model { get; private set; } = null!;

    public ModelMeta Target => _target();

    /// <summary>The model of the pairs: the field's own, or the one that it names.</summary>
    public ModelMeta Through => _through ??= CreateThrough();

    /// <summary>The relation of a pair to the model that has the field.</summary>
    public RelationFieldMeta SourceRelation => Side(0);

    /// <summary>The relation of a pair to the target.</summary>
    public RelationFieldMeta TargetRelation => Side(1);

    /// <summary>Whether a pair says the same of its opposite.</summary>
    public bool IsSymmetrical => Target == Model && Field.Symmetrical;

    /// <summary>The name of the way back in queries; null where there is none.</summary>
    public string? QueryName => IsSymmetrical || Field.RelatedName == "+" ? null : Field.RelatedQueryName ?? Field.RelatedName ?? Model.Name.ToLowerInvariant();

    /// <summary>The property of the way back on the target, <c>Books</c>; null where there is none.</summary>
    public string? ReversePropertyName => IsSymmetrical ? null : ModelNames.ReverseProperty(Field, Model.Name);

    internal PairWay Forth { get; }

    internal PairWay Back { get; }

    internal void Attach(ModelMeta model) => Model = model;

    private protected abstract ModelMeta CreateThrough();

    private RelationFieldMeta Side(int index)
    {
        if (Field.ThroughFields.Length == 2) return (RelationFieldMeta)Through.GetField(Field.ThroughFields[index]);
        var side = index == 0 ? Model : Target;

        // Of a relation to the model itself the first is the source's, as in Django.
        return Through.Fields.OfType<RelationFieldMeta>().Where(r => r.Target == side).Skip(Model == Target ? index : 0).FirstOrDefault()
            ?? throw new InvalidOperationException($"The model {Through.Label} has no relation to {side.Label}, so that it cannot hold the pairs of {this}.");
    }

    public override string ToString() => $"{Model?.Label}.{Name}";
}

/// <summary>A many-to-many relation whose pairs are a model of the app's.</summary>
/// <param name="name"><c>members</c></param>
/// <param name="propertyName"><c>Members</c></param>
/// <param name="field">With target and <see cref="ManyToMany.ThroughModel"/> filled in.</param>
/// <param name="target">The target's metadata; asked late, because two models may point at each other.</param>
/// <param name="through">The pairs' metadata.</param>
public sealed class ManyToManyMeta<TModel, TTarget>(string name, string propertyName, ManyToMany field, Func<ModelMeta> target, Func<ModelMeta> through)
    : ManyToManyMeta(name, propertyName, field, target)
    where TModel : Model
    where TTarget : Model
{
    private protected override ModelMeta CreateThrough() => through();
}

/// <summary>A many-to-many relation that has a table of pairs of its own.</summary>
/// <inheritdoc cref="ManyToManyMeta{TModel, TTarget}"/>
public sealed class ManyToManyMeta<TModel, TTarget, TModelKey, TTargetKey>(string name, string propertyName, ManyToMany field, Func<ModelMeta> target)
    : ManyToManyMeta(name, propertyName, field, target)
    where TModel : Model
    where TTarget : Model
{
    private protected override ModelMeta CreateThrough()
    {
        var (source, far) = Migrations.PairTables.SideNames(Model.Name, Target.Name, Model == Target);
        FieldMeta key = Model.PrimaryKey.Field switch
        {
            SmallAutoField => new FieldMeta<Pair, short>("id", "Id", new SmallAutoField { PrimaryKey = true }, static m => (short)m.Id, static (m, v) => m.Id = v),
            AutoField => new FieldMeta<Pair, int>("id", "Id", new AutoField { PrimaryKey = true }, static m => (int)m.Id, static (m, v) => m.Id = v),
            _ => new FieldMeta<Pair, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
        };
        ModelMeta<Pair>? meta = null;
        return meta = new(
            Model.AppLabel,
            [
                key,
                new RelationFieldMeta<Pair, TModel, TModelKey>(source, "Source", Side(Model), static m => m.SourceKey, static (m, v) => m.SourceKey = v, () => Model, static m => m.Source, static (m, v) => m.Source = v),
                new RelationFieldMeta<Pair, TTarget, TTargetKey>(far, "Target", Side(Target), static m => m.TargetKey, static (m, v) => m.TargetKey = v, () => Target, static m => m.Target, static (m, v) => m.Target = v),
            ],
            () => new Pair(meta!),
            (row, offset) =>
            {
                var pair = new Pair(meta!);
                for (var i = 0; i < meta!.Fields.Count; i++) meta.Fields[i].Read(pair, row, offset + i);
                return pair;
            })
        {
            Name = $"{Model.Name}_{Name}",
            IsAutoCreated = true,
            Options = new() { DbTable = Migrations.PairTables.Table(Model.Table, Name, Field), Managed = Model.Options.Managed },
        };

        ForeignKey Side(ModelMeta to) => new(to.Label, OnDelete.Cascade) { RelatedName = "+", DbConstraint = Field.DbConstraint };
    }

    /// <summary>A row of the table.</summary>
    private sealed class Pair(ModelMeta meta) : Model
    {
        private TModel? _source;
        private TTarget? _target;

        public long Id { get; set; }

        public TModelKey SourceKey { get; set; } = default!;

        public TTargetKey TargetKey { get; set; } = default!;

        public TModel? Source
        {
            get => _source;
            set
            {
                _source = value;
                if (value?.Pk is TModelKey key) SourceKey = key;
            }
        }

        public TTarget? Target
        {
            get => _target;
            set
            {
                _target = value;
                if (value?.Pk is TTargetKey key) TargetKey = key;
            }
        }

        public override object? Pk
        {
            get => Id == 0 ? null : meta.PrimaryKey.GetValue(this);
            set => Id = value is null ? 0 : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        public override ModelMeta GetMeta() => meta;
    }
}
