using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary>Our texts are Markdown; a client that shows none gets them as they are, which reads well enough.</summary>
internal static class Markup
{
    public static MarkupContent Of(string markdown, bool supported) =>
        new(supported ? MarkupContent.Markdown : MarkupContent.PlainText, markdown);
}
