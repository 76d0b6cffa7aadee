namespace TemplatesTests.Filters;

public class TextFilterTests
{
    private static readonly Quintet.SafeString Safe = new("<b>'x'</b>");

    [Theory]
    [InlineData("{{ text|addslashes }}|{{ safe|addslashes }}", @"&lt;i&gt; \&quot;q\&quot; \&#x27;s\&#x27; \\|<b>\'x\'</b>")]
    [InlineData("[{{ 'ab'|center:5 }}][{{ 'ab'|center:'4' }}][{{ 'abc'|ljust:5 }}][{{ 'abc'|rjust:5 }}][{{ 'abc'|rjust:1 }}][{{ 'abc'|ljust:'x' }}]", "[  ab ][ ab ][abc  ][  abc][abc][abc]")]
    [InlineData("{{ '</a>\"'|escapejs }}|{{ list|escapeseq|join:' ' }}|{{ list|safeseq|join:' ' }}", @"\u003C/a\u003E\u0022|&lt; b 3|< b 3")]
    [InlineData("{{ 'a/ü?b=%20&c'|iriencode }}|{{ 'a/b c&'|urlencode }}|{{ 'a/b'|urlencode:'' }}", "a/%C3%BC?b=%20&c|a/b%20c%26|a%2Fb")]
    [InlineData("{{ lines|linenumbers }}|{% autoescape off %}{{ lines|linenumbers }}{% endautoescape %}", "1. a&lt;\n2. b|1. a<\n2. b")]
    [InlineData("{{ 'a1'|make_list }}|{{ 123|make_list|join:'-' }}|{{ '🙂b'|make_list|length }}", "[&#x27;a&#x27;, &#x27;1&#x27;]|1-2-3|2")]
    [InlineData("{{ 'Call ME'|phone2numeric }}|{{ 'Straße'|upper }}|{{ 'ǆ ΣΟΦΟΣ'|title }}", "2255 63|STRASSE|ǅ Σοφος")]
    [InlineData("{{ \"joe's 2ND o'NEIL\"|title }}", "Joe's 2nd O'Neil")]
    [InlineData("{{ 'one two three'|truncatewords_html:2 }}|{{ html|truncatewords_html:2 }}|{{ html|truncatechars_html:6 }}", "one two …|<p>one <i>two …</i></p>|<p>one <i>t…</i></p>")]
    [InlineData("{{ 'abc'|truncatechars:'x' }}|{{ 'abc'|truncatewords:none }}|{{ 'a b'|truncatewords:'1' }}", "abc|abc|a …")]
    [InlineData("{{ 'see www.a.org & me@b.org'|urlize }}", "see <a href=\"http://www.a.org\" rel=\"nofollow\">www.a.org</a> & <a href=\"mailto:me@b.org\">me@b.org</a>")]
    [InlineData("{{ 'https://a.org/long'|urlizetrunc:9 }}|{{ 'x'|urlizetrunc:'y' }}", "<a href=\"https://a.org/long\" rel=\"nofollow\">https://…</a>|x")]
    [InlineData("{{ 'one two three'|wordwrap:7 }}|{{ 'a b'|wordwrap:'x' }}|{{ 'a  b c'|wordcount }}", "one two\nthree|a b|3")]
    [InlineData("{{ safe|lower }}|{{ safe|upper }}|{{ safe|striptags }}|{{ safe|cut:'b' }}|{{ safe|cut:';' }}", "<b>'x'</b>|&lt;B&gt;&#x27;X&#x27;&lt;/B&gt;|'x'|<>'x'</>|&lt;b&gt;&#x27;x&#x27;&lt;/b&gt;")]
    public void Applies(string text, string expected) => Assert.Equal(expected, Render.Text(text, new
    {
        text = "<i> \"q\" 's' \\",
        safe = Safe,
        list = new object[] { "<", "b", 3 },
        lines = "a<\nb",
        html = new Quintet.SafeString("<p>one <i>two three</i></p>"),
        none = (string?)null,
    }));

    [Theory]
    [InlineData("{{ tree|unordered_list }}", "\t<li>a&lt;\n\t<ul>\n\t\t<li>b</li>\n\t\t<li>c\n\t\t<ul>\n\t\t\t<li>d</li>\n\t\t</ul>\n\t\t</li>\n\t</ul>\n\t</li>\n\t<li>e</li>")]
    [InlineData("{% autoescape off %}{{ flat|unordered_list }}{% endautoescape %}", "\t<li><</li>\n\t<li>2</li>")]
    [InlineData("[{{ 5|unordered_list }}]", "[]")]
    public void NestedListsBecomeNestedHtml(string text, string expected) => Assert.Equal(expected, Render.Text(text, new
    {
        tree = new object[] { "a<", new object[] { "b", "c", new[] { "d" } }, "e" },
        flat = new object[] { "<", 2 },
    }));

    [Fact]
    public void AListWithinItselfIsAnError()
    {
        var list = new List<object>();
        list.AddRange(["a", list]);
        foreach (var filter in new[] { "unordered_list", "pprint", "json_script", "stringformat:'s'" })
        {
            var error = Assert.Throws<Quintet.Templates.TemplateRenderException>(() => Render.Text($"{{{{ list|{filter} }}}}", new { list }));
            Assert.Contains("Does a list contain itself?", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{{ data|json_script:'x\"' }}", "<script id=\"x&quot;\" type=\"application/json\">{\"a\": [1, 2.5, true, null], \"\\u003C\": \"\\u003C/script\\u003E\\u0026\\u00fc\\ud83d\\ude42\"}</script>")]
    [InlineData("{{ none|json_script }}", "<script type=\"application/json\">null</script>")]
    [InlineData("{{ book|json_script:'b' }}", "<script id=\"b\" type=\"application/json\">{\"Title\": \"T\", \"Price\": 1.5}</script>")]
    [InlineData("{{ times|json_script:'t' }}", "<script id=\"t\" type=\"application/json\">[\"2026-01-02\", \"2026-01-02T03:04:05Z\", \"2026-01-02T03:04:05.678+02:00\", \"03:04:00\", \"P1DT00H00M00S\", \"1.50\"]</script>")]
    public void ValuesBecomeJson(string text, string expected) => Assert.Equal(expected, Render.Text(text, new
    {
        data = new Dictionary<string, object?> { ["a"] = new object?[] { 1, 2.5, true, null }, ["<"] = "</script>&ü🙂" },
        none = (object?)null,
        book = new { Title = "T", Price = 1.5 },
        times = new object[]
        {
            new DateOnly(2026, 1, 2), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)),
            new TimeOnly(3, 4), TimeSpan.FromDays(1), 1.50m,
        },
    }));

    [Theory]
    [InlineData("{{ short|pprint }}", "{'a': 2, 'b': [1, 'x']}")]
    [InlineData("{{ long|pprint }}", "['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',\n 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',\n {'c': 'dddddddddddddddddddddddddddddd',\n  'e': 'ffffffffffffffffffffffffffffffffffffffff'}]")]
    public void PPrintPutsOneItemToALine(string text, string expected) => Assert.Equal(expected, Render.Text("{% autoescape off %}" + text + "{% endautoescape %}", new
    {
        @short = new Dictionary<string, object> { ["b"] = new object[] { 1, "x" }, ["a"] = 2 },
        @long = new object[] { new string('a', 30), new string('b', 30), new Dictionary<string, object> { ["e"] = new string('f', 40), ["c"] = new string('d', 30) } },
    }));

    [Theory]
    [InlineData("05.1f", 3.14159, "003.1")]
    [InlineData("+d", 42, "+42")]
    [InlineData("-6d|", 42, "42    |")]
    [InlineData("#x", 255, "0xff")]
    [InlineData("X", 255, "FF")]
    [InlineData("o", 8, "10")]
    [InlineData(".3d", 5, "005")]
    [InlineData("d", 3.99, "3")]
    [InlineData("x", 3.5, "")]
    [InlineData("d", "x", "")]
    [InlineData(".0f", 0.5, "0")]
    [InlineData(".0f", 1.5, "2")]
    [InlineData(".2f", 2.675, "2.67")]
    [InlineData("e", 12345.678, "1.234568e+04")]
    [InlineData("G", 1e-10, "1E-10")]
    [InlineData("g", 100000.0, "100000")]
    [InlineData("f", double.NaN, "nan")]
    [InlineData("5s", "ab", "   ab")]
    [InlineData("-5s|", "ab", "ab   |")]
    [InlineData(".1s", "ab", "a")]
    [InlineData("r", "a'b", "\"a'b\"")]
    [InlineData("a", "ü", "'\\xfc'")]
    [InlineData("c", 65, "A")]
    [InlineData("d items", 3, "3 items")]
    [InlineData("s %s", 3, "")]
    [InlineData("", 3, "")]
    [InlineData("q", 3, "")]
    [InlineData("99999999999d", 3, "")]
    public void StringFormatIsPythons(string format, object value, string expected) =>
        Assert.Equal(expected, Render.Text("{% autoescape off %}{{ value|stringformat:format }}{% endautoescape %}", new { value, format }));

    [Fact]
    public void StringFormatReadsDictionariesByKey() =>
        Assert.Equal("a-1|", Render.Text("{{ d|stringformat:'(x)s-%(y)d' }}|{{ d|stringformat:'(z)s' }}", new { d = new Dictionary<string, object> { ["x"] = "a", ["y"] = 1 } }));
}
