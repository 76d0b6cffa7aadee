namespace Quintet.Db;

/// <summary>Whether a number, a day or a moment is in a range of such, which PostgreSQL knows.</summary>
internal static class InRange
{
    private static readonly FieldLookup ContainedBy = new("contained_by", "{0} <@ {1}") { Vendor = "postgresql" };

    public static FieldLookup? Find(string name) => name == ContainedBy.Name ? ContainedBy : null;
}
