using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Files;
using Quintet.Localization;
using Quintet.Middleware;

namespace Quintet.Conf;

/// <summary>
/// The settings of a project (Django's <c>settings.py</c>): derived as a <c>partial</c> class whose constructor sets what
/// differs from the defaults. <see cref="Current"/> is reached through <see cref="Context"/>, so tests run with their own.
/// </summary>
public abstract class Settings
{
    /// <summary>The key of the settings in force.</summary>
    public static readonly ContextKey<Settings> Key = new("settings");

    /// <summary>The settings in force. The derived class has its own, typed one, which is generated.</summary>
    public static Settings Current => Context.Current.Get(Key);

    /// <summary>What the project's assembly declares. Generated.</summary>
    public virtual Manifest Manifest => Manifest.Empty;

    /// <summary>The project's folder; of a published program, its own.</summary>
    public ProjectPath BaseDir
    {
        get => field.Value is null ? field = ProjectPath.FindBase(AppContext.BaseDirectory, GetType().Assembly.GetName().Name) : field;
        set;
    }

    /// <summary>Shows errors with their source to everyone who looks: never on in production.</summary>
    public bool Debug { get; set; }

    /// <summary>Signs what must not be forged. Kept out of the repository in production.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Keys that signed before: what they signed is still read, so that a new <see cref="SecretKey"/> ends no session. Empty them when that is over.</summary>
    public List<string> SecretKeyFallbacks { get; set; } = [];

    /// <summary>
    /// The host names that are served: <c>example.com</c>, <c>.example.com</c> with all below it, <c>*</c>. Empty with <see cref="Debug"/>
    /// on means localhost.
    /// </summary>
    public List<string> AllowedHosts { get; set; } = [];

    /// <summary>The class of the project's routes: <c>typeof(Urls)</c>.</summary>
    public Type? RootUrlConf { get; set; }

    /// <summary>The apps, as types derived from <see cref="AppConfig"/>; the order decides whose templates and static files win.</summary>
    public List<Type> InstalledApps { get; set; } = [];

    /// <summary>The model of the users, as <c>app.Model</c>. Relations to it are written into migrations as <c>__setting__.AuthUserModel</c>, so decide before the first of them.</summary>
    public string AuthUserModel { get; set; } = SwappableModels.DefaultUser;

    /// <summary>The models that settings name, by the setting: the framework's and those that the derived class declares.</summary>
    internal SwappableModels SwappableModels => new(setting => GetType().GetProperty(setting)?.GetValue(this) as string);

    /// <summary>The middleware, from the outside in.</summary>
    public List<Type> Middleware { get; set; } = [typeof(SecurityMiddleware), typeof(CommonMiddleware)];

    /// <summary>The databases by alias; <c>default</c> is the one that everything uses which names none.</summary>
    public Dictionary<string, Database> Databases { get; set; } = [];

    /// <summary>Which database a model's rows are on, where the query does not say it; asked in turn.</summary>
    public IReadOnlyList<DatabaseRouter> DatabaseRouters { get; set; } = [];

    /// <summary>Where templates are and how they are rendered: <c>[new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true }]</c>.</summary>
    public List<TemplateBackend> Templates { get; set; } = [];

    /// <summary>Where static files are found on the site; ends with a slash.</summary>
    public string StaticUrl { get; set; } = "/static/";

    /// <summary>Folders of static files beside the apps' own.</summary>
    public List<ProjectPath> StaticFilesDirs { get; set; } = [];

    /// <summary>Further places of static files, after those folders and the apps'.</summary>
    public List<StaticFiles.StaticFilesFinder> StaticFilesFinders { get; set; } = [];

    /// <summary>Where <c>collectstatic</c> puts them.</summary>
    public ProjectPath? StaticRoot { get; set; }

    /// <summary>What <c>collectstatic</c> makes of them: files whose names hold a hash of their content.</summary>
    public StaticFiles.StaticFilesStorage StaticFilesStorage { get; set; } = new StaticFiles.ManifestStaticFilesStorage();

    /// <summary>Serves the files in <see cref="StaticRoot"/> while <see cref="Debug"/> is off: where no web server in front of the app does it.</summary>
    public bool ServeStaticFiles { get; set; }

    /// <summary>Where uploaded files are found on the site; ends with a slash.</summary>
    public string MediaUrl { get; set; } = "/media/";

    /// <summary>The folder in which uploaded files are kept; null: <c>media</c> in the project's.</summary>
    public ProjectPath? MediaRoot { get; set; }

    /// <summary>Where files are kept, by alias; <c>default</c> takes the place of the folder <see cref="MediaRoot"/>.</summary>
    public Dictionary<string, Storage> Storages { get; set; } = [];

    /// <summary>
    /// Where values are kept that are dear to make, by alias: <c>Caches["default"] = new RedisCache("redis://localhost:6379")</c>. Without a <c>default</c> it is one in this process's memory; pieces of
    /// templates go where <c>template_fragments</c> is, if there is such a one.
    /// </summary>
    public Dictionary<string, Caching.Cache> Caches { get; set; } = [];

    /// <summary>The cache of <see cref="UpdateCacheMiddleware"/> and <see cref="FetchFromCacheMiddleware"/>.</summary>
    public string CacheMiddlewareAlias { get; set; } = "default";

    /// <summary>How many seconds it keeps pages that do not say it themselves.</summary>
    public int CacheMiddlewareSeconds { get; set; } = 600;

    /// <summary>Stands in front of its keys, so that several sites can share a cache.</summary>
    public string CacheMiddlewareKeyPrefix { get; set; } = "";

    /// <summary>What sends mails: over SMTP, or while developing <c>new ConsoleEmailBackend()</c>. Tests have one that keeps them.</summary>
    public Mail.EmailBackend EmailBackend { get; set; } = new Mail.SmtpEmailBackend();

    /// <summary>The mail server's name.</summary>
    public string EmailHost { get; set; } = "localhost";

    /// <summary>The mail server's port; usually 587 with <see cref="EmailUseTls"/>, 465 with <see cref="EmailUseSsl"/>.</summary>
    public int EmailPort { get; set; } = 25;

    /// <summary>The name by which the mail server knows the site; empty: none.</summary>
    public string EmailHostUser { get; set; } = "";

    /// <summary>The password that goes with <see cref="EmailHostUser"/>.</summary>
    public string EmailHostPassword { get; set; } = "";

    /// <summary>Turns to TLS before anything is said (STARTTLS).</summary>
    public bool EmailUseTls { get; set; }

    /// <summary>TLS from the start.</summary>
    public bool EmailUseSsl { get; set; }

    /// <summary>How long to wait for the mail server; null: as long as its library waits.</summary>
    public TimeSpan? EmailTimeout { get; set; }

    /// <summary>Stands in front of the subjects of mails to <see cref="Admins"/> and <see cref="Managers"/>.</summary>
    public string EmailSubjectPrefix { get; set; } = "[Quintet] ";

    /// <summary>The sender of mails that name none.</summary>
    public string DefaultFromEmail { get; set; } = "webmaster@localhost";

    /// <summary>The sender of mails to <see cref="Admins"/> and <see cref="Managers"/>.</summary>
    public string ServerEmail { get; set; } = "root@localhost";

    /// <summary>Who is told of errors while <see cref="Debug"/> is off: <c>Ada &lt;ada@example.com&gt;</c>.</summary>
    public List<string> Admins { get; set; } = [];

    /// <summary>Who is told of links that lead nowhere.</summary>
    public List<string> Managers { get; set; } = [];

    /// <summary>The time zone in which times are shown where no other is current, by its IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether aware times are shown in the current time zone.</summary>
    public bool UseTz { get; set; } = true;

    /// <summary>The language where no other is chosen: <c>de</c>, <c>pt-br</c>. It also stands in for texts that another language has not.</summary>
    public string LanguageCode { get; set; } = "en-us";

    /// <summary>The languages to choose from, with their English names: <c>[("de", "German"), ("en", "English")]</c>. Null for all that are known.</summary>
    public List<(string Code, string Name)>? Languages { get; set; }

    /// <summary>Folders of translations (<c>de/LC_MESSAGES/django.po</c>) that win over those of the apps, the first of them most.</summary>
    public List<ProjectPath> LocalePaths { get; set; } = [];

    /// <summary>Whether texts are translated.</summary>
    public bool UseI18n { get; set; } = true;

    /// <summary>Whether numbers are shown with separators between groups of digits: <c>1.234.567</c>.</summary>
    public bool UseThousandSeparator { get; set; }

    /// <summary>The formats of dates and numbers for languages that have none of their own.</summary>
    public Formats Formats { get; set; } = new();

    /// <summary>Changes to the formats of languages: <c>{ ["de"] = formats => formats with { DateFormat = "d.m.Y" } }</c>.</summary>
    public Dictionary<string, Func<Formats, Formats>> FormatsByLanguage { get; set; } = [];

    /// <summary>Redirects <c>/about</c> to <c>/about/</c> where only the latter is a route.</summary>
    public bool AppendSlash { get; set; } = true;

    /// <summary>Where the site begins on its host, where a server in front takes that off each path: <c>/shop</c>. Every path that is reversed begins with it.</summary>
    public string? ForceScriptName { get; set; }

    /// <summary>Redirects <c>example.com</c> to <c>www.example.com</c>.</summary>
    public bool PrependWww { get; set; }

    /// <summary>The largest body in bytes, uploaded files apart; more is answered by 413.</summary>
    public long DataUploadMaxMemorySize { get; set; } = 2_621_440;

    /// <summary>The largest number of fields in a query string or form; more is answered by 400.</summary>
    public int DataUploadMaxNumberFields { get; set; } = 1000;

    /// <summary>The largest number of files in a form; more is answered by 400.</summary>
    public int DataUploadMaxNumberFiles { get; set; } = 100;

    /// <summary>What takes in uploaded files, asked in turn: those that fit into memory stay there, the others go into temporary files.</summary>
    public IReadOnlyList<Func<Http.FileUploadHandler>> FileUploadHandlers { get; set; } = [() => new Http.MemoryFileUploadHandler(), () => new Http.TemporaryFileUploadHandler()];

    /// <summary>The largest upload in bytes that is kept in memory.</summary>
    public long FileUploadMaxMemorySize { get; set; } = 2_621_440;

    /// <summary>The folder of uploads that are not kept in memory; null: the system's for temporary files.</summary>
    public ProjectPath? FileUploadTempDir { get; set; }

    /// <summary>The permissions of a stored file, where the system has such; null: as the process's mask has them.</summary>
    public UnixFileMode? FileUploadPermissions { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The permissions of folders that are made for stored files; null: as the process's mask has them.</summary>
    public UnixFileMode? FileUploadDirectoryPermissions { get; set; }

    /// <summary>Whether <c>X-Forwarded-Host</c> is believed: only behind a proxy that sets it.</summary>
    public bool UseXForwardedHost { get; set; }

    /// <summary>Whether <c>X-Forwarded-Port</c> is believed: only behind a proxy that sets it.</summary>
    public bool UseXForwardedPort { get; set; }

    /// <summary>How many proxies stand in front and add to <c>X-Forwarded-Host</c> and <c>X-Forwarded-Port</c>: of a list, the value that the outermost of them added counts. What the client itself sent stands before it.</summary>
    public int ProxyCount { get; set; } = 1;

    /// <summary>The addresses of developers: templates shown to them get <c>debug</c> while <see cref="Debug"/> is on.</summary>
    public List<string> InternalIps { get; set; } = [];

    /// <summary>The header by which a proxy says that the client came over https; only behind a proxy that always sets it.</summary>
    public (string Name, string Value)? SecureProxySslHeader { get; set; }

    /// <summary>Redirects http to https.</summary>
    public bool SecureSslRedirect { get; set; }

    /// <summary>The host to which <see cref="SecureSslRedirect"/> leads; the request's where it is null.</summary>
    public string? SecureSslHost { get; set; }

    /// <summary>Seconds during which browsers use only https (<c>Strict-Transport-Security</c>); 0 for none.</summary>
    public int SecureHstsSeconds { get; set; }

    /// <summary>Whether <see cref="SecureHstsSeconds"/> counts for all hosts below this one, too.</summary>
    public bool SecureHstsIncludeSubdomains { get; set; }

    /// <summary>Whether browsers may take the site into the list that they come with.</summary>
    public bool SecureHstsPreload { get; set; }

    /// <summary>Sends <c>X-Content-Type-Options: nosniff</c>.</summary>
    public bool SecureContentTypeNosniff { get; set; } = true;

    /// <summary>The <c>Referrer-Policy</c>; null for none.</summary>
    public string? SecureReferrerPolicy { get; set; } = "same-origin";

    /// <summary>The <c>Cross-Origin-Opener-Policy</c>; null for none.</summary>
    public string? SecureCrossOriginOpenerPolicy { get; set; } = "same-origin";

    /// <summary>The Content Security Policy, by directive: <c>new() { ["default-src"] = [CSP.Self] }</c>; empty: none. See <see cref="ContentSecurityPolicyMiddleware"/>.</summary>
    public Dictionary<string, string[]> SecureCsp { get; set; } = [];

    /// <summary>A Content Security Policy that browsers report offences of, but do not enforce; empty: none.</summary>
    public Dictionary<string, string[]> SecureCspReportOnly { get; set; } = [];

    /// <summary>Where sessions are kept: <c>new FileSessions()</c>, <c>new SignedCookieSessions()</c>; see <see cref="SessionMiddleware"/>.</summary>
    public Sessions.SessionEngine? SessionEngine { get; set; }

    /// <summary>The cookie with the session's key.</summary>
    public string SessionCookieName { get; set; } = "sessionid";

    /// <summary>How long a session lasts from its last change on: two weeks.</summary>
    public TimeSpan SessionCookieAge { get; set; } = TimeSpan.FromDays(14);

    /// <summary>For which domain; null: this host alone.</summary>
    public string? SessionCookieDomain { get; set; }

    /// <summary>For which paths it is sent.</summary>
    public string SessionCookiePath { get; set; } = "/";

    /// <summary>Only over https.</summary>
    public bool SessionCookieSecure { get; set; }

    /// <summary>Hidden from scripts.</summary>
    public bool SessionCookieHttpOnly { get; set; } = true;

    /// <summary><c>Lax</c>, <c>Strict</c> or <c>None</c>; null leaves it out.</summary>
    public string? SessionCookieSameSite { get; set; } = "Lax";

    /// <summary>Sessions end with the browser, unless they say something else.</summary>
    public bool SessionExpireAtBrowserClose { get; set; }

    /// <summary>Keeps a session with each request, so that it lasts from the last visit on.</summary>
    public bool SessionSaveEveryRequest { get; set; }

    /// <summary>Where messages wait for the next page, as a type derived from <c>MessageStorage</c>; null: in a cookie, and in the session what it has no room for (<c>FallbackMessages</c>).</summary>
    public Type? MessageStorage { get; set; }

    /// <summary>Messages below this level are not left; 20 is <c>info</c>.</summary>
    public int MessageLevel { get; set; } = 20;

    /// <summary>The names of levels for style sheets, where they are others than the usual: <c>{ [40] = "danger" }</c>.</summary>
    public Dictionary<int, string> MessageTags { get; set; } = [];

    /// <summary>The cookie with a visitor's secret, by which <see cref="CsrfViewMiddleware"/> knows the site's own forms.</summary>
    public string CsrfCookieName { get; set; } = "csrftoken";

    /// <summary>How long it lives: a year. Null: as long as the browser runs.</summary>
    public TimeSpan? CsrfCookieAge { get; set; } = TimeSpan.FromDays(364);

    /// <summary>For which domain; null: this host alone.</summary>
    public string? CsrfCookieDomain { get; set; }

    /// <summary>For which paths it is sent.</summary>
    public string CsrfCookiePath { get; set; } = "/";

    /// <summary>Only over https.</summary>
    public bool CsrfCookieSecure { get; set; }

    /// <summary>Hidden from scripts, which then take the token from the page.</summary>
    public bool CsrfCookieHttpOnly { get; set; }

    /// <summary><c>Lax</c>, <c>Strict</c> or <c>None</c>; null leaves it out.</summary>
    public string? CsrfCookieSameSite { get; set; } = "Lax";

    /// <summary>The header in which scripts send the token.</summary>
    public string CsrfHeaderName { get; set; } = "X-CSRFToken";

    /// <summary>Keeps the secret in the session instead of a cookie of its own.</summary>
    public bool CsrfUseSessions { get; set; }

    /// <summary>Other sites whose forms may post here, with their scheme: <c>https://example.com</c>, <c>https://*.example.com</c>.</summary>
    public List<string> CsrfTrustedOrigins { get; set; } = [];

    /// <summary>What answers a request without a valid token, given the reason; null: a page that says so.</summary>
    public Func<Http.HttpRequest, string, Http.HttpResponse>? CsrfFailureView { get; set; }

    /// <summary>Who may show pages in a frame: <c>DENY</c>, or <c>SAMEORIGIN</c> for the site itself; see <see cref="XFrameOptionsMiddleware"/>.</summary>
    public string XFrameOptions { get; set; } = "DENY";

    /// <summary>
    /// Who hears the log, as Microsoft.Extensions.Logging has it: <c>Logging = log => log.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("quintet.db", LogLevel.Debug)</c>. Null: errors and warnings go to the console.
    /// </summary>
    public Action<Microsoft.Extensions.Logging.ILoggingBuilder>? Logging { get; set; }

    /// <summary>The ids of checks that are not reported.</summary>
    public List<string> SilencedSystemChecks { get; set; } = [];
}
