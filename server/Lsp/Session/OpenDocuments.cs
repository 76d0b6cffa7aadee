using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Session;

/// <summary>A buffer of the editor.</summary>
/// <param name="Uri">As the client spells it: answers about the file use the same spelling.</param>
internal sealed record OpenDocument(string Uri, string Path, int Version, string Text);

/// <summary>The texts of the files that the editor has open, kept by its incremental changes. Used in the order of the messages.</summary>
internal sealed class OpenDocuments
{
    private readonly Dictionary<string, OpenDocument> _byPath = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public PositionEncoding Encoding { get; set; }

    public OpenDocument? Find(string path)
    {
        lock (_byPath) return _byPath.GetValueOrDefault(path);
    }

    /// <summary>Null where the URI is none of a file.</summary>
    public OpenDocument? Open(TextDocumentItem item)
    {
        if (FileUri.ToPath(item.Uri) is not { } path) return null;
        return Set(new(item.Uri, path, item.Version, item.Text));
    }

    /// <summary>Null where the document is not open.</summary>
    public OpenDocument? Change(VersionedTextDocumentIdentifier identifier, TextDocumentContentChangeEvent[] changes)
    {
        if (FileUri.ToPath(identifier.Uri) is not { } path || Find(path) is not { } document) return null;
        var text = document.Text;
        foreach (var change in changes)
        {
            // Each change counts on the text that the one before it left.
            text = change.Range is { } range ? Replace(text, range, change.Text) : change.Text;
        }

        return Set(document with { Version = identifier.Version, Text = text });
    }

    /// <summary>Null where the document is not open.</summary>
    public OpenDocument? Close(TextDocumentIdentifier identifier)
    {
        if (FileUri.ToPath(identifier.Uri) is not { } path) return null;
        lock (_byPath) return _byPath.Remove(path, out var document) ? document : null;
    }

    /// <summary>The URI for a path: the client's own spelling where it has the file open.</summary>
    public string UriOf(string path) => Find(path)?.Uri ?? FileUri.FromPath(path);

    private OpenDocument Set(OpenDocument document)
    {
        lock (_byPath) _byPath[document.Path] = document;
        return document;
    }

    private string Replace(string text, Range range, string newText)
    {
        var span = new TextPositions(text, Encoding).ToSpan(range);
        return string.Concat(text.AsSpan(0, span.Start), newText, text.AsSpan(span.End));
    }
}
