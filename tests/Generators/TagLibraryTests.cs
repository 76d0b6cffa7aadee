using Quintet.Templates;

namespace GeneratorsTests;

/// <summary>Tags and filters of a project's own: the code that the generator writes, run in templates.</summary>
public class TagLibraryTests
{
    private static readonly (string Path, string Text)[] Project =
    [
        ("Shop/Apps.cs", "namespace Shop; public partial class ShopApp : AppConfig;"),
        ("Shop/ShopExtras.cs", """
            using Quintet.Templates;

            namespace Shop;

            public enum Size { Small, VeryLarge }

            public static class ShopExtras
            {
                /// <summary>A price with its <see cref="Currency"/>.</summary>
                [TemplateFilter]
                public static string Price(decimal value, string currency = "£") => FormattableString.Invariant($"{currency}{value:0.00}");

                [TemplateFilter("shout", IsSafe = true)]
                public static string Louder(string value) => value.ToUpperInvariant() + "!";

                [TemplateFilter(NeedsAutoescape = true)]
                public static SafeString Initial(string value, bool autoescape) => new($"<b>{(autoescape ? Html.Escape(value[..1]) : value[..1])}</b>{Html.Escape(value[1..])}");

                [TemplateFilter(ExpectsLocaltime = true)]
                public static int Hour(DateTimeOffset value) => value.Hour;

                [TemplateFilter]
                public static async Task<string> Late(object? value, int times) { await Task.Yield(); return string.Concat(Enumerable.Repeat($"{value}", times)); }

                [SimpleTag]
                public static string Greet(string name, int times = 1, Size size = Size.Small) => $"<{name}> {times} {size}";

                [SimpleTag("who", TakesContext = true)]
                internal static object? FromContext(RenderContext context, string key) => context[key];

                [SimpleTag]
                public static string All(string first, [KeywordArguments] IReadOnlyDictionary<string, object?> options, params int[] numbers) =>
                    $"{first}:{string.Join("+", numbers)}:{string.Join("+", options.OrderBy(o => o.Key).Select(o => $"{o.Key}={o.Value}"))}";

                [SimpleBlockTag]
                public static SafeString Box(SafeString content, string title = "-", DateOnly? day = null) => Html.Format($"<div title=\"{title}\">{content}</div>");

                [SimpleBlockTag("upper", EndName = "stop")]
                public static string Raise(RenderContext context, string content) => content.ToUpperInvariant() + context["x"];

                /// <summary>Its content, so often.</summary>
                [TemplateTag("repeat", EndName = "endrepeat", Branches = "between", Signature = "repeat count")]
                public static Quintet.Templates.Rendering.RenderNode Repeat(Quintet.Templates.Rendering.TemplateCompiler compiler, Quintet.Templates.Syntax.TagNode tag, Quintet.Templates.Syntax.BlockNode? block) =>
                    new RepeatNode(compiler.CompileWhole(tag.Arguments[0]), compiler.CompileNodes(block!.Branches[0].Children));

                private sealed class RepeatNode(Quintet.Templates.Rendering.Expression count, Quintet.Templates.Rendering.NodeList content) : Quintet.Templates.Rendering.RenderNode
                {
                    public override void Render(RenderContext context)
                    {
                        for (var i = 0; i < Convert.ToInt32(count.Resolve(context)); i++) content.Render(context);
                    }
                }

                [InclusionTag("shop/_stars.html", TakesContext = true)]
                public static object Stars(RenderContext context, int count, IReadOnlyList<string>? names = null) => new { count, names, x = context["x"] };
            }

            [TagLibrary(Name)]
            public static class Other
            {
                private const string Name = "others";

                [SimpleTag]
                public static int Answer() => 42;
            }
            """),
        ("Settings.cs", "public partial class Settings : Quintet.Conf.Settings;"),
        ("Extras.cs", "using Quintet.Templates;\npublic static class ProjectExtras\n{\n    [SimpleTag] public static string Hello(string @class = \"a\\\"b\") => @class;\n}\n"),
    ];

    private static readonly Lazy<List<TagLibraryRegistration>> Registrations = new(() =>
    {
        var assembly = Harness.Run(Project).Load();
        var settings = (Quintet.Conf.Settings)Activator.CreateInstance(assembly.GetType("Settings")!)!;
        return [.. settings.Manifest.OfType<TagLibraryRegistration>()];
    });

    private static string Render(string text, object? model = null)
    {
        var loader = new MemoryLoader(new Dictionary<string, string> { ["shop/_stars.html"] = "{{ count }}/{{ x }}/{{ names|join:'-' }}/{{ hidden }}" });
        var engine = new Engine(new EngineOptions { Libraries = [.. Registrations.Value.Select(r => r.Create())], Loaders = [loader] });
        return engine.FromString("{% load shop_extras others project_extras %}" + text).Render(RenderContext.From(model));
    }

    [Fact]
    public void A_library_is_named_after_its_class_and_belongs_to_its_app()
    {
        Assert.Equal(
            [("ProjectExtras", null, "project_extras"), ("Shop.Other", "shop", "others"), ("Shop.ShopExtras", "shop", "shop_extras")],
            Registrations.Value.Select(r => (r.Class.FullName!, r.AppLabel, r.Create().Name)).Order());
        var price = Registrations.Value.Single(r => r.Class.Name == "ShopExtras").Create().Filters.Single(f => f.Name == "price");
        Assert.Equal(("A price with its `Currency`.", FilterArgument.Optional), (price.Documentation, price.Argument));
    }

    [Theory]
    [InlineData("{{ 9.5|price }}", "£9.50")]
    [InlineData("{{ '12'|price:'$' }}", "$12.00")]
    [InlineData("{{ '<a>'|shout }} {{ x|shout }}", "<A>! &lt;X&gt;!")]
    [InlineData("{{ x|initial }}{% autoescape off %}{{ x|initial }}{% endautoescape %}", "<b>&lt;</b>x&gt;<b><</b>x&gt;")]
    [InlineData("{{ 'ab'|late:2 }}", "abab")]
    [InlineData("{% greet x %}", "&lt;&lt;x&gt;&gt; 1 Small")]
    [InlineData("{% autoescape off %}{% greet x 2 %}{% endautoescape %}", "<<x>> 2 Small")]
    [InlineData("{% greet name='y' size='very_large' times='3' as g %}[{{ g }}]", "[&lt;y&gt; 3 VeryLarge]")]
    [InlineData("{% who 'x' %}{% who key='none' %}", "&lt;x&gt;None")]
    [InlineData("{% all 'a' 1 '2' n c_d=x e=1 %}", "a:1+2+7:c_d=&lt;x&gt;+e=1")]
    [InlineData("{% all first='a' %}", "a::")]
    [InlineData("{% box %}{{ x }}{% endbox %}", "<div title=\"-\">&lt;x&gt;</div>")]
    [InlineData("{% box title=x as b %}1{% endbox %}{{ b }}", "<div title=\"&lt;x&gt;\">1</div>")]
    [InlineData("{% upper %}a{{ x }}{% stop %}", "A&amp;LT;X&amp;GT;&lt;x&gt;")]
    [InlineData("{% repeat 3 %}{{ n }}{% between %}-{% endrepeat %}", "777")]
    [InlineData("{% with hidden=1 %}{% stars 3 list %}{% endwith %}", "3/&lt;x&gt;/p-q/")]
    [InlineData("{% stars count=n %}", "7/&lt;x&gt;/None/")]
    [InlineData("{% answer %}{% answer as a %}{{ a|add:1 }}", "4243")]
    [InlineData("{% hello %}{% hello class='c' %}", "a&quot;bc")]
    public void They_do_what_they_say(string template, string expected) => Assert.Equal(expected, Render(template, new { x = "<x>", n = 7, list = new[] { "p", "q" } }));

    [Fact]
    public void A_date_reaches_a_filter_in_local_time()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("plus 3", TimeSpan.FromHours(3), "plus 3", "plus 3");
        using var _ = Quintet.Timezone.Override(zone);
        Assert.Equal("2", Render("{{ day|hour }}", new { day = new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero) }));
    }

    [Theory]
    [InlineData("{% greet %}", "'greet' did not receive value(s) for the argument(s): 'name'.")]
    [InlineData("{% greet 'a' 1 2 3 %}", "'greet' received too many positional arguments.")]
    [InlineData("{% greet 'a' tmes=2 %}", "'greet' received unexpected keyword argument 'tmes'. Did you mean 'times'?")]
    [InlineData("{% greet 'a' name='b' %}", "'greet' received multiple values for keyword argument 'name'.")]
    [InlineData("{% greet name='a' 2 %}", "'greet' received some positional argument(s) after some keyword argument(s).")]
    [InlineData("{% stars 1 as x %}", "'stars' received too many positional arguments.")]
    [InlineData("{% box %}", "Unclosed tag 'box'. Looking for one of: endbox.")]
    [InlineData("{{ 1|late }}", "The filter 'late' needs an argument: value|late:argument.")]
    [InlineData("{{ 1|shout:2 }}", "The filter 'shout' takes no argument.")]
    [InlineData("{{ 'x'|price }}", "'value' should be a number, and is the text 'x'.")]
    [InlineData("{{ none|price }}", "'value' should be a number, and is nothing (None).")]
    [InlineData("{% greet 'a' times=1.5 %}", "'times' should be a whole number, and is 1.5.")]
    [InlineData("{% greet 'a' size='huge' %}", "'size' should be one of small, very_large, and is the text 'huge'.")]
    [InlineData("{% stars 99999999999 %}", "'count' should be a whole number, and is 99999999999.")]
    [InlineData("{% stars 1 names=1 %}", "'names' should be a list, and is 1.")]
    public void A_mistake_is_named(string template, string message)
    {
        var exception = Assert.ThrowsAny<TemplateException>(() => Render(template, new { none = (object?)null }));
        Assert.Contains(message, exception.Message);
        Assert.Equal(1, exception.Line);
    }

    [Theory]
    [InlineData("[TemplateFilter] public string Lower(string value) => value;", "Lower", "it is not static")]
    [InlineData("[TemplateFilter] public static string Lower() => \"\";", "Lower", "it takes no value")]
    [InlineData("[TemplateFilter] public static string Lower(string a, int b, int c) => a;", "Lower", "it takes 3 values")]
    [InlineData("[TemplateFilter(NeedsAutoescape = true)] public static string Lower(string a) => a;", "Lower", "NeedsAutoescape asks for")]
    [InlineData("[TemplateFilter] static string Lower(string a) => a;", "Lower", "it is private")]
    [InlineData("[TemplateFilter] public static string Lower<T>(T a) => \"\";", "Lower", "it is generic")]
    [InlineData("[TemplateFilter] public static string Lower(params string[] a) => \"\";", "Lower", "neither 'params'")]
    [InlineData("[SimpleTag] public static void Tag() { }", "Tag", "it returns nothing")]
    [InlineData("[SimpleTag(\"a b\")] public static int Tag() => 1;", "Tag", "'a b' is no name")]
    [InlineData("[SimpleTag] public static int Tag(ref int a) => 1;", "Tag", "its parameter 'a' is of a kind")]
    [InlineData("[SimpleTag(TakesContext = true)] public static int Tag(string context) => 1;", "Tag", "TakesContext asks for")]
    [InlineData("[SimpleTag] public static int Tag([KeywordArguments] string options) => 1;", "Tag", "[KeywordArguments] asks for the type")]
    [InlineData("[SimpleBlockTag] public static string Tag(int times) => \"\";", "Tag", "a tag with content takes that first")]
    [InlineData("[TemplateTag(\"a\")] public static object Tag(string a) => 1;", "Tag", "[TemplateTag] asks for")]
    [InlineData("[InclusionTag(\"\")] public static object Tag() => 1;", "Tag", "the template's name is empty")]
    public void A_method_that_cannot_be_one_is_named_at_its_place(string member, string place, string reason)
    {
        var run = Harness.Run(Project[0], ("Shop/Tags.cs", $"using Quintet.Templates;\nnamespace Shop;\npublic class Tags\n{{\n    {member}\n}}"));
        Assert.Equal([$"QT1020 at «{place}»"], run.Findings());
        Assert.Contains(reason, run.Result.Diagnostics.Single().GetMessage());
    }

    [Fact]
    public void Names_clash_within_a_library_and_between_libraries()
    {
        var run = Harness.Run(
            Project[0],
            ("Shop/Tags.cs", "using Quintet.Templates;\nnamespace Shop;\npublic static class Tags\n{\n    [SimpleTag] public static int One() => 1;\n    [SimpleTag(\"one\")] public static int Two() => 1;\n    [TemplateFilter(\"one\")] public static int Three(int value) => 1;\n}"),
            ("Shop/Z.cs", "using Quintet.Templates;\nnamespace Shop;\n[TagLibrary(\"tags\")] public static class Zebra\n{\n    [SimpleTag] public static int One() => 1;\n}"));
        Assert.Equal(["QT1021 at «Two»", "QT1022 at «Zebra»"], run.Findings().Order());
    }

    [Fact]
    public void What_is_right_is_not_reported_and_compiles() => Assert.Empty(Harness.Run(Project).AssertCompiles().Findings());

    [Fact]
    public void Another_attribute_of_the_same_name_is_none_of_ours()
    {
        var run = Harness.Run(Project[0], ("Shop/Tags.cs", "namespace Shop;\npublic class SimpleTagAttribute : Attribute;\npublic class Tags { [SimpleTag] public void Tag() { } }"));
        Assert.Empty(run.Findings());
    }

    [Fact]
    public void Typing_in_a_tags_method_writes_nothing_anew()
    {
        var run = Harness.Run(Project).With("Shop/ShopExtras.cs", Project[1].Text.Replace("=> 42", "=> 43"));
        Assert.All(run.Reasons(Quintet.Generators.QuintetGenerator.Steps.Manifest), reason => Assert.True(reason is Microsoft.CodeAnalysis.IncrementalStepRunReason.Unchanged or Microsoft.CodeAnalysis.IncrementalStepRunReason.Cached));
    }
}
