using System.Reflection;
using System.Text.Json;

namespace Quintet.Conf;

/// <summary>
/// What <c>dotnet user-secrets set NAME VALUE</c> keeps of a project outside of its folder, in the user's own: secrets of a developer's machine. The project says its id (<c>dotnet user-secrets init</c>), which the build writes into the assembly.
/// </summary>
internal static class UserSecrets
{
    /// <summary>The name of the assembly's metadata that holds the id.</summary>
    public const string Metadata = "UserSecretsId";

    /// <summary>The secret's text; null where there is none of that name.</summary>
    /// <param name="project">The project's assembly.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="variable">Gives environment variables, which say where the user's folder is.</param>
    /// <exception cref="ImproperlyConfigured">The file cannot be read.</exception>
    public static string? Find(Assembly project, string name, Func<string, string?> variable)
    {
        if (project.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == Metadata)?.Value is not { Length: > 0 } id) return null;
        var file = variable("APPDATA") is { Length: > 0 } data ? Path.Combine(data, "Microsoft", "UserSecrets", id, "secrets.json")
            : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".microsoft", "usersecrets", id, "secrets.json")
            : null;
        if (file is null || !File.Exists(file)) return null;
        try
        {
            // The tool writes comments and trailing commas as people leave them there.
            using var json = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
        }
        catch (JsonException exception)
        {
            throw new ImproperlyConfigured($"The user secrets in {file} are no JSON: {exception.Message} Mend the file, or write them anew with dotnet user-secrets set.");
        }
    }
}
