using Quintet.Db.Serialization;

namespace Quintet.Contrib.ContentTypes;

/// <summary>The row that stands for a model.</summary>
[Meta(DbTable = "django_content_type", VerboseName = "content type", VerboseNamePlural = "content types")]
[UniqueTogether("app_label", "model")]
[Manager<ContentTypeRows>]
public partial class ContentType : Model, INaturalKey
{
    /// <summary>A small key, as Django gives it here.</summary>
    [AutoField(PrimaryKey = true)]
    public int Id { get; set; }

    /// <summary>The label of the model's app, <c>blog</c>.</summary>
    [CharField(MaxLength = 100)]
    public string AppLabel { get; set; } = "";

    /// <summary>The model's name in lower case, <c>book</c>.</summary>
    [CharField(MaxLength = 100, VerboseName = "python model class name")]
    public string Model { get; set; } = "";

    /// <summary>The model's name for people; of a model that is gone the name that is stored.</summary>
    public string Name => GetModel()?.VerboseName ?? Model;

    /// <summary><c>Blog | book</c>; of a model that is gone the name that is stored.</summary>
    public string AppLabeledName => GetModel() is { } model ? $"{char.ToUpperInvariant(AppLabel[0])}{AppLabel[1..].Replace('_', ' ')} | {model.VerboseName}" : Model;

    /// <summary>The model's metadata; null where the project has no such model any more (Django's <c>model_class()</c>).</summary>
    public ModelMeta? GetModel() => Context.Current.Get(ModelRegistry.Key).Find($"{AppLabel}.{Model}");

    /// <summary>What a content type is known by in every database.</summary>
    public (string AppLabel, string Model) NaturalKey() => (AppLabel, Model);

    IReadOnlyList<object?> INaturalKey.NaturalKey() => [AppLabel, Model];

    /// <summary>The object of this type that has a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="database">The alias; null: where the model's rows are.</param>
    /// <exception cref="DoesNotExistException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">There is no such model any more.</exception>
    public Model GetObjectForThisType(object key, string? database = null) => ObjectAsync(key, database, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="GetObjectForThisType"/>
    public Task<Model> GetObjectForThisTypeAsync(object key, string? database = null, CancellationToken cancellation = default) => ObjectAsync(key, database, async: true, cancellation).AsTask();

    public override string ToString() => AppLabeledName;

    private async ValueTask<Model> ObjectAsync(object key, string? database, bool async, CancellationToken cancellation)
    {
        var model = GetModel() ?? throw new InvalidOperationException($"The content type {AppLabel}.{Model} stands for no model of the project: it was removed, or its app is not in InstalledApps.");
        var alias = database ?? Context.Current.Get(Connections.Key).ForRead(model, null);
        var found = await model.ReadAsync([key], alias, async, cancellation);
        return found.Count > 0 ? found[0] : throw new DoesNotExistException($"{model.Name} matching query does not exist.");
    }
}
