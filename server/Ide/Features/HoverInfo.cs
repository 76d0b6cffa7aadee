using System.Text;
using Quintet.Templates;

namespace Quintet.Ide;

/// <summary>What is said about the thing under the cursor.</summary>
public static class HoverInfo
{
    public static Hover? At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document || Mention.At(document, offset) is not { } mention) return null;
        return Describe(project, mention) is { } markdown ? new(mention.Span, markdown) : null;
    }

    private static string? Describe(Project project, Mention mention) => mention.Kind switch
    {
        MentionKind.UrlName or MentionKind.UrlNameOrPath => DescribeUrl(project, project.Model.Urls.Find(mention.Name)),
        MentionKind.TemplateName => DescribeFile(project, project.Model.Templates.Find(mention.Name), "Template"),
        MentionKind.StaticFile => DescribeStatic(project, project.Model.StaticFiles.Find(mention.Name)),
        MentionKind.Tag => DescribeTag(mention.Name),
        _ => BuiltinLibraries.All.SelectMany(library => library.Filters).FirstOrDefault(filter => filter.Name == mention.Name) is { } info ? $"```\n{info.Signature}\n```\n\n{info.Documentation}" : null,
    };

    private static string? DescribeUrl(Project project, IReadOnlyList<UrlName> routes)
    {
        if (routes.Count == 0) return null;
        var text = new StringBuilder();
        foreach (var url in routes)
        {
            if (text.Length > 0) text.Append("\n\n---\n\n");
            text.Append("URL name **").Append(url.FullName).Append("**\n\n`").Append(url.Route).Append('`');
            if (url.Parameters.Count > 0) text.Append("\n\n").AppendJoin(", ", url.Parameters.Select(parameter => $"`{parameter.Name}`: {parameter.ConverterName}"));
            if (url.Method is { } method) text.Append("\n\n```csharp\n").Append(method.Method.Signature).Append("\n```");
            else if (url.ViewName is { } view) text.Append("\n\nView `").Append(view).Append('`');
            if (url.Method?.Method.Summary is { } summary) text.Append("\n\n").Append(summary);
            text.Append("\n\n").Append(Path.GetRelativePath(project.Folder, url.Conf.Path).Replace('\\', '/'));
        }

        return text.ToString();
    }

    private static string? DescribeStatic(Project project, NamedFile? file) =>
        DescribeFile(project, file, "Static file") is { } text ? $"{text}\n\n`{project.Model.Settings.StaticUrl}{file!.Name}`" : null;

    private static string? DescribeFile(Project project, NamedFile? file, string what)
    {
        if (file is null) return null;
        var origin = file.Origin is { } app ? $" of app {app}" : "";
        return $"{what} **{file.Name}**{origin}\n\n{Path.GetRelativePath(project.Folder, file.Path).Replace('\\', '/')}";
    }

    private static string? DescribeTag(string name)
    {
        var tags = BuiltinLibraries.All.SelectMany(library => library.Tags.Select(tag => (library, tag))).ToList();
        // An end tag or branch is explained by the tag that it belongs to.
        var (library, info) = tags.FirstOrDefault(pair => pair.tag.Name == name || pair.tag.EndTag == name || pair.tag.Branches.Contains(name));
        if (info is null) return null;
        var load = library.Name.Length > 0 ? $"\n\nFrom `load {library.Name}`." : "";
        return $"```\n{info.Signature}\n```\n\n{info.Documentation}{load}";
    }
}
