namespace Quintet.Management;

/// <summary>The options that no command can declare. Compiled into the generator, too.</summary>
internal static class ReservedOptions
{
    /// <summary>What <c>dotnet run</c> takes for itself wherever it stands on the line.</summary>
    public static readonly string[] OfDotnetRun =
    [
        "-h", "--help", "-?", "-v", "--verbosity", "-c", "--configuration", "-p", "--project", "-f", "--framework", "-a", "--arch", "-e", "--environment", "-r", "--runtime",
        "--os", "--interactive", "--no-build", "--no-restore", "--no-dependencies", "--no-cache", "--launch-profile", "-lp", "--no-launch-profile", "--self-contained", "--sc", "--no-self-contained",
        "--artifacts-path", "--disable-build-servers", "--force", "--property", "--file", "--device", "--list-devices", "-tl", "--tl", "-bl", "--binaryLogger",
    ];

    /// <summary>What every command takes; the utility reads it before the command is known.</summary>
    public static readonly (string Name, string Help)[] OfEveryCommand =
    [
        ("--no-color", "Does not colour the output."),
        ("--force-color", "Colours the output even where it is no terminal."),
        ("--traceback", "Shows where in the program an error arose."),
        ("--skip-checks", "Skips the system checks that come first."),
    ];
}
