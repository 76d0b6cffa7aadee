using System.Reflection;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // each test keeps both cores busy with building

namespace AnswersTests;

/// <summary>Where this assembly was built, and how.</summary>
internal static class Build
{
    public static string Root { get; } = Metadata("RepositoryRoot").TrimEnd('/', '\\');

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The <c>quintet</c> program of this checkout.</summary>
    public static string QuintetDll { get; } = Path.Combine(Root, "server", "Lsp", "bin", Configuration, "net10.0", "quintet.dll");

    /// <summary>The example, built.</summary>
    public static string BookshopDll { get; } = Path.Combine(Root, "examples", "bookshop", "bin", Configuration, "net10.0", "bookshop.dll");

    static string Metadata(string key) => typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
