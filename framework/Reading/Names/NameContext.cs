namespace Quintet.Reading;

/// <summary><c>using Html = Quintet.Html;</c></summary>
public sealed record UsingAlias(string Alias, string Target);

/// <summary>What decides which type a name means at a place: where the place is, and the <c>using</c> directives over it.</summary>
/// <param name="Namespace">The namespace around the place; empty for the global one.</param>
/// <param name="ContainingType">Full name of the type around the place; empty where there is none.</param>
/// <param name="Usings">The namespaces of <c>using</c> directives.</param>
/// <param name="StaticUsings">The types of <c>using static</c> directives.</param>
/// <param name="Aliases">The aliases.</param>
public sealed record NameContext(
    string Namespace,
    string ContainingType,
    EquatableArray<string> Usings,
    EquatableArray<string> StaticUsings,
    EquatableArray<UsingAlias> Aliases)
{
    public static readonly NameContext Global = new("", "", [], [], []);

    /// <summary>The context inside a type declared here.</summary>
    public NameContext In(string typeFullName) => this with { ContainingType = typeFullName };

    /// <summary>The full name of something called <paramref name="name"/> that is declared here.</summary>
    public string Declare(string name) =>
        ContainingType.Length > 0 ? ContainingType + "." + name : Namespace.Length > 0 ? Namespace + "." + name : name;
}
