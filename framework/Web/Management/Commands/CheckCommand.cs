using Quintet.Checks;

namespace Quintet.Management.Commands;

/// <summary><c>check</c>: looks for mistakes that only a running app shows; the exit code is 1 where there is an error.</summary>
internal sealed class CheckCommand : Command
{
    public override string Help => "Checks the entire project for potential problems.";

    public override void AddArguments(ArgumentParser parser) =>
        parser.Option("--fail-level", "The level from which on the command fails: info, warning or error.", "error");

    public override Task<int> Execute(CommandArguments arguments)
    {
        if (!Enum.TryParse<CheckLevel>(arguments["--fail-level"], ignoreCase: true, out var level))
        {
            throw new CommandError($"--fail-level is info, warning or error, not '{arguments["--fail-level"]}'.", 2);
        }

        var messages = SystemChecks.Run(Application.Current, out var silenced);
        var failed = messages.Any(message => message.Level >= level);
        SystemChecks.Report(messages, silenced, failed ? Error : Out);
        return Task.FromResult(failed ? 1 : 0);
    }
}
