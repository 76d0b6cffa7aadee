using System.Runtime.CompilerServices;

namespace Quintet.Db;

/// <summary>Writing a row.</summary>
public abstract partial class Model
{
    /// <summary>Inserts the row, or updates it where it is there already.</summary>
    /// <exception cref="IntegrityErrorException">A constraint of the database refuses the row.</exception>
    public void Save() => Save(default(SaveOptions));

    /// <inheritdoc cref="Save(SaveOptions)"/>
    /// <param name="updateFields">The only fields that are written (snake_case); none: nothing is done.</param>
    /// <param name="forceInsert">The row must be new.</param>
    /// <param name="forceUpdate">The row must be there.</param>
    /// <param name="using">The database's alias.</param>
    public void Save(IEnumerable<string>? updateFields = null, bool forceInsert = false, bool forceUpdate = false, string? @using = null) =>
        Save(SaveOptions.Of(updateFields, forceInsert, forceUpdate, @using));

    /// <summary>
    /// What every way to save a row comes to: the other forms, <c>Create</c>, <c>GetOrCreate</c>. A model overrides it to do more, and calls
    /// the base; <c>SaveAsync</c> then goes this way, too.
    /// </summary>
    /// <exception cref="IntegrityErrorException">A constraint of the database refuses the row.</exception>
    /// <exception cref="DatabaseErrorException">The row must be there, and is not.</exception>
    public virtual void Save(SaveOptions options) => Saving.SaveAsync(this, options, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Save()"/>
    [OverloadResolutionPriority(1)]
    public Task SaveAsync(CancellationToken cancellation = default) => SaveAsync(default(SaveOptions), cancellation);

    /// <inheritdoc cref="Save(IEnumerable{string}, bool, bool, string)"/>
    public Task SaveAsync(IEnumerable<string>? updateFields = null, bool forceInsert = false, bool forceUpdate = false, string? @using = null, CancellationToken cancellation = default) =>
        SaveAsync(SaveOptions.Of(updateFields, forceInsert, forceUpdate, @using), cancellation);

    /// <inheritdoc cref="Save(SaveOptions)"/>
    public virtual Task SaveAsync(SaveOptions options, CancellationToken cancellation = default) => Saving.SaveAsync(this, options, async: true, cancellation).AsTask();

    /// <summary>
    /// Deletes the row, and what hangs on it as the relations say; gives the number of all rows deleted. A model overrides it to do more, and calls the
    /// base; <c>DeleteAsync</c> then goes this way, too. A queryset's <c>Delete</c> does not.
    /// </summary>
    /// <param name="using">The database's alias; null: the routers', else the one the row came from.</param>
    /// <param name="keepParents">Only the part in the model's own table goes: the place stays where the restaurant closes.</param>
    /// <exception cref="ProtectedErrorException">A row that points here protects this one.</exception>
    [AltersData]
    public virtual DeletionResult Delete(string? @using = null, bool keepParents = false) => Deletion.RunAsync([this], keepParents, @using ?? WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Delete(string, bool)"/>
    [OverloadResolutionPriority(1)]
    public Task<DeletionResult> DeleteAsync(CancellationToken cancellation = default) => DeleteAsync(null, keepParents: false, cancellation);

    /// <inheritdoc cref="Delete(string, bool)"/>
    public virtual Task<DeletionResult> DeleteAsync(string? @using = null, bool keepParents = false, CancellationToken cancellation = default) => Deletion.RunAsync([this], keepParents, @using ?? WriteAlias, async: true, cancellation).AsTask();

    /// <summary>Reads all fields again.</summary>
    /// <exception cref="DoesNotExistException">The row is gone.</exception>
    public void RefreshFromDb() => RefreshFromDb([]);

    /// <summary>Reads the named fields again.</summary>
    /// <exception cref="DoesNotExistException">The row is gone.</exception>
    public void RefreshFromDb(params string[] fields) => Saving.RefreshAsync(this, fields, WriteAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="RefreshFromDb()"/>
    public Task RefreshFromDbAsync(CancellationToken cancellation = default) => RefreshFromDbAsync([], cancellation);

    /// <inheritdoc cref="RefreshFromDb(string[])"/>
    public Task RefreshFromDbAsync(IReadOnlyList<string> fields, CancellationToken cancellation = default) => Saving.RefreshAsync(this, fields, WriteAlias, async: true, cancellation).AsTask();

    private string WriteAlias => Connections.Current.ForWrite(GetMeta(), DatabaseAlias);
}
