namespace Quintet.Db.Migrations;

/// <summary>The tables of pairs that many-to-many fields have, under Django's names.</summary>
public static class PairTables
{
    /// <summary>The model of a field's own pairs, <c>Book_authors</c>: a counted key, and a relation to each side.</summary>
    public static ModelState Of(ProjectState state, ModelState model, NamedField field)
    {
        var relation = (ManyToMany)field.Field;
        var target = state.Target(model, field);
        var (from, to) = SideNames(model.Name, target.Name, model.Label == target.Label);
        Field key = model.PrimaryKey.Field switch { SmallAutoField => new SmallAutoField(), AutoField => new AutoField(), _ => new BigAutoField() };
        key.PrimaryKey = true;
        var options = new MetaAttribute { DbTable = Table(model.Table, field.Name, relation), Managed = model.Options.Managed, RequiredDbVendor = model.Options.RequiredDbVendor, UniqueTogether = [[from, to]], Swapped = model.Options.Swapped };
        return new(model.AppLabel, $"{model.Name}_{field.Name}", [new("id", key), new(from, Side(model)), new(to, Side(target))], options, []);

        ForeignKey Side(ModelState to) => new(to.Label, OnDelete.Cascade) { DbConstraint = relation.DbConstraint, RelatedName = "+" };
    }

    /// <summary>The names of the two relations: those of the models, or <c>from_</c> and <c>to_</c> where it is one model.</summary>
    public static (string From, string To) SideNames(string model, string target, bool same)
    {
        model = model.ToLowerInvariant();
        return same ? ("from_" + model, "to_" + model) : (model, target.ToLowerInvariant());
    }

    /// <summary><c>blog_book_authors</c></summary>
    public static string Table(string modelTable, string fieldName, ManyToMany relation) => relation.DbTable ?? $"{modelTable}_{fieldName}";

    internal static IReadOnlyList<string> CreateModel(SchemaDialect dialect, ProjectState state, ModelState model) =>
        [.. dialect.CreateTable(state, model), .. Own(model).SelectMany(field => Create(dialect, state, Of(state, model, field)))];

    internal static IReadOnlyList<string> DropModel(SchemaDialect dialect, ProjectState state, ModelState model) =>
        [.. Own(model).SelectMany(field => dialect.DropTable(Of(state, model, field))), .. dialect.DropTable(model)];

    /// <summary>A model under another name, or with another table: its table, what points to it, and the pairs that are called after it.</summary>
    internal static IReadOnlyList<string> RenameModel(SchemaDialect dialect, ProjectState before, ModelState from, ProjectState after, ModelState to)
    {
        var statements = new List<string>();
        if (to.Options.HasTable(dialect.Vendor)) statements.AddRange([.. dialect.RenameTable(from.Table, to.Table), .. dialect.RepointRelations(after, from, to)]);
        foreach (var owner in before.Models)
        {
            var fresh = owner.Label == from.Label ? to : after.Find(owner.Label)!;
            foreach (var field in Own(owner).Where(field => owner.Label == from.Label || before.Target(owner, field).Label == from.Label))
            {
                statements.AddRange(FieldChanges.AlterPairs(dialect, before, Of(before, owner, field), after, Of(after, fresh, fresh.GetField(field.Name))));
            }
        }

        return statements;
    }

    internal static IReadOnlyList<string> Create(SchemaDialect dialect, ProjectState state, ModelState pairs) => dialect.CreateTable(state.With(pairs), pairs);

    private static IEnumerable<NamedField> Own(ModelState model) => model.ManyToMany.Where(m => m.Relation.HasOwnTable).Select(m => m.Field);
}

/// <summary>The statements of a changed field: of a column, or of a table of pairs.</summary>
internal static class FieldChanges
{
    public static IReadOnlyList<string> Add(SchemaDialect dialect, ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        if (field.Field is not ManyToMany relation) return dialect.AddField(before, after, appLabel, modelName, field);
        return relation.HasOwnTable ? PairTables.Create(dialect, after, PairTables.Of(after, after.Get(appLabel, modelName), field)) : [];
    }

    public static IReadOnlyList<string> Remove(SchemaDialect dialect, ProjectState before, ProjectState after, string appLabel, string modelName, string name)
    {
        var model = before.Get(appLabel, modelName);
        var field = model.GetField(name);
        if (field.Field is not ManyToMany relation) return dialect.RemoveField(before, after, appLabel, modelName, name);
        return relation.HasOwnTable ? dialect.DropTable(PairTables.Of(before, model, field)) : [];
    }

    public static IReadOnlyList<string> Alter(SchemaDialect dialect, ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        ModelState oldModel = before.Get(appLabel, modelName), freshModel = after.Get(appLabel, modelName);
        var old = oldModel.GetField(field.Name);
        var fresh = freshModel.GetField(field.Name);
        if (GeneratedColumns.AreOther(old.Field, fresh.Field))
        {
            throw new InvalidOperationException($"Modifying GeneratedFields is not supported - the field {freshModel.Label}.{field.Name} must be removed and re-added with the new definition.");
        }

        if (old.Field is not ManyToMany && field.Field is not ManyToMany) return dialect.AlterField(before, after, appLabel, modelName, field);
        if (old.Field is not ManyToMany from || field.Field is not ManyToMany to || from.HasOwnTable != to.HasOwnTable)
        {
            throw new InvalidOperationException(
                $"Cannot alter field {oldModel.Label}.{field.Name} into field {freshModel.Label}.{field.Name} - they are not compatible types (you cannot alter to or from M2M fields, or add or remove through= on M2M fields). Remove the field and add it anew.");
        }

        return from.HasOwnTable ? AlterPairs(dialect, before, PairTables.Of(before, oldModel, old), after, PairTables.Of(after, freshModel, field)) : [];
    }

    public static IReadOnlyList<string> Rename(SchemaDialect dialect, ProjectState before, ProjectState after, string appLabel, string modelName, string from, string to)
    {
        ModelState oldModel = before.Get(appLabel, modelName), freshModel = after.Get(appLabel, modelName);
        NamedField old = oldModel.GetField(from), fresh = freshModel.GetField(to);
        if (old.Field is not ManyToMany relation) return old.Field.HasColumn ? dialect.RenameField(before, after, appLabel, modelName, from, to) : [];
        return relation.HasOwnTable ? AlterPairs(dialect, before, PairTables.Of(before, oldModel, old), after, PairTables.Of(after, freshModel, fresh)) : [];
    }

    internal static List<string> AlterPairs(SchemaDialect dialect, ProjectState before, ModelState old, ProjectState after, ModelState fresh)
    {
        if (!fresh.Options.HasTable(dialect.Vendor)) return [];
        var statements = new List<string>(dialect.RenameTable(old.Table, fresh.Table));
        (old, fresh) = (Neutral(old with { Options = old.Options.WithTable(fresh.Table) }), Neutral(fresh));
        foreach (var side in fresh.Fields.Skip(1))
        {
            // One side after the other, the second where the first is already.
            var next = old with { Fields = [.. old.Fields.Select(field => field.Name == side.Name ? side : Known(field))] };
            var state = old.Relations.All(relation => before.Find(relation.Relation.To) is not null) ? before : after;
            if (!old.Equals(next)) statements.AddRange(dialect.AlterField(state.With(old), after.With(next), old.AppLabel, old.Name, side));
            old = next;
        }

        return statements;

        // The other side of a model's pairs with itself: where that has another name, there is none of the old one any more.
        NamedField Known(NamedField field) => field.Field is ForeignKey relation && after.Find(relation.To) is null ? field with { Field = relation.WithTarget(((ForeignKey)fresh.GetField(field.Name).Field).To) } : field;
    }

    /// <summary>The sides under names of their own: those they have follow the models', which may be others now.</summary>
    private static ModelState Neutral(ModelState pairs) => pairs with
    {
        Name = "pairs",
        Fields = [pairs.Fields[0], Renamed("source", pairs.Fields[1]), Renamed("target", pairs.Fields[2])],
        Options = pairs.Options.WithUniqueTogether([["source", "target"]]),
    };

    private static NamedField Renamed(string name, NamedField field)
    {
        var copy = field.Field.Clone();
        copy.DbColumn = field.Column;
        return new(name, copy);
    }
}
