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
public sealed class Document
{
    internal Document(SourceFile file, string text, DocumentKind kind, Project? project) => (File, Text, Kind, Project) = (file, text, kind, project);

    /// <summary>Absolute.</summary>
    public string Path => File.Path;

    public string Text { get; }

    /// <summary>The editor's version; null for a file that is not open.</summary>
    public int? Version => File.Version;

    public DocumentKind Kind { get; }

    /// <summary>The project the file belongs to, if any.</summary>
    public Project? Project { get; }

    /// <summary>The lines, for an edge that counts in lines and columns.</summary>
    public LineIndex Lines => File.Lines;

    internal SourceFile File { get; }
}
