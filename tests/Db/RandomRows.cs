using System.Globalization;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Rows of chance for projects of chance, and what two states of one have in common.</summary>
internal static class RandomRows
{
    private const int PerTable = 3;

    /// <summary>Some rows for each model, those of a derived one beside its base's; what a constraint refuses is left out.</summary>
    public static void Fill(HistoricalModels models, ProjectState state, Random random)
    {
        var there = new HashSet<(string Label, int Key)>();
        foreach (var model in state.Models.Where(model => !model.Options.Proxy).OrderBy(model => model.Bases.Length))
        {
            for (var key = 1; key <= PerTable; key++)
            {
                if (model.Bases.Any(label => !there.Contains((label, key)))) continue;
                try
                {
                    Transaction.Atomic(() => models.Get(model.AppLabel, model.Name).Create([.. model.Columns.Select(field => (field.Name, Value(state, model, field, key, random, there)))]));
                    there.Add((model.Label, key));
                }
                catch (IntegrityErrorException)
                {
                }
            }
        }
    }

    /// <summary>A line for each value of the fields that are the same in another state.</summary>
    public static IReadOnlyList<string> Read(Connection connection, ProjectState state, ProjectState other) =>
    [
        .. Common(state, other).SelectMany(pair => connection.Query(
            $"SELECT \"{pair.Model.PrimaryKey.Column}\", \"{pair.Field.Column}\" FROM \"{pair.Model.Table}\"",
            row => $"{pair.Model.Label}|{pair.Field.Name}|{row.GetInt64(0)}|{(row.IsNull(1) ? "NULL" : Convert.ToString(row.GetValue(1), CultureInfo.InvariantCulture))}")).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a line is about what both states know.</summary>
    public static bool Stays(string line, ProjectState state, ProjectState other) => line.Split('|') is var parts && Common(state, other).Any(pair => pair.Model.Label == parts[0] && pair.Field.Name == parts[1]);

    private static IEnumerable<(ModelState Model, NamedField Field)> Common(ProjectState state, ProjectState other) => state.Models
        .Where(model => !model.Options.Proxy && other.Find(model.Label) is { Options.Proxy: false } found && found.Bases.SequenceEqual(model.Bases))
        .SelectMany(model => model.Columns.Where(field => other.Find(model.Label)!.FindField(field.Name)?.Field.Equals(field.Field) == true).Select(field => (model, field)));

    private static object? Value(ProjectState state, ModelState model, NamedField field, int key, Random random, HashSet<(string Label, int Key)> there)
    {
        if (field.Field.PrimaryKey) return (long)key;
        if (field.Field.Null && random.Next(3) == 0) return null;
        return field.Field switch
        {
            // A row that is filled in later is not there yet.
            ForeignKey { DbConstraint: true } => there.Where(row => row.Label == state.TargetTable(model, field).Label).Select(row => (long?)row.Key).FirstOrDefault(),
            ForeignKey => (long)random.Next(1, 9),
            CharField or TextField => "it's " + random.Next(50),
            DateTimeField => new DateTime(2024, 2, random.Next(1, 28), 1, 2, 3, DateTimeKind.Utc),
            DecimalField => random.Next(1000) / 4m,
            BooleanField => random.Next(2) == 0,
            _ => random.Next(100),
        };
    }
}
