namespace Quintet.Db.Migrations;

/// <summary>A changed field: what hangs on the column is taken away, the column changed, and the rest put back.</summary>
public sealed partial class PostgreSqlSchema
{
    public override IReadOnlyList<string> AlterField(ProjectState before, ProjectState after, string appLabel, string modelName, NamedField field)
    {
        ModelState from = before.Get(appLabel, modelName), to = after.Get(appLabel, modelName);
        return Alter(before, from, from.GetField(field.Name), after, to, to.GetField(field.Name), field);
    }

    public override IReadOnlyList<string> RenameField(ProjectState before, ProjectState after, string appLabel, string modelName, string from, string to)
    {
        ModelState old = before.Get(appLabel, modelName), fresh = after.Get(appLabel, modelName);
        return Alter(before, old, old.GetField(from), after, fresh, fresh.GetField(to), fresh.GetField(to));
    }

    private IReadOnlyList<string> Alter(ProjectState before, ModelState from, NamedField old, ProjectState after, ModelState to, NamedField fresh, NamedField withDefault)
    {
        if (!to.Options.HasTable(Vendor)) return [];
        var comment = old.Field.DbComment == fresh.Field.DbComment ? [] : (string[])[Comment(to, fresh)];
        if (!Matters(before, from, old, after, to, fresh)) return comment;
        var change = new Change(before, from, old, after, to, fresh);
        List<string> statements =
        [
            .. Detach(change),
            .. old.Column == fresh.Column ? [] : (string[])[$"ALTER TABLE {Quote(from.Table)} RENAME COLUMN {Quote(old.Column)} TO {Quote(fresh.Column)}"],
            .. AlterType(change),
            .. AlterDefault(change),
            .. AlterNull(change, withDefault),
            .. Attach(change),
            .. comment,
        ];
        return statements;
    }

    /// <summary>Names for people, help texts and the like are nothing to the database.</summary>
    private bool Matters(ProjectState before, ModelState from, NamedField old, ProjectState after, ModelState to, NamedField fresh) =>
        old.Column != fresh.Column
        || Definition(before, from, old) != Definition(after, to, fresh)
        || HasIndex(old) != HasIndex(fresh)
        || HasConstraint(old) != HasConstraint(fresh)
        || (HasConstraint(old) && (before.TargetTable(from, old).Label != after.TargetTable(to, fresh).Label || before.TargetField(from, old).Name != after.TargetField(to, fresh).Name));

    private IEnumerable<string> Detach(Change change)
    {
        var (table, old, fresh) = (change.From, change.Old, change.Fresh);
        if (HasConstraint(old)) yield return DropConstraints(table, old.Column, 'f');
        if (IsUnique(old) && !IsUnique(fresh)) yield return DropConstraints(table, old.Column, 'u');
        if (KeyChanges(change))
        {
            foreach (var (model, relation) in Pointing(change.Before, change.From, change.Old)) yield return DropConstraints(model, relation.Column, 'f');
        }

        if (HasIndex(old) && !HasIndex(fresh)) yield return DropIndexes(change.From, old.Column);
        if (IsPositive(old.Field) && !IsPositive(fresh.Field)) yield return DropConstraints(table, old.Column, 'c');
        var lostIndex = old.Field.Unique && fresh.Field is { Unique: false, DbIndex: false };
        if (lostIndex || (LikeIndex(change.Before, change.From, old) is not null && TextKind(change.OldType) != TextKind(FreshType(change))))
        {
            yield return $"DROP INDEX IF EXISTS {Quote(LikeName(change.From, old.Column))}";
        }
    }

    private IEnumerable<string> AlterType(Change change)
    {
        var type = FreshType(change);
        if (change.OldType == type) yield break;
        var (table, column) = (Quote(change.To.Table), Quote(change.Fresh.Column));
        var plain = Plain(type);
        var cast = Family(Plain(change.OldType)) == Family(plain) ? "" : $" USING {column}::{plain}";
        if (Plain(change.OldType) != plain) yield return $"ALTER TABLE {table} ALTER COLUMN {column} TYPE {plain}{cast}";
        if (change.Fresh.Field is IAutoField)
        {
            var sequence = Quote($"{change.To.Table}_{change.Fresh.Column}_seq");
            yield return $"DROP SEQUENCE IF EXISTS {sequence} CASCADE";
            yield return $"CREATE SEQUENCE {sequence}";
            yield return $"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT nextval({Text(sequence)})";
            yield return $"SELECT setval({Text(sequence)}, MAX({column})) FROM {table}";
            yield return $"ALTER SEQUENCE {sequence} OWNED BY {table}.{column}";
        }
        else if (change.Old.Field is IAutoField)
        {
            yield return $"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT";
            yield return $"DROP SEQUENCE IF EXISTS {Quote($"{change.To.Table}_{change.Old.Column}_seq")} CASCADE";
        }

        if (!KeyChanges(change)) yield break;
        var related = RelatedType(change.After, change.To, change.Fresh);
        foreach (var (model, relation) in Pointing(change.After, change.To, change.Fresh))
        {
            yield return $"ALTER TABLE {Quote(model.Table)} ALTER COLUMN {Quote(relation.Column)} TYPE {related} USING {Quote(relation.Column)}::{related}";
        }
    }

    private IEnumerable<string> AlterDefault(Change change)
    {
        string old = DatabaseDefault(change.Old.Field), fresh = DatabaseDefault(change.Fresh.Field);
        if (old != fresh) yield return $"ALTER TABLE {Quote(change.To.Table)} ALTER COLUMN {Quote(change.Fresh.Column)} {(fresh.Length == 0 ? "DROP DEFAULT" : "SET" + fresh)}";
    }

    private IEnumerable<string> AlterNull(Change change, NamedField withDefault)
    {
        if (change.Old.Field.Null == change.Fresh.Field.Null) yield break;
        var column = $"ALTER TABLE {Quote(change.To.Table)} ALTER COLUMN {Quote(change.Fresh.Column)}";
        if (change.Fresh.Field.Null)
        {
            yield return column + " DROP NOT NULL";
            yield break;
        }

        var value = EffectiveDefault(withDefault);
        if (value != "NULL")
        {
            yield return $"UPDATE {Quote(change.To.Table)} SET {Quote(change.Fresh.Column)} = {value} WHERE {Quote(change.Fresh.Column)} IS NULL";

            // The rows just changed may have deferred checks, which an ALTER TABLE would have to wait for.
            yield return "SET CONSTRAINTS ALL IMMEDIATE";
        }

        yield return column + " SET NOT NULL";
        if (value != "NULL") yield return "SET CONSTRAINTS ALL DEFERRED";
    }

    private IEnumerable<string> Attach(Change change)
    {
        var (model, old, fresh) = (change.To, change.Old, change.Fresh);
        if (IsUnique(fresh) && !IsUnique(old))
        {
            yield return $"ALTER TABLE {Quote(model.Table)} ADD CONSTRAINT {Quote(IndexNames.Of(model.Table, [fresh.Column], "_uniq", MaxNameLength))} UNIQUE ({Quote(fresh.Column)})";
        }

        if (HasIndex(fresh) && !HasIndex(old))
        {
            foreach (var statement in base.ColumnIndexes(change.After, model, fresh)) yield return statement;
        }

        var gainedIndex = (!(old.Field.DbIndex || old.Field.Unique) && fresh.Field.DbIndex) || (!old.Field.Unique && fresh.Field.Unique);
        if (gainedIndex && LikeIndex(change.After, model, fresh) is { } like) yield return like;
        if (HasConstraint(fresh)) yield return AddForeignKey(change.After, model, fresh);
        if (KeyChanges(change))
        {
            foreach (var (other, relation) in Pointing(change.After, model, fresh))
            {
                if (HasConstraint(relation)) yield return AddForeignKey(change.After, other, relation, IndexNames.Of(other.Table, [relation.Column], "_fk", MaxNameLength));
            }
        }

        if (IsPositive(fresh.Field) && !IsPositive(old.Field))
        {
            yield return $"ALTER TABLE {Quote(model.Table)} ADD CONSTRAINT {Quote(IndexNames.Of(model.Table, [fresh.Column], "_check", MaxNameLength))} CHECK ({Quote(fresh.Column)} >= 0)";
        }
    }

    private string FreshType(Change change) => ColumnType(change.After, change.To, change.Fresh);

    /// <summary>Whether what may be pointed to gets another type, so that the columns that point to it must follow.</summary>
    private bool KeyChanges(Change change) => (change.Old.Field.PrimaryKey || change.Old.Field.Unique) && (change.Fresh.Field.PrimaryKey || change.Fresh.Field.Unique) && Plain(change.OldType) != Plain(FreshType(change));

    private static bool IsUnique(NamedField field) => field.Field is { Unique: true, PrimaryKey: false };

    private static IEnumerable<(ModelState Model, NamedField Relation)> Pointing(ProjectState state, ModelState target, NamedField field) =>
        state.Models.SelectMany(model => model.Relations.Where(r => state.TargetTable(model, r.Field).Label == target.Label && state.TargetField(model, r.Field).Name == field.Name).Select(r => (model, r.Field)));

    /// <summary>What a counting type is once the counting is left out.</summary>
    private static string Plain(string type) => type switch { "serial" => "integer", "bigserial" => "bigint", "smallserial" => "smallint", _ => type };

    /// <summary>A type without its length: within one, PostgreSQL converts by itself.</summary>
    private static string Family(string type)
    {
        int open = type.IndexOf('('), close = type.IndexOf(')');
        return open > 0 && close > open ? type[..open] + type[(close + 1)..] : type;
    }

    private static string? TextKind(string type) => Family(type) is "varchar" or "text" ? Family(type) : null;

    private sealed record Change(ProjectState Before, ModelState From, NamedField Old, ProjectState After, ModelState To, NamedField Fresh)
    {
        public string OldType { get; } = Instance.ColumnType(Before, From, Old);
    }
}
