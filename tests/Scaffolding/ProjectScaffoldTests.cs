using System.Xml.Linq;
using Quintet.Scaffolding;

namespace ScaffoldingTests;

public sealed class ProjectScaffoldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-scaffold-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_project_has_the_files_of_the_guide()
    {
        var project = Create("mysite");

        Assert.Equal(
            [
                ".gitignore", "Manage.cs", "Settings.cs", "Urls.cs", "mysite.csproj", "mysite.sln", "static/css/site.css", "templates/base.html",
                "tests/ProjectTests.cs", "tests/mysite.Tests.csproj",
            ],
            Files(project));
        Assert.DoesNotContain("{{", File.ReadAllText(Path.Combine(project, "Settings.cs")));
        Assert.Contains("<PackageReference Include=\"Quintet\" Version=\"1.2.3\" />", File.ReadAllText(Path.Combine(project, "mysite.csproj")));
        Assert.Contains("<PackageReference Include=\"Quintet.Shell\" Version=\"1.2.3\" PrivateAssets=\"all\" />", File.ReadAllText(Path.Combine(project, "mysite.csproj")));
        // dotnet publish takes the solution that lies beside the project.
        Assert.Contains("<IsPublishable>false</IsPublishable>", File.ReadAllText(Path.Combine(project, "tests", "mysite.Tests.csproj")));
        foreach (var file in Directory.EnumerateFiles(project, "*.csproj", SearchOption.AllDirectories)) XDocument.Load(file);
        Assert.Contains("<% block content %><% endblock %>", File.ReadAllText(Path.Combine(project, "templates", "base.html")));
        Assert.Contains("<title><% block title %>mysite<% endblock %></title>", File.ReadAllText(Path.Combine(project, "templates", "base.html")));
    }

    [Fact]
    public void The_solution_names_both_projects_with_two_ids()
    {
        var solution = File.ReadAllText(Path.Combine(Create("mysite"), "mysite.sln"));

        Assert.Contains("\"mysite\", \"mysite.csproj\"", solution);
        Assert.Contains("\"mysite.Tests\", \"tests\\mysite.Tests.csproj\"", solution);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Matches(solution, @"\{[0-9A-F-]{36}\}\.Debug\|Any CPU\.Build\.0").Select(match => match.Value).Distinct().Count());
    }

    [Fact]
    public void Each_project_has_a_key_of_its_own() => Assert.NotEqual(
        File.ReadAllText(Path.Combine(Create("one"), "Settings.cs")).Replace("one", "two"), File.ReadAllText(Path.Combine(Create("two"), "Settings.cs")));

    [Fact]
    public void A_local_package_source_is_written_escaped_and_only_where_it_is_given()
    {
        var project = ProjectScaffold.Create("mysite", new() { Folder = _folder, PackageVersion = "1.2.3", PackageSource = "/tmp/a&b" });

        var source = XDocument.Load(Path.Combine(project, "nuget.config")).Descendants("add").Single();
        Assert.Equal("/tmp/a&b", source.Attribute("value")!.Value);
        Assert.False(File.Exists(Path.Combine(Create("other"), "nuget.config")));
    }

    [Theory]
    [InlineData("my-site", "not a valid project name")]
    [InlineData("1site", "not a valid project name")]
    [InlineData("", "You must provide a project name")]
    [InlineData("../escape", "not a valid project name")]
    [InlineData("a/b", "not a valid project name")]
    [InlineData("class", "a word of C#")]
    [InlineData("system", "a meaning of its own")]
    [InlineData("Quintet", "a meaning of its own")]
    [InlineData("tests", "a meaning of its own")]
    public void A_name_that_cannot_be_is_refused(string name, string reason)
    {
        Assert.Contains(reason, Assert.Throws<ScaffoldException>(() => Create(name)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void An_existing_folder_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mysite"));

        Assert.Contains("already exists", Assert.Throws<ScaffoldException>(() => Create("mysite")).Message);
        Assert.Equal(["mysite"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "mysite")));
    }

    [Fact]
    public void An_app_has_its_files_and_is_installed()
    {
        var project = Create("mysite");

        var result = AppScaffold.Create("blog", project);

        Assert.Equal(
            ["Apps.cs", "Migrations/.gitkeep", "Models.cs", "Urls.cs", "Views.cs", "static/blog/.gitkeep", "templates/blog/index.html"],
            Files(Path.Combine(project, "Blog")));
        Assert.Equal("Path(\"blog/\", Include<Blog.Urls>()),", result.IncludeLine);
        Assert.Null(result.InstalledAppsLine);
        Assert.Contains("InstalledApps = [typeof(Blog.BlogApp)];", File.ReadAllText(Path.Combine(project, "Settings.cs")));
        Assert.Contains("namespace Blog;", File.ReadAllText(Path.Combine(project, "Blog", "Models.cs")));
        Assert.StartsWith("<% extends \"base.html\" %>\n", File.ReadAllText(Path.Combine(project, "Blog", "templates", "blog", "index.html")));
        Assert.True(File.Exists(Path.Combine(project, "tests", "BlogTests.cs")));
        AppScaffold.Create("my_shop", project);
        Assert.Contains("InstalledApps = [typeof(Blog.BlogApp), typeof(MyShop.MyShopApp)];", File.ReadAllText(Path.Combine(project, "Settings.cs")));
        Assert.Contains("Label => \"my_shop\"", File.ReadAllText(Path.Combine(project, "MyShop", "Apps.cs")));
    }

    [Fact]
    public void Without_a_base_template_the_apps_page_stands_alone()
    {
        var project = Create("mysite");
        File.Delete(Path.Combine(project, "templates", "base.html"));

        AppScaffold.Create("blog", project);

        Assert.StartsWith("<!doctype html>\n", File.ReadAllText(Path.Combine(project, "Blog", "templates", "blog", "index.html")));
    }

    [Fact]
    public void Without_a_list_of_apps_the_line_to_add_is_given()
    {
        var project = Create("mysite");
        var settings = Path.Combine(project, "Settings.cs");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("InstalledApps = []", "InstalledApps = Apps()"));
        var before = File.ReadAllText(settings);

        Assert.Equal("typeof(Blog.BlogApp)", AppScaffold.Create("blog", project).InstalledAppsLine);
        Assert.Equal(before, File.ReadAllText(settings));
    }

    [Theory]
    [InlineData("blog")]
    [InlineData("Blog")]
    [InlineData("BLOG")]
    public void A_second_app_of_the_name_is_refused(string name)
    {
        var project = Create("mysite");
        AppScaffold.Create("blog", project);
        var before = Files(project);

        Assert.Contains("already exists", Assert.Throws<ScaffoldException>(() => AppScaffold.Create(name, project)).Message);
        Assert.Equal(before, Files(project));
    }

    [Fact]
    public void Outside_a_project_nothing_is_made()
    {
        Assert.Contains("There is no project", Assert.Throws<ScaffoldException>(() => AppScaffold.Create("blog", _folder)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private string Create(string name) => ProjectScaffold.Create(name, new() { Folder = _folder, PackageVersion = "1.2.3" });
}
