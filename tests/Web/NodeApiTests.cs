using Quintet.Templates;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace WebTests;

/// <summary>The example of docs/templates.md: a tag with the public API alone, in an assembly that sees nothing else of the engine.</summary>
public class NodeApiTests
{
    #region docs
    /// <summary><c>tabs items as name … separator … endtabs</c>: its content for each item, with something in between.</summary>
    private sealed class TabsNode(Expression items, string variable, NodeList content, NodeList? separator) : RenderNode
    {
        public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
        {
            if (tag.Arguments.Count != 3 || tag.Arguments[1].Text != "as") throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' is written: tabs items as name.", "items as name");
            return new TabsNode(
                compiler.CompileWhole(tag.Arguments[0]),
                compiler.Name(tag.Arguments[2].Text),
                compiler.CompileNodes(block!.Branches[0].Children),
                block.Branches.Count > 1 ? compiler.CompileNodes(block.Branches[1].Children) : null);
        }

        public override void Render(RenderContext context)
        {
            // A node is shared by all renderings; what it keeps belongs into the context.
            var seen = context.GetState(this, () => new List<object?>());
            var scope = context.Push();
            try
            {
                foreach (var item in (IEnumerable<object?>?)items.Resolve(context, missingIsNull: true) ?? [])
                {
                    if (seen.Count > 0) separator?.Render(context);
                    seen.Add(item);
                    context.Set(variable, item);
                    context.Write("<li>");
                    context.WriteValue(item);
                    context.Write(": ");
                    content.Render(context);
                    context.Write("</li>");
                }
            }
            finally
            {
                context.Pop(scope);
            }
        }
    }

    private static readonly TagLibrary Tabs = new(
        "tabs",
        [new TagInfo("tabs", "tabs items as name", "Its content for each item.") { EndTag = "endtabs", Branches = ["separator"], Compile = TabsNode.Compile }],
        [new FilterInfo("twice", "value|twice", "Two of them.") { TakesText = true, KeepsSafe = true, Apply = static (in Quintet.Templates.Filters.FilterInput input) => input.Text + input.Text }]);
    #endregion

    private static string Render(string text, object model) => new Engine(new() { Libraries = [Tabs] }).FromString("{% load tabs %}" + text).Render(RenderContext.From(model));

    [Fact]
    public void A_tag_reads_its_arguments_and_renders_its_content()
    {
        var model = new { items = new[] { "a", "<" } };
        Assert.Equal("<li>a: [a]</li>, <li>&lt;: [&lt;]</li>()", Render("{% tabs items as x %}[{{ x }}]{% separator %}, {% endtabs %}({{ x }})", model));
        Assert.Equal("", Render("{% tabs none as x %}x{% endtabs %}", model));
        // The state is one rendering's.
        var template = new Engine(new() { Libraries = [Tabs] }).FromString("{% load tabs %}{% tabs items as x %}{% separator %}, {% endtabs %}");
        Assert.Equal(template.Render(RenderContext.From(model)), template.Render(RenderContext.From(model)));
    }

    [Fact]
    public void A_filter_gets_text_and_keeps_it_safe() => Assert.Equal("&lt;&lt; <<", Render("{{ x|twice }} {{ '<'|twice }}", new { x = "<" }));

    [Theory]
    [InlineData("{% tabs items %}{% endtabs %}", "'tabs' is written: tabs items as name.", 16)]
    [InlineData("{% tabs items|nope as x %}{% endtabs %}", "Invalid filter: 'nope'", 30)]
    [InlineData("{% tabs items as x %}{{ x|nope }}{% endtabs %}", "Invalid filter: 'nope'", 42)]
    [InlineData("{% tabs items as x %}", "Unclosed tag 'tabs'. Looking for one of: separator, endtabs.", 16)]
    public void Mistakes_have_their_place(string text, string message, int column)
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => Render(text, new { }));
        Assert.StartsWith(message, exception.Problem);
        Assert.Equal(column, exception.Column);
    }
}
