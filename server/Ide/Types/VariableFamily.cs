using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;
using CSharpSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Quintet.Ide.Types;

/// <summary>Who gives a name its meaning at a place of a template.</summary>
/// <param name="Template">The template.</param>
/// <param name="Declaration">The place in it where a tag declares it; null where it is what the template is given.</param>
/// <param name="Part">The part of the template (<c>partialdef</c>) that sees what there is where the part is shown; null: none.</param>
internal readonly record struct VariableMeaning(string Template, ContextOrigin? Declaration = null, string? Part = null);

/// <summary>A place in a template that reads or declares a variable.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">As it is written there: <c>page_title</c>, or as C# writes it.</param>
/// <param name="IsDeclaration">Whether a tag declares it there.</param>
internal sealed record FamilyUse(Reference Place, string Name, bool IsDeclaration);

/// <summary>
/// A variable through all templates that see the same: those that the same C# gives it to, or the same tag, or that give it to one another by <c>extends</c> and <c>include</c>. What is one family has one name.
/// </summary>
internal sealed class VariableFamily
{
    private readonly Project _project;
    private readonly TemplateScopes _scopes;
    private readonly ContextInventory _contexts;
    private readonly Dictionary<string, TemplateFacts> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<VariableMeaning, List<VariableMeaning>> _same = [];
    private readonly HashSet<VariableMeaning> _meanings = [];
    private readonly HashSet<ContextOrigin> _origins = [];
    private readonly List<string> _obstacles = [];
    private readonly Queue<VariableMeaning> _next = new();

    /// <param name="snapshot">All files.</param>
    /// <param name="document">The file in which somebody asks; among several templates of one name it is the one that counts.</param>
    /// <param name="project">The project.</param>
    /// <param name="name">The variable.</param>
    private VariableFamily(Snapshot snapshot, Document document, Project project, string name)
    {
        (_project, _scopes, _contexts, Name) = (project, snapshot.ScopesOf(project), project.Model.Contexts, name);
        if (document.Kind == DocumentKind.Template && project.Model.Templates.NameOf(document.Path) is { } asked) _facts[asked] = Read(asked, document.Path, Mention.TreeOf(document));
        var given = project.Model.TemplateFiles.Select(file => Facts(file.File.Name)).OfType<TemplateFacts>().SelectMany(facts => facts.Given).ToList();
        var isNeeded = Needed(given.ToLookup(pair => pair.To, pair => pair.From));
        // Through a template that neither shows it nor hands it on nothing is connected: else all pages were, by the one that they extend.
        foreach (var (from, to) in given.Where(pair => isNeeded.Contains(pair.To)))
        {
            Link(from, to);
            Link(to, from);
        }
    }

    /// <summary>As templates write it.</summary>
    public string Name { get; }

    /// <summary>Where C# gives it.</summary>
    public IReadOnlyCollection<ContextOrigin> Origins => _origins;

    /// <summary>The classes that show one of the templates, with those that they derive from.</summary>
    public List<DeclaredType> Classes { get; } = [];

    /// <summary>Why not all of its places can be changed, for people; empty where they can.</summary>
    public IReadOnlyList<string> Obstacles => _obstacles;

    /// <summary>Whether somebody is known to give or declare it.</summary>
    public bool HasDeclaration => _origins.Count > 0 || Uses.Any(use => use.IsDeclaration);

    /// <summary>Where templates read and declare it.</summary>
    public IEnumerable<FamilyUse> Uses => _facts.Values.SelectMany(facts => facts.Uses).Where(use => _meanings.Contains(use.Meaning)).Select(use => use.Use);

    /// <summary>The variable at a cursor in a template, or where C# gives it; null where there is none, or the language itself gives it.</summary>
    public static VariableFamily? At(Snapshot snapshot, Document document, int offset) => document switch
    {
        { Kind: DocumentKind.Template, Project: { } project } => InTemplate(snapshot, project, document, offset),
        { Kind: DocumentKind.CSharp, Project: { } project } => InCSharp(snapshot, project, document, offset),
        _ => null,
    };

    /// <summary>Where another variable of a name is visible that this one would be taken for, or the other way around; null: nowhere.</summary>
    public string? TemplateWith(string name)
    {
        foreach (var template in _meanings.Select(meaning => meaning.Template).Distinct().Order(StringComparer.Ordinal))
        {
            if (_meanings.Contains(new(template)) && _scopes.GivenTo(template, withOthers: true).Find(name) is not null) return template;
            if (_scopes.TreeOf(template) is not { } tree || !tree.Text.Contains(name, StringComparison.Ordinal)) continue;
            var parts = Parts(tree);
            foreach (var (node, scope) in _scopes.WalkAlone(template, tree))
            {
                if (MeaningAt(template, parts, node, scope) is not { } meaning || !_meanings.Contains(meaning)) continue;
                if (scope.Locals.Any(local => local.Name == name) || TemplateWalk.Values(tree, node).SelectMany(TemplateWalk.Variables).Any(operand => operand.Parts[0].Name == name)) return template;
                if (node is TagNode tag && TemplateLink.Of(tag) is { IsExtends: false } link && link.With.Any(argument => argument.Key == name)) return template;
            }
        }

        return null;
    }

    private static VariableFamily? InTemplate(Snapshot snapshot, Project project, Document document, int offset)
    {
        if (project.Model.Templates.NameOf(document.Path) is not { } template || WordAt(document.Text, offset) is not { Length: > 0 } word) return null;
        // A template may write a name as C# does; what it is called by the others its own one says.
        var given = snapshot.ScopesOf(project).GivenTo(template).Find(word)?.Name;
        foreach (var name in (string[])(given is null || given == word ? [word] : [word, given]))
        {
            var family = new VariableFamily(snapshot, document, project, name);
            if (family.Facts(template)?.Uses.Where(use => use.Use.Place.Path == document.Path && use.Use.Place.Span.Touches(offset) && (use.Meaning.Declaration is not null || name == (given ?? name))).Select(use => (VariableMeaning?)use.Meaning).FirstOrDefault() is { } meaning) return family.From(meaning);
        }

        return null;
    }

    private static VariableFamily? InCSharp(Snapshot snapshot, Project project, Document document, int offset)
    {
        // Of what C# calls by a name of its own (new { books }) C# is asked.
        if (!ContextKey.IsAt(project.Compilation.Types.TreeOf(document.Path), offset)) return null;
        var scopes = snapshot.ScopesOf(project);
        foreach (var rendering in scopes.GivenIn(document.Path))
        {
            if (rendering.In(scopes.Binder).Variables.FirstOrDefault(variable => IsHere(variable.Origin)) is { } variable) return new VariableFamily(snapshot, document, project, variable.Name).From(new(rendering.Template));
        }

        if (scopes.Everywhere.FirstOrDefault(variable => IsHere(variable.Origin)) is not { Origin: { } processor } everywhere) return null;
        var family = new VariableFamily(snapshot, document, project, everywhere.Name);
        family.ReachAll(processor);
        return family.Close();

        bool IsHere(ContextOrigin? origin) => origin is not null && Paths.Comparer.Equals(origin.Path, document.Path) && ContextKey.Of(scopes.Binder.TreeOf(origin.Path), origin.Span) is { } key && key.Span.Touches(offset);
    }

    private static string WordAt(string text, int offset)
    {
        var (start, end) = (offset, offset);
        while (start > 0 && IsOfName(text[start - 1])) start--;
        while (end < text.Length && IsOfName(text[end])) end++;
        return text[start..end];

        static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
    }

    /// <summary>All that means the same as one place does.</summary>
    private VariableFamily From(VariableMeaning start)
    {
        Reach(start);
        return Close();
    }

    private VariableFamily Close()
    {
        while (_next.TryDequeue(out var meaning))
        {
            foreach (var other in _same.GetValueOrDefault(meaning) ?? []) Reach(other);
            if (meaning is { Declaration: null, Part: null }) ReadGivers(meaning.Template);
        }

        foreach (var use in Uses)
        {
            if (_project.Packages.Of(use.Place.Path) is { } package) _obstacles.Add($"A template of the package {package.Name} uses it, which cannot be changed from here.");
        }

        return this;
    }

    private void Reach(VariableMeaning meaning)
    {
        if (_meanings.Add(meaning)) _next.Enqueue(meaning);
    }

    /// <summary>The C# that gives the variable to a template, and the other templates that the same C# gives it to.</summary>
    private void ReadGivers(string template)
    {
        var isGivenByAll = true;
        var isKnown = false;
        foreach (var rendering in _scopes.RenderingsOf(template))
        {
            isKnown = true;
            Classes.AddRange(rendering.Classes);
            var (variables, isOpen) = rendering.In(_scopes.Binder);
            if (variables.FirstOrDefault(variable => variable.Name == Name) is { } given)
            {
                if (given.Origin is { } origin) ReachOrigin(origin);
                else _obstacles.Add($"'{Name}' is what {rendering.By} gives to {template} by itself: no name in the project says so.");
                continue;
            }

            isGivenByAll &= !rendering.SeesEverything;
            if (isOpen) _obstacles.Add($"{rendering.By} gives {template} variables that cannot be read, and '{Name}' may be among them.");
        }

        if (_contexts.IsNamedElsewhere(template)) _obstacles.Add($"C# asks for {template} by its name and renders it with variables that cannot be read, and '{Name}' may be among them.");
        if (_scopes.OthersGive(Name) is { } other) _obstacles.Add($"{other} gives '{Name}' to a template whose name is computed, which may be {template}.");
        if ((!isKnown || !isGivenByAll) && _scopes.Everywhere.FirstOrDefault(variable => variable.Name == Name) is { } everywhere)
        {
            if (everywhere.Origin is not { } processor)
            {
                _obstacles.Add($"'{Name}' is given to every template by a context processor of the framework.");
            }
            else
            {
                ReachAll(processor);
            }
        }
    }

    /// <summary>What a context processor gives is there in every template.</summary>
    private void ReachAll(ContextOrigin processor)
    {
        if (!_origins.Add(processor)) return;
        foreach (var (template, facts) in _facts)
        {
            if (facts.Uses.Exists(use => use.Meaning.Declaration is null)) Reach(new(template));
        }
    }

    private void ReachOrigin(ContextOrigin origin)
    {
        if (!_origins.Add(origin)) return;
        foreach (var rendering in _scopes.GivenIn(origin.Path).Where(rendering => !_meanings.Contains(new(rendering.Template))))
        {
            if (rendering.In(_scopes.Binder).Variables.Any(variable => variable.Origin == origin)) Reach(new(rendering.Template));
        }
    }

    /// <summary>What some template reads, or hands on to one that does.</summary>
    private HashSet<VariableMeaning> Needed(ILookup<VariableMeaning, VariableMeaning> givers)
    {
        var needed = _facts.Values.SelectMany(facts => facts.Uses).Where(use => !use.Use.IsDeclaration).Select(use => use.Meaning).ToHashSet();
        var next = new Queue<VariableMeaning>(needed);
        while (next.TryDequeue(out var meaning))
        {
            foreach (var giver in givers[meaning].Where(needed.Add)) next.Enqueue(giver);
        }

        return needed;
    }

    private void Link(VariableMeaning one, VariableMeaning other)
    {
        if (!_same.TryGetValue(one, out var others)) _same[one] = others = [];
        others.Add(other);
    }

    private TemplateFacts? Facts(string template)
    {
        if (_facts.TryGetValue(template, out var known)) return known;
        return _scopes.Find(template) is var (path, tree) ? _facts[template] = Read(template, path, tree) : null;
    }

    /// <summary>What a template says of the name, whatever it is given.</summary>
    private TemplateFacts Read(string template, string path, TemplateTree tree)
    {
        var facts = new TemplateFacts();
        if (!tree.Text.Contains(Name, StringComparison.Ordinal) && !tree.Text.Contains(Name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        {
            foreach (var link in TemplateLink.All(tree).Where(link => link.IsExtends || !link.IsOnly)) facts.Given.Add((new(template), new(link.TargetFrom(template))));
            return facts;
        }

        var parts = Parts(tree);
        foreach (var (part, _) in parts) facts.Given.Add((new(template), new(template, Part: part)));
        var seen = new HashSet<ScopeVariable>(ReferenceEqualityComparer.Instance);
        foreach (var (node, scope) in _scopes.WalkAlone(template, tree))
        {
            foreach (var (variable, span) in scope.Declared(path, seen))
            {
                if (variable.Name == Name) facts.Uses.Add((new(template, variable.Origin), new(new(path, span), Name, IsDeclaration: true)));
            }

            var here = MeaningAt(template, parts, node, scope);
            foreach (var first in TemplateWalk.Values(tree, node).SelectMany(TemplateWalk.Variables).Select(operand => operand.Parts[0]))
            {
                // By C#'s own name only what C# gives is found.
                if (here is { } meaning && (first.Name == Name || (meaning.Declaration is null && Names.ToSnakeCase(first.Name) == Name))) facts.Uses.Add((meaning, new(new(path, first.Span), first.Name, IsDeclaration: false)));
            }

            if (node is not TagNode tag) continue;
            if (TemplateLink.Of(tag) is { } link) Follow(template, path, facts, link, here);
            // A part is shown where it is named, and where it stands if it says so.
            if (tag is { Name: "partial" or "partialdef", Arguments: [var named, ..] } && here is { } shown) facts.Given.Add((shown, new(template, Part: named.Text)));
        }

        return facts;
    }

    private void Follow(string template, string path, TemplateFacts facts, TemplateLink link, VariableMeaning? here)
    {
        var target = new VariableMeaning(link.TargetFrom(template));
        if (link.IsExtends)
        {
            facts.Given.Add((new(template), target));
        }
        else if (link.With.FirstOrDefault(argument => argument.Key == Name) is { } own)
        {
            var declared = new VariableMeaning(template, new(path, new CSharpSpan(own.KeySpan.Start, own.KeySpan.Length)));
            facts.Uses.Add((declared, new(new(path, own.KeySpan), Name, IsDeclaration: true)));
            facts.Given.Add((declared, target));
        }
        else if (!link.IsOnly && here is { } meaning)
        {
            facts.Given.Add((meaning, target));
        }
    }

    /// <summary>What the name means at a node; null where the language itself gives it: <c>forloop</c>.</summary>
    private VariableMeaning? MeaningAt(string template, IReadOnlyList<(string Name, TextSpan Span)> parts, TemplateNode node, Scope scope)
    {
        var part = parts.LastOrDefault(part => part.Span.Start < node.Span.Start && node.Span.End <= part.Span.End);
        if (scope.Locals.FirstOrDefault(variable => variable.Name == Name) is { } local)
        {
            if (local.Origin is not { } origin) return null;
            if (part.Name is null || (origin.Span.Start >= part.Span.Start && origin.Span.End <= part.Span.End)) return new(_project.Model.Templates.NameOf(origin.Path) ?? template, origin);
        }

        return new(template, Part: part.Name);
    }

    private static List<(string Name, TextSpan Span)> Parts(TemplateTree tree) =>
        [.. tree.Descendants().OfType<BlockNode>().Where(block => block is { Name: "partialdef", Open.Arguments.Count: > 0 }).Select(block => (block.Open.Arguments[0].Text, block.Span))];

    /// <summary>What one template says of the name.</summary>
    private sealed class TemplateFacts
    {
        public List<(VariableMeaning Meaning, FamilyUse Use)> Uses { get; } = [];

        public List<(VariableMeaning From, VariableMeaning To)> Given { get; } = [];
    }
}
