using System.Reflection;
using System.Xml.Linq;

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

    /// <summary>The packages that the package Quintet depends on.</summary>
    public static IReadOnlyList<string> Packages { get; } =
        [.. XDocument.Load(Path.Combine(Root, "framework", "Quintet", "Quintet.csproj")).Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value)];

    /// <summary>The apps that come with the package.</summary>
    public static IReadOnlyList<string> Contrib { get; } =
        [.. XDocument.Load(Path.Combine(Root, "framework", "Quintet", "Quintet.csproj")).Descendants("ProjectReference").Select(e => e.Attribute("Include")!.Value).Where(path => path.StartsWith("../Contrib/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Cast<string>()];

    static string Metadata(string key) => typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
