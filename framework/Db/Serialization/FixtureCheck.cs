namespace Quintet.Db.Serialization;

/// <summary>Whether what was loaded points to rows that are there.</summary>
internal static class FixtureCheck
{
    /// <exception cref="FixtureException">A row points to one that is missing.</exception>
    public static void Run(Connection connection, IEnumerable<ModelMeta> loaded, IReadOnlyDictionary<(ModelMeta Model, object Key), FixtureObject> origins)
    {
        foreach (var model in loaded)
        {
            foreach (var relation in model.Fields.OfType<RelationFieldMeta>()) Check(connection, relation, model.PrimaryKey, model, relation.Name, origins);
            foreach (var many in model.ManyToMany.Where(m => m.Through.IsAutoCreated)) Check(connection, many.TargetRelation, many.SourceRelation, model, many.Name, origins);
        }

        if (connection.Dialect.SettleRows is not { } sql) return;
        try
        {
            connection.ExecuteRaw(sql);
        }
        catch (IntegrityErrorException e)
        {
            throw new FixtureException($"Problem installing fixtures: {e.Message}", e);
        }
    }

    private static void Check(Connection connection, RelationFieldMeta relation, FieldMeta owner, ModelMeta model, string name, IReadOnlyDictionary<(ModelMeta Model, object Key), FixtureObject> origins)
    {
        var (table, target, dialect) = (relation.Model, relation.TargetField.Model, connection.Dialect);
        if (!relation.Relation.DbConstraint || !Connections.Current.AllowMigrate(connection.Alias, target.AppLabel, target.Name)) return;
        string column = dialect.Quote(relation.Column), far = dialect.Quote(relation.TargetField.Column);
        var sql = $"SELECT t.{dialect.Quote(owner.Column)}, t.{column} FROM {dialect.Quote(table.Table)} t LEFT JOIN {dialect.Quote(target.Table)} r ON t.{column} = r.{far} WHERE t.{column} IS NOT NULL AND r.{far} IS NULL LIMIT 1";
        var broken = connection.Query(sql, row =>
        {
            var instance = table.CreateQuietly();
            owner.Read(instance, row, 0);
            relation.Read(instance, row, 1);
            return (Key: owner.GetValue(instance), Value: relation.GetValue(instance));
        });
        if (broken.Count == 0) return;
        var (key, value) = broken[0];
        var why = $"The row in table '{model.Table}' with primary key '{key}' has an invalid foreign key: {table.Table}.{relation.Column} contains a value '{value}' that does not have a corresponding value in {target.Table}.{relation.TargetField.Column}.";
        throw origins.GetValueOrDefault((model, key!)) is { } origin ? origin.Problem(why, name) : new FixtureException("Problem installing fixtures: " + why);
    }
}
