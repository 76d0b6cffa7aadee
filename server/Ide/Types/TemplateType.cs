using Microsoft.CodeAnalysis;
using Quintet.Reading;

namespace Quintet.Ide.Types;

/// <summary>How a type is known.</summary>
internal enum TypeForm
{
    /// <summary>Not at all: only running tells, so nothing of it is missing.</summary>
    Unknown,

    /// <summary>By its name.</summary>
    Named,

    /// <summary>A type parameter of the type that it is asked of.</summary>
    Parameter,

    /// <summary>By its members alone: an anonymous object, <c>forloop</c>.</summary>
    Members,

    /// <summary>One of several: what different views give under one name.</summary>
    OneOf,
}

/// <summary>A type as templates see it: tasks are awaited, functions called, <c>null</c> left out. Data alone, which keeps no compilation alive.</summary>
/// <param name="Form">How it is known.</param>
/// <param name="Name">Of a named type its name in metadata (<c>System.Collections.Generic.List`1</c>, <c>[]</c> for arrays); of a parameter its place.</param>
/// <param name="Arguments">The type arguments; the alternatives.</param>
internal sealed record TemplateType(TypeForm Form, string Name, EquatableArray<TemplateType> Arguments)
{
    private const int MaxDepth = 6;

    public static readonly TemplateType Unknown = new(TypeForm.Unknown, "", []);
    public static readonly TemplateType Text = Plain("System.String");
    public static readonly TemplateType Int = Plain("System.Int32");
    public static readonly TemplateType Bool = Plain("System.Boolean");

    /// <summary>Of <see cref="TypeForm.Members"/>: what there is.</summary>
    public EquatableArray<TypeMember> Members { get; init; }

    /// <summary>Whether C# says that it may be <c>null</c>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>As C# writes it, without namespaces; empty where it is not known or has no name.</summary>
    public string Display => Form switch
    {
        TypeForm.Named when Name == "[]" => Arguments[0].Display is { Length: > 0 } item ? item + "[]" : "",
        TypeForm.Named => Shown(),
        TypeForm.OneOf => Arguments.Items.Any(type => type.Display.Length == 0) ? "" : string.Join(" or ", Arguments.Items.Select(type => type.Display)),
        _ => "",
    };

    public static TemplateType Plain(string name) => new(TypeForm.Named, name, []);

    public static TemplateType Of(params IEnumerable<(string Name, TemplateType Type)> members) =>
        new(TypeForm.Members, "", []) { Members = members.Select(member => new TypeMember(member.Name, member.Type)).ToEquatableArray() };

    /// <summary>The type of a value that is one of two.</summary>
    public static TemplateType Either(TemplateType one, TemplateType other)
    {
        if (one == other) return one;
        if (one.Form == TypeForm.Unknown || other.Form == TypeForm.Unknown) return Unknown;
        if (one with { IsNullable = other.IsNullable } == other) return one.IsNullable ? one : other;
        List<TemplateType> all = [.. Alternatives(one)];
        foreach (var alternative in Alternatives(other))
        {
            if (!all.Contains(alternative)) all.Add(alternative);
        }

        return new(TypeForm.OneOf, "", all.ToEquatableArray());

        static IEnumerable<TemplateType> Alternatives(TemplateType type) => type.Form == TypeForm.OneOf ? type.Arguments.Items : [type];
    }

    /// <summary>With the type arguments of the type that it was asked of.</summary>
    public TemplateType With(EquatableArray<TemplateType> arguments)
    {
        if (arguments.Count == 0) return this;
        if (Form == TypeForm.Parameter) return int.Parse(Name, System.Globalization.CultureInfo.InvariantCulture) is var place && place < arguments.Count ? arguments[place] : Unknown;
        return Form == TypeForm.Unknown || (Arguments.Count == 0 && Members.Count == 0)
            ? this
            : this with { Arguments = Arguments.Items.Select(argument => argument.With(arguments)).ToEquatableArray(), Members = Members.Items.Select(member => member with { Type = member.Type.With(arguments) }).ToEquatableArray() };
    }

    /// <summary>The type of a C# expression.</summary>
    public static TemplateType Of(ITypeSymbol? type, int depth = 0)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return new(TypeForm.Named, "[]", [Of(array.ElementType, depth + 1)]);
            case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } parameter:
                return new(TypeForm.Parameter, Place(parameter).ToString(System.Globalization.CultureInfo.InvariantCulture), []);
            // What a list of lists of lists holds nobody asks; a type that holds itself would have no end.
            case not INamedTypeSymbol or IErrorTypeSymbol or { SpecialType: SpecialType.System_Object or SpecialType.System_Void }:
                return Unknown;
        }

        if (depth > MaxDepth) return Unknown;
        var named = (INamedTypeSymbol)type;
        if (named.IsAnonymousType)
            return new(TypeForm.Members, "", []) { Members = named.GetMembers().OfType<IPropertySymbol>().Select(property => new TypeMember(property.Name, Of(property.Type, depth + 1)) { Origin = TypeMember.OriginOf(property) }).ToEquatableArray() };
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return Of(named.TypeArguments[0], depth) with { IsNullable = true };
        if (named.TypeKind == TypeKind.Delegate)
            return named.DelegateInvokeMethod is { Parameters.Length: 0, ReturnsVoid: false } call ? Of(call.ReturnType, depth + 1) : Unknown;
        if (named is { Name: "Task" or "ValueTask", Arity: 1, ContainingNamespace: { Name: "Tasks" } }) return Of(named.TypeArguments[0], depth);
        return new(TypeForm.Named, MetadataName(named), AllArguments(named).Select(argument => Of(argument, depth + 1)).ToEquatableArray()) { IsNullable = named.NullableAnnotation == NullableAnnotation.Annotated };
    }

    public static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    /// <summary>The place of a parameter among those of its type and of the types around it.</summary>
    private static int Place(ITypeParameterSymbol parameter)
    {
        var place = parameter.Ordinal;
        for (var outer = parameter.ContainingType?.ContainingType; outer is not null; outer = outer.ContainingType) place += outer.Arity;
        return place;
    }

    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type) => type.ContainingType is { } outer ? AllArguments(outer).Concat(type.TypeArguments) : type.TypeArguments;

    private string Shown()
    {
        var name = Name switch
        {
            "System.String" => "string",
            "System.Int32" => "int",
            "System.Int64" => "long",
            "System.Boolean" => "bool",
            "System.Decimal" => "decimal",
            "System.Double" => "double",
            _ => Name[(Name.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0],
        };
        return Arguments.Count == 0 ? name : $"{name}<{string.Join(", ", Arguments.Items.Select(argument => argument.Display.Length > 0 ? argument.Display : "…"))}>";
    }
}

/// <summary>What a template may ask of a type.</summary>
/// <param name="Name">As C# writes it.</param>
/// <param name="Type">What it gives.</param>
internal sealed record TypeMember(string Name, TemplateType Type)
{
    /// <summary>As templates write it.</summary>
    public string TemplateName { get; init; } = Names.ToSnakeCase(Name);

    /// <summary>Where the project declares it; null for what is in an assembly or is made.</summary>
    public ContextOrigin? Origin { get; init; }

    /// <summary>The text of its documentation's <c>summary</c>.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether it changes something, so that a template may not call it.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>Whether it is called.</summary>
    public bool IsMethod { get; init; }

    /// <summary>Whether it may be asked for but is not worth offering: the methods of .NET's own types.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The place of a symbol's name in the user's source; null where the generator or an assembly has it.</summary>
    public static ContextOrigin? OriginOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(place => place.SourceTree is { FilePath: var path } && !path.EndsWith(".g.cs", StringComparison.Ordinal)) is { } place
        ? new(place.SourceTree!.FilePath, place.SourceSpan)
        : null;
}
