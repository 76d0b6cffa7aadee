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
    private readonly Dictionary<string, IReadOnlySet<string>> _needs = new(StringComparer.Ordinal);

    public VariableCheck(Snapshot snapshot, Project project) => (_project, _scopes) = (project, snapshot.ScopesOf(project));

    /// <summary>What is wrong in a template: the rule, the place, the message.</summary>
    public IEnumerable<(DiagnosticRule Rule, TextSpan Span, string Message)> Run(string template, TemplateTree tree)
    {
        var above = TemplateBlocks.Parent(tree) is null ? null : _scopes.BlocksAbove(template);
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
        var missing = NeedsOf(link.Target).Where(name => given.Find(name) is null).Order(StringComparer.Ordinal).ToList();
        if (missing.Count == 0) yield break;
        // A name that is nearly one of those that are there is misspelt in the part, and said there.
        var others = _scopes.GivenTo(link.Target, withOthers: true);
        missing.RemoveAll(name => others.Find(name) is null && DidYouMean.Find(name, given.Variables.Select(variable => variable.Name)) is not null);
        if (missing.Count > 0) yield return (DiagnosticTable.IncludeForgetsVariable, tag.Arguments[0].Span, DiagnosticTable.IncludeForgetsVariable.Format(link.Target, string.Join(", ", missing.Select(name => $"'{name}'"))));
    }

    /// <summary>The variables without which a part is not what it should be: those that it shows without asking first whether they are there.</summary>
    private IReadOnlySet<string> NeedsOf(string template)
    {
        if (_needs.TryGetValue(template, out var known)) return known;
        var needs = new HashSet<string>(StringComparer.Ordinal);
        // A part that includes itself needs no more for it.
        _needs[template] = needs;
        if (_scopes.TreeOf(template) is not { } tree) return needs;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (node, scope) in _scopes.WalkAlone(template, tree))
        {
            if (scope.IsOpen) continue;
            foreach (var value in TemplateWalk.Values(tree, node))
            {
                var isAsked = node is TagNode { Name: "if" or "elif" or "firstof" } || value.Filters.Any(filter => filter.Name is "default" or "default_if_none" or "yesno");
                foreach (var operand in TemplateWalk.Variables(value))
                {
                    var name = operand.Parts[0].Name;
                    if (isAsked && operand == value.Operand) asked.Add(name);
                    else if (scope.Find(name) is null && name is not ("True" or "False" or "None")) needs.Add(name);
                }
            }

            // What is handed on by an include that says so is read here already; what it leaves alone is needed there.
            if (node is TagNode tag && TemplateLink.Of(tag) is { IsExtends: false, IsOnly: false } link)
            {
                var given = link.With.Select(argument => argument.Key).ToHashSet();
                needs.UnionWith(NeedsOf(link.Target).Where(name => !given.Contains(name) && scope.Find(name) is null));
            }
        }

        needs.ExceptWith(asked);
        return needs;
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
