namespace TemplatesTests.Filters;

public class ListFilterTests
{
    private sealed record Book(string Title, int? Year, Author By);

    private sealed record Author(string Name);

    private static readonly object Model = new
    {
        books = new[] { new Book("B", 2000, new("z")), new Book("A", 1990, new("y")), new Book("C", 2000, new("x")) },
        pairs = new[] { ("b", 1), ("a", 2) },
        dicts = new[] { new Dictionary<string, object> { ["1"] = "y", ["_p"] = 1 }, new Dictionary<string, object> { ["1"] = "x", ["_p"] = 2 } },
        mixed = new object[] { 1, "a" },
        map = new Dictionary<object, object> { [0] = "zero", ["k"] = "v" },
        tuple = (1, 2, 3),
        set = new HashSet<int> { 1 },
        lazy = Enumerable.Range(1, 4).Select(n => n * n),
        none = (object?)null,
        glue = "<",
        empty = Array.Empty<int>(),
        nan = double.NaN,
    };

    [Theory]
    [InlineData("{% for b in books|dictsort:'year' %}{{ b.title }}{% endfor %} {% for b in books|dictsortreversed:'year' %}{{ b.title }}{% endfor %}", "ABC BCA")]
    [InlineData("{% for b in books|dictsort:'by.name' %}{{ b.title }}{% endfor %} {% for p in pairs|dictsort:0 %}{{ p.0 }}{% endfor %}", "CAB ab")]
    [InlineData("{% for d in dicts|dictsort:'1' %}{{ d.1 }}{% endfor %}[{{ dicts|dictsort:'_p' }}{{ dicts|dictsort:'a._p' }}{{ dicts|dictsort:'' }}]", "xy[]")]
    [InlineData("[{{ mixed|dictsort:0 }}{{ books|dictsort:'nothing' }}{{ 5|dictsort:'a' }}{{ none|dictsort:'a' }}{{ pairs|dictsort:9 }}{{ pairs|dictsort:'0' }}]", "[]")]
    [InlineData("{{ tuple|first }}{{ tuple|last }} {{ lazy|first }} {{ lazy|last }} {{ 'ab'|first }} {{ map|first }} [{{ empty|first }}{{ empty|last }}{{ none|first }}{{ none|last }}]", "13 1 16 a zero []")]
    [InlineData("{{ tuple|length }} {{ map|length }} {{ set|length }} {{ lazy|length }} {{ 5|length }} {{ none|length }} {{ '🙂'|length }}", "3 2 1 4 0 0 1")]
    [InlineData("{{ tuple|length_is:3 }} {{ tuple|length_is:'4' }} [{{ tuple|length_is:'x' }}{{ 5|length_is:1 }}]", "True False []")]
    [InlineData("{{ tuple|slice:':2' }} {{ lazy|slice:'-2:' }} {{ tuple|slice:'::-1' }} {{ tuple|slice:'1:99' }} {{ tuple|slice:'::0' }}", "(1, 2) [9, 16] (3, 2, 1) (2, 3) (1, 2, 3)")]
    [InlineData("{{ '🙂bc'|slice:':2' }} {{ '🙂bc'|slice:'-1:' }} {{ 'abc'|slice:'2:1' }}|{{ 'abc'|slice:'1:2:3:4' }} {{ set|slice:':1' }} {{ 5|slice:':1' }}", "🙂b c |abc {1} 5")]
    [InlineData("{{ tuple|join:glue }} {{ 5|join:',' }} {% autoescape off %}{{ tuple|join:'-' }} {{ 'ab'|join:'-' }}{% endautoescape %}", "1&lt;2&lt;3 5 (1, 2, 3) a-b")]
    [InlineData("{{ 'x'|random }} [{{ empty|random }}{{ none|random }}]", "x []")]
    [InlineData("{{ 5|safeseq }} {{ none|escapeseq }}", "5 None")]
    public void Applies(string text, string expected) => Assert.Equal(expected, Render.Text(text, Model));

    [Fact]
    public void RandomIsOneOfTheItems()
    {
        var seen = Enumerable.Range(0, 200).Select(_ => Render.Text("{{ list|random }}", new { list = new[] { 1, 2, 3 } })).ToHashSet();
        Assert.Subset(new HashSet<string> { "1", "2", "3" }, seen);
        Assert.True(seen.Count > 1, "The same item 200 times.");
    }
}
