using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

/// <summary>The names of blocks, in the tag that opens one and in the one that ends it.</summary>
public class BlockCompletionTests
{
    private const string Above = """
        // file: templates/base.html
        <title>{% block title %}Books{% endblock %}</title>{% block main %}{% block aside %}{% endblock aside %}{% endblock %}
        // file: templates/list.html
        {% extends "base.html" %}{% block main %}{% block rows %}{% endblock %}{% endblock %}
        // file: templates/page.html

        """;

    private static string Show(string template) => string.Join(' ', Items(Above + template).Select(item => $"{item.Label}:{item.Detail}"));

    [Theory]
    [InlineData("{% extends \"list.html\" %}{% block $0 %}{% endblock %}", "main:list.html rows:list.html title:base.html aside:base.html")]
    [InlineData("{% extends \"list.html\" %}{% block rows %}{% endblock %}{% block $0", "main:list.html title:base.html aside:base.html")]
    [InlineData("{% extends \"base.html\" %}{% block ti$0tle %}{% endblock %}", "title:base.html main:base.html aside:base.html")]
    [InlineData("<% extends 'base.html' %><% block title %><% endblock %><% block m$0 %>", "main:base.html aside:base.html")]
    [InlineData("{% extends \"base.html\" %}{% block main %}{% block $0 %}{% endblock %}{% endblock %}", "title:base.html aside:base.html")]
    [InlineData("{% block $0 %}{% endblock %}", "")]
    [InlineData("{% extends \"none.html\" %}{% block $0 %}{% endblock %}", "")]
    [InlineData("{% extends \"base.html\" %}{% block title $0 %}{% endblock %}", "")]
    public void The_blocks_above_that_are_not_replaced_yet_the_nearest_first(string template, string expected) => Assert.Equal(expected, Show(template));

    [Theory]
    [InlineData("{% block $0", "{% block title %\\}$0{% endblock %\\}")]
    [InlineData("<% block $0", "<% block title %>$0<% endblock %>")]
    [InlineData("{% block ti$0", "{% block title %\\}$0{% endblock %\\}")]
    [InlineData("{% block ti$0}", "{% block title %\\}$0{% endblock %\\}")]
    [InlineData("{% block ti$0 %}", "{% block title %\\}$0{% endblock %\\}")]
    [InlineData("{% block $0 %}", "{% block title %\\}$0{% endblock %\\}")]
    [InlineData("{% block ti$0tle %}{% endblock %}", "{% block title %}{% endblock %}")]
    [InlineData("{% block $0 %}x{% endblock title %}", "{% block title %}x{% endblock title %}")]
    [InlineData("{% block ti$0\n{% endblock %}", "{% block title %}\n{% endblock %}")]
    [InlineData("{% block main %}{% block t$0{% endblock %}{% endblock %}", "{% block main %}{% block title %}{% endblock %}{% endblock %}")]
    [InlineData("{% block main %}{% block t$0{% endblock %}", "{% block main %}{% block title %\\}$0{% endblock %\\}{% endblock %}")]
    [InlineData("<p><% block t$0</p>", "<p><% block title %>$0<% endblock %></p>")]
    [InlineData("{% block t$0 x %}{% endblock %}", "{% block title x %}{% endblock %}")]
    public void A_name_is_written_once_with_what_is_missing_behind_it(string template, string expected) =>
        Assert.Equal("{% extends 'base.html' %}" + expected, Accept(Above + "{% extends 'base.html' %}" + template, "title"));

    [Theory]
    [InlineData("{% block title %}x{% endblock $0 %}", "{% block title %}x{% endblock title %}")]
    [InlineData("{% block title %}x{% endblock ti$0 %}", "{% block title %}x{% endblock title %}")]
    [InlineData("<% block title %>x<% endblock $0", "<% block title %>x<% endblock title %>")]
    [InlineData("{% block main %}{% block title %}x{% endblock t$0", "{% block main %}{% block title %}x{% endblock title %}")]
    [InlineData("{% block main %}{% block title %}x{% endblock $0 %}{% endblock %}", "{% block main %}{% block title %}x{% endblock title %}{% endblock %}")]
    [InlineData("{% partialdef title %}x{% endpartialdef $0 %}", "{% partialdef title %}x{% endpartialdef title %}")]
    public void An_end_tag_takes_the_name_of_what_it_ends(string template, string expected) => Assert.Equal(expected, Accept(template, "title"));

    [Theory]
    [InlineData("{% endblock $0 %}")]
    [InlineData("{% if title %}{% endif $0 %}")]
    [InlineData("{% block title %}x{% endblock title $0 %}")]
    [InlineData("{% block title %}{% if x %}{% endblock $0")]
    public void An_end_tag_takes_no_other_name(string template) => Assert.Empty(Items(template));
}
