using Quintet.Templates;

namespace TemplatesTests;

public class LoaderTests
{
    [Fact]
    public void TheFirstFolderWins()
    {
        using var project = new TemporaryFolder();
        using var app = new TemporaryFolder();
        project.Write("a.html", "project");
        app.Write("a.html", "app");
        app.Write("shop/b.html", "{% include 'a.html' %}!");
        var engine = new Engine(new() { Loaders = [new FileSystemLoader([project.Path, app.Path])] });
        Assert.Equal("project!", engine.GetTemplate("shop/b.html").Render(new()));
        Assert.Equal(Path.Combine(app.Path, "shop/b.html"), engine.GetTemplate("shop/b.html").Path);
    }

    [Theory]
    [InlineData("../secret.html")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../secret.html")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void ANameDoesNotLeadOut(string name)
    {
        using var outer = new TemporaryFolder();
        outer.Write("secret.html", "secret");
        outer.Write("templates/a/x.html", "x");
        var engine = new Engine(new() { Loaders = [new FileSystemLoader([Path.Combine(outer.Path, "templates")])] });
        Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate(name));
    }

    [Fact]
    public void InDebugAChangedFileIsReadAgain()
    {
        using var folder = new TemporaryFolder();
        using var later = new TemporaryFolder();
        later.Write("base.html", "1{% block a %}{% endblock %}");
        later.Write("main.html", "{% extends 'base.html' %}{% block a %}a{% endblock %}");
        foreach (var debug in new[] { true, false })
        {
            var engine = new Engine(new() { Debug = debug, Loaders = [new FileSystemLoader([folder.Path, later.Path])] });
            later.Write("base.html", "1{% block a %}{% endblock %}");
            Assert.Equal("1a", engine.GetTemplate("main.html").Render(new()));
            Assert.Same(engine.GetTemplate("main.html"), engine.GetTemplate("main.html"));
            later.Write("base.html", "22{% block a %}{% endblock %}");
            Assert.Equal(debug ? "22a" : "1a", engine.GetTemplate("main.html").Render(new()));
            folder.Write("base.html", "new{% block a %}{% endblock %}");
            Assert.Equal(debug ? "newa" : "1a", engine.GetTemplate("main.html").Render(new()));
            File.Delete(Path.Combine(folder.Path, "base.html"));
            Assert.Equal(debug ? "22a" : "1a", engine.GetTemplate("main.html").Render(new()));
        }
    }

    [Fact]
    public void TemplatesOfAPackageAreEmbedded()
    {
        var loader = new EmbeddedLoader(typeof(LoaderTests).Assembly, "Shop/templates");
        var engine = new Engine(new() { Debug = true, Loaders = [loader] });
        Assert.Equal("embedded card", engine.GetTemplate("shop/page.html").Render(new()));
        Assert.Same(engine.GetTemplate("shop/page.html"), engine.GetTemplate("shop/page.html"));
        Assert.Equal(["shop/_card.html", "shop/page.html"], loader.Names().Order());
        var exception = Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("shop/pge.html"));
        Assert.Equal(["Quintet.Templates.Tests!Shop/templates/shop/pge.html (embedded)"], exception.Tried);
        Assert.Contains("Did you mean 'shop/page.html'?", exception.Message);
    }

    [Fact]
    public void AnAppsFolderWinsOverWhatIsEmbedded()
    {
        using var project = new TemporaryFolder();
        var engine = new Engine(new() { Debug = true, Loaders = [new AppDirectoriesLoader([new ShopApp()], project.Path)] });
        Assert.Equal("embedded card", engine.GetTemplate("shop/page.html").Render(new()));
        project.Write("Shop/templates/shop/_card.html", "own");
        Assert.Equal("embedded own", engine.GetTemplate("shop/page.html").Render(new()));
        project.Write("Shop/templates/shop/page.html", "{% extends 'shop/page.html' %}");
        Assert.Equal("embedded own", engine.GetTemplate("shop/page.html").Render(new()));
        File.Delete(Path.Combine(project.Path, "Shop/templates/shop/_card.html"));
        Assert.Equal("embedded card", engine.GetTemplate("shop/page.html").Render(new()));
    }

    [Fact]
    public void ACachedLoaderLooksOnce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.html", "one");
        var cached = new CachedLoader([new FileSystemLoader([folder.Path])]);
        var engine = new Engine(new() { Debug = true, Loaders = [cached] });
        Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("b.html"));
        Assert.Equal("one", engine.GetTemplate("a.html").Render(new()));
        folder.Write("a.html", "two!");
        folder.Write("b.html", "b");
        Assert.Equal("one", engine.GetTemplate("a.html").Render(new()));
        Assert.NotEmpty(Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("b.html")).Tried);
        cached.Reset();
        Assert.Equal("b", engine.GetTemplate("b.html").Render(new()));
    }

    [Fact]
    public void ALoaderHasDelimitersOfItsOwn()
    {
        var engine = new Engine(new()
        {
            Loaders =
            [
                new MemoryLoader(new Dictionary<string, string> { ["legacy"] = "<%= script %>{% if 1 %}{% include 'new' %}{% endif %}" }) { Delimiters = Quintet.Templates.Syntax.TagDelimiters.Django },
                new MemoryLoader(new Dictionary<string, string> { ["new"] = "<% if 1 %>new<% endif %>" }),
            ],
        });
        Assert.Equal("<%= script %>new", engine.GetTemplate("legacy").Render(new()));
    }

    private sealed class ShopApp : Quintet.Apps.AppConfig
    {
        public override string SourcePath => "Shop";
    }

    [Fact]
    public void ManyThreadsMayRenderOneTemplate()
    {
        var engine = Render.Engine(("base", "{% block a %}{% endblock %}"), ("main", "{% extends 'base' %}{% block a %}{% for x in list %}{% cycle 'a' 'b' %}{{ x }}{% endfor %}{{ block.super }}{% endblock %}"));
        Parallel.For(0, 200, i => Assert.Equal($"a{i}b{i + 1}", engine.GetTemplate("main").Render(RenderContext.From(new { list = new[] { i, i + 1 } }))));
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("quintet-templates-").FullName;

    public void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
