using Quintet.Db.Migrations;

namespace Quintet.Db.Introspection;

/// <summary>A model in the making: a table, the names it gets, and where its relations lead.</summary>
internal sealed class InspectedModel
{
    private readonly HashSet<string> _members;

    public InspectedModel(TableDescription table, string className)
    {
        (Table, ClassName) = (table, className);
        _members = new(StringComparer.Ordinal) { className };
        Key = ChooseKey(out var note);
        KeyNote = note;
    }

    public TableDescription Table { get; }

    public string ClassName { get; }

    /// <summary>The column that is the key: a model has one.</summary>
    public string Key { get; }

    /// <summary>Why this column, where the database does not say so; null where it does.</summary>
    public string? KeyNote { get; }

    public List<InspectedField> Fields { get; } = [];

    public bool IsUnique(string column) => column == Key || Table.UniqueSets.Any(set => set.Count == 1 && set[0] == column);

    public InspectedField? Find(string column) => Fields.FirstOrDefault(field => field.Column.Name == column);

    /// <summary>Names the fields; all models are there now.</summary>
    public void NameFields(IReadOnlyDictionary<string, InspectedModel> models)
    {
        foreach (var column in Table.Columns.Where(column => !column.IsGenerated))
        {
            var pointing = Table.ForeignKeys.FirstOrDefault(key => key.Columns.Count == 1 && key.Columns[0] == column.Name);
            var (target, toColumn, note) = (default(InspectedModel), default(string), default(string));
            if (pointing is { Targets.Count: 1 })
            {
                if (!models.TryGetValue(pointing.Table, out target)) note = $"It points to {CSharpSource.Literal(pointing.Table)}, a table that was not inspected.";
                else toColumn = target.Table.Columns.FirstOrDefault(other => !other.IsGenerated && other.Name.Equals(pointing.Targets[0], StringComparison.OrdinalIgnoreCase))?.Name;
                if (target is not null && (toColumn is null || !target.IsUnique(toColumn)))
                {
                    (target, note) = (null, $"It points to {CSharpSource.Literal(pointing.Targets[0])} of {CSharpSource.Literal(pointing.Table)}, which alone is not unique.");
                }
            }

            var (property, notes) = InspectedNames.Property(column.Name, target is not null, ClassName, _members);
            Fields.Add(new(column, property, note is null ? notes : [.. notes, note]) { Target = target, TargetColumn = toColumn == target?.Key ? null : toColumn });
        }
    }

    /// <summary>Gives the ways back over the model's relations names that nothing on their targets has; their fields have theirs now.</summary>
    public void NameWaysBack()
    {
        foreach (var field in Fields)
        {
            if (field.Target is not { } target) continue;
            var isSingle = IsUnique(field.Column.Name);
            if (target.Take(isSingle ? ClassName : ClassName + "Set", ClassName.ToLowerInvariant())) continue;
            var name = $"{Names.ToSnakeCase(ClassName)}_{Names.ToSnakeCase(field.Property)}{(isSingle ? "" : "_set")}";
            field.RelatedName = target.Take(ModelNames.PascalCase(name), name) ? name : "+";
        }
    }

    /// <summary>Takes a name in C# and one in queries, unless one is taken.</summary>
    private bool Take(string property, string word)
    {
        if (_members.Contains(property) || _members.Contains(word) || Fields.Any(field => Names.ToSnakeCase(field.Property) == word)) return false;
        _members.Add(property);
        _members.Add(word);
        return true;
    }

    private string ChooseKey(out string? note)
    {
        note = null;
        if (Table.PrimaryKey.Count == 1) return Table.PrimaryKey[0];
        if (Table.PrimaryKey.Count > 1)
        {
            note = $"The composite primary key ({string.Join(", ", Table.PrimaryKey.Select(name => CSharpSource.Literal(name)[1..^1]))}) found, that is not supported. The first column is selected.";
            return Table.PrimaryKey[0];
        }

        List<ColumnDescription> columns = [.. Table.Columns.Where(column => !column.IsGenerated)];
        var unique = columns.FirstOrDefault(column => !column.IsNull && Table.UniqueSets.Any(set => set.Count == 1 && set[0] == column.Name));
        note = unique is not null
            ? $"The {(Table.IsView ? "view" : "table")} has no primary key. A unique column is selected."
            : $"The {(Table.IsView ? "view" : "table")} has no primary key. {(columns.Any(column => column.Name == "id") ? "The column id" : "The first column")} is selected: choose one whose values are unique.";
        return (unique ?? columns.FirstOrDefault(column => column.Name == "id") ?? columns[0]).Name;
    }
}

/// <summary>A field in the making.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Property">Its name in C#.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record InspectedField(ColumnDescription Column, string Property, IReadOnlyList<string> Notes)
{
    /// <summary>Where it leads; null: it is no relation.</summary>
    public InspectedModel? Target { get; init; }

    /// <summary>The target's column that it points to; null: its key.</summary>
    public string? TargetColumn { get; init; }

    public string? RelatedName { get; set; }

    public string Name => Names.ToSnakeCase(Property);
}
