using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading.Models;

/// <summary>Reads one property of a model.</summary>
internal static class FieldReader
{
    /// <summary>The field that the property is; null where it has no field attribute, or cannot be a field (then <paramref name="findings"/> says why).</summary>
    /// <param name="property">The property.</param>
    /// <param name="model">The model whose field it is: the property may be an abstract base's.</param>
    /// <param name="compilation">Where both come from.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static FieldDeclaration? Read(IPropertySymbol property, INamedTypeSymbol model, Compilation compilation, List<Finding> findings, CancellationToken cancellation)
    {
        if (property.PartialDefinitionPart is not null) return null; // the implementing half, where generated code is in the compilation
        if (FindAttribute(property, findings) is not { AttributeClass: { } fieldClass } attribute) return null;
        var location = SourceLocation.Of(property);
        var attributeLocation = SourceLocation.Of(attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation());
        var kind = BuiltinKind(fieldClass);
        string? convertedTo = null, uploadTo = null;
        var isConvertedToReference = false;
        var isFile = false;
        var (type, nullable) = Unwrap(property);
        var relationKind = RelationOf(fieldClass);
        if (relationKind == RelationKind.ManyToMany) return ManyToManyReader.Read(property, model, attribute, compilation, findings, cancellation);
        if (!IsSettable(property))
        {
            findings.Add(new(DiagnosticTable.PropertyNotSettable, location, property.Name));
            return null;
        }

        var options = ReadOptions(attribute);
        if (kind is null && !CheckArray(property, fieldClass, options, attributeLocation ?? location, findings)) return null;
        RelationDeclaration? relation = null;
        if (relationKind is { } to)
        {
            relation = ReadRelation(property, attribute, to, type, options, compilation, findings, location, cancellation);
            if (relation is null) return null;
            if (relation.OnDelete == "SetNull" && !nullable) findings.Add(new(DiagnosticTable.SetNullNotNullable, location, property.Name, property.Type.Name));
        }
        else if ((kind is null ? OwnFields.Find(fieldClass) : FieldKinds.Find(kind)) is not { } known)
        {
            if (fieldClass.TypeKind != TypeKind.Error) findings.Add(new(DiagnosticTable.UnsupportedFieldKind, attributeLocation ?? location, fieldClass.Name, property.Name, string.Join(", ", FieldKinds.All.Select(k => k.Name))));
            return null;
        }
        else if (Converter(fieldClass) is { } converter)
        {
            if (!known.Stores(converter.Column))
            {
                findings.Add(new(DiagnosticTable.ConverterDoesNotFit, attributeLocation ?? location, fieldClass.Name, converter.Column.ToDisplayString(TypeNames.Plain), known.Name, known.IsFile ? "'string'" : known.Expected));
                return null;
            }

            if (!SymbolEqualityComparer.Default.Equals(converter.Value, type))
            {
                if (type.TypeKind != TypeKind.Error) findings.Add(new(DiagnosticTable.UnsupportedPropertyType, location, fieldClass.Name, property.Name, type.ToDisplayString(TypeNames.Plain), $"'{converter.Value.ToDisplayString(TypeNames.Plain)}'"));
                return null;
            }

            convertedTo = converter.Column.ToDisplayString(TypeNames.Annotated);
            isConvertedToReference = converter.Column.IsReferenceType;
        }
        else if (known.IsFile)
        {
            if (!FileReader.HasForm(property, type, fieldClass, known, findings, location, cancellation)) return null;
            isFile = true;
            uploadTo = FileReader.UploadTo(property, attribute, options, findings, attributeLocation ?? location, cancellation);
            if (uploadTo is not null) options = options.Items.Where(o => o.Name != "UploadTo").ToEquatableArray();
        }
        else if (!known.Accepts(type))
        {
            if (type.TypeKind == TypeKind.Error) return null;
            findings.Add(new(DiagnosticTable.UnsupportedPropertyType, location, fieldClass.Name, property.Name, type.ToDisplayString(TypeNames.Plain), known.Expected));
            return null;
        }

        CheckMember(property, options, "Choices", "Quintet.Db.Choice", attributeLocation ?? location, findings);
        CheckMember(property, options, "Validators", "Quintet.Validation.IValidator", attributeLocation ?? location, findings);

        var name = SnakeCaseRule.Convert(property.Name);
        var column = options.Items.FirstOrDefault(o => o.Name == "DbColumn")?.Value.Text ?? (relation is null ? name : name + "_id");
        return new(
            property.Name,
            name,
            column,
            kind ?? fieldClass.Name,
            fieldClass.ToDisplayString(TypeNames.Qualified),
            type.ToDisplayString(kind is null ? TypeNames.Annotated : TypeNames.Qualified),
            type.TypeKind == TypeKind.Enum && convertedTo is null,
            convertedTo is null ? (type as INamedTypeSymbol)?.EnumUnderlyingType?.ToDisplayString(TypeNames.Qualified) : null,
            type.IsValueType,
            nullable,
            attribute.ConstructorArguments.Select(ConstantValue.From).ToEquatableArray(),
            options,
            relation,
            TypeNames.FullName(property.ContainingType),
            IsImplicit: false,
            relation is null && convertedTo is null ? DefaultReader.Read(property, type, compilation, cancellation) : null,
            SyntaxFacts.GetText(property.DeclaredAccessibility),
            Modifiers(property),
            SetAccessor(property),
            location,
            attributeLocation)
        {
            ConvertedTo = convertedTo,
            IsConvertedToReference = isConvertedToReference,
            IsFile = isFile,
            UploadTo = uploadTo,
            EnumChoices = convertedTo is null && !options.Items.Any(o => o.Name == "Choices") ? EnumChoices(type) : [],
        };
    }

    /// <summary><c>MetaAttribute</c> → <c>Meta</c>.</summary>
    public static string WithoutSuffix(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    public static EquatableArray<OptionValue> ReadOptions(AttributeData attribute) =>
        attribute.NamedArguments.Select(a => new OptionValue(a.Key, ConstantValue.From(a.Value))).ToEquatableArray();

    private static AttributeData? FindAttribute(IPropertySymbol property, List<Finding> findings)
    {
        AttributeData? found = null;
        List<string>? several = null;
        foreach (var attribute in property.GetAttributes())
        {
            if (!TypeNames.DerivesFrom(attribute.AttributeClass, ModelReader.FieldType)) continue;
            if (found is null) found = attribute;
            else (several ??= [found.AttributeClass!.Name]).Add(attribute.AttributeClass!.Name);
        }

        if (several is not null) findings.Add(new(DiagnosticTable.SeveralFieldAttributes, SourceLocation.Of(property), property.Name, string.Join(", ", several)));
        return found;
    }

    private static RelationKind? RelationOf(INamedTypeSymbol fieldClass)
    {
        for (var c = fieldClass; c is not null && c.Name != "Field"; c = c.BaseType)
        {
            if (!IsOurs(c)) continue;
            switch (c.Name)
            {
                case "ForeignKey": return RelationKind.ForeignKey;
                case "OneToOne": return RelationKind.OneToOne;
                case "ManyToMany": return RelationKind.ManyToMany;
            }
        }

        return null;
    }

    /// <summary>The class of ours that a field class is or derives from; null where there is none, or only <c>Field</c>.</summary>
    public static string? BuiltinKind(INamedTypeSymbol fieldClass)
    {
        var type = fieldClass;
        while (type is not null && !IsOurs(type)) type = type.BaseType;
        return type?.Name is "Field" ? null : type?.Name;
    }

    /// <summary>What an app's own field class converts: <c>IFieldConverter&lt;Color, string&gt;</c>.</summary>
    public static (ITypeSymbol Value, ITypeSymbol Column)? Converter(INamedTypeSymbol fieldClass)
    {
        foreach (var contract in fieldClass.AllInterfaces)
        {
            if (contract.TypeArguments.Length == 2 && TypeNames.Is(contract, "Quintet.Db.IFieldConverter")) return (contract.TypeArguments[0], contract.TypeArguments[1]);
        }

        return null;
    }

    /// <summary>The elements of an array must be something that one holds, and their options those of their field; where not, that is said.</summary>
    private static bool CheckArray(IPropertySymbol property, INamedTypeSymbol fieldClass, EquatableArray<OptionValue> options, SourceLocation? location, List<Finding> findings)
    {
        if (OwnFields.ElementOf(fieldClass) is not { } element) return true;
        var name = $"{WithoutSuffix(fieldClass.Name)}<{element.Name}>";
        var kind = BuiltinKind(element);
        bool isOurs = IsOurs(element), isText = TypeNames.DerivesFrom(element, "Quintet.Db.CharField"), isDecimal = TypeNames.DerivesFrom(element, "Quintet.Db.DecimalField");
        int length = Number("MaxLength"), digits = Number("MaxDigits"), places = Number("DecimalPlaces");
        var reason = (length, digits, places) switch
        {
            _ when kind is "AutoField" or "BigAutoField" or "SmallAutoField" => "its elements cannot be counted by the database: use IntegerField or BigIntegerField",
            _ when kind is "FileField" or "ImageField" => "its elements cannot be files: use CharField and keep their names",
            _ when OwnFields.ElementOf(element) is not null => "its elements cannot be arrays themselves: use a model of their own, or JsonField",
            _ when kind is not null && FieldKinds.Find(kind) is { NeedsMaxLength: true } && isOurs && length <= 0 => $"its texts need a MaxLength above zero: [{name}(MaxLength = 50)], or use TextField",
            (not 0, _, _) when !isText => $"MaxLength is no option of {element.Name}",
            _ when kind == "DecimalField" && isOurs && (digits <= 0 || places < 0 || places > digits) => $"its numbers need MaxDigits above zero and DecimalPlaces not above it: [{name}(MaxDigits = 10, DecimalPlaces = 2)]",
            _ when (digits != 0 || places != 0) && !isDecimal => $"MaxDigits and DecimalPlaces are no options of {element.Name}",
            _ => null,
        };
        if (reason is not null) findings.Add(new(DiagnosticTable.ArrayElement, location, name, property.Name, reason));
        return reason is null;

        int Number(string option) => options.Items.FirstOrDefault(o => o.Name == option)?.Value.Text is { } text && int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>What <c>nameof</c> names must be a static member with a list of the right things, and generated code must reach it.</summary>
    private static void CheckMember(IPropertySymbol property, EquatableArray<OptionValue> options, string option, string item, SourceLocation? location, List<Finding> findings)
    {
        if (options.Items.FirstOrDefault(o => o.Name == option)?.Value.Text is not { } name) return;
        var reason = property.ContainingType.GetMembers(name).FirstOrDefault() switch
        {
            null => $"there is no such member in '{property.ContainingType.Name}'",
            { IsStatic: false } => "it is not static",
            IFieldSymbol field when !IsListOf(field.Type, item) => $"it is a {field.Type.ToDisplayString(TypeNames.Plain)}",
            IPropertySymbol other when !IsListOf(other.Type, item) => $"it is a {other.Type.ToDisplayString(TypeNames.Plain)}",
            IFieldSymbol or IPropertySymbol => null,
            _ => "it is neither a field nor a property",
        };
        if (reason is not null) findings.Add(new(DiagnosticTable.OptionMember, location, option, property.Name, name, reason, item.Substring(item.LastIndexOf('.') + 1)));
    }

    private static bool IsListOf(ITypeSymbol type, string item) => type switch
    {
        IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => IsA(element, item),
        INamedTypeSymbol named => named.AllInterfaces.Concat([named]).Any(i => i.Name == "IEnumerable" && i.TypeArguments.Length == 1 && i.TypeArguments[0] is INamedTypeSymbol element && IsA(element, item)),
        _ => false,
    };

    private static bool IsA(INamedTypeSymbol type, string fullName) => TypeNames.DerivesFrom(type, fullName) || type.AllInterfaces.Any(i => TypeNames.Is(i, fullName));

    private static EquatableArray<EnumChoice> EnumChoices(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { EnumUnderlyingType: { } number }) return [];
        var cast = number.SpecialType switch { SpecialType.System_Int16 => "(short)", SpecialType.System_Int64 => "(long)", _ => "" };
        return type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue)
            .Select(f => new EnumChoice($"{cast}{Convert.ToString(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)}", LabelOf(f))).ToEquatableArray();
    }

    /// <summary><c>[Label("…")]</c>, else the name in words, as Django makes it: <c>ToBeRead</c> → To Be Read.</summary>
    private static string LabelOf(IFieldSymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { } c && TypeNames.Is(c, "Quintet.Db.LabelAttribute") && attribute.ConstructorArguments.FirstOrDefault().Value is string text) return text;
        }

        return string.Join(" ", SnakeCaseRule.Convert(member.Name).Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
    }

    private static bool IsOurs(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Db", ContainingNamespace: { Name: "Quintet", ContainingNamespace.IsGlobalNamespace: true } };

    private static RelationDeclaration? ReadRelation(IPropertySymbol property, AttributeData attribute, RelationKind kind, ITypeSymbol target,
        EquatableArray<OptionValue> options, Compilation compilation, List<Finding> findings, SourceLocation? location, CancellationToken cancellation)
    {
        if (!IsModel(target, property, attribute, findings, location)) return null;

        if (!IsPartial(property, cancellation))
        {
            findings.Add(new(DiagnosticTable.RelationNotPartial, location, property.Name, property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), property.Name));
            return null;
        }

        var onDelete = attribute.ConstructorArguments.Select(ConstantValue.From).FirstOrDefault(a => a.Code.StartsWith("global::Quintet.Db.OnDelete.", StringComparison.Ordinal));
        var toField = options.Items.FirstOrDefault(o => o.Name == "ToField")?.Value.Text;
        if (toField is not null && WhyNotPointedTo((INamedTypeSymbol)target, toField) is { } reason)
        {
            findings.Add(new(DiagnosticTable.ToFieldDoesNotFit, location, property.Name, toField, reason));
            return null;
        }

        var (key, keyType, keyIsValue) = KeyOf((INamedTypeSymbol)target, toField);
        var inSource = SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, property.ContainingAssembly);
        return new(
            kind,
            TypeNames.FullName((INamedTypeSymbol)target),
            target.ToDisplayString(TypeNames.Qualified),
            key,
            keyType,
            keyIsValue,
            inSource ? null : AppReader.LabelOf((INamedTypeSymbol)target, compilation, cancellation) is { } label ? $"{label}.{target.Name}" : null,
            onDelete?.Text ?? "",
            options.Items.FirstOrDefault(o => o.Name == "RelatedName")?.Value.Text,
            inSource)
        {
            SetValue = onDelete?.Text == "Set" ? OnDeleteReader.SetValue(property, options, (INamedTypeSymbol)target, keyType, findings, location) : null,
        };
    }

    /// <summary>Whether a relation may lead there; where not, that is said.</summary>
    public static bool IsModel(ITypeSymbol target, IPropertySymbol property, AttributeData attribute, List<Finding> findings, SourceLocation? location)
    {
        if (ModelReader.IsConcreteModel(target)) return true;

        // An unknown type is the compiler's to report.
        if (target.TypeKind != TypeKind.Error)
        {
            findings.Add(new(DiagnosticTable.RelationTargetNotModel, location, attribute.AttributeClass!.Name, property.Name, target.ToDisplayString(TypeNames.Plain)));
        }

        return false;
    }

    /// <summary>
    /// The property whose value a relation's column holds, and its type. Where the target's key is itself a relation, that is the
    /// relation's own key property, <c>UserId</c>, and the type is found at the end of the chain. The key of a model that derives from another is
    /// the inherited one.
    /// </summary>
    public static (string Property, string Type, bool IsValueType) KeyOf(INamedTypeSymbol model, string? toField)
    {
        string? property = null;
        // Two models whose keys point at each other would never end.
        for (var depth = 0; depth < 8; depth++)
        {
            var key = FindKey(model, depth == 0 ? toField : null);
            if (key is null) return (property ?? "Id", ModelReader.ImplicitKeyType(InheritanceReader.Root(model)), true);
            var (type, _) = Unwrap(key);
            var isRelation = key.GetAttributes().Any(a => a.AttributeClass is { } c && RelationOf(c) is not null);
            property ??= isRelation ? key.Name + "Id" : key.Name;
            if (!isRelation || type is not INamedTypeSymbol next) return (property, type.ToDisplayString(TypeNames.Qualified), type.IsValueType);
            model = next;
        }

        return (property ?? "Id", "long", true);
    }

    /// <summary>What a relation points to must be one row: a field of the target's own table that is unique (Django's fields.E311 and E312).</summary>
    private static string? WhyNotPointedTo(INamedTypeSymbol target, string name)
    {
        if (FindKey(target, name) is not { } property) return $"{target.Name} has no such field";
        for (var t = target.BaseType; t is not null && ModelReader.IsModel(t); t = t.BaseType)
        {
            if (!t.IsAbstract && TypeNames.DerivesFrom(t, TypeNames.FullName(property.ContainingType))) return $"that field stands in the table of {t.Name}";
        }

        var attribute = property.GetAttributes().First(a => TypeNames.DerivesFrom(a.AttributeClass, ModelReader.FieldType));
        var isUnique = RelationOf(attribute.AttributeClass!) == RelationKind.OneToOne
            || attribute.NamedArguments.Any(a => a is { Key: "Unique" or "PrimaryKey", Value.Value: true })
            || target.GetAttributes().Any(a => a.AttributeClass is { } c && TypeNames.Is(c, "Quintet.Db.UniqueConstraintAttribute") && a.NamedArguments.All(n => n.Key == "Name")
                && a.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Array, Values: { Length: 1 } only } && only[0].Value as string == name);
        return isUnique ? null : $"that field of {target.Name} is not unique";
    }

    private static IPropertySymbol? FindKey(INamedTypeSymbol model, string? toField)
    {
        for (var t = model; t is not null && !TypeNames.Is(t, ModelReader.ModelType); t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
            {
                if (member is not IPropertySymbol property) continue;
                var attribute = property.GetAttributes().FirstOrDefault(a => TypeNames.DerivesFrom(a.AttributeClass, ModelReader.FieldType));
                if (attribute is null || attribute.NamedArguments.Any(a => a is { Key: "ParentLink", Value.Value: true })) continue;
                if (toField is null ? attribute.NamedArguments.Any(a => a is { Key: "PrimaryKey", Value.Value: true }) : SnakeCaseRule.Convert(property.Name) == toField) return property;
            }
        }

        return null;
    }

    /// <summary>Rows are read into a new object by its setters; the derived models of an abstract base must reach them, too.</summary>
    private static bool IsSettable(IPropertySymbol property) =>
        property is { IsStatic: false, GetMethod: not null, IsIndexer: false, SetMethod: { IsInitOnly: false } set }
        && !(property.ContainingType.IsAbstract && set.DeclaredAccessibility == Accessibility.Private);

    /// <summary>The type without its nullability, and whether null is allowed.</summary>
    private static (ITypeSymbol Type, bool Nullable) Unwrap(IPropertySymbol property) => property.Type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => (nullable.TypeArguments[0], true),
        var type => (type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), property.NullableAnnotation == NullableAnnotation.Annotated),
    };

    public static string Modifiers(IPropertySymbol property)
    {
        var modifiers = property.IsVirtual ? "virtual " : property.IsOverride ? "override " : "";
        return property.IsSealed ? "sealed " + modifiers : modifiers;
    }

    public static string SetAccessor(IPropertySymbol property)
    {
        if (property.SetMethod is not { } set) return "";
        var accessor = set.IsInitOnly ? "init" : "set";
        return set.DeclaredAccessibility == property.DeclaredAccessibility ? accessor : SyntaxFacts.GetText(set.DeclaredAccessibility) + " " + accessor;
    }

    /// <summary>A property from metadata has been generated already.</summary>
    public static bool IsPartial(IPropertySymbol property, CancellationToken cancellation) => property.DeclaringSyntaxReferences.All(
        r => r.GetSyntax(cancellation) is not PropertyDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
