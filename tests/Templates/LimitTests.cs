using System.Text;
using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace TemplatesTests;

/// <summary>What is too deep is an error that says where, and never the end of the process.</summary>
public class LimitTests
{
    private static string Nested(string open, string close, int count) => new StringBuilder().Insert(0, open, count).Append('x').Insert(open.Length * count + 1, close, count).ToString();

    [Theory]
    [InlineData("{% if 1 %}", "{% endif %}")]
    [InlineData("{% with a=1 %}", "{% endwith %}")]
    [InlineData("{% for a in b %}", "{% endfor %}")]
    [InlineData("{% spaceless %}", "{% endspaceless %}")]
    public void Blocks_nested_too_deep_are_an_error(string open, string close)
    {
        var text = Nested(open, close, 100_000);
        var exception = Assert.Throws<TemplateSyntaxException>(() => new Engine(new()).FromString(text));
        Assert.Contains("nested more than 200 deep", exception.Problem);
        Assert.Equal(text, TemplateTree.Parse(text).ToString());
        Assert.NotEmpty(TemplateCheck.Run(TemplateTree.Parse(text)));
    }

    [Fact]
    public void As_many_as_are_allowed_are_rendered()
    {
        Assert.Equal("x", Render.Text(Nested("{% if 1 %}", "{% endif %}", 199)));
        Assert.Equal("x", Render.Text(Nested("{% spaceless %}", "{% endspaceless %}", 199)));
    }

    [Theory]
    [InlineData("(not ", 20_000)]
    [InlineData("not ", 100_000)]
    public void A_condition_of_any_depth_is_read(string operators, int count)
    {
        var text = $"{{% if {new StringBuilder().Insert(0, operators, count)}x %}}{{% endif %}}";
        // Either it is fine or it is an error of the template's; a stack overflow would end the tests.
        Assert.NotNull(Record(() => new Engine(new()).FromString(text)));
    }

    [Theory]
    [InlineData("{% include 'main' %}")]
    [InlineData("{% include name %}")]
    [InlineData("{% include './main' %}")]
    [InlineData("{% include 'other' with x=1 only %}")]
    [InlineData("{% for i in list %}{% include 'main' %}{% endfor %}")]
    public async Task A_template_that_includes_itself_without_end_is_an_error(string text)
    {
        var engine = Render.Engine(("main", text), ("other", "{% include 'main' %}{% include 'other' %}"));
        RenderContext Context() => RenderContext.From(new { name = "main", list = new[] { 1 } });
        var exception = Assert.ThrowsAny<TemplateException>(() => engine.GetTemplate("main").Render(Context()));
        Assert.Contains("include one another more than 100 deep", exception.Message);
        Assert.Contains("needs a condition that ends it", exception.Message);
        Assert.True(exception.Message.Length < 2_000, $"{exception.Message.Length} characters");
        await Assert.ThrowsAnyAsync<TemplateException>(() => engine.GetTemplate("main").RenderAsync(Context()));
    }

    [Fact]
    public void A_recursive_template_that_ends_is_fine()
    {
        var tree = new Node("a", [new("b", [new("c", [])]), new("d", [])]);
        Assert.Equal("a(b(c())d())", Render.Several(new { node = tree }, ("main", "{{ node.name }}({% for child in node.children %}{% include 'main' with node=child %}{% endfor %})")));
    }

    [Fact]
    public void A_template_that_extends_itself_is_an_error()
    {
        var exception = Assert.ThrowsAny<TemplateException>(() => Render.Several(new { }, ("main", "{% extends 'main' %}")));
        Assert.Contains("extend", exception.Message);
        exception = Assert.ThrowsAny<TemplateException>(() => Render.Several(new { }, ("main", "{% extends 'a' %}"), ("a", "{% extends 'b' %}"), ("b", "{% extends 'a' %}")));
        Assert.Contains("extend", exception.Message);
    }

    [Fact]
    public void Templates_may_not_extend_one_another_without_end()
    {
        // Each gives a new one: no name comes twice.
        Template? current = null;
        var engine = new Engine(new());
        var count = 0;
        Func<object?> next = () => ++count > 100_000 ? throw new InvalidOperationException("no limit") : current = engine.FromString("{% extends next %}");
        var exception = Assert.ThrowsAny<TemplateException>(() => engine.FromString("{% extends next %}").Render(RenderContext.From(new { next })));
        Assert.Contains("more than 100", exception.Message);
    }

    [Fact]
    public void A_long_chain_of_super_and_of_blocks_within_themselves_ends()
    {
        var exception = Assert.ThrowsAny<TemplateException>(() => Render.Several(new { }, ("base", "{% block a %}{% endblock %}"), ("main", "{% extends 'base' %}{% block a %}{% include 'main' %}{% endblock %}")));
        Assert.Contains("include one another", exception.Message);
    }

    private static object Record(Func<object> action)
    {
        try
        {
            return action();
        }
        catch (TemplateSyntaxException exception)
        {
            return exception;
        }
    }

    public sealed record Node(string Name, IReadOnlyList<Node> Children);
}
