using Quintet;
using Quintet.Text;

namespace CoreTests.Text;

public class HtmlTests
{
    [Theory]
    [InlineData("<b>bold</b> & <i title='>'>it</i>", "bold & it")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("<scr<script>ipt>x</script>", "ipt>x")]
    [InlineData("<<i>b>x</<i>b>", "xb>")]
    [InlineData("x<!-- <b> -->y<?php z ?>w", "xyw")]
    [InlineData("<style>a{}</style>b", "a{}b")]
    [InlineData("a&copy b &amp; <i>c</i>", "a&copy; b &amp; c")]
    [InlineData("<a href=\"x\"/>y<br />z", "yz")]
    [InlineData("<a href=x/>y", "y")]
    [InlineData("1<2", "1<2")]
    [InlineData("<unfinished", "<unfinished")]
    public void StripTagsLeavesTheText(string html, string expected) => Assert.Equal(expected, Html.StripTags(html));

    /// <summary>Texts that make a parser read the rest again and again.</summary>
    [Theory]
    [InlineData("<")]
    [InlineData("<a")]
    [InlineData("<a >")]
    [InlineData("<a x=\">\" ")]
    [InlineData("<a x='")]
    [InlineData("<!--x>")]
    [InlineData("<![cdata[>")]
    [InlineData("<![if x>")]
    [InlineData("</a")]
    [InlineData("&a")]
    [InlineData("&#>")]
    [InlineData("<script>")]
    [InlineData("<<a>a>")]
    [InlineData("<a x = \"y\" <")]
    public void StripTagsTakesAMegabyteOfAnything(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Assert.NotNull(Html.StripTags(text));
        Assert.NotNull(Html.StripTags(text + ">"));
        Assert.NotNull(Html.StripTags(text + "<b>"));
    }

    [Theory]
    [InlineData("see https://a.org/x?y=1&z.", "see <a href=\"https://a.org/x?y=1&amp;z=\">https://a.org/x?y=1&amp;z</a>.")]
    [InlineData("(www.a.org)", "(<a href=\"http://www.a.org\">www.a.org</a>)")]
    [InlineData("https://a.org/b_(c)", "<a href=\"https://a.org/b_(c)\">https://a.org/b_(c)</a>")]
    [InlineData("mail me@a.org, please", "mail <a href=\"mailto:me@a.org\">me@a.org</a>, please")]
    [InlineData("ab.org/x, b.museum", "<a href=\"http://ab.org/x\">ab.org/x</a>, b.museum")]
    [InlineData("<https://a.org>", "&lt;<a href=\"https://a.org\">https://a.org</a>&gt;")]
    [InlineData("münchen.com", "<a href=\"http://xn--mnchen-3ya.com\">münchen.com</a>")]
    [InlineData("https://a.org/&lt;!", "<a href=\"https://a.org/%3C\">https://a.org/&amp;lt;</a>!")]
    [InlineData("javascript:alert(1) a@b@c.d x@y", "javascript:alert(1) a@b@c.d x@y")]
    [InlineData("http://[broken", "<a href=\"http://[broken\">http://[broken</a>")]
    public void UrlizeMakesLinks(string text, string expected) => Assert.Equal(expected, Html.Urlize(text, escape: true));

    [Fact]
    public void UrlizeCutsWhatIsShownAndMarksLinks() =>
        Assert.Equal("<a href=\"https://a.org/long\" rel=\"nofollow\">https:/…</a>", Html.Urlize("https://a.org/long", 8, nofollow: true));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("()")]
    [InlineData("[(")]
    [InlineData(".")]
    [InlineData(":;")]
    [InlineData("&amp;")]
    [InlineData("&")]
    [InlineData("@")]
    [InlineData("a.")]
    [InlineData("é.")]
    [InlineData("https://a?b=%&")]
    public void UrlizeTakesAMegabyteOfAnything(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Assert.NotNull(Html.Urlize("www." + text, escape: true));
        Assert.NotNull(Html.Urlize("a@" + text + ".com", escape: true));
    }

    [Theory]
    [InlineData("a\n\n\nb\r\nc", "<p>a</p>\n\n<p>b<br>c</p>")]
    [InlineData("<", "<p>&lt;</p>")]
    [InlineData("", "<p></p>")]
    [InlineData("a\n\n", "<p>a</p>\n\n<p></p>")]
    public void LineBreaksMakesParagraphs(string text, string expected) => Assert.Equal(expected, Html.LineBreaks(text, escape: true));

    [Fact]
    public void ScriptsAndEntities()
    {
        Assert.Equal("\\u003C/script\\u003E\\u0027\\u000A\\u2028x", Html.EscapeJs("</script>'\n\u2028x"));
        Assert.Equal("<ü&x> €\ufffd&unknown;¬it", HtmlEntities.Unescape("&lt;&uuml;&amp;x&GT &#8364;&#0;&unknown;&notit"));
        Assert.Equal("<b>&lt;i&gt; <i>{}</b>", Html.FormatText("<b>{0} {1}{{}}</b>", "<i>", new SafeString("<i>")).Value);
        Assert.Equal("&lt;", Html.ConditionalEscape("<").Value);
        Assert.Equal("<", Html.ConditionalEscape(new SafeString("<")).Value);
        Assert.Equal("1.5", Html.ConditionalEscape(1.5).Value);
    }
}
