using FsCheck;
using FsCheck.Fluent;

namespace TemplatesTests;

/// <summary>A project of valid templates: <c>main.html</c> extends <c>base.html</c> and includes <c>part.html</c>.</summary>
/// <param name="Files">Texts by name.</param>
public sealed record TemplateProject(IReadOnlyDictionary<string, string> Files)
{
    public override string ToString() => string.Join('\n', Files.Select(file => $"--- {file.Key}\n{file.Value}"));
}

/// <summary>Random templates in which everything is closed and every argument fits.</summary>
public static class RandomTemplates
{
    private static readonly string[] Values =
        ["title", "book.title", "book.price", "book.id", "book.published", "books", "numbers.0", "empty", "missing", "missing.name", "entries.key", "flag", "\"<b>\"", "3", "-2.5", "forloop.counter", "Book.Title"];

    private static readonly string[] Filters =
        ["upper", "lower", "title", "capfirst", "length", "default:\"none\"", "default_if_none:title", "truncatewords:2", "truncatechars:5", "cut:\"a\"", "floatformat:2", "date:\"Y-m-d\"", "safe", "escape", "join:\", \"", "first", "last", "add:2", "yesno", "pluralize", "slugify", "wordcount", "urlencode"];

    private static readonly string[] Texts = ["text ", "<p>", "</p>\n", "é & 😀", "{ not a tag }", "%> ", "a < b"];

    public static Arbitrary<TemplateProject> Project() => Arb.From(
        from based in Content(2)
        from part in Content(1, mayInclude: false)
        from first in Content(3)
        from second in Content(2)
        select new TemplateProject(new Dictionary<string, string>
        {
            ["base.html"] = $"<html>{{% block first %}}{based}{{% endblock %}}|<% block second %>{based}<% endblock %></html>",
            ["part.html"] = $"[{part}]",
            ["main.html"] = $"<% extends 'base.html' %>ignored{{% block first %}}{first}<% endblock %>{{% block second %}}{{{{ block.super }}}}{second}{{% endblock second %}}",
        }));

    private static Gen<string> Expression() =>
        from value in Gen.Elements(Values)
        from filters in Gen.Elements(Filters).ListOf(2)
        from count in Gen.Choose(0, 2)
        select string.Join('|', filters.Take(count).Prepend(value));

    private static Gen<string> Content(int depth, bool mayInclude = true) =>
        from count in Gen.Choose(0, 4)
        from pieces in Piece(depth, mayInclude).ListOf(4)
        select string.Concat(pieces.Take(count));

    private static Gen<string> Piece(int depth, bool mayInclude)
    {
        var leaves = new[]
        {
            Gen.Elements(Texts),
            Expression().Select(expression => $"{{{{ {expression} }}}}"),
            Expression().Select(expression => $"{{% firstof {expression} title %}}"),
            Gen.Constant("{# a note #}<% comment %>{% if %}<% endcomment %>"),
            Gen.Constant("{% verbatim %}{{ title }}{% endverbatim %}"),
            Gen.Constant(mayInclude ? "<% include 'part.html' with title=\"other\" %>{% include 'part.html' only %}" : ""),
            Gen.Constant("{% cycle 'a' \"b\" %}"),
        };
        if (depth == 0) return Gen.OneOf(leaves);
        var content = Content(depth - 1, mayInclude);
        Gen<string>[] blocks =
        [
            from condition in Expression() from other in Expression() from yes in content from no in content
            select $"{{% if {condition} and not {other} %}}{yes}<% elif {other} == {condition} %>{no}{{% else %}}{yes}{{% endif %}}",
            from body in content from empty in content from list in Gen.Elements("books", "numbers", "empty", "missing", "title")
            select $"<% for item in {list} %>{body}{{{{ forloop.counter }}}}{{{{ item }}}}{{% empty %}}{empty}<% endfor %>",
            from body in content from value in Expression() select $"{{% with title={value} other=3 %}}{body}{{{{ other }}}}<% endwith %>",
            from body in content from state in Gen.Elements("on", "off") select $"{{% autoescape {state} %}}{body}{{% endautoescape %}}",
            from body in content select $"<% spaceless %>{body}{{% endspaceless %}}",
        ];
        return Gen.OneOf([.. leaves, .. blocks]);
    }
}
