using System.Collections.Immutable;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>What a name finds in the values of C#, and what it must not find.</summary>
public class NameTests
{
    public static TheoryData<string, object> Kinds => new()
    {
        { "expando", Expando() },
        { "anonymous", new { title = "T", PublishedYear = 1999, tags = new[] { "a", "b" }, author = new { name = "N" } } },
        { "record", new Book("T", 1999, ["a", "b"], new("N")) },
        { "json element", JsonDocument.Parse(Json).RootElement },
        { "json document", JsonDocument.Parse(Json) },
        { "json node", JsonNode.Parse(Json)! },
        { "dictionary", Entries() },
        { "read-only dictionary", Entries().ToImmutableDictionary() },
        { "sorted dictionary", new SortedDictionary<string, object>(Entries()) },
        { "dynamic", new Bag(Entries()) },
    };

    private const string Json = "{\"title\": \"T\", \"published_year\": 1999, \"tags\": [\"a\", \"b\"], \"author\": {\"name\": \"N\"}, \"nothing\": null, \"yes\": true, \"price\": 1.5}";

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_are_looked_up_in_every_kind_of_value(string kind, object value)
    {
        const string Text = "{{ x.title }} {{ x.published_year }} {{ x.tags.1 }} {{ x.tags|join:'+' }} {{ x.tags|length }} {{ x.author.name }} {{ x.missing }}{% for t in x.tags %}{{ t|upper }}{% endfor %}{% if x.published_year > 1998 %}!{% endif %}";
        Assert.Equal("T 1999 b a+b 2 N AB!", Render.Text(Text, new { x = value }));
        // As the model itself, too.
        Assert.Equal("T 1999 b N", new Engine(new()).FromString("{{ title }} {{ published_year }} {{ tags.1 }} {{ author.name }}").Render(RenderContext.From(value)));
        Assert.NotNull(kind);
    }

    [Fact]
    public void Json_has_its_values()
    {
        foreach (var x in new object[] { JsonDocument.Parse(Json).RootElement, JsonNode.Parse(Json)! })
        {
            Assert.Equal("None|True|1.5|y|T", Render.Text("{{ x.nothing }}|{{ x.yes }}|{{ x.price }}|{% if x.yes and not x.nothing %}y{% endif %}|{{ x.title|default:'-' }}", new { x }));
            Assert.Equal("author,nothing,price,published_year,tags,title,yes", Render.Text("{% for key, value in x.items %}{{ key }},{% endfor %}", new { x }).Split(',', StringSplitOptions.RemoveEmptyEntries).Order().Aggregate((a, b) => a + "," + b));
        }
    }

    [Fact]
    public void Tuples_have_items()
    {
        Assert.Equal("1 b 1 b", Render.Text("{{ x.0 }} {{ x.1 }} {{ x.Item1 }} {{ x.item2 }}", new { x = (number: 1, letter: "b") }));
        Assert.Equal("1 b", Render.Text("{{ x.0 }} {{ x.item2 }}", new { x = Tuple.Create(1, "b") }));
        Assert.Equal("1=a;2=b;", Render.Text("{% for n, l in x %}{{ n }}={{ l }};{% endfor %}", new { x = new[] { (1, "a"), (2, "b") } }));
    }

    [Theory]
    [InlineData("x.secret")]
    [InlineData("x.Secret")]
    [InlineData("x.hidden")]
    [InlineData("x.guarded")]
    [InlineData("x.shared")]
    [InlineData("x.Constant")]
    [InlineData("x.GetType")]
    [InlineData("x.get_type")]
    [InlineData("x.GetType.Assembly")]
    [InlineData("x.get_type.assembly.location")]
    [InlineData("x.MemberwiseClone")]
    [InlineData("x.GetHashCode")]
    [InlineData("x.write_only")]
    [InlineData("x.get_Title")]
    [InlineData("x.set_Title")]
    [InlineData("x.op_Equality")]
    [InlineData("x.needs_argument")]
    [InlineData("x.generic")]
    [InlineData("x.nothing_returned")]
    [InlineData("x.delete")]
    [InlineData("x.delete_async")]
    [InlineData("x.save_async")]
    [InlineData("x.title.GetType.Assembly")]
    [InlineData("x.type.Assembly.Location")]
    [InlineData("x.type.Module")]
    [InlineData("x.method.DeclaringType")]
    [InlineData("x.method.Invoke")]
    [InlineData("x.call.Method.DeclaringType")]
    [InlineData("x.call.Target")]
    public void What_is_not_for_templates_is_not_found(string name)
    {
        var target = new Guarded();
        Assert.Equal("[]", Render.Text($"[{{{{ {name} }}}}]", new { x = target }));
        Assert.False(target.WasDeleted);
    }

    [Fact]
    public void What_a_member_throws_is_told_unless_it_says_that_it_counts_as_missing()
    {
        Assert.Equal("[]", Render.Text("[{{ x.gone }}]", new { x = new Guarded() }));
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Text("[{{ x.broken }}]", new { x = new Guarded() }));
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    private static Dictionary<string, object> Entries() => new() { ["title"] = "T", ["published_year"] = 1999, ["tags"] = new[] { "a", "b" }, ["author"] = new Dictionary<string, object?> { ["name"] = "N" } };

    private static ExpandoObject Expando()
    {
        dynamic book = new ExpandoObject();
        book.title = "T";
        book.published_year = 1999;
        book.tags = new List<string> { "a", "b" };
        book.author = new ExpandoObject();
        book.author.name = "N";
        return book;
    }

    public sealed record Author(string Name);

    public sealed record Book(string Title, int PublishedYear, IReadOnlyList<string> Tags, Author Author);

    /// <summary>An object of dynamic members that is no dictionary.</summary>
    private sealed class Bag(Dictionary<string, object> entries) : DynamicObject
    {
        public override bool TryGetMember(GetMemberBinder binder, out object? result) => entries.TryGetValue(binder.Name, out result);

        public override IEnumerable<string> GetDynamicMemberNames() => entries.Keys;
    }

    public class Guarded
    {
        public const string Constant = "constant";

        public static string Shared => "shared";

        public string Title { get; set; } = "t";

        public Type Type => typeof(string);

        public System.Reflection.MethodInfo Method => typeof(string).GetMethod(nameof(string.Trim), [])!;

        public Func<string> Call => () => "called";

        public bool WasDeleted { get; private set; }

        public string WriteOnly { set => WasDeleted = value.Length > 0; }

        public string Gone => throw new Missing();

        public string Broken => throw new InvalidOperationException("broken");

        internal string Hidden => "hidden";

        protected string GuardedText => "guarded";

        private string Secret => "secret" + GuardedText;

        public string NeedsArgument(int x) => Secret + x;

        public T? Generic<T>() => default;

        public void NothingReturned() => WasDeleted = true;

        [AltersData]
        public bool Delete() => WasDeleted = true;

        public Task<bool> DeleteAsync(CancellationToken cancellation = default) => Task.FromResult(WasDeleted = true);

        public void Save() => WasDeleted = true;

        public Task<bool> SaveAsync() => Task.FromResult(WasDeleted = true);
    }

    private sealed class Missing : Exception, ISilentVariableFailure;
}
