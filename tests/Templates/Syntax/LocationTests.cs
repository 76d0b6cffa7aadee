using Quintet.Templates.Syntax;

namespace TemplatesTests.Syntax;

/// <summary>What an editor learns about the cursor, which is <c>$0</c> here.</summary>
public class LocationTests
{
    [Theory]
    [InlineData("<% $0", "TagName []")]
    [InlineData("<% ur$0", "TagName [ur]")]
    [InlineData("<% u$0rl 'x' %>", "TagName [u|rl]")]
    [InlineData("<% url $0", "Argument 0 []")]
    [InlineData("<% url '$0", "String 0 []")]
    [InlineData("<% url '$0'", "String 0 []")]
    [InlineData("<% url 'bo$0", "String 0 [bo]")]
    [InlineData("<% url 'bo$0ok' %>", "String 0 [bo|ok]")]
    [InlineData("<a href=\"<% url 'bo$0\">", "String 0 [bo]")]
    [InlineData("<a href=\"{% url 'bo$0ok\">{{ x }}</a> {% endif %}", "String 0 [bo|ok]")]
    [InlineData("<a href=\"{% url \"$0\">", "String 0 []")]
    [InlineData("{% url 'x' $0 %}", "Argument 1 []")]
    [InlineData("{% url 'x' i$0d=y %}", "ArgumentKey 1 [i|d]")]
    [InlineData("{% url 'x' id=$0 %}", "Variable 1 []")]
    [InlineData("{% url 'x' id=bo$0ok.pk %}", "Variable 1 part 0 [bo|ok]")]
    [InlineData("{% url 'x' id=book.$0 %}", "Variable 1 part 1 []")]
    [InlineData("{% static 'css/si$0te.css' as x %}", "String 0 [css/si|te.css]")]
    [InlineData("{{ $0 }}", "Variable []")]
    [InlineData("{{$0}}", "Variable []")]
    [InlineData("{{ book.$0", "Variable part 1 []")]
    [InlineData("{{ book.au$0thor.name }}", "Variable part 1 [au|thor]")]
    [InlineData("{{ book|$0 }}", "FilterName []")]
    [InlineData("{{ book|tr$0unc:3 }}", "FilterName [tr|unc]")]
    [InlineData("{{ book|truncatewords:$0 }}", "Variable of truncatewords []")]
    [InlineData("{{ book|default:'no$0' }}", "String of default [no]")]
    [InlineData("{% if a and b|len$0 %}", "FilterName 2 [len]")]
    [InlineData("{% filter $0 %}", "FilterName []")]
    [InlineData("{% filter$0 %}", "TagName [filter]")]
    [InlineData("{% filter up$0per %}", "FilterName [up|per]")]
    [InlineData("{% filter $0upper %}", "FilterName [|upper]")]
    [InlineData("{% filter upper|lo$0", "FilterName [lo]")]
    [InlineData("{% filter cut:$0", "Variable of cut []")]
    [InlineData("{% filter cut:'a$0b' %}", "String of cut [a|b]")]
    [InlineData("{% filter upper $0 %}", "Argument []")]
    [InlineData("{% partial ca$0rd %}", "Variable 0 part 0 [ca|rd]")]
    [InlineData("text $0 text", "None []")]
    [InlineData("{% if x %}$0{% endif %}", "None []")]
    [InlineData("{# a $0 #}", "None []")]
    [InlineData("{% verbatim %}{{ a$0 }}{% endverbatim %}", "None []")]
    [InlineData("{% if x %}{{ a.b$0", "Variable part 1 [b]")]
    public void At(string marked, string expected)
    {
        var offset = marked.IndexOf("$0", StringComparison.Ordinal);
        var text = marked.Remove(offset, 2);
        var location = TemplateTree.Parse(text).FindAt(offset);
        var replace = location.Replace.Of(text);
        var shown = location.Kind.ToString();
        if (location.ArgumentIndex >= 0) shown += $" {location.ArgumentIndex}";
        if (location.PartIndex >= 0) shown += $" part {location.PartIndex}";
        if (location.Filter is { } filter && location.Kind != LocationKind.FilterName) shown += $" of {filter.Name}";
        shown += location.Prefix == replace ? $" [{replace}]" : $" [{location.Prefix}|{replace[location.Prefix.Length..]}]";
        Assert.Equal(expected, shown);
    }
}
