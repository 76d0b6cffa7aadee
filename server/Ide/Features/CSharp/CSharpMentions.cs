using Quintet.Reading;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What the string literals of a C# file name.</summary>
internal static class CSharpMentions
{
    public static IEnumerable<Mention> All(SourceFacts facts)
    {
        foreach (var use in facts.Literals)
        {
            // Of a literal with escapes the offsets do not fit; no name of ours needs one.
            if (!use.Literal.IsExact) continue;
            yield return new(KindOf(use.Role), use.Literal.Value, SpanOf(use.Literal.Content), IsRequired: use.Literal.IsClosed && !use.IsAlternative);
        }
    }

    public static MentionKind KindOf(LiteralRole role) => role switch
    {
        LiteralRole.TemplateName => MentionKind.TemplateName,
        LiteralRole.UrlName => MentionKind.UrlName,
        _ => MentionKind.UrlNameOrPath,
    };

    public static TextSpan SpanOf(Microsoft.CodeAnalysis.Text.TextSpan span) => new(span.Start, span.Length);
}
