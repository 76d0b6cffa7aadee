using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>Completes at the <c>$0</c> of a fixture.</summary>
internal static class CompletionFixture
{
    public static IReadOnlyList<CompletionItem> Items(string sections)
    {
        var fixture = Fixture.Of(sections);
        var result = Completion.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        foreach (var item in result.Items) CheckShape(item, fixture.Text, fixture.Offset);
        return [.. result.Items.OrderBy(item => item.SortText ?? item.Label, StringComparer.Ordinal)];
    }

    public static string Labels(string sections) => string.Join(' ', Items(sections).Select(item => item.Label));

    /// <summary>The text of the file after an item was accepted; a snippet's stops stay visible (<c>$1</c>).</summary>
    public static string Accept(string sections, string label)
    {
        var fixture = Fixture.Of(sections);
        var item = Items(sections).Single(item => item.Label == label);
        return fixture.Text[..item.Replace.Start] + item.NewText + fixture.Text[item.Replace.End..];
    }

    /// <summary>The text after an item was accepted by an editor without snippets.</summary>
    public static string AcceptPlain(string sections, CompletionItem item)
    {
        var text = Fixture.Of(sections).Text;
        var edit = item.Plain ?? new(item.Replace, item.NewText);
        return text[..edit.Replace.Start] + edit.Text + text[edit.Replace.End..];
    }

    /// <summary>What LSP demands of an edit: on one line, and around the cursor; and what editors filter by must fit what is typed.</summary>
    private static void CheckShape(CompletionItem item, string text, int offset)
    {
        Assert.True(item.Replace.Touches(offset), $"{item.Label} replaces {item.Replace}, the cursor is at {offset}");
        Assert.DoesNotContain('\n', item.Replace.Of(text));
        Assert.Equal(item.IsSnippet, item.Plain is not null);
    }
}
