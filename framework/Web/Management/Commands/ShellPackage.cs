namespace Quintet.Management.Commands;

/// <summary>
/// <c>shell</c> is in a package of its own, <c>Quintet.Shell</c>: it needs a compiler, which is nothing for a server. Where the package is there, its command
/// is found by name; else this one says how to get it.
/// </summary>
internal sealed class ShellPackage : Command
{
    public override string Name => "shell";

    public override string Help => "Runs C# with the project loaded. It needs the package Quintet.Shell.";

    public static Command CreateCommand() => Type.GetType("Quintet.Shell.ShellCommand, Quintet.Shell") is { } type ? (Command)Activator.CreateInstance(type)! : new ShellPackage();

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Option("--command", "Instead of asking, runs this C# and exits.")
        .Flag("--no-imports", "Imports nothing: no models, no namespaces.")
        .Flag("--show-imports", "Shows what is imported.");

    public override Task<int> Execute(CommandArguments arguments) => throw new CommandError($"""
        The shell is a package of its own, so that no compiler becomes part of what is published. Add this line to the project's csproj, beside the one of the package Quintet:

            <PackageReference Include="Quintet.Shell" Version="{QuintetVersion.Text}" PrivateAssets="all" />
        """);
}
