using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;
using ParseOptions = Quintet.Templates.Syntax.ParseOptions;

namespace Quintet.Ide;

/// <summary>How often something was read; tests hold the promise that an edit reads one file again and no other.</summary>
public sealed class WorkspaceStatistics
{
    private int _filesRead;
    private int _sourcesParsed;
    private int _templatesParsed;
    private int _foldersListed;
    private int _compilationsMade;
    private int _generations;
    private int _typesIndexed;
    private int _schemasRead;
    private int _bindings;
    private int _membersBound;

    /// <summary>Texts read from disk.</summary>
    public int FilesRead => _filesRead;

    /// <summary>C# files parsed.</summary>
    public int SourcesParsed => _sourcesParsed;

    public int TemplatesParsed => _templatesParsed;

    public int FoldersListed => _foldersListed;

    /// <summary>Compilations made to bind types.</summary>
    public int CompilationsMade => _compilationsMade;

    /// <summary>Runs of the source generator.</summary>
    public int Generations => _generations;

    /// <summary>How often the names of all types of a project were indexed.</summary>
    public int TypesIndexed => _typesIndexed;

    /// <summary>How often models and migrations were compared.</summary>
    public int SchemasRead => _schemasRead;

    /// <summary>C# expressions whose type was worked out.</summary>
    public int Bindings => _bindings;

    /// <summary>Members of types of which it was worked out what they give.</summary>
    public int MembersBound => _membersBound;

    internal void CountRead() => Interlocked.Increment(ref _filesRead);

    internal void CountSource() => Interlocked.Increment(ref _sourcesParsed);

    internal void CountTemplate() => Interlocked.Increment(ref _templatesParsed);

    internal void CountListing() => Interlocked.Increment(ref _foldersListed);

    internal void CountCompilation() => Interlocked.Increment(ref _compilationsMade);

    internal void CountTypes() => Interlocked.Increment(ref _typesIndexed);

    internal void CountSchema() => Interlocked.Increment(ref _schemasRead);

    internal void CountBinding() => Interlocked.Increment(ref _bindings);

    internal void CountMember() => Interlocked.Increment(ref _membersBound);

    internal void CountGeneration() => Interlocked.Increment(ref _generations);
}

/// <summary>One version of a file's text, and what is read from it when somebody asks. Immutable, so snapshots share it.</summary>
internal sealed class SourceFile
{
    private readonly WorkspaceStatistics _statistics;
    private readonly Lazy<string?> _text;
    private readonly Lazy<SourceFacts> _facts;
    private readonly Lazy<LineIndex> _lines;
    private readonly Lazy<bool> _mentionsSettings;
    private readonly Lock _treeLock = new();
    private TemplateTree? _tree;

    // What the facts were read from, until the compilation takes it; one that has its own needs no other.
    private SyntaxTree? _syntax;
    private volatile bool _isTaken;
    private IReadOnlyList<TemplateLink>? _links;

    private SourceFile(string path, int? version, bool isOpen, Lazy<string?> text, SourceFile? previous, WorkspaceStatistics statistics)
    {
        (Path, Version, IsOpen, _text, _statistics) = (path, version, isOpen, text, statistics);
        // Saving and closing give the same text again: what was read from it is kept. Only the values are, so no chain of versions grows.
        var (oldText, oldFacts) = previous is { _text.IsValueCreated: true, _facts.IsValueCreated: true } ? (previous._text.Value, previous._facts.Value) : (null, null);
        _facts = new(() =>
        {
            if (oldFacts is not null && oldText == _text.Value) return oldFacts;
            _statistics.CountSource();
            var syntax = Parse("");
            // Of the tree that was walked all nodes are made: the other is as small as one that was just parsed.
            if (!_isTaken) _syntax = syntax.WithFilePath(Path);
            return SourceReader.Read((CompilationUnitSyntax)syntax.GetRoot());
        });
        _lines = new(() => new LineIndex(_text.Value ?? ""));
        _mentionsSettings = new(() => _text.Value?.Contains("Settings", StringComparison.Ordinal) ?? false);
    }

    public string Path { get; }

    /// <summary>The editor's version; null for a file that is not open.</summary>
    public int? Version { get; }

    public bool IsOpen { get; }

    /// <summary>Null where the file cannot be read (any more).</summary>
    public string? Text => _text.Value;

    /// <summary>What the C# says.</summary>
    public SourceFacts Facts => _facts.Value;

    public LineIndex Lines => _lines.Value;

    /// <summary>The C# for a compilation, which keeps it.</summary>
    public SyntaxTree TakeSyntax()
    {
        _isTaken = true;
        return Interlocked.Exchange(ref _syntax, null) ?? Parse(Path);
    }

    /// <summary>Whether the text could declare a settings class; spares parsing every file of every other project.</summary>
    public bool MentionsSettings => _mentionsSettings.Value;

    public static SourceFile FromBuffer(string path, string text, int? version, SourceFile? previous, WorkspaceStatistics statistics) =>
        new(path, version, isOpen: true, new Lazy<string?>(text), previous, statistics);

    public static SourceFile FromDisk(string path, IFileSystem files, SourceFile? previous, WorkspaceStatistics statistics) =>
        new(path, null, isOpen: false, new Lazy<string?>(() =>
        {
            statistics.CountRead();
            return files.ReadText(path);
        }), previous, statistics);

    /// <summary>A file of which only its text is known to be somewhere.</summary>
    public static SourceFile Of(string path, Func<string?> text, WorkspaceStatistics statistics) => new(path, null, isOpen: false, new Lazy<string?>(text), null, statistics);

    private SyntaxTree Parse(string path) => SourceReader.Parse(Text ?? "", path);

    /// <summary>The text as a template.</summary>
    public TemplateTree Tree(ParseOptions options)
    {
        lock (_treeLock)
        {
            if (_tree is not null && _tree.Options == options) return _tree;
            _statistics.CountTemplate();
            _links = null;
            return _tree = TemplateTree.Parse(Text ?? "", options);
        }
    }

    /// <summary>The templates that it extends and includes.</summary>
    public IReadOnlyList<TemplateLink> Links(ParseOptions options)
    {
        lock (_treeLock) return _links is not null && _tree?.Options == options ? _links : _links = TemplateLink.All(Tree(options));
    }
}
