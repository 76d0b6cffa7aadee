using Microsoft.CodeAnalysis.Text;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Routing;

namespace Quintet.Ide;

/// <summary>A place in C#.</summary>
internal sealed record ContextOrigin(string Path, TextSpan Span);

/// <summary>A variable that C# gives to a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeIn">Works out its type.</param>
internal sealed record GivenVariable(string Name, Func<TypeBinder, TemplateType> TypeIn)
{
    /// <summary>Where C# gives it; null for what the framework gives.</summary>
    public ContextOrigin? Origin { get; init; }
}

/// <summary>One way in which C# renders a template.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="By">Who renders it, as people call it: <c>Shop.Views.BookDetail</c>.</param>
/// <param name="Place">Where that stands.</param>
internal sealed record Rendering(string Template, string By, ContextOrigin Place)
{
    /// <summary>The expression whose members are variables; null where there is none.</summary>
    public ContextOrigin? Context { get; init; }

    /// <summary>The other variables.</summary>
    public IReadOnlyList<GivenVariable> Variables { get; init; } = [];

    /// <summary>The method whose result's members are variables; null where there is none.</summary>
    public ContextOrigin? Method { get; init; }

    /// <summary>Whether there may be variables that are not known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The class that renders it and the project's classes that it derives from, nearest first; none where a method, or a class of the framework's, does.</summary>
    public IReadOnlyList<DeclaredType> Classes { get; init; } = [];

    /// <summary>The class that renders it, as its declaration names it; null where a method, or a class of the framework's, does.</summary>
    public DeclaredType? Class => Classes.Count > 0 ? Classes[0] : null;

    /// <summary>Whether a generic view finds the template by the name of its model.</summary>
    public bool IsImplied { get; init; }

    /// <summary>Whether the template sees what context processors give.</summary>
    public bool SeesEverything { get; init; } = true;

    /// <summary>Whether a file says something of what it gives.</summary>
    public bool IsGivenIn(string path) => (Context is { } context && Paths.Comparer.Equals(context.Path, path)) || (Method is { } method && Paths.Comparer.Equals(method.Path, path)) || Variables.Any(variable => variable.Origin is { } origin && Paths.Comparer.Equals(origin.Path, path));

    /// <summary>All of its variables, and whether there may be others.</summary>
    public (IReadOnlyList<TypedVariable> Variables, bool IsOpen) In(TypeBinder binder)
    {
        var all = Variables.Select(variable => new TypedVariable(variable.Name, variable.TypeIn(binder)) { Origin = variable.Origin }).ToList();
        if ((Context ?? Method) is not { } source) return (all, IsOpen);
        var (members, isOpen) = Context is null ? binder.VariablesOfMethod(source.Path, source.Span) : binder.VariablesOf(source.Path, source.Span);
        all.AddRange(members.Select(member => new TypedVariable(member.TemplateName, member.Type) { Origin = member.Origin ?? source, CSharpName = member.Name == member.TemplateName ? null : member.Name }));
        return (all, isOpen || IsOpen);
    }
}

/// <summary>A variable with its type.</summary>
internal sealed record TypedVariable(string Name, TemplateType Type)
{
    /// <summary>Where C# gives or declares it; null for what the framework gives.</summary>
    public ContextOrigin? Origin { get; init; }

    /// <summary>As C# writes it, where that is another name.</summary>
    public string? CSharpName { get; init; }
}

/// <summary>The templates that the C# of a project renders and with what, as far as the source says: names, and where their types are to be found.</summary>
internal sealed class ContextInventory
{
    private readonly TypeIndex _types;
    private readonly ProjectSettings _settings;
    private readonly Dictionary<string, List<Rendering>> _byTemplate = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly List<(ContextOrigin Call, ContextOrigin Name, Rendering Rendering)> _computed = [];

    // The places of template names that belong to views whose contexts are known.
    private readonly HashSet<(string Path, TextSpan Span)> _known = [];

    /// <param name="types">The types of the project and of its packages.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="files">The project's own files.</param>
    /// <param name="packages">What packages declare: of the code of their views only the names of templates are known.</param>
    public ContextInventory(TypeIndex types, ProjectSettings settings, IReadOnlyList<(string Path, SourceFacts Facts)> files, IEnumerable<(string Path, SourceFacts Facts)> packages)
    {
        (_types, _settings) = (types, settings);
        foreach (var (path, facts) in files)
        {
            foreach (var page in facts.Pages)
            {
                var rendering = new Rendering(page.Template ?? "", MethodAt(facts, page.Span) ?? Path.GetFileName(path), new(path, page.Name)) { Context = page.Context is { } context ? new(path, context) : null };
                if (page.Template is not null) Add(rendering);
                else if (!page.IsGuess) _computed.Add((new(path, page.Span), new(path, page.Name), rendering));
            }
        }

        // Thousands of types, of which few have any of this: nothing is made for the others.
        foreach (var declared in types.All)
        {
            AddViews(declared, declared.Fact.UrlPatterns, []);
            foreach (var named in declared.Fact.UrlLists) AddViews(declared, named.List, []);
            if (declared.Fact.TagLibrary is not { } library) continue;
            foreach (var method in library.Methods)
            {
                if (method is { Kind: TagMethodKind.InclusionTag, Template.Length: > 0 }) AddInclusion(declared, method);
            }
        }

        // By a name that a template is asked for with (GetTemplate) it is rendered where nobody looks; so it is by that of a view which no list of routes names that can be read.
        var isWhole = !files.Any(file => file.Facts.Types.Items.Any(type => type.UrlPatterns?.DynamicAt is not null || type.UrlLists.Items.Any(named => named.List.DynamicAt is not null)));
        foreach (var (path, facts) in files.Concat(packages))
        {
            foreach (var use in facts.Literals)
            {
                if (use is not { Role: LiteralRole.TemplateName, Callee: "GetTemplate" or "SelectTemplate" or "TemplateName" }) continue;
                if (use.Callee != "TemplateName" || !isWhole || !_known.Contains((path, use.Literal.Span))) _named.Add(use.Literal.Value);
            }
        }

        Everywhere = [.. settings.ContextProcessors.Items.Append("ContextProcessors.Csrf").Select(LastTwo).Distinct()
            .SelectMany(name => FrameworkTypes.Processors.GetValueOrDefault(name) ?? []).Select(member => new GivenVariable(member.Name, binder => binder.Known(member.Type, TemplateType.Unknown)))];
        var processors = settings.ContextProcessors.Items.Where(name => !FrameworkTypes.Processors.ContainsKey(LastTwo(name))).Select(name => name.Length > 0 ? types.ResolveMethod(name, settings.Context) : null).ToList();
        Processors = [.. processors.OfType<DeclaredMethod>().Select(method => new ContextOrigin(method.Path, method.Method.NameSpan))];
        HasOtherProcessors = processors.Contains(null);
    }

    /// <summary>What every template has, by the framework's context processors of the settings.</summary>
    public IReadOnlyList<GivenVariable> Everywhere { get; }

    /// <summary>The methods of the project's own context processors.</summary>
    public IReadOnlyList<ContextOrigin> Processors { get; }

    /// <summary>Whether there are context processors of which nothing is known.</summary>
    public bool HasOtherProcessors { get; }

    /// <summary>The templates that C# renders in a way that is known.</summary>
    public IEnumerable<string> Templates => _byTemplate.Keys;

    /// <summary>The templates that a generic view finds by the name of its model.</summary>
    public HashSet<string> NamedByModel { get; } = new(StringComparer.Ordinal);

    /// <summary>The calls and views whose template is computed, where its name is, and what they give to it.</summary>
    public IReadOnlyList<(ContextOrigin Call, ContextOrigin Name, Rendering Rendering)> Computed => _computed;

    /// <summary>The renderings by the classes and entries of a file whose templates are found by the names of their models.</summary>
    public IEnumerable<Rendering> ImpliedIn(string path) => _byTemplate.Values.SelectMany(renderings => renderings).Where(rendering => rendering.IsImplied && Paths.Comparer.Equals((rendering.Class?.Path ?? rendering.Place.Path), path));

    /// <summary>The ways in which C# renders a template.</summary>
    public IReadOnlyList<Rendering> Of(string template) => _byTemplate.TryGetValue(template, out var renderings) ? renderings : [];

    /// <summary>Whether C# names a template otherwise, so that it may be rendered with anything.</summary>
    public bool IsNamedElsewhere(string template) => _named.Contains(template);

    private void AddViews(DeclaredType conf, UrlList? list, IReadOnlyList<UrlEntry> before)
    {
        if (list is null) return;
        foreach (var entry in list.Entries)
        {
            if (entry.Include?.List is { } inner) AddViews(conf, inner, [.. before, entry]);
            else if (entry.View is { Kind: ViewKind.Class } view) AddView(conf, view, [.. before, entry]);
        }
    }

    private void AddView(DeclaredType conf, ViewReference view, IReadOnlyList<UrlEntry> route)
    {
        // The classes from the view's own to the framework's.
        var classes = new List<DeclaredType>();
        var (type, context) = (view.Text, conf.Fact.Context);
        while (_types.Resolve(type, context) is { } resolved && _types.Find(resolved) is [var declared, ..] && classes.Count < 16)
        {
            classes.AddRange(_types.Find(resolved));
            if (declared.Fact.Bases.Count == 0) return;
            (type, context) = (declared.Fact.Bases[0].Text, declared.Fact.Context);
        }

        var open = type.IndexOf('<');
        var name = open < 0 ? type : type[..open];
        name = name[(name.LastIndexOf('.') + 1)..];
        if (!FrameworkTypes.Views.TryGetValue(name, out var generic)) return;
        var written = open < 0 || !type.EndsWith('>') ? "" : type[(open + 1)..^1];
        var model = written.Length > 0 ? _types.Resolve(written, context) : null;
        var modelName = model is null ? "" : model[(model.LastIndexOf('.') + 1)..].ToLowerInvariant();
        var variables = new List<GivenVariable>();
        if (name == "TemplateView") variables.AddRange(route.SelectMany(Captured));
        variables.AddRange(generic.Variables.Select(member => new GivenVariable(member.Name, binder => binder.Known(member.Type, Argument(binder)))));
        var isOne = generic.ContextName == "{name}";
        if (generic.ContextName.Length > 0 && Set("ContextObjectName") is var said)
            variables.Add(new(said?.Literal.Value ?? generic.ContextName.Replace("{name}", modelName, StringComparison.Ordinal), binder => binder.Known(isOne ? "T" : "IEnumerable<T>", Argument(binder))) { Origin = said is { } at ? new(at.Path, at.Literal.Span) : null });
        variables.Add(new("view", binder => binder.Written(conf.Path, view.Span.Start, view.Text)));
        foreach (var declared in Enumerable.Reverse(classes)) variables.AddRange(declared.Fact.AddedVariables.Items.Select(variable => Given(variable, declared.Path)));
        variables.AddRange(view.ExtraContext.Items.Select(variable => Given(variable, conf.Path)));

        var rendering = new Rendering("", classes.Count > 0 ? classes[0].Fact.FullName : view.Text, new(conf.Path, view.Span))
        {
            Classes = classes,
            Variables = [.. variables.Reverse<GivenVariable>().DistinctBy(variable => variable.Name).Reverse()],
            // A mixin or a base class of somebody else's may give more; so may what is set to no plain value.
            IsOpen = classes.Exists(declared => declared.Fact.AddsMoreVariables || declared.Fact.Bases.Count > 1) || view.SetElsewhere.Items.Contains("ContextObjectName") || (view.SetElsewhere.Items.Contains("ExtraContext") && view.ExtraContext.Count == 0)
                || (Set("ContextObjectName") is null && classes.Exists(declared => declared.Fact.FindProperty("ContextObjectName") is not null)),
        };
        var own = Set("TemplateName");
        if (own is null && (view.SetElsewhere.Items.Contains("TemplateName") || classes.Exists(declared => declared.Fact.FindProperty("TemplateName") is not null || declared.Fact.Methods.Items.Any(method => method.Name is "GetTemplateNames"))))
        {
            // Which template it is only running tells.
            _computed.Add((new(conf.Path, view.Span), new(conf.Path, view.Span), rendering));
            return;
        }

        // An object may say which template shows it.
        if (own is null && (Set("TemplateNameField") is not null || view.SetElsewhere.Items.Contains("TemplateNameField") || classes.Exists(declared => declared.Fact.FindProperty("TemplateNameField") is not null)))
            _computed.Add((new(conf.Path, view.Span), new(conf.Path, view.Span), rendering));

        var implied = model is not null && generic.TemplateSuffix is { } usual && LabelOf(model) is { } label ? $"{label}/{modelName}{Set("TemplateNameSuffix")?.Literal.Value ?? usual}.html" : null;
        if (own is null && implied is not null) NamedByModel.Add(implied);
        if ((own?.Literal.Value ?? implied) is not { } template) return;
        Add(rendering with { Template = template, IsImplied = own is null });
        if (own is { } named) _known.Add((named.Path, named.Literal.Span));

        TemplateType Argument(TypeBinder binder) => binder.ArgumentOf(conf.Path, view.Span.Start, view.Text, name);

        (string Path, StringFact Literal)? Set(string property)
        {
            foreach (var (key, value) in view.Set)
            {
                if (key == property) return (conf.Path, value);
            }

            foreach (var declared in classes)
            {
                if (declared.Fact.FindProperty(property)?.Literal is { } literal) return (declared.Path, literal);
            }

            return null;
        }
    }

    /// <summary>An inclusion tag's template has what its method returns.</summary>
    private void AddInclusion(DeclaredType declared, TagMethodFact method) =>
        Add(new(method.Template, declared.Fact.FullName + "." + method.Method, new(declared.Path, method.NameSpan))
        {
            Method = new(declared.Path, method.NameSpan),
            SeesEverything = false,
        });

    private static IEnumerable<GivenVariable> Captured(UrlEntry entry)
    {
        if (entry.Route is { IsClosed: true } route && !entry.IsRegex)
        {
            foreach (var parameter in RoutePattern.Parse(route.Value).Parameters) yield return new(parameter.Name, binder => binder.Known(parameter.ConverterName switch { "int" => "long", "uuid" => "Guid", _ => "string" }, TemplateType.Unknown));
        }

        foreach (var name in entry.Kwargs) yield return new(name, _ => TemplateType.Unknown);
    }

    /// <summary>The label of the app whose namespace is nearest around a type.</summary>
    private string? LabelOf(string type) => _settings.Apps.Items.Where(app => app.Namespace.Length == 0 || type.StartsWith(app.Namespace + ".", StringComparison.Ordinal)).MaxBy(app => app.Namespace.Length)?.Label;

    private void Add(Rendering rendering)
    {
        // A part of a template has what the whole has.
        if (rendering.Template.IndexOf('#') is var part and >= 0) rendering = rendering with { Template = rendering.Template[..part] };
        if (!_byTemplate.TryGetValue(rendering.Template, out var known)) _byTemplate[rendering.Template] = known = [];
        known.Add(rendering);
    }

    private static GivenVariable Given(VariableFact variable, string path) => new(variable.Name, binder => binder.TypeOf(path, variable.Value)) { Origin = new(path, variable.Span) };

    private static string? MethodAt(SourceFacts facts, TextSpan span)
    {
        string? found = null;
        foreach (var type in facts.Types)
        {
            foreach (var method in type.Methods)
            {
                if (method.Span.Contains(span)) found = $"{type.FullName}.{method.Name}";
            }
        }

        return found;
    }

    /// <summary>The class and the method of a method's name; what stands alone is one of the framework's, by a <c>using static</c>.</summary>
    private static string LastTwo(string name) => name.Contains('.', StringComparison.Ordinal) ? string.Join('.', name.Split('.').TakeLast(2)) : "ContextProcessors." + name;
}
