using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/prepareRename</c>, <c>textDocument/rename</c> and <c>workspace/willRenameFiles</c>.</summary>
internal static class RenameFeature
{
    /// <summary>Which moves of files we want to hear of beforehand: all, because every file may be a template or a static file. Of a folder the client names the folder alone, so folders are left to it.</summary>
    public static readonly FileOperationOptions MovedFiles = new(new([new("file", new("**/*", "file"))]));

    public static object? Prepare(DocumentRequest request, CancellationToken cancellation) =>
        Rename.Prepare(request.Snapshot, request.Document.Path, request.Offset, cancellation) is { } target ? new PrepareRenameResult(request.Positions.ToRange(target.Span), target.Name) : null;

    public static object? Answer(DocumentRequest request, string newName, CancellationToken cancellation)
    {
        try
        {
            var result = Rename.At(request.Snapshot, request.Document.Path, request.Offset, newName, cancellation);
            if (result.Move is not null && !(request.Features.DocumentChanges && request.Features.MovesFiles)) throw new RenameException("The editor moves no files for language servers: move the template yourself, and its name is changed where the editor tells of it.");
            return Convert(result, request.Snapshot, request.Features, request.Open);
        }
        catch (RenameException e)
        {
            throw new LocalRpcException(e.Message) { ErrorCode = ErrorCodes.RequestFailed };
        }
    }

    public static object? ForMoves(Snapshot snapshot, RenameFilesParams parameters, ClientFeatures features, OpenDocuments open, CancellationToken cancellation)
    {
        var moves = parameters.Files.Select(file => (From: FileUri.ToPath(file.OldUri), To: FileUri.ToPath(file.NewUri))).Where(move => move is { From: not null, To: not null }).Select(move => new FileMove(move.From!, move.To!));
        var edits = Rename.ForMoves(snapshot, moves, cancellation);
        return edits.Count == 0 ? null : Convert(new(edits, null), snapshot, features, open);
    }

    private static WorkspaceEdit Convert(RenameResult result, Snapshot snapshot, ClientFeatures features, OpenDocuments open)
    {
        var files = result.Edits.GroupBy(edit => edit.Path).Select(file =>
        {
            var document = snapshot.GetDocument(file.Key)!;
            var positions = new TextPositions(document.Text, document.Lines, features.Encoding);
            return (Uri: open.UriOf(file.Key), document.Version, Edits: file.OrderBy(edit => edit.Span.Start).Select(edit => new TextEdit(positions.ToRange(edit.Span), edit.NewText)).ToArray());
        });
        if (!features.DocumentChanges) return new() { Changes = files.ToDictionary(file => file.Uri, file => file.Edits) };
        var changes = files.Select(object (file) => new TextDocumentEdit(new(file.Uri, file.Version), file.Edits)).ToList();
        if (result.Move is { } move) changes.Add(new RenameFile(open.UriOf(move.From), FileUri.FromPath(move.To)));
        return new() { DocumentChanges = [.. changes] };
    }
}
