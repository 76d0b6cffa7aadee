namespace Quintet.Urls;

/// <summary>Which URL configuration names are looked up in, and where the site begins on its host.</summary>
public static class UrlScope
{
    internal static readonly ContextKey<UrlConfiguration> ConfigurationKey = new("URL configuration");
    internal static readonly ContextKey<string> PrefixKey = new("script prefix");

    /// <summary>The URL configuration in force: that of the request, or the settings' <c>RootUrlConf</c> (Django's <c>get_urlconf</c>).</summary>
    public static Type? UrlConf => Current.Conf;

    /// <summary>What every path begins with, with a slash at both ends (Django's <c>get_script_prefix</c>): <c>Settings.ForceScriptName</c>, or <c>/</c>.</summary>
    public static string ScriptPrefix => Context.Current.Find(PrefixKey) ?? "/";

    /// <summary>The URL configuration in force.</summary>
    internal static UrlConfiguration Current => Context.Current.Find(ConfigurationKey) ?? Application.Current.RootUrls;

    /// <summary>Another URL configuration is in force until the scope is disposed: <c>using (UrlScope.SetUrlConf(typeof(Api.Urls))) …</c>.</summary>
    /// <param name="conf">A class derived from <see cref="Urls.UrlConf"/>; null for the settings' own.</param>
    /// <remarks>Call it where it is needed: what an async method sets does not reach its caller.</remarks>
    public static Scope SetUrlConf(Type? conf)
    {
        var application = Application.Current;
        application.UrlsVary = true;
        return new(Context.Current.With(ConfigurationKey, application.UrlsOf(conf)).Enter());
    }

    /// <summary>Paths begin with another prefix until the scope is disposed.</summary>
    /// <param name="prefix">Not encoded; a slash is added at either end where there is none.</param>
    public static Scope SetScriptPrefix(string prefix)
    {
        Application.Current.UrlsVary = true;
        return new(Context.Current.With(PrefixKey, Normalized(prefix)).Enter());
    }

    internal static string Normalized(string prefix) => prefix.Trim('/') is { Length: > 0 } inner ? $"/{inner}/" : "/";

    /// <summary>Ends what was set.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly Context.Scope _scope;

        internal Scope(Context.Scope scope) => _scope = scope;

        public void Dispose() => _scope.Dispose();
    }
}
