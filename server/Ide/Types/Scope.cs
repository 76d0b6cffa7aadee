using Quintet.Text;

namespace Quintet.Ide.Types;

/// <summary>A variable at a place in a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
internal sealed record ScopeVariable(string Name, TemplateType Type)
{
    /// <summary>Where it is given or declared: in C#, or by a tag of a template. Null for what the framework gives.</summary>
    public ContextOrigin? Origin { get; init; }

    /// <summary>As C# writes it, where that is another name: a template may call it by both.</summary>
    public string? CSharpName { get; init; }

    /// <summary>Whether a tag declares it, in this template or around the place where it is shown.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether every template has it, by a context processor.</summary>
    public bool IsEverywhere { get; init; }

    /// <summary>Who renders or includes the template without it: <c>Shop.Views.Search</c>, <c>shop/list.html</c>. Worked out when it is asked for.</summary>
    public IReadOnlyList<string> MissingIn => Missing?.Invoke() ?? [];

    /// <summary>Says who; null where everybody gives it.</summary>
    public Func<IReadOnlyList<string>>? Missing { get; init; }
}

/// <summary>What a template is given before its first tag.</summary>
internal sealed class BaseScope
{
    /// <summary>Of a template that nobody is known to render.</summary>
    public static BaseScope Anything(IReadOnlyDictionary<string, ScopeVariable> everywhere) => new(everywhere, isOpen: true, []);

    private readonly IReadOnlyDictionary<string, ScopeVariable> _variables;

    private BaseScope(IReadOnlyDictionary<string, ScopeVariable> variables, bool isOpen, IReadOnlyList<string> givers) => (_variables, IsOpen, Givers) = (variables, isOpen, givers);

    /// <summary>The variables, by name.</summary>
    public IEnumerable<ScopeVariable> Variables => _variables.Values;

    /// <summary>Whether there may be others.</summary>
    public bool IsOpen { get; }

    /// <summary>Who renders and includes the template.</summary>
    public IReadOnlyList<string> Givers { get; }

    public ScopeVariable? Find(string name) =>
        _variables.GetValueOrDefault(name) ?? (_variables.GetValueOrDefault(Names.ToSnakeCase(name)) is { CSharpName: { } written } variable && written == name ? variable : null);

    /// <summary>What one who renders or includes a template gives.</summary>
    /// <param name="giver">Who.</param>
    /// <param name="variables">The variables; of two with one name the first.</param>
    /// <param name="isOpen">Whether there may be others.</param>
    public static BaseScope Of(string giver, IEnumerable<ScopeVariable> variables, bool isOpen)
    {
        var all = new Dictionary<string, ScopeVariable>(StringComparer.Ordinal);
        foreach (var variable in variables) all.TryAdd(variable.Name, variable);
        return new(all, isOpen, [giver]);
    }

    /// <summary>What several give, each variable with those who do not.</summary>
    public static BaseScope Merge(IReadOnlyList<BaseScope> all)
    {
        if (all.Count == 1) return all[0];
        var given = new Dictionary<string, (ScopeVariable Variable, int Count)>(StringComparer.Ordinal);
        foreach (var variable in all.SelectMany(scope => scope._variables.Values))
        {
            given[variable.Name] = given.TryGetValue(variable.Name, out var known)
                ? (known.Variable with { Type = TemplateType.Either(known.Variable.Type, variable.Type), Missing = known.Variable.Missing ?? variable.Missing }, known.Count + 1)
                : (variable, 1);
        }

        var merged = given.Values.ToDictionary(
            entry => entry.Variable.Name,
            entry => entry.Count == all.Count && entry.Variable.Missing is null ? entry.Variable : entry.Variable with { Missing = () => MissingIn(all, entry.Variable.Name) },
            StringComparer.Ordinal);
        return new(merged, all.Any(scope => scope.IsOpen), [.. all.SelectMany(scope => scope.Givers).Distinct()]);
    }

    /// <summary>With what others give, who may render the template or another one: nothing is said to be missing for their sake.</summary>
    public BaseScope AndMaybe(IReadOnlyList<BaseScope> others)
    {
        if (others.Count == 0) return this;
        var all = new Dictionary<string, ScopeVariable>(_variables, StringComparer.Ordinal);
        foreach (var variable in others.SelectMany(other => other._variables.Values))
            all[variable.Name] = all.TryGetValue(variable.Name, out var known) ? known with { Type = TemplateType.Either(known.Type, variable.Type) } : variable;
        return new(all, IsOpen || others.Any(other => other.IsOpen), Givers);
    }

    private static IReadOnlyList<string> MissingIn(IReadOnlyList<BaseScope> all, string name) =>
        [.. all.SelectMany(scope => scope.Find(name) is { } variable ? variable.MissingIn : scope.IsOpen ? [] : scope.Givers).Distinct()];
}

/// <summary>The variables at one place in a template. Immutable; an inner scope knows the one around it.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly ScopeVariable? _variable;

    private Scope(BaseScope given, Scope? outer, ScopeVariable? variable, bool isOpen) => (Given, _outer, _variable, IsOpen) = (given, outer, variable, isOpen);

    public Scope(BaseScope given) : this(given, null, null, given.IsOpen)
    {
    }

    /// <summary>What the template was given.</summary>
    public BaseScope Given { get; }

    /// <summary>Whether there may be variables that are not known.</summary>
    public bool IsOpen { get; }

    /// <summary>The variables that tags declare, the innermost first.</summary>
    public IEnumerable<ScopeVariable> Locals
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope._outer)
            {
                if (scope._variable is { } variable) yield return variable;
            }
        }
    }

    /// <summary>All variables, the innermost first, each name once.</summary>
    public IEnumerable<ScopeVariable> All => Locals.Concat(Given.Variables).DistinctBy(variable => variable.Name);

    public ScopeVariable? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._variable is { } variable && variable.Name == name) return variable;
        }

        return Given.Find(name);
    }

    /// <summary>The variables that tags of a file declare, and where, without those that were asked for before on a walk from the file's beginning.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seen">What was there before; compares references.</param>
    public IEnumerable<(ScopeVariable Variable, TextSpan Span)> Declared(string path, HashSet<ScopeVariable> seen)
    {
        // What is around a variable that is known is known as well.
        foreach (var variable in Locals.TakeWhile(seen.Add))
        {
            if (variable.Origin is { } origin && Paths.Comparer.Equals(origin.Path, path)) yield return (variable, new(origin.Span.Start, origin.Span.Length));
        }
    }

    public Scope With(ScopeVariable variable) => new(Given, this, variable with { IsLocal = true }, IsOpen);

    public Scope With(string name, TemplateType type, ContextOrigin? origin = null) => With(new(name, type) { Origin = origin });

    /// <summary>A scope in which anything may be declared besides.</summary>
    public Scope Opened() => new(Given, this, null, isOpen: true);
}
