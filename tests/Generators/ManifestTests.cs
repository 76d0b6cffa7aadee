using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Management;
using Quintet.Urls;

namespace GeneratorsTests;

public class ManifestTests
{
    private static readonly (string Path, string Text)[] Site =
    [
        Samples.BlogApp,
        Samples.Books,
        ("Settings.cs", """
            public partial class Settings : Quintet.Conf.Settings
            {
                public Settings() => InstalledApps = [typeof(Blog.BlogApp)];
            }
            """),
        ("Blog/Migrations/M0001_Initial.cs", """
            using Quintet.Db.Migrations;

            namespace Blog.Migrations;

            public class M0001_Initial : Migration
            {
                public override string Name => "0001_initial";
            }
            """),
        ("Blog/Management/Seed.cs", """
            using Quintet.Management;

            namespace Blog.Management;

            public class Seed : Command
            {
                public override Task<int> Execute(CommandArguments arguments) => Task.FromResult(0);
            }
            """),
        ("Blog/Views.cs", """
            using Quintet.Views;

            namespace Blog;

            public static class Views
            {
                public static HttpResponse Index(HttpRequest request, bool onSale = false) => new("index");

                public static async Task<HttpResponse> Detail(HttpRequest request, int id, string? mode = "full")
                {
                    await Task.Yield();
                    return new($"{id} {mode}");
                }

                internal static ValueTask<HttpResponse> Raw(HttpRequest request, Guid key, decimal factor = 1.5m, Guid other = default) => new(new HttpResponse($"{key} {factor}"));
            }

            public class Dashboard : View
            {
                public HttpResponse Get(HttpRequest request) => new("get");

                public Task<HttpResponse> Post(HttpRequest request, long id) => Task.FromResult(new HttpResponse($"{id}"));
            }
            """),
        ("Blog/Urls.cs", """
            using static Quintet.Urls.UrlHelpers;

            namespace Blog;

            public class Urls : UrlConf
            {
                public override IEnumerable<UrlPattern> UrlPatterns =>
                [
                    Path("", Views.Index, name: "index"),
                    Path("sale/", Views.Index, kwargs: new { onSale = true }, name: "sale"),
                    Path("book/<int:id>/", Views.Detail, name: "detail"),
                    Path("raw/<uuid:key>/", Views.Raw),
                    Path("plain/", (HttpRequest request) => new HttpResponse("plain")),
                    Path<Dashboard>("dashboard/<int:id>/"),
                ];
            }
            """),
    ];

    [Fact]
    public void Everything_an_assembly_declares_is_listed()
    {
        var run = Harness.Run(Site).AssertCompiles();
        Baseline.Check("Site", run.Generated.Where(g => !g.Name.StartsWith("Blog.Author", StringComparison.Ordinal) && !g.Name.StartsWith("Blog.Book.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_runtime_finds_it_there()
    {
        var assembly = Harness.Run(Site).Load();
        var settings = (Quintet.Conf.Settings)Activator.CreateInstance(assembly.GetType("Settings", throwOnError: true)!)!;
        var app = (AppConfig)Activator.CreateInstance(assembly.GetType("Blog.BlogApp", throwOnError: true)!)!;

        Assert.Same(settings.Manifest, app.Manifest);
        Assert.Equal("Blog", app.SourcePath);
        Assert.Equal(["blog.Author", "blog.Book"], app.Manifest.OfType<ModelMeta>().Select(m => m.Label));
        var migration = Assert.Single(app.Manifest.OfType<MigrationRegistration>());
        Assert.Equal(("blog", "0001_initial"), (migration.AppLabel, migration.Create().Name));
        Assert.Equal("seed", Assert.Single(app.Manifest.OfType<CommandRegistration>()).Create().Name);
        Assert.Equal(["Get", "Post"], app.Manifest.OfType<ClassViewBinding>().Select(v => v.Method.Name));
        Assert.Equal(["Detail", "Index", "Raw"], app.Manifest.OfType<ViewBinding>().Select(v => v.Method.Name));
    }

    [Fact]
    public void The_settings_in_force_are_typed()
    {
        var type = Harness.Run(Site).Load().GetType("Settings", throwOnError: true)!;
        var settings = Activator.CreateInstance(type)!;
        using (Quintet.Context.Current.With(Quintet.Conf.Settings.Key, (Quintet.Conf.Settings)settings).Enter())
        {
            var current = type.GetProperty("Current", System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)!;
            Assert.Equal(type, current.PropertyType);
            Assert.Same(settings, current.GetValue(null));
        }
    }

    [Fact]
    public void A_project_that_nothing_asks_for_its_manifest_has_none()
    {
        var run = Harness.Run(("Program.cs", "public static class Program { public static int Answer => 42; }")).AssertCompiles();
        Assert.Empty(run.Generated);
    }

    [Theory]
    [InlineData("Views.Detail", "book/<int:pk>/", "QT2004 at «Views.Detail»")]
    [InlineData("Views.Detail", "book/<uuid:id>/", "QT2004 at «Views.Detail»")]
    [InlineData("Views.Detail", "book/<int:id>/", null)]
    [InlineData("Views.Detail", "book/<id>/", "QT2004 at «Views.Detail»")]
    [InlineData("Views.Detail", "book/<custom:id>/", null)]
    [InlineData("Views.Detail", "book/", null)] // A prefix before it may give the id.
    [InlineData("Views.Text", "x/", "QT2005 at «Views.Text»")]
    [InlineData("Views.NoRequest", "x/", "QT2005 at «Views.NoRequest»")]
    [InlineData("Views.ByRef", "x/", "QT2005 at «Views.ByRef»")]
    [InlineData("new Instance().Detail", "x/<int:id>/", "QT2005 at «new Instance().Detail»")]
    [InlineData("new Instance().Index", "x/", null)]
    [InlineData("(HttpRequest request) => new HttpResponse(\"\")", "x/", null)]
    [InlineData("(HttpRequest request, int id) => new HttpResponse(\"\")", "x/<int:id>/", "QT2005 at «(HttpRequest request, int id) => new HttpResponse(\"\")»")]
    public void A_view_that_does_not_fit_is_reported_at_its_place(string view, string route, string? finding)
    {
        var run = Harness.Run(Samples.BlogApp, ("Blog/Urls.cs", $$"""
            using static Quintet.Urls.UrlHelpers;

            namespace Blog;

            public delegate HttpResponse RefView(HttpRequest request, ref int id);

            public static class Views
            {
                public static HttpResponse Detail(HttpRequest request, int id) => new("");
                public static string Text(HttpRequest request) => "";
                public static HttpResponse NoRequest(int id) => new("");
                public static HttpResponse ByRef(HttpRequest request, ref int id) => new("");
            }

            public class Instance
            {
                public HttpResponse Index(HttpRequest request) => new("");
                public HttpResponse Detail(HttpRequest request, int id) => new("");
            }

            public class Urls : UrlConf
            {
                public override IEnumerable<UrlPattern> UrlPatterns => [Path("{{route}}", {{view}})];
            }
            """));
        Assert.Equal(finding is null ? [] : [finding], run.Findings());
    }

    [Fact]
    public void Two_methods_of_one_name_are_no_view()
    {
        var run = Harness.Run(Samples.BlogApp, ("Blog/Urls.cs", """
            using static Quintet.Urls.UrlHelpers;

            namespace Blog;

            public static class Views
            {
                public static HttpResponse Index(HttpRequest request) => new("");
                public static HttpResponse Index(HttpRequest request, int page) => new("");
                private static HttpResponse Hidden(HttpRequest request) => new("");

                public class Urls : UrlConf
                {
                    public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Views.Index), Path("hidden/", Hidden)];
                }
            }
            """));
        Assert.Equal(["QT2005 at «Views.Index»", "QT2005 at «Hidden»"], run.Findings());
    }

    [Theory]
    [InlineData("^book/(?P<id>[0-9]+)/$", null)]
    [InlineData("^book/(?<id>[0-9]+)/$", null)]
    [InlineData("^book/(?<pk>[0-9]+)/$", "QT2004 at «Views.Detail»")]
    [InlineData("^book/(?<id>[0-9]+)/(?<when>.+)/$", "QT2004 at «Views.Detail»")]
    public void The_groups_of_an_expression_are_checked_as_parameters(string regex, string? finding)
    {
        var run = Harness.Run(Samples.BlogApp, ("Blog/Urls.cs", $$"""
            using static Quintet.Urls.UrlHelpers;

            namespace Blog;

            public static class Views
            {
                public static HttpResponse Detail(HttpRequest request, int id, System.DateOnly when = default) => new("");
            }

            public class Urls : UrlConf
            {
                public override System.Collections.Generic.IEnumerable<UrlPattern> UrlPatterns => [RePath("{{regex}}", Views.Detail)];
            }
            """));
        Assert.Equal(finding is null ? [] : [finding], run.Findings());
    }

    [Theory]
    [InlineData("[PathConverter(\"yyyy\")] public class Year : PathConverter<int> { public override string Regex => \"[0-9]{4}\"; public override int ToValue(string text) => int.Parse(text); }", null)]
    [InlineData("[PathConverter(\"yyyy\")] public class Year { }", "QT2008 at «Year»")]
    [InlineData("[PathConverter(\"yyyy\")] public abstract class Year : PathConverter<int>;", "QT2008 at «Year»")]
    [InlineData("[PathConverter(\"y-y\")] public class Year : PathConverter<string> { public override string Regex => \"x\"; public override string ToValue(string text) => text; }", "QT2008 at «Year»")]
    [InlineData("[PathConverter(\"yyyy\")] public class Year(int digits) : PathConverter<string> { public override string Regex => digits.ToString(); public override string ToValue(string text) => text; }", "QT2008 at «Year»")]
    public void A_class_that_cannot_be_a_converter_is_reported(string code, string? finding)
    {
        var run = Harness.Run(Samples.BlogApp, ("Blog/Converters.cs", $"namespace Blog;\n\n{code}"));
        Assert.Equal(finding is null ? [] : [finding], run.Findings());
        if (finding is null) Assert.Contains("new global::Quintet.Routing.PathConverterRegistration(\"yyyy\", static () => new global::Blog.Year()),", run.Generated.Single(file => file.Name == "Quintet.Manifest.g.cs").Text);
    }

    [Theory]
    [InlineData("public class Settings : Quintet.Conf.Settings;", "QT6001 at «Settings»")]
    [InlineData("public partial class Settings : Quintet.Conf.Settings;", null)]
    [InlineData("public partial class Settings : Quintet.Conf.Settings; public class TestSettings : Settings;", null)]
    [InlineData("public class ShopApp : AppConfig;", "QT6002 at «ShopApp»")]
    [InlineData("public partial class ShopApp : AppConfig; public partial class OtherApp : AppConfig { public override string Label => \"shop\"; }", "QT6003 at «ShopApp»")]
    [InlineData("public class M0001 : Quintet.Db.Migrations.Migration { public override string Name => \"0001\"; }", "QT5001 at «M0001»")]
    [InlineData("public partial class ShopApp : AppConfig; public class M0001 : Quintet.Db.Migrations.Migration { public override string Name => \"0001\"; }", null)]
    [InlineData("public partial class ShopApp : AppConfig; public class Tests { private class M0001 : Quintet.Db.Migrations.Migration { public override string Name => \"0001\"; } }", null)]
    public void What_cannot_be_registered_is_reported(string source, string? finding)
    {
        var run = Harness.Run(("Shop/Apps.cs", "namespace Shop; " + source));
        Assert.Equal(finding is null ? [] : [finding], run.Findings());
        if (finding is null) run.AssertCompiles();
    }

    [Fact]
    public void An_app_in_the_project_folder_and_one_outside_of_it()
    {
        var run = Harness.Run(("Apps.cs", "public partial class RootApp : AppConfig;"), ("../other/Apps.cs", "namespace Other; public partial class OtherApp : AppConfig;"), ("A/B/Apps.cs", "namespace A.B; public partial class DeepApp : AppConfig;"));
        var assembly = run.Load();
        string PathOf(string type) => ((AppConfig)Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!).SourcePath;
        Assert.Equal("", PathOf("RootApp"));
        Assert.Equal("A/B", PathOf("A.B.DeepApp"));
    }
}
