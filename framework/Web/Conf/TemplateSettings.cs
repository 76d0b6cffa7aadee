using Quintet.Http;
using Quintet.Templates;

namespace Quintet.Conf;

/// <summary>A folder set with its template engine: an entry of <see cref="Settings.Templates"/>.</summary>
public abstract class TemplateBackend
{
    /// <summary>Folders, searched in this order before those of the apps.</summary>
    public List<ProjectPath> Dirs { get; init; } = [];

    /// <summary>Whether the <c>templates</c> folder of each installed app is searched, too.</summary>
    public bool AppDirs { get; init; }
}

/// <summary>Quintet's own template language, which is Django's.</summary>
public sealed class QuintetTemplates : TemplateBackend
{
    /// <summary>Which delimiters mark a tag in these folders.</summary>
    public TagDelimiters TagDelimiters { get; init; } = TagDelimiters.Both;

    /// <summary>
    /// Methods that give every template of these folders variables: <c>static object Cart(HttpRequest request)</c>, an object or a dictionary.
    /// They are called when a template first names a variable that the view did not give, each once in a rendering. What the view gives
    /// wins; of two methods the later one.
    /// </summary>
    public IReadOnlyList<Func<HttpRequest, object?>> ContextProcessors { get; init; } = [Conf.ContextProcessors.Debug, Conf.ContextProcessors.Request, Conf.ContextProcessors.Auth];

    /// <summary>Tag libraries under names of the project's choice, installed or not: <c>["extras"] = typeof(ShopExtras)</c>.</summary>
    public IReadOnlyDictionary<string, Type> Libraries { get; init; } = new Dictionary<string, Type>();

    /// <summary>Tag libraries that are always there, without <c>load</c>.</summary>
    public IReadOnlyList<Type> Builtins { get; init; } = [];

    /// <summary>What is shown for a variable that does not exist; <c>%s</c> in it stands for the variable.</summary>
    public string StringIfInvalid { get; init; } = "";

    /// <summary>Whether values are escaped, unless a template says otherwise.</summary>
    public bool Autoescape { get; init; } = true;

    /// <summary>Where templates come from before the folders are searched.</summary>
    public IReadOnlyList<TemplateLoader> Loaders { get; init; } = [];
}

/// <summary>The delimiters of tags.</summary>
public enum TagDelimiters
{
    /// <summary><c>&lt;% %&gt;</c> and <c>{% %}</c>.</summary>
    Both,

    /// <summary>Only <c>{% %}</c>, for folders whose files have <c>&lt;%</c> of their own.</summary>
    Django,
}
