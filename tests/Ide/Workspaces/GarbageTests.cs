using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Quintet.Ide;

namespace IdeTests.Workspaces;

/// <summary>Whatever stands in a buffer, there is an answer; and when the text is back, the answers are those of a fresh workspace.</summary>
public class GarbageTests
{
    private static readonly string[] Files = [.. Directory.EnumerateFiles(Bookshop.Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Bookshop.Folder, path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal))
        .Where(path => path.Contains("templates/") || Path.GetFileName(path) is "Urls.cs" or "Settings.cs" or "Apps.cs").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names() => [.. Files];

    // In CI each of them; elsewhere some, others in each file.
    private static readonly int s_step = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 1 : 3;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_prefix_of_a_file_is_survived(string file)
    {
        var workspace = Bookshop.Open();
        var path = Bookshop.At(file);
        var text = File.ReadAllText(path);
        var page = Bookshop.At("templates/scratch.html");
        workspace.Apply([new FileChange.Opened(path, text), new FileChange.Opened(page, "<% url '")]);
        for (var length = text.Length % s_step; length <= text.Length; length += s_step)
        {
            workspace.Apply([new FileChange.Edited(path, text[..length])]);
            AskEverything(workspace.Current, path, length);
            if (path.EndsWith(".cs", StringComparison.Ordinal)) _ = Completion.At(workspace.Current, page, 8);
        }

        workspace.Apply([new FileChange.Edited(path, text)]);
        AssertLikeFresh(workspace, path, text);
    }

    [Property(MaxTest = 25)]
    public Property Any_edits_are_survived() => Prop.ForAll(
        Gen.Elements(Files).ToArbitrary(),
        Gen.ArrayOf(Gen.Choose(0, 100_000)).ToArbitrary(),
        (file, numbers) =>
        {
            var workspace = Bookshop.Open();
            var path = Bookshop.At(file);
            var original = File.ReadAllText(path);
            string[] pieces = ["<% ", "{% url '", "%>", "{{ x|", "}}", "\"", "'", "(", ")", "[", "]", "name: \"", "Path(", "<", "\r\n", "\\", "\uD83D", "<% endblock %>", "<% for", "/*", "\"\"\""];
            var text = original;
            workspace.Apply([new FileChange.Opened(path, text)]);
            foreach (var number in numbers)
            {
                var at = number % (text.Length + 1);
                var cut = Math.Min(number / 7 % 9, text.Length - at);
                text = text[..at] + pieces[number % pieces.Length] + text[(at + cut)..];
                workspace.Apply([new FileChange.Edited(path, text)]);
                AskEverything(workspace.Current, path, at);
            }

            workspace.Apply([new FileChange.Edited(path, original)]);
            AssertLikeFresh(workspace, path, original);
        });

    private static void AskEverything(Snapshot snapshot, string path, int offset)
    {
        foreach (var item in Completion.At(snapshot, path, offset).Items) Assert.True(item.Replace.Touches(offset));
        _ = HoverInfo.At(snapshot, path, offset);
        _ = Definition.At(snapshot, path, offset);
        _ = Declaration.At(snapshot, path, offset);
        _ = References.At(snapshot, path, offset);
        _ = LinkedNames.At(snapshot, path, offset);
        var length = snapshot.GetDocument(path)!.Text.Length;
        AssertNested(Outline.Of(snapshot, path), 0, length);
        foreach (var fold in Folding.Of(snapshot, path)) Assert.True(fold.EndLine > fold.StartLine);
        foreach (var link in DocumentLinks.Of(snapshot, path)) Assert.InRange(link.Span.End, link.Span.Start, length);
        foreach (var place in Highlights.At(snapshot, path, offset)) Assert.InRange(place.Span.End, place.Span.Start, length);
        var spans = SelectionRanges.At(snapshot, path, offset);
        Assert.All(spans, span => Assert.True(span.Touches(offset)));
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First != pair.Second && pair.Second.Start <= pair.First.Start && pair.First.End <= pair.Second.End));
        foreach (var found in Diagnostics.Of(snapshot, path)) Assert.InRange(found.Span.End, found.Span.Start, length);
    }

    private static void AssertNested(IEnumerable<OutlineItem> items, int start, int end)
    {
        foreach (var item in items)
        {
            Assert.True(start <= item.Span.Start && item.Span.Start <= item.NameSpan.Start && item.NameSpan.End <= item.Span.End && item.Span.End <= end, item.Name);
            AssertNested(item.Children, item.Span.Start, item.Span.End);
        }
    }

    private static void AssertLikeFresh(Workspace workspace, string path, string text)
    {
        var fresh = Bookshop.Open();
        fresh.Apply([new FileChange.Opened(path, text)]);
        var page = Bookshop.At("templates/scratch.html");
        foreach (var each in new[] { workspace, fresh }) each.Apply([new FileChange.Opened(page, "<% url '")]);
        Assert.Equal(Completion.At(fresh.Current, page, 8).Items, Completion.At(workspace.Current, page, 8).Items);
        Assert.Equal(
            Diagnostics.OfProject(fresh.Current, fresh.Current.Projects[0]).SelectMany(file => file.Items),
            Diagnostics.OfProject(workspace.Current, workspace.Current.Projects[0]).SelectMany(file => file.Items));
        for (var offset = 0; offset <= text.Length; offset += 17)
        {
            Assert.Equal(HoverInfo.At(fresh.Current, path, offset), HoverInfo.At(workspace.Current, path, offset));
            Assert.Equal(References.At(fresh.Current, path, offset), References.At(workspace.Current, path, offset));
            Assert.Equal(Definition.At(fresh.Current, path, offset), Definition.At(workspace.Current, path, offset));
        }
    }
}
