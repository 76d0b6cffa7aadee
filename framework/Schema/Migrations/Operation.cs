namespace Quintet.Db.Migrations;

/// <summary>
/// One change of the schema. It says what it does to the state, and which SQL does the same to a database: both pure, so that
/// the editor can ask without a database.
/// </summary>
public abstract class Operation
{
    /// <summary>The state after the operation.</summary>
    public abstract ProjectState Apply(string appLabel, ProjectState state);

    /// <summary>The statements that bring a database from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public abstract IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect);

    /// <summary>The statements of the way back: the database is at <paramref name="after"/> and comes to <paramref name="before"/>.</summary>
    public abstract IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect);

    /// <summary>The operation in a project whose settings name models: its relations lead to those.</summary>
    /// <exception cref="InvalidOperationException">It speaks of a setting that there is not, or that holds no label.</exception>
    public virtual Operation Resolve(string appLabel, SwappableModels models) => this;

    /// <summary>False: there is no way back.</summary>
    public virtual bool IsReversible => true;

    /// <summary>False: it can be done outside of a transaction only; its migration says <c>Atomic => false</c>.</summary>
    public virtual bool AllowsTransaction(SchemaDialect dialect) => true;

    /// <summary>Whether the database may know types afterwards that it did not know before, of which its driver must be told.</summary>
    public virtual bool MakesTypes => false;

    /// <summary>False: it does more than SQL can say.</summary>
    public virtual bool ReducesToSql => true;

    /// <summary>What the database does, one after the other: itself, or the operations in it.</summary>
    public virtual IReadOnlyList<OperationStep> Steps(string appLabel, ProjectState before, ProjectState after) => [new(this, before, after)];

    /// <summary>The model it is about.</summary>
    public virtual string? ModelName => null;

    /// <summary>True: squashing may leave it out, as it matters to the rows of its day only.</summary>
    public bool Elidable { get; init; }

    /// <summary>What it and a later operation are together.</summary>
    public virtual Reduction Reduce(Operation other, string appLabel) => Reduction.No;

    /// <summary>Whether it speaks of a model of its app; true where it cannot say.</summary>
    public virtual bool ReferencesModel(string name, string appLabel) => true;

    /// <summary>Whether it speaks of a field of a model of its app; true where it cannot say.</summary>
    public virtual bool ReferencesField(string modelName, string name, string appLabel) => ReferencesModel(modelName, appLabel);

    /// <summary>One line for people: <c>Create model Book</c>.</summary>
    public abstract string Describe();

    /// <summary>Its part of an automatic migration name: <c>book_genre</c>; null: it has none.</summary>
    public virtual string? NameFragment => null;

    /// <summary>The C# expression that makes it, lines separated by <c>\n</c>, indented from column 0.</summary>
    public abstract string ToCSharp();

    public override string ToString() => ToCSharp();

    internal static bool SameName(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a field points to a model, or has its pairs in it.</summary>
    internal static bool PointsTo(Field field, string label) => field switch
    {
        ForeignKey relation => SameName(relation.To, label),
        ManyToMany relation => SameName(relation.To, label) || (relation.ThroughModel is { } through && SameName(through, label)),
        _ => false,
    };
}
