using Quintet.Scaffolding;

namespace ScaffoldingTests;

public class InstalledAppsEditorTests
{
    [Theory]
    [InlineData("InstalledApps = [];", "InstalledApps = [typeof(B)];")]
    [InlineData("InstalledApps = [ ];", "InstalledApps = [typeof(B)];")]
    [InlineData("InstalledApps = [typeof(A)];", "InstalledApps = [typeof(A), typeof(B)];")]
    [InlineData("InstalledApps = [typeof(A),];", "InstalledApps = [typeof(A), typeof(B)];")]
    [InlineData("InstalledApps = [typeof(List<int[]>)];", "InstalledApps = [typeof(List<int[]>), typeof(B)];")]
    [InlineData("InstalledApps=[\n    typeof(A),\n];", "InstalledApps=[\n    typeof(A),\n    typeof(B),\n];")]
    [InlineData("InstalledApps =\n[\n    typeof(A)\n];", "InstalledApps =\n[\n    typeof(A),\n    typeof(B)\n];")]
    [InlineData("InstalledApps = [\r\n\ttypeof(A), // the first ]\r\n];", "InstalledApps = [\r\n\ttypeof(A),\r\n\ttypeof(B), // the first ]\r\n];")]
    [InlineData("// InstalledApps = [];\nInstalledApps = [typeof(A)];", "// InstalledApps = [];\nInstalledApps = [typeof(A), typeof(B)];")]
    [InlineData("var s = \"InstalledApps = [\"; InstalledApps = [];", "var s = \"InstalledApps = [\"; InstalledApps = [typeof(B)];")]
    [InlineData("var s = \"\"\"InstalledApps = [\"x\" \"\"\"; InstalledApps = [];", "var s = \"\"\"InstalledApps = [\"x\" \"\"\"; InstalledApps = [typeof(B)];")]
    [InlineData("var s = @\"a\\\"; /* InstalledApps = [ */ InstalledApps = [];", "var s = @\"a\\\"; /* InstalledApps = [ */ InstalledApps = [typeof(B)];")]
    [InlineData("var c = '\"'; InstalledApps = [];", "var c = '\"'; InstalledApps = [typeof(B)];")]
    public void Adds_to_the_list(string before, string after) => Assert.Equal(after, InstalledAppsEditor.Add(before, "typeof(B)"));

    [Theory]
    [InlineData("InstalledApps = Apps();")]
    [InlineData("InstalledApps = new List<Type>();")]
    [InlineData("// InstalledApps = [];")]
    [InlineData("InstalledApps = []; InstalledApps = [];")]
    [InlineData("InstalledApps = [typeof(A)")]
    [InlineData("InstalledApps = [\"open];")]
    [InlineData("InstalledApps = [] /* open")]
    public void Changes_nothing_where_it_is_not_sure(string text) => Assert.Null(InstalledAppsEditor.Add(text, "typeof(B)"));
}
