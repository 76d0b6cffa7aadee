using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quintet.Reading.Models;

/// <summary>A property of a model that is a generic foreign key, or a generic relation; neither has a column.</summary>
/// <param name="Property"><c>ContentObject</c>, <c>Tags</c></param>
/// <param name="Name"><c>content_object</c>, <c>tags</c></param>
/// <param name="Target">Of a relation: the model with the generic foreign key, as generated code writes it; null: the property is such a key.</param>
/// <param name="TypeField">The field with the content type.</param>
/// <param name="KeyField">The field with the object's key.</param>
/// <param name="QueryName">Of a relation: the name of the way back in lookups.</param>
/// <param name="DeclaredIn">The full name of the class that declares the property.</param>
/// <param name="Accessibility">The property's.</param>
/// <param name="Modifiers">Those that its implementation repeats.</param>
/// <param name="SetAccessor">As of a field.</param>
public sealed record GenericDeclaration(
    string Property,
    string Name,
    string? Target,
    string TypeField,
    string KeyField,
    string? QueryName,
    string DeclaredIn,
    string Accessibility,
    string Modifiers,
    string SetAccessor)
{
    /// <summary>Of a key: whether a proxy is pointed to as itself.</summary>
    public bool ForProxies { get; init; }
}

/// <summary>Reads <c>[GenericForeignKey]</c> and <c>[GenericRelation]</c> of Quintet.Contrib.ContentTypes.</summary>
internal static class GenericReader
{
    private const string Space = "Quintet.Contrib.ContentTypes.";

    /// <summary>The generic keys and relations of a model, those of its abstract bases first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chain">It and its bases, outermost first.</param>
    /// <param name="findings">Gets what is wrong in the model's own.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static EquatableArray<GenericDeclaration> ReadAll(INamedTypeSymbol model, IEnumerable<INamedTypeSymbol> chain, List<Finding> findings, CancellationToken cancellation)
    {
        var all = new List<GenericDeclaration>();
        foreach (var declaring in chain)
        {
            // What is wrong in a base is said at the base, once.
            var own = SymbolEqualityComparer.Default.Equals(declaring, model) ? findings : [];
            foreach (var member in declaring.GetMembers())
            {
                if (member is not IPropertySymbol { PartialDefinitionPart: null } property) continue;
                foreach (var attribute in property.GetAttributes())
                {
                    var read = attribute.AttributeClass switch
                    {
                        { } c when TypeNames.Is(c, Space + "GenericForeignKeyAttribute") => ReadKey(property, model, attribute, own, cancellation),
                        { } c when TypeNames.Is(c, Space + "GenericRelationAttribute") => ReadRelation(property, attribute, own, cancellation),
                        _ => null,
                    };
                    if (read is not null) all.Add(read);
                }
            }
        }

        return all.ToEquatableArray();
    }

    private static GenericDeclaration? ReadKey(IPropertySymbol property, INamedTypeSymbol model, AttributeData attribute, List<Finding> findings, CancellationToken cancellation)
    {
        if (property is not { IsStatic: false, GetMethod: not null, SetMethod.IsInitOnly: false, NullableAnnotation: NullableAnnotation.Annotated, Type: INamedTypeSymbol type }
            || !TypeNames.Is(type, ModelReader.ModelType) || !FieldReader.IsPartial(property, cancellation))
        {
            if (property.Type.TypeKind != TypeKind.Error) findings.Add(new(DiagnosticTable.GenericForeignKeyForm, SourceLocation.Of(property), property.Name));
            return null;
        }

        return Declare(property, null, model, attribute, findings, cancellation) is { } declared ? declared with { SetAccessor = FieldReader.SetAccessor(property) } : null;
    }

    private static GenericDeclaration? ReadRelation(IPropertySymbol property, AttributeData attribute, List<Finding> findings, CancellationToken cancellation)
    {
        if (property is not { IsStatic: false, SetMethod: null, GetMethod: not null, Type: INamedTypeSymbol { TypeArguments.Length: 1 } type }
            || !TypeNames.Is(type, Space + "GenericRelated") || !FieldReader.IsPartial(property, cancellation))
        {
            if (property.Type.TypeKind != TypeKind.Error) findings.Add(new(DiagnosticTable.GenericRelationForm, SourceLocation.Of(property), property.Name));
            return null;
        }

        if (!FieldReader.IsModel(type.TypeArguments[0], property, attribute, findings, SourceLocation.Of(property))) return null;
        var target = (INamedTypeSymbol)type.TypeArguments[0];
        return Declare(property, target, target, attribute, findings, cancellation);
    }

    /// <param name="property">The property.</param>
    /// <param name="target">Of a relation: where to.</param>
    /// <param name="holder">The model that has the two fields.</param>
    private static GenericDeclaration? Declare(IPropertySymbol property, INamedTypeSymbol? target, INamedTypeSymbol holder, AttributeData attribute, List<Finding> findings, CancellationToken cancellation)
    {
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length != 2 || arguments[0].Value is not string typeField || arguments[1].Value is not string keyField) return null;
        var reason = WhyNotType(holder, typeField) ?? WhyNotKey(holder, keyField);

        // The fields may be those of the models that derive.
        if (reason is not null && !holder.IsAbstract)
        {
            var place = SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation()) ?? SourceLocation.Of(property);
            findings.Add(new(DiagnosticTable.GenericFields, place, property.Name, holder.Name, reason));
            return null;
        }

        return new(
            property.Name,
            SnakeCaseRule.Convert(property.Name),
            target?.ToDisplayString(TypeNames.Qualified),
            typeField,
            keyField,
            attribute.NamedArguments.FirstOrDefault(a => a.Key == "RelatedQueryName").Value.Value as string,
            TypeNames.FullName(property.ContainingType),
            SyntaxFacts.GetText(property.DeclaredAccessibility),
            FieldReader.Modifiers(property),
            "")
        {
            ForProxies = attribute.NamedArguments.Any(a => a is { Key: "ForConcreteModel", Value.Value: false }),
        };
    }

    private static string? WhyNotType(INamedTypeSymbol model, string name) => FindField(model, name) switch
    {
        null => $"it has no field '{name}'",
        { Type: INamedTypeSymbol type } property when Is(property, "Quintet.Db.ForeignKey") && TypeNames.Is(type, Space + "ContentType") => null,
        _ => $"its field '{name}' is no foreign key to ContentType",
    };

    private static string? WhyNotKey(INamedTypeSymbol model, string name) => FindField(model, name) switch
    {
        null => $"it has no field '{name}'",
        { } property when Is(property, "Quintet.Db.ForeignKey") => $"its field '{name}' is a relation to one model",
        _ => null,
    };

    private static bool Is(IPropertySymbol property, string attribute) => property.GetAttributes().Any(a => TypeNames.DerivesFrom(a.AttributeClass, attribute));

    private static IPropertySymbol? FindField(INamedTypeSymbol model, string name)
    {
        for (var t = model; t is not null && !TypeNames.Is(t, ModelReader.ModelType); t = t.BaseType)
        {
            foreach (var property in t.GetMembers().OfType<IPropertySymbol>())
            {
                if (SnakeCaseRule.Convert(property.Name) == name && Is(property, ModelReader.FieldType)) return property;
            }
        }

        return null;
    }
}
