namespace Quintet.Reading.Models;

/// <summary>An app as its <c>AppConfig</c> declares it.</summary>
/// <param name="Name">The class's name: <c>BlogApp</c>.</param>
/// <param name="FullName">With its namespace: <c>Blog.BlogApp</c>.</param>
/// <param name="Namespace">The app owns all types in it and below it.</param>
/// <param name="Label">As overridden with a constant, else from the class's name; null where the override is no constant.</param>
/// <param name="Path">The file that declares the class; its folder is the app's.</param>
/// <param name="Accessibility">Of the class.</param>
/// <param name="IsPartial">Whether the rest can be generated.</param>
/// <param name="Location">Of the class's name.</param>
public sealed record AppDeclaration(
    string Name,
    string FullName,
    string Namespace,
    string? Label,
    string Path,
    string Accessibility,
    bool IsPartial,
    SourceLocation? Location)
{
    /// <summary>Whether the label is that of a class that says none: its name without "App", in snake_case.</summary>
    public bool HasUsualLabel => Label == UsualLabel(Name);

    /// <summary>As <c>AppConfig.Label</c> does it.</summary>
    internal static string UsualLabel(string name) =>
        SnakeCaseRule.Convert(name.Length > 3 && name.EndsWith("App", StringComparison.Ordinal) ? name.Substring(0, name.Length - 3) : name);

    /// <summary>The app that owns a namespace: the one whose own is its longest prefix; null where there is none.</summary>
    public static AppDeclaration? Owner(string space, IEnumerable<AppDeclaration> apps)
    {
        AppDeclaration? owner = null;
        foreach (var app in apps)
        {
            if (app.Owns(space) && (owner is null || app.Namespace.Length > owner.Namespace.Length)) owner = app;
        }

        return owner;
    }

    private bool Owns(string space) => Namespace.Length == 0 || space == Namespace
        || (space.Length > Namespace.Length && space[Namespace.Length] == '.' && space.StartsWith(Namespace, StringComparison.Ordinal));
}
