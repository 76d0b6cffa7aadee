using Quintet.Ide;
using Quintet.Ide.Types;

namespace IdeTests;

/// <summary>
/// A small project written in one string: sections begin with <c>// file: PATH</c> and replace or add to those of <see cref="Site"/>;
/// <c>$0</c> is the cursor, and the file with it is opened in the editor.
/// </summary>
internal sealed class Fixture
{
    public const string Root = "/code/mysite";
    private const string Header = "// file: ";

    /// <summary>A project with two apps, one of them behind a namespace.</summary>
    public const string Site = """
        // file: mysite.csproj
        <Project Sdk="Microsoft.NET.Sdk" />
        // file: Manage.cs
        return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);
        // file: Settings.cs
        using Blog;
        using Shop;

        public partial class Settings : Quintet.Conf.Settings
        {
            public Settings()
            {
                RootUrlConf = typeof(Urls);
                InstalledApps = [typeof(ShopApp), typeof(BlogApp)];
                StaticUrl = "/static/";
                StaticFilesDirs = [BaseDir / "static"];
                Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true }];
            }
        }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;

        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("", Shop.Views.Index, name: "index"),
                Path("books/<int:id>/", Shop.Views.BookDetail, name: "book_detail"),
                Path("blog/", Include<Blog.Urls>()),
            ];
        }
        // file: Shop/Apps.cs
        namespace Shop;
        public partial class ShopApp : AppConfig;
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;

        namespace Shop;

        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html");

            /// <summary>One book.</summary>
            public static HttpResponse BookDetail(HttpRequest request, int id) => Redirect("index");
        }
        // file: Shop/templates/shop/index.html
        <% extends "base.html" %>
        // file: Shop/static/shop/shop.css
        a { }
        // file: Blog/Apps.cs
        namespace Blog;
        public partial class BlogApp : AppConfig { public override string Label => "blog"; }
        // file: Blog/Urls.cs
        using static Quintet.Urls.UrlHelpers;

        namespace Blog;

        public class Urls : UrlConf
        {
            public override string AppName => "blog";

            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("", Views.PostList, name: "post_list"),
                Path("<slug:slug>/", Views.PostDetail, name: "post_detail"),
            ];
        }
        // file: Blog/Views.cs
        namespace Blog;

        public static class Views
        {
            public static HttpResponse PostList(HttpRequest request) => new("");
            public static HttpResponse PostDetail(HttpRequest request, string slug) => new("");
        }
        // file: templates/base.html
        <title>Books</title>
        // file: static/css/site.css
        b { }
        // file: static/logo.svg
        <svg/>
        """;

    /// <summary>Read once for all tests.</summary>
    internal static AssemblyReferences References { get; } = new();

    private Fixture(MemoryFiles files, Workspace workspace, string path, string text, int offset) =>
        (Files, Workspace, Path, Text, Offset) = (files, workspace, path, text, offset);

    public MemoryFiles Files { get; }

    public Workspace Workspace { get; }

    public Snapshot Snapshot => Workspace.Current;

    public Project Project => Workspace.Current.Projects.Single();

    /// <summary>The file with the cursor.</summary>
    public string Path { get; }

    /// <summary>Its text, without the cursor.</summary>
    public string Text { get; }

    public int Offset { get; }

    /// <summary>Reads sections over <see cref="Site"/>; a text without sections is the template <c>templates/page.html</c>.</summary>
    public static Fixture Of(string sections, AssemblyReferences? references = null) => Read(Site + "\n" + (sections.StartsWith(Header, StringComparison.Ordinal) ? sections : Header + "templates/page.html\n" + sections), references);

    /// <summary>Reads sections alone.</summary>
    public static Fixture Read(string sections, AssemblyReferences? references = null)
    {
        var files = new MemoryFiles();
        string path = "", cursorPath = "", cursorText = "";
        var cursor = -1;
        foreach (var section in ("\n" + sections.ReplaceLineEndings("\n")).Split("\n" + Header, StringSplitOptions.RemoveEmptyEntries))
        {
            var line = section.IndexOf('\n');
            path = $"{Root}/{(line < 0 ? section : section[..line]).Trim()}";
            var text = line < 0 ? "" : section[(line + 1)..];
            var at = text.IndexOf("$0", StringComparison.Ordinal);
            if (at >= 0)
            {
                text = text.Remove(at, 2);
                (cursorPath, cursorText, cursor) = (path, text, at);
            }

            files[path] = text;
        }

        var workspace = new Workspace(new() { Files = files, References = references ?? References });
        workspace.SetFolders([Root]);
        if (cursor >= 0) workspace.Apply([new FileChange.Opened(cursorPath, cursorText, 1)]);
        return new(files, workspace, cursorPath, cursorText, cursor);
    }

    public static string At(string relative) => $"{Root}/{relative}";

    /// <summary>The files that change, by their relative paths, as they are with edits.</summary>
    public Dictionary<string, string> With(IEnumerable<FileEdit> edits) => edits.GroupBy(edit => edit.Path).ToDictionary(
        file => System.IO.Path.GetRelativePath(Root, file.Key),
        file => file.OrderByDescending(edit => edit.Span.Start).Aggregate(Snapshot.GetDocument(file.Key)!.Text, (text, edit) => text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..]));

    public void Edit(string relative, string text) => Workspace.Apply([new FileChange.Edited(At(relative), text)]);
}
