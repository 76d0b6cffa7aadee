using Quintet.Reading;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What the string literals of a C# file name.</summary>
internal static class CSharpMentions
{
    /// <param name="facts">The file.</param>
    /// <param name="project">
    /// The project; a method or property that it declares itself under one of our names takes other literals, so nothing is claimed about them.
    /// </param>
    public static IEnumerable<Mention> All(SourceFacts facts, ProjectModel project)
    {
        foreach (var use in facts.Literals)
        {
            // Of a literal with escapes the offsets do not fit; no name of ours needs one.
            if (!use.Literal.IsExact) continue;
            var isRequired = use.Literal.IsClosed && !use.IsAlternative && !use.IsGuess && !project.DeclaresMember(use.Callee);
            yield return new Mention(KindOf(use.Role), use.Literal.Value, SpanOf(use.Literal.Content), isRequired).WithoutPartial();
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
