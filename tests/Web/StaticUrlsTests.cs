using Quintet.StaticFiles;

namespace WebTests;

public class StaticUrlsTests
{
    [Theory]
    [InlineData("css/site.css", "/static/css/site.css")]
    [InlineData("it's (1)~!*.css", "/static/it's%20(1)~!*.css")]
    [InlineData("special?chars&quoted#.html", "/static/special%3Fchars%26quoted%23.html")]
    [InlineData("a:b@c$d+e,f;g=h%20.css", "/static/a%3Ab%40c%24d%2Be%2Cf%3Bg%3Dh%2520.css")]
    [InlineData("ä/😀.png", "/static/%C3%A4/%F0%9F%98%80.png")]
    [InlineData(@"win\path.css", "/static/win/path.css")]
    public void A_path_is_encoded(string path, string expected) => Assert.Equal(expected, new StaticUrls("/static/", "/media/").Url(path));
}
