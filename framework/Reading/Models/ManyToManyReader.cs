using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quintet.Reading.Models;

/// <summary>Reads a many-to-many relation: <c>[ManyToMany] public partial ManyRelated&lt;Author&gt; Authors { get; }</c>.</summary>
internal static class ManyToManyReader
{
    private const string PropertyType = "Quintet.Db.ManyRelated";

    public static FieldDeclaration? Read(IPropertySymbol property, INamedTypeSymbol model, AttributeData attribute, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        var location = SourceLocation.Of(property);
        var fieldClass = attribute.AttributeClass!;
        if (property is not { IsStatic: false, SetMethod: null, GetMethod: not null, Type: INamedTypeSymbol { TypeArguments.Length: 1 } type }
            || !TypeNames.Is(type, PropertyType) || !FieldReader.IsPartial(property, cancellation))
        {
            if (property.Type.TypeKind != TypeKind.Error) findings.Add(new(DiagnosticTable.NotManyRelated, location, fieldClass.Name, property.Name));
            return null;
        }

        if (!FieldReader.IsModel(type.TypeArguments[0], property, attribute, findings, location)) return null;
        var target = (INamedTypeSymbol)type.TypeArguments[0];
        var options = FieldReader.ReadOptions(attribute);
        var through = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Through").Value is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol named } ? named : null;
        if (through is not null && !model.IsAbstract && WhyNot(through, model, target, options) is { } reason)
        {
            findings.Add(new(DiagnosticTable.ThroughDoesNotFit, SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation()) ?? location, property.Name, through.Name, reason));
            return null;
        }

        var inSource = SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, property.ContainingAssembly);
        var (key, keyType, keyIsValue) = FieldReader.KeyOf(target, null);
        var relation = new RelationDeclaration(
            RelationKind.ManyToMany,
            TypeNames.FullName(target),
            target.ToDisplayString(TypeNames.Qualified),
            key,
            keyType,
            keyIsValue,
            inSource ? null : LabelOf(target, compilation, cancellation),
            "",
            options.Items.FirstOrDefault(o => o.Name == "RelatedName")?.Value.Text,
            inSource)
        {
            Through = through is null ? null : TypeNames.FullName(through),
            ThroughLabel = through is null || SymbolEqualityComparer.Default.Equals(through.ContainingAssembly, property.ContainingAssembly) ? null : LabelOf(through, compilation, cancellation),
            SourceKeyType = FieldReader.KeyOf(model, null).Type,
            IsSymmetrical = SymbolEqualityComparer.Default.Equals(target, model) && options.Items.FirstOrDefault(o => o.Name == "Symmetrical")?.Value.Text != "false",
        };
        var name = SnakeCaseRule.Convert(property.Name);
        return new(
            property.Name,
            name,
            name,
            "ManyToMany",
            fieldClass.ToDisplayString(TypeNames.Qualified),
            type.ToDisplayString(TypeNames.Qualified),
            IsEnum: false,
            EnumUnderlying: null,
            IsValueType: false,
            IsNullable: false,
            [],
            options,
            relation,
            TypeNames.FullName(property.ContainingType),
            IsImplicit: false,
            Default: null,
            SyntaxFacts.GetText(property.DeclaredAccessibility),
            FieldReader.Modifiers(property),
            "",
            location,
            SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation()));
    }

    private static string? LabelOf(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation) =>
        AppReader.LabelOf(model, compilation, cancellation) is { } label ? $"{label}.{model.Name}" : null;

    /// <summary>A model of pairs has one relation to each side, or the field says which are meant.</summary>
    private static string? WhyNot(INamedTypeSymbol through, INamedTypeSymbol model, INamedTypeSymbol target, EquatableArray<OptionValue> options)
    {
        if (!ModelReader.IsConcreteModel(through)) return "it is no concrete model";
        List<(string Name, ITypeSymbol Target)> relations = [.. Relations(through)];
        if (options.Items.FirstOrDefault(o => o.Name == "ThroughFields") is { } chosen)
        {
            string[] names = [.. chosen.Value.Texts];
            if (names.Length != 2) return "ThroughFields names two relations: that to this model, and that to the target";
            return Side(names[0], model) ?? Side(names[1], target);
        }

        if (SymbolEqualityComparer.Default.Equals(model, target))
        {
            return Count(model) == 2 ? null : $"it has {Count(model)} relations to '{model.Name}', and two are needed: name them in ThroughFields";
        }

        return Single(model) ?? Single(target);

        int Count(INamedTypeSymbol side) => relations.Count(r => SymbolEqualityComparer.Default.Equals(r.Target, side));

        string? Single(INamedTypeSymbol side) => Count(side) switch
        {
            1 => null,
            0 => $"it has no relation to '{side.Name}'",
            _ => $"it has several relations to '{side.Name}': name the one that is meant in ThroughFields",
        };

        string? Side(string name, INamedTypeSymbol side) =>
            relations.Any(r => r.Name == name && SymbolEqualityComparer.Default.Equals(r.Target, side)) ? null : $"ThroughFields names '{name}', which is no relation of it to '{side.Name}'";
    }

    private static IEnumerable<(string Name, ITypeSymbol Target)> Relations(INamedTypeSymbol model)
    {
        for (var t = model; t is not null && !TypeNames.Is(t, ModelReader.ModelType); t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
            {
                if (member is IPropertySymbol { PartialDefinitionPart: null } property
                    && property.GetAttributes().Any(a => TypeNames.DerivesFrom(a.AttributeClass, "Quintet.Db.ForeignKey")))
                {
                    yield return (SnakeCaseRule.Convert(property.Name), property.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
                }
            }
        }
    }
}
