using Quintet.Templates;

namespace TemplatesTests.Tags;

/// <summary><c>if</c>, <c>ifequal</c>, <c>ifchanged</c>.</summary>
public class ConditionTests
{
    [Theory]
    // The looser an operator, the later it is applied.
    [InlineData("yes or no and no", true)]
    [InlineData("no and no or yes", true)]
    [InlineData("not no and yes", true)]
    [InlineData("not yes or yes", true)]
    [InlineData("not yes and yes", false)]
    [InlineData("not n == 1", true)]
    [InlineData("not not yes", true)]
    [InlineData("n > 1 == yes", true)]
    [InlineData("1 < n and n < 3", true)]
    [InlineData("n in list", true)]
    [InlineData("n not in list", false)]
    [InlineData("not n in list", false)]
    [InlineData("9 not in list or no", true)]
    [InlineData("'ana' in word", true)]
    [InlineData("'a' in map", true)]
    [InlineData("word|length == 6", true)]
    [InlineData("word|upper == \"BANANA\" and word != 'x'", true)]
    // One object, or the same number of the same type.
    [InlineData("nothing is None", true)]
    [InlineData("missing is None", true)]
    [InlineData("word is not None", true)]
    [InlineData("yes is True", true)]
    [InlineData("one is True", false)]
    [InlineData("one == True", true)]
    [InlineData("n is not 2", false)]
    // Integers, floats and decimals are compared by value; whole and broken numbers of any size.
    [InlineData("n == 2.0", true)]
    [InlineData("price >= 19.5", true)]
    [InlineData("price < 19.51", true)]
    [InlineData("n <= 2", true)]
    [InlineData("big > n", true)]
    [InlineData("n == '2'", false)]
    [InlineData("-n == 2", null)]
    [InlineData("n == -2", false)]
    [InlineData("day > earlier", true)]
    [InlineData("'b' > 'a'", true)]
    [InlineData("list == same", true)]
    // What cannot be compared is false, and does not make the template fail.
    [InlineData("n > word", false)]
    [InlineData("not n > word", true)]
    [InlineData("n in 5", false)]
    [InlineData("n not in 5", false)]
    [InlineData("missing > 1 or yes", true)]
    [InlineData("thrower.fails == 1", false)]
    [InlineData("thrower.fails and yes", false)]
    [InlineData("not thrower.fails", false)]
    [InlineData("word|default:missing", false)]
    [InlineData("nan == nan", false)]
    [InlineData("nan < 1 or nan >= 1", false)]
    // What is empty is false.
    [InlineData("none", false)]
    [InlineData("''", false)]
    [InlineData("0.0", false)]
    [InlineData("missing", false)]
    public void If(string condition, bool? expected)
    {
        var text = $"{{% if {condition} %}}yes{{% else %}}no{{% endif %}}";
        if (expected is null) Assert.Throws<TemplateSyntaxException>(() => Render.Text(text));
        else Assert.Equal(expected.Value ? "yes" : "no", Render.Text(text, new
        {
            n = 2,
            one = 1,
            yes = true,
            no = false,
            word = "banana",
            price = 19.50m,
            big = 3_000_000_000L,
            nan = double.NaN,
            nothing = (string?)null,
            none = Array.Empty<int>(),
            list = new[] { 1, 2, 3 },
            same = new List<long> { 1, 2, 3 },
            map = new Dictionary<string, int> { ["a"] = 1 },
            day = new DateOnly(2026, 11, 23),
            earlier = new DateOnly(2026, 11, 22),
            thrower = new Thrower(),
        }));
    }

    [Fact]
    public void AMemberThatFailsAloneFailsTheTemplate()
    {
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Text("{% if thrower.fails %}{% endif %}", new { thrower = new Thrower() }));
        Assert.IsType<NotSupportedException>(exception.InnerException);
    }

    [Fact]
    public void TheFirstBranchThatIsTrueIsShown() => Assert.Equal("a c d ", Render.Text(
        "{% for x in list %}{% if x == 1 %}a{% elif x == 1 %}b{% elif x < 3 %}c{% else %}d{% endif %} {% endfor %}", new { list = new[] { 1, 2, 3 } }));

    /// <summary>What decides is not evaluated further: the second part is only asked where it matters.</summary>
    [Fact]
    public void WhatDoesNotMatterIsNotAsked()
    {
        var asked = new Counter();
        Assert.Equal("ab", Render.Text("{% if 1 or c.next %}a{% endif %}{% if 0 and c.next %}{% else %}b{% endif %}", new { c = asked }));
        Assert.Equal(1, asked.Next());
    }

    [Fact]
    public void TheExpressionMayBeLong()
    {
        Assert.Equal("x", Render.Text($"{{% if {string.Join(" and ", Enumerable.Repeat("1", 400))} %}}x{{% endif %}}"));
        Assert.Throws<TemplateSyntaxException>(() => Render.Text($"{{% if {string.Join(" and ", Enumerable.Repeat("1", 5000))} %}}x{{% endif %}}"));
        Assert.Throws<TemplateSyntaxException>(() => Render.Text($"{{% if {string.Join(' ', Enumerable.Repeat("not", 5000))} 1 %}}x{{% endif %}}"));
    }

    [Theory]
    [InlineData("{% ifequal n 2 %}a{% else %}b{% endifequal %}", "a")]
    [InlineData("{% ifequal n word %}a{% else %}b{% endifequal %}", "b")]
    [InlineData("{% ifequal n word %}a{% endifequal %}", "")]
    [InlineData("{% ifnotequal word|length 6 %}a{% else %}b{% endifnotequal %}", "b")]
    [InlineData("<% ifnotequal missing n %>a<% endifnotequal %>", "a")]
    [InlineData("{% ifequal missing nothing %}a{% endifequal %}", "a")]
    [InlineData("{% ifequal word 'ban ana' %}a{% else %}b{% endifequal %}", "b")]
    public void IfEqual(string text, string expected) => Assert.Equal(expected, Render.Text(text, new { n = 2, word = "banana", nothing = (string?)null }));

    [Theory]
    [InlineData("{% for x in list %}{% ifchanged %}{{ x }}{% endifchanged %}{% endfor %}", "121")]
    [InlineData("{% for x in list %}{% ifchanged x %}[{{ x }}]{% else %}.{% endifchanged %}{% endfor %}", "[1].[2].[1]")]
    [InlineData("{% for x in list %}{% ifchanged %}{{ x }}{% else %}.{% endifchanged %}{% endfor %}", "1.2.1")]
    [InlineData("{% for p in pairs %}{% ifchanged p.0 p.1 %}{{ p.0 }}{{ p.1 }} {% endifchanged %}{% endfor %}", "ax bx by ")]
    // It begins anew with each loop around it.
    [InlineData("{% for a in list %}{% for x in ones %}{% ifchanged %}{{ x }}{% endifchanged %}{% endfor %},{% endfor %}", "1,1,1,1,1,")]
    [InlineData("{% for a in list %}{% ifchanged a %}{% for x in ones %}{% ifchanged x %}{{ x }}{% endifchanged %}{% endfor %}{% endifchanged %}{% endfor %}", "111")]
    // Two in one loop do not know of one another.
    [InlineData("{% for x in list %}{% ifchanged x %}a{% endifchanged %}{% ifchanged x %}b{% endifchanged %}{% endfor %}", "ababab")]
    // Outside of loops it is new once.
    [InlineData("{% ifchanged %}x{% endifchanged %}", "x")]
    [InlineData("{% for x in none %}{% empty %}{% ifchanged %}x{% endifchanged %}{% endfor %}", "x")]
    // Nothing is something new too, and null differs from what is missing in nothing.
    [InlineData("{% for x in list %}{% ifchanged missing %}a{% else %}b{% endifchanged %}{% endfor %}", "abbbb")]
    [InlineData("{% for x in list %}{% ifchanged %}{% if x > 1 %}{{ x }}{% endif %}{% else %}-{% endifchanged %}{% endfor %}", "-2-")]
    public void IfChanged(string text, string expected) => Assert.Equal(expected, Render.Text(text, new
    {
        list = new[] { 1, 1, 2, 2, 1 },
        ones = new[] { 1, 1 },
        none = Array.Empty<int>(),
        pairs = new[] { ("a", "x"), ("a", "x"), ("b", "x"), ("b", "y") },
    }));

    [Fact]
    public void IfChangedInAnIncludeBelongsToTheLoopAround()
    {
        var model = new { list = new[] { 1, 1, 2, 2, 1 } };
        const string Part = "{% ifchanged x %}{{ x }}{% else %}.{% endifchanged %}";
        Assert.Equal("1.2.1", Render.Several(model, ("main", "{% for x in list %}{% include 'part' %}{% endfor %}"), ("part", Part)));
        // Alone with its own variables it has no loop, and is rendered for the first time each time.
        Assert.Equal("11221", Render.Several(model, ("main", "{% for x in list %}{% include 'part' with x=x only %}{% endfor %}"), ("part", Part)));
        // Each rendering begins anew.
        var template = Render.Engine(("main", "{% for x in list %}{% include 'part' %}{% endfor %}"), ("part", Part)).GetTemplate("main");
        for (var i = 0; i < 2; i++) Assert.Equal("1.2.1", template.Render(RenderContext.From(model)));
    }

    private sealed class Thrower
    {
        public int Fails => throw new NotSupportedException("It fails.");
    }

    private sealed class Counter
    {
        private int _count;

        public int Next() => ++_count;
    }
}
