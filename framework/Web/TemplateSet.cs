using Quintet.Caching;
using Quintet.Conf;
using Quintet.Http;
using Quintet.StaticFiles;
using Quintet.Templates;

namespace Quintet;

/// <summary>The project's templates: one engine for each entry of <c>Settings.Templates</c>, asked in their order.</summary>
internal sealed class TemplateSet
{
    private readonly Engine[] _engines;
    private readonly Func<HttpRequest, object?>[][] _processors;

    public TemplateSet(Application application)
    {
        var settings = application.Settings;
        var cache = new LocalMemoryCache(TimeProvider.System);
        var backends = settings.Templates.OfType<QuintetTemplates>().ToList();
        _processors = [.. backends.Select(backend => backend.ContextProcessors.Append(ContextProcessors.Csrf).ToArray())];
        _engines = [.. backends.Select(backend => new Engine(new EngineOptions
        {
            Loaders = [.. backend.Loaders, new FileSystemLoader(Folders(backend, application))],
            Debug = settings.Debug,
            Autoescape = backend.Autoescape,
            StringIfInvalid = backend.StringIfInvalid,
            Delimiters = backend.TagDelimiters == Conf.TagDelimiters.Django ? Templates.Syntax.TagDelimiters.Django : Templates.Syntax.TagDelimiters.Both,
            Libraries = TagLibraries.Of(application.Apps, backend),
            Builtins = TagLibraries.Builtins(application.Apps, backend),
            Urls = application.Urls.Reverser,
            StaticUrls = new StaticUrls(settings.StaticUrl, settings.MediaUrl),
            Cache = cache,
            Warn = message => application.ErrorLog(message, null),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone),
        }))];
    }

    /// <summary>Renders a template into a response.</summary>
    /// <exception cref="TemplateException">There is no such template, or it cannot be rendered.</exception>
    public HttpResponse Render<T>(HttpRequest request, string name, T model, int status, string contentType)
    {
        var template = Find(name);
        var context = RenderContext.From(model);
        var processors = _processors[Array.IndexOf(_engines, template.Engine)];
        context.Background = () => Array.ConvertAll(processors, processor => processor(request));
        context.CurrentApp = request.ResolverMatch?.Namespace;
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

        return new(buffer, contentType, status);
    }

    /// <summary>The page that the project has for a status (<c>404.html</c>); null where it has none.</summary>
    public HttpResponse? TryRenderErrorPage(HttpRequest request, int status)
    {
        if (_engines.Length == 0) return null;
        try
        {
            return Render(request, $"{status}.html", new { request_path = request.Path }, status, HttpResponse.HtmlUtf8);
        }
        catch (TemplateDoesNotExistException exception) when (exception.MissingName == $"{status}.html")
        {
            return null;
        }
    }

    private Template Find(string name)
    {
        for (var i = 0; i < _engines.Length - 1; i++)
        {
            try
            {
                return _engines[i].GetTemplate(name);
            }
            catch (TemplateDoesNotExistException exception) when (exception.MissingName == name)
            {
                // The next engine may have it.
            }
        }

        return _engines.Length > 0
            ? _engines[^1].GetTemplate(name)
            : throw new ImproperlyConfigured($"'{name}' cannot be rendered: the settings have no templates. Write Templates = [new QuintetTemplates {{ Dirs = [BaseDir / \"templates\"], AppDirs = true }}].");
    }

    private static List<string> Folders(QuintetTemplates backend, Application application)
    {
        var folders = backend.Dirs.Select(folder => folder.Value).ToList();
        if (backend.AppDirs) folders.AddRange(application.Apps.Folders(application.Settings, "templates"));
        return folders;
    }
}
