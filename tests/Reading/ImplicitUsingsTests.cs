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
}
