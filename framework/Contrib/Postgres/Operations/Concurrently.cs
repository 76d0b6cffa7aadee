using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Adds an index while the table is written to: <c>new AddIndexConcurrently("Book", new IndexAttribute("title"))</c>, in place of the <c>AddIndex</c> that
/// <c>makemigrations</c> wrote. The migration says <c>Atomic => false</c>. On another database it is <c>AddIndex</c>.
/// </summary>
[StateEffect(typeof(AddIndex))]
public sealed class AddIndexConcurrently(string modelName, IndexAttribute index) : Operation
{
    private readonly AddIndex _plain = new(modelName, index);

    public IndexAttribute Index => _plain.Index;

    public override string ModelName => _plain.ModelName;

    public override string? NameFragment => _plain.NameFragment;

    public override bool AllowsTransaction(SchemaDialect dialect) => dialect.Vendor != PostgresText.Vendor;

    public override ProjectState Apply(string appLabel, ProjectState state) => _plain.Apply(appLabel, state);

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        Concurrent.Index(_plain.Forwards(appLabel, before, after, dialect), dialect);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        Concurrent.Index(_plain.Backwards(appLabel, before, after, dialect), dialect);

    public override string Describe() => Index.Expressions.Length > 0
        ? $"Concurrently create index {Index.Name} on {string.Join(", ", Index.Expressions)} on model {ModelName}"
        : $"Concurrently create index {Index.Name} on field(s) {string.Join(", ", Index.Fields)} of model {ModelName}";

    public override string ToCSharp() => $"new global::{typeof(AddIndexConcurrently).FullName}({CSharpSource.Literal(ModelName)}, {CSharpSource.Of(Index)})";
}

/// <summary>Removes an index while the table is in use. The migration says <c>Atomic => false</c>. On another database it is <c>RemoveIndex</c>.</summary>
[StateEffect(typeof(RemoveIndex))]
public sealed class RemoveIndexConcurrently(string modelName, string name) : Operation
{
    private readonly RemoveIndex _plain = new(modelName, name);

    public string Name => _plain.Name;

    public override string ModelName => _plain.ModelName;

    public override string NameFragment => _plain.NameFragment;

    public override bool AllowsTransaction(SchemaDialect dialect) => dialect.Vendor != PostgresText.Vendor;

    public override ProjectState Apply(string appLabel, ProjectState state) => _plain.Apply(appLabel, state);

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        Concurrent.Index(_plain.Forwards(appLabel, before, after, dialect), dialect);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        Concurrent.Index(_plain.Backwards(appLabel, before, after, dialect), dialect);

    public override string Describe() => $"Concurrently remove index {Name} from {ModelName}";

    public override string ToCSharp() => $"new global::{typeof(RemoveIndexConcurrently).FullName}({CSharpSource.Literal(ModelName)}, {CSharpSource.Literal(Name)})";
}

internal static class Concurrent
{
    /// <summary>The statements that make or drop an index, each so that the table stays in use.</summary>
    public static IReadOnlyList<string> Index(IReadOnlyList<string> statements, SchemaDialect dialect) => dialect.Vendor != PostgresText.Vendor ? statements :
    [
        .. statements.Select(sql => sql.StartsWith("CREATE INDEX ", StringComparison.Ordinal) ? "CREATE INDEX CONCURRENTLY " + sql["CREATE INDEX ".Length..]
            : sql.StartsWith("DROP INDEX ", StringComparison.Ordinal) ? "DROP INDEX CONCURRENTLY " + sql["DROP INDEX ".Length..] : sql),
    ];
}
