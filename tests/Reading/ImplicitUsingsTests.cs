using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Quintet.Reading;

namespace ReadingTests;

public class ImplicitUsingsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_file_parses_and_holds_every_using_once(bool webSdk)
    {
        var root = CSharpSyntaxTree.ParseText(ImplicitUsings.ToSource(webSdk)).GetCompilationUnitRoot();
        Assert.Empty(root.GetDiagnostics());
        var names = root.Usings.Select(u => u.NamespaceOrType.ToString().Replace("global::", "")).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("System.Linq", names);
        Assert.Contains("Quintet.Urls", names);
        Assert.Equal(webSdk, names.Contains("Microsoft.AspNetCore.Http"));
        Assert.Equal(["HttpRequest", "HttpResponse"], root.Usings.Where(u => u.Alias is not null).Select(u => u.Alias!.Name.ToString()));
    }

    [Fact]
    public void The_package_gives_a_project_the_same_ones()
    {
        var props = XDocument.Load(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "framework", "Quintet", "build", "Quintet.props"));
        var usings = props.Descendants("Using").Select(u => (Name: (string)u.Attribute("Include")!, Alias: (string?)u.Attribute("Alias"))).ToList();
        Assert.Equal(usings.Where(u => u.Alias is null).Select(u => u.Name).Order(StringComparer.Ordinal), ImplicitUsings.Quintet.Order(StringComparer.Ordinal));
        Assert.Equal(usings.Where(u => u.Alias is not null).Select(u => (u.Alias!, u.Name)).Order(), ImplicitUsings.Aliases.Order());
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
