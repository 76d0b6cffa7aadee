using Quintet.Text;

namespace Quintet.Management.Commands;

/// <summary><c>help</c>: all commands; <c>help migrate</c>: what one of them takes.</summary>
internal sealed class HelpCommand : Command
{
    public override string Help => "Shows the commands, or how one of them is used.";

    public override void AddArguments(ArgumentParser parser) => parser.Argument("command", "The command to explain.", required: false);

    public override Task<int> Execute(CommandArguments arguments)
    {
        var commands = ManagementUtility.Commands(Application.Current);
        if (arguments["command"] is { } name)
        {
            if (!commands.TryGetValue(name, out var create)) throw new CommandError($"There is no command '{name}'.{DidYouMean.Sentence(name, commands.Keys)}", 2);
            var command = create();
            var parser = new ArgumentParser(name, command.Help);
            command.AddArguments(parser);
            Out.WriteLine(parser.HelpText);
            return Task.FromResult(0);
        }

        Out.WriteLine("Type 'dotnet run help COMMAND' for help on one of these commands.");
        var width = commands.Keys.Max(key => key.Length) + 2;
        Section("Quintet", commands.Where(pair => ManagementUtility.IsBuiltin(pair.Key)));
        Section("This project", commands.Where(pair => !ManagementUtility.IsBuiltin(pair.Key)));
        return Task.FromResult(0);

        void Section(string title, IEnumerable<KeyValuePair<string, Func<Command>>> entries)
        {
            var list = entries.ToList();
            if (list.Count == 0) return;
            Out.WriteLine();
            Out.WriteLine($"[{title}]");
            foreach (var (key, create) in list) Out.WriteLine($"    {key.PadRight(width)}{create().Help}");
        }
    }
}

/// <summary><c>version</c>: the framework's version.</summary>
internal sealed class VersionCommand : Command
{
    public override string Help => "Shows Quintet's version.";

    public override Task<int> Execute(CommandArguments arguments)
    {
        Out.WriteLine(QuintetVersion.Text);
        return Task.FromResult(0);
    }
}
