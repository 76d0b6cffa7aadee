using Quintet.Text;

namespace CoreTests.Text;

public class TextUtilsTests
{
    [Theory]
    [InlineData("Joe's 2nd Café!", "joes-2nd-cafe", "joes-2nd-café")]
    [InlineData("  --a__b-- ", "a__b", "a__b")]
    [InlineData("a - b\t&\nc", "a-b-c", "a-b-c")]
    [InlineData("Ｆｕｌｌ ½ ﬁn", "full-12-fin", "full-12-fin")]
    [InlineData("Привет, мир", "", "привет-мир")]
    [InlineData("", "", "")]
    [InlineData("!?-", "", "")]
    public void SlugifyTakesWhatAUrlCanHave(string text, string ascii, string unicode)
    {
        Assert.Equal(ascii, TextUtils.Slugify(text));
        Assert.Equal(unicode, TextUtils.Slugify(text, allowUnicode: true));
    }

    [Fact]
    public void SlugifyTakesHalfASurrogatePair() => Assert.Equal("ab", TextUtils.Slugify("a\ud800b", allowUnicode: true));

    [Theory]
    [InlineData("one two three", 7, "one two\nthree")]
    [InlineData("one two three", 3, "one\ntwo\nthree")]
    [InlineData("unbreakable word", 4, "unbreakable\nword")]
    [InlineData("a b\nc d", 3, "a\nb\nc d")]
    [InlineData("a b\nc d", 1, "a\nb\nc\nd")]
    [InlineData("  x", 0, "\n\nx")]
    [InlineData("", 5, "")]
    public void WrapBreaksAtBlanks(string text, int width, string expected) => Assert.Equal(expected, TextUtils.Wrap(text, width));

    [Theory]
    [InlineData(" my file (1).TXT ", "my_file_1.TXT")]
    [InlineData("../../etc/passwd", "....etcpasswd")]
    [InlineData("Büro 報告.pdf", "Büro_報告.pdf")]
    public void AFileNameKeepsLettersAndDots(string name, string expected) => Assert.Equal(expected, TextUtils.GetValidFilename(name));

    [Theory]
    [InlineData("")]
    [InlineData(" . ")]
    [InlineData("&..?")]
    public void ANameOfNothingButDotsIsNone(string name) => Assert.Throws<ArgumentException>(() => TextUtils.GetValidFilename(name));

    [Theory]
    [InlineData("a \"b c\" d", "a|\"b c\"|d")]
    [InlineData("x='a b'y z", "x='a b'y|z")]
    [InlineData("it's open", "it's|open")]
    [InlineData("\"a \\\" b\" c", "\"a \\\" b\"|c")]
    [InlineData("  ", "")]
    public void SmartSplitKeepsStringsWhole(string text, string expected) => Assert.Equal(expected, string.Join('|', TextUtils.SmartSplit(text)));

    [Theory]
    [InlineData("\"a \\\"b\\\" \\\\\"", "a \"b\" \\")]
    [InlineData("'x'", "x")]
    public void AStringLiteralSaysWhatIsInIt(string literal, string expected) => Assert.Equal(expected, TextUtils.UnescapeStringLiteral(literal));

    [Theory]
    [InlineData("x")]
    [InlineData("\"x'")]
    [InlineData("")]
    public void NoLiteralIsAnError(string text) => Assert.Throws<FormatException>(() => TextUtils.UnescapeStringLiteral(text));

    [Fact]
    public void SmallOnes()
    {
        Assert.Equal("a\nb\nc\n\nd", TextUtils.NormalizeNewlines("a\r\nb\rc\r\rd"));
        Assert.Equal("2255-63 é", TextUtils.PhoneToNumeric("CALL-me É"));
        Assert.Equal("full name of http request", TextUtils.CamelCaseToSpaces("fullNameOfHttpRequest"));
        Assert.Equal("a, b or c", TextUtils.GetTextList(["a", "b", "c"]));
        Assert.Equal("a and b", TextUtils.GetTextList(["a", "b"], "and"));
        Assert.Equal("", TextUtils.GetTextList([]));
        Assert.Equal("Émile", TextUtils.CapFirst("émile"));
        Assert.Equal("SSx", TextUtils.CapFirst("ßx"));
    }

    [Theory]
    [InlineData("straße ﬁ ǆ", "STRASSE FI Ǆ", "straße ﬁ ǆ", "Straße Fi ǅ")]
    [InlineData("ΟΔΟΣ Σ", "ΟΔΟΣ Σ", "οδος σ", "Οδος Σ")]
    [InlineData("İı", "İI", "i\u0307ı", "İı")]
    [InlineData("it's 2nd", "IT'S 2ND", "it's 2nd", "It'S 2Nd")]
    public void CaseIsUnicodes(string text, string upper, string lower, string title)
    {
        Assert.Equal(upper, UnicodeText.Upper(text));
        Assert.Equal(lower, UnicodeText.Lower(text));
        Assert.Equal(title, UnicodeText.Title(text));
    }
}
