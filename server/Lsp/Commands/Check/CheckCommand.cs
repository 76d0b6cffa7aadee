using System.CommandLine;
using Quintet.Reading;
using Quintet.Text;

namespace Quintet.Lsp.Commands;

/// <summary><c>quintet check</c>: the editor's diagnostics for all projects under a folder.</summary>
internal static class CheckCommand
{
    public const int Clean = 0;
    public const int Errors = 1;
    public const int Usage = 2;

    private const string Text = "text";

    public static Command Create()
    {
        var folder = CurrentFolder.Argument("The folder with the project or projects.");
        var format = new Option<string>("--format") { Description = "How findings are written: text (by default), json, github (annotations of a pull request) or sarif (SARIF 2.1.0)." };
        format.AcceptOnlyFromAmong(Text, CheckOutput.Json, CheckOutput.Github, CheckOutput.Sarif);
        var select = Ids("--select", "Report these alone: ids or their beginnings, for example QT2001,QT1.");
        var ignore = Ids("--ignore", "Leave these out: ids or their beginnings.");
        var baseline = new Option<FileInfo>("--baseline") { Description = "A file of findings that are known: only others are reported and count.", HelpName = "file" };
        var write = new Option<bool>("--write-baseline") { Description = "Write what is found now into the file of --baseline, and end well." };
        var watch = new Option<bool>("--watch") { Description = "Go on: check again when files change, and report when that changes the findings. Ctrl+C ends it." };
        var command = new Command("check", "Check templates, URLs and the rest of the projects under a folder, without building or running them. Exit code 0 where there are no errors (warnings may be), 1 where there are, 2 where the command line is wrong or something cannot be read.")
        {
            folder, format, select, ignore, baseline, write, watch,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(write) && result.GetValue(baseline) is null) result.AddError("--write-baseline needs the file: --baseline FILE.");
            if (!result.GetValue(watch)) return;
            if (result.GetValue(write)) result.AddError("--watch and --write-baseline do not go together: leave one of them out.");
            if (result.GetValue(format) is not (null or Text)) result.AddError("--watch writes text: leave --format out.");
        });
        command.SetAction((result, cancellation) => CheckRun.RunAsync(
            new()
            {
                Folder = CurrentFolder.Or(result.GetValue(folder)),
                Format = result.GetValue(format) ?? Text,
                Select = result.GetValue(select) ?? [],
                Ignore = result.GetValue(ignore) ?? [],
                Baseline = result.GetValue(baseline),
                WritesBaseline = result.GetValue(write),
                Watches = result.GetValue(watch),
            },
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static Option<string[]> Ids(string name, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = "ids",
            CustomParser = static result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        option.Validators.Add(static result =>
        {
            foreach (var id in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (DiagnosticTable.All.Any(rule => rule.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))) continue;
                result.AddError($"No diagnostic's id is or begins with '{id}'.{DidYouMean.Sentence(id, DiagnosticTable.All.Select(rule => rule.Id))} They are like QT2001.");
            }
        });
        return option;
    }
}
