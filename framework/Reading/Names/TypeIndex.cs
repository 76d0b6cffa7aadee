using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Quintet.Reading;

/// <summary>A type's declaration and the file that it stands in.</summary>
public sealed record DeclaredType(string Path, TypeFact Fact);

/// <summary>A method and the file that it stands in.</summary>
public sealed record DeclaredMethod(string Path, TypeFact Type, MethodFact Method);

/// <summary>The types of a project, by name; says which of them a name means at a place, as C# does. Immutable.</summary>
public sealed class TypeIndex
{
    public const string SettingsBase = "Quintet.Conf.Settings";
    public const string UrlConfBase = "Quintet.Urls.UrlConf";
    public const string AppConfigBase = "Quintet.Apps.AppConfig";
    public const string ModelBase = "Quintet.Db.Model";
    public const string UserBase = "Quintet.Auth.AbstractBaseUser";
    public const string ViewBase = "Quintet.Views.View";
    public const string MigrationBase = "Quintet.Db.Migrations.Migration";

    // The framework's types that a project's classes derive from. Their assembly is not looked into: names alone decide.
    private static readonly string[] Bases = [SettingsBase, UrlConfBase, AppConfigBase, ModelBase, UserBase, ViewBase, MigrationBase];

    /// <summary>The apps that come with the framework. They bring neither templates nor static files nor tags.</summary>
    public static readonly ImmutableArray<string> FrameworkApps = ["Quintet.Contrib.ContentTypes.ContentTypesApp", "Quintet.Contrib.Messages.MessagesApp", "Quintet.Contrib.Sessions.SessionsApp"];

    private static readonly string[] Framework = [.. Bases, .. FrameworkApps];

    private readonly Dictionary<string, List<DeclaredType>> _types;
    private readonly HashSet<string> _namespaces;
    private readonly NameContext _globals;

    // The last parts of all names: what is none of them is no type, wherever it is looked for.
    private readonly HashSet<string> _lastParts;

    private readonly HashSet<string> _namespaceParts;

    // What names mean by the global usings alone, which is the same everywhere.
    private readonly ConcurrentDictionary<string, string?> _fromGlobals;

    // What each type derives from, by full name, where somebody has asked.
    private readonly ConcurrentDictionary<string, string[]> _bases;

    /// <summary>Indexes the files of one project.</summary>
    /// <param name="files">Each file's path and facts, in an order that does not change from one time to the next.</param>
    public TypeIndex(IEnumerable<(string Path, SourceFacts Facts)> files)
    {
        (_types, _fromGlobals, _bases) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        (_namespaces, _lastParts, _namespaceParts) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        var usings = new List<string>(ImplicitUsings.Sdk.Concat(ImplicitUsings.Quintet));
        var statics = new List<string>();
        var aliases = ImplicitUsings.Aliases.Select(pair => new UsingAlias(pair.Alias, pair.Target)).ToList();
        foreach (var name in Framework)
        {
            AddNamespaces(Parent(name));
            _lastParts.Add(LastPart(name));
        }

        foreach (var (path, facts) in files)
        {
            usings.AddRange(facts.GlobalUsings.Usings);
            statics.AddRange(facts.GlobalUsings.StaticUsings);
            aliases.AddRange(facts.GlobalUsings.Aliases);
            foreach (var type in facts.Types)
            {
                if (!_types.TryGetValue(type.FullName, out var declarations)) _types[type.FullName] = declarations = [];
                declarations.Add(new(path, type));
                _lastParts.Add(LastPart(type.FullName));
                AddNamespaces(type.Context.Namespace);
            }
        }

        _globals = NameContext.Global with { Usings = usings.ToEquatableArray(), StaticUsings = statics.ToEquatableArray(), Aliases = aliases.ToEquatableArray() };
    }

    /// <summary>What an index becomes when types say something else but none has come, gone or got another name: all that rests on names is the same.</summary>
    private TypeIndex(TypeIndex previous, Dictionary<string, List<DeclaredType>> types, bool keepsBases)
    {
        (_types, _globals, _fromGlobals) = (types, previous._globals, previous._fromGlobals);
        _bases = keepsBases ? previous._bases : new(StringComparer.Ordinal);
        (_namespaces, _lastParts, _namespaceParts) = (previous._namespaces, previous._lastParts, previous._namespaceParts);
    }

    /// <summary>The index after files have changed; null where types have come, gone or got other names, so that a new one is needed.</summary>
    /// <param name="changed">The files, as they were when this was made and as they are now.</param>
    public TypeIndex? With(IEnumerable<(string Path, SourceFacts Old, SourceFacts New)> changed)
    {
        var types = new Dictionary<string, List<DeclaredType>>(_types, StringComparer.Ordinal);
        var keepsBases = true;
        foreach (var (path, old, fresh) in changed)
        {
            if (old.GlobalUsings != fresh.GlobalUsings || old.Types.Count != fresh.Types.Count) return null;
            for (var i = 0; i < fresh.Types.Count; i++)
            {
                if (old.Types[i].FullName != fresh.Types[i].FullName || old.Types[i].Context.Namespace != fresh.Types[i].Context.Namespace) return null;
                keepsBases &= old.Types[i].Bases == fresh.Types[i].Bases && old.Types[i].Context == fresh.Types[i].Context;
            }

            foreach (var name in fresh.Types.Items.Select(type => type.FullName).Distinct())
            {
                // A file may declare parts of one class twice: each in its place.
                using var parts = fresh.Types.Items.Where(type => type.FullName == name).GetEnumerator();
                types[name] = [.. types[name].Select(declared => declared.Path == path && parts.MoveNext() ? new(path, parts.Current) : declared)];
            }
        }

        return new(this, types, keepsBases);
    }

    /// <summary>Every declaration of every type.</summary>
    public IEnumerable<DeclaredType> All => _types.Values.SelectMany(declarations => declarations);

    /// <summary>The declarations of a type; empty where the project declares none of that name.</summary>
    public IReadOnlyList<DeclaredType> Find(string fullName) => _types.TryGetValue(fullName, out var declarations) ? declarations : [];

    /// <summary>The full name of the type that <paramref name="name"/> means; null where it is neither the project's nor one of the framework's bases.</summary>
    public string? Resolve(string name, NameContext context)
    {
        if (IsPlain(name) && name.IndexOf('.') < 0) return ResolveFirst(name, context) is { } simple && IsType(simple) ? simple : null;
        var parts = Split(name, out var isGlobal);
        if (parts.Length == 0) return null;
        var bound = isGlobal ? Existing(parts[0]) : ResolveFirst(parts[0], context);
        for (var i = 1; bound is not null && i < parts.Length; i++) bound = Existing(bound + "." + parts[i]);
        return bound is not null && IsType(bound) ? bound : null;
    }

    /// <summary>The static method that <c>Views.BookDetail</c> means; null where it is none of the project's.</summary>
    public DeclaredMethod? ResolveMethod(string name, NameContext context)
    {
        var dot = name.LastIndexOf('.');
        if (dot >= 0) return Resolve(name.Substring(0, dot), context) is { } type ? FindMethod(type, name.Substring(dot + 1).Trim(), 0) : null;
        for (var inside = context.ContainingType; inside.Length > 0; inside = Parent(inside))
        {
            if (FindMethod(inside, name, 0) is { } method) return method;
        }

        foreach (var used in context.StaticUsings.Concat(_globals.StaticUsings))
        {
            if (Resolve(used, NameContext.Global) is { } type && FindMethod(type, name, 0) is { } method) return method;
        }

        return null;
    }

    /// <summary>Whether a type is <paramref name="ancestor"/> or derives from it, as far as the project's own source tells.</summary>
    public bool DerivesFrom(string fullName, string ancestor)
    {
        HashSet<string>? seen = null;
        return Reaches(fullName, 0);

        bool Reaches(string name, int depth)
        {
            if (name == ancestor) return true;
            // Classes that derive from each other; few chains are as long.
            if (depth >= 4 && !(seen ??= new(StringComparer.Ordinal)).Add(name)) return false;
            foreach (var item in BasesOf(name))
            {
                if (Reaches(item, depth + 1)) return true;
            }

            return false;
        }
    }

    /// <summary>A type and its base types, nearest first.</summary>
    public IEnumerable<string> Ancestors(string fullName)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>();
        queue.Enqueue(fullName);
        while (queue.Count > 0)
        {
            var name = queue.Dequeue();
            if (!seen.Add(name)) continue;
            yield return name;
            foreach (var item in BasesOf(name)) queue.Enqueue(item);
        }
    }

    /// <summary>What a type derives from, by full name: of that which is the project's, or one of the framework's bases.</summary>
    private string[] BasesOf(string fullName)
    {
        if (!_types.TryGetValue(fullName, out var declarations)) return [];
        if (_bases.TryGetValue(fullName, out var known)) return known;
        var bases = new List<string>();
        foreach (var declaration in declarations)
        {
            // A base is looked up outside of the class itself, or "class Settings : Settings" would mean itself.
            var (context, around) = (declaration.Fact.Context, Parent(declaration.Fact.FullName, declaration.Fact.Context.Namespace));
            if (context.ContainingType != around) context = context.In(around);
            foreach (var item in declaration.Fact.Bases)
            {
                if (Resolve(item.Text, context) is { } resolved) bases.Add(resolved);
            }
        }

        return _bases[fullName] = [.. bases];
    }

    private DeclaredMethod? FindMethod(string type, string name, int depth)
    {
        foreach (var declaration in Find(type))
        {
            foreach (var method in declaration.Fact.Methods)
            {
                if (method.Name == name) return new(declaration.Path, declaration.Fact, method);
            }
        }

        if (depth > 0) return null;
        foreach (var ancestor in Ancestors(type).Skip(1))
        {
            if (FindMethod(ancestor, name, depth + 1) is { } inherited) return inherited;
        }

        return null;
    }

    /// <summary>What the first part of a name means: a nested type, then a member of the namespaces from the inside out, then aliases and usings.</summary>
    private string? ResolveFirst(string name, NameContext context)
    {
        var isOfType = _lastParts.Contains(name);
        for (var inside = context.ContainingType; isOfType && inside.Length > context.Namespace.Length; inside = Parent(inside))
        {
            if (IsType(inside + "." + name)) return inside + "." + name;
        }

        var isMember = isOfType || _namespaceParts.Contains(name);
        for (var inside = context.Namespace; isMember && inside.Length > 0; inside = Parent(inside))
        {
            if (Existing(inside + "." + name) is { } member) return member;
        }

        if (Existing(name) is { } global) return global;
        return FromUsings(name, context) ?? _fromGlobals.GetOrAdd(name, key => FromUsings(key, _globals));
    }

    private string? FromUsings(string name, NameContext context)
    {
        foreach (var alias in context.Aliases)
        {
            // An alias's target is a full name, or one within the namespaces around the directive.
            if (alias.Alias == name) return Existing(Plain(alias.Target)) ?? Existing(context.Namespace + "." + alias.Target);
        }

        if (!_lastParts.Contains(name)) return null;
        foreach (var used in context.Usings)
        {
            var prefix = Plain(used);
            if (IsType(prefix + "." + name)) return prefix + "." + name;
            for (var inside = context.Namespace; inside.Length > 0; inside = Parent(inside))
            {
                if (IsType(inside + "." + prefix + "." + name)) return inside + "." + prefix + "." + name;
            }
        }

        return null;
    }

    private bool IsType(string fullName) => _types.ContainsKey(fullName) || (fullName.StartsWith("Quintet.", StringComparison.Ordinal) && Array.IndexOf(Framework, fullName) >= 0);

    private string? Existing(string fullName) => IsType(fullName) || _namespaces.Contains(fullName) ? fullName : null;

    private void AddNamespaces(string name)
    {
        for (; name.Length > 0 && _namespaces.Add(name); name = Parent(name)) _namespaceParts.Add(LastPart(name));
    }

    private static string Parent(string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return dot < 0 ? "" : fullName.Substring(0, dot);
    }

    private static string LastPart(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);

    /// <summary>Whether a name is words with dots between them and nothing else, as most are: not while it is being typed (<c>using Quintet.</c>).</summary>
    private static bool IsPlain(string name)
    {
        var before = '.';
        foreach (var c in name)
        {
            if (c == '.' ? before == '.' : !char.IsLetterOrDigit(c) && c != '_') return false;
            before = c;
        }

        return before != '.';
    }

    /// <summary>A name without type arguments, blanks and <c>global::</c>.</summary>
    private static string Plain(string name) => IsPlain(name) ? name : string.Join(".", Split(name, out _));

    /// <summary>The type around a type, or nothing where that is its namespace.</summary>
    private static string Parent(string fullName, string @namespace)
    {
        var parent = Parent(fullName);
        return parent.Length > @namespace.Length ? parent : "";
    }

    /// <summary>The parts of a name as it is written: without type arguments, blanks and <c>global::</c>.</summary>
    private static string[] Split(string name, out bool isGlobal)
    {
        isGlobal = name.StartsWith("global::", StringComparison.Ordinal);
        if (isGlobal) name = name.Substring("global::".Length);
        var generic = name.IndexOf('<');
        if (generic >= 0) name = name.Substring(0, generic);
        return name.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim().TrimStart('@')).ToArray();
    }
}
