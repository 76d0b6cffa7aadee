using Microsoft.CodeAnalysis;

namespace Quintet.Reading;

/// <summary>What is asked of symbols of every kind.</summary>
public static class Symbols
{
    /// <summary>Whether all of its assembly sees it, generated code among it: neither it nor a type around it is private or protected.</summary>
    public static bool IsReachable(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) return false;
        }

        return true;
    }
}
