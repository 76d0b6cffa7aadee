using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>
/// Holds a template against the types of those who render it: variables that nobody gives, members that their types do not have, parts
/// that are included without what they need, arguments of URLs that no converter takes.
/// </summary>
internal sealed class VariableCheck
{
    private readonly Project _project;
    private readonly TemplateScopes _scopes;
    private readonly PartSignatures _parts;

    public VariableCheck(Snapshot snapshot, Project project)
    {
        (_project, _scopes) = (project, snapshot.ScopesOf(project));
        _parts = new(_scopes);
    }

    /// <summary>What is wrong in a template: the rule, the place, the message.</summary>
    public IEnumerable<(DiagnosticRule Rule, TextSpan Span, string Message)> Run(string template, TemplateTree tree)
    {
        var above = TemplateBlocks.Parent(template, tree) is null ? null : _scopes.BlocksAbove(template);
        foreach (var (node, scope) in _scopes.WalkWithOthers(template, tree))
        {
            // What is half typed is another's matter.
            if (node is TagNode { IsClosed: false } or VariableNode { IsClosed: false }) continue;
            foreach (var value in TemplateWalk.Values(tree, node).Where(value => value.Error is null))
            {
                foreach (var operand in TemplateWalk.Variables(value))
                {
                    if (Of(operand, scope) is { } found) yield return found;
                }
            }

            if (node is not TagNode tag) continue;
            foreach (var found in OfInclude(template, tag, scope)) yield return found;
            if (UrlArguments.WrongType(_project.Model.Urls, _scopes, tag, scope) is var (span, message)) yield return (DiagnosticTable.UrlArgumentOfWrongType, span, message);
            if (above is not null && OfBlock(tree, tag, above) is { } stray) yield return stray;
        }
    }

    private (DiagnosticRule, TextSpan, string)? Of(Operand operand, Scope scope)
    {
        var first = operand.Parts[0];
        if (scope.Find(first.Name) is not { } variable)
        {
            if (scope.IsOpen || first.Name is "True" or "False" or "None") return null;
            var givers = scope.Given.Givers.Count == 1 ? scope.Given.Givers[0] : $"any of {string.Join(", ", scope.Given.Givers.Take(3))}{(scope.Given.Givers.Count > 3 ? $" and {scope.Given.Givers.Count - 3} more" : "")}";
            return (DiagnosticTable.UnknownVariable, first.Span, DiagnosticTable.UnknownVariable.Format(first.Name, givers, DidYouMean.Sentence(first.Name, scope.All.Select(known => known.Name))));
        }

        var type = variable.Type;
        foreach (var part in operand.Parts.Skip(1))
        {
            if (part.Name.Length == 0) return null;
            if (_scopes.Binder.Ask(type, part.Name) is { } answer)
            {
                type = answer.Type;
                continue;
            }

            var what = type.Display.Length > 0 ? type.Display : "what is before it";
            return (DiagnosticTable.UnknownMember, part.Span, DiagnosticTable.UnknownMember.Format(what, part.Name, DidYouMean.Sentence(part.Name, _scopes.Binder.MembersOf(type).Select(member => member.TemplateName))));
        }

        return null;
    }

    private IEnumerable<(DiagnosticRule, TextSpan, string)> OfInclude(string template, TagNode tag, Scope scope)
    {
        if (TemplateLink.Of(tag) is not { IsExtends: false } link || _scopes.GivenBy(template, tag, scope) is not { IsOpen: false } given) yield break;
        var target = link.TargetFrom(template);
        var missing = _parts.NamesOf(target, link.Part).Where(name => name.IsNeeded && given.Find(name.Name) is null).Select(name => name.Name).Order(StringComparer.Ordinal).ToList();
        if (missing.Count == 0) yield break;
        // A name that is nearly one of those that are there is misspelt in the template, and said there; in a partial of it nothing is.
        var others = _scopes.GivenTo(target, withOthers: true);
        if (link.Part is null) missing.RemoveAll(name => others.Find(name) is null && DidYouMean.Find(name, given.Variables.Select(variable => variable.Name)) is not null);
        if (missing.Count > 0) yield return (DiagnosticTable.IncludeForgetsVariable, tag.Arguments[0].Span, DiagnosticTable.IncludeForgetsVariable.Format((link with { Target = target }).Name, string.Join(", ", missing.Select(name => $"'{name}'"))));
    }

    /// <summary>A block that no template above has, and that is in none that one has, is never shown.</summary>
    private static (DiagnosticRule, TextSpan, string)? OfBlock(TemplateTree tree, TagNode tag, IReadOnlySet<string> above)
    {
        if (tag is not { Name: "block", Arguments: [var name, ..] } || above.Contains(name.Text)) return null;
        var path = tree.FindAt(tag.Span.Start + 1).Path.OfType<BlockNode>().Where(block => block.Open != tag);
        if (path.Any(block => block.Name == "block")) return null;
        return (DiagnosticTable.BlockNotInParent, name.Span, DiagnosticTable.BlockNotInParent.Format(name.Text, DidYouMean.Sentence(name.Text, above)));
    }
}
