using Quintet.Ide;

namespace IdeTests.Features;

public class DiagnosticsTests
{
    private static string InCSharp(string statement) => $"// file: Shop/More.cs\nnamespace Shop;\npublic static class More {{ static void M(HttpRequest request) {{ {statement} }} }}$0";

    private static string Show(string sections)
    {
        var fixture = Fixture.Of(sections);
        return Show(fixture);
    }

    private static string Show(Fixture fixture) => string.Join(" | ", Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(found => $"{found.Id} {found.Span.Of(fixture.Snapshot.GetDocument(fixture.Path)!.Text)}"));

    [Theory]
    [InlineData("<% url 'index' %><% url 'blog:post_list' %>$0", "")]
    [InlineData("<% url 'indx' %>$0", "QT2001 indx")]
    [InlineData("{% url 'post_list' %}$0", "QT2001 post_list")]
    [InlineData("<% url 'nothing' as address %>$0", "")]
    [InlineData("<% url name %>$0", "")]
    [InlineData("<% extends 'none.html' %>$0", "QT1010 none.html")]
    [InlineData("<% include './none.html' %>$0", "QT1010 ./none.html")]
    [InlineData("<% extends './base.html' %>$0", "")]
    [InlineData("<% include '../../none.html' %>$0", "")]
    [InlineData("<% include name %>$0", "")]
    [InlineData("<% include 'base.html#row' %>$0", "")]
    [InlineData("<% include 'none.html#row' %>$0", "QT1010 none.html")]
    [InlineData("<% partialdef row %><% endpartialdef %><% partial row %><% partial rwo %>$0", "QT1013 rwo")]
    [InlineData("<% load static %><% static 'css/none.css' %>$0", "QT4001 css/none.css")]
    [InlineData("<% load static %><% static 'css/site.css' %>$0", "")]
    public void Names_that_nothing_has_are_errors(string template, string expected) => Assert.Equal(expected, Show(template));

    [Theory]
    [InlineData("<% url 'book_detail' id=1 %>$0", "")]
    [InlineData("<% url 'book_detail' book.id %>$0", "")]
    [InlineData("<% url 'book_detail' as address %>$0", "")]
    [InlineData("<% url 'book_detail' %>$0", "QT2002 book_detail: '/books/<int:id>/' needs 'id'")]
    [InlineData("<% url 'book_detail' pk=1 %>$0", "QT2002 pk: '/books/<int:id>/' needs 'id'")]
    [InlineData("<% url 'book_detail' id=1 page=2 %>$0", "QT2002 page: '/books/<int:id>/' has no 'page'")]
    [InlineData("<% url 'index' 1 %>$0", "QT2002 index: '/' takes 0, not 1")]
    public void URL_arguments_must_fit_a_route(string template, string expected)
    {
        var fixture = Fixture.Of(template);
        var shown = Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(found => $"{found.Id} {found.Span.Of(fixture.Text)}: {found.Message.Split(": ", 2)[^1].TrimEnd('.')}");
        Assert.Equal(expected, string.Join(" | ", shown));
    }

    [Theory]
    [InlineData("Path(\"<int:id>/<int:page>/\", Shop.Views.Index, kwargs: new { page = 1 }, name: \"list\")", "")]
    [InlineData("Path(\"<int:id>/<int:page>/\", Shop.Views.Index, kwargs: Defaults(), name: \"list\")", "")]
    [InlineData("RePath(\"(?P<id>.*)/\", Shop.Views.Index, name: \"list\")", "")]
    [InlineData("RePath(\"^(?<page>.*)/\", Shop.Views.Index, name: \"list\")", "QT2002 id")]
    [InlineData("RePath(\"^(?<id>[0-9]+)/(?:(?<page>[0-9]+)/)?$\", Shop.Views.Index, name: \"list\")", "")]
    [InlineData("RePath(\"^([0-9]+)/$\", Shop.Views.Index, name: \"list\")", "QT2002 id")]
    [InlineData("Path(\"a/\", Include([Path(\"<int:id>/\", Shop.Views.Index, name: \"list\")]))", "")]
    [InlineData("Path(\"<int:page>/\", Include([Path(\"<int:id>/\", Shop.Views.Index, name: \"list\")]))", "QT2002 list")]
    [InlineData("Path(\"\", Shop.Views.Index, name: \"list\"), Path(\"<int:id>/\", Shop.Views.Index, name: \"list\")", "")]
    [InlineData("Path(\"<int:id>/<int:page>/\", Shop.Views.Index, name: \"list\")", "QT2002 list")]
    public void Every_route_of_a_name_and_its_extra_arguments_count(string entries, string expected) => Assert.Equal(expected, Show(
        $"// file: Urls.cs\npublic class Urls : UrlConf {{ public override IEnumerable<UrlPattern> UrlPatterns => [{entries}]; }}\n// file: templates/page.html\n<% url 'list' id=1 %>$0"));

    [Theory]
    [InlineData("Path(\"<yyyy:year>/\", Shop.Views.Index)", "")]
    [InlineData("Path(\"<yyy:year>/\", Shop.Views.Index)", "QT2003 yyy")]
    [InlineData("RePath(\"^a(b/$\", Shop.Views.Index)", "QT2003 $")]
    [InlineData("Path(\"a/\", Include([Path(\"<itn:id>/\", Shop.Views.Index)]))", "QT2003 itn")]
    public void A_route_is_checked_in_every_list_and_with_the_projects_own_converters(string entry, string expected) => Assert.Equal(expected, Show(
        "// file: Converters.cs\n[PathConverter(\"yyyy\")] public class Year : PathConverter<int> { public override string Regex => \"[0-9]{4}\"; public override int ToValue(string text) => int.Parse(text); }\n" +
        $"// file: Urls.cs\npublic class Urls : UrlConf {{ public override IEnumerable<UrlPattern> UrlPatterns => [{entry}]; }}$0"));

    [Fact]
    public void That_URL_names_are_not_all_known_is_said_once()
    {
        var fixture = Fixture.Of("// file: Urls.cs\npublic class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [..More(), Path(\"b/\", Include<Blog.Urls>()), ..Others()]; }");
        var found = Diagnostics.OfProject(fixture.Snapshot, fixture.Project).SelectMany(file => file.Items).Where(item => item.Id == "QT2007").ToList();
        Assert.Equal("More()", Assert.Single(found).Span.Of(fixture.Files[Fixture.At("Urls.cs")]));
        Assert.Equal(DiagnosticSeverity.Information, found[0].Severity);
    }

    [Theory]
    [InlineData("Render(request, \"none.html\");", "QT1010 none.html")]
    [InlineData("Render(request, name);", "")]
    [InlineData("Reverse(\"none\");", "QT2001 none")]
    [InlineData("Redirect(\"none\"); Redirect(\"/path/\"); Redirect(\"https://example.com\"); Redirect(\"index\");", "QT2001 none")]
    [InlineData("Shortcuts.Reverse(\"none\"); text.Reverse(\"none\"); Enumerable.Reverse(\"none\"); } static string Render(object x, string y) { return Render(x, \"none.html\");", "QT2001 none")]
    [InlineData("Render(request, template: \"none.html\");", "QT1010 none.html")]
    [InlineData("} public string LoginUrl { get; set; } void N() { LoginUrl = \"none\";", "")]
    [InlineData("Settings.LoginUrl = \"none\";", "QT2001 none")]
    [InlineData("SelectTemplate([\"none.html\", \"base.html\"]);", "")]
    public void CSharp_strings_are_checked_alike(string statement, string expected) => Assert.Equal(expected, Show(InCSharp(statement)));

    [Fact]
    public void A_message_says_what_was_meant()
    {
        var fixture = Fixture.Of("<% url 'book_detial' id=1 %>$0");
        var found = Assert.Single(Diagnostics.Of(fixture.Snapshot, fixture.Path));
        Assert.Equal((DiagnosticSeverity.Error, "No URL is named 'book_detial'. Did you mean 'book_detail'?"), (found.Severity, found.Message));
    }

    [Theory]
    [InlineData("Path(\"x/<int:id/\", Shop.Views.Index)", "QT2003 <int:id/")]
    [InlineData("Path(\"x/<nit:id>/\", Shop.Views.Index)", "QT2003 nit")]
    [InlineData("Path(\"x/<int:id>/\", Shop.Views.Index)", "")]
    public void Bad_routes_are_errors(string entry, string expected) => Assert.Equal(expected, Show(
        $"// file: Urls.cs\nusing static Quintet.Urls.UrlHelpers;\npublic class Urls : UrlConf {{ public override IEnumerable<UrlPattern> UrlPatterns => [{entry}]; }}$0"));

    [Theory]
    [InlineData("public override IEnumerable<UrlPattern> UrlPatterns => Compute();")]
    [InlineData("public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"admin/\", AdminSite.Default.Urls)];")]
    [InlineData("public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"admin/\", Include<Other.Urls>())];")]
    [InlineData("public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Shop.Views.Index, name: \"a\"), ..More()];")]
    [InlineData("public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Shop.Views.Index, name:")]
    public void Nothing_is_missed_where_the_list_is_not_known_to_its_end(string property) =>
        Assert.Equal("", Show($"// file: Urls.cs\npublic class Urls : UrlConf {{ {property} }}\n// file: templates/page.html\n<% url 'nothing' %>$0"));

    [Theory]
    [InlineData("InstalledApps = [typeof(Other.App)];")]
    [InlineData("InstalledApps = [..Apps()];")]
    [InlineData("Templates = Engines();")]
    [InlineData("Templates = [new ScribanTemplates { Dirs = [BaseDir / \"x\"] }];")]
    [InlineData("")]
    public void No_template_is_missed_where_another_folder_may_have_it(string settings) =>
        Assert.Equal("", Show($"// file: Settings.cs\npublic partial class Settings : Quintet.Conf.Settings {{ public Settings() {{ {settings} }} }}\n" + InCSharp("Render(request, \"none.html\");")));

    [Theory]
    [InlineData("<% if x %>$0", "QT1002")]
    [InlineData("<% endif %>$0", "QT1003")]
    [InlineData("<% url 'index'$0", "QT1001")]
    public void Syntax_errors_come_from_the_parser(string template, string expected) => Assert.Contains(expected, Show(template));

    [Theory]
    [InlineData("<% block a %><% endblock %><% block b %><% endblock %>$0", "")]
    [InlineData("<% block a %><% endblock %><% block a %><% endblock %>$0", "QT1008 a")]
    [InlineData("<% extends 'base.html' %>$0", "")]
    [InlineData("{# first #} text <% extends 'base.html' %>$0", "")]
    [InlineData("{{ x }}<% extends 'base.html' %>$0", "QT1007 <% extends 'base.html' %>")]
    [InlineData("{{ x|truncatewords:3 }}{{ x|upper }}{{ x|date }}{{ x|date:'Y' }}$0", "")]
    [InlineData("{{ x|truncatewords }}$0", "QT1006 truncatewords")]
    [InlineData("{{ x|upper:1 }}$0", "QT1006 1")]
    [InlineData("<% if x %><% endif %>$0", "")]
    [InlineData("<% if x %><% endfor %><% endif %>$0", "QT1003 <% endfor %>")]
    [InlineData("<% endfoo %>$0", "QT1004 endfoo")]
    [InlineData("<% if x %><% for y in z %><% endfor %><% endif %>$0", "")]
    [InlineData("<% if x %><% for y in z %><% endif %><% endfor %>$0", "QT1002 <% for y in z %> | QT1003 <% endfor %>")]
    [InlineData("{% block a %}{% block b %}{% endblock a %}{% endblock b %}$0", "QT1002 {% block b %} | QT1003 {% endblock b %}")]
    public void The_shape_of_a_template_is_checked(string template, string expected) => Assert.Equal(expected, Show(template));

    [Theory]
    [InlineData("typeof(Shop.ShopApp), typeof(Quintet.Contrib.Messages.MessagesApp), typeof(Other.App)", "")]
    [InlineData("typeof(Shop.ShopApp), typeof(Shop.Views)", "QT6014 Shop.Views")]
    [InlineData("typeof(Shop.BaseApp)", "QT6014 Shop.BaseApp")]
    [InlineData("typeof(Shop.NearApp)", "")]
    [InlineData("typeof(Shop.FarApp)", "")]
    public void What_is_installed_must_be_an_app(string apps, string expected) => Assert.Equal(expected, Show(
        "// file: Shop/More.cs\nnamespace Shop; public abstract class BaseApp : AppConfig; public partial class NearApp : BaseApp; public partial class FarApp : Elsewhere.App;\n" +
        $"// file: Settings.cs\npublic partial class Settings : Quintet.Conf.Settings {{ public Settings() {{ RootUrlConf = typeof(Urls); InstalledApps = [{apps}]; }} }}$0"));

    [Fact]
    public void Removing_a_route_gives_a_diagnostic_and_undo_takes_it_away()
    {
        var fixture = Fixture.Of("<% url 'book_detail' id=1 %>$0");
        var urls = fixture.Files[Fixture.At("Urls.cs")];
        fixture.Workspace.Apply([new FileChange.Opened(Fixture.At("Urls.cs"), urls)]);
        Assert.Equal("", Show(fixture));
        fixture.Edit("Urls.cs", urls.Replace("name: \"book_detail\"", "name: \"other\"", StringComparison.Ordinal));
        Assert.Equal("QT2001 book_detail", Show(fixture));
        fixture.Edit("Urls.cs", urls);
        Assert.Equal("", Show(fixture));
    }

    [Fact]
    public void A_project_is_checked_whole()
    {
        var fixture = Fixture.Of("// file: templates/a.html\n<% url 'x' %>\n// file: Blog/templates/b.html\n<% include 'x' %>\n// file: Shop/More.cs\nclass More { string X() => Reverse(\"x\"); }\n// file: static/x.html\n<% url 'x' %>");
        Assert.Equal(
            ["Blog/templates/b.html QT1010", "Shop/More.cs QT2001", "templates/a.html QT2001"],
            Diagnostics.OfProject(fixture.Snapshot, fixture.Project).Select(file => $"{Path.GetRelativePath(Fixture.Root, file.Path)} {file.Items.Single().Id}"));
    }
}
