namespace Quintet.Db.Migrations;

/// <summary>
/// SQLite. It can hardly change a table, so a changed one is made anew, filled from the old, and takes its name, as Django
/// does; foreign keys must not be enforced while that happens.
/// </summary>
public sealed class SqliteSchema : SchemaDialect
{
    public static readonly SqliteSchema Instance = new();

    private const string Temporary = "new__";

    public override string Vendor => "sqlite";

    protected override string AutoSuffix => " AUTOINCREMENT";

    public override bool HasVirtualColumns => true;

    public override string ColumnType(ProjectState state, ModelState model, NamedField field) => field.Field switch
    {
        ForeignKey => RelatedType(state, state.TargetTable(model, field), state.TargetField(model, field)),
        _ => ColumnType(model, field),
    };

    protected override string DisplayName => "SQLite";

    protected override string? BuiltinType(Field f) => f.InternalType switch
    {
        // Only "integer" counts by itself here, whatever the size.
        nameof(AutoField) or nameof(BigAutoField) or nameof(SmallAutoField) or nameof(IntegerField) => "integer",
        nameof(BigIntegerField) or nameof(DurationField) => "bigint",
        nameof(SmallIntegerField) => "smallint",
        nameof(PositiveIntegerField) => "integer unsigned",
        nameof(PositiveBigIntegerField) => "bigint unsigned",
        nameof(PositiveSmallIntegerField) => "smallint unsigned",
        nameof(CharField) or nameof(SlugField) => $"varchar({((CharField)f).MaxLength})",
        nameof(TextField) => "text",
        nameof(BooleanField) => "bool",
        nameof(DateField) => "date",
        nameof(DateTimeField) => "datetime",
        nameof(TimeField) => "time",
        nameof(DecimalField) => "decimal",
        nameof(FloatField) => "real",
        nameof(UuidField) => "char(32)",
        nameof(BinaryField) => "BLOB",
        nameof(GenericIPAddressField) => "char(39)",
        nameof(JsonField) => "text",
        _ => null,
    };

    public override IReadOnlyList<string> AddField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        var from = before.Get(appLabel, modelName);
        var to = after.Get(appLabel, modelName);
        return Remake(after, from, to, column => column.Name == field.Name ? EffectiveDefault(field) : Quote(column.Column));
    }

    public override IReadOnlyList<string> RemoveField(ProjectState before, ProjectState after, string appLabel, string modelName, string name) =>
        Remake(after, before.Get(appLabel, modelName), after.Get(appLabel, modelName), column => Quote(column.Column));

    public override IReadOnlyList<string> AlterField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        var from = before.Get(appLabel, modelName);
        var to = after.Get(appLabel, modelName);
        var old = from.GetField(field.Name);
        var fresh = to.GetField(field.Name);

        // Names for people, help texts and the like are nothing to the database.
        if (old.Column == fresh.Column && Definition(before, from, old) == Definition(after, to, fresh) && HasIndex(old) == HasIndex(fresh)) return [];
        var needsValue = old.Field.Null && !fresh.Field.Null;
        var statements = new List<string>(Remake(after, from, to, column =>
            column.Name != field.Name ? Quote(column.Column)
            : needsValue ? $"coalesce({Quote(old.Column)}, {EffectiveDefault(field)})"
            : Quote(old.Column)));
        if (!(fresh.Field.PrimaryKey || fresh.Field.Unique) || RelatedType(before, from, old) + old.Column == RelatedType(after, to, fresh) + fresh.Column) return statements;

        // The columns that point to a changed key change with it.
        foreach (var model in after.Models.Where(m => m.Label != to.Label && m.Relations.Any(r => after.TargetTable(m, r.Field) == to && after.TargetField(m, r.Field).Name == fresh.Name)))
        {
            statements.AddRange(Remake(after, model, model, column => Quote(column.Column)));
        }

        return statements;
    }

    /// <summary>The database itself changes what speaks of the column; a relation's index is called after it, so its table is made anew.</summary>
    public override IReadOnlyList<string> RenameField(ProjectState before, ProjectState after, string appLabel, string modelName, string from, string to)
    {
        ModelState old = before.Get(appLabel, modelName), fresh = after.Get(appLabel, modelName);
        if (!fresh.Options.HasTable(Vendor) || old.GetField(from).Column == fresh.GetField(to).Column) return [];
        if (fresh.GetField(to).Field is ForeignKey { PrimaryKey: false, Unique: false }) return Remake(after, old, fresh, column => Quote(column.Name == to ? old.GetField(from).Column : column.Column));
        return [$"ALTER TABLE {Quote(old.Table)} RENAME COLUMN {Quote(old.GetField(from).Column)} TO {Quote(fresh.GetField(to).Column)}"];
    }

    /// <inheritdoc cref="AlterUniqueTogether"/>
    public override IReadOnlyList<string> AlterIndexTogether(ProjectState before, ProjectState after, string appLabel, string modelName)
    {
        var (from, to) = (before.Get(appLabel, modelName), after.Get(appLabel, modelName));
        if (!to.Options.HasTable(Vendor)) return [];
        return from.IndexSetsNotIn(to).Any() ? Remake(after, from, to, column => Quote(column.Column)) : [.. to.IndexSetsNotIn(from).Select(fields => AddIndexTogether(to, fields))];
    }

    /// <summary>A table may have been renamed since its sets got their names: what goes, goes with the old table.</summary>
    public override IReadOnlyList<string> AlterUniqueTogether(ProjectState before, ProjectState after, string appLabel, string modelName)
    {
        var (from, to) = (before.Get(appLabel, modelName), after.Get(appLabel, modelName));
        if (!to.Options.HasTable(Vendor)) return [];
        return from.UniqueSetsNotIn(to).Any() ? Remake(after, from, to, column => Quote(column.Column)) : [.. to.UniqueSetsNotIn(from).Select(fields => AddUniqueTogether(to, fields))];
    }

    /// <summary>What stands in the table's definition comes and goes with a new table.</summary>
    public override IReadOnlyList<string> AddConstraint(ProjectState before, ProjectState after, string appLabel, string modelName, ConstraintAttribute constraint)
    {
        var model = after.Get(appLabel, modelName);
        return constraint.TableSql(this, after, model) is null
            ? base.AddConstraint(before, after, appLabel, modelName, constraint)
            : Remake(after, before.Get(appLabel, modelName), model, column => Quote(column.Column));
    }

    public override IReadOnlyList<string> RemoveConstraint(ProjectState before, ProjectState after, string appLabel, string modelName, ConstraintAttribute constraint)
    {
        var model = before.Get(appLabel, modelName);
        return constraint.TableSql(this, before, model) is null
            ? base.RemoveConstraint(before, after, appLabel, modelName, constraint)
            : Remake(after, model, after.Get(appLabel, modelName), column => Quote(column.Column));
    }

    /// <summary>The type of a column that points to a model: that of its key, but it neither counts nor checks by itself.</summary>
    private string RelatedType(ProjectState state, ModelState target, NamedField pointed) => pointed.Field switch
    {
        BigAutoField => "bigint",
        SmallAutoField => "smallint",
        AutoField or PositiveIntegerField => "integer",
        PositiveBigIntegerField => "bigint",
        PositiveSmallIntegerField => "smallint",
        _ => ColumnType(state, target, pointed),
    };

    /// <summary>Whether a statement begins to make a table anew.</summary>
    public static bool MakesAnew(string statement) => statement.StartsWith($"CREATE TABLE \"{Temporary}", StringComparison.Ordinal);

    private List<string> Remake(ProjectState after, ModelState from, ModelState to, Func<NamedField, string> valueOf)
    {
        if (!to.Options.HasTable(Vendor)) return [];
        var temporary = Temporary + from.Table;

        // What is calculated cannot be filled in.
        List<NamedField> filled = [.. to.Columns.Where(f => !f.Field.IsGenerated)];
        var columns = string.Join(", ", filled.Select(f => Quote(f.Column)));
        var values = string.Join(", ", filled.Select(valueOf));
        return
        [
            CreateTableOnly(after, to, temporary),
            $"INSERT INTO {Quote(temporary)} ({columns}) SELECT {values} FROM {Quote(from.Table)}",
            $"DROP TABLE {Quote(from.Table)}",
            $"ALTER TABLE {Quote(temporary)} RENAME TO {Quote(from.Table)}",
            .. CreateIndexes(after, to),
        ];
    }
}
