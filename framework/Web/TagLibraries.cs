using Quintet.Apps;
using Quintet.Conf;
using Quintet.Templates;

namespace Quintet;

/// <summary>The tags and filters that the project's assemblies declare.</summary>
internal static class TagLibraries
{
    /// <summary>What <c>load</c> finds: the libraries of installed apps, those outside of all apps, and those that the settings name.</summary>
    public static IReadOnlyList<TagLibrary> Of(AppRegistry apps, QuintetTemplates backend)
    {
        var registered = apps.OfType<TagLibraryRegistration>().ToList();
        // An app that is installed later wins, as its library would be the one that Django imports last.
        var order = apps.Apps.Select((app, index) => (app.Label, index)).ToDictionary(pair => pair.Label, pair => pair.index);
        var installed = registered.Where(library => library.AppLabel is null || order.ContainsKey(library.AppLabel)).OrderBy(library => library.AppLabel is null ? -1 : order[library.AppLabel]);
        return [.. installed.Select(library => library.Create()), .. backend.Libraries.Select(named => Find(registered, named.Value).Create() with { Name = named.Key })];
    }

    /// <summary>What is there without <c>load</c>.</summary>
    public static IReadOnlyList<TagLibrary> Builtins(AppRegistry apps, QuintetTemplates backend)
    {
        var registered = apps.OfType<TagLibraryRegistration>().ToList();
        return [.. backend.Builtins.Select(type => Find(registered, type).Create())];
    }

    private static TagLibraryRegistration Find(List<TagLibraryRegistration> registered, Type type) => registered.Find(library => library.Class == type)
        ?? throw new ImproperlyConfigured(
            $"Templates names the tag library {type.FullName}, which declares no tags or filters: a library is a class with methods marked [SimpleTag], [SimpleBlockTag], [InclusionTag] or [TemplateFilter], in the project's assembly or in that of an installed app.");
}
