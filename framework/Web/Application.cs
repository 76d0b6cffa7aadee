using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quintet.Apps;
using Quintet.Caching;
using Quintet.Checks;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Dispatch;
using Quintet.Files;
using Quintet.Localization;
using Quintet.Logging;
using Quintet.Middleware;
using Quintet.Routing;
using Quintet.StaticFiles;
using Quintet.Urls;

namespace Quintet;

/// <summary>
/// A project that was started: its apps, routes, templates and middleware, built once from the settings and never changed. The
/// server, the commands and the test client each run one.
/// </summary>
internal sealed class Application
{
    public static readonly ContextKey<Application> Key = new("application");

    private readonly Lazy<UrlConfiguration> _urls;
    private readonly Lazy<ConverterSet> _converters;
    private readonly ConcurrentDictionary<Type, UrlConfiguration> _otherUrls = new();
    private readonly Lazy<TemplateSet> _templates;
    private readonly Lazy<GetResponse> _handler;

    // Made when there is something to say: at a start-up there is seldom.
    private readonly Lazy<ILoggerFactory> _loggers;
    private bool? _logsQueries;

    private Application(Settings settings, Action<string, Exception?>? errorLog)
    {
        _loggers = new(() => LoggersOf(settings, errorLog));
        Settings = settings;
        Apps = new AppRegistry(settings);
        StaticFiles = new StaticFinder(settings, Apps);
        _converters = new(() => Apps.OfType<PathConverterRegistration>().Aggregate(ConverterSet.Default, (set, one) => set.With(one.Name, one.Create())));
        _urls = new(() => Configure(settings.RootUrlConf));
        ScriptPrefix = UrlScope.Normalized(settings.ForceScriptName ?? "");
        _templates = new(() => new TemplateSet(this));
        _handler = new(() => HandlerChain.Build(this));
        Models = ReadModels();
        Connections = new Connections(settings.Databases, settings.DatabaseRouters);
        Locales = ProjectLocales.Of(settings, Apps);
        Caches = settings.Caches.ContainsKey(Cache.DefaultAlias) ? settings.Caches : new Dictionary<string, Cache>(settings.Caches) { [Cache.DefaultAlias] = new LocalMemoryCache() };
        Context = Context.Current.With(Settings.Key, settings).With(Locale.Key, Locales.Default).With(Key, this).With(ModelRegistry.Key, Models).With(Connections.Key, Connections).With(UrlScope.PrefixKey, ScriptPrefix)
            .With(Storage.Key, settings.Storages.GetValueOrDefault("default") ?? new FileSystemStorage(settings.MediaRoot ?? settings.BaseDir / "media", settings.MediaUrl)
            {
                FilePermissions = settings.FileUploadPermissions,
                DirectoryPermissions = settings.FileUploadDirectoryPermissions,
            })
            .With(Storage.NamedKey, settings.Storages)
            .With(Cache.Key, Caches)
            .With(Signals.Key, new Signals(Apps.Manifests.SelectMany(m => m.OfType<ReceiverRegistration>())));
    }

    /// <exception cref="ImproperlyConfigured">The apps' models do not go together.</exception>
    private ModelRegistry ReadModels()
    {
        try
        {
            return ModelRegistry.Of(Apps.Manifests, Settings.SwappableModels);
        }
        catch (InvalidOperationException exception)
        {
            throw new ImproperlyConfigured(exception.Message);
        }
    }

    public static Application Current => Context.Current.Get(Key);

    public Settings Settings { get; }

    public AppRegistry Apps { get; }

    public ModelRegistry Models { get; }

    /// <summary>The databases; a request works in a scope of its own.</summary>
    public Connections Connections { get; }

    /// <summary>The caches by alias; there is always a <c>default</c>.</summary>
    public IReadOnlyDictionary<string, Cache> Caches { get; }

    /// <summary>The languages, their texts and formats, and the time zone.</summary>
    public Locales Locales { get; }

    /// <summary>What code of this application runs in.</summary>
    public Context Context { get; }

    public StaticFinder StaticFiles { get; }

    /// <summary>The addresses of static files: outside of debug by the names that <c>collectstatic</c> gave them, if it did.</summary>
    public StaticUrls StaticUrls => field ??= new(Settings.StaticUrl, Settings.MediaUrl, Settings is { Debug: false, StaticRoot: { } root } ? Settings.StaticFilesStorage.LoadNames(Path.GetFullPath(root)) : null);

    /// <summary>Who hears the project's log.</summary>
    public ILoggerFactory Loggers => _loggers.Value;

    /// <summary>Whether somebody wants to hear of each statement.</summary>
    public bool LogsQueries => _logsQueries ??= Settings.Logging is not null && Loggers.CreateLogger(Log.Database).IsEnabled(LogLevel.Debug);

    /// <summary>Says what went wrong in a request, with the exception where it is an error.</summary>
    public void ErrorLog(string message, Exception? exception, string category = Log.Request)
    {
        // A path can hold a line's end, and behind it what looks like another entry.
        if (message.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0 && category != Log.Template) message = string.Concat(message.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
        // No template for structured values: what stands in braces came from outside.
        Loggers.CreateLogger(category).Log(exception is null ? LogLevel.Warning : LogLevel.Error, default, message, exception, static (text, _) => text);
    }

    public TemplateSet Templates => _templates.Value;

    /// <summary>What is wrong with the routes; empty where all is well.</summary>
    public IReadOnlyList<CheckMessage> UrlErrors => _urls.Value.Errors;

    /// <summary>The routes of the settings' URL configuration.</summary>
    /// <exception cref="ImproperlyConfigured">A route is wrong or does not fit its view.</exception>
    public UrlTree Urls => RootUrls.Tree;

    /// <summary>The settings' URL configuration.</summary>
    /// <inheritdoc cref="Urls"/>
    public UrlConfiguration RootUrls => _urls.Value.Checked();

    /// <summary>What answers errors; there even where routes are wrong.</summary>
    public ErrorHandlers HandlersOf(Type? conf) => conf is null ? _urls.Value.Handlers : UrlsOf(conf).Handlers;

    /// <summary>Where the site begins on its host, with a slash at both ends.</summary>
    public string ScriptPrefix { get; }

    /// <summary>Whether anything ever had another URL configuration or another prefix than the settings'; what is prepared for these then asks first.</summary>
    public bool UrlsVary { get; set; }

    /// <summary>A URL configuration; the settings' own for null.</summary>
    /// <inheritdoc cref="Urls"/>
    public UrlConfiguration UrlsOf(Type? conf) => conf is null || conf == Settings.RootUrlConf ? RootUrls : _otherUrls.GetOrAdd(conf, Configure).Checked();

    /// <summary>The middleware chain with the resolver at its end. It answers every request; exceptions become error pages in it.</summary>
    public GetResponse Handler => _handler.Value;

    /// <summary>Loads a project. The settings may not be changed afterwards.</summary>
    /// <param name="settings">What it is loaded from.</param>
    /// <param name="errorLog">Where errors of requests go; standard error by default.</param>
    public static Application Load(Settings settings, Action<string, Exception?>? errorLog = null)
    {
        var application = new Application(settings, errorLog);
        using (application.Context.Enter())
        {
            foreach (var app in application.Apps.Apps) app.Ready();
        }

        return application;
    }

    private UrlConfiguration Configure(Type? conf) => UrlConfBuilder.Build(
        conf, Apps, [.. Settings.Databases.Where(database => database.Value.AtomicRequests).Select(database => database.Key)], _converters.Value);

    private static ILoggerFactory LoggersOf(Settings settings, Action<string, Exception?>? errorLog)
    {
        if (errorLog is null && settings.Logging is { } configure) return LoggerFactory.Create(configure);
        return new LoggerFactory([new WriterLogs(errorLog ?? Write, errorLog is null ? LogLevel.Information : LogLevel.Warning)]);

        static void Write(string message, Exception? exception) => Console.Error.WriteLine(exception is null ? message : $"{message}\n{Views.Technical.ErrorText.Of(exception)}");
    }

    /// <summary>Builds everything that a request needs, so that errors appear at start-up.</summary>
    public void Prepare()
    {
        using (Context.Enter())
        {
            _ = Urls;
            _ = Templates;
            _ = Handler;
        }
    }
}
