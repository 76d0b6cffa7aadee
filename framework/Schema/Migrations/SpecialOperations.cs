using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>A statement of one's own: <c>"DROP VIEW totals"</c>, or <c>new("UPDATE blog_book SET genre = @p0", "novel")</c>.</summary>
/// <param name="Sql">One statement or several; <c>@p0</c>, <c>@p1</c>, … stand for the values.</param>
/// <param name="Values">Written into the statement as the database writes such values: what a migration says, never a request's data.</param>
public sealed record SqlStatement(string Sql, params object?[] Values)
{
    public static implicit operator SqlStatement(string sql) => new(sql);

    /// <summary>The statement with its values in it.</summary>
    /// <exception cref="InvalidOperationException">A value is missing, or left over.</exception>
    public string ToSql(SchemaDialect dialect)
    {
        if (Values.Length == 0) return Sql;
        var text = new StringBuilder(Sql.Length);
        var used = new HashSet<int>();
        for (var i = 0; i < Sql.Length; i++)
        {
            if (Sql[i] is '\'' or '"')
            {
                // What stands in quotes is none of ours.
                var end = Sql.IndexOf(Sql[i], i + 1);
                end = end < 0 ? Sql.Length - 1 : end;
                text.Append(Sql, i, end - i + 1);
                i = end;
                continue;
            }

            var digits = Sql[i] == '@' && i + 2 < Sql.Length && Sql[i + 1] == 'p' ? Sql.Skip(i + 2).TakeWhile(char.IsAsciiDigit).Count() : 0;
            if (digits == 0)
            {
                text.Append(Sql[i]);
                continue;
            }

            var number = int.Parse(Sql.AsSpan(i + 2, digits), System.Globalization.CultureInfo.InvariantCulture);
            if (number >= Values.Length) throw new InvalidOperationException($"The statement \"{Sql}\" speaks of @p{number}, but has {Values.Length} value(s): the first is @p0.");
            used.Add(number);
            text.Append(dialect.Literal(Values[number]));
            i += digits + 1;
        }

        if (used.Count < Values.Length) throw new InvalidOperationException($"The statement \"{Sql}\" has {Values.Length} value(s), but speaks of {used.Count}: write @p0, @p1, … where they belong.");
        return text.ToString();
    }

    internal string ToCSharp() => Values.Length == 0 ? CSharpSource.Text(Sql) : $"new({string.Join(", ", [CSharpSource.Text(Sql), .. Values.Select(CSharpSource.Literal)])})";
}

/// <summary>
/// Statements of one's own: <c>new RunSql("CREATE VIEW …", "DROP VIEW …")</c>. <see cref="Noop"/> as the way back: nothing needs to be undone.
/// </summary>
public sealed class RunSql : Operation
{
    /// <summary>Nothing is done.</summary>
    public const string Noop = "";

    /// <param name="sql">The statement, or several with <c>;</c> between them.</param>
    /// <param name="reverseSql">The way back; null: there is none.</param>
    public RunSql(string sql, string? reverseSql = null)
        : this([sql], reverseSql is null ? null : [reverseSql])
    {
    }

    /// <param name="sql">The statements, in order.</param>
    /// <param name="reverseSql">Those of the way back, in order; null: there is none.</param>
    public RunSql(IReadOnlyList<SqlStatement> sql, IReadOnlyList<SqlStatement>? reverseSql = null) => (Sql, ReverseSql) = (sql, reverseSql);

    public IReadOnlyList<SqlStatement> Sql { get; }

    public IReadOnlyList<SqlStatement>? ReverseSql { get; }

    /// <summary>What the statements mean for the models, where they change what those know.</summary>
    public IReadOnlyList<Operation> StateOperations { get; init; } = [];

    public override bool IsReversible => ReverseSql is not null;

    public override ProjectState Apply(string appLabel, ProjectState state) => StateOperations.Aggregate(state, (s, operation) => operation.Apply(appLabel, s));

    public override Operation Resolve(string appLabel, SwappableModels models) => StateOperations.Count == 0
        ? this
        : new RunSql(Sql, ReverseSql) { StateOperations = [.. StateOperations.Select(operation => operation.Resolve(appLabel, models))], Elidable = Elidable };

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => Statements(Sql, dialect);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => Statements(ReverseSql ?? [], dialect);

    public override string Describe() => "Raw SQL operation";

    public override string ToCSharp()
    {
        var sql = List(Sql) + (ReverseSql is null ? "" : ", " + List(ReverseSql));
        var options = (StateOperations.Count > 0 ? $"    StateOperations =\n    [\n{CSharpSource.Indented(StateOperations, 8)}    ],\n" : "") + (Elidable ? "    Elidable = true,\n" : "");
        return $"new RunSql({sql}){(options.Length == 0 ? "" : $"\n{{\n{options}}}")}";

        static string List(IReadOnlyList<SqlStatement> statements) => statements is [{ Values.Length: 0 } single] ? single.ToCSharp() : $"[{string.Join(", ", statements.Select(statement => statement.ToCSharp()))}]";
    }

    private static List<string> Statements(IReadOnlyList<SqlStatement> statements, SchemaDialect dialect) => [.. statements.Select(statement => statement.ToSql(dialect)).Where(sql => sql != Noop)];
}

/// <summary>
/// Operations of which some are for the database only and some for the models only: where a table or a column exists already, or must be
/// changed otherwise than the models say.
/// </summary>
public sealed class SeparateDatabaseAndState : Operation
{
    /// <summary>What the database does; the models do not change by it.</summary>
    public IReadOnlyList<Operation> DatabaseOperations { get; init; } = [];

    /// <summary>What the models become; the database does nothing for it.</summary>
    public IReadOnlyList<Operation> StateOperations { get; init; } = [];

    public override bool IsReversible => DatabaseOperations.All(operation => operation.IsReversible);

    public override bool AllowsTransaction(SchemaDialect dialect) => DatabaseOperations.All(operation => operation.AllowsTransaction(dialect));

    public override bool MakesTypes => DatabaseOperations.Any(operation => operation.MakesTypes);

    public override ProjectState Apply(string appLabel, ProjectState state) => StateOperations.Aggregate(state, (s, operation) => operation.Apply(appLabel, s));

    public override Operation Resolve(string appLabel, SwappableModels models) => new SeparateDatabaseAndState
    {
        DatabaseOperations = [.. DatabaseOperations.Select(operation => operation.Resolve(appLabel, models))],
        StateOperations = [.. StateOperations.Select(operation => operation.Resolve(appLabel, models))],
        Elidable = Elidable,
    };

    public override IReadOnlyList<OperationStep> Steps(string appLabel, ProjectState before, ProjectState after)
    {
        var steps = new List<OperationStep>();
        foreach (var operation in DatabaseOperations)
        {
            var next = operation.Apply(appLabel, before);
            steps.AddRange(operation.Steps(appLabel, before, next));
            before = next;
        }

        return steps;
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        [.. Steps(appLabel, before, after).SelectMany(step => step.Operation.Forwards(appLabel, step.Before, step.After, dialect))];

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        [.. Steps(appLabel, before, after).Reverse().SelectMany(step => step.Operation.Backwards(appLabel, step.Before, step.After, dialect))];

    public override string Describe() => "Custom state/database change combination";

    public override string ToCSharp()
    {
        var database = DatabaseOperations.Count > 0 ? $"    DatabaseOperations =\n    [\n{CSharpSource.Indented(DatabaseOperations, 8)}    ],\n" : "";
        var state = StateOperations.Count > 0 ? $"    StateOperations =\n    [\n{CSharpSource.Indented(StateOperations, 8)}    ],\n" : "";
        return $"new SeparateDatabaseAndState\n{{\n{database}{state}}}";
    }
}

/// <summary>An operation as the database does it.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Before">The state from which it starts.</param>
/// <param name="After">The state to which it leads.</param>
public sealed record OperationStep(Operation Operation, ProjectState Before, ProjectState After);
