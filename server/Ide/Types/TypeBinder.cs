using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Quintet.Reading;
using Quintet.Reading.Models;

namespace Quintet.Ide.Types;

/// <summary>What a template finds under a name.</summary>
/// <param name="Type">What it gives; unknown where nobody says.</param>
/// <param name="Member">The member; null where it has no declaration of its own: an item of a list, an entry of a dictionary.</param>
internal sealed record MemberAnswer(TemplateType Type, TypeMember? Member)
{
    /// <summary>Nothing is claimed.</summary>
    public static readonly MemberAnswer Open = new(TemplateType.Unknown, null);
}

/// <summary>
/// Says what types the expressions of a project's C# have, as templates see them. Each is bound when it is first asked for and remembered,
/// also from one compilation to the next as long as nothing that it rests on changes.
/// </summary>
internal sealed class TypeBinder
{
    // The namespaces of the types that are named in our own tables.
    private static readonly string[] Spaces = ["System", "System.Collections.Generic", "Quintet.Views", "Quintet.Http", "Quintet.Auth", "Quintet.Contrib.Messages", "Quintet.Db"];

    private readonly ConcurrentDictionary<(string Path, TextSpan Span), TemplateType> _expressions;
    private readonly ConcurrentDictionary<string, TypeTable?> _tables;
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<DeclaredMember>> _declared = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, string?> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IEnumerable<TypeMember>> _verbsOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IAssemblySymbol, ILookup<string, TypeMember>> _verbs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(string Path, TextSpan Span), string?> _constants = new();
    private readonly ConcurrentDictionary<(string Path, TextSpan Span), bool> _frameworks = new();
    private readonly Lazy<Dictionary<string, SyntaxTree>> _trees;
    private readonly Lazy<CSharpCompilation> _whole;
    private readonly WorkspaceStatistics _statistics;
    private readonly Func<TemplateType, TypeSource> _sourceOf;

    /// <param name="whole">The compilation.</param>
    /// <param name="previous">That of the compilation before; null where more than the inside of methods changed.</param>
    /// <param name="changed">The files that changed since.</param>
    /// <param name="statistics">Counts.</param>
    public TypeBinder(Lazy<CSharpCompilation> whole, TypeBinder? previous, IReadOnlyCollection<string> changed, WorkspaceStatistics statistics)
    {
        (_whole, _statistics, _sourceOf) = (whole, statistics, SourceOf);
        _trees = new(() => whole.Value.SyntaxTrees.GroupBy(tree => tree.FilePath, Paths.Comparer).ToDictionary(same => same.Key, same => same.First(), Paths.Comparer));
        _expressions = new(previous is null ? [] : previous._expressions.Where(pair => !changed.Contains(pair.Key.Path)));
        // What is declared in a changed file may stand at another place in it.
        _tables = new(previous is null ? [] : previous._tables.Where(pair => pair.Value is null || !pair.Value.Sources.Items.Any(changed.Contains)), StringComparer.Ordinal);
    }

    /// <summary>The type of the expression at a place; unknown where none is there.</summary>
    public TemplateType TypeOf(string path, TextSpan span) => _expressions.GetOrAdd((path, span), static (key, self) => self.Bind(key.Path, key.Span), this);

    /// <summary>The type that a text means at a place.</summary>
    public TemplateType Written(string path, int position, string text) => TemplateType.Of(Symbol(path, position, text));

    /// <summary>The type argument of the framework's class that a class derives from: <c>Book</c> of <c>ListView&lt;Book&gt;</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="position">The place in it.</param>
    /// <param name="text">The class.</param>
    /// <param name="generic">The framework's class, without its arguments.</param>
    public TemplateType ArgumentOf(string path, int position, string text, string generic)
    {
        for (var type = Symbol(path, position, text) as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (type.Name == generic && type.TypeArguments is [var argument]) return TemplateType.Of(argument);
        }

        return TemplateType.Unknown;
    }

    /// <summary>A type as our tables write it: <c>Page&lt;T&gt;</c>.</summary>
    /// <param name="text">The type.</param>
    /// <param name="argument">What <c>T</c> is.</param>
    public TemplateType Known(string text, TemplateType argument)
    {
        var open = text.IndexOf('<');
        if (open > 0) return Find(text[..open] + "`1") is { } generic ? new(TypeForm.Named, generic, [Known(text[(open + 1)..^1], argument)]) : TemplateType.Unknown;
        return text switch
        {
            "T" => argument,
            "" => TemplateType.Unknown,
            "string" => TemplateType.Text,
            "int" => TemplateType.Int,
            "long" => TemplateType.Plain("System.Int64"),
            "bool" => TemplateType.Bool,
            _ => Find(text) is { } name ? TemplateType.Plain(name) : TemplateType.Unknown,
        };
    }

    /// <summary>What is known of a type by its name; null where it is none.</summary>
    public TypeTable? Table(TemplateType type) => type.Form == TypeForm.Named && type.Name != "[]"
        ? _tables.GetOrAdd(type.Name, static (name, self) => self._whole.Value.GetTypesByMetadataName(name) is [var symbol, ..] ? new TypeTable(symbol, self._whole.Value) : null, this)
        : null;

    // Only of a type that has a table.
    private TypeSource SourceOf(TemplateType type) => new(_whole.Value.GetTypesByMetadataName(type.Name)[0], _whole.Value, type => _declared.GetOrAdd(type, static (type, statistics) => TypeTable.MembersOf(type, statistics), _statistics));

    /// <summary>What a value of a type answers to a name; null where it has nothing of that name.</summary>
    public MemberAnswer? Ask(TemplateType type, string name)
    {
        var index = name.Length > 0 && name.All(char.IsAsciiDigit);
        switch (type.Form)
        {
            case TypeForm.Members:
                return type.Members.Items.FirstOrDefault(member => member.Name == name || member.TemplateName == name) is { } own ? new(own.Type, own) : null;
            case TypeForm.OneOf:
                var answers = type.Arguments.Items.Select(one => Ask(one, name)).ToList();
                var found = answers.OfType<MemberAnswer>().ToList();
                return found.Count == 0 ? null : found.Count < answers.Count ? new(TemplateType.Unknown, found[0].Member) : new(found.Select(answer => answer.Type).Aggregate(TemplateType.Either), found[0].Member);
            case TypeForm.Named when type.Name == "[]":
                return index ? new(type.Arguments[0], null) : name is "length" or "Length" ? new(TemplateType.Int, null) : null;
            case TypeForm.Named when Table(type) is { } table:
                if (table.Value is { } value) return InDictionary(type, value, name);
                if (VerbsOf(table, type).FirstOrDefault(verb => verb.Name == name || verb.TemplateName == name) is { } verb) return new(verb.Type, verb);
                if (table.Find(name, type, _sourceOf) is { } member) return new(member.Type.With(type.Arguments), member);
                if (index && table.Item is { } item) return new(item.With(type.Arguments), null);
                return table.IsOpen || table.Rows?.With(type.Arguments) is { Form: TypeForm.Unknown or TypeForm.Parameter } ? MemberAnswer.Open : null;
            default:
                return MemberAnswer.Open;
        }
    }

    /// <summary>What may be asked of a type, by the names that templates write.</summary>
    public IReadOnlyList<TypeMember> MembersOf(TemplateType type) => type.Form switch
    {
        TypeForm.Members => [.. type.Members.Items],
        TypeForm.OneOf => [.. type.Arguments.Items.SelectMany(MembersOf).DistinctBy(member => member.TemplateName)],
        _ when Table(type) is { Value: not null } => [.. new[] { "items", "keys", "values" }.Select(name => new TypeMember(name, TemplateType.Unknown))],
        _ when Table(type) is { } table => [.. VerbsOf(table, type), .. table.All(SourceOf(type)).Where(member => member is { IsForbidden: false, IsQuiet: false }).Select(member => member with { Type = member.Type.With(type.Arguments) })],
        _ => [],
    };

    /// <summary>The verbs that an app declares for the rows of a query set or manager, as far as a template reaches them (<c>[QuerySetMethods]</c>).</summary>
    private IEnumerable<TypeMember> VerbsOf(TypeTable table, TemplateType type) => table.Rows?.With(type.Arguments) is not { Form: TypeForm.Named } rows ? [] : _verbsOf.GetOrAdd(rows.Name, static (name, self) =>
        self._whole.Value.GetTypesByMetadataName(name) is [var model, ..] ? self._verbs.GetOrAdd(model.ContainingAssembly, static (assembly, self) => self.ReadVerbs(assembly), self)[name] : [], this);

    /// <summary>Those that are compiled together with their models, by the model's name. Where the generator wrote something for them they are in the source.</summary>
    private ILookup<string, TypeMember> ReadVerbs(IAssemblySymbol assembly)
    {
        var classes = SymbolEqualityComparer.Default.Equals(assembly, _whole.Value.Assembly)
            ? _whole.Value.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".Managers.g.cs", StringComparison.Ordinal)).SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Take(1), (tree, node) => Model(tree).GetDeclaredSymbol(node))
            : StaticClasses(assembly.GlobalNamespace).Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass is { } known && TypeNames.Is(known, QuerySetMethodsReader.AttributeType)));
        return classes.OfType<INamedTypeSymbol>().SelectMany(type => (QuerySetMethodsReader.Read(type, default).Class?.Verbs.Items ?? []).Where(verb => verb.Model is not null)
                .SelectMany(verb => type.GetMembers(verb.Name).OfType<IMethodSymbol>().Where(method => method.Parameters is [{ Type: INamedTypeSymbol { Name: "QuerySet", TypeArguments: [INamedTypeSymbol rows] } }, ..] && TypeNames.FullName(rows) == verb.Model).Take(1)))
            .ToLookup(method => TemplateType.MetadataName((INamedTypeSymbol)((INamedTypeSymbol)method.Parameters[0].Type).TypeArguments[0]), TypeTable.Called);

        static IEnumerable<INamedTypeSymbol> StaticClasses(INamespaceSymbol space) => space.GetTypeMembers().Where(type => type.IsStatic).Concat(space.GetNamespaceMembers().SelectMany(StaticClasses));
    }

    /// <summary>What <c>for</c> goes through.</summary>
    public TemplateType ItemOf(TemplateType type) => type.Form switch
    {
        TypeForm.OneOf => type.Arguments.Items.Select(ItemOf).Aggregate(TemplateType.Either),
        TypeForm.Named when type.Name == "[]" => type.Arguments[0],
        TypeForm.Named when Table(type) is { Value: null, Item: { } item } => item.With(type.Arguments),
        _ => TemplateType.Unknown,
    };

    /// <summary>The variables that a context expression gives, and whether there may be others.</summary>
    public (IReadOnlyList<TypeMember> Variables, bool IsOpen) VariablesOf(string path, TextSpan span)
    {
        var type = TypeOf(path, span);
        return type.Form switch
        {
            TypeForm.Members => (MembersOf(type), false),
            TypeForm.Named when Table(type) is { IsOpen: false } => (MembersOf(type), false),
            _ => ([], true),
        };
    }

    /// <summary>The same of what a method returns, where its name stands.</summary>
    public (IReadOnlyList<TypeMember> Variables, bool IsOpen) VariablesOfMethod(string path, TextSpan name)
    {
        if (TreeOf(path) is not { } tree || name.End > tree.Length || tree.GetRoot().FindNode(name) is not MethodDeclarationSyntax method) return ([], true);
        var results = method.ExpressionBody is { } arrow ? [arrow.Expression]
            : method.Body?.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>().ToList() ?? [];
        var all = results.Select(result => VariablesOf(path, result.Span)).ToList();
        return ([.. all.SelectMany(one => one.Variables).DistinctBy(variable => variable.TemplateName)], all.Count == 0 || all.Exists(one => one.IsOpen));
    }

    /// <summary>The text that an expression always is; null where only running tells.</summary>
    public string? ConstantOf(string path, TextSpan span) => _constants.GetOrAdd((path, span), static (key, self) =>
        self.Expression(key.Path, key.Span) is { } expression ? self.Model(expression.SyntaxTree).GetConstantValue(expression).Value as string : null, this);

    /// <summary>Whether a call is one of the framework's; true where it cannot be told.</summary>
    public bool IsFrameworks(string path, TextSpan span) => _frameworks.GetOrAdd((path, span), static (key, self) => self.IsFrameworksCall(key.Path, key.Span), this);

    private bool IsFrameworksCall(string path, TextSpan span)
    {
        if (Expression(path, span) is not InvocationExpressionSyntax call) return true;
        var symbol = Model(call.SyntaxTree).GetSymbolInfo(call);
        return (symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) is not { } method || TemplateType.MetadataName(method.ContainingType) == "Quintet.Shortcuts";
    }

    /// <summary>Where a file reads a member of an anonymous object by its name: <c>page.books</c>.</summary>
    /// <param name="origin">Where the object gets it.</param>
    /// <param name="name">The member.</param>
    public IEnumerable<TextSpan> ReadsOf(ContextOrigin origin, string name)
    {
        if (TreeOf(origin.Path) is not { } tree) yield break;
        var model = Model(tree);
        foreach (var read in tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Where(read => read.Identifier.ValueText == name && read.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or SubpatternSyntax or NameColonSyntax))
        {
            if (model.GetSymbolInfo(read).Symbol is IPropertySymbol { ContainingType.IsAnonymousType: true } property && TypeMember.OriginOf(property) == origin) yield return read.Span;
        }
    }

    /// <summary>What the compiler would find wrong with files if they were otherwise and finds not wrong with them now; null: nothing.</summary>
    public string? ErrorOf(IReadOnlyDictionary<string, string> texts)
    {
        var whole = _whole.Value;
        var known = new HashSet<string>(texts.Keys.Select(TreeOf).OfType<SyntaxTree>().SelectMany(tree => Errors(whole, tree)));
        var changed = new List<SyntaxTree>();
        foreach (var (path, text) in texts)
        {
            if (TreeOf(path) is not { } tree) continue;
            changed.Add(tree.WithChangedText(SourceText.From(text)));
            whole = whole.ReplaceSyntaxTree(tree, changed[^1]);
        }

        return changed.SelectMany(tree => Errors(whole, tree)).FirstOrDefault(error => !known.Contains(error));

        static IEnumerable<string> Errors(CSharpCompilation whole, SyntaxTree tree) =>
            whole.GetSemanticModel(tree).GetDiagnostics().Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(found => found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static MemberAnswer InDictionary(TemplateType type, TemplateType value, string name) => name switch
    {
        "items" when type.Arguments.Count == 2 => new(new(TypeForm.Named, "[]", [new(TypeForm.Named, "System.Collections.Generic.KeyValuePair`2", type.Arguments)]), null),
        "keys" when type.Arguments.Count == 2 => new(new(TypeForm.Named, "[]", [type.Arguments[0]]), null),
        "values" when type.Arguments.Count == 2 => new(new(TypeForm.Named, "[]", [type.Arguments[1]]), null),
        _ => new(value.With(type.Arguments), null),
    };

    private string? Find(string name) => _names.GetOrAdd(name, static (name, self) => Spaces.Select(space => $"{space}.{name}").FirstOrDefault(full => self._whole.Value.GetTypesByMetadataName(full).Length > 0), this);

    /// <summary>The tree of a file; null where it is none of the project's.</summary>
    public SyntaxTree? TreeOf(string path) => _trees.Value.GetValueOrDefault(path);

    private ExpressionSyntax? Expression(string path, TextSpan span)
    {
        if (TreeOf(path) is not { } tree) return null;
        var root = tree.GetRoot();
        if (span.End > root.FullSpan.End) return null;
        for (var node = root.FindNode(span, getInnermostNodeForTie: true); node is not null; node = node.Parent)
        {
            if (node is ExpressionSyntax expression && node.Span == span) return expression;
            if (node.Span.Contains(span) && node.Span != span) return null;
        }

        return null;
    }

    private TemplateType Bind(string path, TextSpan span)
    {
        _statistics.CountBinding();
        if (Expression(path, span) is not { } expression) return TemplateType.Unknown;
        var model = Model(expression.SyntaxTree);
        if (Entries(expression) is { } entries)
            return TemplateType.Of() with { Members = entries.Select(entry => new TypeMember(entry.Name.Value, TemplateType.Of(model.GetTypeInfo(entry.Value).Type)) { TemplateName = entry.Name.Value, Origin = new(path, entry.Name.Span) }).ToEquatableArray() };
        var info = model.GetTypeInfo(expression);
        return TemplateType.Of(info.Type ?? info.ConvertedType);
    }

    /// <summary>The entries of a dictionary that is written at the place; null where it is none, or one of its keys is computed.</summary>
    private static List<(StringFact Name, ExpressionSyntax Value)>? Entries(ExpressionSyntax expression)
    {
        if (expression is not BaseObjectCreationExpressionSyntax { Initializer.Expressions: { Count: > 0 } expressions }) return null;
        var entries = new List<(StringFact, ExpressionSyntax)>();
        foreach (var item in expressions)
        {
            var (key, value) = item switch
            {
                AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [var index] } } assignment => (index.Expression, assignment.Right),
                InitializerExpressionSyntax { Expressions: [var first, var second] } => (first, second),
                _ => (null, null),
            };
            if (key is null || value is null || StringFact.TryRead(key) is not { } name) return null;
            entries.Add((name, value));
        }

        return entries;
    }

#pragma warning disable RSEXPERIMENTAL001 // What may be null on the way through a method would take as long again to find out.
    private SemanticModel Model(SyntaxTree tree) => _whole.Value.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001

    private ITypeSymbol? Symbol(string path, int position, string text) =>
        TreeOf(path) is { } tree && position <= tree.Length
            ? Model(tree).GetSpeculativeTypeInfo(position, SyntaxFactory.ParseTypeName(text), SpeculativeBindingOption.BindAsTypeOrNamespace).Type
            : null;
}
