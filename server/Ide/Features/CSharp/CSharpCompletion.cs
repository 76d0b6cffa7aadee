using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Completes the names in C# string literals: URL names in <c>Reverse("…")</c>, templates in <c>Render(request, "…")</c>, fields in <c>Filter("…", x)</c>.</summary>
internal static class CSharpCompletion
{
    public static CompletionResult At(ProjectModel project, Document document, int offset)
    {
        foreach (var use in document.File.Facts.Literals)
        {
            var content = CSharpMentions.SpanOf(use.Literal.Content);
            if (!content.Touches(offset) || !use.Literal.IsExact) continue;
            // Without a closing quote the literal runs to the end of the line; what is meant ends at the first character that no name has.
            var replace = use.Literal.IsClosed ? content : TextSpan.FromBounds(content.Start, EndOfName(document.Text, offset, content.End));
            var close = use.Literal.IsClosed ? "" : "\"";
            var app = project.AppOf(document.Path);
            var (offers, isIncomplete) = Offer.Matching(project.Offers(CSharpMentions.KindOf(use.Role)), document.Text[replace.Start..offset], app);
            return new([.. offers.Select(offer => new CompletionItem(offer.Name, offer.Kind, replace, offer.Name + close) { Detail = offer.Detail, SortText = offer.SortText(app) })], isIncomplete);
        }

        return FieldPathFeatures.Complete(project, document, offset) ?? CompletionResult.Empty;
    }

    private static int EndOfName(string text, int offset, int end)
    {
        while (offset < end && (char.IsLetterOrDigit(text[offset]) || text[offset] is '_' or '-' or ':' or '.' or '/')) offset++;
        return offset;
    }
}
