namespace Quintet.Db.Sql;

/// <summary>Where a name like <c>author__name__icontains</c> leads: the table, the field, and what is left over (<c>icontains</c>).</summary>
/// <param name="Source">The table that has the field.</param>
/// <param name="Field">The field.</param>
/// <param name="IsKey">The relation's key itself was meant (<c>author_id</c>, <c>author__pk</c>), not its target.</param>
/// <param name="Reverse">A relation back (<c>books</c>) was met: <paramref name="Source"/> has it, and <paramref name="Rest"/> goes on from there.</param>
/// <param name="Rest">The words behind the field.</param>
internal sealed record LookupPath(Source Source, FieldMeta Field, bool IsKey, RelationFieldMeta? Reverse, IReadOnlyList<string> Rest)
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
                if (FindReverse(source.Model, word) is { } reverse) return new(source, source.Model.PrimaryKey, false, reverse, [.. words.Skip(i + 1)]);
                throw FieldErrorException.Unknown(source.Model, word);
            }

            if (i + 1 == words.Count) return new(source, field, word.EndsWith("_id", StringComparison.Ordinal) && field.Name != word, null, []);
            if (field is not RelationFieldMeta relation || relation.Name != word) return new(source, field, false, null, [.. words.Skip(i + 1)]);

            // The target's key is the column here: no join for it.
            var next = relation.Target.FindField(words[i + 1]);
            if (next == relation.Target.PrimaryKey) return new(source, relation, true, null, [.. words.Skip(i + 2)]);
            if (next is null && FindReverse(relation.Target, words[i + 1]) is null && LookupTable.IsLookup(words[i + 1])) return new(source, relation, true, null, [.. words.Skip(i + 1)]);
            source = new Source(source, relation);
        }
    }

    /// <summary>The foreign key that leads back under this name in queries.</summary>
    public static RelationFieldMeta? FindReverse(ModelMeta model, string queryName) =>
        ModelRegistry.Find()?.ReverseRelations(model).FirstOrDefault(r => r.QueryName == queryName);
}
