namespace Quintet.Db.Migrations;

/// <summary>The running app's models as states.</summary>
public static class ModelStates
{
    /// <param name="models">All of a project.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    public static ProjectState Of(IEnumerable<ModelMeta> models, SwappableModels? swappable = null) => (swappable ?? SwappableModels.None).Mark(ProjectState.Of(models.Select(Of)));

    public static ModelState Of(ModelMeta model) =>
        ModelState.Create(model.AppLabel, model.Name, model.IsProxy ? [] : [.. model.Fields.Where(f => f.Name != ModelState.OrderField.Name).Select(f => new NamedField(f.Name, f.Field)), .. model.ManyToMany.Select(m => new NamedField(m.Name, m.Field))], model.Options, model.Indexes, model.Constraints) with
        {
            Bases = model.DerivedFrom is { } parent ? [parent.Label] : [],
        };
}

/// <summary>What <c>makemigrations</c> finds.</summary>
public static class MakeMigrations
{
    /// <summary>The migrations that are missing; none where the models and the migrations agree.</summary>
    /// <param name="models">All models of the project.</param>
    /// <param name="graph">All migrations there are.</param>
    /// <param name="apps">Only for these apps (and what they need); null: for all.</param>
    /// <param name="questions">Answers what the differ cannot know.</param>
    /// <param name="name">A name of the user's own.</param>
    /// <exception cref="MigrationGraphException">An app has two last migrations.</exception>
    /// <exception cref="MigrationQuestionException">A question has no answer.</exception>
    public static IReadOnlyList<PlannedMigration> Missing(
        IEnumerable<ModelMeta> models, MigrationGraph graph, IReadOnlyCollection<string>? apps = null, MigrationQuestions? questions = null, string? name = null)
    {
        var leaves = graph.SingleLeaves(apps);
        return MigrationPlanner.Plan(Differ.Diff(graph.FinalState, ModelStates.Of(models, graph.Swappable), questions, graph.Swappable), leaves, apps, name);
    }
}
