using Quintet;
using Quintet.Apps;
using Quintet.Management;

namespace WebTests;

public class ManagementTests
{
    [Fact]
    public async Task Help_lists_the_commands_of_the_framework_and_of_the_project()
    {
        var (code, output, _) = await Run("help");

        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^    runserver +Starts a lightweight", output);
        Assert.Matches(@"(?m)^\[This project\]\n    greet +Says hello\.", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Help_of_a_command_shows_its_usage()
    {
        var (_, output, _) = await Run("help", "runserver");

        Assert.StartsWith("usage: dotnet run runserver [--noreload] [--skip-checks] [addrport]", output);
    }

    [Fact]
    public async Task An_unknown_command_gets_a_hint_and_the_list()
    {
        var (code, _, error) = await Run("runserer");

        Assert.Equal(2, code);
        Assert.Contains("Unknown command: 'runserer'. Did you mean 'runserver'?", error);
        Assert.Contains("showurls, sqlmigrate, startapp", error);
    }

    [Fact]
    public async Task A_commands_own_arguments_arrive()
    {
        var (code, output, _) = await Run("greet", "Ada", "--times", "2", "--loud");

        Assert.Equal(3, code);
        Assert.Equal("HELLO ADA\nHELLO ADA\n", output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("greet", "Ada", "--lout", "Did you mean '--loud'?")]
    [InlineData("greet", "Ada", "Bob", "usage: dotnet run greet")]
    [InlineData("greet", "Ada", "--times", "usage: dotnet run greet")]
    public async Task A_wrong_command_line_is_explained(string command, string first, string second, string expected)
    {
        var (code, _, error) = await Run(command, first, second);

        Assert.Equal(2, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public void Options_that_dotnet_run_takes_cannot_be_declared() =>
        Assert.Throws<ArgumentException>(() => new ArgumentParser("x", "").Flag("--no-build", ""));

    [Fact]
    public void No_command_of_ours_has_an_option_that_dotnet_run_takes()
    {
        foreach (var (name, create) in ManagementUtility.Commands(Application.Load(new SiteSettings())))
        {
            // Declaring such an option throws.
            create().AddArguments(new ArgumentParser(name, ""));
        }
    }

    [Fact]
    public async Task Version_is_a_version() => Assert.Matches(@"^\d+\.\d+\.\d+", (await Run("version")).Output);

    [Fact]
    public async Task Check_of_a_sound_project_finds_nothing()
    {
        var (code, output, error) = await Run("check");

        Assert.Equal("System check identified no issues (0 silenced).\n", output.ReplaceLineEndings("\n"));
        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("QT6004")]
    [InlineData("QT6005")]
    [InlineData("QT6006")]
    [InlineData("QT6007")]
    [InlineData("QT6008")]
    [InlineData("QT6009")]
    [InlineData("QT6010")]
    public async Task Check_names_what_is_wrong_in_the_settings(string id)
    {
        var settings = new CommandSettings();
        Action change = id switch
        {
            "QT6004" => () => settings.RootUrlConf = null,
            "QT6005" => () => settings.SecretKey = "",
            "QT6006" => () => settings.Debug = false,
            "QT6007" => () => settings.Middleware = [typeof(string)],
            "QT6008" => () => settings.StaticUrl = "/static",
            "QT6009" => () => settings.StaticFilesDirs = ["/no/such/folder"],
            _ => () => settings.StaticRoot = settings.StaticFilesDirs[0],
        };
        change();

        var (code, output, error) = await Run(settings, "check");

        Assert.Contains($"({id})", output + error);
        Assert.Contains("System check identified 1 issue (0 silenced).", output + error);
        Assert.Equal(id == "QT6009" ? 0 : 1, code);
        settings.SilencedSystemChecks = [id];
        Assert.Contains("no issues (1 silenced)", (await Run(settings, "check")).Output);
    }

    [Fact]
    public async Task Showurls_has_route_view_and_name()
    {
        var (_, output, _) = await Run("showurls");

        Assert.Matches(@"(?m)^/book/<int:id>/ +WebTests\.SiteViews\.Detail +book_detail$", output.ReplaceLineEndings("\n"));
        Assert.Matches(@"(?m)^/inner/ +WebTests\.SiteViews\.Where +inner:where$", output.ReplaceLineEndings("\n"));
    }

    private static Task<(int Code, string Output, string Error)> Run(params string[] args) => Run(new CommandSettings(), args);

    private static async Task<(int Code, string Output, string Error)> Run(CommandSettings settings, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await ManagementUtility.Execute(() => settings, args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class CommandSettings : SiteSettings
    {
        public override Manifest Manifest { get; } = new([.. SiteManifest.Instance.Entries, new CommandRegistration(() => new Greet())]);
    }

    private sealed class Greet : Command
    {
        public override string Help => "Says hello.";

        public override void AddArguments(ArgumentParser parser) =>
            parser.Argument("name", "Who is greeted.").Option("--times", "How often.", "1").Flag("--loud", "In capitals.");

        public override Task<int> Execute(CommandArguments arguments)
        {
            var text = "Hello " + arguments["name"];
            for (var i = 0; i < int.Parse(arguments["--times"]!, System.Globalization.CultureInfo.InvariantCulture); i++) Out.WriteLine(arguments.Flag("--loud") ? text.ToUpperInvariant() : text);
            return Task.FromResult(3);
        }
    }
}
