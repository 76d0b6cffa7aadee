using System.Text.RegularExpressions;
using Quintet.Ide.Types;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Finds forms that post to this site without the token that proves that they are its own: their posts would be refused.</summary>
internal static partial class FormCheck
{
    /// <summary>The opening tags of such forms.</summary>
    public static IEnumerable<TextSpan> Run(TemplateScopes scopes, TemplateTree tree)
    {
        // What is in a comment, or in text that is no template, is not sent.
        var comments = tree.Descendants().OfType<CommentNode>().Select(comment => comment.Span).ToList();
        foreach (Match form in Form().Matches(tree.Text))
        {
            var attributes = form.Groups["attributes"].Value;
            if (!Post().IsMatch(attributes) || ElsewhereAction().IsMatch(attributes) || comments.Exists(comment => comment.Contains(form.Index))) continue;
            var end = tree.Text.IndexOf("</form", form.Index, StringComparison.OrdinalIgnoreCase);
            // A form that is closed in another template may get its token there.
            if (end < 0) continue;
            var inside = TextSpan.FromBounds(form.Index, end);
            var tags = tree.Descendants().OfType<TagNode>().Where(tag => inside.Contains(tag.Span.Start)).ToList();
            if (tags.Exists(tag => MayBringToken(scopes, tree, tag, 0)) || tree.Descendants().OfType<VariableNode>().Any(variable => inside.Contains(variable.Span.Start) && variable.Expression.Operand.Text == "csrf_token")) continue;
            yield return new(form.Index, form.Length);
        }
    }

    private static bool MayBringToken(TemplateScopes scopes, TemplateTree tree, TagNode tag, int depth)
    {
        switch (tag.Name)
        {
            case "csrf_token": return true;
            case "include":
                return depth > 8 || TemplateLink.Of(tag) is not { } link || scopes.TreeOf(link.Target) is not { } part || part.Descendants().OfType<TagNode>().Any(inner => MayBringToken(scopes, part, inner, depth + 1));
            // A part of this template, and what another template fills in, is looked for nowhere.
            case "partial" or "block": return true;
            default: return tree.Options.Tags.Find(tag.Name) is null ? !tree.Options.Tags.IsContinuation(tag.Name) : scopes.IsOwnTag(tag.Name);
        }
    }

    // An attribute's value may hold a tag with quotes of its own.
    [GeneratedRegex("""<form\b(?<attributes>(?:<%.*?%>|\{%.*?%\}|\{\{.*?\}\}|[^<>])*)>""", RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("""\bmethod\s*=\s*["']?post\b""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Post();

    [GeneratedRegex("""\baction\s*=\s*["']?\s*(https?:)?//""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ElsewhereAction();
}
