using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>A name that can be written into a string: in a template's tag or in C#.</summary>
/// <param name="Name">What is written.</param>
/// <param name="Detail">One line about it.</param>
/// <param name="Parameters">What a <c>url</c> tag has to give beside the name.</param>
internal sealed record Offer(CompletionKind Kind, string Name, string? Detail, IReadOnlyList<string> Parameters)
{
    /// <summary>The label of the app that it belongs to; null where it is the project's own.</summary>
    public string? App { get; init; }

    /// <summary>Puts what belongs to the app of the file at the cursor in front; null: the label orders the list.</summary>
    public string? SortText(string? app) => app is null ? null : (App == app ? "0" : "1") + Name;

    /// <summary>What a <c>url</c> tag has to give, to be filled in: <c> id=id</c>. Kept: a list of names is written at each key.</summary>
    public string Arguments => field ??= string.Concat(Parameters.Select(parameter => $" {parameter}={parameter}"));

    /// <summary>The same as stops of a snippet: <c> id=${1:id}</c>.</summary>
    public string ArgumentStops => field ??= string.Concat(Parameters.Select((parameter, i) => $" {parameter}=${{{i + 1}:{parameter}}}"));

    // Editors filter by themselves; only a list that is long to send is cut down to what the typed letters can mean.
    private const int LongList = 400;

    // More than anybody looks through. What is left out comes with the next letter, as the list is asked for again.
    private const int MostMatches = 200;

    /// <summary>What of a list to offer where something is typed already, and whether typing on must ask again.</summary>
    /// <param name="all">The list.</param>
    /// <param name="typed">What is typed.</param>
    /// <param name="app">The app of the file, whose names come first; null: none.</param>
    public static (IReadOnlyList<Offer> Offers, bool IsIncomplete) Matching(IReadOnlyList<Offer> all, string typed, string? app)
    {
        if (all.Count <= LongList || typed.Length == 0) return (all, false);
        var matching = all.Where(offer => IsSubsequence(typed, offer.Name)).ToList();
        return (matching.Count <= MostMatches ? matching : [.. matching.OrderBy(offer => Distance(offer, typed, app)).Take(MostMatches)], true);
    }

    /// <summary>How far a name is from what was typed: it begins so, or one of its parts does; of each, the app's own first.</summary>
    private static int Distance(Offer offer, string typed, string? app)
    {
        var at = offer.Name.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
        return (at == 0 ? 0 : at > 0 && offer.Name[at - 1] is ':' or '/' ? 2 : 4) + (app is not null && offer.App == app ? 0 : 1);
    }

    private static bool IsSubsequence(string typed, string name)
    {
        var position = 0;
        foreach (var c in name)
        {
            if (position < typed.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(typed[position])) position++;
        }

        return position == typed.Length;
    }

    /// <summary>Everything of a kind that the project has; <see cref="ProjectModel.Offers"/> keeps it.</summary>
    public static IEnumerable<Offer> All(ProjectModel project, MentionKind kind) => kind switch
    {
        MentionKind.UrlName or MentionKind.UrlNameOrPath => project.Urls.All.Select(url => new Offer(CompletionKind.UrlName, url.FullName, DetailOf(url), [.. url.Parameters.Select(parameter => parameter.Name)]) { App = project.AppOf(url.Conf.Path) }),
        MentionKind.TemplateName => project.Templates.All.Select(file => new Offer(CompletionKind.Template, file.Name, OriginOf(file), []) { App = file.Origin }),
        MentionKind.StaticFile => project.StaticFiles.All.Select(file => new Offer(CompletionKind.StaticFile, file.Name, OriginOf(file) ?? project.Settings.StaticUrl + file.Name, []) { App = file.Origin }),
        _ => [],
    };

    private static string? OriginOf(NamedFile file) => file.Package is { } package ? $"{file.Origin} (package {package})" : file.Origin;

    private static string DetailOf(UrlName url) => url.Entry.View is { Kind: ViewKind.Lambda } || url.ViewName is null ? url.Route : $"{url.Route} → {url.ViewName}";
}
