namespace Quintet.Ide;

/// <summary>What fits at the cursor.</summary>
public static class Completion
{
    /// <summary>The characters after which an editor should ask by itself.</summary>
    public static IReadOnlyList<string> TriggerCharacters { get; } = ["%", " ", "'", "\"", "|", "/", ":", "."];

    /// <summary>The items at a cursor (in UTF-16 code units). A file that belongs to no project gets nothing.</summary>
    public static CompletionResult At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return CompletionResult.Empty;
        offset = Math.Clamp(offset, 0, document.Text.Length);
        var result = document.Kind switch
        {
            DocumentKind.Template => TemplateCompletion.At(project.Model, Mention.TreeOf(document), offset),
            DocumentKind.CSharp => CSharpCompletion.At(project.Model, document, offset),
            _ => CompletionResult.Empty,
        };
        return Narrowed(result, document.Text, offset);
    }

    // Editors filter by themselves; a list that is long to send is cut down to what the typed letters can mean.
    private const int LongList = 400;

    private static CompletionResult Narrowed(CompletionResult result, string text, int offset)
    {
        if (result.Items.Count <= LongList) return result;
        var typed = text[Math.Min(result.Items[0].Replace.Start, offset)..offset];
        if (typed.Length == 0) return result;
        return new([.. result.Items.Where(item => IsSubsequence(typed, item.FilterText ?? item.Label))], IsIncomplete: true);
    }

    private static bool IsSubsequence(string typed, string name)
    {
        var position = 0;
        foreach (var c in name)
        {
            if (position < typed.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(typed[position])) position++;
        }

        return position == typed.Length;
    }
}
