using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;

namespace Quintet.Ide.Types;

/// <summary>
/// What a template may ask of the values of one type, by the rules that the running engine has (<c>Quintet.Templates.Values.TypeMembers</c>): public
/// properties, fields, and methods that need no arguments. Type arguments are left open.
/// </summary>
internal sealed class TypeTable
{
    private const string QuerySetType = "Quintet.Db.QuerySet`1", ManagerType = "Quintet.Db.Manager`1";

    // Types that answer for their members themselves, and with these names among others; any other such type may answer to anything.
    private static readonly FrozenDictionary<string, (string Name, string Type)[]> OwnAnswers = new Dictionary<string, (string Name, string Type)[]>
    {
        ["Quintet.Db.Model"] = [("Pk", "key"), ("GetAbsoluteUrl", "string")],
        [QuerySetType] = [("All", "this"), ("Count", "int"), ("Exists", "bool"), ("First", "item"), ("Last", "item")],
        [ManagerType] = [("All", "set"), ("Count", "int"), ("Exists", "bool"), ("First", "item"), ("Last", "item")],
        ["Quintet.Db.FieldFile"] = [],
        ["Quintet.Contrib.Messages.Message"] = [("Message", "string")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Bound when they are asked for: of a class with many members a template names few, and to bind the signatures of all was a tenth of a check.
    private readonly ConcurrentDictionary<string, TypeMember> _found = new(StringComparer.Ordinal);
    private readonly (string Name, string Type)[] _ownAnswers;

    /// <param name="type">The type's definition.</param>
    /// <param name="compilation">Where it is looked up.</param>
    public TypeTable(INamedTypeSymbol type, Compilation compilation)
    {
        (Item, Value) = (ItemOf(type), ValueOf(type));
        Sources = AncestorsOf(type).SelectMany(ancestor => ancestor.DeclaringSyntaxReferences).Select(reference => reference.SyntaxTree.FilePath).Distinct().Order(StringComparer.Ordinal).ToEquatableArray();
        var ownAnswers = AncestorsOf(type).Select(ancestor => OwnAnswers.GetValueOrDefault(TemplateType.MetadataName(ancestor.OriginalDefinition))).FirstOrDefault(answers => answers is not null);
        // The methods that an app gives its query sets are asked for like members: those are the rows' affair.
        Rows = AncestorsOf(type).FirstOrDefault(ancestor => TemplateType.MetadataName(ancestor.OriginalDefinition) is QuerySetType or ManagerType) is { } query ? TemplateType.Of(query.TypeArguments[0]) : null;
        // What is declared as an interface or an abstract class is something else when it is there; so may a manager be, where the project has one of its own.
        IsOpen = (TemplateType.MetadataName(type) == ManagerType && HasManagers(compilation)) || Value is not null || type.TypeKind == TypeKind.Interface || type.IsAbstract || (ownAnswers is null && type.AllInterfaces.Any(face => face.Name is "ITemplateMembers" or "IDynamicMetaObjectProvider"))
            || type.ContainingNamespace?.ToDisplayString() is "System.Text.Json" or "System.Text.Json.Nodes";
        _ownAnswers = ownAnswers ?? [];
    }

    /// <summary>What <c>for</c> goes through; null where it is no sequence.</summary>
    public TemplateType? Item { get; }

    /// <summary>What a dictionary has under its keys; null where it is none.</summary>
    public TemplateType? Value { get; }

    /// <summary>Of a query set or a manager what its rows are: their type's own verbs are there as well. Null for any other.</summary>
    public TemplateType? Rows { get; }

    /// <summary>Whether a value may answer to other names besides.</summary>
    public bool IsOpen { get; }

    /// <summary>The files that declare the type.</summary>
    public EquatableArray<string> Sources { get; }

    /// <summary>A member by the name that a template writes: C#'s own, or in snake_case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="source">Gives it as it is now, where the member is looked up.</param>
    public TypeMember? Find(string name, TemplateType type, Func<TemplateType, TypeSource> source) =>
        _found.TryGetValue(name, out var known) ? known : Find(name, source(type));

    /// <summary>The members by the names that templates write, once each.</summary>
    /// <param name="source">The type as it is now, where they are looked up.</param>
    public IEnumerable<TypeMember> All(TypeSource source)
    {
        var names = MembersOf(source).Select(member => member.Member.TemplateName).Concat(_ownAnswers.Select(answer => Names.ToSnakeCase(answer.Name))).Distinct();
        return names.Select(name => Find(name, source)).OfType<TypeMember>().DistinctBy(member => member.TemplateName);
    }

    /// <summary>The members that a type itself declares, as far as a template could reach them.</summary>
    /// <param name="type">The type's definition.</param>
    /// <param name="statistics">Counts.</param>
    public static IReadOnlyList<DeclaredMember> MembersOf(INamedTypeSymbol type, WorkspaceStatistics statistics)
    {
        // In the order of the source, what is generated behind it, in whichever order the compilation got its files.
        var members = type.GetMembers().Where(IsInReach).Select(symbol => (Symbol: symbol, Place: symbol.Locations.FirstOrDefault(place => place.IsInSource)));
        return [.. members.OrderBy(member => member.Place is { } place && IsGenerated(place) ? 1 : 0).ThenBy(member => member.Place?.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(member => member.Place?.SourceSpan.Start ?? 0)
            .Select(member => new DeclaredMember(member.Symbol, statistics))];
    }

    /// <summary>The members of a type, those of its ancestors behind its own, with what stands there for the type parameters of the class that declares each.</summary>
    private static IEnumerable<(DeclaredMember Member, EquatableArray<TemplateType> Arguments)> MembersOf(TypeSource source)
    {
        var all = source.Type.TypeKind == TypeKind.Interface ? source.Type.AllInterfaces.Prepend(source.Type) : AncestorsOf(source.Type);
        foreach (var declaring in all.Where(ancestor => ancestor.SpecialType != SpecialType.System_Object))
        {
            EquatableArray<TemplateType> arguments = SymbolEqualityComparer.Default.Equals(declaring, declaring.OriginalDefinition) ? [] : TemplateType.Of(declaring).Arguments;
            foreach (var member in source.Declared(declaring.OriginalDefinition)) yield return (member, arguments);
        }
    }

    private TypeMember? Find(string name, TypeSource source)
    {
        if (_found.TryGetValue(name, out var known)) return known;
        // Names that are nowhere are not kept: there is no end of them while somebody types.
        return Look(name, source) is { } found ? _found.GetOrAdd(name, found) : null;
    }

    private TypeMember? Look(string name, TypeSource source)
    {
        var own = _ownAnswers.Where(answer => answer.Name == name || Names.ToSnakeCase(answer.Name) == name).ToList();
        if (own.Exists(answer => answer.Type == "key")) return Answered(own[0]);
        foreach (var (member, arguments) in MembersOf(source))
        {
            if ((member.Name == name || member.TemplateName == name) && member.Described is { } found) return found with { Type = found.Type.With(arguments) };
        }

        return own.Count == 0 ? null : Answered(own[0]);

        TypeMember Answered((string Name, string Type) answer) => new(answer.Name, Answer(answer.Type, source));
    }

    private static bool IsGenerated(Location place) => place.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private TemplateType Answer(string answer, TypeSource source) => answer switch
    {
        "string" => TemplateType.Text,
        "int" => TemplateType.Int,
        "bool" => TemplateType.Bool,
        "key" => Find("id", source)?.Type ?? TemplateType.Unknown,
        "item" => Rows ?? TemplateType.Unknown,
        "this" or "set" when source.Compilation.GetTypeByMetadataName(QuerySetType) is not null => new(TypeForm.Named, QuerySetType, [Rows ?? TemplateType.Unknown]),
        _ => TemplateType.Unknown,
    };

    private static bool IsInReach(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public && !symbol.IsStatic && symbol.CanBeReferencedByName;

    /// <summary>What a member in reach gives; null where a template cannot ask for it after all.</summary>
    public static TypeMember? Member(ISymbol symbol)
    {
        var type = symbol switch
        {
            IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property => property.Type,
            IFieldSymbol field => field.Type,
            IMethodSymbol { MethodKind: MethodKind.Ordinary, IsGenericMethod: false } method when IsCallable(method) => method.ReturnType,
            _ => null,
        };
        if (type is null || type.IsRefLikeType || type is IPointerTypeSymbol) return null;
        return Described(symbol, type) with
        {
            IsForbidden = symbol is IMethodSymbol called && AltersData(called),
            IsQuiet = symbol is IMethodSymbol && (symbol.Name is nameof(ToString) or "GetEnumerator" or "GetAsyncEnumerator" || symbol.ContainingNamespace.ToDisplayString() is "System" || symbol.ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal)),
        };
    }

    /// <summary>A method as a member that is called.</summary>
    public static TypeMember Called(IMethodSymbol method) => Described(method, method.ReturnType);

    private static TypeMember Described(ISymbol symbol, ITypeSymbol type) => new(symbol.Name, TemplateType.Of(type))
    {
        Origin = TypeMember.OriginOf(symbol),
        Summary = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MemberDeclarationSyntax declaration ? SourceReader.ReadSummary(declaration.GetLeadingTrivia()) : null,
        IsMethod = symbol is IMethodSymbol,
    };

    /// <summary>Whether some class of the project derives from what is called a manager.</summary>
    private static bool HasManagers(Compilation compilation) => compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes(node => node is not (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax)).OfType<ClassDeclarationSyntax>()
        .Any(type => type.BaseList?.Types.Any(item => item.Type.ToString().Contains("Manager", StringComparison.Ordinal)) == true));

    /// <summary>Whether a method is marked so, or is the asynchronous form of one that is, or of one that only does something.</summary>
    private static bool AltersData(IMethodSymbol method) =>
        IsMarked(method) || (method.Name.EndsWith("Async", StringComparison.Ordinal)
            && AncestorsOf(method.ContainingType).SelectMany(type => type.GetMembers(method.Name[..^"Async".Length])).OfType<IMethodSymbol>().Any(other => other.ReturnsVoid || IsMarked(other)));

    private static bool IsMarked(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AltersDataAttribute") || (method.OverriddenMethod is { } overridden && IsMarked(overridden));

    /// <summary>Whether a method's syntax alone says that it cannot be called without arguments. To bind the signatures of these would be the longest part of reading a class.</summary>
    private static bool NeedsArguments(IMethodSymbol method) => method.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is MethodDeclarationSyntax declaration
        && declaration.ParameterList.Parameters.Any(parameter => parameter is { Default: null, AttributeLists.Count: 0 });

    private static bool IsCallable(IMethodSymbol method)
    {
        // The syntax first, which tells of nearly all of them.
        if (NeedsArguments(method) || method.ReturnsVoid || method.Parameters.Any(parameter => !parameter.IsOptional)) return false;
        if (method.ReturnType is { Name: "Task" or "ValueTask" } and INamedTypeSymbol { Arity: 0 }) return false;
        if (method.GetAttributes().Any(attribute => attribute is { AttributeClass.Name: "ObsoleteAttribute", ConstructorArguments: [_, { Value: true }] })) return false;
        var first = method;
        while (first.OverriddenMethod is { } overridden) first = overridden;
        return first.ContainingType.SpecialType != SpecialType.System_Object || method.Name == nameof(ToString);
    }

    private static IEnumerable<INamedTypeSymbol> AncestorsOf(INamedTypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType) yield return ancestor;
    }

    private static TemplateType? ItemOf(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? null
        : type.AllInterfaces.Prepend(type).FirstOrDefault(face => face is { Name: "IEnumerable" or "IAsyncEnumerable", Arity: 1, TypeKind: TypeKind.Interface }) is { } sequence ? TemplateType.Of(sequence.TypeArguments[0])
        : type.AllInterfaces.Prepend(type).Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable) ? TemplateType.Unknown : null;

    private static TemplateType? ValueOf(INamedTypeSymbol type) =>
        type.AllInterfaces.Prepend(type).FirstOrDefault(face => face is { Name: "IDictionary" or "IReadOnlyDictionary", Arity: 2 }) is { } dictionary ? TemplateType.Of(dictionary.TypeArguments[1]) : null;
}

/// <summary>A type in the compilation of the moment: a table outlives it, and keeps nothing of it.</summary>
/// <param name="Type">The type's definition.</param>
/// <param name="Compilation">Where it is looked up.</param>
/// <param name="Declared">What <see cref="TypeTable.MembersOf(INamedTypeSymbol, WorkspaceStatistics)"/> says, remembered: every model has the members of its base.</param>
internal readonly record struct TypeSource(INamedTypeSymbol Type, Compilation Compilation, Func<INamedTypeSymbol, IReadOnlyList<DeclaredMember>> Declared);

/// <summary>A member that a template may name; what it gives is bound when that is asked.</summary>
/// <param name="symbol">The member.</param>
/// <param name="statistics">Counts.</param>
internal sealed class DeclaredMember(ISymbol symbol, WorkspaceStatistics statistics)
{
    private readonly Lazy<TypeMember?> _described = new(() =>
    {
        statistics.CountMember();
        return TypeTable.Member(symbol);
    });

    public string Name => symbol.Name;

    /// <summary>As templates write it.</summary>
    public string TemplateName { get; } = Names.ToSnakeCase(symbol.Name);

    /// <summary>What it gives; null where a template cannot ask for it after all.</summary>
    public TypeMember? Described => _described.Value;
}
