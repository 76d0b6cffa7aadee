using Quintet.Reading;
using Quintet.Routing;

namespace Quintet.Ide;

/// <summary>A variable that a template is given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As C# writes it; empty where the source does not say.</param>
/// <param name="Context">Where that is written, so that the name of the type means what it means there.</param>
internal sealed record ContextVariable(string Name, string Type, NameContext Context)
{
    /// <summary>Where C# gives or declares it; null for what the framework gives.</summary>
    public ContextOrigin? Origin { get; init; }
}

/// <summary>A place in C#.</summary>
internal sealed record ContextOrigin(string Path, Microsoft.CodeAnalysis.Text.TextSpan Span);

/// <summary>The variables of every template that views of the project render, as far as the source says.</summary>
internal sealed class ContextInventory
{
    private readonly TypeIndex _types;
    private readonly ProjectSettings _settings;
    private readonly Dictionary<string, Dictionary<string, ContextVariable>> _byTemplate = new(StringComparer.Ordinal);

    public ContextInventory(TypeIndex types, ProjectSettings settings, IEnumerable<(string Path, SourceFacts Facts)> files)
    {
        (_types, _settings) = (types, settings);
        foreach (var (path, facts) in files)
        {
            // A page's variables are values of the file around it; their types mean what they mean in its first type.
            var context = facts.Types.Items.FirstOrDefault()?.Context ?? NameContext.Global;
            foreach (var page in facts.Pages) Add(page.Template, page.Variables.Items.Select(variable => Given(variable, context, path)));
        }

        foreach (var declared in types.All)
        {
            foreach (var list in declared.Fact.UrlLists.Items.Select(named => named.List).Prepend(declared.Fact.UrlPatterns)) AddViews(declared, list, []);
        }

        Everywhere = [.. settings.ContextProcessors.Items.Append("ContextProcessors.Csrf").Select(LastTwo).Distinct()
            .SelectMany(name => FrameworkTypes.Processors.GetValueOrDefault(name) ?? []).Select(member => new ContextVariable(member.Name, member.Type, NameContext.Global))];
    }

    /// <summary>What every template has, by the context processors of the settings.</summary>
    public IReadOnlyList<ContextVariable> Everywhere { get; }

    /// <summary>The templates of which anything is known.</summary>
    public IEnumerable<string> Templates => _byTemplate.Keys;

    /// <summary>The templates that a generic view finds by the name of its model.</summary>
    public HashSet<string> NamedByModel { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables of a template; of several views that render it, all of theirs.</summary>
    public IReadOnlyCollection<ContextVariable> Of(string template) => _byTemplate.TryGetValue(template, out var variables) ? variables.Values : [];

    /// <summary>The members that a template may ask of a type.</summary>
    public IReadOnlyList<ContextVariable> MembersOf(string type, NameContext context)
    {
        var (name, argument) = Parts(type);
        var members = new Dictionary<string, ContextVariable>(StringComparer.Ordinal);
        if (_types.Resolve(name, context) is { } resolved && _types.Find(resolved).Count > 0)
        {
            foreach (var declared in _types.Ancestors(resolved).SelectMany(_types.Find))
            {
                foreach (var property in declared.Fact.Properties) members.TryAdd(Names.ToSnakeCase(property.Name), new(Names.ToSnakeCase(property.Name), property.Type.TrimEnd('?'), declared.Fact.Context) { Origin = new(declared.Path, property.NameSpan) });
            }

            var isUser = _types.DerivesFrom(resolved, TypeIndex.UserBase);
            foreach (var member in isUser ? FrameworkTypes.Members["AbstractBaseUser"] : []) members.TryAdd(member.Name, new(member.Name, member.Type, NameContext.Global));
            if (isUser || _types.DerivesFrom(resolved, TypeIndex.ModelBase))
            {
                members.TryAdd("id", new("id", "long", context));
                members.TryAdd("pk", new("pk", "long", context));
            }
        }
        else
        {
            var known = name == "QuerySet" ? FrameworkTypes.QuerySet : FrameworkTypes.Members.GetValueOrDefault(name) ?? [];
            foreach (var member in known) members.TryAdd(member.Name, new(member.Name, Substitute(member.Type, argument), context));
        }

        return [.. members.Values];
    }

    /// <summary>The type of a sequence's items; empty where it is none that is known.</summary>
    public static string ItemOf(string type)
    {
        var (name, argument) = Parts(type);
        return name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : FrameworkTypes.Sequences.Contains(name) ? argument : "";
    }

    private void AddViews(DeclaredType conf, UrlList? list, IReadOnlyList<UrlEntry> before)
    {
        foreach (var entry in list?.Entries ?? [])
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

        var (name, argument) = Parts(type);
        if (!FrameworkTypes.Views.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out var generic)) return;
        var model = argument.Length > 0 ? _types.Resolve(argument, context) : null;
        var modelName = model is null ? "" : model[(model.LastIndexOf('.') + 1)..].ToLowerInvariant();
        var variables = new List<ContextVariable>();
        if (name == "TemplateView") variables.AddRange(route.SelectMany(Captured).Select(value => new ContextVariable(value.Name, value.Type, NameContext.Global)));
        variables.AddRange(generic.Variables.Select(member => new ContextVariable(member.Name, Substitute(member.Type, argument), context)));
        var isOne = generic.ContextName == "{name}";
        if (generic.ContextName.Length > 0 && (Set("ContextObjectName") ?? generic.ContextName.Replace("{name}", modelName, StringComparison.Ordinal)) is var contextName)
            variables.Add(new(contextName, isOne ? argument : $"IEnumerable<{argument}>", context));
        variables.Add(new("view", view.Text, conf.Fact.Context));
        foreach (var declared in Enumerable.Reverse(classes)) variables.AddRange(declared.Fact.AddedVariables.Items.Select(variable => Given(variable, declared.Fact.Context, declared.Path)));
        variables.AddRange(view.ExtraContext.Items.Select(variable => Given(variable, conf.Fact.Context, conf.Path)));

        if (Set("TemplateName") is { } own) Add(own, variables);
        else if (model is not null && generic.TemplateSuffix is { } usual && LabelOf(model) is { } label)
        {
            var implied = $"{label}/{modelName}{Set("TemplateNameSuffix") ?? usual}.html";
            NamedByModel.Add(implied);
            Add(implied, variables);
        }

        string? Set(string property)
        {
            foreach (var (key, value) in view.Set)
            {
                if (key == property) return value;
            }

            return classes.Select(declared => declared.Fact.FindProperty(property)?.Literal?.Value).FirstOrDefault(value => value is not null);
        }
    }

    private IEnumerable<(string Name, string Type)> Captured(UrlEntry entry)
    {
        if (entry.Route is { IsClosed: true } route && !entry.IsRegex)
        {
            foreach (var parameter in RoutePattern.Parse(route.Value).Parameters) yield return (parameter.Name, parameter.ConverterName switch { "int" => "long", "uuid" => "Guid", _ => "string" });
        }

        foreach (var name in entry.Kwargs) yield return (name, "");
    }

    /// <summary>The label of the app whose namespace is nearest around a type.</summary>
    private string? LabelOf(string type) => _settings.Apps.Items.Where(app => app.Namespace.Length == 0 || type.StartsWith(app.Namespace + ".", StringComparison.Ordinal)).MaxBy(app => app.Namespace.Length)?.Label;

    private void Add(string template, IEnumerable<ContextVariable> variables)
    {
        if (!_byTemplate.TryGetValue(template, out var known)) _byTemplate[template] = known = new(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            // Of a name that two views give, the one whose type is known says more.
            if (!known.TryGetValue(variable.Name, out var before) || before.Type.Length == 0) known[variable.Name] = variable;
        }
    }

    private static ContextVariable Given(VariableFact variable, NameContext context, string path) => new(variable.Name, variable.Type, context) { Origin = new(path, variable.Span) };

    private static string Substitute(string type, string argument) => type == "T" ? argument : type.Replace("<T>", $"<{argument}>", StringComparison.Ordinal);

    /// <summary>The class and the method of a method's name; what stands alone is one of the framework's, by a <c>using static</c>.</summary>
    private static string LastTwo(string name) => name.Contains('.', StringComparison.Ordinal) ? string.Join('.', name.Split('.').TakeLast(2)) : "ContextProcessors." + name;

    private static (string Name, string Argument) Parts(string type)
    {
        type = type.TrimEnd('?');
        var open = type.IndexOf('<');
        return open < 0 || !type.EndsWith('>') ? (type, "") : (type[..open], type[(open + 1)..^1].TrimEnd('?'));
    }
}
