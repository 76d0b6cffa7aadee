namespace Quintet.Management.Commands;

/// <summary><c>help</c>: all commands; <c>help migrate</c>: what one of them takes.</summary>
internal sealed class HelpCommand : Command
{
    public override string Help => "Shows the commands, or how one of them is used.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser.Argument("command", "The command to explain.", required: false);

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        if (arguments["command"] is { } name)
        {
            ManagementUtility.Find(application, name).Prepare(Terminal, out var parser);
            parser.WriteHelp(Terminal);
            return Task.FromResult(0);
        }

        Out.WriteLine("Type 'dotnet run help COMMAND' for help on one of these commands.");
        var commands = ManagementUtility.Commands(application).Values;
        Section("Quintet", commands.Where(command => command.IsBuiltin));
        foreach (var app in application.Apps.Apps) Section(app.Label, commands.Where(command => !command.IsBuiltin && command.Registration.AppLabel == app.Label));
        Section("This project", commands.Where(command => !command.IsBuiltin && application.Apps.Find(command.Registration.AppLabel ?? "") is null));
        return Task.FromResult(0);

        void Section(string title, IEnumerable<CommandEntry> entries)
        {
            var list = entries.Select(entry => (entry.Name, entry.Registration.Create().Help)).ToList();
            if (list.Count == 0) return;
            Out.WriteLine();
            Out.WriteLine(Style.Heading($"[{title}]"));
            Terminal.WriteList(list, indent: 4);
        }
    }
}

/// <summary><c>version</c>: the framework's version.</summary>
internal sealed class VersionCommand : Command
{
    public override string Help => "Shows Quintet's version.";

    public override bool RequiresSystemChecks => false;

    public override Task<int> Execute(CommandArguments arguments)
    {
        Out.WriteLine(QuintetVersion.Text);
        return Task.FromResult(0);
    }
}
