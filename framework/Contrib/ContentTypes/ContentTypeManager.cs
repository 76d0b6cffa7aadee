using Quintet.Db.Serialization;

namespace Quintet.Contrib.ContentTypes;

/// <summary>All content types, which fixtures may name: <c>["blog", "book"]</c>. Its verbs are in <see cref="ContentTypeManager"/>, too.</summary>
public sealed class ContentTypeRows(ModelMeta<ContentType> model) : Manager<ContentType>(model), INaturalKeyManager
{
    Model? INaturalKeyManager.GetByNaturalKey(IReadOnlyList<object?> key, string database) =>
        key is [string appLabel, string model] ? ContentTypeCache.ByNameAsync(appLabel, model, database, async: false, default).GetAwaiter().GetResult() : null;
}

/// <summary>
/// The verbs that find content types (Django's <c>ContentTypeManager</c>): <c>ContentType.Objects.GetForModel&lt;Book&gt;()</c>. What was found is
/// remembered as long as the databases are in use.
/// </summary>
public static class ContentTypeManager
{
    extension(Manager<ContentType> manager)
    {
        /// <summary>The content type of a model; where it has none yet, one is made.</summary>
        /// <param name="database">The alias; null: where content types are.</param>
        /// <param name="forConcreteModel">A proxy has that of the model whose rows it shows; false: one of its own.</param>
        public ContentType GetForModel<T>(string? database = null, bool forConcreteModel = true)
            where T : Model => manager.GetForModel(MetaOf<T>(), database, forConcreteModel);

        /// <inheritdoc cref="GetForModel{T}"/>
        public Task<ContentType> GetForModelAsync<T>(string? database = null, bool forConcreteModel = true, CancellationToken cancellation = default)
            where T : Model => manager.GetForModelAsync(MetaOf<T>(), database, forConcreteModel, cancellation);

        /// <inheritdoc cref="GetForModel{T}"/>
        public ContentType GetForModel(ModelMeta model, string? database = null, bool forConcreteModel = true) =>
            ContentTypeCache.ForModelAsync(forConcreteModel ? model.ConcreteModel : model, database, async: false, default).GetAwaiter().GetResult();

        /// <inheritdoc cref="GetForModel{T}"/>
        public Task<ContentType> GetForModelAsync(ModelMeta model, string? database = null, bool forConcreteModel = true, CancellationToken cancellation = default) =>
            ContentTypeCache.ForModelAsync(forConcreteModel ? model.ConcreteModel : model, database, async: true, cancellation).AsTask();

        /// <summary>The content type of a model that is named: <c>("blog", "book")</c>.</summary>
        /// <exception cref="DoesNotExistException{T}">There is none.</exception>
        public ContentType GetByNaturalKey(string appLabel, string model, string? database = null) =>
            ContentTypeCache.ByNameAsync(appLabel, model, database, async: false, default).GetAwaiter().GetResult() ?? throw Missing();

        /// <inheritdoc cref="GetByNaturalKey"/>
        public async Task<ContentType> GetByNaturalKeyAsync(string appLabel, string model, string? database = null, CancellationToken cancellation = default) =>
            await ContentTypeCache.ByNameAsync(appLabel, model, database, async: true, cancellation) ?? throw Missing();

        /// <summary>The content type with a key.</summary>
        /// <exception cref="DoesNotExistException{T}">There is none.</exception>
        public ContentType GetForId(int id, string? database = null) =>
            ContentTypeCache.ByIdsAsync([id], database, async: false, default).GetAwaiter().GetResult().GetValueOrDefault(id) ?? throw Missing();

        /// <inheritdoc cref="GetForId"/>
        public async Task<ContentType> GetForIdAsync(int id, string? database = null, CancellationToken cancellation = default) =>
            (await ContentTypeCache.ByIdsAsync([id], database, async: true, cancellation)).GetValueOrDefault(id) ?? throw Missing();

        /// <summary>Forgets what was found.</summary>
        public void ClearCache() => Context.Current.Get(Connections.Key).Shared<ContentTypeCache>().Clear();
    }

    private static ModelMeta MetaOf<T>() => Context.Current.Get(ModelRegistry.Key).Find(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T).Name} is no model of the project: is its app in InstalledApps?");

    private static DoesNotExistException<ContentType> Missing() => new("ContentType matching query does not exist.");
}
