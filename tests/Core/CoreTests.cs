using FsCheck;
using FsCheck.Xunit;
using Quintet;
using Quintet.Text;

namespace CoreTests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("PublishedDate", "published_date")]
    [InlineData("Address1", "address1")]
    [InlineData("Address1Line", "address1_line")]
    [InlineData("URLPath", "url_path")]
    [InlineData("ISBN13", "isbn13")]
    [InlineData("Id", "id")]
    [InlineData("already_so", "already_so")]
    [InlineData("HTML", "html")]
    [InlineData("X", "x")]
    [InlineData("_Hidden", "_hidden")]
    public void Snake_case(string name, string expected) => Assert.Equal(expected, Names.ToSnakeCase(name));

    [Property]
    public void Snake_case_of_snake_case_is_itself(NonNull<string> name)
    {
        var once = Names.ToSnakeCase(name.Get);
        // Letters without a small form (mathematical capitals, some titles) stay capitals.
        if (!once.Any(char.IsUpper)) Assert.Equal(once, Names.ToSnakeCase(once));
    }
}

public sealed class HtmlTests
{
    [Fact]
    public void FormatEscapesValuesButNotHtml()
    {
        var title = "<a> & 'b'";
        Assert.Equal("<b class=\"&lt;a&gt; &amp; &#x27;b&#x27;\">1.5 <i>0.50</i></b>", Html.Format($"<b class=\"{title}\">{1.5} {new SafeString("<i>")}{0.5:0.00}{(string?)null}</i></b>").Value);
    }

    [Fact]
    public void Escapes_as_Django_does() => Assert.Equal("&lt;a href=&quot;x&quot;&gt;&amp;&#x27;&lt;/a&gt;", Html.Escape("<a href=\"x\">&'</a>"));

    [Fact]
    public void Text_without_special_characters_is_not_copied()
    {
        var text = new string('a', 100);
        Assert.Same(text, Html.Escape(text));
    }

    [Property]
    public void Nothing_that_HTML_could_read_as_markup_is_left(NonNull<string> text)
    {
        var escaped = Html.Escape(text.Get);
        Assert.DoesNotContain('<', escaped);
        Assert.DoesNotContain('>', escaped);
        Assert.DoesNotContain('"', escaped);
        Assert.DoesNotContain('\'', escaped);
        Assert.Equal(text.Get, System.Net.WebUtility.HtmlDecode(escaped), StringComparer.Ordinal);
    }

    [Property]
    public void Writing_gives_the_same_text(NonNull<string> text)
    {
        var writer = new StringWriter();
        Html.WriteEscaped(writer, text.Get);
        Assert.Equal(Html.Escape(text.Get), writer.ToString());
    }
}

public sealed class LineIndexTests
{
    [Fact]
    public void Every_kind_of_line_end_counts_once()
    {
        var index = new LineIndex("a\nb\r\nc\rd");
        Assert.Equal(4, index.LineCount);
        Assert.Equal(new LinePosition(2, 0), index.GetPosition(5));
        Assert.Equal(7, index.GetOffset(new(3, 0)));
    }

    [Property]
    public void An_offset_comes_back(NonNull<string> text, PositiveInt position)
    {
        var index = new LineIndex(text.Get);
        var offset = position.Get % (text.Get.Length + 1);
        Assert.Equal(offset, index.GetOffset(index.GetPosition(offset)));
    }

    [Fact]
    public void A_position_outside_is_moved_to_the_nearest()
    {
        var index = new LineIndex("ab\ncd");
        Assert.Equal(5, index.GetOffset(new(9, 9)));
        Assert.Equal(0, index.GetOffset(new(-1, 3)));
        Assert.Equal(3, index.GetOffset(new(0, 99)));
    }
}

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("tilte", "title")]
    [InlineData("boks", "books")]
    [InlineData("Title", "title")]
    [InlineData("zzzzz", null)]
    public void Finds_the_nearest(string name, string? expected) => Assert.Equal(expected, DidYouMean.Find(name, ["title", "books", "author"]));

    [Fact]
    public void Names_longer_than_its_room_are_compared_as_well()
    {
        var name = new string('a', 300);
        Assert.Equal(name, DidYouMean.Find(name + "b", ["a", name]));
    }

    [Fact]
    public void Looking_through_many_names_makes_nothing_for_each()
    {
        string[] names = [.. Enumerable.Range(1000, 1000).Select(i => $"shop:detail_{i}")];
        DidYouMean.Find("shop:detial", names);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DidYouMean.Find("shop:detial", names);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }
}

public sealed class ContextTests
{
    private static readonly ContextKey<string> Key = new("test value");

    [Fact]
    public async Task A_context_flows_into_tasks_and_is_left_again()
    {
        using (Context.Current.With(Key, "one").Enter())
        {
            Assert.Equal("one", await Task.Run(() => Context.Current.Get(Key)));
            using (Context.Current.With(Key, "two").Enter()) Assert.Equal("two", Context.Current.Get(Key));
            Assert.Equal("one", Context.Current.Get(Key));
        }

        Assert.Null(Context.Current.Find(Key));
    }

    [Fact]
    public void A_missing_value_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Context.Current.Get(Key));
        Assert.StartsWith("There is no test value here.", error.Message);
    }
}
