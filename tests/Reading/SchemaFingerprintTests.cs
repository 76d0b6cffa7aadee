using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;

namespace ReadingTests;

public class SchemaFingerprintTests
{
    private const string Text = "using A;\nnamespace N;\n[Meta]\npublic partial class Book : Model\n{\n    [CharField(MaxLength = 5)]\n    public string Title { get; set; } = \"\";\n\n    public int M() { return 1; }\n\n    class Inner { }\n\n    public int Last { get; set; }\n}\n";

    private static ulong Of(string text) => SchemaFingerprint.Of((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text).GetRoot());

    [Theory]
    [InlineData("return 1;", "return 1 + ;")]
    [InlineData("    public int M()", "    // A method.\n\n    public long N(int x)")]
    [InlineData("using A;", "// Ours.\nusing A;")]
    [InlineData("class Inner { }", "\n\nclass Inner { Inner() { } }")]
    [InlineData("\n    public int Last", "\n    public static IEnumerable<UrlPattern> UrlPatterns => [];\n    public int Last")]
    public void What_models_cannot_rest_on_leaves_it_alone(string old, string fresh) => Assert.Equal(Of(Text), Of(Text.Replace(old, fresh, StringComparison.Ordinal)));

    [Theory]
    [InlineData("MaxLength = 5", "MaxLength = 6")]
    [InlineData("= \"\"", "= \" \"")]
    [InlineData("using A;", "using B;")]
    [InlineData("namespace N", "namespace O")]
    [InlineData(": Model", ": Dated")]
    [InlineData("[Meta]", "[Meta(Ordering = [\"id\"])]")]
    [InlineData("class Inner { }\n\n    public int Last { get; set; }", "class Inner {\n\n    public int Last { get; set; } }")]
    [InlineData("public string Title", "public strin")]
    [InlineData("class Inner { }", "enum Inner { One }")]
    public void What_they_rest_on_changes_it(string old, string fresh) => Assert.NotEqual(Of(Text), Of(Text.Replace(old, fresh, StringComparison.Ordinal)));
}
