using Quintet.Ide;

namespace IdeTests.Workspaces;

/// <summary>What an edit costs: counted, so that it holds on every machine.</summary>
public class IncrementalTests
{
    private static void Ask(Fixture fixture)
    {
        _ = Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        _ = HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        _ = Diagnostics.Of(fixture.Snapshot, fixture.Path);
        _ = fixture.Snapshot.Projects;
    }

    private static (int Read, int Sources, int Templates, int Folders) Counts(Workspace workspace) =>
        (workspace.Statistics.FilesRead, workspace.Statistics.SourcesParsed, workspace.Statistics.TemplatesParsed, workspace.Statistics.FoldersListed);

    [Fact]
    public void The_first_answer_reads_each_source_once_and_no_other_template()
    {
        var fixture = Fixture.Of("<% url '$0");
        for (var i = 0; i < 2; i++) _ = Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        var sources = fixture.Files.All.Count(path => path.EndsWith(".cs", StringComparison.Ordinal));
        Assert.Equal((sources, sources, 1), (fixture.Workspace.Statistics.FilesRead, fixture.Workspace.Statistics.SourcesParsed, fixture.Workspace.Statistics.TemplatesParsed));
    }

    [Fact]
    public void Typing_in_a_template_parses_that_template_and_nothing_else()
    {
        var fixture = Fixture.Of("<% url '$0");
        Ask(fixture);
        var before = Counts(fixture.Workspace);
        fixture.Edit("templates/page.html", "<% url 'x");
        Ask(fixture);
        Assert.Equal(before with { Templates = before.Templates + 1 }, Counts(fixture.Workspace));
    }

    [Fact]
    public void Typing_in_CSharp_parses_that_file_and_nothing_else()
    {
        var fixture = Fixture.Of("<% url '$0");
        Ask(fixture);
        var before = Counts(fixture.Workspace);
        fixture.Workspace.Apply([new FileChange.Opened(Fixture.At("Shop/Views.cs"), fixture.Files[Fixture.At("Shop/Views.cs")] + "\n// more")]);
        Ask(fixture);
        Assert.Equal(before with { Sources = before.Sources + 1 }, Counts(fixture.Workspace));
    }

    [Fact]
    public void Of_all_templates_only_the_edited_one_is_read_again_and_no_type_is_worked_out_anew()
    {
        var fixture = Fixture.Of("""
            // file: Shop/Views.cs
            namespace Shop;
            public static class Views
            {
                public static HttpResponse Index(HttpRequest request) => Quintet.Shortcuts.Render(request, "shop/index.html", new { titles = Titles() });
                public static HttpResponse BookDetail(HttpRequest request, int id)
                {
                    var title = Titles()[0];
                    return Quintet.Shortcuts.Render(request, "page.html", new { title });
                }
                private static string[] Titles() => [];
            }
            // file: templates/page.html
            <% extends "shop/index.html" %>{{ title.length }}{{ $0titles }}
            """);
        Ask(fixture);
        var (counts, statistics) = (Counts(fixture.Workspace), fixture.Workspace.Statistics);
        var (bound, made) = (statistics.Bindings, statistics.CompilationsMade);
        // Of the views only that which renders the template is looked into.
        Assert.Equal((1, 1), (bound, made));

        fixture.Edit("templates/page.html", "{{ title }}{{ titles }}");
        Ask(fixture);
        Assert.Equal((counts.Templates + 1, bound, made), (statistics.TemplatesParsed, statistics.Bindings, statistics.CompilationsMade));

        // A change inside of another file's method binds nothing but what stands there.
        fixture.Edit("Blog/Views.cs", fixture.Files[Fixture.At("Blog/Views.cs")].Replace("=> new(\"\")", "=> new(\"x\")", StringComparison.Ordinal));
        Ask(fixture);
        Assert.Equal(2, statistics.CompilationsMade);
        fixture.Edit("Shop/Views.cs", fixture.Files[Fixture.At("Shop/Views.cs")].Replace("var title = Titles()[0];", "var title = Titles()[1];", StringComparison.Ordinal));
        Ask(fixture);
        Assert.Equal((3, 1), (statistics.CompilationsMade, statistics.Generations));
    }

    [Fact]
    public void Of_a_type_only_the_members_that_a_template_names_are_bound()
    {
        var fixture = Fixture.Of("""
            // file: Shop/Views.cs
            namespace Shop;
            public sealed record Thing(string Title, int Pages, decimal Price, System.DateOnly Day, Thing Next)
            {
                public string Shown() => Title;
            }
            public static class Views
            {
                public static HttpResponse Index(HttpRequest request) => Quintet.Shortcuts.Render(request, "page.html", new { thing = new Thing("", 1, 1, default, null!) });
                public static HttpResponse BookDetail(HttpRequest request, int id) => new("");
            }
            // file: templates/page.html
            {{ thing.title }}{{ thing.title }}{{ $0thing.next.title.length }}
            """);
        Assert.Empty(Diagnostics.Of(fixture.Snapshot, fixture.Path));
        // Title, Next, and a string's Length.
        Assert.Equal(3, fixture.Workspace.Statistics.MembersBound);
    }

    [Fact]
    public void Diagnosing_a_template_that_is_edited_makes_as_little_among_many_templates_as_among_few()
    {
        Assert.InRange(Diagnosing(among: 300) - Diagnosing(among: 3), -20_000, 20_000);

        static long Diagnosing(int among)
        {
            var others = string.Concat(Enumerable.Range(0, among).Select(i => $"// file: templates/other_{i}.html\n<% extends \"shop/index.html\" %>{{{{ other_{i} }}}}\n"));
            var fixture = Fixture.Of(others + "// file: templates/page.html\n<% extends \"shop/index.html\" %>$0{{ title }}\n");
            var bytes = 0L;
            for (var i = 0; i < 10; i++)
            {
                fixture.Edit("templates/page.html", $"<% extends \"shop/index.html\" %>{{{{ title_{i} }}}}");
                var before = GC.GetAllocatedBytesForCurrentThread();
                _ = Diagnostics.Of(fixture.Snapshot, fixture.Path);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return bytes;
        }
    }

    [Fact]
    public void Opening_and_closing_a_source_parses_nothing()
    {
        var fixture = Fixture.Of("<% url '$0");
        Ask(fixture);
        var before = Counts(fixture.Workspace);
        var path = Fixture.At("Shop/Views.cs");
        fixture.Workspace.Apply([new FileChange.Opened(path, fixture.Files[path])]);
        Ask(fixture);
        fixture.Workspace.Apply([new FileChange.Closed(path)]);
        Ask(fixture);
        Assert.Equal(before.Sources, fixture.Workspace.Statistics.SourcesParsed);
    }

    [Fact]
    public void Types_are_indexed_anew_only_where_their_names_change()
    {
        var fixture = Fixture.Of("<% url '$0");
        Ask(fixture);
        Assert.Equal(1, fixture.Workspace.Statistics.TypesIndexed);
        fixture.Edit("Urls.cs", fixture.Files[Fixture.At("Urls.cs")].Replace("\"index\"", "\"home\"", StringComparison.Ordinal));
        Ask(fixture);
        fixture.Edit("Shop/Views.cs", fixture.Files[Fixture.At("Shop/Views.cs")].Replace("Index(", "Start(", StringComparison.Ordinal));
        Ask(fixture);
        Assert.Equal(1, fixture.Workspace.Statistics.TypesIndexed);
        fixture.Edit("Shop/Views.cs", fixture.Files[Fixture.At("Shop/Views.cs")].Replace("class Views", "class Pages", StringComparison.Ordinal));
        Ask(fixture);
        Assert.Equal(2, fixture.Workspace.Statistics.TypesIndexed);
    }

    [Fact]
    public void A_file_changed_on_disk_is_read_again_alone()
    {
        var fixture = Fixture.Of("<% url '$0");
        Ask(fixture);
        var before = Counts(fixture.Workspace);
        var path = Fixture.At("Urls.cs");
        fixture.Files[path] = fixture.Files[path].Replace("\"index\"", "\"home\"", StringComparison.Ordinal);
        fixture.Workspace.Apply([new FileChange.OnDisk(path)]);
        Ask(fixture);
        Assert.Equal(before with { Read = before.Read + 1, Sources = before.Sources + 1 }, Counts(fixture.Workspace));
        Assert.Contains(Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items, item => item.Label == "home");
    }

    [Fact]
    public void An_edit_that_changes_no_fact_keeps_the_model()
    {
        var fixture = Fixture.Of("<% url '$0");
        var model = fixture.Project.Model;
        fixture.Workspace.Apply([new FileChange.Opened(Fixture.At("Shop/Views.cs"), fixture.Files[Fixture.At("Shop/Views.cs")] + "\n// more")]);
        Assert.Same(model, fixture.Project.Model);
        fixture.Edit("templates/page.html", "x");
        Assert.Same(model, fixture.Project.Model);
    }

    [Fact]
    public void An_old_snapshot_goes_on_answering_as_it_did()
    {
        var fixture = Fixture.Of("<% url '$0");
        var old = fixture.Snapshot;
        fixture.Edit("Urls.cs", "public class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => []; }");
        Assert.Empty(Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset).Items);
        Assert.Equal(4, Completion.At(old, fixture.Path, fixture.Offset).Items.Count);
    }

    [Fact]
    public void A_large_project_answers_while_one_types()
    {
        var files = Fixture.Of("").Files;
        for (var i = 0; i < 200; i++)
        {
            var paths = string.Join(",\n", Enumerable.Range(0, 10).Select(j => $"Path(\"r{j}/<int:id>/\", Views.V{j}, name: \"name_{i}_{j}\")"));
            files[Fixture.At($"App{i}/Urls.cs")] = $"using static Quintet.Urls.UrlHelpers; namespace App{i}; public class Urls : UrlConf {{ public override IEnumerable<UrlPattern> UrlPatterns => [{paths}]; }}";
            files[Fixture.At($"App{i}/Views.cs")] = $"namespace App{i}; public static class Views {{ {string.Concat(Enumerable.Range(0, 10).Select(j => $"public static HttpResponse V{j}(HttpRequest request, int id) => new(\"\");\n"))} }}";
            for (var j = 0; j < 5; j++) files[Fixture.At($"templates/app{i}/t{j}.html")] = "<% extends 'base.html' %>";
        }

        files[Fixture.At("Urls.cs")] = $"using static Quintet.Urls.UrlHelpers; public class Urls : UrlConf {{ public override IEnumerable<UrlPattern> UrlPatterns => [{string.Join(",\n", Enumerable.Range(0, 200).Select(i => $"Path(\"a{i}/\", Include<App{i}.Urls>())"))}]; }}";
        var workspace = new Workspace(new() { Files = files, References = Fixture.References });
        workspace.SetFolders([Fixture.Root]);
        var path = Fixture.At("templates/page.html");
        workspace.Apply([new FileChange.Opened(path, "<% url '")]);
        Assert.Equal(2000, Completion.At(workspace.Current, path, 8).Items.Count);
        // Who includes whom is in every template; it is read once.
        _ = Diagnostics.Of(workspace.Current, path);
        var counts = Counts(workspace);
        // Fifty keystrokes with everything an editor asks for after each: no other file is touched.
        for (var i = 0; i < 50; i++)
        {
            var text = $"<% url 'name_1{new string('x', i)}";
            workspace.Apply([new FileChange.Edited(path, text)]);
            _ = Completion.At(workspace.Current, path, text.Length);
            _ = Diagnostics.Of(workspace.Current, path);
        }

        Assert.Equal(counts with { Templates = counts.Templates + 50 }, Counts(workspace));
    }

    [Fact]
    public void What_nobody_has_asked_of_a_state_does_not_keep_it()
    {
        var fixture = Fixture.Of("<% url '$0");
        var urls = Fixture.At("Urls.cs");
        var text = fixture.Files[urls]!;
        var first = Ask();
        // Nothing but routes change: what models and fields are is as it was, and has never been asked for.
        for (var i = 0; i < 3; i++)
        {
            fixture.Workspace.Apply([new FileChange.Opened(urls, text.Replace("name: \"", $"name: \"n{i}", StringComparison.Ordinal))]);
            _ = Ask();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        Assert.False(first.IsAlive, "The first compilation is kept by something that was not asked for yet.");
        GC.KeepAlive(fixture);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Ask()
        {
            _ = fixture.Project.Model.Urls;
            _ = fixture.Project.Compilation.Whole;
            return new(fixture.Project.Compilation);
        }
    }

    [Fact]
    public void Of_what_was_before_an_edit_nothing_is_kept()
    {
        var fixture = Fixture.Of("<% url '$0");
        var urls = Fixture.At("Urls.cs");
        var text = fixture.Files[urls]!;
        var earlier = new List<WeakReference>();
        // What nobody asked of a state must not hold it, and the one before it, either.
        for (var i = 0; i < 20; i++) Step(i);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        // Parts that still hold are taken over, each with the state that made it.
        Assert.InRange(earlier.Count(state => state.IsAlive), 0, 4);
        GC.KeepAlive(fixture);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Step(int i)
        {
            fixture.Workspace.Apply([new FileChange.Opened(urls, text.Replace("name: \"", $"name: \"n{i}", StringComparison.Ordinal))]);
            Ask(fixture);
            _ = fixture.Project.Compilation;
            earlier.Add(new(fixture.Project));
            earlier.Add(new(fixture.Project.Model));
        }
    }
}
