using Quintet.Ide.Types;
using Quintet.Templates;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What is said about the parts of templates: the variables that they want.</summary>
internal static class PartHover
{
    /// <summary>The partial that is named at a cursor: in <c>partial</c>, <c>partialdef</c>, or behind the <c>#</c> of an <c>include</c>.</summary>
    public static Hover? At(Snapshot snapshot, Project project, Document document, int offset)
    {
        var tree = Mention.TreeOf(document);
        if (tree.FindAt(Math.Clamp(offset, 0, document.Text.Length)) is not { Tag: { } tag, ArgumentIndex: 0, Argument: { } argument }) return null;
        var name = project.Model.Templates.NameOf(document.Path);
        if (tree.Options.Tags.Find(tag.Name)?.FirstArgument is ArgumentRole.PartialName or ArgumentRole.PartialDefinition)
            return name is null ? null : Of(snapshot, project, name, argument.Text, argument.Span);
        if (TemplateLink.Of(tag) is not { Part: { } part } link) return null;
        var content = argument.Value.Operand.ContentSpan;
        return offset > content.Start + link.Target.Length ? Of(snapshot, project, link.TargetFrom(name), part, TextSpan.FromBounds(content.Start + link.Target.Length + 1, content.End)) : null;
    }

    /// <summary>The signature of what an <c>include</c> shows, to be put behind what is said about its template; empty where it wants nothing, and for any other tag.</summary>
    public static string OfInclude(Snapshot snapshot, Project project, Document document, Mention template) =>
        Mention.TreeOf(document).FindAt(template.Span.Start) is { Tag: { } tag } && TemplateLink.Of(tag) is { IsExtends: false } link ? Signature(snapshot, project, link.TargetFrom(project.Model.Templates.NameOf(document.Path)), link.Part) : "";

    private static Hover? Of(Snapshot snapshot, Project project, string template, string part, TextSpan span) =>
        snapshot.ScopesOf(project).TreeOf(template) is { } tree && TemplateBlocks.Partial(tree, part) is not null
            ? new(span, $"Partial **{part}** of **{template}**{Signature(snapshot, project, template, part)}")
            : null;

    private static string Signature(Snapshot snapshot, Project project, string template, string? part)
    {
        var variables = new PartSignatures(snapshot.ScopesOf(project)).Of(template, part).Where(variable => !variable.IsEverywhere).ToList();
        return variables.Count == 0 ? "" : $"\n\n```\n{string.Join(", ", variables)}\n```";
    }
}
