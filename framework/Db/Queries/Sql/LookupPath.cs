namespace Quintet.Db.Sql;

/// <summary>Where a name like <c>author__name__icontains</c> leads: the table, the field, and what is left over (<c>icontains</c>).</summary>
/// <param name="Source">The table that has the field.</param>
/// <param name="Field">The field.</param>
/// <param name="IsKey">The relation's key itself was meant (<c>author_id</c>, <c>author__pk</c>), not its target.</param>
/// <param name="Many">A way to many rows (<c>books</c>) was met: it begins at <paramref name="Source"/>, and <paramref name="Rest"/> goes on behind it.</param>
/// <param name="Rest">The words behind the field.</param>
internal sealed record LookupPath(Source Source, FieldMeta Field, bool IsKey, Way? Many, IReadOnlyList<string> Rest)
{
    public static LookupPath Resolve(Source source, string name) => Resolve(source, name.Split("__"));

    public static LookupPath Resolve(Source source, IReadOnlyList<string> words)
    {
        for (var i = 0; ; i++)
        {
            var word = words[i];
            var field = source.Model.FindField(word);
            if (field is null)
            {
                if (FindWay(source.Model, word) is not { } way) throw FieldErrorException.Unknown(source.Model, word);
                if (way is not BackWay { Relation: { Field: OneToOne } one }) return new(source, source.Model.PrimaryKey, false, way, [.. words.Skip(i + 1)]);

                // At most one row points here: it is joined.
                source = new Source(source, one, back: true);
                if (i + 1 == words.Count || IsLookup(source, words[i + 1])) return new(source, source.Model.PrimaryKey, false, null, [.. words.Skip(i + 1)]);
                continue;
            }

            if (i + 1 == words.Count) return new(source, field, field.Name != word, null, []);
            if (field is not RelationFieldMeta relation || relation.Name != word) return new(source, field, false, null, [.. words.Skip(i + 1)]);

            // The target's key is the column here: no join for it.
            var next = relation.Target.FindField(words[i + 1]);
            if (relation.PointsTo(next) && !(next is RelationFieldMeta && i + 2 < words.Count && !LookupTable.IsLookup(words[i + 2]))) return new(source, relation, true, null, [.. words.Skip(i + 2)]);
            if (next is null && IsLookup(new Source(source, relation), words[i + 1])) return new(source, relation, true, null, [.. words.Skip(i + 1)]);
            source = new Source(source, relation);
        }
    }

    /// <summary>The way to many rows, or back to one, that has this name in queries.</summary>
    public static Way? FindWay(ModelMeta model, string queryName)
    {
        foreach (var way in ModelRegistry.Find()?.Ways(model) ?? [])
        {
            if (way.QueryName == queryName) return way;
        }

        return null;
    }

    private static bool IsLookup(Source source, string word) => LookupTable.IsLookup(word) && source.Model.FindField(word) is null && FindWay(source.Model, word) is null;
}
