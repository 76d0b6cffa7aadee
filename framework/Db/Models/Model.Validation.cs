namespace Quintet.Db;

/// <summary>Whether an object may be saved. <c>Save</c> does not ask; forms do.</summary>
public abstract partial class Model
{
    /// <summary>Rules over several fields; a model overrides it and throws <see cref="ValidationError"/>.</summary>
    public virtual void Clean()
    {
    }

    /// <summary>All checks: the fields, <see cref="Clean"/>, uniqueness and the constraints.</summary>
    /// <param name="exclude">Fields (snake_case) that are not looked at.</param>
    /// <param name="validateUnique">False: the database is not asked whether values are taken.</param>
    /// <param name="validateConstraints">False: it is not asked whether the model's constraints hold.</param>
    /// <exception cref="ValidationError">With all that is wrong, by field.</exception>
    public void FullClean(IEnumerable<string>? exclude = null, bool validateUnique = true, bool validateConstraints = true) =>
        ModelValidation.FullAsync(this, exclude, validateUnique, validateConstraints, WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="FullClean"/>
    public Task FullCleanAsync(IEnumerable<string>? exclude = null, bool validateUnique = true, bool validateConstraints = true, CancellationToken cancellation = default) =>
        ModelValidation.FullAsync(this, exclude, validateUnique, validateConstraints, WriteAlias, async: true, cancellation).AsTask();

    /// <summary>Each field for itself: empty where it may not be, its choices, its validators.</summary>
    /// <exception cref="ValidationError">With all that is wrong, by field.</exception>
    public void CleanFields(IEnumerable<string>? exclude = null) =>
        ModelValidation.FieldsAsync(this, ModelValidation.Names(exclude), WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <summary>Whether values that must be unique are taken by another row.</summary>
    /// <exception cref="ValidationError">With all that is taken, by field.</exception>
    public void ValidateUnique(IEnumerable<string>? exclude = null) =>
        ModelValidation.UniqueAsync(this, ModelValidation.Names(exclude), WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="ValidateUnique"/>
    public Task ValidateUniqueAsync(IEnumerable<string>? exclude = null, CancellationToken cancellation = default) =>
        ModelValidation.UniqueAsync(this, ModelValidation.Names(exclude), WriteAlias, async: true, cancellation).AsTask();

    /// <summary>Whether the model's constraints hold for the object: the database is asked, before it would refuse.</summary>
    /// <param name="exclude">Fields (snake_case); a constraint that speaks of one is not checked.</param>
    /// <exception cref="ValidationError">With all that is broken; of a constraint over one field under that, else under <see cref="ValidationError.NonFieldErrors"/>.</exception>
    public void ValidateConstraints(IEnumerable<string>? exclude = null) =>
        ConstraintValidation.CheckAsync(this, ModelValidation.Names(exclude), WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="ValidateConstraints"/>
    public Task ValidateConstraintsAsync(IEnumerable<string>? exclude = null, CancellationToken cancellation = default) =>
        ConstraintValidation.CheckAsync(this, ModelValidation.Names(exclude), WriteAlias, async: true, cancellation).AsTask();
}
