using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The relations that SelectRelated follows.</summary>
internal static class RelatedSources
{
    private const int MaxDepth = 5;

    /// <summary>A source with those it hangs on, parents first, without the query's own table, and without those that only hold more of its rows.</summary>
    public static IEnumerable<Source> WithParents(Source source)
    {
        var whole = source.Whole;
        return whole.Parent is null ? [] : [.. WithParents(whole.Parent), whole];
    }

    /// <summary>All relations that always lead somewhere, and theirs (Django's <c>select_related()</c>).</summary>
    public static IEnumerable<Source> AllOf(Source source, int depth = 1)
    {
        foreach (var relation in source.Model.AllFields.OfType<RelationFieldMeta>().Where(r => !r.Field.Null && !r.IsParentLink))
        {
            var related = new Source(source, relation);
            yield return related;
            if (depth == MaxDepth) continue;
            foreach (var further in AllOf(related, depth + 1)) yield return further;
        }
    }

    /// <summary><c>author__country</c></summary>
    public static Source Named(Source source, string path)
    {
        foreach (var name in path.Split("__"))
        {
            var backs = ModelRegistry.Current.ReverseRelations(source.Model).Where(r => r is { Field: OneToOne, QueryName: not null }).ToList();
            if (backs.FirstOrDefault(r => r.QueryName == name) is { } back)
            {
                source = new Source(source, back, back: true);
                continue;
            }

            if (source.Model.FindField(name) is not RelationFieldMeta relation || relation.Name != name)
            {
                var choices = source.Model.AllFields.OfType<RelationFieldMeta>().Select(r => r.Name).Concat(backs.Select(r => r.QueryName));
                throw new FieldErrorException($"Invalid field name given in SelectRelated: '{name}' is not a relation of {source.Model.Label}. Choices are: {string.Join(", ", choices)}");
            }

            source = new Source(source, relation);
        }

        return source;
    }
}
