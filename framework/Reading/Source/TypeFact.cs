using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A type's name as it is written somewhere; <see cref="TypeIndex"/> says what it means.</summary>
public sealed record TypeReference(string Text, TextSpan Span);

/// <summary>One declaration of a class, struct, record or interface. A partial type has several.</summary>
/// <param name="FullName">With namespace and containing types, without type parameters.</param>
/// <param name="Name">The last part of it.</param>
/// <param name="Context">The context of its members.</param>
public sealed record TypeFact(string FullName, string Name, NameContext Context, TextSpan Span, TextSpan NameSpan)
{
    /// <summary>The base class and interfaces.</summary>
    public EquatableArray<TypeReference> Bases { get; init; }

    public bool IsAbstract { get; init; }

    public bool IsStatic { get; init; }

    public bool IsPartial { get; init; }

    public EquatableArray<MethodFact> Methods { get; init; }

    public EquatableArray<PropertyFact> Properties { get; init; }

    /// <summary>Its <c>UrlPatterns</c>, if it declares any.</summary>
    public UrlList? UrlPatterns { get; init; }

    /// <summary>Its other members that give URL patterns.</summary>
    public EquatableArray<NamedUrlList> UrlLists { get; init; }

    /// <summary>The template variables that its <c>GetContextData</c> and <c>ExtraContext</c> add.</summary>
    public EquatableArray<VariableFact> AddedVariables { get; init; }

    /// <summary>Whether they add others, whose names only running tells.</summary>
    public bool AddsMoreVariables { get; init; }

    /// <summary>The path converter that it is, if it is one.</summary>
    public PathConverterFact? PathConverter { get; init; }

    /// <summary>What its constructors assign to the names of settings that name folders, apps and URL configurations.</summary>
    public SettingsFact? Settings { get; init; }

    /// <summary>The tags and filters that it declares, if any.</summary>
    public TagLibraryFact? TagLibrary { get; init; }

    public PropertyFact? FindProperty(string name)
    {
        foreach (var property in Properties)
        {
            if (property.Name == name) return property;
        }

        return null;
    }
}

/// <summary>A method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReturnType">As written.</param>
/// <param name="Parameters">In their order.</param>
/// <param name="IsStatic">Whether it can be a view.</param>
/// <param name="Span">The whole declaration, attributes included.</param>
/// <param name="NameSpan">Its name.</param>
/// <param name="Summary">The text of its documentation's <c>summary</c>; null where there is none.</param>
public sealed record MethodFact(
    string Name, string ReturnType, EquatableArray<ParameterFact> Parameters, bool IsStatic, TextSpan Span, TextSpan NameSpan, string? Summary)
{
    /// <summary><c>HttpResponse BookDetail(HttpRequest request, int id)</c></summary>
    public string Signature => $"{ReturnType} {Name}({string.Join(", ", Parameters)})";
}

/// <summary>A parameter, as written.</summary>
public sealed record ParameterFact(string Type, string Name, bool HasDefault)
{
    public override string ToString() => Type.Length == 0 ? Name : $"{Type} {Name}";
}

/// <summary>A property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As written.</param>
/// <param name="Attributes">The names of its attributes, as written.</param>
/// <param name="Literal">The string literal that it always gives (<c>=> "blog"</c>), or begins with (<c>= "blog"</c>).</param>
/// <param name="Span">The whole declaration.</param>
/// <param name="NameSpan">Its name.</param>
public sealed record PropertyFact(
    string Name, string Type, EquatableArray<string> Attributes, StringFact? Literal, TextSpan Span, TextSpan NameSpan);
