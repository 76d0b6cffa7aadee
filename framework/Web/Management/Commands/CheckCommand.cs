using Quintet.Checks;

namespace Quintet.Management.Commands;

/// <summary><c>check [app…]</c>: looks for mistakes that only a running app shows; the exit code is 1 where there is an error.</summary>
internal sealed class CheckCommand : Command
{
    public override string Help => "Checks the entire project for potential problems.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("app", "The labels of the apps to look at; all by default.")
        .Options("--tag", "Runs only checks labeled with the given tag; may be given several times.")
        .Flag("--list-tags", "Lists the available tags.")
        .Flag("--deploy", "Checks deployment settings, too.")
        .Option("--fail-level", "The level from which on the command fails.", CheckLevel.Error)
        .Options("--database", "Runs database related checks against this alias; may be given several times.")
        .Flag("--json", "As JSON: an object with the messages and the number of those silenced.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var deploy = arguments.Flag("--deploy");
        var known = SystemChecks.Tags(application, deploy);
        if (arguments.Flag("--list-tags"))
        {
            foreach (var tag in known) Out.WriteLine(tag);
            return Task.FromResult(0);
        }

        var tags = arguments.List("--tag");
        if (tags.FirstOrDefault(tag => !SystemChecks.Tags(application, deploy: true).Contains(tag)) is { } wrong)
        {
            throw new CommandError($"There is no system check with the \"{wrong}\" tag.{Quintet.Text.DidYouMean.Sentence(wrong, known)} --list-tags shows all.", 2);
        }

        var labels = arguments.List("app");
        var result = SystemChecks.Run(application, new(
            tags.Count > 0 ? tags : null, deploy, labels.Count > 0 ? [.. labels.Select(label => MigrationSupport.App(application, label))] : null,
            [.. arguments.List("--database").Select(alias => MigrationSupport.Database(application, alias))]));
        if (arguments.Flag("--json")) WriteJson(result);
        else SystemChecks.Report(result, result.Messages.Count > 0 ? Error : Out, result.Messages.Count > 0 ? Terminal.ErrorStyle : Style);
        return Task.FromResult(result.Fails(arguments.Get<CheckLevel>("--fail-level")) ? 1 : 0);
    }

    private void WriteJson(CheckResult result) => JsonOutput.Write(Out, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in result.Messages)
        {
            json.WriteStartObject();
            json.WriteString("id", message.Id);
            json.WriteString("level", ArgumentType.Word(message.Level.ToString()));
            json.WriteString("message", message.Message);
            json.WriteString("hint", message.Hint);
            json.WriteString("place", message.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("silenced", result.Silenced);
        json.WriteEndObject();
    });
}
