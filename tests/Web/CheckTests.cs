using System.Text.Json;
using Quintet;
using Quintet.Apps;
using Quintet.Checks;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Management;
using Quintet.Middleware;
using Quintet.Templates;
using WebTests.Empty;
using WebTests.Library;

namespace WebTests;

/// <summary>The system checks, and the commands that begin with them.</summary>
public class CheckTests
{
    private static readonly CheckRegistration[] Own =
    [
        new(["shop"], Deploy: false, check => check.Apps.Count > 1 ? [new("shop.W001", CheckLevel.Warning, "Something is odd.", "Look at it.", "Shop")] : []),
        new(["shop", "late"], Deploy: true, _ => [new("shop.I001", CheckLevel.Info, "Deployed.")]),
        new([CheckTags.Database], Deploy: false, check => check.Databases.Select(alias => new CheckMessage("shop.E002", CheckLevel.Error, $"Asked {alias}."))),
    ];

    public static readonly TheoryData<string, Action<Settings>> Deployment = new()
    {
        { "security.W001", settings => settings.Middleware.Remove(typeof(SecurityMiddleware)) },
        { "security.W002", settings => settings.Middleware.Remove(typeof(XFrameOptionsMiddleware)) },
        { "security.W003", settings => settings.Middleware.Remove(typeof(CsrfViewMiddleware)) },
        { "security.W004", settings => settings.SecureHstsSeconds = 0 },
        { "security.W005", settings => settings.SecureHstsIncludeSubdomains = false },
        { "security.W006", settings => settings.SecureContentTypeNosniff = false },
        { "security.W008", settings => settings.SecureSslRedirect = false },
        { "security.W009", settings => settings.SecretKey = new string('a', 60) },
        { "security.W009", settings => settings.SecretKey = "short" },
        { "security.W009", settings => settings.SecretKey = "insecure-" + settings.SecretKey },
        { "security.W011", settings => settings.SessionCookieSecure = false },
        { "security.W014", settings => settings.SessionCookieHttpOnly = false },
        { "security.W016", settings => settings.CsrfCookieSecure = false },
        { "security.W018", settings => settings.Debug = true },
        { "security.W019", settings => settings.XFrameOptions = "SAMEORIGIN" },
        { "security.W021", settings => settings.SecureHstsPreload = false },
        { "security.W022", settings => settings.SecureReferrerPolicy = null },
        { "security.E023", settings => settings.SecureReferrerPolicy = "same-origin, nobody" },
        { "security.E024", settings => settings.SecureCrossOriginOpenerPolicy = "nobody" },
    };

    [Theory]
    [MemberData(nameof(Deployment))]
    public async Task Deployment_settings_are_checked_when_they_shall_be(string id, Action<Settings> change)
    {
        var settings = Deployed();
        Assert.Equal((0, "System check identified no issues (0 silenced).\n", ""), await Run(settings, "check", "--deploy"));

        change(settings);

        Assert.Equal(0, (await Run(settings, "check")).Code);
        var (code, output, error) = await Run(settings, "check", "--deploy");
        Assert.Equal("", output);
        Assert.Contains($"Settings.{(id is "security.W001" or "security.W002" or "security.W003" ? "Middleware" : "")}", error);
        Assert.Contains($"({id})", error);
        Assert.Contains("System check identified 1 issue (0 silenced).", error);
        Assert.Equal(id.Contains(".E") ? 1 : 0, code);
        Assert.Equal(1, (await Run(settings, "check", "--deploy", "--fail-level", "warning")).Code);
    }

    [Fact]
    public async Task Hosts_must_be_named_in_deployment()
    {
        var settings = Deployed();
        settings.AllowedHosts = [];

        Assert.Contains("(security.W020) AllowedHosts must not be empty in deployment.", (await Run(settings, "check", "--deploy", "--tag", "security")).Error);
    }

    [Fact]
    public async Task Checks_of_an_apps_own_run_with_the_others()
    {
        Assert.Equal(
            (0, "", "System check identified some issues:\n\nWARNINGS:\nShop: (shop.W001) Something is odd.\n\tHINT: Look at it.\n\nSystem check identified 1 issue (0 silenced).\n"), await Run(new WithChecks(), "check"));
        Assert.Equal(1, (await Run(new WithChecks(), "check", "--fail-level", "warning")).Code);
        Assert.Equal("System check identified no issues (1 silenced).\n", (await Run(new WithChecks { SilencedSystemChecks = ["shop.W001"] }, "check", "--fail-level", "debug")).Output);
        Assert.Equal("System check identified no issues (0 silenced).\n", (await Run(new WithChecks(), "check", "--tag", "urls", "--tag", "models")).Output);
        Assert.Equal("System check identified no issues (0 silenced).\n", (await Run(new WithChecks(), "check", "library")).Output);
        Assert.Contains("INFOS:\n?: (shop.I001) Deployed.\n", (await Run(new WithChecks(), "check", "--tag", "late", "--deploy")).Error);
    }

    [Fact]
    public async Task Databases_are_asked_only_when_they_are_named()
    {
        Assert.DoesNotContain("shop.E002", (await Run(new WithChecks(), "check")).Error);

        var (code, _, error) = await Run(new WithChecks(), "check", "--database", "default");

        Assert.Equal(1, code);
        Assert.Contains("ERRORS:\n?: (shop.E002) Asked default.\n\nWARNINGS:\n", error);
        Assert.StartsWith("CommandError: The settings have no database 'other'.", (await Run(new WithChecks(), "check", "--database", "other")).Error);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_found()
    {
        var settings = new WithChecks(Own[..1]) { Databases = { ["default"] = new Sqlite("/no/such/folder/db.sqlite3") } };

        var (code, _, error) = await Run(settings, "check", "--database", "default");

        Assert.Equal(1, code);
        Assert.Contains("Settings.Databases[\"default\"]: (QT6020) ", error);
        Assert.StartsWith("SystemCheckError: System check identified some issues:\n\nERRORS:\nSettings.Databases[\"default\"]: (QT6020) ", (await Run(settings, "migrate")).Error);
    }

    [Fact]
    public async Task Tags_are_listed()
    {
        Assert.Equal("commands\ndatabase\nmodels\nsecurity\nsettings\nshop\nstaticfiles\ntemplates\ntranslation\nurls\n", (await Run(new WithChecks(), "check", "--list-tags")).Output);
        Assert.Contains("late\nmodels\nsecurity\nsettings\n", (await Run(new WithChecks(), "check", "--list-tags", "--deploy")).Output);
        var (code, _, error) = await Run(new WithChecks(), "check", "--tag", "modles");
        Assert.Equal(2, code);
        Assert.Equal("CommandError: There is no system check with the \"modles\" tag. Did you mean 'models'? --list-tags shows all.\n", error);
    }

    [Fact]
    public async Task Findings_are_there_for_machines()
    {
        var (code, output, error) = await Run(new WithChecks { SecretKey = "", SilencedSystemChecks = ["QT6005"] }, "check", "--json", "--fail-level", "warning");

        Assert.Equal((1, ""), (code, error));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, root.GetProperty("silenced").GetInt32());
        var message = Assert.Single(root.GetProperty("messages").EnumerateArray());
        Assert.Equal("""{"id":"shop.W001","level":"warning","message":"Something is odd.","hint":"Look at it.","place":"Shop"}""", JsonSerializer.Serialize(message));
    }

    [Fact]
    public async Task A_command_does_not_run_where_a_check_fails()
    {
        var settings = new WithChecks { SecretKey = "" };

        var (code, output, error) = await Run(settings, "showurls");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("SystemCheckError: System check identified some issues:\n\nERRORS:\nSettings.SecretKey: (QT6005)", error);

        (code, output, error) = await Run(settings, "showurls", "--skip-checks");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("book_detail", output);
        Assert.Equal(0, (await Run(settings, "version")).Code);
        Assert.Equal(0, (await Run(settings, "help", "showurls")).Code);

        // A warning is told, and the command goes on; with nothing to tell it says nothing.
        (code, output, error) = await Run(new WithChecks(), "showurls");
        Assert.Equal(0, code);
        Assert.Contains("book_detail", output);
        Assert.Contains("shop.W001", error);
        Assert.Equal("", (await Run(new WithChecks([]), "showurls")).Error);
    }

    [Fact]
    public async Task Code_calls_a_command_without_checks()
    {
        using (Application.Load(new WithChecks { SecretKey = "" }).Context.Enter())
        {
            Assert.Equal(0, await ManagementUtility.CallCommandAsync("showurls", [], TextWriter.Null, TextWriter.Null));
        }
    }

    [Fact]
    public async Task A_command_that_cannot_be_declared_is_found()
    {
        var settings = new WithChecks([], new CommandRegistration(() => new Impossible()));

        var (code, _, error) = await Run(settings, "check");

        Assert.Equal(1, code);
        Assert.Contains("WebTests.CheckTests+Impossible: (QT7006) The command 'impossible' cannot be used: '--project' is an option of dotnet run itself", error);
    }

    [Fact]
    public async Task Names_of_urls_are_checked()
    {
        var error = (await Run(new WithChecks([]) { RootUrlConf = typeof(OddUrls) }, "check")).Error;

        Assert.Contains("(urls.W003) Your URL pattern 'colon/' [name='a:b'] has a name including a ':'.", error);
        Assert.Contains("(urls.W005) URL namespace 'odd' isn't unique. You may not be able to reverse all URLs in this namespace", error);
        Assert.Contains("identified 2 issues", error);
    }

    [Fact]
    public async Task Names_that_two_apps_give_are_found()
    {
        var settings = new WithChecks(
            [],
            Odd<OddOne>("odd"), Odd<OddTwo>("library"),
            new TagLibraryRegistration(typeof(OddOne), "empty", () => new("extras", [], [])), new TagLibraryRegistration(typeof(OddTwo), null, () => new("extras", [], [])), new TagLibraryRegistration(typeof(OddBase), "absent", () => new("extras", [], [])));

        var (code, _, error) = await Run(settings, "check");

        Assert.Equal(1, code);
        Assert.Contains("odd.OddOne: (models.E030) index name 'same_index' is not unique among models: odd.OddOne, library.OddTwo.", error);
        Assert.Contains("odd.OddOne: (models.E032) constraint name 'same_rule' is not unique among models: odd.OddOne, library.OddTwo.", error);
        Assert.Contains("(templates.W003) 'extras' is used for multiple template tag modules: 'WebTests.OddOne', 'WebTests.OddTwo'", error);
        Assert.Contains("identified 3 issues", error);
        // Neither is in the app that is looked at.
        Assert.DoesNotContain("models.E030", (await Run(settings, "check", "empty")).Error);
    }

    private static ModelMeta<T> Odd<T>(string app) where T : OddBase, new() => new(
        app, [new FieldMeta<T, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v)], static () => new T(), static (row, offset) => new T { Id = row.GetInt64(offset) })
    {
        Indexes = [new IndexAttribute("id") { Name = "same_index" }],
        Constraints = [new CheckConstraintAttribute("id > 0") { Name = "same_rule" }],
    };

    private static Settings Deployed() => new WithChecks([])
    {
        Debug = false,
        AllowedHosts = ["example.com"],
        SecretKey = "k3y-0f-a-s1te-that-is-l0ng-enough-and-of-many-characters-!?",
        SecureSslRedirect = true,
        SecureHstsSeconds = 3600,
        SecureHstsIncludeSubdomains = true,
        SecureHstsPreload = true,
        Middleware = [typeof(SecurityMiddleware), typeof(SessionMiddleware), typeof(CommonMiddleware), typeof(CsrfViewMiddleware), typeof(XFrameOptionsMiddleware)],
        SessionEngine = new Quintet.Sessions.SignedCookieSessions(),
        SessionCookieSecure = true,
        CsrfCookieSecure = true,
    };

    private static async Task<(int Code, string Output, string Error)> Run(Settings settings, params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await ManagementUtility.Execute(() => settings, args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class WithChecks : SiteSettings
    {
        public WithChecks(IReadOnlyList<CheckRegistration>? checks = null, params object[] further)
        {
            Manifest = new([.. SiteManifest.Instance.Entries, .. checks ?? Own, .. further]);
            InstalledApps = [typeof(LibraryApp), typeof(EmptyApp)];
            Databases["default"] = new Sqlite(Sqlite.Memory);
        }

        public override Manifest Manifest { get; }
    }

    private sealed class Impossible : Command
    {
        public override void AddArguments(ArgumentParser parser) => parser.Option("--project", "");

        public override Task<int> Execute(CommandArguments arguments) => Task.FromResult(0);
    }
}

public abstract class OddBase : Model
{
    public long Id { get; set; }

    public override object? Pk { get; set; }

    public override ModelMeta GetMeta() => throw new InvalidOperationException("Nobody asks.");
}

public class OddOne : OddBase;

public class OddTwo : OddBase;

public class OddUrls : Quintet.Urls.UrlConf
{
    public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns =>
    [
        Quintet.Urls.UrlHelpers.Path("colon/", SiteViews.Index, name: "a:b"),
        Quintet.Urls.UrlHelpers.Path("one/", Quintet.Urls.UrlHelpers.Include<InnerOdd>()),
        Quintet.Urls.UrlHelpers.Path("two/", Quintet.Urls.UrlHelpers.Include<InnerOdd>()),
    ];
}

public class InnerOdd : Quintet.Urls.UrlConf
{
    public override string AppName => "odd";

    public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [];
}
