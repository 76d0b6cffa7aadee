namespace Quintet.Management;

/// <summary>The program <c>dotnet</c>.</summary>
internal static class DotnetHost
{
    /// <summary>The one that runs this process, where it says so; else the one on the path.</summary>
    public static string Program => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
