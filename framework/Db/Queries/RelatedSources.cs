using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The relations that SelectRelated follows.</summary>
internal static class RelatedSources
{
    private const int MaxDepth = 5;

    /// <summary>A source with those it hangs on, parents first, without the query's own table.</summary>
    public static IEnumerable<Source> WithParents(Source source) =>
        source.Parent is null ? [] : [.. WithParents(source.Parent), source];

    /// <summary>All relations that always lead somewhere, and theirs (Django's <c>select_related()</c>).</summary>
    public static IEnumerable<Source> AllOf(Source source, int depth = 1)
    {
        foreach (var relation in source.Model.Fields.OfType<RelationFieldMeta>().Where(r => !r.Field.Null))
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
            if (source.Model.FindField(name) is not RelationFieldMeta relation || relation.Name != name)
            {
                var choices = source.Model.Fields.OfType<RelationFieldMeta>().Select(r => r.Name);
                throw new FieldErrorException($"Invalid field name given in SelectRelated: '{name}' is not a relation of {source.Model.Label}. Choices are: {string.Join(", ", choices)}");
            }

            source = new Source(source, relation);
        }

        return source;
    }
}

/// <summary>Reads an object and the related ones that stand in the same row behind it.</summary>
internal sealed class ModelReader
{
    private readonly ModelMeta _model;
    private readonly Step[] _steps;
    private readonly string _alias;

    public ModelReader(Query query, string alias)
    {
        _model = query.Model;
        _alias = alias;
        var offset = _model.Fields.Count;
        _steps = new Step[query.Related.Count];
        for (var i = 0; i < _steps.Length; i++)
        {
            var source = query.Related[i];
            var parent = source.Parent!.Parent is null ? -1 : IndexOf(query.Related, source.Parent);
            _steps[i] = new(source.Relation!, parent, offset);
            offset += source.Model.Fields.Count;
        }
    }

    public Model Read(Row row)
    {
        var instance = _model.ReadModel(row, 0);
        instance.DatabaseAlias = _alias;
        if (_steps.Length > 0) ReadRelated(row, instance);
        return instance;
    }

    private void ReadRelated(Row row, Model instance)
    {
        var read = new Model?[_steps.Length];
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            var parent = step.Parent < 0 ? instance : read[step.Parent];
            var target = step.Relation.Target;
            if (parent is null || row.IsNull(step.Offset + target.PrimaryKey.Index)) continue;
            var related = target.ReadModel(row, step.Offset);
            related.DatabaseAlias = _alias;
            step.Relation.SetLoaded(parent, related);
            read[i] = related;
        }
    }

    private static int IndexOf(IReadOnlyList<Source> sources, Source source)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Equals(source)) return i;
        }

        throw new InvalidOperationException("A related object is read without the one between.");
    }

    private readonly record struct Step(RelationFieldMeta Relation, int Parent, int Offset);
}
