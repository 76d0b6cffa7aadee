using Microsoft.CodeAnalysis;

namespace Quintet.Reading.Models;

/// <summary>Reads what a model has from the models it derives from that have a table themselves: Django's multi-table inheritance, and proxies.</summary>
internal static class InheritanceReader
{
    /// <summary>The nearest base that is no abstract one; null where there is none but <c>Model</c>.</summary>
    public static INamedTypeSymbol? ConcreteBase(INamedTypeSymbol type)
    {
        for (var t = type.BaseType; t is not null && ModelReader.IsModel(t); t = t.BaseType)
        {
            if (!t.IsAbstract) return t;
        }

        return null;
    }

    /// <summary>Whether the class says that it is only another view of its base's rows.</summary>
    public static bool IsProxy(INamedTypeSymbol type) => type.GetAttributes().Any(a =>
        a.AttributeClass is { } c && TypeNames.Is(c, ModelReader.MetaType) && a.NamedArguments.Any(n => n is { Key: "Proxy", Value.Value: true }));

    /// <summary>The model at the top: the one that has the key.</summary>
    public static INamedTypeSymbol Root(INamedTypeSymbol type) => ConcreteBase(type) is { } parent ? Root(parent) : type;

    public static ParentDeclaration Parent(INamedTypeSymbol type, INamedTypeSymbol parent, Compilation compilation, CancellationToken cancellation)
    {
        var inSource = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, parent.ContainingAssembly);
        return new(TypeNames.FullName(parent), parent.ToDisplayString(TypeNames.Qualified), inSource ? null : Label(parent, compilation, cancellation), inSource);
    }

    /// <summary>Gives the fields of a child's own table its key, which points to the parent's row: the one that is declared, else <c>place_ptr</c>.</summary>
    public static void AddLink(INamedTypeSymbol type, INamedTypeSymbol parent, List<FieldDeclaration> fields, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        while (IsProxy(parent) && ConcreteBase(parent) is { } shown) parent = shown;
        foreach (var key in fields.Where(f => f.IsPrimaryKey && !f.IsParentLink).ToList())
        {
            findings.Add(new(DiagnosticTable.KeyOfChild, key.Location, type.Name, key.Property, parent.Name));
            fields.Remove(key);
        }

        var declared = fields.FindIndex(f => f.IsParentLink);
        if (declared < 0)
        {
            fields.Insert(0, ImplicitLink(type, parent, compilation, cancellation));
            return;
        }

        var link = fields[declared];
        fields.RemoveAt(declared);
        if (link.Relation!.Target != TypeNames.FullName(parent)) findings.Add(new(DiagnosticTable.ParentLinkDoesNotFit, link.Location, link.Property, $"it must point to '{parent.Name}', from which '{type.Name}' derives"));
        if (link.IsNullable) findings.Add(new(DiagnosticTable.ParentLinkDoesNotFit, link.Location, link.Property, "it cannot be null"));
        fields.Insert(0, link.IsPrimaryKey ? link : link with { Options = link.Options.Items.Append(PrimaryKey).ToEquatableArray() });
    }

    /// <summary>What is wrong with the fields of a class that derives from a model with a table.</summary>
    public static void Check(INamedTypeSymbol type, INamedTypeSymbol? parent, IReadOnlyList<FieldDeclaration> inherited, List<FieldDeclaration> own, List<Finding> findings)
    {
        var location = SourceLocation.Of(type);
        if (location is null) return;
        if (parent is null)
        {
            if (IsProxy(type)) findings.Add(new(DiagnosticTable.NotAProxy, location, type.Name, "has no non-abstract model base class"));
            foreach (var link in own.Where(f => f.IsParentLink)) findings.Add(new(DiagnosticTable.ParentLinkDoesNotFit, link.Location ?? location, link.Property, $"'{type.Name}' derives from no model with a table"));
            return;
        }

        if (IsProxy(type) && own.Count > 0)
        {
            findings.Add(new(DiagnosticTable.NotAProxy, location, type.Name, $"contains model fields: {string.Join(", ", own.Select(f => f.Property))}"));
            return;
        }

        foreach (var field in own)
        {
            if (inherited.FirstOrDefault(f => f.Name == field.Name || f.Property == field.Property) is not { } other) continue;
            findings.Add(new(DiagnosticTable.InheritedFieldClash, field.Location ?? location, field.Property, type.Name, LastPart(other.DeclaredIn)));
        }

        if (type.IsAbstract) return;
        var sameAssembly = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, parent.ContainingAssembly);
        foreach (var field in inherited.Where(f => !f.IsImplicit && !f.IsParentLink && !IsSettable(f, sameAssembly)))
        {
            findings.Add(new(DiagnosticTable.InheritedFieldNotSettable, location, field.Property, LastPart(field.DeclaredIn), type.Name));
        }
    }

    private static readonly OptionValue PrimaryKey = new("PrimaryKey", ConstantValue.FromPrimitive(true));

    private static FieldDeclaration ImplicitLink(INamedTypeSymbol type, INamedTypeSymbol parent, Compilation compilation, CancellationToken cancellation)
    {
        var (key, keyType, keyIsValue) = FieldReader.KeyOf(parent, null);
        var target = Parent(type, parent, compilation, cancellation);
        var name = parent.Name.ToLowerInvariant() + "_ptr";
        return new(
            parent.Name + "Ptr", name, name + "_id", "OneToOne", "global::Quintet.Db.OneToOne", target.Type, false, null, false, false, [],
            [PrimaryKey, new("ParentLink", ConstantValue.FromPrimitive(true))],
            new(RelationKind.OneToOne, target.FullName, target.Type, key, keyType, keyIsValue, target.Label, "Cascade", null, target.InSource),
            TypeNames.FullName(type), IsImplicit: true, Default: null, "public", "", "set", null, null);
    }

    private static string? Label(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        AppReader.LabelOf(type, compilation, cancellation) is { } label ? $"{label}.{type.Name}" : null;

    /// <summary>A child's rows are read into a new object of the child's: it must reach the setters.</summary>
    private static bool IsSettable(FieldDeclaration field, bool sameAssembly)
    {
        if (field.Accessibility == "private" || field.SetAccessor is "private set") return false;
        return sameAssembly || !(field.Accessibility is "internal" or "private protected" || field.SetAccessor is "internal set" or "private protected set");
    }

    private static string LastPart(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
