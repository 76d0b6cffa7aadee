using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A folder that settings name.</summary>
/// <param name="Path">With <c>/</c>: relative to the project's folder (<c>BaseDir / "templates"</c> is <c>templates</c>), or absolute.</param>
/// <param name="Span">The expression.</param>
public sealed record FolderReference(string Path, TextSpan Span);

/// <summary>One template engine of <c>Templates</c>.</summary>
/// <param name="EngineType">The class, as written.</param>
/// <param name="Dirs">Its folders, in their order.</param>
/// <param name="AppDirs">Whether the <c>templates</c> folders of the apps are searched too.</param>
/// <param name="TagDelimiters">The value given to it, without its type (<c>Django</c>); null for the default.</param>
public sealed record TemplateEngineFact(TypeReference? EngineType, EquatableArray<FolderReference> Dirs, bool AppDirs, string? TagDelimiters)
{
    /// <summary>Tag libraries under names of the project's choice.</summary>
    public EquatableArray<(string Name, TypeReference Type)> Libraries { get; init; }

    /// <summary>Tag libraries that are always there.</summary>
    public EquatableArray<TypeReference> Builtins { get; init; }

    /// <summary>The names of the methods that give every template further variables; null where it says nothing about them.</summary>
    public EquatableArray<string>? ContextProcessors { get; init; }

    /// <summary>Whether all of these could be read.</summary>
    public bool AreLibrariesKnown { get; init; } = true;

    /// <summary>Whether templates may come from elsewhere than the folders.</summary>
    public bool HasLoaders { get; init; }
}

/// <summary>
/// What one declaration of a settings class assigns. A member is null where it assigns nothing to that setting; the name of a
/// setting is in <see cref="Dynamic"/> where its value cannot be read from the source.
/// </summary>
public sealed record SettingsFact
{
    public TypeReference? RootUrlConf { get; init; }

    public EquatableArray<TypeReference>? InstalledApps { get; init; }

    public EquatableArray<TemplateEngineFact>? Templates { get; init; }

    public EquatableArray<FolderReference>? StaticFilesDirs { get; init; }

    public StringFact? StaticUrl { get; init; }

    /// <summary>The class of the database that everything uses which names none: <c>Databases["default"] = new Sqlite(…)</c>.</summary>
    public string? Database { get; init; }

    /// <summary>The settings that hold what may be the label of a model: <c>AuthUserModel = "members.Member"</c>.</summary>
    public EquatableArray<(string Setting, string Label)> Labels { get; init; }

    /// <summary>The settings that are computed.</summary>
    public EquatableArray<string> Dynamic { get; init; }

    public bool IsDynamic(string setting)
    {
        foreach (var name in Dynamic)
        {
            if (name == setting) return true;
        }

        return false;
    }
}
