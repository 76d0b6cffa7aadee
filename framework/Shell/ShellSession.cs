using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Quintet.Db;

namespace Quintet.Shell;

/// <summary>C# that is run piece by piece, each seeing the variables of those before it.</summary>
internal sealed class ShellSession
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly ShellImports _imports;
    private readonly ScriptOptions _options;
    private Context _context = Context.Current;
    private ScriptState<object>? _state;
    private TaskCompletionSource _interrupted = new();

    public ShellSession(ShellImports imports, TextWriter output, TextWriter error)
    {
        (_imports, _output, _error) = (imports, output, error);

        // All that the program can load: the framework, its packages, and itself.
        var assemblies = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        _options = ScriptOptions.Default.WithReferences(assemblies.Select(path => MetadataReference.CreateFromFile(path))).WithLanguageVersion(LanguageVersion.Latest);
    }

    /// <summary>Whether the text is all of a statement: if not, more lines belong to it.</summary>
    public static bool IsComplete(string code)
    {
        var tree = SyntaxFactory.ParseSyntaxTree(code, Script);

        // Roslyn takes a raw string without its end for a mistake.
        return SyntaxFactory.IsCompleteSubmission(tree) && !tree.GetDiagnostics().Any(diagnostic => diagnostic.Id == "CS8997");
    }

    /// <summary>Gives up what runs at the moment.</summary>
    public void Interrupt() => _interrupted.TrySetResult();

    /// <summary>Runs a piece and shows the value of its last expression, or what is wrong.</summary>
    /// <returns>Whether it went well.</returns>
    public async Task<bool> Run(string code)
    {
        if (string.IsNullOrWhiteSpace(code)) return true;
        _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Start(() => Evaluate(code));
        if (await Task.WhenAny(work, _interrupted.Task) != work)
        {
            // A thread cannot be stopped. What runs there keeps its connections, so the session goes on with others.
            var connections = _context.Get(Connections.Key).NewScope();
            _context = _context.With(Connections.Key, connections);
            _error.WriteLine("Cancelled. If it is no task that ends by itself, it goes on in the background as long as the shell does.");
            return false;
        }

        var (state, shown, problem) = await work;
        _state = state ?? _state;
        if (shown is not null) _output.WriteLine(shown);
        if (problem is not null) _error.WriteLine(problem);
        return problem is null;
    }

    /// <summary>What may stand at the end of the text, as whole words, with the number of characters of them that are there already.</summary>
    public (int Length, IReadOnlyList<string> Words) Complete(string code)
    {
        var start = code.Length;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_')) start--;
        var begun = code[start..];
        var state = Start(First).GetAwaiter().GetResult();
        var compilation = state.Script.ContinueWith(code).GetCompilation();
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var symbols = MemberOf(tree, start) is { } left ? Members(model, left, start) : model.LookupSymbols(start);
        return (begun.Length, [.. symbols
            .Where(symbol => symbol.CanBeReferencedByName && symbol.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase) && !IsHidden(symbol))
            .Select(symbol => symbol.Name).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>What stands before the dot that a word begins after; null: there is no dot.</summary>
    private static ExpressionSyntax? MemberOf(SyntaxTree tree, int start)
    {
        if (start == 0) return null;
        var token = tree.GetRoot().FindToken(start - 1);
        return token.IsKind(SyntaxKind.DotToken)
            ? token.Parent switch { MemberAccessExpressionSyntax access => access.Expression, QualifiedNameSyntax name => name.Left, MemberBindingExpressionSyntax { Parent.Parent: ConditionalAccessExpressionSyntax access } => access.Expression, _ => null }
            : null;
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax left, int position)
    {
        var symbol = model.GetSymbolInfo(left).Symbol;
        if (symbol is INamespaceOrTypeSymbol container) return model.LookupSymbols(position, container).Where(member => member.IsStatic || member is INamespaceOrTypeSymbol);
        return model.GetTypeInfo(left).Type is { TypeKind: not TypeKind.Error } type ? model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic) : [];
    }

    /// <summary>Members that are errors to use, such as LINQ's on a queryset, are no help.</summary>
    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is nameof(ObsoleteAttribute) or nameof(System.ComponentModel.EditorBrowsableAttribute));

    /// <remarks>Not async: the context that is entered here must reach what is run.</remarks>
    private Task<T> Start<T>(Func<Task<T>> work)
    {
        using (_context.Enter()) return Task.Run(work);
    }

    private async Task<ScriptState<object>> First() => _state ??= await CSharpScript.RunAsync(_imports.Code, _options);

    private async Task<(ScriptState<object>? State, string? Shown, string? Problem)> Evaluate(string code)
    {
        try
        {
            var state = await (await First()).ContinueWithAsync<object>(code, catchException: _ => true);
            if (state.Exception is { } exception) return (state, null, Explain(exception));

            // What a query finds may go wrong as well, when it is shown.
            return (state, state.ReturnValue is { } value ? ShellValues.Format(value) : null, null);
        }
        catch (CompilationErrorException e)
        {
            return (null, null, string.Join('\n', e.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())));
        }
        catch (Exception e)
        {
            // Whatever the project's code throws: it is shown, and the session goes on.
            return (null, null, Explain(e));
        }
    }

    private static string Explain(Exception exception)
    {
        var text = $"{exception.GetType().FullName}: {exception.Message}";
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!text.Contains(inner.Message)) text += $"\n  because of {inner.GetType().FullName}: {inner.Message}";
        }

        return text;
    }
}
