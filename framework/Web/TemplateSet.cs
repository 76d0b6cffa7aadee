using System.Runtime.ExceptionServices;
using Quintet.Caching;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Templates;
using Quintet.Urls;

namespace Quintet;

/// <summary>The project's templates: one engine for each entry of <c>Settings.Templates</c>, asked in their order.</summary>
internal sealed class TemplateSet
{
    private readonly Engine[] _engines;
    private readonly Func<HttpRequest, object?>[][] _processors;
    private readonly IReadOnlyList<TemplateLoader>[] _loaders;

    public TemplateSet(Application application)
    {
        var settings = application.Settings;
        var cache = new TemplateCaches(application.Caches);
        var backends = settings.Templates.OfType<QuintetTemplates>().ToList();
        _processors = [.. backends.Select(backend => backend.ContextProcessors.Append(ContextProcessors.Csrf).ToArray())];
        _loaders = [.. backends.Select(backend => Loaders(backend, application))];
        _engines = [.. backends.Select((backend, index) => new Engine(new EngineOptions
        {
            // Templates of one entry may extend and include those of the others.
            Loaders = [.. _loaders[index], .. _loaders.Where((_, other) => other != index).SelectMany(loaders => loaders)],
            Debug = settings.Debug,
            Autoescape = backend.Autoescape,
            StringIfInvalid = backend.StringIfInvalid,
            Delimiters = Delimiters(backend),
            Libraries = TagLibraries.Of(application.Apps, backend),
            Builtins = TagLibraries.Builtins(application.Apps, backend),
            Urls = new ContextReverser(application),
            StaticUrls = application.StaticUrls,
            Cache = cache,
            Warn = message => application.ErrorLog(message, null, Logging.Log.Template),
            Locales = application.Locales,
        }))];
    }

    /// <summary>Renders a template into a response.</summary>
    /// <exception cref="TemplateException">There is no such template, or it cannot be rendered.</exception>
    public HttpResponse Render<T>(HttpRequest request, string name, T model, int status, string contentType) => new(RenderBuffer(request, Find(name), model), contentType, status);

    /// <summary>Renders the first template that there is.</summary>
    /// <param name="request">Null: without context processors.</param>
    /// <param name="names">The names; the error names the first of them.</param>
    /// <param name="model">The variables.</param>
    /// <exception cref="TemplateException">There is no such template, or it cannot be rendered.</exception>
    public PooledBuffer RenderBuffer(HttpRequest? request, IReadOnlyList<string> names, object? model) => RenderBuffer(request, Select(names), model);

    private PooledBuffer RenderBuffer<T>(HttpRequest? request, Template template, T model)
    {
        var context = RenderContext.From(model);
        if (request is not null)
        {
            var processors = _processors[Array.IndexOf(_engines, template.Engine)];
            context.Background = () => Array.ConvertAll(processors, processor => processor(request));
            context.Request = request;
            context.CurrentApp = request.CurrentApp ?? request.ResolverMatch?.Namespace;
            context.Cancellation = request.Aborted;
            if (request.Record is { } record) context.Rendering = rendered => record.Add(rendered, context);
        }

        var buffer = new PooledBuffer();
        try
        {
            template.Render(buffer, context);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        return buffer;
    }

    /// <summary>The page that the project has for a status (<c>404.html</c>); null where it has none.</summary>
    public HttpResponse? TryRenderErrorPage(HttpRequest request, int status) => TryRender(request, $"{status}.html", new { request_path = request.Path }, status);

    /// <summary>A page that the project may have; null where it has not.</summary>
    public HttpResponse? TryRender<T>(HttpRequest request, string name, T model, int status)
    {
        if (_engines.Length == 0) return null;
        try
        {
            return Render(request, name, model, status, HttpResponse.HtmlUtf8);
        }
        catch (TemplateDoesNotExistException exception) when (exception.MissingName == name)
        {
            return null;
        }
    }

    private Template Select(IReadOnlyList<string> names)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var name in names)
        {
            try
            {
                return Find(name);
            }
            catch (TemplateDoesNotExistException exception) when (exception.MissingName == name)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        first?.Throw();
        throw new ArgumentException("A page needs the name of a template.", nameof(names));
    }

    private Template Find(string name)
    {
        if (_engines.Length == 0) throw new ImproperlyConfigured($"'{name}' cannot be rendered: the settings have no templates. Write Templates = [new QuintetTemplates {{ Dirs = [BaseDir / \"templates\"], AppDirs = true }}].");
        if (_engines.Length == 1) return _engines[0].GetTemplate(name);
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? name : name[..hash];
        // The entry in whose folders it is renders it: with its context processors and tag libraries.
        for (var i = 0; i < _engines.Length; i++)
        {
            foreach (var loader in _loaders[i])
            {
                if (loader.Find(file, [], []) is not null) return _engines[i].GetTemplate(name);
            }
        }

        return _engines[0].GetTemplate(name);
    }

    private static IReadOnlyList<TemplateLoader> Loaders(QuintetTemplates backend, Application application)
    {
        var loaders = new List<TemplateLoader>(backend.Loaders) { new FileSystemLoader([.. backend.Dirs.Select(folder => folder.Value)]) { Delimiters = Delimiters(backend) } };
        if (backend.AppDirs) loaders.Add(new AppDirectoriesLoader(application.Apps.Apps, application.Settings.BaseDir) { Delimiters = Delimiters(backend) });
        return loaders;
    }

    private static Templates.Syntax.TagDelimiters Delimiters(QuintetTemplates backend) =>
        backend.TagDelimiters == Conf.TagDelimiters.Django ? Templates.Syntax.TagDelimiters.Django : Templates.Syntax.TagDelimiters.Both;
}
