using Quintet.Reading;
using Quintet.Templates.Syntax;
using CSharpSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Quintet.Ide.Types;

/// <summary>
/// The variables at every place of a project's templates: what views, generic views and inclusion tags give, through <c>extends</c> and
/// <c>include</c>, and what tags declare. Of one snapshot; worked out for the templates that somebody asks for.
/// </summary>
internal sealed class TemplateScopes
{
    private const int MaxDepth = 12;

    private readonly Snapshot _snapshot;
    private readonly Project _project;
    private readonly ContextInventory _contexts;
    private readonly Dictionary<(string Template, bool WithOthers), BaseScope?> _given = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Lazy<TemplateUsers> _users;
    private readonly Lazy<(IReadOnlyDictionary<string, ScopeVariable> Variables, bool IsOpen)> _everywhere;
    private readonly Lazy<(ILookup<string, Rendering> Constants, IReadOnlyList<BaseScope> Others)> _computed;

    public TemplateScopes(Snapshot snapshot, Project project)
    {
        (_snapshot, _project, _contexts, Binder) = (snapshot, project, project.Model.Contexts, project.Compilation.Types);
        _users = new(() => project.Model.UsersAmong(file => (file.File.Name, LinksOf(file))));
        _everywhere = new(FromProcessors);
        _computed = new(Computed);
    }

    /// <summary>The types of C#.</summary>
    public TypeBinder Binder { get; }

    /// <summary>Reads who extends and includes whom, for which no type is asked.</summary>
    public void ReadUsers() => _ = _users.Value;

    /// <summary>Binds what C# gives to templates, on all processors: for who wants everything at once. Else the first who asks for the template at the root of all others binds for all.</summary>
    public void Hurry() => _contexts.Templates.SelectMany(_contexts.Of).AsParallel().ForAll(rendering => rendering.In(Binder));

    /// <summary>What the context processors of the settings give to every template.</summary>
    public IEnumerable<ScopeVariable> Everywhere => _everywhere.Value.Variables.Values;

    /// <summary>The ways in which C# renders a template.</summary>
    public IEnumerable<Rendering> RenderingsOf(string template) => _contexts.Of(template).Concat(_computed.Value.Constants[template]);

    /// <summary>The ways in which C# renders templates with something that a file says.</summary>
    public IEnumerable<Rendering> GivenIn(string path) => _contexts.Templates.SelectMany(_contexts.Of).Concat(_computed.Value.Constants.SelectMany(same => same)).Where(rendering => rendering.IsGivenIn(path));

    /// <summary>Who gives a variable to a template whose name is computed; null: nobody.</summary>
    public string? OthersGive(string name) => _computed.Value.Others.FirstOrDefault(other => other.Find(name) is { IsEverywhere: false })?.Givers[0];

    /// <summary>Who extends and includes a template.</summary>
    public IEnumerable<(string User, TemplateLink Link)> UsersOf(string template) => _users.Value.Of(template).Select(place => _project.Model.TemplateFiles[place])
        .SelectMany(file => LinksOf(file).Where(link => link.TargetFrom(file.File.Name) == template), (file, link) => (file.File.Name, link));

    /// <summary>A template, those that show it at any distance, and those that any of them shows.</summary>
    public IEnumerable<string> RelativesOf(string template)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { template };
        var above = new Queue<string>([template]);
        while (above.TryDequeue(out var next))
        {
            foreach (var (user, _) in UsersOf(next).Where(pair => found.Add(pair.User))) above.Enqueue(user);
        }

        var below = new Queue<string>(found);
        while (below.TryDequeue(out var next))
        {
            foreach (var target in Links(next).Where(found.Add)) below.Enqueue(target);
        }

        return found;
    }

    /// <summary>The variables at a place, those of an opening tag outside of its block.</summary>
    public Scope At(string? template, TemplateTree tree, int offset)
    {
        var scope = Start(template);
        foreach (var (node, at) in Walk(template, tree, scope))
        {
            if (node.Span.Start > offset) break;
            scope = at;
        }

        return scope;
    }

    /// <summary>Each variable and tag of a template with the variables at its place, as those give them who are known to show it.</summary>
    public IEnumerable<(TemplateNode Node, Scope Scope)> Walk(string? template, TemplateTree tree) => Walk(template, tree, Start(template));

    /// <summary>
    /// Each variable and tag of a template with the variables at its place, those among them that only somebody gives whose template is computed, and may be this one: what is not there then is nowhere.
    /// </summary>
    public IEnumerable<(TemplateNode Node, Scope Scope)> WalkWithOthers(string template, TemplateTree tree) => Walk(template, tree, new(GivenTo(template, withOthers: true)));

    /// <summary>As <see cref="WalkWithOthers"/>, as if the template were given nothing: only what its tags declare.</summary>
    public IEnumerable<(TemplateNode Node, Scope Scope)> WalkAlone(string template, TemplateTree tree) => WalkAlone(template, tree, tree.Root.Children);

    /// <summary>The same of some nodes of it: a partial.</summary>
    public IEnumerable<(TemplateNode Node, Scope Scope)> WalkAlone(string template, TemplateTree tree, IReadOnlyList<TemplateNode> nodes) =>
        Walk(template, TemplateBlocks.Parent(template, tree), nodes, new(BaseScope.Of(template, [], isOpen: false)));

    /// <summary>The tree of a template; null where there is none of that name.</summary>
    public TemplateTree? TreeOf(string template) => Find(template)?.Tree;

    /// <summary>Whether a tag is one of the project's.</summary>
    public bool IsOwnTag(string name) => Own(name) is not null;

    /// <summary>The blocks of the templates above one; null where one of them is not known.</summary>
    public IReadOnlySet<string>? BlocksAbove(string template)
    {
        var above = new TemplateFamilies(_snapshot, _project).Ancestors(template).Select(ancestor => ancestor.Tree).ToList();
        var isWhole = above.Count > 0 && !above[^1].Descendants().OfType<TagNode>().Any(tag => tag.Name == "extends");
        return isWhole ? above.SelectMany(TemplateBlocks.Names).Select(block => block.Name).ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>What a template is given by all who render and include it; anything where nobody is known to.</summary>
    /// <param name="template">The template.</param>
    /// <param name="withOthers">Whether what those give counts whose template is computed.</param>
    public BaseScope GivenTo(string template, bool withOthers = false) => Known(template, withOthers && _computed.Value.Others.Count > 0) ?? BaseScope.Anything(_everywhere.Value.Variables);

    /// <summary>The same; null where nobody is known to render or include it.</summary>
    private BaseScope? Known(string template, bool withOthers)
    {
        // Several threads may ask, and one asks again while it looks at those who include the template. What takes longest, to bind the views, they do side by side.
        lock (_given)
        {
            if (_given.TryGetValue((template, withOthers), out var known)) return known;
        }

        foreach (var rendering in RenderingsOf(template)) rendering.In(Binder);
        lock (_given) return KnownAlone(template, withOthers);
    }

    private BaseScope? KnownAlone(string template, bool withOthers)
    {
        if (_given.TryGetValue((template, withOthers), out var known)) return known;
        // A template that includes itself is given what others give it.
        if (_asked.Count > MaxDepth || !_asked.Add(template)) return null;
        try
        {
            var all = RenderingsOf(template).Select(Given).ToList();
            if (ErrorPage(template) is { } page) all.Add(page);
            foreach (var (user, link) in UsersOf(template))
            {
                // Who is shown by nobody gives nothing that could be missed.
                if (KnownAlone(user, withOthers) is not { } above) continue;
                if (link.IsExtends) all.Add(above);
                else all.AddRange(Included(user, link, withOthers));
            }

            // The code of a package's views nobody reads.
            if (_contexts.IsNamedElsewhere(template) || _project.Model.Templates.IsPackaged(template)) all.Add(BaseScope.Anything(_everywhere.Value.Variables));
            return _given[(template, withOthers)] = all.Count == 0 ? null : withOthers ? BaseScope.Merge(all).AndMaybe(_computed.Value.Others) : BaseScope.Merge(all);
        }
        finally
        {
            _asked.Remove(template);
        }
    }

    /// <summary>What an <c>include</c> gives to its template.</summary>
    public BaseScope? GivenBy(string user, TagNode include, Scope scope)
    {
        if (TemplateLink.Of(include) is not { IsExtends: false } link) return null;
        var own = link.With.Select(argument => new ScopeVariable(argument.Key!, TypeOf(argument.Value, scope)) { Origin = OriginOf(user, argument.KeySpan) });
        return BaseScope.Of(user, link.IsOnly ? own : own.Concat(scope.All), !link.IsOnly && scope.IsOpen);
    }

    /// <summary>The type of an expression of a template.</summary>
    public TemplateType TypeOf(FilterExpression expression, Scope scope)
    {
        var type = expression.Operand.Kind switch
        {
            OperandKind.String => TemplateType.Text,
            OperandKind.Number => expression.Operand.Text.Contains('.') || expression.Operand.Text.Contains('e', StringComparison.OrdinalIgnoreCase) ? TemplateType.Plain("System.Double") : TemplateType.Int,
            OperandKind.Variable => Find([.. expression.Operand.Parts.Select(part => part.Name)], scope)?.Type ?? TemplateType.Unknown,
            _ => TemplateType.Unknown,
        };
        foreach (var filter in expression.Filters)
        {
            type = filter.Name switch
            {
                "slice" or "dictsort" or "dictsortreversed" or "default" or "default_if_none" => type,
                "first" or "last" or "random" => Binder.ItemOf(type),
                "length" or "wordcount" => TemplateType.Int,
                "upper" or "lower" or "title" or "capfirst" or "date" or "time" or "join" or "truncatewords" or "truncatechars" or "urlencode" or "slugify" or "floatformat" or "pluralize" or "yesno" or "linebreaks" or "escape" or "safe" or "cut"
                    or "timesince" or "timeuntil" or "filesizeformat" or "stringformat" or "striptags" or "linebreaksbr" or "force_escape" or "addslashes" or "center" or "ljust" or "rjust" or "urlize" => TemplateType.Text,
                "divisibleby" => TemplateType.Bool,
                _ => TemplateType.Unknown,
            };
        }

        return type;
    }

    /// <summary>What a path of names means; null where something on the way has nothing of that name.</summary>
    public (TemplateType Type, ScopeVariable? Variable, TypeMember? Member)? Find(IReadOnlyList<string> path, Scope scope)
    {
        if (scope.Find(path[0]) is not { } variable)
            return path[0] is "True" or "False" ? (TemplateType.Bool, null, null) : path[0] == "None" || scope.IsOpen ? (TemplateType.Unknown, null, null) : null;
        var (type, member) = (variable.Type, (TypeMember?)null);
        foreach (var name in path.Skip(1))
        {
            if (Binder.Ask(type, name) is not { } answer) return null;
            (type, member) = (answer.Type, answer.Member);
        }

        return (type, path.Count == 1 ? variable : null, member);
    }

    private Scope Start(string? template) => new(template is null ? BaseScope.Anything(_everywhere.Value.Variables) : GivenTo(template));

    private BaseScope Given(Rendering rendering)
    {
        var (variables, isOpen) = rendering.In(Binder);
        var own = variables.Select(variable => new ScopeVariable(variable.Name, variable.Type) { Origin = variable.Origin, CSharpName = variable.CSharpName });
        return BaseScope.Of(rendering.By, rendering.SeesEverything ? own.Concat(_everywhere.Value.Variables.Values) : own, isOpen || (rendering.SeesEverything && _everywhere.Value.IsOpen));
    }

    /// <summary>What the places give where one template includes another.</summary>
    private IEnumerable<BaseScope> Included(string user, TemplateLink link, bool withOthers)
    {
        // While a value is being typed nobody knows what it will be.
        if (Find(user) is not var (_, tree) || link.With.Any(argument => argument.ValueSpan.IsEmpty)) yield break;
        // A template that nobody renders gives nothing that could be missed.
        foreach (var (node, scope) in Walk(user, tree, new(GivenTo(user, withOthers))))
        {
            if (node is TagNode tag && tag.Span == link.Tag.Span && GivenBy(user, tag, scope) is { } given) yield return given;
        }
    }

    /// <summary>What the context processors of the settings give to every template.</summary>
    private (IReadOnlyDictionary<string, ScopeVariable>, bool) FromProcessors()
    {
        var variables = new Dictionary<string, ScopeVariable>(StringComparer.Ordinal);
        var isOpen = _contexts.HasOtherProcessors;
        foreach (var variable in _contexts.Everywhere) variables[variable.Name] = new(variable.Name, variable.TypeIn(Binder)) { IsEverywhere = true };
        foreach (var processor in _contexts.Processors)
        {
            var (members, more) = Binder.VariablesOfMethod(processor.Path, processor.Span);
            isOpen |= more;
            foreach (var member in members) variables[member.TemplateName] = new(member.TemplateName, member.Type) { Origin = member.Origin ?? processor, IsEverywhere = true };
        }

        return (variables, isOpen);
    }

    /// <summary>The calls whose template is a constant by another name, and what those give whose template only running tells: it may be any.</summary>
    private (ILookup<string, Rendering>, IReadOnlyList<BaseScope>) Computed()
    {
        var (found, others) = (new List<Rendering>(), new List<BaseScope>());
        foreach (var (call, name, rendering) in _contexts.Computed)
        {
            if (Binder.ConstantOf(name.Path, name.Span) is { } template) found.Add(rendering with { Template = template.Split('#')[0] });
            else if (Binder.IsFrameworks(call.Path, call.Span)) others.Add(Given(rendering));
        }

        return (found.ToLookup(rendering => rendering.Template, StringComparer.Ordinal), others);
    }

    /// <summary>What the framework gives to the pages that it renders itself; null for any other.</summary>
    private BaseScope? ErrorPage(string template)
    {
        string? name = template switch { "400.html" or "403.html" or "404.html" or "500.html" => "request_path", "403_csrf.html" => "reason", _ => null };
        return name is null ? null : BaseScope.Of("the error page", _everywhere.Value.Variables.Values.Prepend(new(name, TemplateType.Text)), _everywhere.Value.IsOpen);
    }

    /// <summary>A template and where it is; null where there is none of that name.</summary>
    public (string Path, TemplateTree Tree)? Find(string name) => new TemplateFamilies(_snapshot, _project).Find(name);

    private SourceFile? FileAt(string path) => _project.Assets.GetValueOrDefault(path) ?? _project.Packages.Find(path);

    private IReadOnlyList<TemplateLink> LinksOf((NamedFile File, ParseOptions Options) template) => FileAt(template.File.Path)?.Links(template.Options) ?? [];

    private IEnumerable<string> Links(string template) => Find(template) is var (path, tree) && FileAt(path) is { } file ? file.Links(tree.Options).Select(link => link.TargetFrom(template)) : [];

    private ContextOrigin? OriginOf(string? template, Text.TextSpan span) =>
        template is not null && _project.Model.Templates.Find(template) is { } file ? new(file.Path, new CSharpSpan(span.Start, span.Length)) : null;

    private IEnumerable<(TemplateNode Node, Scope Scope)> Walk(string? template, TemplateTree tree, Scope start) => Walk(template, TemplateBlocks.Parent(template, tree), tree.Root.Children, start);

    private IEnumerable<(TemplateNode Node, Scope Scope)> Walk(string? template, string? parent, IReadOnlyList<TemplateNode> nodes, Scope start)
    {
        // Not recursive: a template may be nested as deep as its text is long.
        var stack = new Stack<(IReadOnlyList<TemplateNode> Nodes, int Next, Scope? After)>();
        var scope = start;
        stack.Push((nodes, 0, null));
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Nodes.Count)
            {
                if (top.After is { } after) scope = after;
                continue;
            }

            stack.Push(top with { Next = top.Next + 1 });
            switch (top.Nodes[top.Next])
            {
                case VariableNode variable:
                    yield return (variable, scope);
                    break;
                case TagNode tag:
                    yield return (tag, scope);
                    scope = Declare(template, tag, scope);
                    break;
                case BlockNode block:
                    yield return (block.Open, scope);
                    var (inner, isPushed) = Enter(template, block, scope, parent);
                    stack.Push(([.. block.Children.Skip(1)], 0, isPushed ? scope : null));
                    scope = inner;
                    break;
            }
        }
    }

    /// <summary>What is declared behind a tag.</summary>
    private Scope Declare(string? template, TagNode tag, Scope scope)
    {
        // What a tag compiled by hand sets is its secret.
        if (Own(tag.Name) is { Fact.Kind: TagMethodKind.TemplateTag }) return scope.Opened();
        if (tag.Name is "load" or "include" or "extends" or "block" or "for" or "with" or "blocktranslate" or "blocktrans") return scope;
        for (var i = tag.Arguments.Count - 2; i >= 0; i--)
        {
            if (tag.Arguments[i].Text != "as") continue;
            var name = tag.Arguments[i + 1];
            return scope.With(name.Text, DeclaredType(tag, scope), OriginOf(template, name.Span));
        }

        return scope;
    }

    private TemplateType DeclaredType(TagNode tag, Scope scope)
    {
        if (Own(tag.Name) is { Fact.Kind: TagMethodKind.SimpleTag } own && own.Type.Methods.Items.FirstOrDefault(method => method.NameSpan == own.Fact.NameSpan) is { } method)
            return Binder.Written(own.Path, method.NameSpan.Start, method.ReturnType);
        switch (tag.Name)
        {
            case "url" or "static" or "now" or "translate" or "trans" or "get_current_language" or "get_static_prefix" or "get_media_prefix" or "get_current_timezone" or "lorem" or "querystring":
                return TemplateType.Text;
            case "regroup" when tag.Arguments is [var list, _, var key, ..]:
                var item = Binder.ItemOf(TypeOf(list.Value, scope));
                // "by author.name" asks each item.
                var path = key.Value.Operand.Parts.Select(part => part.Name).ToList();
                var grouper = key.Value.Filters.Count > 0 || path.Count == 0 ? TemplateType.Unknown : path.Aggregate(item, (type, name) => Binder.Ask(type, name)?.Type ?? TemplateType.Unknown);
                return Sequence(TemplateType.Of(("grouper", grouper), ("list", Sequence(item))));
            default:
                return TemplateType.Unknown;
        }
    }

    /// <summary>What is declared inside of a block, and whether that is forgotten behind it.</summary>
    private (Scope Inner, bool IsPushed) Enter(string? template, BlockNode block, Scope scope, string? parent)
    {
        switch (block.Name)
        {
            case "for":
                var names = TemplateWalk.Declared(block).ToList();
                var at = block.Open.Arguments.ToList().FindIndex(argument => argument.Text == "in");
                var item = at > 0 && at + 1 < block.Open.Arguments.Count ? Binder.ItemOf(TypeOf(block.Open.Arguments[at + 1].Value, scope)) : TemplateType.Unknown;
                var inner = scope.With("forloop", ForLoop);
                for (var i = 0; i < names.Count; i++) inner = inner.With(names[i].Name, names.Count == 1 ? item : Part(item, i), OriginOf(template, names[i].Span));
                return (inner, true);
            case "with" or "blocktranslate" or "blocktrans":
                inner = scope;
                foreach (var argument in block.Open.Arguments.Where(argument => argument.Key is not null)) inner = inner.With(argument.Key!, TypeOf(argument.Value, scope), OriginOf(template, argument.KeySpan));
                if (block.Open.Arguments is [var value, { Text: "as" }, var name]) inner = inner.With(name.Text, TypeOf(value.Value, scope), OriginOf(template, name.Span));
                // "blocktranslate asvar title"
                var words = block.Open.Arguments.Select(argument => argument.Text).ToList();
                var place = words.IndexOf("asvar") + 1;
                return place > 0 && place < words.Count ? (inner.With(words[place], TemplateType.Text, OriginOf(template, block.Open.Arguments[place].Span)), false) : (inner, true);
            case "block":
                inner = scope.With("block", BlockType);
                // What the template above declares around its block is there in this one as well.
                if (parent is not null && block.Open.Arguments is [var own, ..]) inner = Above(parent, own.Text, inner, MaxDepth);
                return (inner, true);
            // A part is shown where it is named, with what is there.
            case "partialdef" or "partial":
                return (scope.Opened(), true);
            default:
                return Own(block.Name) is { Fact.Kind: TagMethodKind.TemplateTag } ? (scope.Opened(), true) : (scope, false);
        }
    }

    /// <summary>A scope with what the templates above declare around a block.</summary>
    private Scope Above(string template, string block, Scope scope, int depth)
    {
        if (depth == 0 || Find(template) is not var (_, tree)) return scope;
        if (TemplateBlocks.Parent(template, tree) is { } further) scope = Above(further, block, scope, depth - 1);
        if (!TemplateBlocks.Names(tree).Any(name => name.Name == block)) return scope;
        foreach (var (node, at) in Walk(template, tree, new(BaseScope.Of(template, [], isOpen: false))))
        {
            if (node is not TagNode { Name: "block", Arguments: [var name, ..] } || name.Text != block) continue;
            foreach (var variable in at.Locals.Reverse()) scope = scope.With(variable);
            return at.IsOpen ? scope.Opened() : scope;
        }

        return scope;
    }

    private TemplateType Part(TemplateType item, int place) => item.Form switch
    {
        TypeForm.Named when item.Arguments.Count > place && (item.Name is "System.Collections.Generic.KeyValuePair`2" || item.Name.StartsWith("System.ValueTuple`", StringComparison.Ordinal)) => item.Arguments[place],
        TypeForm.Members when item.Members.Items is [{ Name: "grouper" }, { Name: "list" }] && place < 2 => item.Members[place].Type,
        TypeForm.Named when item.Name == "[]" => item.Arguments[0],
        _ => TemplateType.Unknown,
    };

    private DeclaredTagMethod? Own(string tag) => _project.Model.Tags.Find(tag, isFilter: false);

    private static TemplateType Sequence(TemplateType item) => new(TypeForm.Named, "[]", [item]);

    private static TemplateType ForLoop { get; } = TemplateType.Of(
        ("counter", TemplateType.Int), ("counter0", TemplateType.Int), ("revcounter", TemplateType.Int), ("revcounter0", TemplateType.Int), ("first", TemplateType.Bool), ("last", TemplateType.Bool), ("length", TemplateType.Int),
        ("parentloop", TemplateType.Unknown));

    private static TemplateType BlockType { get; } = TemplateType.Of(("super", TemplateType.Text), ("name", TemplateType.Text));
}
