using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>Makes a model's table.</summary>
public sealed class CreateModel(string name, IReadOnlyList<(string Name, Field Field)> fields) : Operation
{
    public string Name { get; } = name;

    public IReadOnlyList<(string Name, Field Field)> Fields { get; } = fields;

    public MetaAttribute Options { get; init; } = new();

    public IReadOnlyList<IndexAttribute> Indexes { get; init; } = [];

    public IReadOnlyList<ConstraintAttribute> Constraints { get; init; } = [];

    /// <summary>The models it derives from that are not abstract: <c>["shop.Place"]</c>.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    public override string ModelName => Name;

    public override string NameFragment => Name.ToLowerInvariant();

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        if (state.Find(appLabel + "." + Name) is not null) throw new InvalidOperationException($"The model {appLabel}.{Name} is there already: two migrations create it.");
        if (Bases.FirstOrDefault(label => state.Find(label) is null) is { } missing)
        {
            throw new InvalidOperationException($"The model {appLabel}.{Name} derives from {missing}, which is not there at this point of the migrations. Add the migration that makes it to the dependencies.");
        }

        return state.With(ModelState.Create(appLabel, Name, Fields.Select(f => new NamedField(f.Name, f.Field)), Options, Indexes, Constraints) with { Bases = [.. Bases] });
    }

    public override Operation Resolve(string appLabel, SwappableModels models)
    {
        if (Options.Swappable is null && !Fields.Any(field => field.Field is IRelation { Setting: not null })) return this;
        return new CreateModel(Name, [.. Fields.Select(field => (field.Name, models.Resolve(field.Field)))])
        {
            Options = models.Resolve($"{appLabel}.{Name}", Options),
            Indexes = Indexes,
            Constraints = Constraints,
            Bases = Bases,
            Elidable = Elidable,
        };
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.CreateModel(dialect, after, after.Get(appLabel, Name));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.DropModel(dialect, after, after.Get(appLabel, Name));

    public override Reduction Reduce(Operation other, string appLabel) => CreatedModel.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) =>
        SameName(name, Name) || Bases.Any(label => SameName(label, appLabel + "." + name)) || Fields.Any(field => PointsTo(field.Field, appLabel + "." + name));

    public override string Describe() => Options.Proxy ? $"Create proxy model {Name}" : $"Create model {Name}";

    public override string ToCSharp()
    {
        var source = new StringBuilder($"new CreateModel({CSharpSource.Text(Name)},\n[\n");
        foreach (var (name, field) in Fields) source.Append($"    ({CSharpSource.Text(name)}, {CSharpSource.Of(field)}),\n");
        source.Append("])");
        if (Options.Deconstruct().Count == 0 && Indexes.Count == 0 && Constraints.Count == 0 && Bases.Count == 0) return source.ToString();
        source.Append("\n{\n");
        if (Options.Deconstruct().Count > 0) source.Append($"    Options = {CSharpSource.Of(Options)},\n");
        if (Bases.Count > 0) source.Append($"    Bases = [{string.Join(", ", Bases.Select(CSharpSource.Text))}],\n");
        if (Indexes.Count > 0) source.Append($"    Indexes = [{string.Join(", ", Indexes.Select(CSharpSource.Of))}],\n");
        if (Constraints.Count > 0) source.Append($"    Constraints =\n    [\n{string.Concat(Constraints.Select(c => $"        {CSharpSource.Of(c)},\n"))}    ],\n");
        return source.Append('}').ToString();
    }
}

/// <summary>Drops a model's table with all it holds.</summary>
public sealed class DeleteModel(string name) : Operation
{
    public string Name { get; } = name;

    public override string ModelName => Name;

    public override string NameFragment => "delete_" + Name.ToLowerInvariant();

    public override ProjectState Apply(string appLabel, ProjectState state) => state.Without(state.Get(appLabel, Name).Label);

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.DropModel(dialect, before, before.Get(appLabel, Name));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.CreateModel(dialect, before, before.Get(appLabel, Name));

    /// <summary>What the model had points anywhere: it speaks of all.</summary>
    public override bool ReferencesModel(string name, string appLabel) => true;

    public override string Describe() => $"Delete model {Name}";

    public override string ToCSharp() => $"new DeleteModel({CSharpSource.Text(Name)})";
}

/// <summary>Changes a model's options; the database does not know them.</summary>
public sealed class AlterModelOptions(string name, MetaAttribute options) : Operation
{
    public string Name { get; } = name;

    /// <summary>All options that there are afterwards; the table's name and comment and what is unique together stay what they are.</summary>
    public MetaAttribute Options { get; } = options;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_options";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = Options.WithStructureOf(model.Options) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override string Describe() => $"Change Meta options on {Name}";

    public override string ToCSharp() => $"new AlterModelOptions({CSharpSource.Text(Name)}, {CSharpSource.Of(Options)})";
}

/// <summary>Renames a model's table.</summary>
/// <param name="name">The model.</param>
/// <param name="table">The new name; null: the one made of app and model.</param>
public sealed class AlterModelTable(string name, string? table) : Operation
{
    public string Name { get; } = name;

    public string? Table { get; } = table;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_table";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = model.Options.WithTable(Table) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.RenameModel(dialect, before, before.Get(appLabel, Name), after, after.Get(appLabel, Name));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.RenameModel(dialect, after, after.Get(appLabel, Name), before, before.Get(appLabel, Name));

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override string Describe() => $"Rename table for {Name} to {Table ?? "(default)"}";

    public override string ToCSharp() => $"new AlterModelTable({CSharpSource.Text(Name)}, {CSharpSource.Literal(Table)})";
}
