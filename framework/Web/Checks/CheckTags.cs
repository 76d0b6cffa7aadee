namespace Quintet.Checks;

/// <summary>The tags of the framework's own checks.</summary>
public static class CheckTags
{
    public const string Commands = "commands";
    public const string Database = "database";
    public const string Models = "models";
    public const string Security = "security";
    public const string Settings = "settings";
    public const string StaticFiles = "staticfiles";
    public const string Templates = "templates";
    public const string Translation = "translation";
    public const string Urls = "urls";
}
