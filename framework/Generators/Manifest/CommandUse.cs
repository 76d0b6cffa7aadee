using Quintet.Reading;

namespace Quintet.Generators;

/// <summary>A management command as the manifest makes it.</summary>
/// <param name="FullName">Of its class.</param>
/// <param name="Namespace">Says which app it belongs to.</param>
/// <param name="Required">The members that C# wants set where an object is made.</param>
/// <param name="Parameters">What a command line sets, inherited properties first.</param>
internal sealed record CommandUse(string FullName, string Namespace, EquatableArray<string> Required, EquatableArray<CommandParameterUse> Parameters);

/// <summary>A property of a command that is an argument or an option.</summary>
/// <param name="Property">As code names it.</param>
/// <param name="Name">An option's with its dashes.</param>
/// <param name="Kind">The method of the parser that declares it, without its <c>s</c>: <c>Argument</c>, <c>Option</c>, <c>Flag</c>.</param>
/// <param name="Type">Of a value, as code writes it; of a list that of its elements.</param>
/// <param name="IsList">Whether it takes several values.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Help">One sentence.</param>
internal sealed record CommandParameterUse(string Property, string Name, string Kind, string Type, bool IsList, bool IsRequired, string Help);
