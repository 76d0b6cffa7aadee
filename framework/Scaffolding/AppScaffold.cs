namespace Quintet.Scaffolding;

/// <summary>What <c>startapp</c> did.</summary>
/// <param name="Folder">The app's folder.</param>
/// <param name="IncludeLine">The line to add to the project's <c>Urls.cs</c>.</param>
/// <param name="InstalledAppsLine">The entry for <c>InstalledApps</c>; null where it was added.</param>
public sealed record AppResult(string Folder, string IncludeLine, string? InstalledAppsLine);

/// <summary><c>dotnet run startapp blog</c>.</summary>
public static class AppScaffold
{
    /// <summary>Writes an app into a project and adds it to <c>InstalledApps</c>.</summary>
    /// <param name="name"><c>blog</c>, <c>Blog</c>, <c>my_shop</c>: the folder and namespace become <c>Blog</c>, <c>MyShop</c>.</param>
    /// <param name="projectFolder">The folder of the project's <c>.csproj</c>.</param>
    /// <exception cref="ScaffoldException">The name cannot be used, or it is no project's folder; nothing was written.</exception>
    public static AppResult Create(string name, string projectFolder)
    {
        if (ScaffoldNames.Refuse(name, "app") is { } reason) throw new ScaffoldException(reason);
        projectFolder = Path.GetFullPath(projectFolder);
        if (!Directory.EnumerateFiles(projectFolder, "*.csproj").Any())
        {
            throw new ScaffoldException($"There is no project (*.csproj) in {projectFolder}. Run this command in the project's folder; nothing was written.");
        }

        var ns = ScaffoldNames.ToPascalCase(name);
        var label = Names.ToSnakeCase(ns);
        // Also in other letters: on some file systems it would be the same folder.
        if (Directory.EnumerateFileSystemEntries(projectFolder).FirstOrDefault(path => string.Equals(Path.GetFileName(path), ns, StringComparison.OrdinalIgnoreCase)) is { } existing)
        {
            throw new ScaffoldException($"'{existing}' already exists. Choose another name for the app, or remove it first; nothing was written.");
        }

        var testsFolder = Path.Combine(projectFolder, "tests");
        var testFile = Path.Combine(testsFolder, ns + "Tests.cs");
        if (File.Exists(testFile)) throw new ScaffoldException($"'{testFile}' already exists. Choose another name for the app, or remove it first; nothing was written.");
        var values = new Dictionary<string, object?>
        {
            ["namespace"] = ns,
            ["label"] = label,
            ["title"] = char.ToUpperInvariant(label[0]) + label[1..].Replace('_', ' '),
            ["example"] = ns == "Post" ? "Entry" : "Post",
            ["has_base"] = File.Exists(Path.Combine(projectFolder, "templates", "base.html")),
        };
        var folder = Path.Combine(projectFolder, ns);
        using (var staged = new StagedFolder(folder))
        {
            foreach (var file in new[] { "Apps.cs", "Models.cs", "Urls.cs", "Views.cs" }) staged.Write(file, TemplateStore.Render("app/" + file, values));
            staged.Write($"templates/{label}/index.html", TemplateStore.Render("app/templates/index.html", values));
            // Git keeps no empty folders.
            staged.Write($"static/{label}/.gitkeep", "");
            staged.Write("Migrations/.gitkeep", "");
            staged.Commit();
        }

        if (Directory.Exists(testsFolder)) File.WriteAllText(testFile, TemplateStore.Render("app/tests/AppTests.cs", values));
        var entry = $"typeof({ns}.{ns}App)";
        var added = InstalledAppsEditor.AddToProject(projectFolder, entry);
        return new(folder, $"Path(\"{label.Replace('_', '-')}/\", Include<{ns}.Urls>()),", added ? null : entry);
    }
}
