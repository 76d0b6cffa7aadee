using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A name that stands for a file.</summary>
/// <param name="Span">The name.</param>
/// <param name="TargetPath">Absolute path of the file.</param>
/// <param name="Tooltip">The file as the project sees it.</param>
public sealed record DocumentLink(TextSpan Span, string TargetPath, string Tooltip);

/// <summary>The templates and static files that a document names.</summary>
public static class DocumentLinks
{
    public static IReadOnlyList<DocumentLink> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return [];
        return [.. Mention.All(document).Select(mention => (mention, File: FileOf(project.Model, mention)))
            .Select(pair => (pair.mention, Path: pair.File is { Package: not null } ? project.SourceOf(pair.File.Path) : pair.File?.Path)).Where(pair => pair.Path is not null)
            .Select(pair => new DocumentLink(pair.mention.Span, pair.Path!, project.Shown(pair.Path!)))];
    }

    private static NamedFile? FileOf(ProjectModel model, Mention mention) => mention.Kind switch
    {
        MentionKind.TemplateName => model.Templates.Find(mention.Name),
        MentionKind.StaticFile => model.StaticFiles.Find(mention.Name),
        _ => null,
    };
}
