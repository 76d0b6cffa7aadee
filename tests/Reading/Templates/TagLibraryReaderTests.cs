using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;

namespace ReadingTests.Templates;

public class TagLibraryReaderTests
{
    private static TagLibraryFact? Read(string source) => TagLibraryReader.Read((TypeDeclarationSyntax)CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().First(n => n is TypeDeclarationSyntax));

    private static string Show(TagMethodFact method) => $"{method.Kind} {method.Name}({string.Join(", ", method.Parameters.Select(p => $"{p.Name}:{p.Kind}@{p.Index}"))})";

    [Theory]
    [InlineData("[TemplateFilter] public static int Half(int value) => 1;", "Filter half(value:Required@0)")]
    [InlineData("[Quintet.Templates.TemplateFilterAttribute(\"h\")] public static int Half(int value, int by = 2) => 1;", "Filter h(value:Required@0, by:Optional@1)")]
    [InlineData("[TemplateFilter(nameof(Half), NeedsAutoescape = true)] public static int Half(int value, bool autoescape) => 1;", "Filter Half(value:Required@0)")]
    [InlineData("[SimpleTag] public static int CurrentTime(RenderContext context, string format) => 1;", "SimpleTag current_time(format:Required@1)")]
    [InlineData("[SimpleTag] public static int All(int a, [KeywordArguments] IReadOnlyDictionary<string, object?> rest, params int[] b) => 1;", "SimpleTag all(a:Required@0, rest:Keywords@1, b:Rest@2)")]
    [InlineData("[SimpleBlockTag] public static int Box(Quintet.Templates.RenderContext c, SafeString content, int size = 1) => 1;", "SimpleBlockTag box(size:Optional@2)")]
    [InlineData("[InclusionTag(\"a.html\", Name = \"b\")] public static object A() => 1;", "InclusionTag b()")]
    [InlineData("[SimpleTag public static int Half(", "SimpleTag half()")]
    public void Methods_are_read_from_syntax_alone(string member, string expected) => Assert.Equal(expected, Show(Assert.Single(Read($"class Extras {{ {member} }}")!.Methods)));

    [Theory]
    [InlineData("class ShopExtras { [SimpleTag] static int A() => 1; }", "shop_extras")]
    [InlineData("[TagLibrary(\"own\")] class ShopExtras { [SimpleTag] static int A() => 1; }", "own")]
    [InlineData("[TagLibrary(Computed)] class ShopExtras { [SimpleTag] static int A() => 1; }", "shop_extras")]
    public void A_library_is_named_by_its_class_or_its_attribute(string source, string name) => Assert.Equal(name, Read(source)!.Name);

    [Theory]
    [InlineData("class A { public static int B() => 1; }")]
    [InlineData("class A { [Obsolete] public static int B() => 1; }")]
    [InlineData("class A")]
    public void Other_classes_are_no_libraries(string source) => Assert.Null(Read(source));

    [Fact]
    public void Options_and_documentation_are_read()
    {
        var method = Read("class A { /// <summary>One <see cref=\"B\"/>.</summary>\n[SimpleBlockTag(EndName = \"stop\", TakesContext = true)] static int B(int x) => 1; }")!.Methods[0];
        Assert.Equal(("One `B`.", "stop", true, false), (method.Summary, method.EndName, method.SaysTakesContext, method.TakesContext));
    }
}
