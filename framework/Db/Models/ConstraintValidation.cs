namespace Quintet.Db;

/// <summary>The checks of <see cref="Model.ValidateConstraints"/>, in Django's words.</summary>
internal static class ConstraintValidation
{
    private const string Usual = "Constraint “%(name)s” is violated.";

    public static async ValueTask CheckAsync(Model instance, HashSet<string> skip, string alias, bool async, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ValidationError>();
        foreach (var (table, constraint) in instance.GetMeta().Tables.SelectMany(table => table.Constraints.Select(constraint => (table, constraint))))
        {
            var connection = Connections.Current[alias];
            var check = new ConstraintCheck(instance, table, skip, connection.Dialect);
            if (Sql(constraint, check) is not { } sql) continue;
            if ((await connection.QueryAsync(sql, check.Parameters, static _ => 0, async, cancellation)).Count == 0) continue;
            var error = Error(constraint, table);
            ModelValidation.Add(errors, error.Code == "unique" && constraint is UniqueConstraintAttribute { Fields: [var field] } ? field : ValidationError.NonFieldErrors, error);
        }

        if (errors.Count > 0) throw new ValidationError(errors);
    }

    /// <summary>A query that gives a row where the object breaks the constraint; null where nothing can be said of it.</summary>
    private static string? Sql(ConstraintAttribute constraint, ConstraintCheck check)
    {
        // A covering column says nothing of the row.
        var fields = constraint is UniqueConstraintAttribute { Include: var include } ? constraint.FieldNames.Except(include) : constraint.FieldNames;
        if (check.IsExcluded(fields)) return null;
        return constraint switch
        {
            // NULL is no violation, to the database neither.
            CheckConstraintAttribute { ParsedCondition: var condition } => $"SELECT 1 WHERE NOT COALESCE({check.OfInstance(condition)}, TRUE)",
            UniqueConstraintAttribute unique => Sql(unique, check),
            ICheckedConstraint own => own.ViolationSql(check),
            _ => null,
        };
    }

    private static string? Sql(UniqueConstraintAttribute unique, ConstraintCheck check)
    {
        if (unique.NullsDistinct && unique.Fields.Any(check.IsNull)) return null;
        var same = unique.NullsDistinct ? "=" : "IS NOT DISTINCT FROM";
        List<string> conditions =
        [
            .. unique.Fields.Select(field => $"{check.Column(field)} {same} {check.Value(field)}"),
            .. unique.ParsedExpressions.Select(expression => $"{check.OfRow(expression)} {same} {check.OfInstance(expression)}"),
        ];
        if (unique.ParsedCondition is not { } condition) return check.OtherRows(conditions);
        return $"SELECT 1 WHERE {check.OfInstance(condition)} AND EXISTS ({check.OtherRows([.. conditions, check.OfRow(condition)])})";
    }

    private static ValidationError Error(ConstraintAttribute constraint, ModelMeta meta)
    {
        var isOwn = constraint.ViolationErrorMessage is not null || constraint.ViolationErrorCode is not null;
        if (!isOwn && constraint is UniqueConstraintAttribute { Condition: null, Fields: { Length: > 0 } fields }) return ModelValidation.NotUnique(meta, [.. fields.Select(meta.GetField)]);
        var message = constraint.ViolationErrorMessage is { } own ? own : Translation.GettextLazy(Usual);
        return new(message, constraint.ViolationErrorCode, new Dictionary<string, object?> { ["name"] = constraint.Name });
    }
}
