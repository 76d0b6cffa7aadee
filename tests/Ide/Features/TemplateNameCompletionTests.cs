using Quintet.Ide;
using Quintet.Templates;
using Quintet.Templates.Syntax;
using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

/// <summary>URL names, static files and templates in a template's tags.</summary>
public class TemplateNameCompletionTests
{
    private const string Urls = "blog:post_detail blog:post_list book_detail index";
    private const string Static = "css/site.css logo.svg shop/shop.css";
    private const string Templates = "base.html page.html shop/index.html";

    [Theory]
    [InlineData("<% url '$0", Urls)]
    [InlineData("{% url '$0", Urls)]
    [InlineData("<% url \"$0", Urls)]
    [InlineData("<% url '$0' %>", Urls)]
    [InlineData("<% url 'bo$0ok' %>", Urls)]
    [InlineData("<% url $0", Urls)]
    [InlineData("<% url $0 %>", Urls)]
    [InlineData("<% url bo$0 %>", Urls)]
    [InlineData("<a href=\"<% url '$0\">x</a>", Urls)]
    [InlineData("<a href=\"{% url '$0' %}\">x</a>", Urls)]
    [InlineData("<% if x %><% url '$0<% endif %>", Urls)]
    [InlineData("<% load static %><% static '$0", Static)]
    [InlineData("<link href=\"<% static '$0' %>\">", Static)]
    [InlineData("{% static \"css/$0\" %}", Static)]
    [InlineData("<% include '$0", Templates)]
    [InlineData("<% extends \"$0\" %>", Templates)]
    [InlineData("<% include $0 %>", Templates)]
    [InlineData("<% url 'book_detail' $0 %>", "id=")]
    [InlineData("<% url 'book_detail' i$0 %>", "id=")]
    [InlineData("<% url 'book_detail' id=1 $0 %>", "")]
    [InlineData("<% partialdef card %><% endpartialdef %><% partialdef row inline %><% endpartialdef %><% partial $0 %>", "card row")]
    [InlineData("<% partial ca$0rd", "")]
    [InlineData("<% partial $0 %><% partialdef row %>x<% endpartialdef %>", "row")]
    [InlineData("<% cycle 'a' 'b' as color %><% cycle 1 2 as n silent %><% cycle 1 2 %><% resetcycle $0 %>", "color n")]
    [InlineData("<% autoescape $0 %><% endautoescape %>", "off on")]
    [InlineData("<% templatetag open$0 %>", "closeblock closebrace closecomment closevariable openblock openbrace opencomment openvariable")]
    [InlineData("<% autoescape on $0 %><% endautoescape %>", "")]
    [InlineData("url '$0'", "")]
    [InlineData("{# url '$0' #}", "")]
    [InlineData("<% if x %>text$0<% endif %>", "")]
    public void The_names_that_fit_are_offered_and_no_others(string template, string expected) => Assert.Equal(expected, Labels(template));

    [Fact]
    public void Libraries_are_offered_that_are_not_loaded_by_this_tag()
    {
        var libraries = BuiltinLibraries.All.Select(library => library.Name).Where(name => name.Length > 0).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(string.Join(' ', libraries), Labels("<% load $0 %>"));
        Assert.Equal(string.Join(' ', libraries.Where(name => name != "static")), Labels("<% load static $0 %>"));
    }

    [Theory]
    [InlineData("<% url '$0", "index", "<% url 'index' %>")]
    [InlineData("{% url '$0", "index", "{% url 'index' %}")]
    [InlineData("<% url \"$0", "index", "<% url \"index\" %>")]
    [InlineData("<% url '$0' %>", "index", "<% url 'index' %>")]
    [InlineData("<% url 'bo$0ok' %>", "index", "<% url 'index' %>")]
    [InlineData("<% url '$0'", "index", "<% url 'index' %>")]
    [InlineData("<% url '$0 %>", "index", "<% url 'index' %>")]
    [InlineData("<% url $0", "index", "<% url 'index' %>")]
    [InlineData("<% url in$0 %>", "index", "<% url 'index' %>")]
    [InlineData("{% url '$0'}", "index", "{% url 'index' %}")]
    [InlineData("{% url '$0'%}", "index", "{% url 'index'%}")]
    [InlineData("<a href=\"<% url '$0\">x</a>", "index", "<a href=\"<% url 'index' %>\">x</a>")]
    [InlineData("<a href=\"<% url $0\">x</a>", "index", "<a href=\"<% url 'index' %>\">x</a>")]
    [InlineData("<a href='<% url $0'>x</a>", "index", "<a href='<% url \"index\" %>'>x</a>")]
    [InlineData("<p><% url '$0</p>", "index", "<p><% url 'index' %></p>")]
    [InlineData("<p><% url '$0 and more</p>", "index", "<p><% url 'index' %> and more</p>")]
    [InlineData("<% url '$0 x=1", "index", "<% url 'index' x=1")]
    [InlineData("<% url '$0", "book_detail", "<% url 'book_detail' id=${1:id} %>$0")]
    [InlineData("{% url '$0", "book_detail", "{% url 'book_detail' id=${1:id} %\\}$0")]
    [InlineData("<% url '$0' %>", "book_detail", "<% url 'book_detail' id=${1:id}$0 %>")]
    [InlineData("<% url 'book$0' id=3 %>", "book_detail", "<% url 'book_detail' id=3 %>")]
    [InlineData("<% url '$0", "blog:post_detail", "<% url 'blog:post_detail' slug=${1:slug} %>$0")]
    [InlineData("<% static '$0", "css/site.css", "<% static 'css/site.css' %>")]
    [InlineData("<% static 'css/$0site.css' %>", "css/site.css", "<% static 'css/site.css' %>")]
    [InlineData("<% include $0", "base.html", "<% include \"base.html\" %>")]
    [InlineData("<% include '$0' with a=1 %>", "base.html", "<% include 'base.html' with a=1 %>")]
    [InlineData("<%  extends  '$0'  %>", "base.html", "<%  extends  'base.html'  %>")]
    public void Accepting_leaves_a_valid_tag(string template, string label, string expected) => Assert.Equal(expected, Accept(template, label));

    [Fact]
    public void Whatever_is_accepted_wherever_the_tag_is_whole_and_nothing_is_left_over()
    {
        foreach (var (open, close) in new[] { ("<%", "%>"), ("{%", "%}") })
            foreach (var quote in new[] { "'", "\"", "" })
                foreach (var typed in new[] { "", "ind", "zzz" })
                    foreach (var rest in new[] { "", quote, $" {close}", $"{quote} {close}", $"{quote}{close}", " %" })
                        foreach (var frame in new[] { "{0}", "a {0} b", "<p>{0}</p>\n<p>x</p>", "<% if a %>{0}<% endif %>" })
                        {
                            // Inside an attribute the quote would be the attribute's; that has cases of its own above.
                            var template = frame.Replace("{0}", $"{open} url {quote}{typed}$0{rest}", StringComparison.Ordinal);
                            foreach (var item in Items(template))
                            {
                                var text = AcceptPlain(template, item);
                                var tree = TemplateTree.Parse(text, ParseOptions.Default);
                                Assert.True(tree.Errors.Count == 0, $"{template} + {item.Label} = {text}: {string.Join(", ", tree.Errors)}");
                                var tag = tree.Descendants().OfType<TagNode>().Single(node => node.Name == "url");
                                Assert.Equal(item.Label, tag.Arguments[0].Value.Operand.Text);
                                Assert.Equal(template.Contains("<% if", StringComparison.Ordinal) ? 3 : 1, tree.Descendants().OfType<TagNode>().Count());
                            }
                        }
    }

    [Fact]
    public void Route_and_view_stand_in_the_detail()
    {
        var item = Items("<% url '$0").Single(item => item.Label == "book_detail");
        Assert.Equal("/books/<int:id>/ → Shop.Views.BookDetail", item.Detail);
        Assert.Equal(CompletionKind.UrlName, item.Kind);
    }

    [Fact]
    public void A_route_that_is_typed_but_not_saved_is_offered_at_once()
    {
        var fixture = Fixture.Of("<% url '$0");
        var urls = fixture.Files[Fixture.At("Urls.cs")];
        fixture.Workspace.Apply([new FileChange.Opened(Fixture.At("Urls.cs"), urls.Replace("Path(\"blog/\"", "Path(\"new/\", Shop.Views.Index, name: \"new\"),\n        Path(\"blog/\"", StringComparison.Ordinal))]);
        Assert.Contains(Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items, item => item.Label == "new");
    }

    [Fact]
    public void A_folder_with_Django_delimiters_only_has_no_other()
    {
        const string Settings = """
            // file: Settings.cs
            public partial class Settings : Quintet.Conf.Settings
            {
                public Settings()
                {
                    RootUrlConf = typeof(Urls);
                    Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], TagDelimiters = TagDelimiters.Django }];
                }
            }
            // file: templates/page.html

            """;
        Assert.Equal("", Labels(Settings + "<% url '$0"));
        Assert.Equal(Urls, Labels(Settings + "{% url '$0"));
    }
}
