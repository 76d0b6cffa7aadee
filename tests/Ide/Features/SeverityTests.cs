using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>How severe a diagnostic is to be: what .editorconfig files and the files themselves say.</summary>
public class SeverityTests
{
    private const string Broken = "<% url 'indx' %>";

    private static string Show(Fixture fixture, string path = "templates/page.html") =>
        string.Join(", ", Diagnostics.Of(fixture.Snapshot, Fixture.At(path)).Select(found => $"{found.Id} {found.Severity}"));

    private static Fixture With(string config) => Fixture.Of($"// file: .editorconfig\n{config}\n// file: templates/page.html\n{Broken}");

    [Theory]
    [InlineData("none", "")]
    [InlineData("silent", "QT2001 Hint")]
    [InlineData("suggestion", "QT2001 Information")]
    [InlineData("warning", "QT2001 Warning")]
    [InlineData("error", "QT2001 Error")]
    [InlineData("default", "QT2001 Error")]
    public void A_severity_is_set_by_id(string severity, string expected) => Assert.Equal(expected, Show(With($"[*.html]\ndotnet_diagnostic.QT2001.severity = {severity}")));

    [Fact]
    public void A_value_that_is_no_severity_is_told()
    {
        var fixture = With("[*.html]\ndotnet_diagnostic.QT2001.severity = eror");
        Assert.Equal("QT2001 Error", Show(fixture));
        Assert.Contains("eror", Assert.Single(fixture.Snapshot.SeverityMistakes));
    }

    [Theory]
    [InlineData("[*.cs]", "QT2001 Error")]
    [InlineData("[*]", "")]
    [InlineData("[templates/**]", "")]
    [InlineData("[{page,other}.html]", "")]
    [InlineData("[other/*.html]", "QT2001 Error")]
    public void A_section_says_for_which_files(string section, string expected) => Assert.Equal(expected, Show(With($"{section}\ndotnet_diagnostic.qt2001.severity = none")));

    [Fact]
    public void The_nearest_file_wins()
    {
        var fixture = Fixture.Of($"// file: .editorconfig\n[*]\ndotnet_diagnostic.QT2001.severity = none\n// file: templates/.editorconfig\n[*]\ndotnet_diagnostic.QT2001.severity = warning\n// file: templates/page.html\n{Broken}");
        Assert.Equal("QT2001 Warning", Show(fixture));
    }

    [Theory]
    [InlineData("root = true\n", "QT2001 Error")]
    [InlineData("", "")]
    public void A_root_hides_what_stands_above(string head, string expected)
    {
        var files = With("[*]").Files;
        files[Fixture.At(".editorconfig")] = head;
        files["/code/.editorconfig"] = "[*.html]\ndotnet_diagnostic.QT2001.severity = none\n";
        var workspace = new Workspace(new() { Files = files, References = Fixture.References });
        // The folder that is open is not the topmost.
        workspace.SetFolders([Fixture.Root]);
        Assert.Equal(expected, string.Join(", ", Diagnostics.Of(workspace.Current, Fixture.At("templates/page.html")).Select(found => $"{found.Id} {found.Severity}")));
    }

    [Fact]
    public void A_changed_file_counts_at_once()
    {
        var fixture = With("[*]");
        var config = Fixture.At(".editorconfig");
        Assert.Equal("QT2001 Error", Show(fixture));
        fixture.Files[config] = "[*]\ndotnet_diagnostic.QT2001.severity = suggestion";
        Assert.Equal("QT2001 Error", Show(fixture));
        fixture.Workspace.Apply([new FileChange.OnDisk(config)]);
        Assert.Equal("QT2001 Information", Show(fixture));
        fixture.Workspace.Apply([new FileChange.Opened(config, "[*]\ndotnet_diagnostic.QT2001.severity = warning")]);
        Assert.Equal("QT2001 Warning", Show(fixture));
        fixture.Workspace.Apply([new FileChange.Closed(config)]);
        Assert.Equal("QT2001 Information", Show(fixture));
        fixture.Files.Delete(config);
        fixture.Workspace.Apply([new FileChange.OnDisk(config)]);
        Assert.Equal("QT2001 Error", Show(fixture));
    }

    [Fact]
    public void A_file_in_a_folder_that_comes_and_goes_counts_as_long_as_it_is_there()
    {
        var fixture = Fixture.Of($"// file: templates/page.html\n{Broken}");
        var (config, page) = (Fixture.At("templates/old/.editorconfig"), Fixture.At("templates/old/page.html"));
        (fixture.Files[config], fixture.Files[page]) = ("[*]\ndotnet_diagnostic.QT2001.severity = none", Broken);
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("templates/old"))]);
        Assert.Equal("", Show(fixture, "templates/old/page.html"));
        Assert.Equal("QT2001 Error", Show(fixture));
        fixture.Files.Delete(config);
        fixture.Files.Delete(page);
        fixture.Workspace.Apply([new FileChange.OnDisk(Fixture.At("templates/old"))]);
        fixture.Files[page] = Broken;
        fixture.Workspace.Apply([new FileChange.OnDisk(page)]);
        Assert.Equal("QT2001 Error", Show(fixture, "templates/old/page.html"));
    }

    [Fact]
    public void The_files_are_kept_when_the_projects_are_listed_anew()
    {
        var fixture = With("[*]\ndotnet_diagnostic.QT2001.severity = none");
        fixture.Workspace.Apply([new FileChange.Opened(Fixture.At(".editorconfig"), "[*]\ndotnet_diagnostic.QT2001.severity = warning"), new FileChange.OnDisk(Fixture.At("mysite.csproj"))]);
        Assert.Equal("QT2001 Warning", Show(fixture));
    }

    [Theory]
    [InlineData("{# quintet: disable=QT2001 #}\n<% url 'indx' %>\n<% url 'indy' %>", "")]
    [InlineData("<%# quintet: disable #>\n<% url 'indx' %>", "QT2001")]
    [InlineData("<%# quintet: disable %>\n<% url 'indx' %>", "")]
    [InlineData("<% url 'indx' %>\n{# quintet: disable=QT2001 #}\n<% url 'indy' %>", "QT2001")]
    [InlineData("{# quintet: disable=QT2001 #}\n<% url 'indx' %>{# quintet: enable=QT2001 #}\n<% url 'indy' %>", "QT2001")]
    [InlineData("{# quintet: disable #}\n{# quintet: enable=QT2001 #}<% url 'indx' %><% nothing %>", "QT2001")]
    [InlineData("{# quintet: disable=QT1004 #}<% url 'indx' %>", "QT2001")]
    [InlineData("{# quintet: disable=QT1004,QT2001 since it comes with another app #}<% url 'indx' %><% nothing %>", "")]
    [InlineData("{# quintet: disable QT1004 , qt2001 #}<% url 'indx' %><% nothing %>", "QT2001")]
    [InlineData("<% url 'indx' %>{# quintet: disable-line=QT2001 #}\n<% url 'indy' %>", "QT2001")]
    [InlineData("{# quintet: disable-next-line=QT2001 #}\n<% url 'indx' %>\n<% url 'indy' %>", "QT2001")]
    [InlineData("{# quintet: disable-next-line #}\r\n<% url 'indx' %><% nothing %>", "")]
    [InlineData("{# quintet: disable-everything #}<% url 'indx' %>", "QT2001")]
    [InlineData("{# quintet:disable=QT9999 #}<% url 'indx' %>", "QT2001")]
    [InlineData("quintet: disable=QT2001 <% url 'indx' %>", "QT2001")]
    public void A_comment_in_a_template_suppresses(string template, string expected) =>
        Assert.Equal(expected, string.Join(" ", Diagnostics.Of(Fixture.Of(template + "$0").Snapshot, Fixture.At("templates/page.html")).Select(found => found.Id)));

    [Theory]
    [InlineData("#pragma warning disable QT2001", "", "")]
    [InlineData("#pragma warning disable", "", "")]
    [InlineData("#pragma warning disable CS0168, QT2001 // from elsewhere", "", "")]
    [InlineData("#pragma warning disable QT1010", "", "QT2001")]
    [InlineData("#pragma warning disable QT2001", "#pragma warning restore QT2001", "")]
    [InlineData("#pragma warning disable QT2001\n#pragma warning restore QT2001", "", "QT2001")]
    [InlineData("#if NEVER\n#pragma warning disable QT2001\n#endif", "", "QT2001")]
    [InlineData("// #pragma warning disable QT2001", "", "QT2001")]
    public void A_pragma_in_CSharp_suppresses(string before, string after, string expected)
    {
        var fixture = Fixture.Of($"// file: Shop/More.cs\nnamespace Shop;\npublic static class More\n{{\n    static void M(HttpRequest request)\n    {{\n{before}\n        Redirect(\"shop:nothing\");\n{after}\n    }}\n}}");
        Assert.Equal(expected, string.Join(" ", Diagnostics.Of(fixture.Snapshot, Fixture.At("Shop/More.cs")).Select(found => found.Id)));
    }

    [Fact]
    public void What_is_suppressed_has_no_fix()
    {
        var fixture = Fixture.Of("{# quintet: disable=QT2001 #}<% url 'indx' %>$0");
        Assert.Empty(Fixes.At(fixture.Snapshot, fixture.Path, new(0, fixture.Text.Length)));
    }
}
