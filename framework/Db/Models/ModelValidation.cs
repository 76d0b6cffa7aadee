using Quintet.Db.Sql;
using Quintet.Text;

namespace Quintet.Db;

/// <summary>The checks of <see cref="Model.FullClean"/>, in Django's order and words.</summary>
internal static class ModelValidation
{
    public static HashSet<string> Names(IEnumerable<string>? names) => [.. names ?? []];

    public static async ValueTask FullAsync(Model instance, IEnumerable<string>? exclude, bool validateUnique, bool validateConstraints, string alias, bool async, CancellationToken cancellation)
    {
        var skip = Names(exclude);
        var errors = new Dictionary<string, ValidationError>();
        await CollectAsync(errors, () => FieldsAsync(instance, skip, alias, async, cancellation));
        await CollectAsync(errors, () =>
        {
            instance.Clean();
            return default;
        });

        // What is wrong already is not looked up.
        skip.UnionWith(errors.Keys);
        if (validateUnique) await CollectAsync(errors, () => UniqueAsync(instance, skip, alias, async, cancellation));
        skip.UnionWith(errors.Keys);
        if (validateConstraints) await CollectAsync(errors, () => ConstraintValidation.CheckAsync(instance, skip, alias, async, cancellation));
        if (errors.Count > 0) throw new ValidationError(errors);
    }

    public static async ValueTask FieldsAsync(Model instance, HashSet<string> skip, string alias, bool async, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ValidationError>();
        foreach (var field in instance.GetMeta().AllFields)
        {
            if (field is RelationFieldMeta { IsParentLink: true } || field.Field.IsGenerated || skip.Contains(field.Name) || instance.LoadedFields?.Contains(field) == false) continue;
            var value = ValueOf(field, instance);
            if (IsEmpty(value) && (field.Field.Blank || field.Field is IAutoField || field.Field.HasDbDefault || IsFilledOnSave(field))) continue;
            await CollectAsync(errors, () => FieldAsync(instance, field, value, alias, async, cancellation), field.Name);
        }

        if (errors.Count > 0) throw new ValidationError(errors);
    }

    public static async ValueTask UniqueAsync(Model instance, HashSet<string> skip, string alias, bool async, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ValidationError>();
        foreach (var table in instance.GetMeta().Tables) await UniqueAsync(instance, table, skip, errors, alias, async, cancellation);
        if (errors.Count > 0) throw new ValidationError(errors);
    }

    /// <summary>Values that another row of the table may have: of an inherited field any row of the parent's.</summary>
    private static async ValueTask UniqueAsync(
        Model instance, ModelMeta meta, HashSet<string> skip, Dictionary<string, ValidationError> errors, string alias, bool async, CancellationToken cancellation)
    {
        foreach (var set in meta.Options.UniqueTogether)
        {
            List<(FieldMeta Field, object? Value)> values = [.. set.Select(meta.GetField).Select(field => (field, ValueOf(field, instance)))];
            if (values.Any(v => v.Value is null || v.Field.Field.IsGenerated || skip.Contains(v.Field.Name)) || !await IsTakenAsync(instance, alias, async, cancellation, [.. values])) continue;
            Add(errors, set is [var single] ? single : ValidationError.NonFieldErrors, NotUnique(meta, [.. values.Select(v => v.Field)]));
        }

        foreach (var field in meta.Fields)
        {
            if (field.Field.IsGenerated || skip.Contains(field.Name)) continue;
            var value = ValueOf(field, instance);
            if (value is not null && (field.Field.Unique || (field.Field.PrimaryKey && instance.Adding)) && await IsTakenAsync(instance, alias, async, cancellation, (field, value)))
            {
                Add(errors, field.Name, NotUnique(meta, [field]));
            }

            foreach (var (other, unit) in Periods(field)) await PeriodAsync(instance, field, value, meta.FindField(other) ?? meta.FindProperty(other) ?? throw FieldErrorException.Unknown(meta, other), unit, skip, errors, alias, async, cancellation);
        }
    }

    private static async ValueTask FieldAsync(Model instance, FieldMeta field, object? value, string alias, bool async, CancellationToken cancellation)
    {
        if (field.Choices.Count > 0 && !IsEmpty(value))
        {
            if (!field.Choices.Any(c => Equals(c.Value, value)))
            {
                throw new ValidationError(Translation.GettextLazy("Value %(value)r is not a valid choice."), "invalid_choice", new Dictionary<string, object?> { ["value"] = value });
            }
        }

        if (value is null && !field.Field.Null) throw new ValidationError(Translation.GettextLazy("This field cannot be null."), "null");
        if (!field.Field.Blank && value is "" or System.Collections.ICollection { Count: 0 }) throw new ValidationError(Translation.GettextLazy("This field cannot be blank."), "blank");
        if (IsEmpty(value)) return;
        if (field is RelationFieldMeta relation) await TargetAsync(relation, value!, alias, async, cancellation);
        if (field is FileFieldMeta file) value = file.GetFile(instance);
        var found = new List<ValidationError>();
        foreach (var validator in field.Validators)
        {
            try
            {
                validator.Validate(value);
            }
            catch (ValidationError e)
            {
                found.AddRange(e.ErrorList);
            }
        }

        if (found.Count > 0) throw new ValidationError(found);
    }

    private static async ValueTask TargetAsync(RelationFieldMeta relation, object key, string alias, bool async, CancellationToken cancellation)
    {
        var target = relation.Target;
        if (await ExistsAsync(target, (query, _) => new ComparisonNode("=", new ColumnNode(query.Root, relation.TargetField), new ParameterNode(key)), null, alias, async, cancellation)) return;
        throw new ValidationError(
            Translation.GettextLazy("%(model)s instance with %(field)s %(value)r does not exist."),
            "invalid",
            new Dictionary<string, object?> { ["model"] = target.VerboseName, ["field"] = relation.TargetField.Name, ["value"] = key });
    }

    private static async ValueTask PeriodAsync(
        Model instance, FieldMeta field, object? value, FieldMeta date, string unit, HashSet<string> skip, Dictionary<string, ValidationError> errors, string alias, bool async, CancellationToken cancellation)
    {
        if (skip.Contains(date.Name) || value is null || date.GetValue(instance) is not { } moment) return;
        var day = moment is DateTime time ? DateOnly.FromDateTime(time) : (DateOnly)moment;
        var lookups = unit switch
        {
            "date" => date.Field is DateTimeField ? (string[])[$"{date.Name}__date"] : [date.Name],
            "month" => [$"{date.Name}__month"],
            _ => [$"{date.Name}__year"],
        };
        object wanted = unit switch { "date" => day, "month" => day.Month, _ => day.Year };
        var taken = await ExistsAsync(
            field.Model,
            (query, _) => JunctionNode.And(LookupTable.Compare("=", new ColumnNode(query.Root, field), field, value), LookupTable.Condition(query, lookups[0], wanted)),
            instance, alias, async, cancellation);
        if (!taken) return;
        Add(errors, field.Name, new(Translation.GettextLazy("%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s."), "unique_for_date", new Dictionary<string, object?>
        {
            ["field_label"] = Capital(field.VerboseName),
            ["date_field_label"] = date.VerboseName,
            ["lookup_type"] = unit,
        }));
    }

    private static ValueTask<bool> IsTakenAsync(Model instance, string alias, bool async, CancellationToken cancellation, params (FieldMeta Field, object? Value)[] values) => ExistsAsync(
        values[0].Field.Model,
        (query, _) => values.Select(v => LookupTable.Compare("=", new ColumnNode(query.Root, v.Field), v.Field, v.Value)).Aggregate(JunctionNode.And),
        instance, alias, async, cancellation);

    /// <summary>Whether a row fits that is not the object's own.</summary>
    private static async ValueTask<bool> ExistsAsync(ModelMeta meta, Func<Query, Model?, Node> condition, Model? self, string alias, bool async, CancellationToken cancellation)
    {
        var query = meta.AllRows with { Order = [] };
        query = query.And(condition(query, self));
        if (self is { Adding: false, Pk: { } key }) query = query.And(new ComparisonNode("<>", new ColumnNode(query.Root, meta.PrimaryKey), new ParameterNode(key)));
        query = query with { Selection = new ValueSelection(LiteralNode.One, typeof(int), null) };
        return (await QueryRunner.ListAsync<int>(query, alias, async, cancellation)).Count > 0;
    }

    private static IEnumerable<(string Field, string Unit)> Periods(FieldMeta field)
    {
        if (field.Field.UniqueForDate is { } date) yield return (date, "date");
        if (field.Field.UniqueForYear is { } year) yield return (year, "year");
        if (field.Field.UniqueForMonth is { } month) yield return (month, "month");
    }

    /// <summary>A relation's key that was never set is nothing.</summary>
    public static object? ValueOf(FieldMeta field, Model instance) => field.GetValue(instance) switch
    {
        0L or 0 or (short)0 or "" when field is RelationFieldMeta => null,
        var value => value,
    };

    private static bool IsEmpty(object? value) => value is null or "" or System.Collections.ICollection { Count: 0 };

    private static bool IsFilledOnSave(FieldMeta field) => field.Field is DateField { AutoNow: true } or DateField { AutoNowAdd: true };

    private static async ValueTask CollectAsync(Dictionary<string, ValidationError> errors, Func<ValueTask> check, string? field = null)
    {
        try
        {
            await check();
        }
        catch (ValidationError e) when (field is not null)
        {
            Add(errors, field, e);
        }
        catch (ValidationError e)
        {
            foreach (var (name, list) in e.ErrorDict) Add(errors, name, new(list));
        }
    }

    public static void Add(Dictionary<string, ValidationError> errors, string field, ValidationError error) =>
        errors[field] = errors.TryGetValue(field, out var before) ? new([before, error]) : error;

    /// <summary>What is said of values that another row has.</summary>
    public static ValidationError NotUnique(ModelMeta meta, IReadOnlyList<FieldMeta> fields)
    {
        List<string> labels = [.. fields.Select(field => Capital(field.VerboseName))];
        var words = new Dictionary<string, object?> { ["model_name"] = Capital(meta.VerboseName) };
        if (labels is [var label])
        {
            words["field_label"] = label;
            return new(Translation.GettextLazy("%(model_name)s with this %(field_label)s already exists."), "unique", words);
        }

        words["field_labels"] = TextUtils.GetTextList(labels, Translation.Gettext("and"));
        return new(Translation.GettextLazy("%(model_name)s with this %(field_labels)s already exists."), "unique_together", words);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
