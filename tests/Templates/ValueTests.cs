using System.Globalization;
using Quintet;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>What a template sees of C# objects.</summary>
public class ValueTests
{
    public enum State
    {
        Draft,
        Published,
    }

    public class Person
    {
        public string Name { get; init; } = "";
    }

    public sealed class Author : Person
    {
        public DateTime BornOn { get; init; }

        public int Deleted { get; private set; }

        public string GetAbsoluteUrl() => "/author/" + Name.ToLowerInvariant();

        public string Greet(string greeting = "Hi") => $"{greeting}, {Name}";

        public string Needs(string argument) => argument;

        [AltersData]
        public int Delete() => ++Deleted;

        public void Save() => Deleted++;

        [Obsolete("Use something else.", error: true)]
        public string Forbidden() => "forbidden";

        public string Broken => throw new InvalidOperationException("broken on purpose");

        public string Absent => throw new SilentException();
    }

    public struct Point
    {
        public int X { get; init; }

        public readonly int Double() => X * 2;
    }

    public sealed class SilentException : Exception, ISilentVariableFailure;

    private sealed class Model : ITemplateMembers
    {
        public string Title => "from the property";

        public bool TryGetTemplateMember(string name, out object? value)
        {
            value = "from the model";
            return name == "title";
        }

        public string Other() => "by reflection";
    }

    private static readonly Author Ann = new() { Name = "Ann", BornOn = new(1970, 1, 2, 15, 0, 0) };

    [Theory]
    [InlineData("{{ author.Name }} {{ author.name }}", "Ann Ann")]
    [InlineData("{{ author.born_on.year }}", "1970")]
    [InlineData("{{ author.born_on }}", "Jan. 2, 1970, 3 p.m.")]
    [InlineData("{{ author.get_absolute_url }}", "/author/ann")]
    [InlineData("{{ author.greet }}", "Hi, Ann")]
    [InlineData("[{{ author.needs }}{{ author.save }}{{ author.get_type }}{{ author.get_hash_code }}{{ author.forbidden }}]", "[]")]
    [InlineData("{{ author.absent }}|{{ author.absent|default:'none' }}", "|none")]
    [InlineData("{{ point.x }} {{ point.double }}", "3 6")]
    [InlineData("{{ model.title }} {{ model.Title }} {{ model.other }}", "from the model from the property by reflection")]
    [InlineData("{{ map.key }} {{ map.items|length }} [{{ map.count }}{{ map.missing }}]", "value 1 []")]
    [InlineData("{{ numbers.1 }} {{ numbers|last }} {{ word.0 }} {{ pair.1 }}", "2 3 w b")]
    [InlineData("{{ lazy.1 }} {{ lazy|length }} {% if lazy %}yes{% endif %}", "20 2 yes")]
    [InlineData("{{ call }} {{ author.name.upper }}{{ missing.a.b.c }}", "called ")]
    [InlineData("{{ state }} {{ truth }} {{ nothing }} {{ price }} {{ ratio }} {{ big }}", "Published True None 12.50 0.1 10000000000000000")]
    [InlineData("{{ numbers }} {{ pair }} {{ map }}", "[1, 2, 3] (&#x27;a&#x27;, &#x27;b&#x27;) {&#x27;key&#x27;: &#x27;value&#x27;}")]
    [InlineData("{{ safe }}{{ unsafe }}", "<i>&lt;i&gt;")]
    [InlineData("{% if True and not False and None is None %}x{% endif %}", "x")]
    public void Reads(string text, string expected)
    {
        var model = new
        {
            author = Ann,
            point = new Point { X = 3 },
            model = new Model(),
            map = new Dictionary<string, string> { ["key"] = "value" },
            numbers = new List<int> { 1, 2, 3 },
            word = "word",
            pair = ("a", "b"),
            lazy = new[] { 1, 2 }.Select(n => n * 10),
            call = (Func<string>)(() => "called"),
            state = State.Published,
            truth = true,
            nothing = (string?)null,
            price = 12.50m,
            ratio = 0.1,
            big = 1e16,
            safe = new SafeString("<i>"),
            @unsafe = "<i>",
        };
        Assert.Equal(expected, Render.Text(text, model));
    }

    [Fact]
    public void NothingIsChangedByReading()
    {
        var author = new Author { Name = "x" };
        Assert.Equal("", Render.Text("{{ author.delete }}{{ author.save }}", new { author }));
        Assert.Equal(0, author.Deleted);
    }

    [Fact]
    public void ExtraValuesWinOverTheModel()
    {
        var context = RenderContext.From(new { a = 1, b = 2 }, new Dictionary<string, object?> { ["b"] = 3 });
        context["c"] = 4;
        Assert.Equal("1 3 4", new Engine(new()).FromString("{{ a }} {{ b }} {{ c }}").Render(context));
    }

    [Fact]
    public void AMissingVariableIsShownAsTheOptionsSay()
    {
        var engine = new Engine(new() { StringIfInvalid = "?%s?" });
        Assert.Equal("?a.b?|d|", engine.FromString("{{ a.b }}|{{ x|default:'d' }}|{% if y %}{% endif %}").Render(RenderContext.From(new { x = "" })));
    }

    [Fact]
    public void CulturesChangeNothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("de-DE");
            Assert.Equal("1.5 1.25 3. 1.50", Render.Text("{{ a }} {{ b }} 3. {{ a|floatformat:2 }}", new { a = 1.5, b = 1.25m }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ALoneSurrogateDoesNotBreakTheOutput() => Assert.Equal("a�b", Render.Text("{{ x }}", new { x = "a\ud800b" }));
}
