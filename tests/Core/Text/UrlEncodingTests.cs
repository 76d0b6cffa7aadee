using Quintet.Text;

namespace CoreTests.Text;

public class UrlEncodingTests
{
    [Theory]
    [InlineData("a b/ü?~", "/", "a%20b/%C3%BC%3F~")]
    [InlineData("a/b", "", "a%2Fb")]
    [InlineData("a:b@é", ":é", "a:b%40%C3%A9")]
    [InlineData("🙂", "/", "%F0%9F%99%82")]
    public void Quote(string text, string safe, string expected) => Assert.Equal(expected, UrlEncoding.Quote(text, safe));

    [Theory]
    [InlineData("a%20b%C3%BC", "a bü")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%FFé%C3", "\ufffdé\ufffd")]
    public void Unquote(string text, string expected) => Assert.Equal(expected, UrlEncoding.Unquote(text));

    [Theory]
    [InlineData("/ü/?a=%20&b", "/%C3%BC/?a=%20&b")]
    [InlineData("100%", "100%")]
    public void IriToUri(string iri, string expected) => Assert.Equal(expected, UrlEncoding.IriToUri(iri));

    [Theory]
    [InlineData("/%C3%BC/%41%31%20%2F", "/ü/A%31%20%2F")]
    [InlineData("%ff%c3x", "%FF%C3x")]
    public void UriToIri(string uri, string expected) => Assert.Equal(expected, UrlEncoding.UriToIri(uri));

    [Fact]
    public void Paths()
    {
        Assert.Equal("/a%3Bb%3Dc%3Fd/%25:@&+$,'()", UrlEncoding.EscapeUriPath("/a;b=c?d/%:@&+$,'()"));
        Assert.Equal("up/%C3%BC%20%3F.txt", UrlEncoding.FilePathToUri("up\\ü ?.txt"));
    }

    [Fact]
    public void ABlankInAQueryIsAPlus() => Assert.Equal("a+b%2B%2F", UrlEncoding.QuotePlus("a b+/"));
}
