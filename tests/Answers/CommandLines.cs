using System.Text.RegularExpressions;

namespace AnswersTests;

/// <summary>
/// <c>dotnet run</c> keeps some options for itself, silently: <c>dotnet run migrate --verbosity 2</c> never reaches the app. None of ours may be one of them.
/// </summary>
public class CommandLines
{
    [Fact]
    public async Task Every_documented_option_reaches_the_app()
    {
        string[] documented =
        [
            .. Document.All.SelectMany(d => d.Commands)
                .Where(command => command.StartsWith("dotnet run ", StringComparison.Ordinal))
                .SelectMany(command => command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..])
                .Where(word => word.StartsWith('-'))
                .Distinct(),
        ];
        Assert.NotEmpty(documented);
        Assert.Equal(documented, await Reach(documented));
    }

    [Fact]
    public async Task Every_option_of_every_command_reaches_the_app()
    {
        using var sandbox = new Sandbox();
        async Task<string> Help(string command) => await sandbox.Run($"dotnet {Build.BookshopDll} help {command}", "");
        string[] commands = [.. Regex.Matches(await Help(""), "(?m)^    (\\w+) ").Select(match => match.Groups[1].Value)];
        Assert.Contains("runserver", commands);
        Assert.Contains("seed", commands);

        var options = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var command in commands) options.UnionWith(Regex.Matches(await Help(command), @"(?<![\w-])--?\w[\w-]*").Select(match => match.Value));
        options.ExceptWith(["-h", "--help", "--version"]); // those of the parser itself: it is documented that help is a command
        Assert.Contains("--noreload", options);
        Assert.Equal(options, await Reach([.. options]));
    }

    [Fact]
    public async Task An_option_of_dotnet_run_does_not_reach_it()
    {
        // What makes the tests above ones that can fail.
        Assert.Empty(await Reach(["--interactive"]));
    }

    /// <summary>What of these words reaches a program that is started by <c>dotnet run command WORDS</c>.</summary>
    static async Task<string[]> Reach(string[] words)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("probe.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        sandbox.Write("Program.cs", "foreach (var word in args) System.Console.WriteLine(word);");
        var output = await sandbox.Run("dotnet run command " + string.Join(' ', words), "");
        var reached = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("command", reached[0]);
        return reached[1..];
    }
}
