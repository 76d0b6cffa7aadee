using Quintet;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>Renders texts in a line.</summary>
internal static class Render
{
    public static string Text<T>(string text, T model) => new Engine(Options()).FromString(text).Render(RenderContext.From(model));

    public static string Text(string text) => Text<object?>(text, null);

    /// <summary>Renders the template <c>main</c> of several.</summary>
    public static string Several<T>(T model, params (string Name, string Text)[] templates) => Engine(templates).GetTemplate("main").Render(RenderContext.From(model));

    public static Engine Engine(params (string Name, string Text)[] templates) =>
        new(Options() with { Loaders = [new MemoryLoader(templates.ToDictionary(t => t.Name, t => t.Text))] });

    public static EngineOptions Options() => new() { Urls = new Urls(), StaticUrls = new Statics() };

    private sealed class Urls : IUrlReverser
    {
        public string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null) =>
            name == "missing"
                ? throw new NoReverseMatchException("Reverse for 'missing' not found.")
                : $"/{name}/{string.Join('/', args)}{string.Join('&', kwargs.Select(k => $"{k.Key}={k.Value}"))}";
    }

    private sealed class Statics : IStaticUrls
    {
        public string StaticPrefix => "/static/";

        public string MediaPrefix => "/media/";

        public string Url(string path) => "/static/" + path;
    }
}
