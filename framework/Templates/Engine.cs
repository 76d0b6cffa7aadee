using System.Collections.Concurrent;
using Quintet.Localization;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates;

/// <summary>How an <see cref="Engine"/> works.</summary>
public sealed record EngineOptions
{
    /// <summary>Where templates come from; the first that has one wins.</summary>
    public IReadOnlyList<TemplateLoader> Loaders { get; init; } = [];

    /// <summary>Whether a template is read again when its file has changed.</summary>
    public bool Debug { get; init; }

    /// <summary>Whether <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes of values are escaped, unless a template says otherwise.</summary>
    public bool Autoescape { get; init; } = true;

    /// <summary>What is shown for a variable that does not exist; <c>%s</c> in it stands for the variable.</summary>
    public string StringIfInvalid { get; init; } = "";

    public TagDelimiters Delimiters { get; init; } = TagDelimiters.Both;

    /// <summary>What <c>load</c> finds, beside the built-in libraries.</summary>
    public IReadOnlyList<TagLibrary> Libraries { get; init; } = [];

    /// <summary>Libraries whose tags and filters are always there, without <c>load</c>.</summary>
    public IReadOnlyList<TagLibrary> Builtins { get; init; } = [];

    /// <summary>For the tag <c>url</c>.</summary>
    public IUrlReverser? Urls { get; init; }

    /// <summary>For the tags <c>static</c>, <c>get_static_prefix</c> and <c>get_media_prefix</c>.</summary>
    public IStaticUrls? StaticUrls { get; init; }

    /// <summary>For the tag <c>cache</c>.</summary>
    public ITemplateCache? Cache { get; init; }

    /// <summary>Is told what goes wrong without making a template fail, such as a form without its token; only asked for where <see cref="Debug"/> is on.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// The languages, formats and time zones; English and UTC without. A rendering uses the one in force
    /// (<see cref="Translation.Override(string)"/>, <see cref="Timezone.Override(TimeZoneInfo)"/>), unless <see cref="RenderContext.Locale"/> is set.
    /// </summary>
    public Locales? Locales { get; init; }

    /// <summary>The clock of the tag <c>now</c>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Finds templates by name, compiles them and keeps them. May be used by many threads at once.</summary>
public sealed class Engine
{
    private readonly ConcurrentDictionary<string, Cached> _templates = new(StringComparer.Ordinal);
    private readonly ParseOptions _parseOptions;

    public Engine(EngineOptions options)
    {
        Options = options;
        Libraries = [.. BuiltinLibraries.All, .. options.Libraries, .. options.Builtins.Select(library => library with { Name = "" })];
        _parseOptions = new(options.Delimiters, options.Libraries.Count + options.Builtins.Count == 0 ? TagTable.Builtin : new(Libraries));
    }

    public EngineOptions Options { get; }

    internal IReadOnlyList<TagLibrary> Libraries { get; }

    internal Locales Locales => Options.Locales ?? Locales.Standard;

    internal TypeMembers.Cache Members { get; } = new();

    internal AsyncValues Async { get; } = new();

    /// <summary>The template of a name; of a name such as <c>shop/book_list.html#card</c>, that part of the template which its <c>partialdef card</c> holds.</summary>
    /// <exception cref="TemplateDoesNotExistException">No loader has it, or it has no such part.</exception>
    /// <exception cref="TemplateSyntaxException">Its text is wrong.</exception>
    public Template GetTemplate(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0) return Find(name, []);
        var tried = new List<string>();
        return TryFindPartial(name, hash, tried) ?? throw new TemplateDoesNotExistException(name, tried, PartialHint(name, hash));
    }

    /// <summary>The first template of several names that exists.</summary>
    /// <exception cref="TemplateDoesNotExistException">None does.</exception>
    public Template SelectTemplate(IReadOnlyList<string> names)
    {
        var tried = new List<string>();
        foreach (var name in names)
        {
            var hash = name.IndexOf('#', StringComparison.Ordinal);
            if ((hash < 0 ? TryFind(name, [], tried) : TryFindPartial(name, hash, tried)) is { } template) return template;
        }

        throw Missing(string.Join(", ", names), tried);
    }

    /// <summary>Compiles a text.</summary>
    /// <exception cref="TemplateSyntaxException">It is wrong.</exception>
    public Template FromString(string text) => Compile(new(null, null, text));

    internal Template Find(string name, IReadOnlyCollection<string> skip)
    {
        if (skip.Count == 0 && !Options.Debug && _templates.TryGetValue(name, out var cached)) return cached.Template;
        var tried = new List<string>();
        return TryFind(name, skip, tried) ?? throw Missing(name, tried, skip);
    }

    private Template? TryFind(string name, IReadOnlyCollection<string> skip, List<string> tried)
    {
        var key = skip.Count == 0 ? name : $"{name}\0{string.Join('\0', skip)}";
        if (_templates.TryGetValue(key, out var cached) && !(Options.Debug && IsStale(cached, skip))) return cached.Template;
        foreach (var loader in Options.Loaders)
        {
            if (loader.Find(name, skip, tried) is not { } source) continue;
            var template = Compile(source, loader.Delimiters);
            _templates[key] = new(template, loader);
            return template;
        }

        _templates.TryRemove(key, out _);
        return null;
    }

    private Template? TryFindPartial(string name, int hash, List<string> tried)
    {
        if (!Options.Debug && _templates.TryGetValue(name, out var cached)) return cached.Template;
        var (file, part) = (name[..hash], name[(hash + 1)..]);
        if (file.Length == 0 || TryFind(file, [], tried) is not { } whole) return null;
        if (part.Length == 0) return whole;
        if (!whole.Partials.TryGetValue(part, out var partial))
        {
            tried.Add(name);
            return null;
        }

        // Found at once the next time.
        if (!Options.Debug) _templates[name] = _templates[file] with { Template = partial };
        return partial;
    }

    private string PartialHint(string name, int hash)
    {
        if (hash == 0 || TryFind(name[..hash], [], []) is not { } whole) return "";
        var part = name[(hash + 1)..];
        return $" The template '{name[..hash]}' is there, but has no partial '{part}'.{DidYouMean.Sentence(part, whole.Partials.Keys)}";
    }

    private bool IsStale(Cached cached, IReadOnlyCollection<string> skip)
    {
        foreach (var loader in Options.Loaders)
        {
            if (ReferenceEquals(loader, cached.Loader)) return loader.IsStale(cached.Template.Source, skip);
            // An earlier loader that has the template by now wins.
            if (loader.Find(cached.Template.Source.Name!, skip, []) is not null) return true;
        }

        return true;
    }

    private Template Compile(TemplateSource source, TagDelimiters? delimiters = null)
    {
        var tree = TemplateTree.Parse(source.Text, delimiters is null || delimiters == _parseOptions.Delimiters ? _parseOptions : _parseOptions with { Delimiters = delimiters.Value });
        var (template, errors) = TemplateCompiler.Compile(this, source, tree);
        return errors.Count == 0 ? template : throw new TemplateSyntaxException(source, errors);
    }

    private TemplateDoesNotExistException Missing(string name, List<string> tried, IReadOnlyCollection<string>? skipped = null)
    {
        if (skipped is { Count: > 0 }) return new(name, tried, $" Passed over, because they extend one another already: {string.Join(", ", skipped)}.");
        // Listing all templates is slow, and only the developer needs the hint.
        var hint = Options.Debug ? DidYouMean.Sentence(name, Options.Loaders.SelectMany(loader => loader.Names())) : "";
        return new(name, tried, hint);
    }

    private sealed record Cached(Template Template, TemplateLoader Loader);
}
