using Quintet.Text;

namespace Quintet.Ide;

public enum DocumentKind
{
    /// <summary>Neither C# of a project nor one of its templates: nothing is said about it.</summary>
    Other,
    CSharp,
    Template,
}

/// <summary>A file as one snapshot sees it: the editor's buffer where it is open, else the disk.</summary>
public sealed class Document(string path, string text, int? version, DocumentKind kind, Project? project)
{
    private LineIndex? _lines;

    /// <summary>Absolute.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The editor's version; null for a file that is not open.</summary>
    public int? Version { get; } = version;

    public DocumentKind Kind { get; } = kind;

    /// <summary>The project the file belongs to, if any.</summary>
    public Project? Project { get; } = project;

    /// <summary>The lines, for an edge that counts in lines and columns.</summary>
    public LineIndex Lines => _lines ??= new(Text);
}
