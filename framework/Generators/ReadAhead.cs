using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Generators;

/// <summary>
/// Classes that are read before the generator asks for them, which goes through them one by one: for who has several processors and wants everything at once. The generator's first run takes
/// them out; what comes later it reads itself.
/// </summary>
public sealed class ReadAhead
{
    private readonly ConcurrentDictionary<(SyntaxTree Tree, int Start), Declaration?> _read = new();

    /// <summary>Reads the classes of a file.</summary>
    /// <param name="tree">One of the compilation's.</param>
    /// <param name="compilation">The one that the generator is run on.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Read(SyntaxTree tree, Compilation compilation, CancellationToken cancellation = default)
    {
        SemanticModel? model = null;
        foreach (var type in tree.GetRoot(cancellation).DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).Where(Declarations.IsCandidate).Cast<ClassDeclarationSyntax>())
            _read[(tree, type.SpanStart)] = Declarations.Read(type, model ??= compilation.GetSemanticModel(tree), cancellation);
    }

    internal bool TryTake(ClassDeclarationSyntax type, out Declaration? read) => _read.TryRemove((type.SyntaxTree, type.SpanStart), out read);
}
