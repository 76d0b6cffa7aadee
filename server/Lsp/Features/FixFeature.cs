using Quintet.Ide;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/codeAction</c>: the fixes of the diagnostics in a range.</summary>
internal static class FixFeature
{
    public const string QuickFix = "quickfix";

    public static object? Answer(DocumentRequest request, CodeActionParams parameters, CancellationToken cancellation)
    {
        // A client that knows commands only gets none: most fixes are edits.
        if (!request.Features.CodeActions || (parameters.Context?.Only is { } only && !only.Any(kind => kind.Length == 0 || kind == QuickFix))) return null;
        var span = request.Positions.ToSpan(parameters.Range);
        var fixes = Fixes.At(request.Snapshot, request.Document.Path, span, cancellation).Where(fix => fix.Create is null || (request.Features.DocumentChanges && request.Features.CreatesFiles)).ToList();
        if (fixes.Count == 0) return null;
        return fixes.Select(fix => new CodeAction(fix.Title, QuickFix, [DiagnosticConversion.Convert(fix.Diagnostic, request)])
        {
            Edit = fix.Command is null ? Edit(fix, request) : null,
            Command = fix.Command is { } command ? CommandFeature.Of(command, fix.Title, request) : null,
            // The only fix of a mistake is what "fix all" may take.
            IsPreferred = fixes.Count(other => other.Diagnostic == fix.Diagnostic) == 1 && fix is { Create: null, Command: null } ? true : null,
        }).ToArray();
    }

    private static WorkspaceEdit Edit(Fix fix, DocumentRequest request)
    {
        if (fix.Create is { } file) return new() { DocumentChanges = [new CreateFile(request.Open.UriOf(file), new(IgnoreIfExists: true))] };
        var uri = request.Open.UriOf(request.Document.Path);
        TextEdit[] edits = [.. fix.Edits.Select(edit => new TextEdit(request.Positions.ToRange(edit.Replace), edit.Text))];
        return request.Features.DocumentChanges ? new() { DocumentChanges = [new TextDocumentEdit(new(uri, request.Document.Version), edits)] } : new() { Changes = new() { [uri] = edits } };
    }
}
