namespace Quintet.Views;

/// <summary>What is known of a view before it runs.</summary>
/// <param name="name"><c>Blog.Views.PostDetail</c>, the class of a class-based one.</param>
/// <param name="attributes">Those of the function and of the class around it, or of the class-based view.</param>
/// <param name="methods">Of a class-based view: those of its methods, by the HTTP method that they answer.</param>
public sealed class ViewInfo(string name, IReadOnlyList<Attribute> attributes, IReadOnlyDictionary<string, IReadOnlyList<Attribute>>? methods = null)
{
    public string Name { get; } = name;

    /// <summary>An attribute of the view as far as it answers that HTTP method; null: it has none.</summary>
    public T? Find<T>(string httpMethod) where T : Attribute =>
        (methods is not null && methods.TryGetValue(httpMethod, out var own) ? Find<T>(own) : null) ?? Find<T>(attributes);

    private static T? Find<T>(IReadOnlyList<Attribute> attributes) where T : Attribute
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i] is T found) return found;
        }

        return null;
    }
}
