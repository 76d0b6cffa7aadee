namespace Quintet.Db;

/// <summary>What a bulk insert does with a row that a unique constraint refuses.</summary>
public sealed class OnConflict
{
    private OnConflict(IReadOnlyList<string> unique, IReadOnlyList<string>? update) => (UniqueFields, UpdateFields) = (unique, update);

    /// <summary>The row is left out (Django's <c>ignore_conflicts</c>).</summary>
    public static OnConflict Ignore { get; } = new([], null);

    /// <summary>The row that is there already gets these fields of the new one (Django's <c>update_conflicts</c>).</summary>
    /// <param name="uniqueFields">The fields of the unique constraint.</param>
    /// <param name="updateFields">The fields that are written.</param>
    public static OnConflict Update(string[] uniqueFields, string[] updateFields)
    {
        if (uniqueFields.Length == 0) throw new ArgumentException("Unique fields that can trigger the upsert must be provided.", nameof(uniqueFields));
        if (updateFields.Length == 0) throw new ArgumentException("Fields that will be updated when a row insertion fails on conflicts must be provided.", nameof(updateFields));
        return new(uniqueFields, updateFields);
    }

    internal IReadOnlyList<string> UniqueFields { get; }

    internal IReadOnlyList<string>? UpdateFields { get; }
}
