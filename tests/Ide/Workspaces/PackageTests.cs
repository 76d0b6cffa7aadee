using System.Text.Json;
using IdeTests.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Generators;
using Quintet.Ide;
using Quintet.Ide.Types;

namespace IdeTests.Workspaces;

/// <summary>An app that comes in an assembly, compiled as its author's build does it, and known to the project that refers to it from its metadata alone.</summary>
public sealed class PackageTests : IDisposable
{
    private const string App = """
        using Quintet.Urls;
        namespace Wiki;
        public partial class WikiApp : AppConfig { public override string Label => "notes"; }
        public class Urls : UrlConf
        {
            public override string AppName => "wiki";
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                UrlHelpers.Path("", Views.Index, name: "index"),
                UrlHelpers.Path("<page:slug>/<int:revision>/", Views.Show, name: "show"),
            ];
        }
        [PathConverter("page")]
        public class PageConverter : PathConverter<string> { public override string Regex => "[A-Za-z]+"; public override string ToValue(string text) => text; }
        public static class Views
        {
            /// <summary>All pages.</summary>
            public static HttpResponse Index(HttpRequest request) => new("");
            public static HttpResponse Show(HttpRequest request, string slug, long revision) => Quintet.Shortcuts.Render(request, "shop/page.html", new { slug });
        }
        internal static class Names { public const string Box = "wiki/_box.html"; }
        """;

    private const string Models = """
        namespace Wiki;
        /// <summary>A page.</summary>
        public partial class Page : Model
        {
            [CharField(MaxLength = 100)] public string Title { get; set; } = "";
            [ForeignKey(OnDelete.Cascade, Null = true)] public partial Page? Parent { get; set; }
            public string Upper => Title.ToUpperInvariant();
        }
        """;

    private const string Tags = """
        using Quintet.Templates;
        namespace Wiki;
        public static class WikiTags
        {
            /// <summary>Links the words.</summary>
            [TemplateFilter] public static string Wikify(string value, int most = 3) => value;
            [SimpleTag] public static string Crumbs(string title) => title;
            [InclusionTag(Names.Box)] public static object Box() => new { };
        }
        """;

    private const string Site = """
        // file: Settings.cs
        public partial class Settings : Quintet.Conf.Settings
        {
            public Settings()
            {
                RootUrlConf = typeof(Urls);
                InstalledApps = [typeof(Shop.ShopApp), typeof(Blog.BlogApp), typeof(Wiki.WikiApp)];
                StaticUrl = "/static/";
                Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true }];
            }
        }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;
        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Shop.Views.Index, name: "index"), Path("w/", Include<Wiki.Urls>())];
        }
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Review : Model
        {
            [ForeignKey(OnDelete.Cascade)] public partial Wiki.Page Page { get; set; }
        }
        // file: Shop/Migrations/M0001_Initial.cs
        using Quintet.Db;
        using Quintet.Db.Migrations;
        namespace Shop.Migrations;
        public class M0001_Initial : Migration
        {
            public override string Name => "0001_initial";
            public override IEnumerable<Dependency> Dependencies => [new("notes", "0001_initial")];
            public override IEnumerable<Operation> Operations => [new CreateModel("Review", [("id", new BigAutoField { PrimaryKey = true }), ("page", new ForeignKey("notes.Page", OnDelete.Cascade))])];
        }
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html", new { review = new Review(), reviews = Review.Objects.All() });
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A project that refers to the package.</summary>
    private Fixture Of(string sections, AssemblyReferences? references = null, string? projectFile = null, params IEnumerable<(string Path, string Text)> extra)
    {
        if (!File.Exists(Path.Combine(_folder, "Wiki.dll"))) Build();
        var assets = JsonSerializer.Serialize(new
        {
            targets = new Dictionary<string, object> { ["net10.0"] = new Dictionary<string, object> { ["Wiki/1.0.0"] = new { compile = new Dictionary<string, object> { ["Wiki.dll"] = new { } } } } },
            libraries = new Dictionary<string, object> { ["Wiki/1.0.0"] = new { type = projectFile is null ? "package" : "project", path = projectFile ?? "." } },
            packageFolders = new Dictionary<string, object> { [_folder] = new { } },
        });
        var fixture = Fixture.Of(Site + sections + "\n// file: obj/project.assets.json\n" + assets, references);
        foreach (var (path, text) in extra) fixture.Files[Path.Combine(_folder, path)] = text;
        return fixture;
    }

    private Compilation Compiled(string urls)
    {
        var source = CompiledApps.Compile("Wiki", (Path.Combine(_folder, "Wiki/Apps.cs"), "using Quintet.Http;\n" + App + urls), (Path.Combine(_folder, "Wiki/Models.cs"), Models), (Path.Combine(_folder, "Wiki/Tags.cs"), Tags))
            .WithReferences(Fixture.References.Of(new MemoryFiles(), _folder));
        CSharpGeneratorDriver.Create([new QuintetGenerator().AsSourceGenerator()], optionsProvider: new ProjectFolder(_folder), parseOptions: (CSharpParseOptions)source.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(source, out var whole, out _);
        return whole;
    }

    private void Build(string urls = "")
    {
        using var stream = File.Create(Path.Combine(_folder, "Wiki.dll"));
        var result = Compiled(urls).Emit(stream, manifestResources:
        [
            Resource("Wiki/templates/wiki/base.html", "<% block content %><% endblock %>"),
            Resource("Wiki/templates/wiki/_box.html", "<b>box</b>"),
            Resource("Wiki/static/wiki/wiki.css", "b { }"),
        ]);
        Assert.Empty(result.Diagnostics.Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
    }

    private static ResourceDescription Resource(string name, string text) => new(name, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), isPublic: true);

    private static string Found(Fixture fixture) =>
        string.Join('\n', Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(diagnostic => $"{diagnostic.Id} {fixture.Text[diagnostic.Span.Start..diagnostic.Span.End]}: {diagnostic.Message}"));

    private static IEnumerable<string> Offered(Fixture fixture) => Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items.Select(item => item.Label);

    private static string? Hovered(Fixture fixture) => HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)?.Markdown;

    [Theory]
    [InlineData("<% extends 'wiki/bsae.html' %>", "QT1010 wiki/bsae.html: Template 'wiki/bsae.html' was not found. Did you mean 'wiki/base.html'?")]
    [InlineData("<% extends 'wiki/base.html' %><% block contnet %><% endblock %>", "QT1017 contnet: No template above has a block 'contnet', so this one is never shown. Did you mean 'content'?")]
    [InlineData("<% load static %><% static 'wiki/wikki.css' %>", "QT4001 wiki/wikki.css: Static file 'wiki/wikki.css' was not found. Did you mean 'wiki/wiki.css'?")]
    [InlineData("<% url 'wiki:indx' %>", "QT2001 wiki:indx: There is no URL name 'wiki:indx'. Did you mean 'wiki:index'?")]
    [InlineData("<% url 'wiki:show' 'Home' %>", "QT2002 wiki:show: the arguments are not those of the route")]
    [InlineData("{{ 'x'|wikify }}", "QT1005 wikify: The filter 'wikify' is in the library 'wiki_tags', which is not loaded. Write <% load wiki_tags %> above.")]
    [InlineData("<% load wiki_tgas %>", "QT1009 wiki_tgas: There is no tag library 'wiki_tgas'.")]
    [InlineData("{{ review.page.titel }}", "QT1015 titel: Page has no 'titel'. Did you mean 'title'?")]
    [InlineData("<% extends 'wiki/base.html' %><% load static wiki_tags %><% block content %><% static 'wiki/wiki.css' %><% url 'wiki:show' 'Home' 3 %><% box %><% crumbs 'a' %>{{ 'x'|wikify:2 }}{{ review.page.title }}{{ review.page.upper }}<% include 'wiki/_box.html' %><% endblock %>", "")]
    public void What_a_template_names_of_a_package(string template, string expected)
    {
        var found = Found(Of("// file: Shop/templates/shop/index.html\n" + template + "$0"));
        Assert.StartsWith(expected.Split(": ")[0], found, StringComparison.Ordinal);
        if (expected.Contains("Did you mean", StringComparison.Ordinal)) Assert.EndsWith(expected[expected.IndexOf("Did", StringComparison.Ordinal)..], found, StringComparison.Ordinal);
        if (expected.Length == 0) Assert.Equal("", found);
    }

    [Fact]
    public void It_is_offered_where_it_fits()
    {
        Assert.Contains("wiki:show", Offered(Of("// file: Shop/templates/shop/index.html\n<% url '$0' %>")));
        Assert.Contains("wiki/base.html", Offered(Of("// file: Shop/templates/shop/index.html\n<% extends '$0' %>")));
        Assert.Contains("wiki/wiki.css", Offered(Of("// file: Shop/templates/shop/index.html\n<% load static %><% static '$0' %>")));
        Assert.Contains("wiki_tags", Offered(Of("// file: Shop/templates/shop/index.html\n<% load $0 %>")));
        Assert.Contains("crumbs", Offered(Of("// file: Shop/templates/shop/index.html\n<% load wiki_tags %><% $0 %>")));
        Assert.Contains("title", Offered(Of("// file: Shop/templates/shop/index.html\n{{ review.page.$0 }}")));
        Assert.Contains("title", Offered(Of("// file: Shop/Query.cs\nusing Quintet.Db;\nnamespace Shop;\npublic static class Query { public static object A() => Review.Objects.OrderBy(\"page__$0\"); }\n// file: templates/page.html\n")));
    }

    [Fact]
    public void Hover_says_where_it_comes_from_and_nothing_leads_into_the_assembly()
    {
        foreach (var template in new[] { "<% url 'wiki:in$0dex' %>", "<% extends 'wiki/ba$0se.html' %>", "<% load static %><% static 'wiki/wi$0ki.css' %>", "<% load wiki_t$0ags %>", "<% load wiki_tags %>{{ 'x'|wik$0ify }}", "<% load wiki_tags %><% cru$0mbs 'x' %>" })
        {
            var fixture = Of("// file: Shop/templates/shop/index.html\n" + template);
            Assert.Contains("from the package Wiki", Hovered(fixture), StringComparison.Ordinal);
            Assert.Empty(Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset));
            Assert.Empty(DocumentLinks.Of(fixture.Snapshot, fixture.Path));
            Assert.DoesNotContain(References.At(fixture.Snapshot, fixture.Path, fixture.Offset), reference => reference.Path.Contains("Wiki.dll", StringComparison.Ordinal));
        }

        Assert.Contains("Links the words.", Hovered(Of("// file: Shop/templates/shop/index.html\n<% load wiki_tags %>{{ 'x'|wik$0ify }}")), StringComparison.Ordinal);
        Assert.Contains("All pages.", Hovered(Of("// file: Shop/templates/shop/index.html\n<% url 'wiki:in$0dex' %>")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<% url 'wiki:in$0dex' %>", "other")]
    [InlineData("<% extends 'wiki/ba$0se.html' %>", "wiki/other.html")]
    [InlineData("<% extends 'wiki/base.html' %><% block con$0tent %><% endblock %>", "other")]
    public void What_is_in_a_package_is_not_renamed(string template, string name)
    {
        var fixture = Of("// file: Shop/templates/shop/index.html\n" + template);
        Assert.Contains("in the package Wiki", Assert.Throws<RenameException>(() => Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_to_its_model_is_no_change_and_has_SQL()
    {
        var fixture = Of("// file: templates/page.html\n$0");
        var migrations = fixture.Project.Model.Migrations;
        Assert.Null(migrations.States.WhyOpen("shop"));
        Assert.Empty(migrations.Changes);
        Assert.NotNull(migrations.States.Models.Find("notes.Page"));
        var (_, sql) = migrations.OperationAt(new("shop", "0001_initial"), 0, 1, Quintet.Db.Migrations.SqliteSchema.Instance)!.Value;
        Assert.Contains("\"notes_page\" (\"id\")", string.Join('\n', sql!), StringComparison.Ordinal);
        Assert.True(fixture.Project.Model.Fields.IsWhole("notes.Page"));
        Assert.Equal(["id", "title", "parent", "page", "review"], fixture.Project.Model.Fields.NamesOf("notes.Page").Select(name => name.Name));
    }

    [Fact]
    public void Models_of_the_frameworks_own_apps_are_known_as_well()
    {
        var fixture = Fixture.Of("// file: Shop/Models.cs\nusing Quintet.Db;\nnamespace Shop;\npublic partial class Tag : Model { [ForeignKey(OnDelete.Cascade)] public partial Quintet.Contrib.ContentTypes.ContentType Kind { get; set; } }\n// file: templates/page.html\n$0");
        Assert.Contains("app_label", fixture.Project.Model.Fields.NamesOf("contenttypes.ContentType").Select(name => name.Name));
    }

    [Fact]
    public void An_unchanged_assembly_is_read_once_and_a_new_one_after_the_next_restore()
    {
        var references = new AssemblyReferences();
        var fixture = Of("// file: templates/page.html\n$0", references);
        var first = fixture.Project.Packages.All.Single(package => package.Name == "Wiki");
        Assert.Same(first, Of("// file: templates/page.html\n$0", references).Project.Packages.All.Single(package => package.Name == "Wiki"));

        Build("public class Extra : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [UrlHelpers.Path(\"x/\", Views.Index, name: \"x\")]; }");
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("obj/project.assets.json"))]);
        Assert.Single(fixture.Project.Model.Types.Find("Wiki.Extra"));
    }

    [Fact]
    public void Of_another_project_the_public_face_is_read_with_the_files_of_the_whole()
    {
        Build();
        var face = Path.Combine(_folder, "obj/Debug/ref/Wiki.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(face)!);
        File.Copy(Path.Combine(_folder, "Wiki.dll"), Path.Combine(_folder, "obj/Debug/Wiki.dll"));
        using (var stream = File.Create(face)) Assert.True(Compiled("").Emit(stream, options: new(metadataOnly: true, includePrivateMembers: false)).Success);
        File.SetLastWriteTimeUtc(face, DateTime.UtcNow.AddMinutes(1));
        var fixture = Of("// file: Shop/templates/shop/index.html\n<% extends 'wiki/base.html' %><% block contnet %><% endblock %><% url 'wiki:index' %>$0", projectFile: Path.Combine(_folder, "Wiki.csproj"));
        Assert.Equal(face, fixture.Project.Packages.All.Single(package => package.Name == "Wiki").AssemblyPath);
        Assert.Equal("QT1017 contnet: No template above has a block 'contnet', so this one is never shown. Did you mean 'content'?", Found(fixture));
    }

    [Theory]
    [InlineData("<% url 'wiki:in$0dex' %>", "Wiki/Apps.cs", "Index")]
    [InlineData("<% load wiki_tags %>{{ 'x'|wik$0ify }}", "Wiki/Tags.cs", "Wikify")]
    [InlineData("<% load wiki_t$0ags %>", "Wiki/Tags.cs", "WikiTags")]
    [InlineData("<% extends 'wiki/ba$0se.html' %>", "Wiki/templates/wiki/base.html", "")]
    public void What_was_built_from_source_that_is_there_leads_to_it(string template, string path, string name)
    {
        Build();
        Directory.CreateDirectory(Path.Combine(_folder, "obj"));
        File.Copy(Path.Combine(_folder, "Wiki.dll"), Path.Combine(_folder, "obj/Wiki.dll"));
        // The source is a line further down than it was when the library was built.
        var fixture = Of($"// file: Shop/templates/shop/index.html\n{template}", projectFile: Path.Combine(_folder, "Wiki.csproj"), extra: [("Wiki/Apps.cs", "\n" + App), ("Wiki/Tags.cs", "\n" + Tags), ("Wiki/templates/wiki/base.html", "")]);
        var link = Assert.Single(Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset));
        Assert.Equal((Path.Combine(_folder, path), name), (link.TargetPath, link.TargetNameSpan.Of(fixture.Files[link.TargetPath])));
    }

    [Fact]
    public void A_library_that_the_build_made_brings_its_files_along()
    {
        var package = Package.Read(Path.Combine(AppContext.BaseDirectory, "Quintet.Fixtures.Sites.dll"))!;
        var templates = Path.Combine(package.AssemblyPath, "Shop/templates/shop");
        Assert.Equal(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Bookshop.Folder)!)!, "tests/Fixtures/Sites/Shop/templates/shop/book_list.html")), package.Files[Path.Combine(templates, "book_list.html")].Text);
        Assert.Contains(package.Facts, file => file.Facts.Types.Items.Any(type => type.FullName == "Sites.Shop.Urls" && type.UrlPatterns is not null));
        // What comes with the framework without an app is no package, nor is what is no assembly.
        Assert.Null(Package.Read(typeof(Quintet.Db.Field).Assembly.Location));
        File.WriteAllText(Path.Combine(_folder, "Broken.dll"), "MZ");
        Assert.Null(Package.Read(Path.Combine(_folder, "Broken.dll")));
    }

    [Fact]
    public void A_program_declares_nothing_for_others() =>
        Assert.DoesNotContain(Of("// file: templates/page.html\n$0").Project.Compilation.Whole.SyntaxTrees, tree => tree.FilePath.Contains("Outline", StringComparison.Ordinal));

    [Theory]
    [InlineData("// file: templates/wiki/_box.html\n{{ anything }}$0")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Box(HttpRequest request) => Render(request, \"wiki/_box.html\", new { one = 1 }); }\n// file: templates/wiki/_box.html\n{{ anything }}$0")]
    [InlineData("// file: Shop/More.cs\nusing static Quintet.Shortcuts; namespace Shop; public static class More { public static HttpResponse Page(HttpRequest request) => Render(request, \"shop/page.html\", new { one = 1 }); }\n// file: Shop/templates/shop/page.html\n{{ slug }}$0")]
    public void What_the_code_of_a_package_may_render_it_may_give_anything(string sections) => Assert.Equal("", Found(Of(sections)));

    [Fact]
    public void What_cannot_be_read_of_its_routes_is_told_where_they_are_included()
    {
        Build("public class Open : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => Made(); private static UrlPattern[] Made() => []; }");
        var fixture = Of("// file: Urls.cs\nusing static Quintet.Urls.UrlHelpers;\npublic class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"o/\", Include<Wiki.Open>())]; }$0");
        Assert.Contains("QT2007 Path(\"o/\", Include<Wiki.Open>())", Found(fixture), StringComparison.Ordinal);
    }

    private sealed class ProjectFolder(string folder) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider
    {
        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GlobalOptions { get; } = new Options(folder);

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(string folder) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key == "build_property.ProjectDir" ? folder : "";
                return value.Length > 0;
            }
        }
    }
}
