namespace Quintet.Db;

/// <summary>Writing a row.</summary>
public abstract partial class Model
{
    /// <summary>Inserts the row, or updates it where it is there already. A model overrides it to do more, and calls the base.</summary>
    /// <exception cref="IntegrityErrorException">A constraint of the database refuses the row.</exception>
    public virtual void Save() => Saving.SaveAsync(this, SaveAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Save()"/>
    public virtual Task SaveAsync(CancellationToken cancellation = default) => Saving.SaveAsync(this, SaveAlias, async: true, cancellation).AsTask();

    /// <summary>Deletes the row, and what hangs on it as the relations say; gives the number of all rows deleted.</summary>
    /// <exception cref="ProtectedErrorException">A row that points here protects this one.</exception>
    [AltersData]
    public virtual int Delete() => Deletion.RunAsync([this], keepParents: false, SaveAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Delete()"/>
    public virtual Task<int> DeleteAsync(CancellationToken cancellation = default) => Deletion.RunAsync([this], keepParents: false, SaveAlias, async: true, cancellation).AsTask();

    /// <summary>Deletes the row as <see cref="Delete()"/> does; with <paramref name="keepParents"/> only the part in the model's own table: the place stays where the restaurant closes.</summary>
    /// <inheritdoc cref="Delete()"/>
    [AltersData]
    public int Delete(bool keepParents) =>
        keepParents ? Deletion.RunAsync([this], keepParents, SaveAlias, async: false, default).GetAwaiter().GetResult() : Delete();

    /// <inheritdoc cref="Delete(bool)"/>
    public Task<int> DeleteAsync(bool keepParents, CancellationToken cancellation = default) =>
        keepParents ? Deletion.RunAsync([this], keepParents, SaveAlias, async: true, cancellation).AsTask() : DeleteAsync(cancellation);

    /// <summary>Reads all fields again.</summary>
    /// <exception cref="DoesNotExistException">The row is gone.</exception>
    public void RefreshFromDb() => RefreshFromDb([]);

    /// <summary>Reads the named fields again.</summary>
    /// <exception cref="DoesNotExistException">The row is gone.</exception>
    public void RefreshFromDb(params string[] fields) => Saving.RefreshAsync(this, fields, SaveAlias, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="RefreshFromDb()"/>
    public Task RefreshFromDbAsync(CancellationToken cancellation = default) => RefreshFromDbAsync([], cancellation);

    /// <inheritdoc cref="RefreshFromDb(string[])"/>
    public Task RefreshFromDbAsync(IReadOnlyList<string> fields, CancellationToken cancellation = default) => Saving.RefreshAsync(this, fields, SaveAlias, async: true, cancellation).AsTask();

    // Create has chosen the database already.
    private string SaveAlias => MustInsert ? DatabaseAlias! : Connections.Current.ForWrite(GetMeta(), DatabaseAlias);

    /// <summary>Saves a row that must be new, by way of <see cref="Save()"/>, which the model may have overridden.</summary>
    internal void ForceInsert(string alias)
    {
        (DatabaseAlias, MustInsert) = (alias, true);
        try
        {
            Save();
        }
        finally
        {
            MustInsert = false;
        }
    }

    internal async ValueTask ForceInsertAsync(string alias, CancellationToken cancellation)
    {
        (DatabaseAlias, MustInsert) = (alias, true);
        try
        {
            await SaveAsync(cancellation);
        }
        finally
        {
            MustInsert = false;
        }
    }

    /// <summary>Set by Create: an update of a row that happens to have this key would be wrong.</summary>
    internal bool MustInsert;
}
