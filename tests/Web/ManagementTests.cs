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

        Assert.StartsWith("usage: dotnet run runserver [--noreload] [addrport]", output);
    }

    [Fact]
    public async Task The_shell_says_which_package_it_needs()
    {
        var (code, _, error) = await Run("shell", "--command", "1 + 1");

        Assert.Equal(1, code);
        Assert.Contains("Add this line to the project's csproj", error);
        Assert.Contains($"<PackageReference Include=\"Quintet.Shell\" Version=\"{QuintetVersion.Text}\" PrivateAssets=\"all\" />", error);
    }

    [Fact]
    public async Task An_unknown_command_gets_a_hint_and_the_list()
    {
        var (code, _, error) = await Run("runserer");

        Assert.Equal(2, code);
        Assert.Contains("Unknown command: 'runserer'. Did you mean 'runserver'?", error);
        Assert.Contains("showurls, sqlmigrate, squashmigrations, startapp", error);
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
        foreach (var command in ManagementUtility.Commands(Application.Load(new SiteSettings())).Values)
        {
            // Declaring such an option throws.
            command.Prepare(new(TextWriter.Null, TextWriter.Null, null, new()), out _);
        }
    }

    [Theory]
    [InlineData("--whole x", "--whole: expected a whole number, found 'x'.")]
    [InlineData("--whole 99999999999", "--whole: expected a whole number, found '99999999999'.")]
    [InlineData("--day 31.12.2024", "--day: expected a date such as 2024-12-31, found '31.12.2024'.")]
    [InlineData("--color purple", "--color: expected red or dark-blue, found 'purple'.")]
    [InlineData("--color 1", "--color: expected red or dark-blue, found '1'.")]
    [InlineData("--many 1 --many y", "--many: expected a number such as 1.5, found 'y'.")]
    [InlineData("--perhaps yes", "--perhaps: expected true or false, found 'yes'.")]
    [InlineData("", "first")]
    public void A_wrong_value_is_said_with_what_was_expected(string words, string expected)
    {
        var error = Assert.Throws<CommandError>(() => Typed().Parse([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. words.Length > 0 ? ["1"] : (string[])[]]));

        Assert.Contains(expected, error.Message);
        Assert.EndsWith("usage: dotnet run typed [--whole N] [--day DATE] [--color red|dark-blue] [--many NUMBER] [--perhaps true|false] [--path PATH] [--at TIME] first [rest ...]", error.Message);
        Assert.Equal(2, error.ExitCode);
    }

    [Fact]
    public void Values_come_as_their_types()
    {
        var given = Typed().Parse("--whole -5 --day 2024-12-31 --color dark-blue --many 1.5 --many 2 --perhaps false --path a/b.txt --at 2024-01-01T10:00:00+02:00 7 x y".Split(' '));

        Assert.Equal(-5, given.Get<int>("--whole"));
        Assert.Equal(new DateOnly(2024, 12, 31), given.Get<DateOnly?>("--day"));
        Assert.Equal(Color.DarkBlue, given.Get<Color>("--color"));
        Assert.Equal([1.5m, 2m], given.List<decimal>("--many"));
        Assert.False(given.Get<bool?>("--perhaps"));
        Assert.Equal("b.txt", given.Get<FileInfo>("--path")!.Name);
        Assert.Equal(new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc), given.Get<DateTime>("--at"));
        Assert.Equal(7L, given.Get<long>("first"));
        Assert.Equal(["x", "y"], given.List("rest"));
        Assert.Throws<ArgumentException>(() => given.Get<string>("first"));
        Assert.Throws<ArgumentException>(() => given.Get<string>("second"));
    }

    [Fact]
    public void What_is_not_given_has_its_default()
    {
        var given = Typed().Parse(["7"]);

        Assert.Equal(3, given.Get<int>("--whole"));
        Assert.Null(given.Get<DateOnly?>("--day"));
        Assert.Equal(Color.Red, given.Get<Color>("--color"));
        Assert.Empty(given.List<decimal>("--many"));
        Assert.Null(given.Get<FileInfo>("--path"));
    }

    [Fact]
    public void Help_of_a_command_has_choices_and_defaults()
    {
        var output = new StringWriter { NewLine = "\n" };
        Typed().WriteHelp(new(output, output, null, new()));

        Assert.Contains("\narguments:\n  first  The first.\n  rest   The rest.\n", output.ToString());
        Assert.Contains("  --whole    A number. (default: 3)\n", output.ToString());
        Assert.Contains("  --color    Which. One of: red or dark-blue. (default: red)\n", output.ToString());
        Assert.Contains("\noptions of every command:\n  --no-color     Does not colour the output.\n", output.ToString());
    }

    private enum Color
    {
        Red,
        DarkBlue,
    }

    private static ArgumentParser Typed() => new ArgumentParser("typed", "")
        .Option("--whole", "A number.", 3).Option<DateOnly?>("--day", "A day.").Option("--color", "Which.", Color.Red).Options<decimal>("--many", "Several.").Option<bool?>("--perhaps", "Or not.")
        .Option<FileInfo>("--path", "A file.").Option<DateTime?>("--at", "When.").Argument<long>("first", "The first.").Arguments("rest", "The rest.");

    [Fact]
    public void A_type_that_cannot_be_read_is_refused() =>
        Assert.StartsWith("A command cannot take a value of System.Version.", Assert.Throws<ArgumentException>(() => new ArgumentParser("x", "").Option<Version>("--x", "")).Message);

    [Theory]
    [InlineData("help", "--force-color")]
    [InlineData("--force-color", "help")]
    public async Task Output_is_coloured_when_it_is_said(params string[] args)
    {
        Assert.DoesNotContain('\u001b', (await Run("help")).Output);
        Assert.Contains("\u001b[36;1m[Quintet]\u001b[0m", (await Run(args)).Output);
        Assert.Contains("\u001b[31;1mCommandError: Unknown command: 'nothing'.", (await Run("nothing", "--force-color")).Error);
    }

    [Fact]
    public async Task Colours_are_wanted_or_not()
    {
        var (code, _, error) = await Run("help", "--force-color", "--no-color");

        Assert.Equal((2, "CommandError: The --no-color and --force-color options can't be used together.\n"), (code, error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_failure_is_a_sentence_and_its_place_is_shown_when_asked_for()
    {
        var (code, _, error) = await Run("greet", "nobody");
        Assert.Equal((4, "CommandError: Nobody is there."), (code, error.TrimEnd()));

        (code, _, error) = await Run("greet", "nobody", "--traceback");
        Assert.Equal(4, code);
        Assert.Contains("Nobody is there.", error);
        Assert.Contains("at WebTests.ManagementTests.Greet.Execute", error);
    }

    [Fact]
    public async Task A_mistake_in_a_command_is_shown_with_its_place()
    {
        var (code, _, error) = await Run("greet", "bug");

        Assert.Equal(1, code);
        Assert.StartsWith("System.InvalidOperationException: A mistake.", error);
        Assert.Contains("at WebTests.ManagementTests.Greet.Execute", error);
    }

    [Fact]
    public async Task A_command_is_called_from_code()
    {
        using (Application.Load(new CommandSettings()).Context.Enter())
        {
            var output = new StringWriter();
            Assert.Equal(3, await ManagementUtility.CallCommandAsync("greet", ["Ada", "--loud"], output));
            Assert.Equal("HELLO ADA", output.ToString().TrimEnd());
            Assert.Equal(4, Assert.Throws<CommandError>(() => ManagementUtility.CallCommand("greet", "nobody")).ExitCode);
            Assert.Equal(2, Assert.Throws<CommandError>(() => ManagementUtility.CallCommand("greet")).ExitCode);
            Assert.Contains("Did you mean 'greet'?", Assert.Throws<CommandError>(() => ManagementUtility.CallCommand("gret")).Message);
        }
    }

    [Fact]
    public async Task A_command_that_code_made_is_called_as_it_is()
    {
        using (Application.Load(new CommandSettings()).Context.Enter())
        {
            var output = new StringWriter();
            Assert.Equal(5, await ManagementUtility.CallCommandAsync(new Counted { Count = 5 }, output));
            Assert.Equal("0 of 3", output.ToString().TrimEnd());
        }
    }

    private sealed class Counted : Command
    {
        public int Count { get; set; }

        public override void AddArguments(ArgumentParser parser) => parser.Arguments<int>("numbers", "").Option("--limit", "", 3);

        public override Task<int> Execute(CommandArguments arguments)
        {
            Out.WriteLine($"{arguments.List<int>("numbers").Count} of {arguments.Get<int>("--limit")}");
            return Task.FromResult(Count);
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

    [Fact]
    public async Task Diffsettings_shows_what_is_set()
    {
        var settings = new CommandSettings { TimeZone = "Europe/Berlin" };

        var (code, output, _) = await Run(settings, "diffsettings");
        Assert.Equal(0, code);
        Assert.Contains("TimeZone = \"Europe/Berlin\"\n", output.ReplaceLineEndings("\n"));
        Assert.Contains("SecretKey = ********************\n", output.ReplaceLineEndings("\n"));
        Assert.Contains("Extra = 3  ###\n", output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("StaticUrl", output);

        Assert.Contains("### StaticUrl = \"/static/\"", (await Run(settings, "diffsettings", "--all")).Output);
        Assert.Contains("SecretKey = \"a key that must not be shown\"", (await Run(settings, "diffsettings", "--show-secrets")).Output);
    }

    [Fact]
    public async Task Diffsettings_is_a_difference_if_you_like()
    {
        var output = (await Run(new CommandSettings { TimeZone = "Europe/Berlin" }, "diffsettings", "--output", "unified", "--all")).Output.ReplaceLineEndings("\n");

        Assert.Contains("- TimeZone = \"UTC\"\n+ TimeZone = \"Europe/Berlin\"\n", output);
        Assert.Contains("+ Extra = 3\n", output);
        Assert.Contains("  StaticUrl = \"/static/\"\n", output);
    }

    [Fact]
    public async Task Showurls_is_there_for_machines()
    {
        var (code, output, _) = await Run("showurls", "--json");

        Assert.Equal(0, code);
        var detail = System.Text.Json.JsonDocument.Parse(output).RootElement.EnumerateArray().Single(url => url.GetProperty("name").GetString() == "book_detail");
        Assert.Equal("/book/<int:id>/", detail.GetProperty("route").GetString());
        Assert.Equal("WebTests.SiteViews.Detail", detail.GetProperty("view").GetString());
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
        public int Extra => 3;

        public override Manifest Manifest { get; } = new([.. SiteManifest.Instance.Entries, new CommandRegistration(() => new Greet())]);
    }

    private sealed class Greet : Command
    {
        public override string Help => "Says hello.";

        public override void AddArguments(ArgumentParser parser) =>
            parser.Argument("name", "Who is greeted.").Option("--times", "How often.", "1").Flag("--loud", "In capitals.");

        public override Task<int> Execute(CommandArguments arguments)
        {
            if (arguments["name"] == "nobody") throw new CommandError("Nobody is there.", 4);
            if (arguments["name"] == "bug") throw new InvalidOperationException("A mistake.");
            var text = "Hello " + arguments["name"];
            for (var i = 0; i < int.Parse(arguments["--times"]!, System.Globalization.CultureInfo.InvariantCulture); i++) Out.WriteLine(arguments.Flag("--loud") ? text.ToUpperInvariant() : text);
            return Task.FromResult(3);
        }
    }
}
