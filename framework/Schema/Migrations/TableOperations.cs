namespace Quintet.Db.Migrations;

/// <summary>Changes which fields are unique together: <c>new AlterUniqueTogether("Book", [["title", "author"]])</c>.</summary>
/// <param name="name">The model.</param>
/// <param name="uniqueTogether">All sets that there are afterwards.</param>
public sealed class AlterUniqueTogether(string name, string[][] uniqueTogether) : Operation
{
    public string Name { get; } = name;

    public string[][] UniqueTogether { get; } = uniqueTogether;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_unique_together";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = model.Options.WithUniqueTogether(UniqueTogether) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterUniqueTogether(before, after, appLabel, Name);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterUniqueTogether(after, before, appLabel, Name);

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override bool ReferencesField(string modelName, string name, string appLabel) =>
        SameName(modelName, Name) && (UniqueTogether.Length == 0 || UniqueTogether.Any(set => set.Contains(name)));

    public override string Describe() => $"Alter unique_together for {Name} ({UniqueTogether.Length} constraint(s))";

    public override string ToCSharp() => $"new AlterUniqueTogether({CSharpSource.Text(Name)}, {CSharpSource.Literal(UniqueTogether)})";
}

/// <summary>Changes the comment on a model's table.</summary>
/// <param name="name">The model.</param>
/// <param name="comment">The new one; null: none.</param>
public sealed class AlterModelTableComment(string name, string? comment) : Operation
{
    public string Name { get; } = name;

    public string? Comment { get; } = comment;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_table_comment";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = model.Options.WithTableComment(Comment) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterTableComment(before.Get(appLabel, Name), after.Get(appLabel, Name));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterTableComment(after.Get(appLabel, Name), before.Get(appLabel, Name));

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override string Describe() => $"Alter {Name} table comment";

    public override string ToCSharp() => $"new AlterModelTableComment({CSharpSource.Text(Name)}, {CSharpSource.Literal(Comment)})";
}

/// <summary>Changes over which fields a model has indexes together, as old migrations do: <c>new AlterIndexTogether("Book", [["title", "author"]])</c>.</summary>
/// <param name="name">The model.</param>
/// <param name="indexTogether">All sets that there are afterwards.</param>
public sealed class AlterIndexTogether(string name, string[][] indexTogether) : Operation
{
    public string Name { get; } = name;

    public string[][] IndexTogether { get; } = indexTogether;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_index_together";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = model.Options.WithIndexTogether(IndexTogether) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterIndexTogether(before, after, appLabel, Name);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AlterIndexTogether(after, before, appLabel, Name);

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override bool ReferencesField(string modelName, string name, string appLabel) =>
        SameName(modelName, Name) && (IndexTogether.Length == 0 || IndexTogether.Any(set => set.Contains(name)));

    public override string Describe() => $"Alter index_together for {Name} ({IndexTogether.Length} constraint(s))";

    public override string ToCSharp() => $"new AlterIndexTogether({CSharpSource.Text(Name)}, {CSharpSource.Literal(IndexTogether)})";
}

/// <summary>Gives the rows of a model an order of their own among those of one relation's target, or takes it: <c>new AlterOrderWithRespectTo("Answer", "question")</c>.</summary>
/// <param name="name">The model.</param>
/// <param name="orderWithRespectTo">The relation; null: none.</param>
public sealed class AlterOrderWithRespectTo(string name, string? orderWithRespectTo) : Operation
{
    public string Name { get; } = name;

    public string? OrderWithRespectTo { get; } = orderWithRespectTo;

    public override string ModelName => Name;

    public override string NameFragment => $"alter_{Name.ToLowerInvariant()}_order_with_respect_to";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, Name);
        return state.With(model with { Options = model.Options.WithOrderWithRespectTo(OrderWithRespectTo) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => Change(appLabel, before, after, dialect);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => Change(appLabel, after, before, dialect);

    public override Reduction Reduce(Operation other, string appLabel) => ModelOption.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, Name);

    public override bool ReferencesField(string modelName, string name, string appLabel) => SameName(modelName, Name) && (OrderWithRespectTo is null || OrderWithRespectTo == name);

    public override string Describe() => $"Set order_with_respect_to on {Name} to {OrderWithRespectTo ?? "None"}";

    public override string ToCSharp() => $"new AlterOrderWithRespectTo({CSharpSource.Text(Name)}, {CSharpSource.Literal(OrderWithRespectTo)})";

    private IReadOnlyList<string> Change(string appLabel, ProjectState from, ProjectState to, SchemaDialect dialect)
    {
        var (had, has) = (from.Get(appLabel, Name).Options.OrderWithRespectTo is not null, to.Get(appLabel, Name).Options.OrderWithRespectTo is not null);
        if (had == has) return [];
        var field = ModelState.OrderField.Field.Clone();
        field.Default = 0;
        return has ? dialect.AddField(from, to, appLabel, Name, new(ModelState.OrderField.Name, field)) : dialect.RemoveField(from, to, appLabel, Name, ModelState.OrderField.Name);
    }
}
