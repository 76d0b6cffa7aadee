using Quintet;
using Quintet.Apps;
using Quintet.Checks;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

public sealed class TranslationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-translation").FullName;

    public TranslationTests()
    {
        Write("templates/page.html", "{% load i18n tz %}{% translate 'Welcome' %} {% translate 'Book' %} {% translate 'Cover' %} {{ price }} {{ at }} {{ day }}{% get_current_timezone as z %} {{ z }}");
        Write("Shop/locale/de/LC_MESSAGES/django.po", "msgid \"Welcome\"\nmsgstr \"Willkommen\"\n\nmsgid \"Book\"\nmsgstr \"Buch\"\n");
        Write("Blog/locale/de/LC_MESSAGES/django.po", "msgid \"Book\"\nmsgstr \"Band\"\n\nmsgid \"Cover\"\nmsgstr \"Einband\"\n");
        Write("locale/de/LC_MESSAGES/django.po", "msgid \"Welcome\"\nmsgstr \"Grüß Gott\"\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Views_and_templates_speak_the_project_s_language()
    {
        var client = Client();
        // LocalePaths win over the apps, the first app over the next.
        Assert.Equal("Grüß Gott Buch Einband 1.234,5 3. Juli 2026 14:05 3. Juli 2026 Europe/Berlin", client.Get("/page/").Content);
        Assert.Equal("Grüß Gott", client.Get("/view/").Content);
        Assert.Equal("Willkommen", Client(settings => settings.LocalePaths = []).Get("/view/").Content);
        Assert.Equal("Welcome", Client(settings => settings.UseI18n = false).Get("/view/").Content);
    }

    [Fact]
    public void A_view_may_answer_in_another_language() =>
        Assert.StartsWith("Welcome Book Cover 1,234.5 July 3, 2026, 2:05 p.m.", Client().Get("/english/").Content, StringComparison.Ordinal);

    [Fact]
    public void Formats_and_zones_of_the_settings()
    {
        var client = Client(settings =>
        {
            settings.UseTz = false;
            settings.UseThousandSeparator = false;
            settings.FormatsByLanguage = new() { ["de"] = formats => formats with { DateFormat = "d.m.Y" } };
        });
        Assert.Equal("Grüß Gott Buch Einband 1234,5 3. Juli 2026 12:05 03.07.2026 Europe/Berlin", client.Get("/page/").Content);
    }

    [Fact]
    public void A_changed_file_is_seen_in_debug()
    {
        var client = Client();
        Assert.Equal("Grüß Gott", client.Get("/view/").Content);
        Write("locale/de/LC_MESSAGES/django.po", "msgid \"Welcome\"\nmsgstr \"Servus!\"\n");
        Assert.Equal("Servus!", client.Get("/view/").Content);
    }

    [Fact]
    public void A_time_zone_that_is_none()
    {
        var exception = Assert.Throws<ImproperlyConfigured>(() => Client(settings => settings.TimeZone = "Europe/Berlim"));
        Assert.Equal("TimeZone is 'Europe/Berlim', which is no time zone that this machine knows. Did you mean 'Europe/Berlin'? Expected an IANA name such as \"Europe/Paris\".", exception.Message);
    }

    [Fact]
    public void Checks()
    {
        Assert.Empty(Findings());
        Assert.Empty(Findings(settings => settings.Languages = [("de", "German"), ("en", "English")]));
        Assert.Equal(["QT6011 Settings.LanguageCode: '../x' is not the code of a language."], Findings(settings => settings.LanguageCode = "../x"));
        Assert.Equal(["QT6011 Settings.Languages: 'pt_BR' is not the code of a language."], Findings(settings => settings.Languages = [("de", "German"), ("pt_BR", "Brazilian Portuguese")]));
        Assert.Equal(["QT6012 Settings.LanguageCode: LanguageCode is 'de', which is not among Languages."], Findings(settings => settings.Languages = [("en", "English")]));

        Write("Shop/locale/de/LC_MESSAGES/django.po", "msgid \"Welcome\"\nmsgstr \"Willkommen\n");
        var file = System.IO.Path.Combine(_folder, "Shop", "locale", "de", "LC_MESSAGES", "django.po");
        Assert.Equal([$"QT6013 {file}:2:8: This string is not closed: \" is missing at its end."], Findings());
    }

    private IEnumerable<string> Findings(Action<TranslatedSettings>? change = null) =>
        SystemChecks.Run(Load(change), new()).Messages.Select(message => $"{message.Id} {message.Place}: {message.Message}");

    private Client Client(Action<TranslatedSettings>? change = null) => new(Load(change));

    private Application Load(Action<TranslatedSettings>? change)
    {
        var settings = new TranslatedSettings(new(_folder));
        change?.Invoke(settings);
        return Application.Load(settings);
    }

    private void Write(string path, string text)
    {
        var file = System.IO.Path.Combine(_folder, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private sealed class TranslatedSettings : Settings
    {
        public TranslatedSettings(ProjectPath folder)
        {
            BaseDir = folder;
            Debug = true;
            SecretKey = "a key";
            RootUrlConf = typeof(TranslatedUrls);
            InstalledApps = [typeof(ShopApp), typeof(BlogApp)];
            Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"] }];
            LocalePaths = [BaseDir / "locale"];
            LanguageCode = "de";
            TimeZone = "Europe/Berlin";
            UseThousandSeparator = true;
        }
    }

    private sealed class ShopApp : AppConfig
    {
        public override string SourcePath => "Shop";
    }

    private sealed class BlogApp : AppConfig
    {
        public override string SourcePath => "Blog";
    }

    private sealed class TranslatedUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", (HttpRequest request) => Page(request)),
            Path("view/", (HttpRequest request) => new HttpResponse(Translation.Gettext("Welcome"))),
            Path("english/", (HttpRequest request) => English(request)),
        ];

        private static HttpResponse English(HttpRequest request)
        {
            using (Translation.Override("en")) return Page(request);
        }

        private static HttpResponse Page(HttpRequest request) =>
            Render(request, "page.html", new { price = 1234.5, at = new DateTimeOffset(2026, 7, 3, 12, 5, 0, TimeSpan.Zero), day = new DateOnly(2026, 7, 3) });
    }
}
