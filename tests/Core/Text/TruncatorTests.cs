using Quintet.Text;

namespace CoreTests.Text;

public class TruncatorTests
{
    [Theory]
    [InlineData("abcdef", 3, "ab…")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 0, "…")]
    [InlineData("abc", -5, "…")]
    [InlineData("", 0, "")]
    [InlineData("a\u0301b\u0301c\u0301d", 3, "áb\u0301…")]
    [InlineData("🙂🙂🙂", 2, "🙂…")]
    public void Chars(string text, int count, string expected) => Assert.Equal(expected, new Truncator(text).Chars(count));

    [Theory]
    [InlineData("one two  three", 2, "one two…")]
    [InlineData(" one\ttwo ", 2, "one two")]
    [InlineData("one two three", -1, "one two…")]
    [InlineData("", -1, "…")]
    [InlineData("one", 0, "…")]
    public void Words(string text, int count, string expected) => Assert.Equal(expected, new Truncator(text).Words(count));

    [Theory]
    [InlineData("<p>one <b>two three</b></p>", 2, "<p>one <b>two…</b></p>")]
    [InlineData("<p>a<br>b<img src=\"x\"> c d</p>", 3, "<p>a<br>b<img src=\"x\"> c…</p>")]
    [InlineData("<i>a</i> <I>b c</I>", 2, "<i>a</i> <I>b…</i>")]
    [InlineData("<a>1 <b>2</a> 3", 2, "<a>1 <b>2…</b></a>")]
    [InlineData("a < b > c d", 3, "a < b > c d")]
    [InlineData("a b", 0, "")]
    public void WordsOfHtml(string html, int count, string expected) => Assert.Equal(expected, new Truncator(html).Words(count, html: true));

    [Theory]
    [InlineData("<p>abcd</p>", 3, "<p>ab…</p>")]
    [InlineData("<p>abc</p>", 3, "<p>abc</p>")]
    [InlineData("a<b", 2, "a…")]
    public void CharsOfHtml(string html, int count, string expected) => Assert.Equal(expected, new Truncator(html).Chars(count, html: true));

    [Theory]
    [InlineData(" (more)", "one (more)")]
    [InlineData("[%(truncated_text)s]", "[one]")]
    [InlineData("", "one")]
    public void AnotherEllipsis(string truncate, string expected) => Assert.Equal(expected, new Truncator("one two").Words(1, truncate));

    /// <summary>Each of these took time with the square of its length in one or the other of Django's versions.</summary>
    [Theory]
    [InlineData("<")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<>")]
    [InlineData("< ")]
    [InlineData("a<")]
    [InlineData("\u0301")]
    public void AMegabyteOfAnythingIsCut(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Assert.NotNull(new Truncator(html).Words(10_000_000, html: true));
        Assert.NotNull(new Truncator(html).Chars(900_000, html: true));
        Assert.NotNull(new Truncator(html).Chars(900_000));
    }
}
