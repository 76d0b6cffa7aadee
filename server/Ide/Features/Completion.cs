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
        return document.Kind switch
        {
            DocumentKind.Template => TemplateCompletion.At(snapshot, project, project.Model.Templates.NameOf(path), project.Model.AppOf(document.Path), Mention.TreeOf(document), offset),
            DocumentKind.CSharp => CSharpCompletion.At(project.Model, document, offset),
            _ => CompletionResult.Empty,
        };
    }
}
