namespace Quintet.Db.Migrations;

/// <summary>
/// C# among the operations, for what SQL cannot say: <c>new RunCode(FillSlugs, RunCode.Noop)</c>. The models are those of this moment of the
/// history, as the code of the app may have changed since.
/// </summary>
/// <example><code>
/// private static void FillSlugs(HistoricalModels models, Connection connection)
/// {
///     var books = models.Get("blog", "Book");
///     foreach (var book in books.Objects.Filter("slug", "")) books.Save(book, ("slug", TextUtils.Slugify((string)book["title"]!)));
/// }
/// </code></example>
[StateEffect]
public sealed class RunCode : Operation
{
    private readonly Action<HistoricalModels, Connection> _forwards;
    private readonly Action<HistoricalModels, Connection>? _backwards;

    /// <param name="forwards">What is done: the models, and the connection for statements of one's own.</param>
    /// <param name="backwards">The way back; null: there is none.</param>
    public RunCode(Action<HistoricalModels, Connection> forwards, Action<HistoricalModels, Connection>? backwards = null) => (_forwards, _backwards) = (forwards, backwards);

    /// <summary>Nothing is done.</summary>
    public static Action<HistoricalModels, Connection> Noop { get; } = static (_, _) => { };

    public override bool IsReversible => _backwards is not null;

    public override bool ReducesToSql => false;

    public override ProjectState Apply(string appLabel, ProjectState state) => state;

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    /// <summary>Does it, or undoes it, with the models of a state.</summary>
    internal void Run(ProjectState state, Connections connections, Connection connection, bool backwards)
    {
        var models = new HistoricalModels(state, connection.Alias);
        using var scope = Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, models.Registry).Enter();
        (backwards ? _backwards! : _forwards)(models, connection);
    }

    public override string Describe() => "Raw C# operation";

    /// <summary>With its methods, where they are named ones that others may call.</summary>
    /// <exception cref="NotSupportedException">They are not: only its own migration can make it.</exception>
    public override string ToCSharp()
    {
        var source = $"new RunCode({Reference(_forwards)}{(_backwards is null ? "" : ", " + Reference(_backwards))})";
        return Elidable ? source + " { Elidable = true }" : source;
    }

    public override string ToString() => Describe();

    private static string Reference(Action<HistoricalModels, Connection> code)
    {
        if (code == Noop) return $"{nameof(RunCode)}.{nameof(Noop)}";
        var (method, type) = (code.Method, code.Method.DeclaringType!);
        var named = method is { IsStatic: true, IsGenericMethod: false } && (method.IsPublic || method.IsAssembly || method.IsFamilyOrAssembly) && !method.Name.Contains('<') && !type.IsGenericType;
        for (var outer = type; named && outer is not null; outer = outer.DeclaringType) named = !(outer.IsNestedPrivate || outer.IsNestedFamily || outer.IsNestedFamANDAssem || outer.Name.Contains('<'));
        return named ? $"global::{type.FullName!.Replace('+', '.')}.{method.Name}" : throw new NotSupportedException("The code of a RunCode has no name by which another migration could call it.");
    }
}
