using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>A name that can be written into a string: in a template's tag or in C#.</summary>
/// <param name="Name">What is written.</param>
/// <param name="Detail">One line about it.</param>
/// <param name="Parameters">What a <c>url</c> tag has to give beside the name.</param>
internal sealed record Offer(CompletionKind Kind, string Name, string? Detail, IReadOnlyList<string> Parameters)
{
    /// <summary>Everything of a kind that the project has.</summary>
    public static IEnumerable<Offer> All(ProjectModel project, MentionKind kind) => kind switch
    {
        MentionKind.UrlName or MentionKind.UrlNameOrPath => project.Urls.All.Select(url => new Offer(CompletionKind.UrlName, url.FullName, DetailOf(url), [.. url.Parameters.Select(parameter => parameter.Name)])),
        MentionKind.TemplateName => project.Templates.All.Select(file => new Offer(CompletionKind.Template, file.Name, file.Origin, [])),
        MentionKind.StaticFile => project.StaticFiles.All.Select(file => new Offer(CompletionKind.StaticFile, file.Name, file.Origin ?? project.Settings.StaticUrl + file.Name, [])),
        _ => [],
    };

    private static string DetailOf(UrlName url) => url.Entry.View is { Kind: ViewKind.Lambda } || url.ViewName is null ? url.Route : $"{url.Route} → {url.ViewName}";
}
