using Quintet.Reading;
using Quintet.Templates;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>A tag or filter that the project declares, and where.</summary>
/// <param name="Library">The library's name; empty where it is always there.</param>
/// <param name="Path">The C# file.</param>
/// <param name="Type">The class.</param>
/// <param name="Fact">The method.</param>
internal sealed record DeclaredTagMethod(string Library, string Path, TypeFact Type, TagMethodFact Fact);

/// <summary>The tag libraries of a project: those of the framework, and what its own classes declare.</summary>
internal sealed class TagInventory
{
    private readonly Dictionary<(bool IsFilter, string Name), DeclaredTagMethod> _declared = [];
    private readonly Dictionary<string, DeclaredType> _classes = new(StringComparer.Ordinal);

    // What decides how templates are read: the methods without their places.
    private readonly List<(string Library, TagMethodFact Fact)> _shape;

    private TagInventory(List<(string Library, TagMethodFact Fact)> shape, IReadOnlyList<TagLibrary> own, TagInventory? previous)
    {
        _shape = shape;
        if (previous is not null && previous._shape.SequenceEqual(shape))
        {
            // The same objects, so that typing elsewhere in the class's file does not read every template again.
            (Libraries, Both, Django) = (previous.Libraries, previous.Both, previous.Django);
            return;
        }

        Libraries = own.Count == 0 ? BuiltinLibraries.All : [.. BuiltinLibraries.All, .. own];
        Both = own.Count == 0 ? ParseOptions.Default : new(TagDelimiters.Both, new TagTable(Libraries));
        Django = new(TagDelimiters.Django, Both.Tags);
    }

    /// <summary>All of them, the nameless ones that are always there included.</summary>
    public IReadOnlyList<TagLibrary> Libraries { get; }

    /// <summary>How a template is read whose folder has both delimiters.</summary>
    public ParseOptions Both { get; }

    /// <summary>How a template is read whose folder has Django's only.</summary>
    public ParseOptions Django { get; }


    /// <summary>The project's declaration of a tag or filter; null for one of the framework's.</summary>
    public DeclaredTagMethod? Find(string name, bool isFilter) => _declared.GetValueOrDefault((isFilter, name));

    /// <summary>The declaration of the tag that an end tag belongs to.</summary>
    public DeclaredTagMethod? FindByEnd(string endName) => _declared.Values.FirstOrDefault(method => method.Fact.EndName == endName && endName.Length > 0);

    /// <summary>The class of a library; null for one of the framework's.</summary>
    public DeclaredType? FindClass(string library) => _classes.GetValueOrDefault(library);

    public static TagInventory Read(TypeIndex types, ProjectSettings settings, TagInventory? previous)
    {
        var found = types.All.Where(declared => declared.Fact.TagLibrary is not null && IsInstalled(declared.Fact.Context.Namespace, settings))
            .GroupBy(declared => declared.Fact.FullName, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var own = new List<TagLibrary>();
        var methods = new List<DeclaredTagMethod>();
        var classes = new List<(string Library, DeclaredType Type)>();
        foreach (var parts in found)
        {
            var name = (parts.FirstOrDefault(part => part.Fact.TagLibrary!.HasOwnName) ?? parts.First()).Fact.TagLibrary!.Name;
            // Each name by which it can be loaded; nothing for a library that is always there.
            List<string> names = [name, .. settings.TagLibraryNames.Where(named => named.Class == parts.Key).Select(named => named.Name)];
            if (settings.BuiltinTagLibraries.Contains(parts.Key)) names.Add("");
            foreach (var library in names)
            {
                own.Add(Make(library, parts.SelectMany(part => part.Fact.TagLibrary!.Methods)));
                classes.Add((library, parts.First()));
                methods.AddRange(parts.SelectMany(part => part.Fact.TagLibrary!.Methods.Select(method => new DeclaredTagMethod(library, part.Path, part.Fact, method))));
            }
        }

        var inventory = new TagInventory([.. methods.Select(method => (method.Library, method.Fact with { Span = default, NameSpan = default, TemplateLiteral = null }))], own, previous);
        foreach (var method in methods) inventory._declared.TryAdd((method.Fact.Kind == TagMethodKind.Filter, method.Fact.Name), method);
        foreach (var (library, type) in classes) inventory._classes[library] = type;
        return inventory;
    }

    /// <summary>The library of some methods, without their code: what can be said about its tags, and how their arguments are checked.</summary>
    private static TagLibrary Make(string name, IEnumerable<TagMethodFact> methods)
    {
        var all = methods.ToList();
        return new(name, [.. all.Where(method => method.Kind != TagMethodKind.Filter).Select(Tag)], [.. all.Where(method => method is { Kind: TagMethodKind.Filter, Parameters.Count: 1 or 2 }).Select(Filter)]);
    }

    private static TagInfo Tag(TagMethodFact method)
    {
        TagParameter[] parameters = [.. method.Parameters.Select(parameter => new TagParameter(parameter.Name, (TagParameterKind)parameter.Kind))];
        return method.Kind switch
        {
            TagMethodKind.TemplateTag => new(method.Name, method.Signature, method.Summary)
            {
                EndTag = method.EndName.Length > 0 ? method.EndName : null,
                Branches = [.. method.Branches],
                FirstArgument = ArgumentRole.Expression,
                Compile = CompileContent,
            },
            TagMethodKind.SimpleBlockTag => DeclaredTag.Block(method.Name, method.EndName, method.Summary, parameters),
            TagMethodKind.InclusionTag => DeclaredTag.Inclusion(method.Name, method.Template, method.Summary, parameters),
            _ => DeclaredTag.Simple(method.Name, method.Summary, parameters),
        };
    }

    /// <summary>What a tag does with its arguments only its code knows; what stands inside of it is checked.</summary>
    private static RenderNode? CompileContent(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        foreach (var branch in block?.Branches ?? []) compiler.CompileNodes(branch.Children);
        return null;
    }

    private static FilterInfo Filter(TagMethodFact method) => DeclaredFilter.Create(method.Name, method.Summary, method.Parameters.Count < 2
        ? FilterArgument.None
        : method.Parameters[1].Kind == TagParameterFactKind.Optional ? FilterArgument.Optional : FilterArgument.Required);

    /// <summary>Whether a class is in an installed app, or in none at all.</summary>
    private static bool IsInstalled(string space, ProjectSettings settings) =>
        Owner(settings.UninstalledTemplateFolders.Select(folder => folder.App!.Namespace), space) <= Owner(settings.Apps.Select(app => app.Namespace), space);

    /// <summary>The length of the nearest app's namespace; -1 where none owns the class.</summary>
    private static int Owner(IEnumerable<string> apps, string space) => apps
        .Where(app => app.Length == 0 || space == app || space.StartsWith(app + ".", StringComparison.Ordinal)).Select(app => app.Length).DefaultIfEmpty(-1).Max();
}
