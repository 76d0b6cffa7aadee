using Quintet;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>No text gets into a page as markup unless somebody says that it may.</summary>
public class EscapingProperties
{
    /// <summary>Filters that say so, those whose work is to make markup, and <c>escapeseq</c>, whose list of a safe text is shown with Python's quotes.</summary>
    private static readonly string[] Marking = ["escapeseq", "safe", "safeseq", "linebreaks", "linebreaksbr", "urlize", "urlizetrunc", "unordered_list", "json_script", "linenumbers"];

    private static readonly FilterInfo[] Filters = [.. BuiltinFilters.All.Where(filter => !Marking.Contains(filter.Name))];

    [ManyCases]
    public void AVariableIsEscaped(string? text) => Assert.Equal($"[{Html.Escape(text ?? "None")}]", Render.Text("[{{ x }}]", new { x = text }));

    /// <summary>Whatever way a text takes through filters, as value and as argument.</summary>
    [ManyCases]
    public void FiltersLetNothingThrough(string? text, int first, int second, int argument)
    {
        var value = "<script>'\"&" + text;
        var shown = Shown(value, Call(first, argument) + Call(second, argument));
        Assert.True(shown.AsSpan().IndexOfAny("<>\"'") < 0, $"{shown} from {Call(first, argument)}{Call(second, argument)}");
    }

    /// <summary>What a template itself says is the template's own affair; where a value is put into it, it stays a value.</summary>
    [ManyCases]
    public void TagsLetNothingThrough(string? text, int which)
    {
        var value = "<b>\"" + text;
        string[] tags =
        [
            "{% firstof missing x %}", "{% cycle x x %}", "{% with y=x %}{{ y }}{% endwith %}", "{% for y in list %}{{ y }}{% endfor %}", "{% for k, v in entries.items %}{{ k }}{{ v }}{% endfor %}",
            "{% include 'part' with y=x only %}", "{% if x %}{{ x }}{% endif %}", "{{ list.0 }}", "{{ entries.key }}", "{% url 'name' x %}", "{% load static %}{% static x %}",
        ];
        var engine = Render.Engine(("main", tags[(uint)which % tags.Length]), ("part", "{{ y }}"));
        var shown = engine.GetTemplate("main").Render(RenderContext.From(new { x = value, list = new[] { value }, entries = new Dictionary<string, object?> { ["key"] = value } }));
        Assert.True(shown.AsSpan().IndexOfAny("<>\"'") < 0, $"{shown} from {tags[(uint)which % tags.Length]}");
    }

    private static string Shown(string value, string filters)
    {
        try
        {
            return Render.Text($"{{{{ x{filters} }}}}", new { x = value, y = value });
        }
        catch (TemplateRenderException)
        {
            // A filter that cannot do anything with the value; nothing is shown.
            return "";
        }
    }

    private static string Call(int which, int argument)
    {
        var filter = Filters[(uint)which % Filters.Length];
        if (filter.Argument == FilterArgument.None) return $"|{filter.Name}";
        return $"|{filter.Name}:{((uint)argument % 4) switch { 0 => "y", 1 => "2", 2 => "\"%s\"", _ => "x" }}";
    }
}
