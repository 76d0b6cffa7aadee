using FsCheck.Xunit;
using Quintet.Templates;
using Quintet.Templates.Syntax;
using TemplatesTests.Syntax;

namespace TemplatesTests;

[Properties(Arbitrary = [typeof(TemplateTexts)], MaxTest = 1000)]
public class EngineProperties
{
    /// <summary>Whatever the text: it compiles, or there is a syntax error, and the check knows which.</summary>
    [Property]
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

    /// <summary>A compiled template renders, or fails with a place in it.</summary>
    [Property]
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
}
