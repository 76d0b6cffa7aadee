using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Quintet.Conf;

/// <summary>Settings from environment variables, typed; where there is no such variable, from the project's user secrets (<c>dotnet user-secrets set NAME VALUE</c>).</summary>
public static class Env
{
    /// <summary>The variable's text, or the default.</summary>
    /// <exception cref="ImproperlyConfigured">It is missing and there is no default.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string String(string name, string? defaultValue = null) =>
        Read(name, Assembly.GetCallingAssembly()) ?? defaultValue ?? throw new ImproperlyConfigured($"The environment variable {name} is not set, and the settings give no default for it.");

    /// <summary>1, true, yes, on; 0, false, no, off; without regard to case. An empty variable counts as missing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Bool(string name, bool defaultValue) => Read(name, Assembly.GetCallingAssembly())?.Trim().ToLowerInvariant() switch
    {
        null or "" => defaultValue,
        "1" or "true" or "yes" or "on" or "y" or "t" => true,
        "0" or "false" or "no" or "off" or "n" or "f" => false,
        var other => throw new ImproperlyConfigured($"The environment variable {name} is '{other}'; expected true or false."),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Int(string name, int defaultValue)
    {
        var text = Read(name, Assembly.GetCallingAssembly());
        if (string.IsNullOrWhiteSpace(text)) return defaultValue;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ImproperlyConfigured($"The environment variable {name} is '{text}'; expected a whole number.");
    }

    /// <summary>Texts separated by commas; white space around them does not count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static List<string> List(string name, params string[] defaultValue) =>
        Read(name, Assembly.GetCallingAssembly()) is { } text ? [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [.. defaultValue];

    /// <param name="name">The variable's name.</param>
    /// <param name="project">The assembly that asks: its settings and its secrets belong together.</param>
    private static string? Read(string name, Assembly project) => Environment.GetEnvironmentVariable(name) ?? UserSecrets.Find(project, name, Environment.GetEnvironmentVariable);
}

/// <summary>The settings, or what they name, cannot be used as they are.</summary>
public sealed class ImproperlyConfigured(string message) : Exception(message);
