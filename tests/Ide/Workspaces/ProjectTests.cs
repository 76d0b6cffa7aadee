using Quintet.Ide;

namespace IdeTests.Workspaces;

public class ProjectTests
{
    [Fact]
    public void A_project_is_a_folder_with_settings()
    {
        var fixture = Fixture.Read("""
            // file: shop/shop.csproj
            // file: shop/Settings.cs
            public partial class Settings : Quintet.Conf.Settings { }
            // file: blog/blog.csproj
            // file: blog/Base.cs
            using Quintet.Conf; namespace Blog; public abstract class BaseSettings : Settings { }
            // file: blog/Live.cs
            namespace Blog; public class LiveSettings : BaseSettings { }
            // file: tool/tool.csproj
            // file: tool/Settings.cs
            namespace Tool; class Settings { } class MySettings : Settings { }
            // file: shop/tests/shop.Tests.csproj
            // file: shop/tests/Test.cs
            class Tests { }
            """);
        Assert.Equal(["blog", "shop"], fixture.Snapshot.Projects.Select(project => project.Name).Order());
    }

    [Theory]
    [InlineData("templates/base.html", DocumentKind.Template)]
    [InlineData("Shop/templates/shop/index.html", DocumentKind.Template)]
    [InlineData("Urls.cs", DocumentKind.CSharp)]
    [InlineData("static/css/site.css", DocumentKind.Other)]
    [InlineData("readme.html", DocumentKind.Other)]
    [InlineData("Shop/templates/shop/Code.cs", DocumentKind.Template)]
    public void Files_are_what_their_folder_makes_them(string path, DocumentKind kind)
    {
        var fixture = Fixture.Of($"// file: {path}\n$0");
        Assert.Equal(kind, fixture.Snapshot.GetDocument(fixture.Path)!.Kind);
    }

    [Fact]
    public void A_file_opened_outside_of_every_folder_brings_its_project()
    {
        var files = Fixture.Of("").Files;
        var workspace = new Workspace(new() { Files = files, References = Fixture.References });
        workspace.SetFolders([]);
        Assert.Empty(workspace.Current.Projects);
        workspace.Apply([new FileChange.Opened(Fixture.At("templates/base.html"), "<% url '", 1)]);
        Assert.Equal("mysite", workspace.Current.Projects.Single().Name);
        Assert.Equal(DocumentKind.Template, workspace.Current.GetDocument(Fixture.At("templates/base.html"))!.Kind);
        workspace.Apply([new FileChange.Opened("/elsewhere/page.html", "<% url '", 1)]);
        Assert.Equal(DocumentKind.Other, workspace.Current.GetDocument("/elsewhere/page.html")!.Kind);
    }

    [Fact]
    public void Buffers_count_until_they_are_closed()
    {
        var fixture = Fixture.Of("// file: templates/base.html\nold$0");
        var path = fixture.Path;
        fixture.Edit("templates/base.html", "new");
        fixture.Files[path] = "disk";
        fixture.Workspace.Apply([new FileChange.OnDisk(path)]);
        Assert.Equal("new", fixture.Snapshot.GetDocument(path)!.Text);
        fixture.Workspace.Apply([new FileChange.Closed(path)]);
        Assert.Equal("disk", fixture.Snapshot.GetDocument(path)!.Text);
        Assert.Null(fixture.Snapshot.GetDocument(path)!.Version);
    }

    [Fact]
    public void Files_and_folders_come_and_go_on_disk()
    {
        var fixture = Fixture.Of("");
        var before = fixture.Snapshot;
        fixture.Files[Fixture.At("templates/deep/new.html")] = "x";
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("templates/deep"))]);
        Assert.NotNull(fixture.Snapshot.GetDocument(Fixture.At("templates/deep/new.html")));
        Assert.Null(before.GetDocument(Fixture.At("templates/deep/new.html")));
        fixture.Files.Delete(Fixture.At("templates/deep/new.html"));
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("templates/deep"))]);
        Assert.Null(fixture.Snapshot.GetDocument(Fixture.At("templates/deep/new.html")));
        fixture.Files[Fixture.At("bin/Debug/Urls.cs")] = "class X : Y {}";
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("bin/Debug/Urls.cs"))]);
        Assert.Null(fixture.Snapshot.GetDocument(Fixture.At("bin/Debug/Urls.cs")));
    }

    [Fact]
    public void A_new_project_file_makes_a_project_and_its_removal_ends_it()
    {
        var fixture = Fixture.Of("");
        fixture.Files[Fixture.At("other/other.csproj")] = "";
        fixture.Files[Fixture.At("other/Settings.cs")] = "class Settings : Quintet.Conf.Settings { }";
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("other/Settings.cs")), new FileChange.OnDisk(Fixture.At("other/other.csproj"))]);
        Assert.Equal(["mysite", "other"], fixture.Snapshot.Projects.Select(project => project.Name).Order());
        fixture.Files.Delete(Fixture.At("other/other.csproj"));
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("other/other.csproj"))]);
        Assert.Single(fixture.Snapshot.Projects);
    }

    [Fact]
    public void Command_lines_name_the_project()
    {
        var line = ManageCommands.Compose(Fixture.Of("").Project, "migrate", ["blog"]);
        Assert.Equal((Fixture.Root, "dotnet", "run --project /code/mysite/mysite.csproj -- migrate blog"), (line.Cwd, line.Program, string.Join(' ', line.Args)));
        Assert.Contains("migrate", Assert.Throws<ArgumentException>(() => ManageCommands.Compose(Fixture.Of("").Project, "flush")).Message);
    }
}
