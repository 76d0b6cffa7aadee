using Quintet.Ide;
using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

/// <summary>Tags and filters that the project declares in C#: known from the source as it is typed.</summary>
public class OwnTagsTests
{
    private const string Extras = """
        // file: Shop/ShopExtras.cs
        using Quintet.Templates;

        namespace Shop;

        public static class ShopExtras
        {
            /// <summary>A price with its currency.</summary>
            [TemplateFilter]
            public static string Price(decimal value, string currency) => "";

            /// <summary>The books that sell best.</summary>
            [InclusionTag("shop/index.html")]
            public static object BestSellers(int count, bool big = false) => count;

            [TemplateTag("tabs", EndName = "endtabs", Branches = "separator", Signature = "tabs items as name")]
            public static RenderNode Tabs(TemplateCompiler compiler, TagNode tag, BlockNode? block) => null!;

            [SimpleBlockTag(EndName = "stopbox")]
            public static SafeString Box(SafeString content) => content;
        }

        """;

    private static string In(string template) => Extras + "// file: templates/page.html\n" + template;

    private static string Problems(string sections)
    {
        var fixture = Fixture.Of(sections + "$0");
        return string.Join(" | ", Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(found => $"{found.Id} {found.Message}"));
    }

    [Theory]
    [InlineData("<% load shop_extras %>{{ 1|price:'£' }}<% best_sellers 3 big=1 %><% box %>x<% stopbox %>", "")]
    [InlineData("<% load price from shop_extras %>{{ 1|price:'£' }}", "")]
    [InlineData("<% load shop_extra %>", "QT1009 'shop_extra' is not a registered tag library. Did you mean 'shop_extras'?")]
    [InlineData("{{ 1|price:'£' }}", "QT1005 Invalid filter: 'price'. It is in the library 'shop_extras': load that first.")]
    [InlineData("<% load shop_extras %>{{ 1|price }}", "QT1006 The filter 'price' needs an argument: value|price:argument.")]
    [InlineData("<% load shop_extras %><% best_sellers %>", "QT1006 'best_sellers' did not receive value(s) for the argument(s): 'count'.")]
    [InlineData("<% load shop_extras %><% best_sellers 1 bog=2 %>", "QT1006 'best_sellers' received unexpected keyword argument 'bog'. Did you mean 'big'?")]
    [InlineData("<% load shop_extras %><% tabs a as b %>{{ b }}<% separator %>{{ c|nope }}<% endtabs %>", "QT1005 Invalid filter: 'nope'")]
    [InlineData("<% load shop_extras %><% box %>", "QT1002 Unclosed tag 'box'. Looking for one of: stopbox.")]
    public void Templates_are_checked_against_them(string template, string expected) => Assert.StartsWith(expected, Problems(In(template)));

    [Fact]
    public void Right_templates_have_no_problems() =>
        Assert.Equal("", Problems(In("<% load shop_extras %>{{ 1|price:'£' }}<% best_sellers 3 big=1 %><% box %>x<% stopbox %>")));

    [Theory]
    [InlineData("<% load sh$0 %>", "shop_extras", "<% load shop_extras %>")]
    [InlineData("<% load shop_extras %>{{ 1|pr$0 }}", "price", "<% load shop_extras %>{{ 1|price: }}")]
    [InlineData("<% load shop_extras %><% bo$0", "box", "<% load shop_extras %><% box $1 %>$0<% stopbox %>")]
    [InlineData("<% load shop_extras %><% box %>x<% $0", "stopbox", "<% load shop_extras %><% box %>x<% stopbox %>")]
    public void They_are_completed(string template, string label, string expected) => Assert.Equal(expected, Accept(In(template), label));

    [Fact]
    public void A_filter_brings_the_load_along()
    {
        var item = Items(In("{% extends 'base.html' %}\n{{ 1|pri$0 }}")).Single(item => item.Label == "price");
        Assert.Equal((25, "\n{% load shop_extras %}"), (Assert.Single(item.AdditionalEdits).Replace.Start, item.AdditionalEdits[0].Text));
        Assert.Equal("A price with its currency.", item.Documentation);
    }

    [Theory]
    [InlineData("<% load shop_extras %>{{ 1|pri$0ce:'£' }}", new[] { "value|price:argument", "A price with its currency.", "load shop_extras", "string Price(decimal value, string currency)" }, "Shop/ShopExtras.cs Price")]
    [InlineData("<% load shop_extras %><% best_$0sellers 3 %>", new[] { "best_sellers count [big=…]", "The books that sell best." }, "Shop/ShopExtras.cs BestSellers")]
    [InlineData("<% load shop_extras %><% box %><% stop$0box %>", new[] { "box [as variable]" }, "Shop/ShopExtras.cs Box")]
    [InlineData("<% load shop_$0extras %>", new[] { "Tag library **shop_extras**", "`best_sellers count [big=…]`", "Shop.ShopExtras" }, "Shop/ShopExtras.cs ShopExtras")]
    [InlineData("<% load price from shop_$0extras %>", new[] { "Tag library **shop_extras**" }, "Shop/ShopExtras.cs ShopExtras")]
    public void They_are_explained_and_lead_to_their_method(string template, string[] hover, string definition)
    {
        var fixture = Fixture.Of(In(template));
        Assert.All(hover, part => Assert.Contains(part, HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)?.Markdown));
        var link = Assert.Single(Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset));
        Assert.Equal(definition, $"{Path.GetRelativePath(Fixture.Root, link.TargetPath)} {link.TargetNameSpan.Of(fixture.Snapshot.GetDocument(link.TargetPath)!.Text)}");
    }

    [Fact]
    public void They_are_known_while_they_are_typed()
    {
        var fixture = Fixture.Of(In("<% load shop_extras %><% best_sellers 3 %>$0"));
        var source = fixture.Files[Fixture.At("Shop/ShopExtras.cs")];
        string Shown() => string.Join(" ", Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(found => found.Id));

        Assert.Equal("", Shown());
        fixture.Edit("Shop/ShopExtras.cs", source.Replace("BestSellers", "TopSellers"));
        Assert.Equal("QT1004", Shown());
        fixture.Edit("Shop/ShopExtras.cs", source.Replace("[InclusionTag(\"shop/index.html\")]", "[InclusionTag(\"shop/index.html\", Name = \"best_sellers\")").Replace("BestSellers(int", "TopSellers(int"));
        Assert.Equal("", Shown());
        fixture.Edit("Shop/ShopExtras.cs", source.Replace("class ShopExtras", "class Others"));
        Assert.Equal("QT1009", Shown());
        fixture.Edit("Shop/ShopExtras.cs", source);
        Assert.Equal("", Shown());
    }

    [Fact]
    public void Typing_in_their_code_does_not_read_templates_again()
    {
        var fixture = Fixture.Of(In("<% load shop_extras %><% best_sellers 3 %>$0"));
        _ = Diagnostics.Of(fixture.Snapshot, fixture.Path);
        var before = fixture.Workspace.Statistics.TemplatesParsed;
        fixture.Edit("Shop/ShopExtras.cs", "// moved\n" + fixture.Files[Fixture.At("Shop/ShopExtras.cs")]);
        Assert.Empty(Diagnostics.Of(fixture.Snapshot, fixture.Path));
        Assert.Equal(before, fixture.Workspace.Statistics.TemplatesParsed);
    }

    [Fact]
    public void Those_of_apps_that_are_not_installed_are_not_there()
    {
        const string Spare = "// file: Spare/Apps.cs\nnamespace Spare;\npublic partial class SpareApp : AppConfig;\n// file: Spare/Tags.cs\nnamespace Spare;\npublic static class SpareTags { [SimpleTag] public static int One() => 1; }\n// file: templates/page.html\n";
        Assert.StartsWith("QT1009 'spare_tags' is not a registered tag library.", Problems(Spare + "<% load spare_tags %>"));
    }

    [Theory]
    [InlineData("Builtins = [typeof(ShopExtras)]", "{{ 1|price:'£' }}", "")]
    [InlineData("Builtins = Some()", "{{ 1|unknown }}<% unknown %>", "")]
    [InlineData("Libraries = new Dictionary<string, Type> { [\"extras\"] = typeof(Shop.ShopExtras) }", "<% load extras %>{{ 1|price:'£' }}", "")]
    [InlineData("Libraries = Some()", "<% load any %>", "")]
    [InlineData("StringIfInvalid = \"\"", "<% load any %>", "QT1009")]
    public void What_the_settings_name_is_known(string option, string template, string expected) => Assert.StartsWith(expected, Problems(
        $"// file: Settings.cs\nusing Shop;\nusing Blog;\npublic partial class Settings : Quintet.Conf.Settings {{ public Settings() {{ InstalledApps = [typeof(ShopApp), typeof(BlogApp)]; Templates = [new QuintetTemplates {{ Dirs = [BaseDir / \"templates\"], AppDirs = true, {option} }}]; }} }}\n"
        + In(template)) is var found && expected.Length == 0 ? found.Length == 0 ? "" : "unexpected: " + found : found);

    [Fact]
    public void The_template_of_an_inclusion_tag_is_a_template_name()
    {
        var fixture = Fixture.Of("// file: Shop/ShopExtras.cs\nnamespace Shop;\npublic static class ShopExtras { [InclusionTag(\"shop/none.html$0\")] public static object A() => 1; }");
        Assert.Equal("QT1010", Assert.Single(Diagnostics.Of(fixture.Snapshot, fixture.Path)).Id);
        Assert.Contains("shop/index.html", Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items.Select(item => item.Label));
    }
}
