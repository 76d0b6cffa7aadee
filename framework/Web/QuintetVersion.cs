using System.Reflection;

namespace Quintet;

/// <summary>The framework's version.</summary>
internal static class QuintetVersion
{
    /// <summary><c>0.1.0</c>, without the commit that the build adds.</summary>
    public static string Text { get; } = typeof(QuintetVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
