using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The rows that point to one: <c>author.Books</c>.</summary>
public sealed class RelatedManager<T> : Manager<T>
    where T : Model
{
    private readonly ModelMeta<T> _model;
    private readonly RelationFieldMeta _relation;
    private readonly Model _owner;

    /// <param name="model">The model that has the foreign key.</param>
    /// <param name="relation">The foreign key's name there, <c>author</c>.</param>
    /// <param name="owner">The object pointed to.</param>
    public RelatedManager(ModelMeta<T> model, string relation, Model owner)
        : base(model)
    {
        _model = model;
        _relation = (RelationFieldMeta)model.GetField(relation);
        _owner = owner;
    }

    /// <summary>The rows that point to the owner.</summary>
    /// <exception cref="InvalidOperationException">The owner is not saved, so nothing can point to it.</exception>
    public override QuerySet<T> GetQuerySet()
    {
        var key = RelatedRows.KeyOf(_owner, _relation.Back);
        var rows = _relation.Field is OneToOne ? _model.BaseRows : _model.DefaultRows;
        return rows.Of(
            root => new ComparisonNode("=", _relation.Back.Owner(root), new ParameterNode(key)),
            _owner,
            RelatedRows.Known<T>(_owner, _relation.Back),
            instance =>
            {
                _relation.SetLoaded(instance, _owner);
                _owner.KnownRows?.Remove(_relation.Back);
            });
    }
}

/// <summary>What the managers of related rows have in common.</summary>
internal static class RelatedRows
{
    /// <exception cref="InvalidOperationException">The owner is not saved.</exception>
    public static object KeyOf(Model owner, Way way) => (owner.Pk is null ? null : way.KeyOf(owner)) ?? throw new InvalidOperationException(
        way is PairWay
            ? $"\"{owner}\" needs to have a value for field \"{owner.GetMeta().PrimaryKey.Name}\" before this many-to-many relationship can be used."
            : $"{owner.GetMeta().Name} needs to be saved before '{way.QueryName}' can be used: it has no key that a {way.Model.Name} could point to.");

    /// <summary>The rows that were read along; null: none were.</summary>
    public static List<T>? Known<T>(Model owner, Way way) => owner.KnownRows?.GetValueOrDefault(way) is { } rows ? [.. rows.Cast<T>()] : null;
}
