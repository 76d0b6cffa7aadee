using System.Security.Cryptography;
using System.Text;

namespace Quintet.Scaffolding;

/// <summary>What <c>startproject</c> needs to know besides the name.</summary>
public sealed record ProjectOptions
{
    /// <summary>The folder in which the project's folder is made.</summary>
    public required string Folder { get; init; }

    /// <summary>The version of the package <c>Quintet</c>.</summary>
    public required string PackageVersion { get; init; }

    /// <summary>A folder or feed to restore the package from; a <c>nuget.config</c> is written only where there is one.</summary>
    public string? PackageSource { get; init; }
}

/// <summary><c>quintet startproject mysite</c>.</summary>
public static class ProjectScaffold
{
    private const string KeyLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+*";

    /// <summary>Writes a project that runs.</summary>
    /// <returns>The project's folder.</returns>
    /// <exception cref="ScaffoldException">The name cannot be used, or the folder exists; nothing was written.</exception>
    public static string Create(string name, ProjectOptions options)
    {
        if (ScaffoldNames.Refuse(name, "project") is { } reason) throw new ScaffoldException(reason);
        var target = Path.Combine(Path.GetFullPath(options.Folder), name);
        var values = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["namespace"] = ScaffoldNames.ToPascalCase(name),
            ["version"] = options.PackageVersion,
            ["secret_key"] = RandomNumberGenerator.GetString(KeyLetters, 50),
            ["project_guid"] = GuidOf(name),
            ["tests_guid"] = GuidOf(name + ".Tests"),
            ["package_source"] = options.PackageSource ?? "",
        };
        using var folder = new StagedFolder(target);
        foreach (var template in TemplateStore.Names("project"))
        {
            if (template == "project/nuget.config" && options.PackageSource is null) continue;
            var path = template["project/".Length..];
            var fileName = Path.GetFileName(path);
            if (fileName.StartsWith("name.", StringComparison.Ordinal)) path = Path.Combine(Path.GetDirectoryName(path)!, name + fileName["name".Length..]);
            folder.Write(path, TemplateStore.Render(template, values));
        }

        folder.Commit();
        return target;
    }

    /// <summary>The same for the same name, so that making a project twice gives the same solution.</summary>
    private static string GuidOf(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("quintet:" + name)).AsSpan(0, 16)).ToString("B").ToUpperInvariant();
}
