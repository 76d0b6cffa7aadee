using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>What reading one model class gave.</summary>
/// <param name="Model">Null where the class cannot be a model at all.</param>
/// <param name="Findings">What is wrong with it, seen alone.</param>
public sealed record ModelReading(ModelDeclaration? Model, EquatableArray<Finding> Findings);

/// <summary>
/// Reads model classes from C# symbols, of source or of metadata alike. Types of ours are recognised by their full names, so
/// that it works with whichever version of them a project has.
/// </summary>
public static class ModelReader
{
    public const string ModelType = "Quintet.Db.Model";
    public const string FieldType = "Quintet.Db.Field";
    public const string MetaType = "Quintet.Db.MetaAttribute";
    private const string UsualKey = "BigAutoField";

    private static readonly string[] AutoFields = ["Quintet.Db.AutoField", "Quintet.Db.BigAutoField", "Quintet.Db.SmallAutoField"];

    /// <summary>What an attribute on a model's class may be; an app's own index or constraint derives from ours.</summary>
    private static readonly ImmutableArray<(string Type, AttributeRole Role)> Roles =
    [
        (MetaType, AttributeRole.Meta),
        ("Quintet.Db.IndexAttribute", AttributeRole.Index),
        ("Quintet.Db.ConstraintAttribute", AttributeRole.Constraint),
        ("Quintet.Db.UniqueTogetherAttribute", AttributeRole.UniqueTogether),
        ("Quintet.Db.PermissionsAttribute", AttributeRole.Permissions),
    ];

    /// <summary>Whether the class derives from <c>Quintet.Db.Model</c>.</summary>
    public static bool IsModel(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && TypeNames.DerivesFrom(type.BaseType, ModelType);

    /// <summary>Whether rows of a table are read as this type: a model that is not abstract.</summary>
    public static bool IsConcreteModel(ITypeSymbol type) => type is INamedTypeSymbol { IsAbstract: false, IsGenericType: false } named && IsModel(named);

    /// <summary>Reads a class; null where it is no model.</summary>
    /// <param name="type">The class, of source or of metadata.</param>
    /// <param name="compilation">The compilation that it was taken from.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ModelReading? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (!IsModel(type)) return null;
        var findings = new List<Finding>();
        var model = ReadModel(type, compilation, findings, cancellation);
        return new(model, findings.ToEquatableArray());
    }

    /// <summary>All models that an assembly declares itself, in the order of their full names.</summary>
    public static ImmutableArray<ModelReading> ReadAll(IAssemblySymbol assembly, Compilation compilation, CancellationToken cancellation)
    {
        var readings = new List<(string Name, ModelReading Reading)>();
        Visit(assembly.GlobalNamespace);
        readings.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return readings.Select(r => r.Reading).ToImmutableArray();

        void Visit(INamespaceOrTypeSymbol container)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in container.GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol inner) continue;
                if (inner is INamedTypeSymbol type && Read(type, compilation, cancellation) is { } reading) readings.Add((TypeNames.FullName(type), reading));
                Visit(inner);
            }
        }
    }

    private static ModelDeclaration? ReadModel(INamedTypeSymbol type, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        var location = SourceLocation.Of(type);
        CheckShape(type, location, findings, cancellation);
        if (type.IsGenericType || type.ContainingType is { IsGenericType: true }) return null;

        var parent = InheritanceReader.ConcreteBase(type);
        var (inherited, fields) = ReadTables(type, parent, compilation, findings, cancellation);
        var baseModel = type.BaseType is { } direct && !TypeNames.Is(direct, ModelType) ? TypeNames.FullName(direct) : null;
        var attributes = ReadAttributes(type, cancellation);
        var isOrdered = !type.IsAbstract && !(parent is not null && InheritanceReader.IsProxy(type)) && attributes.Items.Any(a => a.Role == AttributeRole.Meta && a.Option("OrderWithRespectTo")?.Text is not null);
        if (isOrdered) fields.Add(PlaceField(type));
        List<FieldDeclaration> manyToMany = [.. fields.Where(f => f.Relation?.Kind == RelationKind.ManyToMany)];
        fields.RemoveAll(manyToMany.Contains);
        inherited.RemoveAll(f => f.Relation?.Kind == RelationKind.ManyToMany);
        var model = new ModelDeclaration(
            type.Name,
            TypeNames.FullName(type),
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ContainingTypes(type),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type.IsAbstract,
            IsWhollyPartial(type, cancellation),
            baseModel,
            fields.ToEquatableArray(),
            attributes,
            TemplateMembers(type, [.. inherited, .. fields, .. manyToMany]),
            location is null ? [] : AllMembers(type), // metadata holds the generated ones, too
            type.GetMembers().Where(m => !m.IsImplicitlyDeclared && m.CanBeReferencedByName).Select(m => m.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray(),
            location)
        {
            ManyToMany = manyToMany.ToEquatableArray(),
            Generics = GenericReader.ReadAll(type, Chain(type, parent), findings, cancellation),
            Managers = ManagerReader.ReadAll(type, compilation, findings, cancellation),
            Overrides = type.GetMembers().OfType<IMethodSymbol>().Where(m => m is { IsOverride: true, OverriddenMethod: { } o } && TypeNames.Is(Original(o).ContainingType, ModelType)).Select(m => m.Name).Distinct().ToEquatableArray(),
            Parent = parent is null ? null : InheritanceReader.Parent(type, parent, compilation, cancellation),
            Inherited = inherited.ToEquatableArray(),
            IsProxy = parent is not null && InheritanceReader.IsProxy(type),
        };
        ModelChecks.Check(model, findings);
        return model;
    }

    private static IMethodSymbol Original(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden) method = overridden;
        return method;
    }

    private static void CheckShape(INamedTypeSymbol type, SourceLocation? location, List<Finding> findings, CancellationToken cancellation)
    {
        if (location is null) return;
        if (!IsPartial(type, cancellation)) findings.Add(new(DiagnosticTable.ModelNotPartial, location, type.Name, type.BaseType!.Name));
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellation)) findings.Add(new(DiagnosticTable.ContainingTypeNotPartial, SourceLocation.Of(outer), type.Name, outer.Name));
        }

        if (type.IsGenericType || type.ContainingType is { IsGenericType: true }) findings.Add(new(DiagnosticTable.ModelIsGeneric, location, type.Name));
        if (type.IsAbstract) return;
        if (!type.InstanceConstructors.Any(c => c.Parameters.IsEmpty)) findings.Add(new(DiagnosticTable.NoParameterlessConstructor, location, type.Name));
        for (var t = type; t is not null && !TypeNames.Is(t, ModelType) && !SymbolEqualityComparer.Default.Equals(t, InheritanceReader.ConcreteBase(type)); t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                {
                    findings.Add(new(DiagnosticTable.RequiredMember, SourceLocation.Of(member) ?? location, member.Name, type.Name));
                }
            }
        }
    }

    /// <summary>The fields of the parents' tables, topmost first, and those of the model's own table with its key.</summary>
    private static (List<FieldDeclaration> Inherited, List<FieldDeclaration> Own) ReadTables(
        INamedTypeSymbol type, INamedTypeSymbol? parent, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        var own = ReadFields(type, parent, compilation, findings, cancellation);
        List<FieldDeclaration> inherited = [];
        if (parent is not null)
        {
            // What is wrong there is said there.
            var (above, fields) = ReadTables(parent, InheritanceReader.ConcreteBase(parent), compilation, [], cancellation);
            inherited = [.. above, .. fields];
        }

        InheritanceReader.Check(type, parent, inherited, own, findings);
        if (type.IsAbstract) return (inherited, own);
        if (parent is null)
        {
            if (!own.Any(f => f.IsPrimaryKey)) own.Insert(0, ImplicitKey(type, findings, cancellation));
        }
        else if (InheritanceReader.IsProxy(type))
        {
            own.Clear();
        }
        else
        {
            InheritanceReader.AddLink(type, parent, own, compilation, findings, cancellation);
        }

        return (inherited, own);
    }

    /// <summary>The fields of the bases first, as Django orders them; an override takes the place of what it overrides.</summary>
    private static List<FieldDeclaration> ReadFields(INamedTypeSymbol type, INamedTypeSymbol? parent, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        var fields = new List<FieldDeclaration>();
        foreach (var declaring in Chain(type, parent))
        {
            // What is wrong in a base is said at the base, once.
            var own = SymbolEqualityComparer.Default.Equals(declaring, type) ? findings : [];
            foreach (var member in declaring.GetMembers())
            {
                if (member is not IPropertySymbol property || FieldReader.Read(property, type, compilation, own, cancellation) is not { } field) continue;
                var overridden = fields.FindIndex(f => f.Property == field.Property);
                if (overridden >= 0) fields[overridden] = field;
                else fields.Add(field);
            }
        }

        return fields;
    }

    /// <summary>The class and its bases, outermost first.</summary>
    private static List<INamedTypeSymbol> Chain(INamedTypeSymbol type, INamedTypeSymbol? parent)
    {
        var chain = new List<INamedTypeSymbol>();
        for (var t = type; t is not null && !TypeNames.Is(t, ModelType) && !SymbolEqualityComparer.Default.Equals(t, parent); t = t.BaseType) chain.Add(t);
        chain.Reverse();
        return chain;
    }

    private static FieldDeclaration ImplicitKey(INamedTypeSymbol type, List<Finding> findings, CancellationToken cancellation)
    {
        var (field, place) = AutoField(type, cancellation);
        if (field is not null && KindOf(field) is null) findings.Add(new(DiagnosticTable.NotAnAutoField, place ?? SourceLocation.Of(type), type.Name, field.Name));
        var kind = field is null ? UsualKey : KindOf(field) ?? UsualKey;
        return new("Id", "id", "id", kind, field is null || KindOf(field) is null ? "global::Quintet.Db." + kind : field.ToDisplayString(TypeNames.Qualified), TypeOfKind(kind), false, null, true, false, [],
            [new("PrimaryKey", ConstantValue.FromPrimitive(true))], null, TypeNames.FullName(type), IsImplicit: true, Default: null, "public", "", "set", null, null);
    }

    /// <summary>The place of a row among those of the relation that <c>OrderWithRespectTo</c> names.</summary>
    private static FieldDeclaration PlaceField(INamedTypeSymbol type) => new("_Order", "_order", "_order", "IntegerField", "global::Quintet.Db.IntegerField", "int", false, null, true, false, [],
        [new("Editable", ConstantValue.FromPrimitive(false))], null, TypeNames.FullName(type), IsImplicit: true, Default: null, "public", "", "set", null, null);

    /// <summary>The C# type of the <c>Id</c> of a model that declares no key.</summary>
    internal static string ImplicitKeyType(INamedTypeSymbol type) => TypeOfKind(AutoField(type, default).Field is { } field ? KindOf(field) : null);

    private static string TypeOfKind(string? kind) => kind switch { "AutoField" => "int", "SmallAutoField" => "short", _ => "long" };

    /// <summary>That of our fields that count from which a class derives; null: it does not count.</summary>
    private static string? KindOf(INamedTypeSymbol field)
    {
        for (var t = field; t is not null; t = t.BaseType)
        {
            if (AutoFields.Contains(TypeNames.FullName(t))) return t.Name;
        }

        return null;
    }

    /// <summary>The class of the key of a model that declares none: of <c>[Meta(AutoField = …)]</c> (its own, or an abstract base's), else the assembly's <c>DefaultAutoField</c>; null: the usual one.</summary>
    private static (INamedTypeSymbol? Field, SourceLocation? Place) AutoField(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var t = type; t is not null && IsModel(t) && (t.IsAbstract || SymbolEqualityComparer.Default.Equals(t, type)); t = t.BaseType)
        {
            if (t.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && TypeNames.Is(c, MetaType)) is not { } meta) continue;
            if (meta.NamedArguments.FirstOrDefault(a => a.Key == "AutoField").Value is not { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol named }) break;
            return (named, SourceLocation.Of(meta.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation()));
        }

        var usual = type.ContainingAssembly.GetAttributes().FirstOrDefault(a => a.AttributeClass is { IsGenericType: true } c && TypeNames.Is(c, "Quintet.Db.DefaultAutoFieldAttribute"));
        return (usual?.AttributeClass!.TypeArguments[0] as INamedTypeSymbol, null);
    }

    /// <summary>
    /// The schema's attributes of the class. Each kind of them (options, indexes, constraints, …) that the class has none of it takes from its
    /// abstract base; one of its own replaces all of that kind, as a Django model's own <c>Meta</c> does.
    /// </summary>
    private static EquatableArray<ModelAttribute> ReadAttributes(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attributes = new List<ModelAttribute>();
        for (var t = type; t is not null && IsModel(t) && (t.IsAbstract || SymbolEqualityComparer.Default.Equals(t, type)); t = t.BaseType)
        {
            var settled = new HashSet<AttributeRole>(attributes.Select(a => a.Role));
            foreach (var attribute in t.GetAttributes())
            {
                if (attribute.AttributeClass is not { } c || RoleOf(c) is not { } role || settled.Contains(role)) continue;
                attributes.Add(new(
                    role,
                    FieldReader.WithoutSuffix(c.Name),
                    c.ToDisplayString(TypeNames.Qualified),
                    attribute.ConstructorArguments.Select(ConstantValue.From).ToEquatableArray(),
                    FieldReader.ReadOptions(attribute),
                    SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation())));
            }
        }

        return attributes.ToEquatableArray();
    }

    private static AttributeRole? RoleOf(INamedTypeSymbol attribute)
    {
        foreach (var (type, role) in Roles)
        {
            if (TypeNames.DerivesFrom(attribute, type)) return role;
        }

        return null;
    }

    /// <summary>All names that a generated member could clash with.</summary>
    private static EquatableArray<string> AllMembers(INamedTypeSymbol type)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var t = type; t is not null; t = t.BaseType)
        {
            var inherited = !SymbolEqualityComparer.Default.Equals(t, type);
            foreach (var member in t.GetMembers())
            {
                if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName || (inherited && member.DeclaredAccessibility == Accessibility.Private)) continue;
                names.Add(member.Name);
            }
        }

        return names.ToEquatableArray();
    }

    /// <summary>
    /// What a template may read besides the fields: public properties, and public methods without parameters that give something. An override
    /// is reached through what it overrides.
    /// </summary>
    private static EquatableArray<TemplateMember> TemplateMembers(INamedTypeSymbol type, List<FieldDeclaration> fields)
    {
        var members = new List<TemplateMember>();
        foreach (var member in type.GetMembers())
        {
            if (member is not { IsStatic: false, IsOverride: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, CanBeReferencedByName: true } || IsForbidden(member)) continue;
            switch (member)
            {
                case IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public, Type.IsRefLikeType: false } property
                    when !fields.Any(f => f.Property == property.Name):
                    members.Add(new(property.Name, IsMethod: false));
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, ReturnsVoid: false, IsGenericMethod: false, Parameters.IsEmpty: true, ReturnType.IsRefLikeType: false } method
                    when !IsAwaitable(method.ReturnType):
                    members.Add(new(method.Name, IsMethod: true));
                    break;
            }
        }

        return members.ToEquatableArray();
    }

    /// <summary>A template does not change data, and calls nothing that C# refuses to compile.</summary>
    internal static bool IsForbidden(ISymbol member) => member.GetAttributes().Any(a => a.AttributeClass is { } c
        && (TypeNames.Is(c, "Quintet.AltersDataAttribute") || (TypeNames.Is(c, "System.ObsoleteAttribute") && a.ConstructorArguments.Any(v => v.Value is true))));

    internal static bool IsAwaitable(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask" };

    private static EquatableArray<string> ContainingTypes(INamedTypeSymbol type)
    {
        var declarations = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            var keyword = outer switch
            {
                { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            declarations.Insert(0, $"partial {keyword} {outer.Name}");
        }

        return declarations.ToEquatableArray();
    }

    private static bool IsWhollyPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (!IsPartial(t, cancellation)) return false;
        }

        return true;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
