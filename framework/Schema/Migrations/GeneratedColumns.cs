namespace Quintet.Db.Migrations;

/// <summary>Columns that the database calculates, in migrations.</summary>
internal static class GeneratedColumns
{
    /// <summary>Whether one column cannot become the other: what it is calculated from never changes, nor whether it is.</summary>
    public static bool AreOther(Field before, Field after) =>
        (before.IsGenerated || after.IsGenerated) && (before.GeneratedAs != after.GeneratedAs || before.DbPersist != after.DbPersist || before.InternalType != after.InternalType);
}
