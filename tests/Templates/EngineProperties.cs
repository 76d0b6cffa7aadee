using Quintet.Templates;
using Quintet.Templates.Syntax;
using TemplatesTests.Syntax;

namespace TemplatesTests;

public sealed class EngineProperties : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-templates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Whatever the text: it compiles, or there is a syntax error, and the check knows which.</summary>
    [ManyCases(Arbitrary = [typeof(TemplateTexts)])]
    public void TheCheckAndTheEngineAgree(string text)
    {
        var errors = TemplateCheck.Run(TemplateTree.Parse(text)).Where(error => error.IsFatal).ToList();
        try
        {
            new Engine(new()).FromString(text);
            Assert.Empty(errors);
        }
        catch (TemplateSyntaxException exception)
        {
            Assert.Equal(errors, exception.Errors);
            Assert.NotEmpty(errors);
        }
    }

    /// <summary>With pauses comes out what comes out without.</summary>
    [ManyCases(Arbitrary = [typeof(TemplateTexts)])]
    public void BothWaysOfRenderingAgree(string text)
    {
        if (TemplateCheck.Run(TemplateTree.Parse(text)).Any(error => error.IsFatal)) return;
        var template = Render.Engine(("main", text)).GetTemplate("main");
        var (expected, error) = Try(context => template.Render(context));
        var (actual, other) = Try(context => template.RenderAsync(context).GetAwaiter().GetResult());
        Assert.Equal((expected, error), (actual, other));

        static (string? Text, string? Error) Try(Func<RenderContext, string> render)
        {
            try
            {
                return (render(RenderContext.From(new { x = new[] { 1, 2 }, a = "b" })), null);
            }
            catch (TemplateException exception)
            {
                return (null, exception.Message);
            }
        }
    }

    /// <summary>A compiled template renders, or fails with a place in it.</summary>
    [ManyCases(Arbitrary = [typeof(TemplateTexts)])]
    public void RenderingFailsWithAPlace(string text)
    {
        if (TemplateCheck.Run(TemplateTree.Parse(text)).Any(error => error.IsFatal)) return;
        try
        {
            Render.Engine(("main", text)).GetTemplate("main").Render(RenderContext.From(new { x = new[] { 1, 2 }, a = "b" }));
        }
        catch (TemplateException exception)
        {
            Assert.Equal("main", exception.TemplateName);
            Assert.True(exception.Line > 0);
        }
    }

    /// <summary>A template that was just compiled, one from the cache, one from a file and one from a printed tree all show the same.</summary>
    [ManyCases(Arbitrary = [typeof(RandomTemplates)])]
    public void WhereATemplateComesFromMakesNoDifference(TemplateProject project)
    {
        var engine = new Engine(Render.Options() with { Loaders = [new MemoryLoader(project.Files)] });
        var fresh = Shown(engine);
        Assert.Equal(fresh, Shown(engine));

        foreach (var (name, text) in project.Files) File.WriteAllText(Path.Combine(_folder, name), text);
        Assert.Equal(fresh, Shown(new(Render.Options() with { Loaders = [new FileSystemLoader([_folder])] })));

        var printed = project.Files.ToDictionary(file => file.Key, file => TemplateTree.Parse(file.Value).ToString());
        Assert.Equal(fresh, Shown(new(Render.Options() with { Loaders = [new MemoryLoader(printed)] })));
    }

    /// <summary>The page, or what is wrong with a value that a filter cannot take.</summary>
    private static string Shown(Engine engine)
    {
        var template = engine.GetTemplate("main.html");
        try
        {
            return template.Render(Model());
        }
        catch (TemplateRenderException exception)
        {
            return $"{exception.TemplateName} {exception.Line} {exception.InnerException!.Message}";
        }
    }

    private static RenderContext Model()
    {
        var book = new { id = 7, Title = "Fish & <chips>", price = 12.50m, published = new DateTime(2026, 2, 3, 16, 5, 0) };
        return RenderContext.From(new
        {
            title = "A \"title\"",
            book,
            books = new[] { book, book },
            numbers = new[] { 1, 2, 3 },
            empty = Array.Empty<string>(),
            entries = new Dictionary<string, object?> { ["key"] = "'value'" },
            flag = true,
        });
    }
}
