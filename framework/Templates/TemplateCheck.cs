using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates;

/// <summary>Everything that is wrong with a template, without running it: what the engine would refuse, and the half-typed tags.</summary>
public static class TemplateCheck
{
    /// <summary>The tree's errors and those of its tags and filters, in the order of the text.</summary>
    /// <param name="tree">The template.</param>
    /// <param name="libraries">What <c>load</c> can find, the nameless default library included; the built-in ones where null.</param>
    public static IReadOnlyList<TemplateError> Run(TemplateTree tree, IReadOnlyList<TagLibrary>? libraries = null) =>
        TemplateCompiler.Check(tree, libraries ?? BuiltinLibraries.All);
}
