using Quintet.Templates.Syntax;

namespace TemplatesTests.Syntax;

public class TreeTests
{
    [Theory]
    [InlineData("{% if a %}x{% elif b %}y{% else %}z{% endif %}", "if(a: 'x')(b: 'y')(: 'z')end")]
    [InlineData("<% if a %>{% for x in y %}{{ x }}<% endfor %>{% endif %}", "if(a: for(x in y: {x})end)end")]
    [InlineData("{% comment %}{% if {{ %}<% endcomment %>", "comment(: '{% if {{ %}')end")]
    [InlineData("{% verbatim a %}{% endverbatim %}{{ x }}{% endverbatim a %}", "verbatim(a: '{% endverbatim %}{{ x }}')end")]
    [InlineData("a{# b #}c<%# d %>", "'a'#'c'#")]
    [InlineData("{{ a\n}}{% if\n%}", "{a}~'\n}}'if()~'\n%}'")]
    [InlineData("{% url 'a b' id=x|default:\"c d\" as u %}", "url('a b' id=x|default:\"c d\" as u)")]
    [InlineData("{% block a %}{% block b %}{% endblock a %}", "block(a: block(b: ))end")]
    [InlineData("{% foo %}{% endfoo %}", "foo()endfoo()")]
    [InlineData("{% partialdef a %}{% partialdef b inline %}x{% endpartialdef %}{% endpartialdef a %}", "partialdef(a: partialdef(b inline: 'x')end)end")]
    [InlineData("{% partialdef a %}{% partialdef b %}x{% endpartialdef a %}", "partialdef(a: partialdef(b: 'x'))end")]
    [InlineData("{% filter cut:' '|upper %}x{% endfilter %}", "filter(cut:' '|upper: 'x')end")]
    [InlineData("{% ifchanged a b %}x<% else %>y{% endifchanged %}", "ifchanged(a b: 'x')(: 'y')end")]
    [InlineData("{% ifequal a b %}x{% else %}y{% endifequal %}{% ifnotequal a b %}{% endifnotequal %}", "ifequal(a b: 'x')(: 'y')endifnotequal(a b: )end")]
    [InlineData("{% cache 5 a.b using='x' %}{{ x }}{% endcache %}", "cache(5 a.b using='x': {x})end")]
    public void Shape(string text, string expected) => Assert.Equal(expected, Show(text));

    /// <summary>A half-typed tag ends where HTML goes on, and the rest of the line is read.</summary>
    [Theory]
    [InlineData("<% url '", "url(')~")]
    [InlineData("{% url 'bo\n<p>", "url('bo)~'\n<p>'")]
    [InlineData("<a href=\"<% url 'bo\">", "'<a href=\"'url('bo)~'\">'")]
    [InlineData("<a href='<% url \"bo'>", "'<a href=''url(\"bo)~''>'")]
    [InlineData("<a href=\"<% url \"bo\">", "'<a href=\"'url(\"bo)~'\">'")]
    [InlineData("<a href=\"<% url 'bo' id=1 \">", "'<a href=\"'url('bo' id=1)~'\">'")]
    [InlineData("<a href=\"<% url 'bo\">{{ x|default:'a' }}</a> <% endif %>", "'<a href=\"'url('bo)~'\">'{x|default:'a'}'</a> 'endif()")]
    [InlineData("<a href=\"{% url 'bo\">x</a><a href=\"{% url 'y' %}\">", "'<a href=\"'url('bo)~'\">x</a><a href=\"'url('y')'\">'")]
    [InlineData("<p><% url 'bo</p>", "'<p>'url('bo)~'</p>'")]
    [InlineData("<p>{{ book.ti</p>", "'<p>'{book.ti}~'</p>'")]
    [InlineData("{{ a|{{ b }}", "{a|}~{b}")]
    [InlineData("<a href=\"<% url 'bo\">x</a><a href=\"<% url 'y' %>\">", "'<a href=\"'url('bo)~'\">x</a><a href=\"'url('y')'\">'")]
    [InlineData("{% url 'a {% url 'b' %}", "url('a)~url('b')")]
    [InlineData("<% ", "()~")]
    [InlineData("<% if x %", "if(x)~")]
    [InlineData("{% partialdef \n{% partial \nx", "partialdef()~'\n'partial()~'\nx'")]
    [InlineData("<% filter upper|\n<p>", "filter(upper|)~'\n<p>'")]
    [InlineData("<li class=\"<% cycle 'a' 'b\">", "'<li class=\"'cycle('a' 'b)~'\">'")]
    [InlineData("<% regroup list by \n", "regroup(list by)~'\n'")]
    [InlineData("<a href=\"<% querystring page=\">", "'<a href=\"'querystring(page=)~'\">'")]
    [InlineData("{{ x }", "{x}~")]
    public void HalfTyped(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("{% trans \"{{ x }}\" %}", "trans(\"{{ x }}\")")]
    [InlineData("<% trans 'write {% url %}' %>", "trans('write {% url %}')")]
    [InlineData("{{ '{{' }}{{ \"{%\" }}", "{'{{'}{\"{%\"}")]
    [InlineData("<a href=\"{% url \"x\" %}\">", "'<a href=\"'url(\"x\")'\">'")]
    public void AnOpenerInQuotesIsText(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("{% if x %}", "QT1002 0 endif")]
    [InlineData("a{% endif %}", "QT1003 1 ")]
    [InlineData("{% if x %}{% for a in b %}{% endif %}", "QT1002 10 endfor")]
    [InlineData("{% block a %}{% endblock b %}", "QT1003 13 'endblock' or 'endblock a'")]
    [InlineData("{% if x %}{% else %}{% else %}{% endif %}", "QT1003 20 'endif'")]
    [InlineData("<% url 'x'", "QT1001 0 %>")]
    [InlineData("{{ x", "QT1011 0 }}")]
    [InlineData("{{ }}", "QT1006 0 a variable")]
    [InlineData("{{ a b }}", "QT1006 4 '|' and a filter, or nothing")]
    [InlineData("{{ a| }}", "QT1006 4 the name of a filter")]
    [InlineData("{{ _a }}", "QT1006 3 a name that begins with a letter")]
    [InlineData("{{ 'a }}", "QT1006 3 '")]
    [InlineData("<%= x %>", "QT1012 0 ")]
    [InlineData("{% comment %}", "QT1002 0 endcomment")]
    [InlineData("{% partialdef a %}", "QT1002 0 endpartialdef")]
    [InlineData("{% partialdef a %}{% endpartialdef b %}", "QT1003 18 'endpartialdef' or 'endpartialdef a'")]
    [InlineData("{% partial a %}{% endpartial %}", "")]
    [InlineData("{% endfilter %}", "QT1003 0 ")]
    [InlineData("{% ifchanged %}{% elif x %}{% endifchanged %}", "QT1003 15 'else' or 'endifchanged'")]
    public void Errors(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", TemplateTree.Parse(text).Errors.Select(e => $"{e.Id} {e.Span.Start} {e.Expected}")));

    [Fact]
    public void DelimitersOfTheOtherKindAreText()
    {
        Assert.Equal("'<% x %>'y()", Show("<% x %>{% y %}", TagDelimiters.Django));
        Assert.Equal("x()'{% y %}'", Show("<% x %>{% y %}", TagDelimiters.Quintet));
    }

    [Fact]
    public void DeepNestingIsAnErrorAndNoMore()
    {
        var text = string.Concat(Enumerable.Repeat("{% if x %}", 100_000));
        var tree = TemplateTree.Parse(text);
        Assert.Equal(text, tree.ToString());
        Assert.Contains(tree.Errors, e => e.Message.Contains("nested more than"));
    }

    /// <summary>Shapes on which a careless parser takes minutes, or runs out of stack.</summary>
    [Theory]
    [InlineData("{%")]
    [InlineData("<%")]
    [InlineData("{{")]
    [InlineData("{#")]
    [InlineData("{% ' ")]
    [InlineData("<% ''")]
    [InlineData("{% endif %}")]
    [InlineData("{% if x %}{% endfor %}")]
    [InlineData("{% ' <% \" {{ ' ")]
    [InlineData("<a b=\"<% '' '' '' ")]
    public void LongTextsParse(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
        Assert.Equal(text.Length, TemplateTree.Parse(text).ToString().Length);
        var tag = "{% x " + text[..50_000].Replace("{", "'").Replace("<", "\"") + " %}";
        Assert.Equal(tag, TemplateTree.Parse(tag).ToString());
    }

    internal static string Show(string text, TagDelimiters delimiters = TagDelimiters.Both)
    {
        var tree = TemplateTree.Parse(text, ParseOptions.Default with { Delimiters = delimiters });
        Assert.Equal(text, tree.ToString());
        return string.Concat(tree.Root.Children.Select(Show));

        string Show(TemplateNode node) => node switch
        {
            TextNode => $"'{node.Span.Of(text)}'",
            CommentNode => "#",
            VariableNode v => $"{{{v.Expression.Span.Of(text)}}}{(v.IsClosed ? "" : "~")}",
            TagNode t => $"{t.Name}({Arguments(t)}){(t.IsClosed ? "" : "~")}",
            BlockNode b => b.Name + string.Concat(b.Branches.Select(x => $"({Arguments(x.Tag)}: {string.Concat(x.Children.Select(Show))})")) + (b.End is null ? "" : "end"),
            _ => "?",
        };

        static string Arguments(TagNode tag) => string.Join(' ', tag.Arguments);
    }
}
