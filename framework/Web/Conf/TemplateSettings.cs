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
}

/// <summary>The delimiters of tags.</summary>
public enum TagDelimiters
{
    /// <summary><c>&lt;% %&gt;</c> and <c>{% %}</c>.</summary>
    Both,

    /// <summary>Only <c>{% %}</c>, for folders whose files have <c>&lt;%</c> of their own.</summary>
    Django,
}
