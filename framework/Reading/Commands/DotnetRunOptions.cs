namespace Quintet.Reading.Commands;

/// <summary>What <c>dotnet run</c> takes for itself wherever it stands on the line, so that no command can have it. Compiled into the runtime, too.</summary>
internal static class DotnetRunOptions
{
    public static readonly string[] Names =
    [
        "-h", "--help", "-?", "-v", "--verbosity", "-c", "--configuration", "-p", "--project", "-f", "--framework", "-a", "--arch", "-e", "--environment", "-r", "--runtime",
        "--os", "--interactive", "--no-build", "--no-restore", "--no-dependencies", "--no-cache", "--launch-profile", "-lp", "--no-launch-profile", "--self-contained", "--sc", "--no-self-contained",
        "--artifacts-path", "--disable-build-servers", "--force", "--property", "--file", "--device", "--list-devices", "-tl", "--tl", "-bl", "--binaryLogger",
    ];
}
