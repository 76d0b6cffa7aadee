using System.Globalization;
using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>How one kind of database makes and changes tables. Pure: states in, statements out; names and types are Django's.</summary>
public abstract class SchemaDialect
{
    /// <summary><c>sqlite</c>, <c>postgresql</c></summary>
    public abstract string Vendor { get; }

    public string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    public abstract IReadOnlyList<string> AddField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field);

    public abstract IReadOnlyList<string> RemoveField(ProjectState before, ProjectState after, string appLabel, string modelName, string name);

    /// <summary>From the field in <paramref name="before"/> to that in <paramref name="after"/>; <paramref name="field"/> is the latter with its one-off default.</summary>
    public abstract IReadOnlyList<string> AlterField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field);

    /// <summary>From a field in <paramref name="before"/> to the same under another name in <paramref name="after"/>.</summary>
    public abstract IReadOnlyList<string> RenameField(ProjectState before, ProjectState after, string appLabel, string modelName, string from, string to);

    /// <summary>What points to a model whose table has been renamed, where the database does not see to it.</summary>
    public virtual IReadOnlyList<string> RepointRelations(ProjectState after, ModelState from, ModelState to) => [];

    /// <summary>From the sets of the model in <paramref name="before"/> that have an index together to those in <paramref name="after"/>.</summary>
    public abstract IReadOnlyList<string> AlterIndexTogether(ProjectState before, ProjectState after, string appLabel, string modelName);

    /// <summary>The type of a column, <c>varchar(200)</c>; of a relation that of its target's key.</summary>
    public abstract string ColumnType(ProjectState state, ModelState model, NamedField field);

    /// <summary>The type of the column of a field that is no relation; null: the database has none.</summary>
    public string? ColumnType(Field field) => field.DbType(this) ?? BuiltinType(field);

    /// <summary>The type of the column of one of our own fields, by its <see cref="Field.InternalType"/>.</summary>
    protected abstract string? BuiltinType(Field field);

    /// <summary>The database as people call it.</summary>
    protected abstract string DisplayName { get; }

    /// <exception cref="NotSupportedException">The database has no such column.</exception>
    protected string ColumnType(ModelState model, NamedField field)
    {
        if (ColumnType(field.Field) is { } type) return type;
        var kind = FieldName(field.Field);
        throw new NotSupportedException(field.Field.RequiredDbVendor is { } vendor && vendor != Vendor
            ? $"{DisplayName} has no column for {model.Label}.{field.Name}: {kind} needs {vendor}. Keep the model's table out of other databases with [Meta(RequiredDbVendor = \"{vendor}\")], or use another field."
            : $"{DisplayName} has no column type for {model.Label}.{field.Name}, a {kind}. Its class can say one: override DbType.");
    }

    private static string FieldName(Field field)
    {
        var name = field.GetType().Name;
        return name.IndexOf('`') is var tick and > 0 ? name[..tick] : name;
    }

    public virtual IReadOnlyList<string> CreateTable(ProjectState state, ModelState model)
    {
        if (!model.Options.HasTable(Vendor)) return [];
        return [CreateTableOnly(state, model, model.Table), .. CreateIndexes(state, model)];
    }

    public virtual IReadOnlyList<string> DropTable(ModelState model) => model.Options.HasTable(Vendor) ? [$"DROP TABLE {Quote(model.Table)}"] : [];

    public IReadOnlyList<string> RenameTable(string from, string to) => from == to ? [] : [$"ALTER TABLE {Quote(from)} RENAME TO {Quote(to)}"];

    public IReadOnlyList<string> CreateIndex(ModelState model, IndexAttribute index)
    {
        if (!model.Options.HasTable(Vendor)) return [];
        return [index.CreateSql(this, model)];
    }

    public IReadOnlyList<string> RemoveIndex(ModelState model, string name) => model.Options.HasTable(Vendor) ? [DropIndex(name)] : [];

    /// <summary>From an index of the model in <paramref name="before"/> to the same under another name in <paramref name="after"/>.</summary>
    public virtual IReadOnlyList<string> RenameIndex(ModelState before, ModelState after, string from, string to) =>
        [.. RemoveIndex(before, from), .. CreateIndex(after, after.GetIndex(to))];

    /// <summary>The statement that drops an index.</summary>
    public virtual string DropIndex(string name) => $"DROP INDEX {Quote(name)}";

    /// <summary>From the unique sets of the model in <paramref name="before"/> to those in <paramref name="after"/>.</summary>
    public abstract IReadOnlyList<string> AlterUniqueTogether(ProjectState before, ProjectState after, string appLabel, string modelName);

    /// <summary>From the comment on a table to another; nothing where the database keeps none.</summary>
    public virtual IReadOnlyList<string> AlterTableComment(ModelState before, ModelState after) => [];

    /// <summary>The statement that makes fields unique together.</summary>
    protected virtual string AddUniqueTogether(ModelState model, string[] fields) =>
        $"CREATE UNIQUE INDEX {Quote(UniqueTogetherName(model, fields))} ON {Quote(model.Table)} ({Columns(model, fields)})";

    /// <summary>The statement that makes an index over fields together.</summary>
    protected string AddIndexTogether(ModelState model, string[] fields) =>
        $"CREATE INDEX {Quote(IndexNames.Of(model.Table, [.. fields.Select(field => model.ResolveField(field).Column)], "_idx", MaxNameLength))} ON {Quote(model.Table)} ({Columns(model, fields)})";

    protected string UniqueTogetherName(ModelState model, string[] fields) =>
        IndexNames.Of(model.Table, [.. fields.Select(field => model.ResolveField(field).Column)], "_uniq", MaxNameLength);

    /// <summary>Adds a constraint to the table of a model, as it is in <paramref name="after"/>.</summary>
    public virtual IReadOnlyList<string> AddConstraint(ProjectState before, ProjectState after, string appLabel, string modelName, ConstraintAttribute constraint)
    {
        var model = after.Get(appLabel, modelName);
        return model.Options.HasTable(Vendor) && constraint.CreateSql(this, after, model) is { } sql ? [sql] : [];
    }

    /// <summary>Removes a constraint, which is still in <paramref name="before"/>.</summary>
    public virtual IReadOnlyList<string> RemoveConstraint(ProjectState before, ProjectState after, string appLabel, string modelName, ConstraintAttribute constraint)
    {
        var model = before.Get(appLabel, modelName);
        return model.Options.HasTable(Vendor) && constraint.RemoveSql(this, before, model) is { } sql ? [sql] : [];
    }

    /// <summary>Fields as the columns of an index or constraint: <c>"title" varchar_pattern_ops, "pages" DESC</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fields">Their names, <c>-</c> in front for descending.</param>
    /// <param name="opClasses">An operator class for each; empty: none.</param>
    public string Columns(ModelState model, IReadOnlyList<string> fields, IReadOnlyList<string>? opClasses = null) => string.Join(", ", fields.Select((field, i) =>
        Quote(model.ResolveField(field.TrimStart('-')).Column) + (HasOperatorClasses && opClasses is { Count: > 0 } ? " " + opClasses[i] : "") + (field.StartsWith('-') ? " DESC" : "")));

    /// <summary>Expressions as the columns of an index: <c>(LOWER("title")), "pages" DESC</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="expressions">As <see cref="Condition"/> reads them, <c>-</c> in front for descending.</param>
    /// <param name="opClasses">An operator class for each; empty: none.</param>
    /// <exception cref="FormatException">One cannot be read.</exception>
    public string ExpressionColumns(ModelState model, IReadOnlyList<string> expressions, IReadOnlyList<string>? opClasses = null) => string.Join(", ", expressions.Select((text, i) =>
    {
        var descending = text.StartsWith('-');
        var expression = Condition.Parse(descending ? text[1..] : text);
        var sql = expression.ToSql(this, model);
        return (expression.IsField ? sql : $"({sql})") + (HasOperatorClasses && opClasses is { Count: > 0 } ? " " + opClasses[i] : "") + (descending ? " DESC" : "");
    }));

    /// <summary>Whether an index may hold further columns, <c>INCLUDE</c>.</summary>
    public virtual bool HasCoveringIndexes => false;

    /// <summary>Whether there are several kinds of indexes, <c>USING gin</c>, with parameters of their own.</summary>
    public virtual bool HasIndexMethods => false;

    /// <summary>Whether an index says for each column how it is compared.</summary>
    public virtual bool HasOperatorClasses => false;

    /// <summary>Whether a unique constraint may be checked later.</summary>
    public virtual bool HasDeferrableUnique => false;

    /// <summary>Whether a unique constraint may take two NULLs for the same.</summary>
    public virtual bool HasNullsNotDistinct => false;

    protected string CreateTableOnly(ProjectState state, ModelState model, string table)
    {
        var columns = model.Columns.Select(field => Quote(field.Column) + " " + Definition(state, model, field));
        var constraints = model.Constraints.Select(constraint => constraint.TableSql(this, state, model)).OfType<string>();
        return $"CREATE TABLE {Quote(table)} ({string.Join(", ", [.. columns, .. constraints])})";
    }

    /// <summary>The longest name that the database keeps whole; 0: no limit.</summary>
    protected virtual int MaxNameLength => 0;

    /// <summary>The indexes of a table: the unique sets, those of its relations and indexed columns, then the model's own; and what constraints are no part of the table.</summary>
    protected IEnumerable<string> CreateIndexes(ProjectState state, ModelState model) =>
    [
        .. model.Options.UniqueTogether.Select(fields => AddUniqueTogether(model, fields)),
        .. model.Columns.SelectMany(field => ColumnIndexes(state, model, field)),
        .. model.Options.IndexTogether.Select(fields => AddIndexTogether(model, fields)),
        .. model.Indexes.SelectMany(index => CreateIndex(model, index)),
        .. model.Constraints.Where(constraint => constraint.TableSql(this, state, model) is null).Select(constraint => constraint.CreateSql(this, state, model)).OfType<string>(),
    ];

    /// <summary>The indexes that a column has because its field says so.</summary>
    protected virtual IEnumerable<string> ColumnIndexes(ProjectState state, ModelState model, NamedField field)
    {
        if (HasIndex(field)) yield return $"CREATE INDEX {Quote(IndexNames.Of(model.Table, [field.Column], maxLength: MaxNameLength))} ON {Quote(model.Table)} ({Quote(field.Column)})";
    }

    protected static bool HasIndex(NamedField field) => field.Field is { DbIndex: true, Unique: false, PrimaryKey: false };

    /// <summary>Everything behind a column's name.</summary>
    protected virtual string Definition(ProjectState state, ModelState model, NamedField named)
    {
        var field = named.Field;
        var sql = new StringBuilder(ColumnType(state, model, named)).Append(DatabaseDefault(field)).Append(Generated(model, named)).Append(field.Null ? " NULL" : " NOT NULL");
        if (field.PrimaryKey) sql.Append(" PRIMARY KEY");
        else if (field.Unique) sql.Append(" UNIQUE");
        if (field is PositiveIntegerField or PositiveBigIntegerField or PositiveSmallIntegerField) sql.Append($" CHECK ({Quote(named.Column)} >= 0)");
        if (field is JsonField) sql.Append($" CHECK ((JSON_VALID({Quote(named.Column)}) OR {Quote(named.Column)} IS NULL))");
        if (field is IAutoField) sql.Append(AutoSuffix);
        if (field is ForeignKey { DbConstraint: true })
        {
            var target = state.TargetTable(model, named);
            sql.Append($" REFERENCES {Quote(target.Table)} ({Quote(state.TargetField(model, named).Column)}) DEFERRABLE INITIALLY DEFERRED");
        }

        return sql.ToString();
    }

    protected abstract string AutoSuffix { get; }

    /// <summary><c> DEFAULT 5</c>, or nothing; an expression stands in parentheses.</summary>
    protected string DatabaseDefault(Field field) => field switch
    {
        { DbDefaultSql: { } sql } => $" DEFAULT ({sql})",
        { DbDefault: { } value } => " DEFAULT " + Literal(field, value),
        _ => "",
    };

    /// <summary><c> GENERATED ALWAYS AS (("price" * "quantity")) STORED</c>, or nothing.</summary>
    /// <exception cref="NotSupportedException">The database keeps no such columns.</exception>
    protected string Generated(ModelState model, NamedField named)
    {
        if (named.Field.GeneratedAs is not { } text) return "";
        if (!named.Field.DbPersist && !HasVirtualColumns)
        {
            throw new NotSupportedException($"{model.Label}.{named.Name} says DbPersist = false, but {Vendor} does not support non-persisted GeneratedFields. Leave DbPersist out, so that the column is stored.");
        }

        return $" GENERATED ALWAYS AS ({Condition.Parse(text).ToSql(this, model)}) {(named.Field.DbPersist ? "STORED" : "VIRTUAL")}";
    }

    /// <summary>Whether a column may be calculated whenever it is read.</summary>
    public virtual bool HasVirtualColumns => false;

    /// <summary>
    /// What existing rows get in a new column (Django's <c>effective_default</c>), as SQL. Where a field that allows no NULL says
    /// nothing it is NULL all the same: an empty table takes it, one with rows refuses.
    /// </summary>
    protected string EffectiveDefault(NamedField named)
    {
        var field = named.Field;
        if (field.IsGenerated) return "NULL";
        if (field.HasDefault) return Literal(field, field.Default);
        if (field.HasDbDefault) return field.DbDefaultSql is { } sql ? $"({sql})" : Literal(field, field.DbDefault);
        if (!field.Null && field is { Blank: true, EmptyStringsAllowed: true }) return "''";
        return field switch
        {
            DateTimeField { AutoNow: true } or DateTimeField { AutoNowAdd: true } => "CURRENT_TIMESTAMP",
            TimeField { AutoNow: true } or TimeField { AutoNowAdd: true } => "CURRENT_TIME",
            DateField { AutoNow: true } or DateField { AutoNowAdd: true } => "CURRENT_DATE",
            _ => "NULL",
        };
    }

    private string Literal(Field field, object? value) => Literal(value is null ? null : field.DefaultText(value) ?? value);

    /// <summary>A value as SQL. Only what stands in models and migrations comes here, never a request's data.</summary>
    public virtual string Literal(object? value) => value switch
    {
        null => "NULL",
        bool b => b ? "1" : "0",
        string s => "'" + s.Replace("'", "''") + "'",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        Guid g => $"'{g:N}'",
        DateOnly d => $"'{d:yyyy-MM-dd}'",
        DateTime d => $"'{d.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'".Replace(".000000'", "'"),
        TimeOnly t => $"'{t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'".Replace(".000000'", "'"),
        TimeSpan t => (t.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
        Enum e => Convert.ToInt64(e, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A default of type {value.GetType().Name} has no form in SQL. Use a string, number, boolean, date, Guid or enum."),
    };
}
