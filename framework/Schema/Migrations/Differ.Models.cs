namespace Quintet.Db.Migrations;

/// <summary>Models that come, go, change their names and options.</summary>
public sealed partial class Differ
{
    private void RenameModels()
    {
        foreach (var fresh in ByName(_after.Models.Where(IsTable)).Where(model => !HasIn(_before, model, IsTable)).ToList())
        {
            foreach (var old in ByName(_before.Models.Where(IsTable)).Where(model => model.AppLabel == fresh.AppLabel && !HasIn(_after, model, IsTable)).ToList())
            {
                if (!FieldsAlike(old, fresh) || _before.Find(fresh.Label) is not null || !_questions.IsModelRenamed(old, fresh)) continue;
                var needs = fresh.Fields.SelectMany(TargetsOf).Concat(PointingTo(_after, fresh).Select(pair => Need.Of(pair.Model, NeedKind.Created)));
                Add(fresh.AppLabel, new RenameModel(old.Name, fresh.Name), needs);
                _before = _before.WithModelRenamed(old, fresh.Name);
                break;
            }
        }
    }

    /// <summary>Whether two models have the same fields, whatever they are called and point to.</summary>
    private static bool FieldsAlike(ModelState old, ModelState fresh)
    {
        return old.Fields.Length == fresh.Fields.Length && Plain(old).SequenceEqual(Plain(fresh));

        static IEnumerable<string> Plain(ModelState model) => model.Fields
            .Select(field => field.Field.ClassName + string.Join(",", Arguments(field.Field).Where(argument => argument.Name != "to").Select(argument => $"{argument.Name}={CSharpSource.Literal(argument.Value)}")))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>A model goes after its own relations and all that point to it; the optimizer puts the former into the deletion where it can.</summary>
    private void DeleteModels()
    {
        bool Stays(ModelState model) => HasIn(_after, model, fresh => IsTable(fresh) || IsUnmanaged(fresh));
        foreach (var model in ByName(_before.Models.Where(IsTable)).Concat(ByName(_before.Models.Where(IsUnmanaged))).Where(model => !Stays(model)))
        {
            // What a model cannot be without stays to the end.
            var relations = ByName(model.Fields.Where(field => IsRelation(field) && !field.Field.PrimaryKey)).ToList();
            relations.InsertRange(0, [.. ByName(model.Fields.Where(field => SourcesOf(model, field).Any(relations.Contains)))]);
            bool NamesRelation(IEnumerable<string> names) => names.Any(name => relations.Contains(model.ResolveField(name)));
            if (model.Options.UniqueTogether.Length > 0) Add(model.AppLabel, new AlterUniqueTogether(model.Name, []));
            if (model.Options.IndexTogether.Length > 0) Add(model.AppLabel, new AlterIndexTogether(model.Name, []));
            foreach (var constraint in model.Constraints.Where(constraint => NamesRelation(constraint.FieldNames))) Add(model.AppLabel, new RemoveConstraint(model.Name, constraint.Name));
            foreach (var index in model.Indexes.Where(index => NamesRelation(index.FieldNames))) Add(model.AppLabel, new RemoveIndex(model.Name, index.Name!));
            if (model.Options.OrderWithRespectTo is not null) Add(model.AppLabel, new AlterOrderWithRespectTo(model.Name, null));
            foreach (var field in relations) Add(model.AppLabel, new RemoveField(model.Name, field.Name), Calculated(model, field));
            Add(model.AppLabel, new DeleteModel(model.Name), [.. Freed(model), .. relations.Select(field => Need.Of(model, NeedKind.Removed, field.Name))]);
        }
    }

    /// <summary>What points to a model that goes, or derives from it, is gone or points elsewhere.</summary>
    private IEnumerable<Need> Freed(ModelState model) =>
    [
        .. PointingTo(_before, model).SelectMany(pair => pair.Field.Field.PrimaryKey
            ? (Need[])[Need.Of(pair.Model, NeedKind.Removed)]
            : [Need.Of(pair.Model, NeedKind.Removed, pair.Field.Name), Need.Of(pair.Model, NeedKind.Altered, pair.Field.Name)]),
        .. _before.Models.Where(other => other.Bases.Any(label => Same(label, model.Label))).Select(other => Need.Of(other, NeedKind.Removed)),
    ];

    /// <summary>A new model first without its relations: the optimizer puts those into it that nothing in a circle needs.</summary>
    private void CreateModels()
    {
        bool IsFresh(ModelState model) => !HasIn(_before, model, old => IsTable(old) || IsUnmanaged(old));

        // Each is put in front of those before it. What a setting may name comes first of all: others wait for the app's first migration, as which one it is they do not know.
        IEnumerable<ModelState> InTurn(Func<ModelState, bool> kind) => ByName(_after.Models.Where(kind).Where(IsFresh)).OrderByDescending(_swappable.MayBeNamed).Reverse();
        var fresh = InTurn(IsTable).Concat(InTurn(IsUnmanaged));
        foreach (var model in fresh.ToList())
        {
            var relations = ByName(model.Fields.Where(field => IsRelation(field) && !field.Field.PrimaryKey && field.Field is not OneToOne { ParentLink: true })).ToList();
            relations.AddRange(ByName(model.Fields.Where(field => SourcesOf(model, field).Any(relations.Contains))).ToList());
            var options = model.Options.WithUniqueTogether([]).WithIndexTogether([]).WithOrderWithRespectTo(null);
            Insert(
                model.AppLabel,
                new CreateModel(model.Name, [.. model.Fields.Where(field => !relations.Contains(field)).Select(field => (field.Name, field.Field))]) { Options = options, Bases = model.Bases },
                [Need.Of(model, NeedKind.Removed), .. model.Bases.SelectMany(label => BaseOf(model, label)), .. model.Fields.Where(field => !relations.Contains(field)).SelectMany(TargetsOf)],
                first: true);
            foreach (var field in relations) Add(model.AppLabel, new AddField(model.Name, field.Name, field.Field), [.. TargetsOf(field), Need.Of(model, NeedKind.Created), .. SourcesOf(model, field).Select(source => Need.Of(model, NeedKind.Created, source.Name))]);
            var order = model.Options.OrderWithRespectTo;
            if (order is not null) Add(model.AppLabel, new AlterOrderWithRespectTo(model.Name, order), Need.Of(model, NeedKind.Created, order), Need.Of(model, NeedKind.Created));
            List<Need> complete = [.. relations.Select(field => Need.Of(model, NeedKind.Created, field.Name)), Need.Of(model, NeedKind.Created)];
            if (model.Options.UniqueTogether.Length > 0) Add(model.AppLabel, new AlterUniqueTogether(model.Name, model.Options.UniqueTogether), complete);
            if (model.Options.IndexTogether.Length > 0) Add(model.AppLabel, new AlterIndexTogether(model.Name, model.Options.IndexTogether), complete);
            foreach (var index in model.Indexes) Add(model.AppLabel, new AddIndex(model.Name, index), complete);
            foreach (var constraint in model.Constraints) Add(model.AppLabel, new AddConstraint(model.Name, constraint), complete);
            if (!HasIn(_before, model, IsProxy)) continue;

            // What pointed to the proxy pointed to another table.
            foreach (var (other, field) in PointingTo(_after, model).Where(pair => HasIn(_before, pair.Model, IsTable) && IsTable(pair.Model) && _before.Find(pair.Model.Label)!.FindField(pair.Field.Name) is not null))
            {
                Add(other.AppLabel, new AlterField(other.Name, field.Name, field.Field), Need.Of(model, NeedKind.Created));
            }
        }
    }

    /// <summary>A base must be there, and have lost the fields that the model now has itself.</summary>
    private IEnumerable<Need> BaseOf(ModelState model, string label)
    {
        yield return Need.Of(label, NeedKind.Created);
        if (_before.Find(label) is not { } old || _after.Find(label) is not { } fresh) yield break;
        foreach (var field in old.Fields.Where(field => fresh.FindField(field.Name) is null && model.FindField(field.Name) is not null)) yield return Need.Of(label, NeedKind.Removed, field.Name);
    }

    private void DeleteProxies()
    {
        foreach (var model in ByName(_before.Models.Where(IsProxy)).Where(model => !HasIn(_after, model, IsProxy)))
        {
            // What points to it points to the table that comes in its place.
            Add(model.AppLabel, new DeleteModel(model.Name), _after.Find(model.Label) is null ? Freed(model) : []);
        }
    }

    private void CreateProxies()
    {
        foreach (var model in ByName(_after.Models.Where(IsProxy)).Where(model => !HasIn(_before, model, IsProxy)))
        {
            Add(model.AppLabel, new CreateModel(model.Name, []) { Options = model.Options, Bases = model.Bases }, [Need.Of(model, NeedKind.Removed), .. model.Bases.Select(label => Need.Of(label, NeedKind.Created))]);
        }
    }

    private void AlterOptions()
    {
        foreach (var (old, fresh) in InBoth)
        {
            var options = Plain(fresh);
            if (!Plain(old).Equals(options)) Add(fresh.AppLabel, new AlterModelOptions(fresh.Name, options));
        }

        static MetaAttribute Plain(ModelState model) => model.Options.WithStructureOf(new MetaAttribute());
    }

    private void AlterTables()
    {
        foreach (var (old, fresh) in InBoth)
        {
            if (old.Options.DbTable != fresh.Options.DbTable) Add(fresh.AppLabel, new AlterModelTable(fresh.Name, fresh.Options.DbTable));
            if (old.Options.DbTableComment != fresh.Options.DbTableComment) Add(fresh.AppLabel, new AlterModelTableComment(fresh.Name, fresh.Options.DbTableComment));
        }
    }

    /// <summary>The models that are in both and of one kind: a proxy and a model with a table do not become each other.</summary>
    private IEnumerable<(ModelState Old, ModelState New)> InBoth => Pairs(_ => true, _ => true).Where(pair => IsProxy(pair.Old) == IsProxy(pair.New));
}
