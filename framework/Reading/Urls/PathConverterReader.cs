using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Reads classes marked <c>[PathConverter("yyyy")]</c> from their syntax.</summary>
public static class PathConverterReader
{
    /// <summary>What a class declares; null where it is no converter.</summary>
    public static PathConverterFact? Read(TypeDeclarationSyntax type)
    {
        foreach (var attribute in type.AttributeLists.SelectMany(list => list.Attributes))
        {
            var name = attribute.Name.ToString();
            if (name.Substring(name.LastIndexOf('.') + 1) is not ("PathConverter" or "PathConverterAttribute")) continue;
            if (StringFact.TryRead(attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression) is not { } text) continue;
            var regex = type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == "Regex");
            var value = (type.BaseList?.Types ?? default).Select(item => item.Type).OfType<GenericNameSyntax>().FirstOrDefault(item => item.Identifier.ValueText == "PathConverter");
            return new(text, StringFact.TryRead(regex?.ExpressionBody?.Expression ?? regex?.Initializer?.Value), value?.TypeArgumentList.Arguments.FirstOrDefault()?.ToString() ?? "");
        }

        return null;
    }
}
