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

    public override string Describe() => $"Alter {Name} table comment";

    public override string ToCSharp() => $"new AlterModelTableComment({CSharpSource.Text(Name)}, {CSharpSource.Literal(Comment)})";
}
