namespace Quintet.Db.Migrations;

/// <summary>
/// What the differ cannot know (Django's questioner), asked in the order in which it finds it. This one refuses, with a sentence that says
/// what to do; <see cref="UnaskedQuestions"/> takes the answers that change nothing.
/// </summary>
public class MigrationQuestions
{
    /// <summary>Whether a model that is gone has become one that is new, with fields alike.</summary>
    public virtual bool IsModelRenamed(ModelState old, ModelState fresh) => throw new MigrationQuestionException(
        $"Was the model {old.Label} renamed to {fresh.Name}? Its table can be kept, or go with all its rows, and nothing says which.", $"{old.Label}={fresh.Name}");

    /// <summary>Whether a field that is gone has become one that is new, of the same kind.</summary>
    /// <param name="model">The model as it is now.</param>
    /// <param name="oldName">The field's name before.</param>
    /// <param name="fresh">The new field.</param>
    public virtual bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) => throw new MigrationQuestionException(
        $"Was {model.Label}.{oldName} renamed to {model.Name}.{fresh.Name} (a {fresh.Field.GetType().Name})? Its column can be kept, or go with all it holds, and nothing says which.", $"{model.Label}.{oldName}={fresh.Name}");

    /// <summary>The value that existing rows get in a new field that allows no NULL and has no default; it is forgotten afterwards.</summary>
    public virtual object? DefaultForNewField(ModelState model, NamedField field) => throw new MigrationQuestionException(
        $"It is impossible to add the field '{field.Name}' to {model.Label}: it allows no null and has no default, and the rows that are there need a value. Give the property an initialiser, or make it nullable.");

    /// <summary>
    /// The value that takes the place of NULL in a field that allows none any more; it is forgotten afterwards. Null: none, the rows are
    /// taken care of elsewhere.
    /// </summary>
    public virtual object? DefaultForNull(ModelState model, NamedField field) => throw new MigrationQuestionException(
        $"It is impossible to change the field '{field.Name}' of {model.Label} to allow no null without a value for the rows that have none. Give the property an initialiser, or leave it nullable.");
}

/// <summary>Nothing was renamed, and rows get no value: enough to see whether anything has changed.</summary>
public class UnaskedQuestions : MigrationQuestions
{
    public override bool IsModelRenamed(ModelState old, ModelState fresh) => false;

    public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) => false;

    public override object? DefaultForNewField(ModelState model, NamedField field) => null;

    public override object? DefaultForNull(ModelState model, NamedField field) => null;
}

/// <summary>Making migrations needs an answer that nobody gave.</summary>
/// <param name="message">The question, and what to do.</param>
/// <param name="rename">Where it was one about a name: what to say for a yes, <c>blog.Book.name=title</c>.</param>
public sealed class MigrationQuestionException(string message, string? rename = null) : Exception(message)
{
    public string? Rename { get; } = rename;
}
