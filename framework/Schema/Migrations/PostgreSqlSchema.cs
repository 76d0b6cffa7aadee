using System.Globalization;
using System.Text;

namespace Quintet.Db.Migrations;

/// <summary>
/// PostgreSQL. It changes tables in place. What a change must drop it finds by the column, not by a name: a renamed table or
/// column, or a database made by Django, has constraints under other names.
/// </summary>
public sealed partial class PostgreSqlSchema : SchemaDialect
{
    public static readonly PostgreSqlSchema Instance = new();

    public override string Vendor => "postgresql";

    protected override int MaxNameLength => 63;

    protected override string AutoSuffix => "";

    public override string ColumnType(ProjectState state, ModelState model, NamedField field) => field.Field switch
    {
        ForeignKey => RelatedType(state, state.TargetTable(model, field), state.TargetField(model, field)),
        _ => ColumnType(model, field),
    };

    protected override string DisplayName => "PostgreSQL";

    /// <summary>The type of a field's values: that of its column, but it neither counts by itself nor cuts off what is too long.</summary>
    /// <exception cref="NotSupportedException">It is a relation, whose target's key has the type, or a kind that is not known.</exception>
    public string ValueType(Field field) => Family(Plain(ColumnType(field) ?? throw new NotSupportedException($"PostgreSQL has no column type for a {field.InternalType}.")));

    protected override string? BuiltinType(Field field) => field.InternalType switch
    {
        nameof(AutoField) => "serial",
        nameof(BigAutoField) => "bigserial",
        nameof(SmallAutoField) => "smallserial",
        nameof(IntegerField) or nameof(PositiveIntegerField) => "integer",
        nameof(BigIntegerField) or nameof(PositiveBigIntegerField) => "bigint",
        nameof(SmallIntegerField) or nameof(PositiveSmallIntegerField) => "smallint",
        nameof(CharField) or nameof(SlugField) => $"varchar({((CharField)field).MaxLength})",
        nameof(TextField) => "text",
        nameof(BooleanField) => "boolean",
        nameof(DateField) => "date",
        nameof(DateTimeField) => "timestamp with time zone",
        nameof(TimeField) => "time",
        nameof(DurationField) => "interval",
        nameof(DecimalField) => $"numeric({((DecimalField)field).MaxDigits}, {((DecimalField)field).DecimalPlaces})",
        nameof(FloatField) => "double precision",
        nameof(UuidField) => "uuid",
        nameof(BinaryField) => "bytea",
        nameof(GenericIPAddressField) => "inet",
        nameof(JsonField) => "jsonb",
        _ => null,
    };

    public override IReadOnlyList<string> CreateTable(ProjectState state, ModelState model)
    {
        if (!model.Options.HasTable(Vendor)) return [];
        return
        [
            CreateTableOnly(state, model, model.Table),
            .. model.Columns.Where(HasConstraint).Select(field => AddForeignKey(state, model, field)),
            .. CreateIndexes(state, model),
            .. model.Columns.Where(field => field.Field.DbComment is not null).Select(field => Comment(model, field)),
            .. model.Options.DbTableComment is null ? [] : (string[])[Comment(model)],
        ];
    }

    public override IReadOnlyList<string> DropTable(ModelState model) => model.Options.HasTable(Vendor) ? [$"DROP TABLE {Quote(model.Table)} CASCADE"] : [];

    public override string DropIndex(string name) => $"DROP INDEX IF EXISTS {Quote(name)}";

    public override IReadOnlyList<string> RenameIndex(ModelState before, ModelState after, string from, string to) =>
        after.Options.HasTable(Vendor) ? [$"ALTER INDEX {Quote(from)} RENAME TO {Quote(to)}"] : [];

    public override bool HasCoveringIndexes => true;

    public override bool HasIndexMethods => true;

    public override bool HasOperatorClasses => true;

    public override bool HasDeferrableUnique => true;

    public override bool HasNullsNotDistinct => true;

    public override IReadOnlyList<string> AlterUniqueTogether(ProjectState before, ProjectState after, string appLabel, string modelName)
    {
        var (from, to) = (before.Get(appLabel, modelName), after.Get(appLabel, modelName));
        if (!to.Options.HasTable(Vendor)) return [];
        return [.. from.UniqueSetsNotIn(to).Select(fields => DropUniqueTogether(from, fields)), .. to.UniqueSetsNotIn(from).Select(fields => AddUniqueTogether(to, fields))];
    }

    public override IReadOnlyList<string> AlterIndexTogether(ProjectState before, ProjectState after, string appLabel, string modelName)
    {
        var (from, to) = (before.Get(appLabel, modelName), after.Get(appLabel, modelName));
        if (!to.Options.HasTable(Vendor)) return [];
        return [.. from.IndexSetsNotIn(to).Select(fields => DropIndexes(from, [.. fields.Select(field => from.ResolveField(field).Column)])), .. to.IndexSetsNotIn(from).Select(fields => AddIndexTogether(to, fields))];
    }

    /// <summary>The keys are called after the table that they point to.</summary>
    public override IReadOnlyList<string> RepointRelations(ProjectState after, ModelState from, ModelState to) => from.Table == to.Table
        ? []
        : [.. after.Models.Where(model => model.Options.HasTable(Vendor)).SelectMany(model => model.Relations
            .Where(relation => HasConstraint(relation.Field) && after.TargetTable(model, relation.Field).Label == to.Label)
            .SelectMany(relation => (string[])[DropConstraints(model, relation.Field.Column, 'f'), AddForeignKey(after, model, relation.Field)]))];

    public override IReadOnlyList<string> AlterTableComment(ModelState before, ModelState after) =>
        after.Options.HasTable(Vendor) && before.Options.DbTableComment != after.Options.DbTableComment ? [Comment(after)] : [];

    public override IReadOnlyList<string> AddField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        var model = after.Get(appLabel, modelName);
        if (!model.Options.HasTable(Vendor)) return [];
        var value = EffectiveDefault(field);
        var keepsDefault = field.Field.HasDbDefault;
        var hasValue = value != "NULL" && !keepsDefault;
        var sql = new StringBuilder($"ALTER TABLE {Quote(model.Table)} ADD COLUMN {Quote(field.Column)} {ColumnType(after, model, field)}");
        if (hasValue) sql.Append(" DEFAULT ").Append(value);
        else sql.Append(DatabaseDefault(field.Field)).Append(Generated(model, field));
        AppendOptions(sql, field);
        var statements = new List<string>();
        if (HasConstraint(field))
        {
            var target = after.TargetTable(model, field);
            sql.Append($" CONSTRAINT {Quote(ForeignKeyName(after, model, field))} REFERENCES {Quote(target.Table)}({Quote(after.TargetField(model, field).Column)}) DEFERRABLE INITIALLY DEFERRED");

            // Rows that wait for their check would stop the next change of the table in this transaction.
            statements.Add($"SET CONSTRAINTS {Quote(ForeignKeyName(after, model, field))} IMMEDIATE");
        }

        statements.Insert(0, sql.ToString());
        if (hasValue) statements.Add($"ALTER TABLE {Quote(model.Table)} ALTER COLUMN {Quote(field.Column)} DROP DEFAULT");
        statements.AddRange(ColumnIndexes(after, model, field));
        if (field.Field.DbComment is not null) statements.Add(Comment(model, field));
        return statements;
    }

    public override IReadOnlyList<string> RemoveField(ProjectState before, ProjectState after, string appLabel, string modelName, string name)
    {
        var model = before.Get(appLabel, modelName);
        if (!model.Options.HasTable(Vendor)) return [];
        var field = model.GetField(name);
        var drop = $"ALTER TABLE {Quote(model.Table)} DROP COLUMN {Quote(field.Column)} CASCADE";
        return HasConstraint(field) ? [DropConstraints(model, field.Column, 'f'), drop] : [drop];
    }

    /// <summary>Constraints stand beside the columns, so that a table can be made before the one that it points to is complete.</summary>
    protected override string Definition(ProjectState state, ModelState model, NamedField named)
    {
        var sql = new StringBuilder(ColumnType(state, model, named)).Append(DatabaseDefault(named.Field)).Append(Generated(model, named));
        AppendOptions(sql, named);
        return sql.ToString();
    }

    public override string Literal(object? value) => value switch
    {
        bool b => b ? "true" : "false",
        Guid g => $"'{g}'",
        DateTime d => $"'{d.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00:00'".Replace(".000000+", "+"),
        TimeSpan t => $"'{(t.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)} microseconds'",
        _ => base.Literal(value),
    };

    /// <summary>An index, and for text a second one that serves LIKE whatever the database's collation.</summary>
    protected override IEnumerable<string> ColumnIndexes(ProjectState state, ModelState model, NamedField field)
    {
        foreach (var statement in base.ColumnIndexes(state, model, field)) yield return statement;
        if (LikeIndex(state, model, field) is { } like) yield return like;
    }

    private string? LikeIndex(ProjectState state, ModelState model, NamedField field)
    {
        if (field.Field is not ({ DbIndex: true } or { Unique: true } or { PrimaryKey: true })) return null;
        var type = ColumnType(state, model, field);
        var operators = TextKind(type) is { } kind ? kind + "_pattern_ops" : null;
        return operators is null
            ? null
            : $"CREATE INDEX {Quote(LikeName(model, field.Column))} ON {Quote(model.Table)} ({Quote(field.Column)} {operators})";
    }

    private string Comment(ModelState model) => $"COMMENT ON TABLE {Quote(model.Table)} IS {(model.Options.DbTableComment is { } text ? Text(text) : "NULL")}";

    private string Comment(ModelState model, NamedField field) =>
        $"COMMENT ON COLUMN {Quote(model.Table)}.{Quote(field.Column)} IS {(field.Field.DbComment is { } text ? Text(text) : "NULL")}";

    protected override string AddUniqueTogether(ModelState model, string[] fields) =>
        $"ALTER TABLE {Quote(model.Table)} ADD CONSTRAINT {Quote(UniqueTogetherName(model, fields))} UNIQUE ({Columns(model, fields)})";

    private string LikeName(ModelState model, string column) => IndexNames.Of(model.Table, [column], "_like", MaxNameLength);

    private static bool HasConstraint(NamedField field) => field.Field is ForeignKey { DbConstraint: true };

    private static bool IsPositive(Field field) => field is PositiveIntegerField or PositiveBigIntegerField or PositiveSmallIntegerField;

    private void AppendOptions(StringBuilder sql, NamedField named)
    {
        sql.Append(named.Field.Null ? " NULL" : " NOT NULL");
        if (named.Field.PrimaryKey) sql.Append(" PRIMARY KEY");
        else if (named.Field.Unique) sql.Append(" UNIQUE");
        if (IsPositive(named.Field)) sql.Append($" CHECK ({Quote(named.Column)} >= 0)");
    }

    private string ForeignKeyName(ProjectState state, ModelState model, NamedField field)
    {
        var target = state.TargetTable(model, field);
        return IndexNames.Of(model.Table, [field.Column], $"_fk_{target.Table}_{state.TargetField(model, field).Column}", MaxNameLength);
    }

    private string AddForeignKey(ProjectState state, ModelState model, NamedField field, string? name = null)
    {
        var target = state.TargetTable(model, field);
        return $"ALTER TABLE {Quote(model.Table)} ADD CONSTRAINT {Quote(name ?? ForeignKeyName(state, model, field))} FOREIGN KEY ({Quote(field.Column)}) REFERENCES {Quote(target.Table)} ({Quote(state.TargetField(model, field).Column)}) DEFERRABLE INITIALLY DEFERRED";
    }

    private string RelatedType(ProjectState state, ModelState target, NamedField pointed) => pointed.Field switch
    {
        BigAutoField => "bigint",
        SmallAutoField => "smallint",
        AutoField => "integer",
        _ => ColumnType(state, target, pointed),
    };

    /// <summary>A block that drops the constraints of a column (<c>f</c> foreign keys, <c>u</c> unique, <c>c</c> checks), but for those that the model names itself.</summary>
    private string DropConstraints(ModelState model, string column, char kind) =>
        $"""
        DO $$ DECLARE found name; BEGIN
          FOR found IN SELECT c.conname FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
            WHERE c.conrelid = {Regclass(model.Table)} AND c.contype = '{kind}' AND a.attname = {Text(column)}
              AND c.conname <> ALL (ARRAY[{string.Join(", ", OwnConstraints(model).Select(Text))}]::name[]) LOOP
            IF '{kind}' = 'f' THEN EXECUTE format('SET CONSTRAINTS %I IMMEDIATE', found); END IF;
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', {Regclass(model.Table)}, found);
          END LOOP;
        END $$
        """;

    private IEnumerable<string> OwnConstraints(ModelState model) =>
        [.. model.Constraints.Select(constraint => constraint.Name), .. model.Options.UniqueTogether.Select(fields => UniqueTogetherName(model, fields))];

    /// <summary>A block that drops the unique constraint over these columns, but for those that the model names itself.</summary>
    private static string DropUniqueTogether(ModelState model, string[] fields) =>
        $"""
        DO $$ DECLARE found name; BEGIN
          FOR found IN SELECT c.conname FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = {Regclass(model.Table)} AND c.contype = 'u'
              AND (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) = ARRAY[{string.Join(", ", fields.Select(field => Text(model.ResolveField(field).Column)))}]
              AND c.conname <> ALL (ARRAY[{string.Join(", ", model.Constraints.Select(constraint => Text(constraint.Name)))}]::name[]) LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', {Regclass(model.Table)}, found);
          END LOOP;
        END $$
        """;

    /// <summary>A block that drops the plain indexes over these columns, but for those that the model names itself.</summary>
    private static string DropIndexes(ModelState model, params string[] columns) =>
        $"""
        DO $$ DECLARE found regclass; BEGIN
          FOR found IN SELECT i.indexrelid FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = {Regclass(model.Table)} AND NOT i.indisunique AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indnatts = {columns.Length}
              AND (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) = ARRAY[{string.Join(", ", columns.Select(Text))}]
              AND c.relname <> ALL (ARRAY[{string.Join(", ", model.Indexes.Select(index => Text(index.Name!)))}]::name[]) LOOP
            EXECUTE format('DROP INDEX %s', found);
          END LOOP;
        END $$
        """;

    private static string Text(string value) => "'" + value.Replace("'", "''") + "'";

    private static string Regclass(string table) => Text("\"" + table.Replace("\"", "\"\"") + "\"") + "::regclass";
}
