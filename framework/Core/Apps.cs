namespace Quintet.Apps;

/// <summary>
/// What an assembly declares: models, migrations, views, commands. The source generator writes one per assembly; the
/// runtime starts from it instead of scanning.
/// </summary>
/// <remarks>Each layer adds entries of its own type and asks for them with <see cref="OfType{T}"/>.</remarks>
public sealed class Manifest(IReadOnlyList<object> entries)
{
    public static readonly Manifest Empty = new([]);

    public IReadOnlyList<object> Entries { get; } = entries;

    public IEnumerable<T> OfType<T>() => Entries.OfType<T>();
}

/// <summary>
/// An app's label where it is not the usual one, for those who read the assembly without running it. Generated from the constant that
/// <see cref="AppConfig.Label"/> is overridden with.
/// </summary>
/// <param name="app">The <see cref="AppConfig"/>.</param>
/// <param name="label">Its label.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AppLabelAttribute(Type app, string label) : Attribute
{
    public Type App { get; } = app;

    public string Label { get; } = label;
}

/// <summary>
/// What a file of a library with apps declares, in C#, for those who read the assembly without running it: apps, models, URL configurations, tags and filters, without the code of methods. Generated.
/// </summary>
/// <param name="path">The file, relative to the project's folder, with <c>/</c>.</param>
/// <param name="text">The C#.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AppSourceAttribute(string path, string text) : Attribute
{
    public string Path { get; } = path;

    public string Text { get; } = text;
}

/// <summary>
/// An app of a project (Django's <c>AppConfig</c>): models, views, templates and static files under one label. Derived in the app's
/// <c>Apps.cs</c> as a <c>partial</c> class; all types of its namespace, and of the namespaces below it, belong to it.
/// </summary>
public abstract class AppConfig
{
    /// <summary>The short name, unique in the project: first part of the app's table names. By default the class's name without "App", in snake_case.</summary>
    public virtual string Label
    {
        get
        {
            var name = GetType().Name;
            return Names.ToSnakeCase(name.Length > 3 && name.EndsWith("App", StringComparison.Ordinal) ? name[..^3] : name);
        }
    }

    /// <summary>The name for people.</summary>
    public virtual string VerboseName => char.ToUpperInvariant(Label[0]) + Label[1..].Replace('_', ' ');

    /// <summary>
    /// The app's folder, relative to the project's, with <c>/</c> (<c>Blog</c>); its <c>templates</c> and <c>static</c> are looked for
    /// there. Generated.
    /// </summary>
    public virtual string SourcePath => "";

    /// <summary>What the app's assembly declares. Generated.</summary>
    public virtual Manifest Manifest => Manifest.Empty;

    /// <summary>Called once, when all apps are loaded.</summary>
    public virtual void Ready()
    {
    }
}
