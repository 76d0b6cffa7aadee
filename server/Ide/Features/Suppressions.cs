using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>
/// Where a file says itself that a diagnostic is not wanted: in C# with <c>#pragma warning disable QT2001</c>, in a template with a comment,
/// <c>{# quintet: disable=QT2001 #}</c>, which renders nothing. A comment counts from where it stands, to <c>enable</c> or the end of the file,
/// or as <c>disable-line</c> and <c>disable-next-line</c> for one line. Without ids it counts for all.
/// </summary>
internal sealed partial class Suppressions
{
    // In the order of the text.
    private readonly List<(int Start, bool Disables, string[] Ids)> _switches = [];
    private readonly List<(int Line, string[] Ids)> _lines = [];
    private readonly Document _document;

    private Suppressions(Document document) => _document = document;

    public static Suppressions Of(Document document)
    {
        var found = new Suppressions(document);
        if (document.Kind == DocumentKind.CSharp && document.Text.Contains("#pragma", StringComparison.Ordinal)) found.ReadPragmas();
        else if (document.Kind == DocumentKind.Template && document.Text.Contains("quintet:", StringComparison.Ordinal)) found.ReadComments();
        return found;
    }

    public bool Cover(Diagnostic diagnostic)
    {
        var isDisabled = false;
        foreach (var (start, disables, ids) in _switches)
        {
            if (start > diagnostic.Span.Start) break;
            if (Names(ids, diagnostic.Id)) isDisabled = disables;
        }

        return isDisabled || (_lines.Count > 0 && _lines.Exists(line => line.Line == LineOf(diagnostic.Span.Start) && Names(line.Ids, diagnostic.Id)));
    }

    private static bool Names(string[] ids, string id) => ids.Length == 0 || ids.Contains(id, StringComparer.OrdinalIgnoreCase);

    private int LineOf(int offset) => _document.Lines.GetPosition(offset).Line;

    private void ReadPragmas()
    {
        var root = SourceReader.Parse(_document.Text).GetCompilationUnitRoot();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is not PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma) continue;
            _switches.Add((pragma.SpanStart, pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword), [.. pragma.ErrorCodes.Select(code => code.ToString().Trim())]));
        }
    }

    private void ReadComments()
    {
        foreach (var comment in Mention.TreeOf(_document).Descendants().OfType<CommentNode>())
        {
            var match = Instruction().Match(comment.ContentSpan.Of(_document.Text));
            if (!match.Success) continue;
            string[] ids = match.Groups["ids"].Success ? match.Groups["ids"].Value.Split(',', StringSplitOptions.TrimEntries) : [];
            switch (match.Groups["what"].Value)
            {
                case "disable-line": _lines.Add((LineOf(comment.Span.Start), ids)); break;
                case "disable-next-line": _lines.Add((LineOf(comment.Span.Start) + 1, ids)); break;
                case var what: _switches.Add((comment.Span.Start, what == "disable", ids)); break;
            }
        }
    }

    // What stands behind the ids says why, to people.
    [GeneratedRegex(@"^\s*quintet:\s*(?<what>disable-next-line|disable-line|disable|enable)(?![\w-])(\s*=\s*|\s+|$)(?<ids>QT\d+(\s*,\s*QT\d+)*)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Instruction();
}
