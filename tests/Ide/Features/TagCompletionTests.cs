using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

public class TagCompletionTests
{
    [Theory]
    [InlineData("<% $0", "if", "<% if ${1:condition} %>$0<% endif %>")]
    [InlineData("<% i$0", "if", "<% if ${1:condition} %>$0<% endif %>")]
    [InlineData("<%$0", "if", "<% if ${1:condition} %>$0<% endif %>")]
    [InlineData("{% $0", "if", "{% if ${1:condition} %\\}$0{% endif %\\}")]
    [InlineData("<% $0 %>", "if", "<% if ${1:condition} %>$0<% endif %>")]
    [InlineData("{%$0%}", "for", "{% for ${1:item} in ${2:list} %\\}$0{% endfor %\\}")]
    [InlineData("{%$0}", "comment", "{% comment %\\}$0{% endcomment %\\}")]
    [InlineData("<% i$0f x %>", "include", "<% include x %>")]
    [InlineData("<% i$0 %>text<% endif %>", "url", "<% url '$1' %>$0text<% endif %>")]
    [InlineData("<a href=\"<% $0\">", "url", "<a href=\"<% url '$1' %>$0\">")]
    [InlineData("<a href='<% $0'>", "url", "<a href='<% url \"$1\" %>$0'>")]
    [InlineData("<% regro$0", "regroup", "<% regroup ${1:list} by ${2:attribute} as ${3:name} %>$0")]
    [InlineData("<% partiald$0", "partialdef", "<% partialdef ${1:name} %>$0<% endpartialdef %>")]
    [InlineData("<% extends 'base.html' %><% bl$0", "block", "<% extends 'base.html' %><% block ${1:name} %>$0<% endblock %>")]
    [InlineData("<% if x %>a<% $0", "endif", "<% if x %>a<% endif %>")]
    [InlineData("<% if x %>a<% e$0 %>", "endif", "<% if x %>a<% endif %>")]
    [InlineData("{% if x %}a{% $0", "else", "{% if x %}a{% else %}")]
    [InlineData("<p><% $0</p>", "with", "<p><% with ${1:name}=${2:value} %>$0<% endwith %></p>")]
    [InlineData("<% if$0 x %>a<% endif %>", "for", "<% for x %>a<% endif %>")]
    public void A_tag_comes_with_its_end_and_is_closed_once(string template, string label, string expected) => Assert.Equal(expected, Accept(template, label));

    [Theory]
    [InlineData("<% if x %>a<% $0", "endif")]
    [InlineData("<% if x %><% for a in b %>c<% $0", "endfor")]
    [InlineData("<% if x %><% for a in b %>c<% endfor %><% e$0 %>", "endif")]
    [InlineData("{% block a %}{% $0", "endblock")]
    public void The_end_of_the_open_block_comes_first(string template, string first) => Assert.Equal(first, Items(template)[0].Label);

    [Theory]
    [InlineData("<% $0")]
    [InlineData("<% if x %>a<% endif %><% $0")]
    public void No_end_tag_is_offered_where_nothing_is_open(string template) => Assert.DoesNotContain(Items(template), item => item.Label.StartsWith("end", StringComparison.Ordinal));

    [Fact]
    public void Branches_are_offered_inside_their_block_only()
    {
        Assert.Contains(" else ", Labels("<% if x %>a<% $0 %><% endif %>"));
        Assert.DoesNotContain(" else ", Labels("<% with a=b %>a<% $0 %><% endwith %>"));
    }

    [Fact]
    public void A_tag_of_a_library_brings_the_load_along()
    {
        var item = Items("<% extends 'base.html' %>\n<% stat$0").Single(item => item.Label == "static");
        var load = Assert.Single(item.AdditionalEdits);
        Assert.Equal((25, 0, "\n<% load static %>"), (load.Replace.Start, load.Replace.Length, load.Text));
        Assert.Empty(Items("<% load static %><% stat$0").Single(item => item.Label == "static").AdditionalEdits);
    }

    [Theory]
    [InlineData("{{ book.title|$0 }}", "upper", "{{ book.title|upper }}")]
    [InlineData("{{ book.title|up$0per }}", "lower", "{{ book.title|lower }}")]
    [InlineData("{{ a|lower|tr$0 }}", "truncatewords", "{{ a|lower|truncatewords: }}")]
    [InlineData("{{ a|trunc$0:3 }}", "truncatewords", "{{ a|truncatewords:3 }}")]
    [InlineData("<% if a|$0 %>", "length", "<% if a|length %>")]
    [InlineData("<% filter $0 %>x<% endfilter %>", "upper", "<% filter upper %>x<% endfilter %>")]
    [InlineData("<% filter up$0|lower %>x<% endfilter %>", "upper", "<% filter upper|lower %>x<% endfilter %>")]
    [InlineData("<% filter upper|$0", "lower", "<% filter upper|lower")]
    [InlineData("<% for x in xs|$0", "dictsort", "<% for x in xs|dictsort:")]
    public void Filters_replace_what_is_there(string template, string label, string expected) => Assert.Equal(expected, Accept(template, label));
}
