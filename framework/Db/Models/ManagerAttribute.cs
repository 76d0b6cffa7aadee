namespace Quintet.Db;

/// <summary>
/// On a model: a manager of the app's own. <c>[Manager&lt;BookManager&gt;]</c> takes the place of <c>Book.Objects</c>,
/// <c>[Manager&lt;PublishedBooks&gt;("Published")]</c> is <c>Book.Published</c> beside it. The class derives from <see cref="Manager{T}"/> of the
/// model and has a constructor with the model's metadata: <c>class BookManager(ModelMeta&lt;Book&gt; model) : Manager&lt;Book&gt;(model)</c>.
/// </summary>
/// <typeparam name="TManager">The manager's class.</typeparam>
/// <param name="name">The property's name on the model.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ManagerAttribute<TManager>(string name = "Objects") : Attribute
    where TManager : class
{
    public string Name { get; } = name;
}

/// <summary>
/// The same with a generic class, which each model that derives from this one has for itself: <c>[Manager(typeof(PublishedPosts&lt;&gt;), "Published")]</c>
/// on an abstract base, with <c>class PublishedPosts&lt;T>(ModelMeta&lt;T> model) : Manager&lt;T>(model) where T : Post</c>.
/// </summary>
/// <param name="type">The manager's class; an open generic one is closed over the model.</param>
/// <param name="name">The property's name on the model.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ManagerAttribute(Type type, string name = "Objects") : Attribute
{
    public Type Type { get; } = type;

    public string Name { get; } = name;
}
