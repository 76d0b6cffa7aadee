using System.Runtime.InteropServices;
using Quintet.Management;

namespace Quintet.Shell;

/// <summary><c>dotnet run shell</c>: C# with the project loaded. The framework finds this class by its name, where the package is there.</summary>
public sealed class ShellCommand : Command
{
    public override string Name => "shell";

    public override string Help => "Runs C# with the project loaded: asks for it line by line, or runs what --command or standard input says.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Option("--command", "Instead of asking, runs this C# and exits.")
        .Flag("--no-imports", "Imports nothing: no models, no namespaces.")
        .Flag("--show-imports", "Shows what is imported.");

    public override async Task<int> Execute(CommandArguments arguments)
    {
        var imports = arguments.Flag("--no-imports") ? ShellImports.None : ShellImports.OfProject();
        var session = new ShellSession(imports, Out, Error);
        if (arguments["--command"] is { } command) return await session.Run(command) ? 0 : 1;

        // A pipe or a file: all of it is one script.
        if (In is null) return await session.Run(await Console.In.ReadToEndAsync()) ? 0 : 1;
        imports.Report(Out, arguments.Flag("--show-imports"));

        // The console of Windows edits lines and keeps a history itself.
        var atTerminal = Terminal.Width is not null && !Console.IsInputRedirected && !OperatingSystem.IsWindows();
        ILineInput input = atTerminal ? new LineEditor(new ConsoleTerminal(), History.OfUser(Error), session.Complete) : new PlainInput(In, Out);
        var loop = new ShellLoop(session, input, Out);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            session.Interrupt();
        });
        await loop.Run();
        return 0;
    }
}
