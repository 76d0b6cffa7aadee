namespace Quintet.Db.Migrations;

/// <summary>What an operation waits for.</summary>
public enum NeedKind
{
    /// <summary>The model, or the field, has been made.</summary>
    Created,

    /// <summary>The model, or the field, is gone.</summary>
    Removed,

    /// <summary>The field has been changed.</summary>
    Altered,

    /// <summary>The model's rows are in no order of that field any more.</summary>
    OrderRemoved,
}

/// <summary>What must have happened to a model or one of its fields before an operation, as far as it happens at all.</summary>
/// <param name="AppLabel">The model's app.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Field">The field; null: the model itself.</param>
/// <param name="Kind">What.</param>
public sealed record Need(string AppLabel, string Model, string? Field, NeedKind Kind)
{
    /// <summary>The setting that names the model; null: none does.</summary>
    public string? Setting { get; init; }

    public static Need Of(ModelState model, NeedKind kind, string? field = null) => new(model.AppLabel, model.Name, field, kind);

    /// <param name="label">The model as <c>app.Model</c>.</param>
    /// <param name="kind">What.</param>
    /// <param name="field">The field; null: the model itself.</param>
    public static Need Of(string label, NeedKind kind, string? field = null) => new(label[..label.IndexOf('.')], label[(label.IndexOf('.') + 1)..], field, kind);

    /// <summary>Whether an operation on the model is what is waited for.</summary>
    public bool IsMetBy(Operation operation) => (Kind, operation) switch
    {
        (NeedKind.Created, CreateModel create) => Field is null || create.Fields.Any(field => field.Name == Field),
        (NeedKind.Created, AddField add) => add.Name == Field,
        (NeedKind.Created, RenameField rename) => rename.NewName == Field,
        (NeedKind.Created, RenameModel) => Field is null,
        (NeedKind.Removed, DeleteModel) => Field is null,
        (NeedKind.Removed, RemoveField remove) => remove.Name == Field,
        (NeedKind.Altered, AlterField alter) => alter.Name == Field,
        (NeedKind.OrderRemoved, AlterOrderWithRespectTo order) => order.OrderWithRespectTo != Field,
        _ => false,
    };
}
